"""The names that the tables of reference know, in one automaton: a text is read once, however many names there are.

Who wants to be told of names gives `entries`: pairs of a folded name and what it stands for. A name is whole words;
one that ends in "*" may go on ("коронавирус*": languages inflect), and scripts that write no blanks have no words.
"""

from __future__ import annotations

import calendar
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

_UNSPACED = "\u0e00", "\u0eff", "\u2e80", "\ud7a3"  # Thai and Lao; from the CJK radicals to Hangul


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``folded[start:end]``, and what it stands for: ``kind`` and ``entry`` as its `entries` gave them."""

    start: int
    end: int
    kind: str
    entry: Any


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article that begins at ``start`` of it, `fold`\\ ed, and every name in it: read once for all."""

    start: int
    text: str
    folded: str
    names: tuple[Name, ...]

    @classmethod
    def of(cls, text: str, start: int = 0) -> Passage:
        """The passage with its names, those inside others too, in the order of their ends."""
        folded = fold(text)
        return cls(start, text, folded, tuple(_names(folded)))

    def of_kind(self, kind: str) -> list[Name]:
        """The names of a kind that lie in no other of it."""
        return longest([name for name in self.names if name.kind == kind])


def _names(folded: str) -> list[Name]:
    found = []
    for last, (length, goes_on, meanings) in _automaton().iter(folded):
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


@lru_cache(maxsize=1)
def _automaton() -> Any:
    import ahocorasick

    from flows.dates.dct import ages, editions, offices, terms  # here, for they read what this finds

    meanings: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    go_on: set[str] = set()
    for entries in (offices.entries, terms.entries, ages.entries, editions.entries):
        for name, kind, entry in entries():
            bare = name.removesuffix("*")
            meanings[bare].append((kind, entry))
            if bare != name:
                go_on.add(bare)
    automaton = ahocorasick.Automaton()
    for name, all_of_it in meanings.items():
        automaton.add_word(name, (len(name), name in go_on, tuple(all_of_it)))
    automaton.make_automaton()
    return automaton


def _fold_character(character: str) -> str:
    if character in "-‐‑–\n\t\u00a0":
        return " "
    if character in "’‘":
        return "'"
    if "\uac00" <= character <= "\ud7a3":  # a syllable of Hangul is no letter with marks
        return character
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < 20_000:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """``text`` in lower case, without accents, hyphens and line ends as blanks; of the same length."""
    return text.translate(_FOLDING)


def bound(written: str, *, last: bool) -> date | None:
    """A day from "2017", "2017-02" or "2017-02-01": the first it may mean, or the last."""
    if not written:
        return None
    year, month, day = ([int(p) for p in written.split("-")] + [0, 0])[:3]
    if not month:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if not day:
        return date(year, month, calendar.monthrange(year, month)[1]) if last else date(year, month, 1)
    return date(year, month, day)
