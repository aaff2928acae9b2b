"""Decisions taken one after another, beside the pages: who waits for a run to end goes on reading meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

from flows.errors import DatelineError

Row = dict[str, Any]
KEPT = 200  # orders that can still be asked for after they were done


@dataclass(slots=True)
class Order:
    """A decision that was asked for: what it waits for, and then the flag, or what kept it from being taken."""

    number: int
    act: Callable[[], Row]
    about: str
    word: str = "It is being worked out."
    flag: Row | None = None
    problem: str | None = None
    done: Event = field(default_factory=Event)


class Clerk:
    """One thread that takes decisions in the order in which they were asked for."""

    def __init__(self) -> None:
        self._orders: dict[int, Order] = {}
        self._numbers, self._lock = count(1), Lock()
        self._todo: SimpleQueue[Order | None] = SimpleQueue()
        self._current: Order | None = None
        self._thread = Thread(target=self._work, name="decisions", daemon=True)
        self._thread.start()

    def ask(self, act: Callable[[], Row], about: str) -> Order:
        """Have ``act`` done when its turn has come; ``about`` names the flag or event that it is about."""
        with self._lock:
            order = Order(next(self._numbers), act, about)
            self._orders[order.number] = order
            for number in sorted(self._orders)[:-KEPT]:
                if self._orders[number].done.is_set():
                    del self._orders[number]
        self._todo.put(order)
        return order

    def order(self, number: int) -> Order | None:
        """An order by its number, as long as it is remembered."""
        return self._orders.get(number)

    def waiting(self) -> list[Order]:
        """The orders that are not done."""
        return [order for order in list(self._orders.values()) if not order.done.is_set()]

    def tell(self, sentence: str) -> None:
        """What the order at hand waits for, in a sentence."""
        if self._current is not None:
            self._current.word = sentence
        logging.getLogger("dateline").warning(sentence)

    def close(self, seconds: float) -> int:
        """Take no more orders, wait so long for the one at hand, and return how many are then left undone."""
        self._todo.put(None)
        if self._current is not None:
            self._current.done.wait(seconds)
        return len(self.waiting())

    def _work(self) -> None:
        while (order := self._todo.get()) is not None:
            self._current = order
            try:
                order.flag = order.act()
            except DatelineError as error:
                order.problem = str(error)
            except Exception as error:  # a mistake of ours costs this decision, not those after it
                logging.getLogger("dateline").exception("a decision was not taken")
                order.problem = f"a mistake of dateline's own, {type(error).__name__}: {error}"
            finally:
                self._current = None
                order.done.set()
