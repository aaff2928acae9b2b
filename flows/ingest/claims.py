"""What a record or a feed says of its own date: ``Claim``s, with the day where the value is one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from flows.calendar.full_date import Order, full_date, is_ambiguous, readings
from flows.calendar.partial import days_of_range, span_of
from flows.records import Claim, Interval

Role = Literal["published", "updated", "unknown"]

_EARLIEST = date(1605, 1, 1)  # the first newspaper; 0001-01-01 is how databases write "no date"
_EPOCH = date(1970, 1, 1)
# Day nought of Unix time, of Excel (1900 and 1904), of SQL Server: a field that was never filled.
_ZEROS = frozenset({_EPOCH, date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1)})
_MS_DATE = re.compile(r"/Date\((-?\d{1,14})(?:[+-]\d{4})?\)/")
_INSTANT = re.compile(r"\d{9,19}(\.\d+)?")
_COMPACT = re.compile(r"(?:19|20)\d{6}(?:\d{4}|\d{6})")  # 20171120101500: no instant of those years has so many figures
_EXCEL_DAYS = range(36_526, 55_153)  # 2000 to 2050, as a spreadsheet counts days when it forgets that they are days
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL = re.compile(r"\d{5}(?:\.\d{1,10})?")
_SECONDS = range(86_400, 4_102_444_800)  # from the second day of Unix time to 2100: an instant, not an id or a count
_DAY_NUMBERS = range(
    1605_01_01, 2101_01_01
)  # 20171120: as GDELT and data frames write a day; no instant that a page has


def claim(
    source: str, value: object, role: Role = "unknown", language: str | None = None, order: Order | None = None
) -> Claim | None:
    """The claim that ``value`` makes, or ``None`` where there is no value at all. Never raises."""
    if value is None or isinstance(value, bool) or value == "":
        return None
    if isinstance(value, str) and (days := days_of_range(value, language)):
        return Claim(source, value[:200], None, role, days)
    day = day_of(value, language, order)
    return Claim(source, str(value)[:200], day, role, None if day else _span_of(value, language))


def _span_of(value: object, language: str | None) -> Interval | None:
    """The month or year that ``value`` names, or the two days of which figures may name one."""
    if not isinstance(value, str | int):
        return None
    text = str(value)[:200]
    both = readings(text)
    span = Interval(min(both), max(both)) if both else span_of(text, language)
    return span if span and span.lo and span.lo >= _EARLIEST and span.lo not in _ZEROS else None


def day_of(value: object, language: str | None = None, order: Order | None = None) -> date | None:
    """The day that ``value`` names, as its writer saw it (no time zone is applied), or ``None``.

    Reads what `full_date` reads, numbers of the form 20171120, Unix seconds down to nanoseconds, and the days of a
    spreadsheet. A zero time stamp is a missing date, not 1970. ``language`` is the page's, ``order`` that of day and
    month in the dates beside it.
    """
    if isinstance(value, datetime):
        day: date | None = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float):
        day = _from_number(value)
    elif isinstance(value, list | tuple | dict):
        day = None
    else:
        text = str(value)[:200].replace("\\u002B", "+").replace("\\/", "/").strip()
        instant = _MS_DATE.fullmatch(text)
        number = instant[1] if instant else text
        day = full_date(text, language, order) if _COMPACT.fullmatch(text) else None
        if day is None:
            is_number = instant or _INSTANT.fullmatch(text) or _EXCEL.fullmatch(text)
            day = _from_number(float(number)) if is_number else full_date(text, language, order)
    return None if day is None or day < _EARLIEST or day in _ZEROS else day


def _from_number(value: float) -> date | None:
    if not abs(value) < 1e9 * _SECONDS.stop:  # no time stamp, and maybe no number that a float holds
        return None
    if value in _DAY_NUMBERS and (day := full_date(str(int(value)))):
        return day
    if int(value) in _EXCEL_DAYS:
        return _EXCEL_ZERO + timedelta(int(value))
    seconds = value
    while abs(seconds) > _SECONDS.stop:  # milli-, micro-, nanoseconds
        seconds /= 1000
    if not _SECONDS.start <= seconds < _SECONDS.stop:
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def warnings_about(claims: Iterable[Claim], last_day: date) -> tuple[tuple[str, str], ...]:
    """What is odd about the claims themselves: a day still to come, figures in an unknown order, no date at all.

    ``last_day`` is the last one that what was taken in can be of.
    """
    found: dict[str, str] = {}
    for c in claims:
        if c.day and c.day > last_day:
            found["publication_in_future"] = f"{c.source} says {c.day.isoformat()}, which is still to come"
        elif c.day is None and is_ambiguous(c.value):
            found["ambiguous_date"] = f"{c.source} says “{c.value[:40]}”: day and month could be either"
        elif c.day is None and c.span is None:
            found["unreadable_date"] = f"{c.source} says “{c.value[:40]}”, which is no date"
    return tuple(found.items())
