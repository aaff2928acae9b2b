"""A word that points from the day of writing, beside the date that it points at: "yesterday (March 3, 2014)".

"Yesterday", "last month", "two weeks ago", "last Friday" count from the writing, and a date set off beside one says
which day, month or year that is: so the writing is where the count begins. "Last year's attack" and, in the next words
on it, the full day on which "a man drove into the crowd" are such a pair as well, where no later day is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from flows.calendar import spans
from flows.dates.dct.solve.reliability import counted_out
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import TOLD_YEARS, Reading
from flows.dates.dct.witnesses.heard import names_days, span
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

# How often it points from another day than that of writing: in words of then, on an old page; and further for "today",
# which a calendar of anniversaries says of any year, and for what "last year's attack" was.
_POINTS_WRONG, _TODAY_WRONG, _DAY_OF_IT_WRONG = 0.04, 0.1, 0.1
_A_WEEK = timedelta(days=7)
_UNIT_DAYS = {"D": 1, "W": 7}
_MOST_COUNTED = 60
# Between the two: "yesterday's meeting (", "yesterday, on Tuesday,"; no verb, so that both are of one thing.
_SET_OFF = re.compile(
    r"^(?:['’]s(?: [\w-]+){1,4})?(?:, | \(| – | — |,? (?=on |am |den |dem |le |el |il |op |den ))"
    r"(?:(?:on|in|am|im|den|dem|le|el|il|en|em|op|also|that is|it was|the|of) )*"
    r"(?:(?!(?:19|20)\d\d)[^\W\d_]{3,12}(?:day|tag|di|nes|coles|ves|abend|woch),? (?:den |dem |le |el |il |the )?)?$"
)
_CLOSES = re.compile(r"^(?:[,.;:)–—]| [–—(]|$)", re.MULTILINE)  # behind the date: it stands apart
_BACKWARDS = re.compile(r"^(?:, | \(| – | — )(?:that is, |also )?$")  # "on March 3, 2014 (yesterday)"
# What happens on one day, behind "last year's" or before "last year"; as the start of a word, in lower case.
_OF_ONE_DAY = re.compile(
    r"\b(?:(?:terror(?:ist)? |suicide |mass |bomb |train |plane |car |knife |school )*(?:attack|bombing|shooting|"
    r"massacre|"
    r"fire|blaze|crash|explosion|blast|earthquake|quake|tsunami|collapse|coup|stampede|derailment|stabbing|siege|murder|"
    r"killing|accident|disaster|vote|election|referendum|poll|final)s?\b|\w*(?:anschlag|attentat|amoklauf|brand|unglück|"
    r"absturz|explosion|erdbeben|wahl|abstimmung|putsch|einsturz|mord)\w*|attentats?|attaque|fusillade|incendie|explosion|"
    r"séisme|accident|effondrement|élection|atentado|ataque|tiroteo|incendio|terremoto|explosión|accidente|derrumbe|"
    r"attacco|strage|incidente|crollo|esplosione)",
    re.IGNORECASE,
)
_BESIDE_IT, _NEXT_WORDS = 60, 260  # characters from "last year" to what happened, and to its day


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first pair says."""
    return [said for said, _ in _pairs(reading)]


def days_pointed_at(reading: Reading) -> list[Expression]:
    """The dates that such a word points at: they are told of, and no day of the page."""
    return [day for _, day in _pairs(reading)]


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


@lru_cache(maxsize=1)  # asked for what it says, and for the dates that it places
def _pairs(reading: Reading) -> list[tuple[Testimony, Expression]]:
    pictures = {e.start for e in reading.captions}  # "in this Friday, Dec. 29, 2017, file photo"
    told = [e for e in reading.expressions if e.start not in pictures]
    dates = [e for e in told if names_days(e) and span(e) and (e.year or 0) in TOLD_YEARS]
    pointers = [e for e in told if _points(e)]
    rules = (_beside(reading, pointers, dates), _weekdays(reading, dates), _day_of_it(reading, dates))
    return [found for rule in rules if (found := next(rule, None))][:1]


def _points(e: Expression) -> bool:
    if e.kind == "offset":
        return e.rule.startswith("ago") and e.unit in ("D", "W", "M") and bool(e.amount) and e.anchor == "dct"
    return e.kind == "shift" and e.unit in ("D", "W", "M") and e.shift is not None and not e.quarter and not e.half


def _beside(
    reading: Reading, pointers: Sequence[Expression], dates: Sequence[Expression]
) -> Iterator[tuple[Testimony, Expression]]:
    for pointer in pointers:
        for day in dates:
            if not _are_one(reading.text, pointer, day) or not (says := _counted_from(pointer, day)):
                continue
            if says.lo and says.lo <= reading.today:
                today = pointer.kind == "shift" and pointer.shift == 0
                yield _said(reading, pointer, day, says, _TODAY_WRONG if today else _POINTS_WRONG), day


def _are_one(text: str, pointer: Expression, day: Expression) -> bool:
    if 0 < day.start - pointer.end <= _BESIDE_IT:
        between = text[pointer.end : day.start]
        if pointer.shift == 0 and between[:2] not in (", ", " ("):  # "by Daily Today on May 5, 2016"
            return False
        return _SET_OFF.match(between) is not None and _CLOSES.match(text[day.end : day.end + 3]) is not None
    return 0 < pointer.start - day.end <= 4 and _BACKWARDS.match(text[day.end : pointer.start]) is not None


def _counted_from(pointer: Expression, day: Expression) -> Interval | None:
    """The days of writing from which ``pointer`` is ``day``; ``None`` where that is wider than what is pointed at."""
    there = span(day)
    assert there is not None
    assert there.lo is not None
    ago = pointer.kind == "offset"
    count = -(pointer.amount or 0) if ago else (pointer.shift or 0)
    if count != int(count) or abs(count) > _MOST_COUNTED:
        return None
    if pointer.unit == "M":
        if not day.month:
            return None
        months = there.lo.year * 12 + there.lo.month - 1 - int(count)
        around = spans.month(months // 12, months % 12 + 1).days
        assert around.lo is not None
        assert around.hi is not None
        return around if not ago else Interval(spans.shifted(around.lo, -10), spans.shifted(around.hi, 10))
    if not day.day:
        return None
    middle = there.lo - timedelta(days=int(count) * _UNIT_DAYS[pointer.unit or "D"])
    if pointer.unit == "D":
        slack = timedelta(0 if not ago else 1)  # what was written in the evening is printed on the next day
        return Interval(middle - slack, middle + slack + (timedelta(1) if count else timedelta(0)))
    if ago:
        return Interval(middle - timedelta(3), middle + timedelta(4))
    monday = middle - timedelta(middle.weekday())
    return Interval(monday - timedelta(1), monday + _A_WEEK)


def _weekdays(reading: Reading, dates: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "Last Friday, March 3, 2017": written in the week after it; "next Friday, …": in the two weeks before."""
    for e in dates:
        if not e.weekday or not e.day or e.shift not in (-1, 0, 1):
            continue
        day = (span(e) or Interval()).lo
        assert day is not None
        if day.isoweekday() != e.weekday:
            continue
        first, last = {-1: (1, 10), 0: (-6, 6), 1: (-13, -1)}[e.shift]
        says = Interval(day + timedelta(first), day + timedelta(last))
        yield _said(reading, e, e, says, _POINTS_WRONG), e


def _day_of_it(reading: Reading, dates: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "Last year's attack … On December 19, 2016, a man drove a lorry into the crowd": written in 2017."""
    days = [e for e in reading.body if e.day and e in dates and e.direction != "future"]
    newest = max((d for e in days if (d := (span(e) or Interval()).lo)), default=None)
    for e in reading.body:
        if e.kind != "shift" or e.unit != "Y" or e.shift != -1:
            continue
        low, high = reading.sentence(e.start, e.end)
        near = reading.text[max(low, e.start - _BESIDE_IT) : e.start] + "|" + reading.text[e.end : e.end + _BESIDE_IT]
        if not _OF_ONE_DAY.search(near.partition("\n")[0]):
            continue
        for day in days:
            told = (span(day) or Interval()).lo
            if 0 <= day.start - low <= (high - low) + _NEXT_WORDS and told == newest and told:
                says = Interval(date(told.year + 1, 1, 1), date(told.year + 1, 12, 31))
                yield _said(reading, e, day, says, _DAY_OF_IT_WRONG), day


def _said(reading: Reading, one: Expression, other: Expression, says: Interval, wrong: float) -> Testimony:
    note = f"with “{other.text}”" if other is not one else "as told from the day of writing,"
    return counted_out(reading.article.text, one.start, one.end, says, note, [says], wrong, weight=0.7)
