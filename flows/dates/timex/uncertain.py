"""What an expression stands for where the moment of writing is no single day: what all its days have in common.

They are not all tried. The fields of a date run in circles (weekday, day of the month, week, month, quarter, half), so
that both ends of a long span may agree in one that no day between them shares: "yesterday" would be in July only as
the span begins and ends there. A few days between stand for the rest, far enough from the first to differ from it in
every field that the text itself does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import reduce

from flows.calendar.holidays import falls_on_one_day
from flows.calendar.spans import Span, shifted
from flows.dates.timex.expression import Expression
from flows.dates.timex.placed import Anchored
from flows.records import Interval

# Stand-ins for the ends of an open DCT: far from anything that a text names, so that whatever hangs on them differs.
_LONG_AGO, _FAR_OFF = date(1199, 7, 4), date(8628, 7, 2)
# Days from the first: another week, weekday and day of the month; another month and quarter; another half-year.
_BETWEEN = (10, 100, 190)


def days_to_try(dct: Interval) -> list[date]:
    """Days of ``dct`` that together differ in everything in which its days differ: its ends first and last."""
    lo, hi = dct.lo or _LONG_AGO, dct.hi or _FAR_OFF
    if lo == hi:
        return [lo]
    return [lo, *(day for n in _BETWEEN if (day := shifted(lo, n)) < hi), hi]


def whichever_day(e: Expression, found: Sequence[Anchored], dct: Interval) -> Anchored:
    """What holds whichever day of ``dct`` is the true one: ``found`` is what each of `days_to_try` makes of ``e``."""
    first = found[0]
    if all(one == first for one in found):
        return first
    values = [one.span.value for one in found]
    value = _common_decade(values) if e.decade is not None else reduce(_common, values)
    if e.weekday and e.month is None and e.day is None and "X" in value[:7]:
        _, t, time = value.partition("T")
        value = f"XXXX-WXX-{e.weekday}{t}{time}"
    if e.holiday is not None and not falls_on_one_day(e.holiday) and value.startswith("X"):
        value = "XXXX-XX-XX" + _parted(value)[1]  # a feast that moves: the years between may have it in another month
    problem = (
        first.problem if all(one.problem == first.problem for one in found) else None
    )  # the calendar's, not a year's
    return Anchored(Span(value, _hull(found, dct), first.span.granularity), first.anchor, problem)


def _hull(found: Sequence[Anchored], dct: Interval) -> Interval:
    """From the earliest day to the latest; open where the DCT is, or where no day is known."""
    los, his = [one.span.days.lo for one in found], [one.span.days.hi for one in found]
    lo = min(known) if dct.lo and len(known := [day for day in los if day]) == len(los) else None
    hi = max(known) if dct.hi and len(known := [day for day in his if day]) == len(his) else None
    return Interval(lo, hi)


def _common(a: str, b: str) -> str:
    """Two values as one: their fields where they agree, X's where not ("2017-10", "2018-10" → "XXXX-10")."""
    (day, time), (other_day, other_time) = _parted(a), _parted(b)
    left, right = day.split("-"), other_day.split("-")
    if len(left) != len(right) or any(len(x) != len(y) for x, y in zip(left, right, strict=True)):
        return "XXXX"
    fields = [x if x == y else _DIGIT.sub("X", x) for x, y in zip(left, right, strict=True)]
    return "-".join(fields) + (time if time == other_time else "")


def _common_decade(values: Sequence[str]) -> str:
    """ "the nineties" of whichever century: 'XX9'."""
    return "".join(column[0] if len(set(column)) == 1 else "X" for column in zip(*values, strict=True))


def _parted(value: str) -> tuple[str, str]:
    """A value's day and what follows it of a time ("T17:00", "TMO"), which the text says itself."""
    found = _OF_A_DAY.match(value)
    return (found[1], found[2] or "") if found else (value, "")


_DIGIT = re.compile(r"\d")
_OF_A_DAY = re.compile(r"([\dX][^T]*)(T.*)?$")
