"""An article's text cut into regions and marked stretches, ready for a template.

Marks (date expressions, events, flags, witnesses' words) may nest, touch or cross; HTML elements may not cross. So the
text is cut at every boundary and each piece knows the marks that cover it: one sweep, linear in text plus marks.
A page shows a bounded part of a long text: its beginning and the surroundings of its marks; what is left out is named.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from expectations.reports.display import visible

SHOWN = 24_000  # characters of one text on a page: about ten printed pages
AROUND = 400  # characters kept on either side of a mark in a text that is longer
MARKS = 800  # marks on a page; the tables below the text list as many
FOLDED = 240  # characters that a narrow screen folds where nothing in them tells of a date or of an event of a type,
BESIDE = 80  # but for so many next to what does
_TELLS_LITTLE = "mention"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text worth pointing at. ``key`` is the id of the row that explains it, ``kind`` a CSS class."""

    start: int
    end: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Text under one set of marks. ``first`` holds the keys of marks that begin here: the targets of links."""

    text: str
    kinds: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    left_out: int = 0  # so many characters are not shown here
    folded: bool = False  # a narrow screen shows it when asked
    fold_ends: int = 0  # the last piece of a fold of so many characters


@dataclass(frozen=True, slots=True)
class Stretch:
    """A region of the text, or the stretch between two of them (``kind`` is then ``""``)."""

    kind: str
    pieces: tuple[MarkedText, ...]


def blocks(text: str, regions: Iterable[tuple[str, int, int]], marks: Iterable[Mark]) -> list[Stretch]:
    """Cut ``text`` into blocks by region (kind, start, end) and each block into pieces by mark.

    Spans outside the text are clipped to it; overlapping regions are cut where the later one begins.
    """
    size = len(text)
    kept = sorted((m for m in marks if 0 <= m.start < m.end <= size), key=lambda m: (m.start, -m.end))[:MARKS]
    shown = _shown(size, kept)
    result, at = [], 0
    for kind, start, end in [*sorted(regions, key=lambda r: (r[1], r[2])), ("", size, size)]:
        start, end = max(at, min(start, size)), min(end, size)
        if text[at:start].strip():
            result.append(("", at, start))
        if start < end:
            result.append((kind, start, end))
        at = max(at, end)
    return _pieces(text, result, kept, shown)


def _shown(size: int, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The stretches of the text that the page shows: all of it, or its beginning and what surrounds its marks."""
    if size <= SHOWN:
        return [(0, size)]
    stretches, budget = [[0, SHOWN // 4]], SHOWN - SHOWN // 4
    for mark in marks:
        start, end = max(mark.start - AROUND, 0), min(min(mark.end, mark.start + AROUND) + AROUND, size)
        if start <= stretches[-1][1]:
            budget -= max(end - stretches[-1][1], 0)
            stretches[-1][1] = max(stretches[-1][1], end)
        else:
            budget -= end - start
            stretches.append([start, end])
        if budget <= 0:
            break
    return [(start, end) for start, end in stretches]


def _pieces(
    text: str, regions: Sequence[tuple[str, int, int]], marks: Sequence[Mark], shown: Sequence[tuple[int, int]]
) -> list[Stretch]:
    cuts = {0, len(text)}
    for mark in marks:
        cuts.update((mark.start, mark.end))
    folds = _folds(text, marks)
    for start, end in [*shown, *folds]:
        cuts.update((start, end))
    result: list[Stretch] = []
    active: list[Mark] = []
    coming, order, window = 0, sorted(cuts), 0
    for kind, start, end in regions:
        pieces: list[MarkedText] = []
        inside = [start, *(c for c in _between(order, start, end)), end]
        for lo, hi in pairwise(inside):
            active = [m for m in active if m.end > lo]
            first: list[str] = []
            while coming < len(marks) and marks[coming].start <= lo:
                if marks[coming].end > lo:
                    active.append(marks[coming])
                    first.append(marks[coming].key)
                coming += 1
            while window < len(shown) and shown[window][1] <= lo:
                window += 1
            if window < len(shown) and shown[window][0] <= lo:
                kinds = tuple(dict.fromkeys(m.kind for m in active))
                keys = tuple(m.key for m in active)
                pieces.append(MarkedText(visible(text[lo:hi]), kinds, keys, tuple(first), folded=_inside(folds, lo)))
            elif pieces and pieces[-1].left_out:
                pieces[-1] = MarkedText("", left_out=pieces[-1].left_out + hi - lo)
            else:
                pieces.append(MarkedText("", left_out=hi - lo))
        result.append(Stretch(kind, _with_ends(pieces)))
    return result


def _folds(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The stretches that a narrow screen folds, cut between words."""
    at, found = 0, []
    telling = [m for m in marks if m.kind != _TELLS_LITTLE]
    for start, end in [*((m.start, m.end) for m in telling), (len(text) + BESIDE, len(text))]:
        lo = text.find(" ", at + BESIDE, start) if at else 0
        hi = min(text.rfind(" ", at, max(start - BESIDE, at)) + 1, len(text)) if start <= len(text) else len(text)
        if lo >= 0 and hi - lo >= FOLDED:
            found.append((lo, hi))
        at = max(at, end)
    return found


def _inside(folds: Sequence[tuple[int, int]], at: int) -> bool:
    before = bisect_right(folds, (at, len(folds) and folds[-1][1]))
    return before > 0 and at < folds[before - 1][1]


def _with_ends(pieces: Sequence[MarkedText]) -> tuple[MarkedText, ...]:
    """The pieces of a block; the last one of each fold knows how many characters it has."""
    result, length = list(pieces), 0
    for n, piece in enumerate(pieces):
        length = length + len(piece.text) if piece.folded else 0
        if length and (n + 1 == len(pieces) or not pieces[n + 1].folded):
            result[n] = replace(piece, fold_ends=length)
    return tuple(result)


def _between(ordered: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of ``ordered`` that lie strictly between ``start`` and ``end``."""
    return ordered[bisect_right(ordered, start) : bisect_left(ordered, end)]
