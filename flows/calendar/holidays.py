"""Named days: their names and the rule by which they fall (``seeds/reference/holidays.toml``)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flows.calendar import spans
from flows.calendar.other_calendars import hebrew_new_year, julian_easter, persian_day
from seeds import declared, kept


@kept
def _table() -> dict[str, dict[str, Any]]:
    return declared("holidays.toml")


@kept
def holiday_names() -> dict[str, str]:
    """Name (lower case) → key, the longer names first, so that a pattern of all of them prefers these."""
    names = {name: key for key, row in _table().items() for name in row["names"]}
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


def falls_on_one_day(key: str) -> bool:
    """Whether a holiday has the same day and month in every year."""
    return "date" in _table()[key]


def holiday(key: str, year: int) -> date | None:
    """The day on which a holiday falls in a year; ``None`` where the calendar does not reach the year."""
    if not spans.representable(year):
        return None
    return _falls(_table()[key], year)


def wrong_holiday(row: Any) -> str | None:
    """What is wrong with a row of the table; ``None`` where it says when a day falls."""
    if not isinstance(row, dict):
        return "a section of its own is wanted, with names and a rule"
    names = row.get("names")
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n == n.lower() for n in names):
        return "names is to be a list of names in lower case"
    if unknown := [key for key in row if key not in _KEYS]:
        return f"{unknown[0]!r} is none of {', '.join(_KEYS)}"
    if len(rules := [key for key in _RULES if key in row]) != 1:
        return f"one of {', '.join(_RULES)} is wanted, and not {len(rules)} of them"
    try:
        _falls(row, 2024)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return f"the rule gives no day: {type(error).__name__}: {error}"
    return None


_RULES = ("date", "dates", "persian", "hebrew", "orthodox_easter", "easter", "month")
_KEYS = ("names", "note", *_RULES, "weekday", "nth", "after", "plus")


def _falls(row: dict[str, Any], year: int) -> date | None:
    if "date" in row:
        return date.fromisoformat(f"{year:04d}-{row['date']}")
    if "dates" in row:
        return date.fromisoformat(f"{year:04d}-{found}") if (found := row["dates"].get(str(year))) else None
    if "persian" in row:
        return persian_day(year - 621, *row["persian"])
    if "hebrew" in row:
        return spans.shifted(hebrew_new_year(year), row["hebrew"])
    if "orthodox_easter" in row:
        return spans.shifted(julian_easter(year), row["orthodox_easter"])
    if "easter" in row:
        return spans.shifted(spans.easter(year), row["easter"])
    day = spans.nth_weekday(year, row["month"], row["weekday"], row["nth"])
    if row.get("after"):  # the first such weekday that is not the first of the month
        day = spans.shifted(day, 7) if day.day == 1 else day
    return spans.shifted(day, row.get("plus", 0))
