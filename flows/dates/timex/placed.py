"""What an expression stands for once its year is known: a day with or without an hour, a month, a season, a holiday."""

from __future__ import annotations

from typing import NamedTuple

from flows.calendar import spans
from flows.calendar.holidays import holiday
from flows.calendar.spans import NOTHING, Span
from flows.dates.timex.expression import Expression
from flows.records import Interval


class Anchored(NamedTuple):
    """What an expression stands for, what it was counted from, and what is wrong with it."""

    span: Span
    anchor: str
    problem: str | None = None


def in_year(e: Expression, y: int, anchor: str) -> Anchored:
    """What ``e`` stands for in the year ``y``: a day, month, season, … or all of it."""
    if e.holiday is not None:
        found = holiday(e.holiday, y)
        if found is None:
            return Anchored(spans.year(y), anchor, _OUTSIDE)
        if e.unit == "WE" and found.isoweekday() <= _EARLY_IN_THE_WEEK:
            found = spans.shifted(found, -found.isoweekday())  # "Labor Day weekend" leads up to its Monday
        days = spans.around(found, e.unit) if e.unit in ("W", "WE") else with_time(spans.day(found), e)
        return Anchored(days, anchor)
    if e.week is not None:
        fourth = spans.valid(y, 1, 4)  # ISO 8601: the fourth of January is always in the first week
        return Anchored(spans.week(spans.shifted(fourth, 7 * (e.week - 1))) if fourth else spans.year(y), anchor)
    if e.nth is not None and e.month is not None:
        return _nth_of_month(e, y, e.month, e.nth, anchor)
    if e.month is not None and e.day is not None:
        return _full_date(e, y, e.month, e.day, anchor)
    if e.month is not None and e.unit == "D":  # "that August day in 2004"
        return Anchored(spans.month(y, e.month)._replace(value=f"{y:04d}-{e.month:02d}-XX"), anchor)
    if e.month is not None:
        return Anchored(spans.month(y, e.month), anchor, None if spans.representable(y) else _OUTSIDE)
    if e.season is not None:
        return Anchored(spans.season(y, e.season, ends_in=anchor == "narrative"), anchor)
    if e.quarter is not None:
        return Anchored(spans.quarter(y, e.quarter), anchor)
    if e.half is not None:
        return Anchored(spans.half(y, e.half), anchor)
    return Anchored(spans.year(y), anchor, None if spans.representable(y) else _OUTSIDE)


_OUTSIDE = "a year outside the calendar"
_EARLY_IN_THE_WEEK = 2  # a Tuesday


def year_before_christ(e: Expression, year: int, anchor: str) -> Anchored:
    """The year before Christ, or the season, month or day of it that ``e`` names: on no calendar of ours."""
    parts = [f"BC{year:04d}"]
    if e.season is not None:
        parts.append(e.season)
    elif e.month is not None:
        parts += [f"{e.month:02d}"] + ([f"{e.day:02d}"] if e.day else [])
    granularity = "year" if len(parts) == 1 else "season" if e.season else "month" if len(parts) == 2 else "day"
    return Anchored(Span("-".join(parts), NOTHING, granularity), anchor)


def start_month(e: Expression) -> int:
    """The month in which the named part of a year begins, as far as one can tell without the year."""
    if e.month is not None:
        return e.month
    if e.season is not None:
        return 1 if e.season == "WI" else spans.SEASONS[e.season][0][0]
    if e.holiday is not None:
        found = holiday(e.holiday, 2019)
        return found.month if found else 1
    return 3 * (e.quarter or 1) - 2


def _nth_of_month(e: Expression, y: int, m: int, nth: int, anchor: str) -> Anchored:
    """ "the third Thursday of November", "the last week of May": a day, or the week its nth seven days begin in."""
    month = spans.month(y, m)
    lo, hi = month.days.lo, month.days.hi
    if lo is None or hi is None or nth > 5:
        return Anchored(month, anchor)
    if e.weekday is not None:
        day = spans.nth_weekday(y, m, e.weekday, nth)
        return Anchored(spans.day(day) if day.month == m else month, anchor)
    if e.unit == "D":
        return Anchored(spans.day(hi if nth < 0 else spans.shifted(lo, nth - 1)), anchor)
    # as ISO 8601 has the weeks of a year: a week is of the month that holds its Thursday
    return Anchored(
        spans.around(spans.shifted(hi, -3) if nth < 0 else spans.shifted(lo, 3 + 7 * (nth - 1)), e.unit or "W"), anchor
    )


def _full_date(e: Expression, y: int, m: int, d: int, anchor: str) -> Anchored:
    found = spans.valid(y, m, d)
    if found is None:
        impossible = "no such day in the calendar" if spans.representable(y) else _OUTSIDE
        return Anchored(Span(f"{y:04d}-{m:02d}-{d:02d}", NOTHING, "day"), anchor, impossible)
    if e.unit in ("W", "WE"):  # "the week of March 6"
        return Anchored(spans.around(found, e.unit), anchor)
    problem: str | None = None
    if e.weekday is not None and found.isoweekday() != e.weekday:
        problem = f"{found.isoformat()} is no {_WEEKDAYS[e.weekday - 1]}"
    return Anchored(with_time(spans.day(found), e), anchor, problem)


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def with_time(span: Span, e: Expression) -> Span:
    """A day with the hour or the part of it that the expression names."""
    if e.hour is not None:
        clock = f"{e.hour:02d}:{e.minute or 0:02d}" + (f":{e.second:02d}" if e.second is not None else "")
        return Span(f"{span.value}T{clock}" + ("Z" if e.zone == "Z" else ""), span.days, "time")
    if e.part is not None:
        return Span(f"{span.value}T{e.part}", span.days, "time")
    return span


def in_utc(e: Expression, days: Interval) -> Interval:
    """The day as it was in UTC, where a time of day names its zone: 11 p.m. EST is four o'clock of the next day there.

    The TIMEX3 value keeps the hour and day as told, with a "Z" where that is UTC's: TempEval-3 writes no other zone.
    """
    if e.zone in (None, "Z") or e.hour is None or not days.is_day or days.lo is None:
        return days
    sign = -1 if e.zone[0] == "-" else 1
    hours, _, minutes = e.zone[1:].partition(":")
    told = 60 * e.hour + (e.minute or 0) - sign * (60 * int(hours) + int(minutes or 0))
    day = spans.shifted(days.lo, told // 1440)
    return Interval(day, day)
