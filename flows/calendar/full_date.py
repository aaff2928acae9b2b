"""The one reader of a string that should be a date: a field, a meta tag, a line of a feed, what a person types.

Our own rules come first: ISO 8601 and its neighbours, figures where only one order is possible, a month by name in any
language; then whatever `written` finds on pages, in the calendars of other countries too; then dateparser, if the
language is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from email.utils import parsedate
from typing import Literal

from flows.calendar import by_dateparser, written
from flows.calendar.figures import orders
from flows.calendar.other_calendars import BUDDHIST
from flows.calendar.spans import valid
from flows.calendar.words import month_number, month_of_small_language

Order = Literal["day first", "month first"]
LONGEST = 60  # characters; nothing longer is a date
_ISO_DAY = re.compile(r"([12]\d{3})-([01]?\d)-([0-3]?\d)(?![\d-])")
_COMPACT_DAY = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)(?:T?\d{4,6}(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?$")
_YEAR_FIRST = re.compile(r"([12]\d{3})[:/.年년]\s?([01]?\d)[:/.月월]\s?([0-3]?\d)(?!\d)")
_WEEK_DAY = re.compile(r"((?:19|20)\d\d)-?W([0-5]\d)-?([1-7])(?!\d)")
_YEAR_DAY = re.compile(r"((?:19|20)\d\d)-([0-3]\d\d)(?![\d-])")
_NUMERIC = re.compile(r"([0-3]?\d)\s?[/.|-]\s?([0-3]?\d)\s?[/.|-]\s?([12]\d{3})(?!\d)")
_TWO_FIGURES = re.compile(r"\d\s?[/.|-]\s?\d")
_WORD = re.compile(r"\d+|[^\W\d_](?:[^\s\d.,:;/()|–—-])*")
_ZONE_IN_WORDS = re.compile(r"\s*\([^()]{0,60}\)\s*$")  # "GMT+0100 (Central European Standard Time)"
_EARLIEST_YEAR = 1605  # of the press; what is earlier is counted from another beginning
_FIRST_BUDDHIST = 2400  # a year that no page of ours can be of, but Thai ones count so: 2560 is 2017


def full_date(text: str, language: str | None = None, order: Order | None = None) -> date | None:
    """The day that ``text`` names, as its writer saw it (no time zone is applied), or ``None``.

    ``language`` ("pl", "en-US") settles words that name two months, and opens what only dateparser reads. Figures that
    could be read in two orders are read in ``order``, that of the others beside them (`order_of`); where nothing tells
    it, they are no date.
    Never raises; a string of more than ``LONGEST`` characters is none.
    """
    text = _ZONE_IN_WORDS.sub("", text.strip()[:200])
    if len(text) > LONGEST:
        return None
    head = (language or "").replace("_", "-").partition("-")[0].lower()
    day = _by_rule(text, head or None)
    if day is None or day.year < _EARLIEST_YEAR:
        return _in_one_order(text, head or None, language or "", order) or day
    return day


def _in_one_order(text: str, head: str | None, language: str, order: Order | None) -> date | None:
    """The one date in figures in ``text``, in the order that its region has, or its clock, zone or weekday tell.

    Points put the day first; in the United States the month goes first. ``None`` where two days may be meant.
    """
    dates = [one for one in written.find_written(text, head) if one.granularity == "day"]
    if len(dates) != 1:
        return None
    if order and len(dates[0].days) > 1:
        return dates[0].days[0 if order == "day first" else 1]
    region = language.replace("_", "-").partition("-")[2].upper() if head == "en" else ""
    (one,) = dates if region else written.settle(dates, text, head)
    if len(one.days) == 1 or "." in text[one.start : one.end]:
        return one.days[0]
    return (one.days[1] if region == "US" else one.days[0]) if region else None


def _by_rule(text: str, language: str | None) -> date | None:
    for pattern in (_ISO_DAY, _COMPACT_DAY, _YEAR_FIRST):
        if found := pattern.match(text):
            return _day(found[1], found[2], found[3])
    if found := _WEEK_DAY.match(text):
        return _of_week(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_DAY.match(text):
        return _of_year(int(found[1]), int(found[2]))
    if found := _NUMERIC.match(text):
        possible = orders(int(found[1]), int(found[2]))
        return _day(found[3], possible[0][1], possible[0][0]) if len(possible) == 1 else None
    if language:
        by_rule = by_name(text, language) or _two_digit_year(text)
        return by_rule or by_dateparser.whole_date(text, language)
    return _in_words(text) or _two_digit_year(text) or by_name(text, None)


def _of_week(year: int, week: int, day: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, day)
    except ValueError:
        return None


def _of_year(year: int, day: int) -> date | None:
    """The ordinal date of ISO 8601: the day of a year by its number."""
    found = date(year, 1, 1) + timedelta(day - 1)
    return found if day and found.year == year else None


def by_name(text: str, language: str | None) -> date | None:
    """The day of the one full date in ``text`` that names its month or counts in a calendar of its own."""
    days = [w for w in written.find_written(text, language) if w.granularity == "day"]
    if len(days) != 1 or len(days[0].days) != 1 or days[0].form in ("numeric", "ymd"):
        return None
    return days[0].days[0]


def is_ambiguous(text: str) -> bool:
    """Whether ``text`` is a date in figures that could be either day-month or month-day ("05/06/2017")."""
    return bool(readings(text))


def readings(text: str) -> tuple[date, ...]:
    """Both days that an ambiguous date in figures may name, the day first, then the month; none where there is one."""
    one = _figures(text)
    return one.days[:2] if one and len(one.days) > 1 else ()


def order_of(values: Iterable[str]) -> Order | None:
    """The order of day and month in dates that one hand wrote: those with a 13 or more tell it for all.

    ``None`` where none tells, and where they contradict one another.
    """
    told: set[Order] = set()
    for value in values:
        one = _figures(value)
        digits = [int(x) for x in re.findall(r"\d+", value[one.start : one.end])] if one else []
        if one and len(one.days) == 1 and one.days[0].day in digits[:2] and digits[0] != digits[1]:
            told.add("day first" if digits[0] == one.days[0].day else "month first")
    return told.pop() if len(told) == 1 else None


def _figures(text: str) -> written.Written | None:
    """The one date of ``text``, where it is in figures and does not begin with its year."""
    text = text[: 2 * LONGEST]
    dates = [one for one in written.find_written(text) if one.granularity == "day"] if _TWO_FIGURES.search(text) else []
    return dates[0] if len(dates) == 1 and dates[0].form == "numeric" else None


def _in_words(text: str) -> date | None:
    """A date with its month by name: one month, one year of four digits, and the day beside the month."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    years = [w for w in words if w.isdecimal() and len(w) == 4 and w > "1600"]  # "+0300" is a zone
    if len(years) != 1 or not any(w.isdecimal() and len(w) <= 2 for w in words):
        return None
    months = _months_among(words, month_number) or _months_among(words, month_of_small_language)
    if len(months) != 1:
        return None
    ((at, month),) = months.items()
    around = [
        *reversed(words[max(0, at - 2) : at]),
        *words[at + 1 : at + 3],
    ]  # "20 de noviembre": a word may stand between
    day = next((w for w in around if w.isdecimal() and len(w) <= 2), None)
    return _day(years[0], month, day) if day else None


def _months_among(words: list[str], month_of: Callable[[str], int | None]) -> dict[int, int]:
    """The places in ``words`` where a month is named, with its number."""
    return {i: month for i, w in enumerate(words) if not w.isdecimal() and (month := month_of(w))}


def _two_digit_year(text: str) -> date | None:
    """RFC 822 as old feeds have it: "20 Nov 17 12:53:00 GMT"."""
    parts = parsedate(text) if text.isascii() else None
    return _day(*parts[:3]) if parts else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    counted = int(year)
    return valid(counted - BUDDHIST if counted >= _FIRST_BUDDHIST else counted, int(month), int(day))
