"""Two events that the text counts apart: "three days after gunmen attacked …", "marked 25 years since …".

The event that has a date of its own dates the other. Days and weeks are counted exactly, as news does; months and years
name the month or year that they reach, except on an anniversary, which is the same day of the year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.records import Interval, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COUNT = re.compile(r"P(\d{1,4})([DWMY])")
_ONE = {"the day": ("1", "D"), "the week": ("1", "W"), "the month": ("1", "M"), "the year": ("1", "Y")}
_SIGN = {"after": 1, "since": 1, "before": -1}
_FEW = {"PTXH": "H", "PXD": "XD", "PXW": "XW"}  # "hours after", "days after": a number that is not told
_AT_MOST = {"H": 1, "XD": 13, "XW": 55}  # days: what is longer is counted in the next unit
_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Y": 12}
_MARKING = frozenset({"mark", "commemorate", "celebrate"})


@dataclass(frozen=True, slots=True)
class CountedLink:
    """The event at ``other`` lies ``count`` units before this one, or after it where ``count`` is negative."""

    other: Token
    count: int
    unit: str
    to_the_day: bool
    at_most: bool = False  # "within two days of the vote", and all the time: "for a week before freeing him"

    @property
    def is_vague(self) -> bool:
        """Whether the number is not told, or only its bound: "days after", "within three days of"."""
        return self.unit in _AT_MOST or self.at_most

    def counted(self, day: date) -> Interval | None:
        """The days of this event where the other one was on ``day``; ``None`` beyond the calendar."""
        if self.is_vague:
            told = self.unit not in _AT_MOST
            count, unit = (self.count, self.unit) if told else (self.count * _AT_MOST[self.unit], "D")
            end = counted(day, count, unit, to_the_day=True)
            return None if end is None else end.hull(Interval(day, day))
        return counted(day, self.count, self.unit, to_the_day=self.to_the_day)


def counted(day: date, count: int, unit: str, *, to_the_day: bool = False) -> Interval | None:
    """What lies ``count`` units ("D", "W", "M", "Y") after a day, or before it; ``None`` beyond the calendar."""
    try:
        if unit in _DAYS:
            at = day + timedelta(count * _DAYS[unit])
            return Interval(at, at)
        year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
        last = monthrange(year, month + 1)[1]
        at = date(year, month + 1, min(day.day, last))
    except (OverflowError, ValueError):
        return None
    if to_the_day:
        return Interval(at, at)
    return Interval(at.replace(day=1), at.replace(day=last)) if unit == "M" else _year(at)


def _year(day: date) -> Interval:
    return Interval(day.replace(month=1, day=1), day.replace(month=12, day=31))


def counted_links(
    doc: Doc, start: int, timexes: Sequence[Timex], event: Callable[[Token], Token | None]
) -> tuple[dict[int, CountedLink], set[int]]:
    """The links of a passage that starts at ``start``, by each event's word, and the offsets of the counts in it.

    ``event`` gives the nearest event at or above a word.
    """
    found: dict[int, CountedLink] = {}
    counts: set[int] = set()
    for timex in timexes:
        span = doc.char_span(timex.start - start, timex.end - start, alignment_mode="expand")
        counted = _counted(timex)
        if span is None or counted is None or span.end >= len(doc):
            continue
        signal = doc[span.end]
        before = doc[span.start - 1].lower_ if span.start else ""
        within = before == "within" or (before == "for" and signal.lower_ == "before")
        if signal.lower_ not in _SIGN and not (within and signal.lower_ == "of"):
            continue
        below = signal.head if signal.dep_ == "mark" else next((c for c in signal.children if c.i > signal.i), None)
        inner = event(below) if below is not None else None
        outer = event(inner.head) if inner is not None and inner.head.i != inner.i else None
        if inner is None or outer is None or inner.i == outer.i:
            continue
        count = _SIGN.get(signal.lower_, 1) * int(counted[0])
        same = outer.lemma_ in _MARKING
        if within:
            found.setdefault(outer.i, CountedLink(inner, count, counted[1], same, at_most=True))
            counts.add(timex.start)
            continue
        found.setdefault(outer.i, CountedLink(inner, count, counted[1], same))
        found.setdefault(inner.i, CountedLink(outer, -count, counted[1], same))
        counts.add(timex.start)
    return found, counts


def _counted(timex: Timex) -> tuple[str, str] | None:
    if (one := _ONE.get(timex.text.lower())) is not None:
        return one
    if timex.value in _FEW:
        return ("1", _FEW[timex.value])
    match = _COUNT.fullmatch(timex.value) if timex.type == "DURATION" else None
    return (match[1], match[2]) if match is not None else None
