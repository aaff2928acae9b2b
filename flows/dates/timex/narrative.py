"""Whether a text is told from the moment of writing (news) or from the point its story has reached (history)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.calendar import spans
from flows.dates.timex.expression import Expression
from flows.records import Interval

_REACH = 12  # expressions on either side that tell the manner of a stretch
_DISTANCE = 2  # years from the DCT at which a date told in full belongs to history
_SENTENCE = re.compile(r"[.!?]['\"”’)]*\s+[A-Z\"“'(]|\n\s*\n")
_WEEKS = 60  # days from the DCT
_LIMIT = 400  # characters: no sentence is looked for farther off


class Manner(NamedTuple):
    """For each expression whether the stretch around it is history; and whether the text as a whole is."""

    stretches: list[bool]
    whole: bool


def manner_of_telling(expressions: Sequence[Expression], dct: Interval) -> Manner:
    """How a text is told, stretch by stretch, for it may switch half way.

    History names its years, far from the DCT, and counts on from them; news counts from the day: "yesterday", "Monday",
    "last week". A stretch with at least three such years, and twice as many as words of the day, is history; a text is
    where years outnumber the words of the day by four to one, months and days are dated too, not years alone, and the
    first date of all has its year: who opens with "on 3 April" or "Friday" writes for readers of that year.
    """
    years = [
        bool(e.year and (e.era == "BC" or ((e.month or e.season or e.rule.endswith("year")) and _far(e.year, dct))))
        for e in expressions
    ]
    days = [
        (e.kind in ("shift", "offset") and e.anchor == "dct")
        or (e.weekday is not None and e.month is None)
        or (e.shift is not None and e.anchor == "dct")  # "last year", "last spring"
        or (e.is_full_date and _beside(e, dct))
        for e in expressions
    ]
    told, spoken = _running(years), _running(days)
    n = len(expressions)
    dated = sum(1 for e in expressions if e.kind == "calendar" and (e.month is not None or e.era == "BC"))
    first = next((e for e in expressions if e.kind == "calendar"), None)
    opens = first is not None and (first.year is not None or first.decade is not None or first.century is not None)
    whole = opens and told[n] >= 3 and dated >= 3 and told[n] > 4 * spoken[n]
    stretches = []
    for i in range(n):
        a, b = max(0, i - _REACH), min(n, i + _REACH + 1)
        history, news = told[b] - told[a], spoken[b] - spoken[a]
        stretches.append(whole or (history >= 3 and history > 2 * news))
    return Manner(stretches, whole)


def _beside(e: Expression, dct: Interval) -> bool:
    """Whether a date told in full lies within weeks of the DCT: what history tells is long over."""
    if dct.lo is None or dct.hi is None or e.era == "BC":
        return False
    day = spans.valid(e.year or 0, e.month or 0, e.day or 0)
    return day is not None and (day - dct.lo).days >= -_WEEKS and (day - dct.hi).days <= _WEEKS


def _far(year: int, dct: Interval) -> bool:
    low, high = dct.lo, dct.hi
    if low is None and high is None:
        return True
    return (low is None or year <= low.year - _DISTANCE) or (high is not None and year >= high.year + _DISTANCE)


def _running(marks: Sequence[bool]) -> list[int]:
    sums = [0]
    for mark in marks:
        sums.append(sums[-1] + mark)
    return sums


def opens_sentence(text: str, start: int) -> bool:
    """Whether an expression stands at the head of its sentence or line, a preposition at most before it."""
    head = text[max(0, start - 12) : start].rstrip()
    head = head.removesuffix("In").removesuffix("By").removesuffix("During").rstrip(" ")
    return not head or head[-1] in ".!?:\n" or text[max(0, start - 1) : start] == "\n"


def same_sentence(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two offsets."""
    return end - start <= _LIMIT and _SENTENCE.search(text, start, end) is None


def same_paragraph(text: str, start: int, end: int) -> bool:
    """Whether no paragraph ends between two offsets, and they are near."""
    return end - start <= 3 * _LIMIT and "\n\n" not in text[start:end]
