"""Decisions taken one after another, beside the pages: who waits for a run to end goes on reading meanwhile."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

from flows.errors import DatelineError

Row = dict[str, Any]
LATEST = 60.0  # seconds after which what was decided is published, also where more is waiting
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
    """One thread that takes decisions in the order in which they were asked for.

    ``afterwards`` is what is to be done when nobody waits for a decision, or has not been done for a while;
    ``trouble`` is what kept it from being done.
    """

    def __init__(self) -> None:
        self.afterwards: Callable[[], None] | None = None
        self.trouble: str | None = None
        self._orders: dict[int, Order] = {}
        self._numbers, self._lock = count(1), Lock()
        self._todo: SimpleQueue[Order | None] = SimpleQueue()
        self._current: Order | None = None
        self._at_rest = Event()
        self._at_rest.set()
        self._thread = Thread(target=self._work, name="decisions", daemon=True)
        self._thread.start()

    def ask(self, act: Callable[[], Row], about: str) -> Order:
        """Have ``act`` done when its turn has come; ``about`` names the flag or event that it is about."""
        with self._lock:
            order = Order(next(self._numbers), act, about)
            self._orders[order.number] = order
            self._at_rest.clear()
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
        """Take no more orders, wait so long for those at hand, and return how many are then left undone."""
        self._todo.put(None)
        self._thread.join(seconds)
        return len(self.waiting())

    def rest(self, seconds: float) -> bool:
        """Wait so long until nothing is left to be done; whether nothing is."""
        return self._at_rest.wait(seconds)

    def _work(self) -> None:
        since = time.monotonic()
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
            if self._todo.empty() or time.monotonic() > since + LATEST:
                self._clear_up()
                since = time.monotonic()
        self._clear_up()

    def _clear_up(self) -> None:
        try:
            if self.afterwards is not None:
                self.afterwards()
            self.trouble = None
        except Exception as error:  # what was decided stands; whoever asks is told what is not done
            logging.getLogger("dateline").exception("what was decided is not published")
            self.trouble = str(error)
        with self._lock:
            if self._todo.empty():
                self._at_rest.set()
