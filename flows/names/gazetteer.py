"""The names that tables of reference know, in one automaton: a text is read once, however many names there are.

A `Gazetteer` is made of entries: a folded name, its kind, and what it stands for. A name is whole words; one that ends
in "*" may go on ("коронавирус*": languages inflect), and scripts that write no blanks have no words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flows.names.fold import fold

_UNSPACED = "\u0e00", "\u0eff", "\u2e80", "\ud7a3"  # Thai and Lao; from the CJK radicals to Hangul
Entry = tuple[str, str, Any]  # a folded name, its kind, what it stands for


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``folded[start:end]``, and what it stands for: ``kind`` and ``entry`` as they were handed in."""

    start: int
    end: int
    kind: str
    entry: Any


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A stretch of an article that begins at ``start`` of it, `fold`\\ ed, and every name in it: read once for all."""

    start: int
    text: str
    folded: str
    names: tuple[Name, ...]

    def of_kind(self, kind: str) -> list[Name]:
        """The names of a kind that lie in no other of it."""
        return longest([name for name in self.names if name.kind == kind])


class Gazetteer:
    """Finds the names of its ``entries``. Making one of 100,000 names takes about a second: make it once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        import ahocorasick

        meanings: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        go_on: set[str] = set()
        for name, kind, entry in entries:
            bare = name.removesuffix("*")
            meanings[bare].append((kind, entry))
            if bare != name:
                go_on.add(bare)
        self._automaton = ahocorasick.Automaton()
        for name, all_of_it in meanings.items():
            self._automaton.add_word(name, (len(name), name in go_on, tuple(all_of_it)))
        self._automaton.make_automaton()

    def passage(self, text: str, start: int = 0) -> NamedPassage:
        """``text``, which begins at ``start`` of an article, with its names, nested ones too, in the order of their
        ends.
        """
        folded = fold(text)
        return NamedPassage(start, text, folded, tuple(self._names(folded)))

    def _names(self, folded: str) -> list[Name]:
        found = []
        for last, (length, goes_on, meanings) in self._automaton.iter(folded):
            end = last + 1
            start = end - length
            if start and _one_word(folded[start - 1], folded[start]):
                continue
            if not goes_on and end < len(folded) and _one_word(folded[last], folded[end]):
                continue
            found += [Name(start, end, kind, entry) for kind, entry in meanings]
        return found


def longest(found: list[Name]) -> list[Name]:
    """The names that lie in no other of them: "omicron variant" counts, "omicron" inside it does not."""
    out: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, -n.end)):
        if not out or name.end > out[-1].end or (name.start, name.end) == (out[-1].start, out[-1].end):
            out.append(name)
    return out


def _one_word(left: str, right: str) -> bool:
    if not (left.isalnum() and right.isalnum()):
        return False
    low, high, first, last = _UNSPACED
    return not any(low <= c <= high or first <= c <= last for c in (left, right))
