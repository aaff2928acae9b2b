"""Weekdays of an article whose date is not known to the day: the newest full date of its text may be the one meant.

A report says "on Sunday" in its sentences and "26 March 2017" under its pictures, in its statements, in what it quotes.
Where the newest full date of a text, or one in the week before it, falls on the weekday told, that weekday is this day:
reports name the days of one week, and a date from elsewhere falls on the same weekday in one of seven only. The first
weekday of a report is mostly the day of its news, which is written down that day or the next: where the article can
only be of a later day, no older date is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.calendar.words import weekday_number
from flows.records import DatedArticle, Interval, Timex

_WEEK = timedelta(7)
_THE_NEXT_DAY = timedelta(1)


def with_newest_days(dated: DatedArticle) -> DatedArticle:
    """The article, its weekdays resolved to full dates of its own text where its date leaves them open."""
    earliest = dated.date.writing.lo
    if dated.date.writing.is_day or earliest is None:
        return dated
    full = [(index, day) for index, day in _full_dates(dated.timexes) if day <= earliest]  # later ones are plans
    newest = max((day for _, day in full), default=None)
    if newest is None:
        return dated
    near = {day.weekday(): (index, day) for index, day in full if newest - day < _WEEK}
    first = next((t for t in dated.timexes if _weekday(t) is not None), None)
    if (
        first is not None
        and (told := near.get(_weekday(first) or 0)) is not None
        and earliest - told[1] > _THE_NEXT_DAY
    ):
        del near[told[1].weekday()]
    return replace(dated, timexes=tuple(_resolved(timex, near) for timex in dated.timexes))


def _full_dates(timexes: Sequence[Timex]) -> Iterator[tuple[int, date]]:
    """The expressions that name a day with its year, by index."""
    for index, timex in enumerate(timexes):
        if timex.anchor == "self" and timex.type == "DATE" and timex.interval.is_day and timex.interval.lo is not None:
            yield index, timex.interval.lo


def _weekday(timex: Timex) -> int | None:
    """The weekday by which an expression names a day that the article's date leaves open."""
    words = timex.text.lower().split()
    if timex.anchor != "dct" or timex.interval.is_day or timex.type != "DATE" or not words:
        return None
    return weekday_number(words[-1].rstrip("."), "en")


def _resolved(timex: Timex, near: dict[int, tuple[int, date]]) -> Timex:
    weekday = _weekday(timex)
    if weekday is None or weekday not in near:
        return timex
    index, day = near[weekday]
    if day not in timex.interval:
        return timex
    days = Interval(day, day)
    return replace(timex, value=day.isoformat(), interval=days, granularity="day", anchor=f"timex:{index}")
