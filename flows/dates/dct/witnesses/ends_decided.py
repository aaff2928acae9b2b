"""The end of what was decided upon, beside a day that comes before it: "agreed to pay through March 31, 2016; without
another vote the others would close on Nov. 20".

What was decided reaches to a day that is told in full; what happens otherwise, or until then, is told without its year
and lies before that end: it is the last such day ahead of it. Both were still to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.calendar import spans
from flows.dates.dct.solve.reliability import counted_out
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses.heard import dates_told, is_end_decided_upon, last_day, span
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_WRONG, _AHEAD = 0.07, timedelta(days=120)  # how often it is of another year; how long ahead it is told of
_ONE_STORY = 300  # characters between the two
_LONGEST = timedelta(days=364)
# What would have been else: it did not come to pass, because it had not come yet.
_ELSE = re.compile(
    r"\b(?:(?:would|will|shall|is to|are to|was to|were to|due to|set to|sonst|ansonsten|andernfalls|otherwise|"
    r"else|without|"
    r"sinon|autrement|de lo contrario|altrimenti|wird|werden|soll|hätten?|würden?))\b"
)


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first such pair says."""
    return next(([said] for said in _pairs(reading)), [])


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


def _pairs(reading: Reading) -> Iterator[Testimony]:
    told = dates_told(reading)
    ends = [e for e in told if e.day and span(e) and is_end_decided_upon(reading, e)]
    days = [e for e in told if e.month and e.day and not e.year and not e.shift and not e.problem]
    for end in ends:
        for e in days:
            low, high = reading.sentence(e.start, e.end)
            if abs(e.start - end.start) > _ONE_STORY or not _ELSE.search(reading.text, low, high):
                continue
            if there := _last_before(last_day(end), e):
                says = Interval(there - _AHEAD, there)
                note = f"before “{end.text}”"
                yield counted_out(reading.article.text, e.start, e.end, says, note, [says], _WRONG)


def _last_before(end: date, e: Expression) -> date | None:
    """The last day of that name ahead of an end, if that is less than a year."""
    assert e.month is not None
    assert e.day is not None
    days = (spans.valid(year, e.month, e.day) for year in (end.year, end.year - 1))
    return next((day for day in days if day and day < end and end - day <= _LONGEST), None)
