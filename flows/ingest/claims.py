"""What a record or a feed says of its own date: ``Claim``s, with the day where the value is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate
from functools import cache
from typing import Literal

from flows.records import Claim
from seeds import rows

Role = Literal["published", "updated", "unknown"]

_ISO_DAY = re.compile(r"([12]\d{3})-([01]?\d)-([0-3]?\d)(?![\d-])")
_COMPACT_DAY = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?$")
_YEAR_FIRST = re.compile(r"([12]\d{3})[/.年년]\s?([01]?\d)[/.月월]\s?([0-3]?\d)(?!\d)")
_WORD = re.compile(r"\d+|[^\W\d_](?:[^\s\d.,:;/()|–—-])*")
_NUMERIC = re.compile(r"([0-3]?\d)\s?[/.|-]\s?([0-3]?\d)\s?[/.|-]\s?([12]\d{3})(?!\d)")
_EARLIEST = date(1605, 1, 1)  # the first newspaper; 0001-01-01 is how databases write "no date"
_EPOCH = date(1970, 1, 1)
_SECONDS = range(86_400, 4_102_444_800)  # from the second day of Unix time to 2100: an instant, not an id or a count
_LONGEST = 60  # characters; nothing longer is a date


def claim(source: str, value: object, role: Role = "unknown") -> Claim | None:
    """The claim that ``value`` makes, or ``None`` where there is no value at all. Never raises."""
    if value is None or isinstance(value, bool) or value == "":
        return None
    return Claim(source, str(value)[:200], day_of(value), role)


def day_of(value: object) -> date | None:
    """The day that ``value`` names, as its writer saw it (no time zone is applied), or ``None``.

    Reads ISO 8601, RFC 822, compact and year-first dates, day and month in figures where only one order is possible,
    months by name in any language, Unix seconds and milliseconds. A zero time stamp is a missing date, not 1970.
    """
    if isinstance(value, datetime):
        day: date | None = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float):
        day = _from_epoch(value)
    else:
        text = str(value).strip()
        day = None if len(text) > _LONGEST else _from_text(text)
    return None if day is None or day < _EARLIEST or day == _EPOCH else day


def is_ambiguous(value: object) -> bool:
    """Whether ``value`` is a date in figures that could be either day-month or month-day ("05/06/2017")."""
    found = _NUMERIC.match(str(value).strip())
    return found is not None and found[1] != found[2] and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 12


def _from_epoch(value: float) -> date | None:
    if abs(value) >= 1000 * _SECONDS.stop:  # no time stamp, and maybe no number that a float holds
        return None
    seconds = value / 1000 if abs(value) > _SECONDS.stop else value
    if not _SECONDS.start <= seconds < _SECONDS.stop:
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def _from_text(text: str) -> date | None:
    for pattern in (_ISO_DAY, _COMPACT_DAY, _YEAR_FIRST):
        if found := pattern.match(text):
            return _day(found[1], found[2], found[3])
    if found := _NUMERIC.match(text):
        first, second = int(found[1]), int(found[2])
        if first == second or first > 12:
            return _day(found[3], second, first)
        return _day(found[3], first, second) if second > 12 else None
    if re.fullmatch(r"\d{9,13}(\.\d+)?", text):
        return _from_epoch(float(text))
    return _in_words(text) or _two_digit_year(text)


def _in_words(text: str) -> date | None:
    """A date with its month by name: one month, one year of four digits, and the day beside the month."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    months = [i for i, w in enumerate(words) if w in _month_names()]
    years = [w for w in words if w.isdecimal() and len(w) == 4]
    if len(months) != 1 or len(years) != 1:
        return None
    at = months[0]
    around = [
        *reversed(words[max(0, at - 2) : at]),
        *words[at + 1 : at + 3],
    ]  # "20 de noviembre": a word may stand between
    day = next((w for w in around if w.isdecimal() and len(w) <= 2), None)
    return _day(years[0], _month_names()[words[at]], day) if day else None


def _two_digit_year(text: str) -> date | None:
    """RFC 822 as old feeds have it: "20 Nov 17 12:53:00 GMT"."""
    parts = parsedate(text) if text.isascii() else None
    return _day(*parts[:3]) if parts else None


def is_month(word: str) -> bool:
    """Whether ``word`` names a month in any language."""
    return word.lower() in _month_names()


@cache
def _month_names() -> dict[str, int]:
    return {row["name"]: int(row["month"]) for row in rows("month_names.csv")}


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


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
        elif c.day is None:
            found["unreadable_date"] = f"{c.source} says “{c.value[:40]}”, which is no date"
    return tuple(found.items())
