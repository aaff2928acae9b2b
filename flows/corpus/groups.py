"""Connected groups: what is joined, directly or by way of others, belongs together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any


class Groups:
    """The groups that these pairs of names make; a name that is in no pair is in no group.

    ``apart``: names that are in no group together. A pair that would bring two of these together joins nothing, so that
    what comes first among the pairs holds.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], apart: Iterable[tuple[str, str]] = ()) -> None:
        self._above: dict[str, str] = {}
        self._foes: defaultdict[str, set[str]] = defaultdict(set)  # of a group, by its top: names kept out of it
        self._friends: defaultdict[str, set[str]] = defaultdict(set)  # those of its names that are kept out of some
        for one, other in apart:
            for name, foe in ((one, other), (other, one)):
                self._foes[name].add(foe)
                self._friends[name].add(name)
        for one, other in pairs:
            self._join(self._top(one), self._top(other))

    def _join(self, one: str, other: str) -> None:
        if one == other or (self._foes and not self._foes[one].isdisjoint(self._friends[other])):
            return
        self._above[one] = other
        if self._foes:
            self._foes[other] |= self._foes.pop(one, set())
            self._friends[other] |= self._friends.pop(one, set())

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
