"""Connected groups: what is joined, directly or by way of others, belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class Groups:
    """The groups that these pairs of names make; a name that is in no pair is in no group."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._above: dict[str, str] = {}
        for one, other in pairs:
            self._above[self._top(one)] = self._top(other)

    def _top(self, name: str) -> str:
        above = self._above
        above.setdefault(name, name)
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    def leaders(self, rank: Callable[[str], Any] = str) -> dict[str, str]:
        """For each name the one of its group that has the least rank."""
        first: dict[str, str] = {}
        for name in self._above:
            top = self._top(name)
            first[top] = min(first.get(top, name), name, key=rank)
        return {name: first[self._top(name)] for name in self._above}
