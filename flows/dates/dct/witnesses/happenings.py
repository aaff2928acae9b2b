"""How long ago something that happened on a known day is told to have been: "last year's attack on the Bataclan".

Only what happened at once (an attack, a crash, a fire) has a day that "last year" can be counted from, and only where
the two belong together: "last year's …" with the name in the same breath, or the name with "last year" right behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.calendar import spans
from flows.dates.dct.solve.fading import Term
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import terms
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_WRONG = 0.12  # how often something else of last year is meant
_AT_ONCE = frozenset(
    {"happened", "committed", "attacked", "killed", "crashed", "struck", "burnt", "collapsed", "shot", "derailed",
     "bombed", "exploded", "sank", "sunk"}
)  # fmt: skip
_ITS = re.compile(r"^['’]s? [^.;:!?\n]{0,60}$")  # between "last year" and the name
_BEHIND = re.compile(r"^(?: [\w-]+){0,2} (?:in |of |for )?$")  # between the name and "last year"
_A_WEEK = timedelta(days=6)


def entries() -> tuple[Entry, ...]:
    """It asks for no names of its own: the terms' witness asks for them."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first such pair allows; a text that has several tells of one time."""
    relative = [e for e in reading.body if e.kind == "shift" and e.unit in ("W", "M", "Y") and e.shift in (-1, 0)]
    return next(([said] for said in _pairs(reading, relative)), []) if relative else []


def clause(evidence: Evidence) -> str | None:
    """Arithmetic tells what two expressions say together; this is one of them."""
    return None


def _pairs(reading: Reading, relative: list[Expression]) -> Iterator[Testimony]:
    for passage in reading.passages:
        for low, high, term in terms.named(passage):
            start, end = passage.start + low, passage.start + high
            for e in relative if _is_at_once(term) else ():
                if not _belongs(reading.text, e, start, end):
                    continue
                window = _window(term, e)
                quote_from, quote_to = min(start, e.start), max(end, e.end)
                quote = reading.article.text[quote_from:quote_to]
                note = f"with what {term.since}"
                yield Testimony(
                    Evidence("arithmetic", window, 0.6, quote, quote_from, quote_to, note), raised([window], _WRONG)
                )


def _is_at_once(term: Term) -> bool:
    """Whether it is an event of one day, and the day is known."""
    return term.since.partition(" ")[0] in _AT_ONCE and " on " in term.since


def _belongs(text: str, e: Expression, start: int, end: int) -> bool:
    if e.end <= start:
        return start - e.end <= 70 and _ITS.match(text[e.end : start]) is not None
    return 0 <= e.start - end <= 40 and _BEHIND.match(text[end : e.start]) is not None


def _window(term: Term, e: Expression) -> Interval:
    """The days of writing from which the day of ``term`` is last year, this month, last week …"""
    day = term.news.lo
    assert day is not None
    assert e.shift is not None
    if e.unit == "W":
        middle = day - timedelta(days=7 * e.shift)
        return Interval(max(day, middle - _A_WEEK), middle + _A_WEEK)
    if e.unit == "Y":
        year = day.year - e.shift
        return Interval(max(day, date(year, 1, 1)), date(year, 12, 31))
    months = day.year * 12 + day.month - 1 - e.shift
    there = spans.month(months // 12, months % 12 + 1).days
    return Interval(max(day, there.lo or day), there.hi)
