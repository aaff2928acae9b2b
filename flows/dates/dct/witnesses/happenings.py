"""How long ago something that happened on a known day is told to have been: "last year's attack on the Bataclan".

Only what happened at once (an attack, a crash, a vote) has a day that "last year" can be counted from, and only where
the two belong together: "last year's …" with the name in the same breath, the name with "last year" or "two weeks ago"
right behind it or behind its verb ("the Dodd-Frank act was signed last week"). "The vote to leave in June" and "the
crash on Friday" are of the last June, the last Friday: the writing lies within a year, within a week of it. Counts of
time with the name ("three years since") are `elapsed.py`'s, which asks here for the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from flows.calendar import spans
from flows.dates.dct.solve.fading import Term
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import terms
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry, NamedPassage
from flows.records import Evidence, Interval

_WRONG = 0.08  # how often something else of last year is meant
_AT_ONCE = frozenset(
    {"happened", "committed", "attacked", "killed", "crashed", "struck", "burnt", "collapsed", "shot", "derailed",
     "bombed", "exploded", "sank", "sunk", "hijacked", "robbed", "poisoned", "collided", "erupted", "held", "ended",
     "annulled", "fell", "broadcast", "lost", "burned", "burst", "evacuated", "besieged", "captured"}
)  # fmt: skip
# What is named by a person or a law goes on being named: only beside its verb is what happened on the day meant.
_WITH_ITS_VERB = frozenset(
    {"signed", "passed", "adopted", "voted", "convicted", "sentenced", "acquitted", "died", "resigned", "arrested",
     "begun", "launched", "published", "released", "announced", "revealed", "leaked", "opened", "declared", "elected",
     "nominated", "appointed", "abducted", "occupied", "disappeared", "seized", "raided", "escaped", "detained",
     "expired", "ousted", "executed", "awarded", "ruled", "closed", "charged", "fired", "proposed", "approved"}
)  # fmt: skip
# The same in other forms.
_FORMS = {
    "begun": r"began|begun|begins|started|starts|broke out", "published": "published|came out|appeared",
    "released": "released|came out", "launched": "launched|started", "opened": "opened|opens",
    "expired": "expired|ended|ran out|came to an end", "ousted": "ousted|toppled|removed|deposed",
}  # fmt: skip
_REACH = 150  # characters from a name to its verb
# A unit of time in days, and how much earlier and later than so many of them "two weeks after" is said.
_UNITS = {"D": (1.0, 1, 2), "W": (7.0, 4, 6), "M": (30.44, 15, 20), "Y": (365.25, 60, 160)}
_ITS = re.compile(r"^(?:['’]s? [^.;:!?\n]{0,60}|,? (?:the |an? |when (?:the )?)?)$")  # between "last year" and the name
_BEHIND = re.compile(r"^,?(?: [\w-]+){0,2} (?:in |of |for |on )?$")  # between the name and "last year"
_WITHIN_A_YEAR = timedelta(days=340)  # until the month comes again
_A_WEEK = timedelta(days=6)


def entries() -> tuple[Entry, ...]:
    """It asks for no names of its own: the terms' witness asks for them."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first such pair allows; a text that has several tells of one time."""
    relative = [
        e
        for e in reading.body
        if (e.kind == "shift" and e.unit in ("W", "M", "Y") and e.shift in (-1, 0))
        or _is_of_the_last_year(e)
        or (e.kind == "offset" and e.rule == "ago" and e.unit in _UNITS and e.amount)
    ]
    return next(([said] for said in _pairs(reading, relative)), [])


def clause(evidence: Evidence) -> str | None:
    """Arithmetic tells what two expressions say together; this is one of them."""
    return None


class Happened(NamedTuple):
    """What happened on one known ``day``: where its name stands in the folded text, its verb with it, and in words."""

    start: int
    end: int
    day: date
    what: str


def with_a_day(passage: NamedPassage) -> Iterator[Happened]:
    """What is named in ``passage`` that happened on one known day, or came to pass then by the verb behind it."""
    for low, high, term in terms.named(passage):
        day = term.news.lo
        if day is None:
            continue
        if _is_at_once(term):
            yield Happened(low, high, day, term.since)
        elif _is_with_its_verb(term):
            behind = re.compile(rf"\b(?:{_forms(term)})\b").search(passage.folded, high, high + _REACH)
            if behind and ". " not in passage.folded[high : behind.start()]:
                yield Happened(low, behind.end(), day, term.since)


def _pairs(reading: Reading, relative: list[Expression]) -> Iterator[Testimony]:
    for passage in reading.passages:
        for low, high, term in terms.named(passage):
            if not (_is_at_once(term) or _is_with_its_verb(term)):
                continue
            start, end = passage.start + low, passage.start + high
            for e in relative:
                if _belongs(reading.text, e, start, end, term) and (window := _window(term, e)):
                    yield _said(reading, min(start, e.start), max(end, e.end), term, window, _WRONG)


def _is_of_the_last_year(e: Expression) -> bool:
    """Whether it is a month or a weekday with no year, or a day of a month, that lies in the past."""
    if e.kind != "calendar" or e.year or e.direction == "future" or e.problem or e.shift not in (None, -1):
        return False
    return bool(e.month) != bool(e.weekday)


def _said(reading: Reading, start: int, end: int, term: Term, window: Interval, wrong: float) -> Testimony:
    quote = reading.article.text[start:end]
    evidence = Evidence("arithmetic", window, 0.6, quote, start, end, f"({term.since})")
    return Testimony(evidence, raised([window], wrong))


def _verb(term: Term) -> str:
    """What happened, in a word."""
    return term.since.partition(" ")[0]


def _forms(term: Term) -> str:
    """The forms of that word, as a pattern."""
    return _FORMS.get(_verb(term), _verb(term))


def _is_at_once(term: Term) -> bool:
    """Whether its name is that of an event of one day, and the day is known."""
    return _verb(term) in _AT_ONCE and " on " in term.since


def _is_with_its_verb(term: Term) -> bool:
    """Whether something happened to what it names on one day that is known."""
    return _verb(term) in _WITH_ITS_VERB and " on " in term.since


def _belongs(text: str, e: Expression, start: int, end: int, term: Term) -> bool:
    at_once = _is_at_once(term)
    if e.end <= start:
        before = e.kind == "shift" or (e.kind == "calendar" and text[e.end : e.end + 1] in "'’")
        return at_once and before and start - e.end <= 70 and _ITS.match(text[e.end : start]) is not None
    between = text[end : e.start]
    if at_once and len(between) <= 40 and _BEHIND.match(between):
        return True
    verbs = (
        "|".join(sorted(_AT_ONCE | {_verb(term)})) if at_once else _forms(term)
    )  # "Grenfell, which burned last month"
    told = rf"[^.;:!?\n]*\b(?:{verbs})\b[^.;:!?\n]{{0,40}}$"
    return len(between) <= 70 and re.match(told, between) is not None


def _counted_back(term: Term, e: Expression) -> Interval:
    """The days from which the day of ``term`` is so long ago."""
    assert e.amount is not None
    assert e.unit is not None
    return _so_long_after(term, e.amount, e.unit)


def _so_long_after(term: Term, count: float, unit: str) -> Interval:
    day, (days, early, late) = term.news.lo, _UNITS[unit]
    assert day is not None
    middle = day + timedelta(days=round(count * days))
    return Interval(max(day, middle - timedelta(early)), middle + timedelta(late))


def _window(term: Term, e: Expression) -> Interval | None:
    """The days of writing from which the day of ``term`` is last year, in June, two weeks ago …; ``None`` of none."""
    day = term.news.lo
    assert day is not None
    if e.kind == "offset":
        return _counted_back(term, e)
    if e.kind == "calendar":
        if e.weekday:
            return Interval(day, day + _A_WEEK) if e.weekday == day.isoweekday() else None
        its = e.month == day.month and e.day in (None, day.day)
        return Interval(day, day + _WITHIN_A_YEAR) if its else None
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
