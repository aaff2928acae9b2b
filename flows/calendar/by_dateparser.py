"""What dateparser reads: whole dates, and expressions such as "vor drei Tagen", in a language that is known.

It comes after our own rules and is never asked without a language: among two hundred, "est", "sun" and "sat" are
months. Its time grows with the length, so longer strings are none; answers are kept. It is not asked for what it is
wrong about: bare figures, a weekday (on that weekday it goes back a week), years alone, months alone.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from flows.calendar.words import month_number, weekday_number

LONGEST = 60  # characters
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_SOME_DAY = date(2017, 6, 15)  # in the middle of a month and of a year
_NOON = time(12)  # so that no zone and no clock moves the day


def whole_date(text: str, language: str) -> date | None:
    """The day that ``text`` writes in full, with day, month and year; ``None`` where it is no such date.

    ``language`` (ISO 639-1) is the page's. Never raises.
    """
    if len(text) > LONGEST or not _DIGIT.search(text) or not _LETTER.search(text):
        return None
    return _whole(text.strip(), language)


def told_day(text: str, language: str, written: date) -> date | None:
    """The day that an expression means in a text of the day ``written``: "gestern", "il y a trois jours".

    ``None`` for what is no expression of a day, and for weekdays and names of months. Never raises.
    """
    said = text.strip()
    if len(said) > LONGEST or said.isdecimal() or weekday_number(said, language) or month_number(said, language):
        return None
    return _told(said, language, written)


def told_distance(text: str, language: str) -> tuple[int, str] | None:
    """How far from the day of writing an expression lies, and in which unit: "vor drei Tagen" is (-3, "D").

    The unit is ``D W M Y``; ``None`` for times of day and for what is no such expression. Never raises.
    """
    said = text.strip()
    return _distance(said, language) if len(said) <= LONGEST else None


@lru_cache(maxsize=4096)
def _distance(text: str, language: str) -> tuple[int, str] | None:
    found = _asked(_reader(language, _SOME_DAY), text)
    if not found or not found.date_obj or found.date_obj.time() != _NOON:  # of hours the clock moves
        return None
    day = found.date_obj.date()
    days, months = (day - _SOME_DAY).days, 12 * (day.year - _SOME_DAY.year) + day.month - _SOME_DAY.month
    counted = {"day": (days, "D"), "week": (days // 7, "W"), "month": (months, "M"), "year": (months // 12, "Y")}
    return counted.get(found.period)


@lru_cache(maxsize=4096)
def _whole(text: str, language: str) -> date | None:
    found = _asked(_reader(language, None), text)
    return found.date_obj.date() if found and found.date_obj else None


@lru_cache(maxsize=4096)
def _told(text: str, language: str, written: date) -> date | None:
    found = _asked(_reader(language, written), text)
    return found.date_obj.date() if found and found.date_obj and found.period == "day" else None


def _asked(reader: Any, text: str) -> Any:
    try:
        return reader.get_date_data(text) if reader else None
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError):  # what it raises on odd strings
        return None


@lru_cache(maxsize=256)
def _reader(language: str, written: date | None) -> Any:
    """dateparser for whole dates, or for expressions from the day ``written``; ``None`` for an unknown language."""
    from dateparser.date import DateDataParser  # a second of loading

    settings: dict[str, Any] = {"RETURN_AS_TIMEZONE_AWARE": False}
    if written is None:
        settings |= {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    else:
        settings |= {"PARSERS": ["relative-time"], "RELATIVE_BASE": datetime.combine(written, _NOON)}
    try:
        return DateDataParser(languages=[language], settings=settings)
    except ValueError:
        return None
