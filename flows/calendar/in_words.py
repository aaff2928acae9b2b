"""Days and spans of days as a sentence has them: "on 20 November 2017", "between 1 March 2018 and 5 May 2018"."""

from __future__ import annotations

from datetime import date

from flows.records import Interval


def day_in_words(day: date) -> str:
    """ "20 November 2017"."""
    return f"{day.day} {day:%B} {day.year}"


def span_in_words(interval: Interval) -> str:
    """The interval with its preposition: "on …", "between … and …", "after …", "before …"."""
    if interval.lo and interval.hi:
        if interval.is_day:
            return f"on {day_in_words(interval.lo)}"
        return f"between {day_in_words(interval.lo)} and {day_in_words(interval.hi)}"
    if interval.lo:
        return f"after {day_in_words(interval.lo)}"
    return f"before {day_in_words(interval.hi)}" if interval.hi else "at an unknown time"
