"""The calendar: spans of days with their TIMEX3 values, and the arithmetic of units.

A ``Span`` is what a value stands for: proleptic Gregorian days, weeks as ISO 8601 counts them, seasons as the sun has
them in the north (the scorer of TempEval-style intervals does the same). Years outside 1–9999 have a value but no days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from flows.records import Interval

# First and last day of a season; winter runs into the next year.
SEASONS = {"SP": ((3, 20), (6, 20)), "SU": ((6, 21), (9, 22)), "FA": ((9, 23), (12, 21)), "WI": ((12, 22), (3, 19))}
MONTHS_IN = {"M": 1, "Q": 3, "SM": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
DAYS_IN = {"D": 1, "N": 1, "W": 7, "WE": 7, "FN": 14}


class Span(NamedTuple):
    """A TIMEX3 value, the days it stands for, and its granularity."""

    value: str
    days: Interval
    granularity: str


NOTHING = Interval()


def _year(y: int) -> str:
    return f"{y:04d}"


def representable(y: int) -> bool:
    """Whether the calendar of ``datetime`` reaches the year."""
    return 1 <= y <= 9999


def day(d: date) -> Span:
    """One day."""
    return Span(d.isoformat(), Interval(d, d), "day")


def week(d: date) -> Span:
    """The ISO week that holds ``d``."""
    iso = d.isocalendar()
    lo = shifted(d, 1 - iso.weekday)
    return Span(f"{_year(iso.year)}-W{iso.week:02d}", Interval(lo, shifted(lo, 6)), "week")


def weekend(d: date) -> Span:
    """Saturday and Sunday of the ISO week that holds ``d``."""
    iso = d.isocalendar()
    lo = shifted(d, 6 - iso.weekday)
    return Span(f"{_year(iso.year)}-W{iso.week:02d}-WE", Interval(lo, shifted(lo, 1)), "weekend")


def month(y: int, m: int) -> Span:
    """A calendar month."""
    days = Interval(date(y, m, 1), date(y, m, monthrange(y, m)[1])) if representable(y) else NOTHING
    return Span(f"{_year(y)}-{m:02d}", days, "month")


def months(y: int, first: int, last: int, value: str, granularity: str) -> Span:
    """The months ``first`` to ``last`` of a year under a value of their own."""
    days = Interval(date(y, first, 1), date(y, last, monthrange(y, last)[1])) if representable(y) else NOTHING
    return Span(value, days, granularity)


def quarter(y: int, q: int) -> Span:
    """The ``q``'th three months of a calendar year."""
    return months(y, 3 * q - 2, 3 * q, f"{_year(y)}-Q{q}", "quarter")


def half(y: int, h: int) -> Span:
    """The first or second six months of a calendar year."""
    return months(y, 6 * h - 5, 6 * h, f"{_year(y)}-H{h}", "half")


def year(y: int) -> Span:
    """A calendar year."""
    return months(y, 1, 12, _year(y), "year")


def season(y: int, which: str, *, ends_in: bool = False) -> Span:
    """A season; a winter is named by the year in which it begins, or by that in which it ends (``ends_in``)."""
    (m1, d1), (m2, d2) = SEASONS[which]
    starts = y - (which == "WI" and ends_in)
    ends = starts + (which == "WI")
    days = NOTHING
    if representable(starts) and representable(ends):
        days = Interval(date(starts, m1, d1), date(ends, m2, d2))
    return Span(f"{_year(y)}-{which}", days, "season")


def decade(tens: int) -> Span:
    """``198`` is the 1980s."""
    days = Interval(date(10 * tens, 1, 1), date(10 * tens + 9, 12, 31)) if 1 <= tens <= 999 else NOTHING
    return Span(f"{tens:03d}", days, "decade")


def century(hundreds: int) -> Span:
    """``19`` is the 20th century, as TIMEX3 writes it: the years that begin with 19."""
    days = Interval(date(100 * hundreds, 1, 1), date(100 * hundreds + 99, 12, 31)) if 1 <= hundreds <= 99 else NOTHING
    return Span(f"{hundreds:02d}", days, "century")


def shifted(d: date, days: int) -> date:
    """``d`` moved by days; the ends of the calendar hold it."""
    try:
        return d + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


def moved(d: date, amount: int, unit: str) -> date:
    """``d`` moved by whole calendar units; the day is cut to the length of the month it arrives in."""
    if unit in DAYS_IN:
        return shifted(d, amount * DAYS_IN[unit])
    if unit not in MONTHS_IN:
        return d
    total = d.year * 12 + d.month - 1 + amount * MONTHS_IN[unit]
    y, m = divmod(total, 12)
    if not representable(y):
        return date.max if amount > 0 else date.min
    return date(y, m + 1, min(d.day, monthrange(y, m + 1)[1]))


def around(d: date, unit: str) -> Span:
    """The calendar unit that holds ``d``."""
    match unit:
        case "W" | "FN":
            return week(d)
        case "WE":
            return weekend(d)
        case "M":
            return month(d.year, d.month)
        case "Q":
            return quarter(d.year, (d.month + 2) // 3)
        case "SM":
            return half(d.year, (d.month + 5) // 6)
        case "Y":
            return year(d.year)
        case "DE":
            return decade(d.year // 10)
        case "CE" | "ML":
            return century(d.year // 100)
        case _:
            return day(d)


def valid(y: int, m: int, d: int) -> date | None:
    """The day, or ``None`` where the calendar has none."""
    try:
        return date(y, m, d)
    except ValueError:
        return None


def easter(y: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, Meeus/Jones/Butcher)."""
    a, (b, c) = y % 19, divmod(y, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month_, day_ = divmod(h + n - 7 * m + 114, 31)
    return date(y, month_, day_ + 1)


def nth_weekday(y: int, m: int, weekday: int, nth: int) -> date:
    """The nth weekday (ISO) of a month; ``-1`` is the last one."""
    if nth > 0:
        first = date(y, m, 1)
        return shifted(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(y, m, monthrange(y, m)[1])
    return last - timedelta((last.isoweekday() - weekday) % 7)
