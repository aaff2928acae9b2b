"""Years told by their figure beside "last year" and "next year": each names a year that the other only points at.

"Last year the dairy sold less. In 2013 it thus …": the figure that opens the next sentence is the year last told of.
"The bridge by the end of 2021, the road next year, the path in 2023": a list of what is to come goes on year by year.
"Hired in March 2011, she stayed through last August": the first August after it. And a figure told as
that of last year in brackets or behind a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from flows.calendar import spans
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

# How often another year is meant.
_OPENS_WRONG, _ITSELF_WRONG, _LIST_WRONG, _MONTH_WRONG = 0.2, 0.04, 0.1, 0.12
_ITSELF = re.compile(r"^(?:,| \(|, in| in| –| —) ?$")  # between "last year" and its figure: "last year, 2019,"
# Between "last year" and the figure that opens the next sentence; it may stand behind a small word.
_OPENS_NEXT = re.compile(r"^[^.!?\n]{0,200}[.!?]\s+(?:(?:In|Im Jahr|En|Nel|Em|Already in|For|Für) )?$")
_GOES_ON = re.compile(r"^[^.!?\n]{0,80}\b(?:so|thus|that|therefore|damit|dadurch|it|this|sie|er|es|elle|il|they)\b")
_IN_A_LIST, _IN_A_STORY = 200, 250  # characters between two years of a list, between a month and "last December"
_FIRST, _LAST = 1950, 2100


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first pair of each kind says."""
    years = [e for e in reading.body if e.kind == "calendar" and e.year and not e.month and _FIRST < e.year < _LAST]
    out = [next(found(reading, years), None) for found in (_last_year, _next_year)]
    return [said for said in (*out, next(_last_month(reading), None)) if said]


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


def _shifts(reading: Reading, years: int) -> list[Expression]:
    return [e for e in reading.body if e.kind == "shift" and e.unit == "Y" and e.shift == years and not e.quarter]


def _last_year(reading: Reading, years: Sequence[Expression]) -> Iterator[Testimony]:
    """ "Last year … . In 2013 …": written in 2014."""
    for e in _shifts(reading, -1):
        for other in years:
            assert other.year is not None
            if other.start < e.end or other.direction == "future":
                continue
            between, behind = reading.text[e.end : other.start], reading.text[other.end : other.end + 100]
            itself = _ITSELF.match(between) is not None
            if itself or (_OPENS_NEXT.match(between) and _GOES_ON.match(behind)):
                wrong = _ITSELF_WRONG if itself else _OPENS_WRONG
                yield _said(reading, e, other, _year(other.year + 1), wrong)


def _next_year(reading: Reading, years: Sequence[Expression]) -> Iterator[Testimony]:
    """ "By the end of 2021 … next year … in 2023": next year is the one between, so it is written in 2021."""
    for e in _shifts(reading, 1):
        ahead = [y for y in years if 0 <= e.start - y.end <= _IN_A_LIST and y.direction != "past"]
        behind = [y for y in years if 0 <= y.start - e.end <= _IN_A_LIST and y.direction != "past"]
        for one in ahead[-1:]:
            for other in behind[:1]:
                assert one.year is not None
                assert other.year is not None
                if other.year - one.year == 2:
                    yield _said(reading, one, e, _year(one.year), _LIST_WRONG)


def _last_month(reading: Reading) -> Iterator[Testimony]:
    """ "From March 2011 through last August": that of 2011, so it is written in the months until the next."""
    months = [e for e in reading.body if e.kind == "calendar" and e.month and not e.day]
    lasts = [e for e in months if e.shift == -1 and e.unit is None and not e.year]
    begun = [e for e in months if e.year and _FIRST < e.year < _LAST and e.direction == "past"]
    for last in lasts:
        for first in begun:
            if not 0 < last.start - first.end <= _IN_A_STORY or ". " in reading.text[first.end : last.start]:
                continue
            assert first.year is not None
            assert first.month is not None
            assert last.month is not None
            year = first.year + (last.month <= first.month)
            there = spans.month(year, last.month).days.hi
            assert there is not None
            since = max((_first_day_after(there, e) for e in _told_after(months, last)), default=there + timedelta(1))
            yield _said(reading, first, last, Interval(since, there + timedelta(335)), _MONTH_WRONG)


def _told_after(months: Sequence[Expression], last: Expression) -> list[Expression]:
    """The months of the year after it of which the story goes on to tell as past."""
    return [e for e in months if e.start > last.end and not e.year and e.shift is None and e.direction == "past"]


def _first_day_after(day: date, e: Expression) -> date:
    """The first day of that month in the year after ``day``."""
    assert e.month is not None
    return date(day.year + (e.month <= day.month), e.month, 1)


def _year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _said(reading: Reading, one: Expression, other: Expression, says: Interval, wrong: float) -> Testimony:
    quote = reading.article.text[one.start : one.end]
    evidence = Evidence("arithmetic", says, 0.6, quote, one.start, one.end, f"with “{other.text}”")
    return Testimony(evidence, raised([says], wrong))
