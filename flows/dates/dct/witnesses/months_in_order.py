"""Months told in order: one with its year, and others without that the story goes on to.

"Hired in March 2011, she stayed through last August": the first August after it. "He was hired in October 2013 and
dismissed in May": of the next year. A story that goes on from a month to one without its year goes on to the first that
comes, and is told before that comes again. So it is where the two stand in one sentence, or the next goes on with "he"
or "they"; at any distance the newest month of a story follows upon its newest dated one in two cases of three only.
What lasts since a month reaches to the day of writing: no story goes on from that month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from flows.dates.dct.solve.reliability import counted_out
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import TOLD_YEARS, Reading
from flows.dates.dct.witnesses.heard import dates_told
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_LAST_WRONG, _NEXT_WRONG = 0.12, 0.07  # how often another year's month is meant
_IN_A_STORY = 250  # characters between a month and "last December"
_A_MONTH, _NEXT = timedelta(days=31), 3  # …; characters between two sentences
_UNTIL_AGAIN = timedelta(days=334)  # from the first day of a month: then it would be told with its year
_GOES_ON = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|since then|then|er|sie|es|ihn|ihm|ihr|seitdem|seither|dann|"
    r"il|elle|"
    r"ils|elles|lui|depuis|puis|él|ella|ellos|desde entonces|luego|lui|lei|loro|da allora|poi)\b",
    re.IGNORECASE,
)


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first story of that kind says."""
    return [said for said, _ in _stories(reading)]


def months_placed(reading: Reading) -> set[int]:
    """Where the months stand from which a story goes on: they are no news of the day."""
    return {first.start for _, first in _stories(reading)}


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


@lru_cache(maxsize=1)  # asked for what it says, and for the month from which it goes on
def _stories(reading: Reading) -> list[tuple[Testimony, Expression]]:
    told = sorted(dates_told(reading), key=lambda e: e.start)
    everything = [e for e in reading.body if e.kind == "calendar" and e.month and not e.day]
    found = next(_until_last(reading, everything, told), None) or next(_in_order(reading, told), None)
    return [found] if found else []


def _until_last(
    reading: Reading, months: Sequence[Expression], told: Sequence[Expression]
) -> Iterator[tuple[Testimony, Expression]]:
    """ "From March 2011 through last August": that of 2011, so it is written in the months until the next."""
    lasts = [e for e in months if e.shift == -1 and e.unit is None and not e.year]
    for last in lasts:
        for first in _dated(told):
            if not 0 < last.start - first.end <= _IN_A_STORY or ". " in reading.text[first.end : last.start]:
                continue
            there = _first_after(_first_day(first), last)
            later = (e for e in told if e.start > last.end and _is_bare(e) and e.direction == "past")
            since = max((_first_after(there, e) for e in later), default=there + _A_MONTH)
            says = Interval(since, there + _UNTIL_AGAIN + _A_MONTH)
            yield _said(reading, first, f"with “{last.text}”", says, _LAST_WRONG), first


def _in_order(reading: Reading, told: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "Hired in October 2013 and dismissed in May": written from that May on, until the next."""
    for first in _dated(told):
        here, last = first, None
        day = _first_day(first)
        for e in (e for e in told if e.start > first.end and e.month):
            if not _is_bare(e) or e.direction != "past" or not _goes_on(reading, here, e):
                break
            here = last = e
            day = _first_after(day, e)
        newest = max(e.year or 0 for e in told)
        if last is not None and newest == first.year:
            says = Interval(day, day + _UNTIL_AGAIN)
            yield _said(reading, first, f"and “{last.text}” after it", says, _NEXT_WRONG), first


def _dated(told: Sequence[Expression]) -> list[Expression]:
    return [
        e for e in told
        if e.year in TOLD_YEARS and e.month and not e.day and e.direction == "past" and e.signal != "since"
    ]  # fmt: skip


def _is_bare(e: Expression) -> bool:
    """A month without its year, or a day of one, which no word places."""
    return e.year is None and e.day is None and e.month is not None and e.shift is None and not e.problem


def _goes_on(reading: Reading, here: Expression, there: Expression) -> bool:
    """Whether the story goes on from one month to the other: in one sentence, or with a pronoun in the next."""
    _, high = reading.sentence(here.start, here.end)
    if there.start < high:
        return True
    start, end = reading.sentence(there.start, there.end)
    return start - high <= _NEXT and _GOES_ON.search(reading.text, start, end) is not None


def _first_day(e: Expression) -> date:
    assert e.year is not None
    assert e.month is not None
    return date(e.year, e.month, 1)


def _first_after(day: date, e: Expression) -> date:
    """The first day of the first month of that name after the month of ``day``."""
    assert e.month is not None
    return date(day.year + (e.month <= day.month), e.month, 1)


def _said(reading: Reading, first: Expression, note: str, says: Interval, wrong: float) -> Testimony:
    return counted_out(reading.article.text, first.start, first.end, says, note, [says], wrong)
