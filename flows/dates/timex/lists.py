"""What the members of a list or range share: the year, month or week told once, the tense, and the order of the ends.

"Between March and May last year" is told of one year, "Monday to Friday last week" of one week, and what "ran from 7 to
9 August" began before it ended. Members are expressions of one sort (two months, two days, two weekdays) with nothing
between them but a comma, a dash, or a word that joins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from flows.dates.timex.expression import Expression

_NEAR_MONTHS = 3  # "November and January" are of one winter
_LONGEST = 20  # characters between two members
_BEFORE = r"(?:(?:on|in|the|of|from|by|at|early|late)\s+)*"
_JOINED = re.compile(rf"\s*(?:[-–—/&]|,|,?\s*(?:and|or|to|through|thru|until|till)\b)\s*{_BEFORE}", re.I)
_RANGE = re.compile(rf"\s*(?:[-–—]|(?:to|through|thru|until|till)\b)\s*{_BEFORE}", re.I)
_INSIDE = re.compile(r"(?:,\s*|\s+)(?:(?:in|on|during|at)\s+)(?:(?:the|early|late)\s+)*|\s*\(\s*(?:in|on)\s+", re.I)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)


class Ends(NamedTuple):
    """Of one end of a range: the other, by which it is found, and whether this one is the first."""

    other: Expression
    first: bool


def shared(expressions: Sequence[Expression], text: str) -> list[Expression]:
    """The expressions with what their neighbours in a list or range tell for them; in time linear in their number."""
    out = list(expressions)
    for i in range(len(out) - 2, -1, -1):
        if _joined(out[i], out[i + 1], text):
            out[i] = _like_the_next(out[i], out[i + 1])
    for i in range(1, len(out)):
        if _joined(out[i - 1], out[i], text):
            out[i] = _told_like(out[i], out[i - 1])
        elif _between(out[i - 1], out[i], text, _INSIDE):
            out[i] = _inside(out[i], out[i - 1])
    return out


def ends_of_ranges(expressions: Sequence[Expression], text: str) -> dict[int, Ends]:
    """By where they start: the ends of ranges that leave their year or week open, each with the other.

    Told as past, a range has ended, so that its last end is found first; else it begins with the first.
    """
    ends: dict[int, Ends] = {}
    taken = -1  # a range has two ends: none is an end of the next one too
    for a, b in pairwise(expressions):
        if a.start > taken and _is_open(a) and _is_open(b) and _is_range(a, b, text):
            taken = b.start
            if a.direction == "past" or text[a.end : b.start].strip() == "and":
                ends[a.start] = Ends(b, True)
            else:
                ends[b.start] = Ends(a, False)
    return ends


def with_other_end(e: Expression, expressions: Sequence[Expression], text: str) -> list[Expression]:
    """The two ends of the range that ``e`` is one of, in order; ``e`` alone where it is none."""
    for a, b in pairwise(expressions):
        if e in (a, b) and _is_open(a) and _is_open(b) and _is_range(a, b, text):
            return [a, b]
    return [e]


def _is_range(a: Expression, b: Expression, text: str) -> bool:
    if sort(a) != sort(b) or sort(a) in (None, "clock"):
        return False
    if _between(a, b, text, _RANGE):
        return True
    if text[a.end : b.start].strip() != "and":
        return False
    over_new_year = sort(a) == "month" and 0 < (b.month or 0) - (a.month or 0) + 12 <= _NEAR_MONTHS
    return over_new_year or _BETWEEN.search(text, max(0, a.start - 14), a.start) is not None


def sort(e: Expression) -> str | None:
    """What of the calendar an expression names at its finest; ``None`` for what no list shares."""
    if e.kind != "calendar" or e.era is not None or e.nth is not None:
        return None
    if e.hour is not None:
        return "clock"
    if e.day is not None:
        return "day" if e.month is not None else None
    for name in ("weekday", "month", "season", "quarter", "half"):
        if getattr(e, name) is not None:
            return name
    return None


def _joined(a: Expression, b: Expression, text: str) -> bool:
    return sort(a) is not None and sort(a) == sort(b) and _between(a, b, text, _JOINED)


def _between(a: Expression, b: Expression, text: str, pattern: re.Pattern[str]) -> bool:
    return 0 <= b.start - a.end <= _LONGEST and pattern.fullmatch(text, a.end, b.start) is not None


def _is_open(e: Expression) -> bool:
    return e.year is None and e.shift is None and e.unit is None and e.amount is None


def _like_the_next(e: Expression, then: Expression) -> Expression:
    """The year or week of the member after it; a later month before an earlier one is of the year before."""
    if not _is_open(e) or sort(e) == "clock":
        return e
    back = int((e.month or 0) > (then.month or 0))
    if then.year is not None:
        return replace(e, year=then.year - back, anchor="self")
    if then.unit in ("Y", "W") and (then.shift is not None or then.anchor == "narrative"):
        shift = None if then.shift is None else then.shift - (back if then.unit == "Y" else 0)
        return replace(e, unit=then.unit, shift=shift, anchor=then.anchor, direction=then.direction, firm=then.firm)
    return e


def _told_like(e: Expression, before: Expression) -> Expression:
    """One verb governs all members: the first stands nearest to it."""
    if before.direction is None or not _is_open(e) or not _is_open(before):
        return e
    return replace(e, tense=before.tense, direction=before.direction, cue=before.cue, firm=before.firm)


def _inside(e: Expression, whole: Expression) -> Expression:
    """ "last year, in March", "two years ago, on 3 May", "last week, on Tuesday": the part is one of the whole."""
    if not _is_open(e) or whole.signal in ("until", "since", "before", "after"):
        return e
    part = sort(e)
    if whole.rule in ("year", "edge-of-year") and whole.year is not None and part in ("month", "day", "season"):
        return replace(e, year=whole.year, anchor="self")
    if whole.kind not in ("shift", "offset") or whole.shift is None or whole.quarter is not None:
        return e
    if (whole.unit, part) in (("Y", "month"), ("Y", "day"), ("Y", "season"), ("W", "weekday")):
        count = int(whole.amount) if whole.amount is not None else 1
        if whole.kind == "offset" and (whole.amount is None or whole.amount % 1):
            return e
        return replace(e, unit=whole.unit, shift=whole.shift * count, anchor=whole.anchor, direction=whole.direction)
    return e
