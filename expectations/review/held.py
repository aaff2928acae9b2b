"""A warehouse that stays open from one decision to the next: a copy is made when nobody waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack

from expectations.review.latest import LatestCopy
from warehouse.store import Warehouse


class HeldWarehouse:
    """The writer's side, from the first decision that is not published until `publish`.

    What is decided is committed at once, and readers of ``latest`` see it. A process that is killed before `publish`
    loses nothing: the next run, decision or review publishes it.
    """

    def __init__(self, latest: LatestCopy) -> None:
        self.latest = latest
        self._open = ExitStack()
        self._warehouse: Warehouse | None = None
        self._docs: list[str | None] = []

    def opened(self, opening: Callable[[], AbstractContextManager[Warehouse]]) -> Warehouse:
        """The open warehouse; ``opening`` opens it where it is not."""
        if self._warehouse is None:
            self._warehouse = self._open.enter_context(opening())
        return self._warehouse

    def decided(self, docs: Sequence[str | None]) -> None:
        """Let everybody see what was committed; ``docs`` are the documents that it is about."""
        if self._warehouse is not None:
            self.latest.ahead(self._warehouse.connection)
        self._docs += docs

    def publish(self) -> list[str | None]:
        """Publish what was decided, if anything was, and give the warehouse back; the documents that it was about."""
        docs, self._docs = self._docs, []
        warehouse, self._warehouse = self._warehouse, None
        try:
            if warehouse is None or warehouse.is_published():
                return []
            warehouse.publish()
        finally:
            self.latest.copied()
            self._open.close()
        return docs
