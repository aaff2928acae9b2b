"""Weekdays of an article whose date is not known to the day: the newest full date of its text may be the one meant.

A report says "on Sunday" in its sentences and "26 March 2017" under its pictures, in its statements, in what it quotes.
Where the newest full date of a text, or one in the week before it, falls on the weekday told, that weekday is this day:
reports name the days of one week, and a date from elsewhere falls on the same weekday in one of seven only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.calendar.words import weekday_number
from flows.records import DatedArticle, Interval, Timex

_WEEK = timedelta(7)


def with_newest_days(dated: DatedArticle) -> DatedArticle:
    """The article, its weekdays resolved to full dates of its own text where its date leaves them open."""
    earliest = dated.date.interval.lo
    if dated.date.interval.is_day or earliest is None:
        return dated
    full = [(index, day) for index, day in _full_dates(dated.timexes) if day <= earliest]  # later ones are plans
    newest = max((day for _, day in full), default=None)
    if newest is None:
        return dated
    near = {day.weekday(): (index, day) for index, day in full if newest - day < _WEEK}
    return replace(dated, timexes=tuple(_resolved(timex, near) for timex in dated.timexes))


def _full_dates(timexes: Sequence[Timex]) -> Iterator[tuple[int, date]]:
    """The expressions that name a day with its year, by index."""
    for index, timex in enumerate(timexes):
        if timex.anchor == "self" and timex.type == "DATE" and timex.interval.is_day and timex.interval.lo is not None:
            yield index, timex.interval.lo


def _resolved(timex: Timex, near: dict[int, tuple[int, date]]) -> Timex:
    words = timex.text.lower().split()
    weekday = weekday_number(words[-1].rstrip("."), "en") if words else None
    if timex.anchor != "dct" or timex.interval.is_day or timex.type != "DATE" or weekday is None or weekday not in near:
        return timex
    index, day = near[weekday]
    if day not in timex.interval:
        return timex
    days = Interval(day, day)
    return replace(timex, value=day.isoformat(), interval=days, granularity="day", anchor=f"timex:{index}")
