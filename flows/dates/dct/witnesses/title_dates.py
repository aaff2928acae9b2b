"""What the headline dates: "Market notes (Aug 5)", "Stocks tumble in August 2015", "The ten best albums of 2013".

A day or a month that a headline names is mostly the story's own. A bare year is one that the story is about: lists of
the best come out as it ends, outlooks and lists of what changes before it begins; the year beside anything else is
often that of what is named by it ("the 2008 crisis") and says less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from flows.calendar import spans
from flows.calendar.spans import shifted
from flows.dates.dct.solve import lags
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import NEWS_YEARS, TOLD_YEARS, Reading
from flows.dates.dct.witnesses.heard import names_days, span
from flows.dates.timex import Expression
from flows.names.fold import fold
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_LONGEST = 130  # characters: a longer one is no headline
_DATED_WRONG, _LIST_WRONG, _YEAR_WRONG = 0.07, 0.06, 0.7  # how often the story is of another time
_STAMPED, _STAMP_WRONG = 4, 0.07  # days after one that stands apart as a stamp does; how often it is another's
_APART_BEFORE, _APART_AFTER = re.compile(r"(?:^|[(\[,:|/]|\s[-–—])\s?$"), re.compile(r"\s?(?:[)\],:|/]|[-–—]\s|$)")
_LATER, _EVE = 45, 3  # days of writing after and before a month or day that is told of
_AHEAD = 60  # before a month that is still to come
# Lists "of" a year and looks back at its end, as `fold` leaves them; the best "in" a year is of any of its days.
_OF_THE_YEAR = re.compile(
    r"\b(?:best|worst|top|biggest|greatest|most|favou?rites?|highlights|lessons|winners|beste[nrsm]?|schlimmste\w*|"
    r"meilleurs?|pires?|mejores|peores|migliori|peggiori|melhores|piores)\b.*\b(?:of|des jahres|de|del|do) $|"
    r"\b(?:year in|in review|look(?:ing)? back|rewind|recap|ruckblick|jahresruckblick|retrospective|bilan|resumen|"
    r"balance|retrospectiva)\b"
)
# Outlooks: what the year will bring, change, show.
_OUTLOOK = re.compile(
    r"\b(?:expect|predict\w*|forecasts?|outlook|look(?:ing)? (?:ahead|forward)|anticipated|awaited|upcoming|preview|"
    r"what(?:'s| is) new|what changes|changes (?:in|for)|new (?:in|for)|to watch|trends|resolutions|horoscopes?|"
    r"andert sich|anderungen|das bringt|ausblick|vorschau|ce qui change|ce qui vous attend|nouveautes|"
    r"previsions|perspectives|que (?:nos )?espera|novedades|cambia\w*|tendencias|cosa cambia|novita|tendenze|muda)\b"
)


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first date of a headline says."""
    titles = [r for r in reading.article.regions if r.kind == "title" and r.end - r.start <= _LONGEST][:1]
    for title in titles:
        inside = (e for e in reading.expressions if title.start <= e.start < title.end and names_days(e))
        if said := next((said for e in inside for said in _said(reading, e, title.start)), None):
            return [said]
    return []


def clause(evidence: Evidence) -> str | None:
    """What the headline dates, as part of a sentence."""
    return f"its title names {evidence.short_quote}" if evidence.kind == "day in the title" else None


def _said(reading: Reading, e: Expression, begins: int) -> Iterator[Testimony]:
    days = span(e)
    if days is None:
        yield from _of_any_year(reading, e, begins)
        return
    assert days.lo is not None
    assert days.hi is not None
    assert e.year is not None
    if e.year not in TOLD_YEARS or e.signal in ("since", "until", "by", "before", "after"):
        return
    words = fold(reading.text[begins : begins + _LONGEST])
    if e.month:
        ahead = e.direction == "future"
        if e.day and _is_set_off(reading, e, begins):
            yield _testimony(reading, e, Interval(shifted(days.lo, -1), shifted(days.hi, _STAMPED)), _STAMP_WRONG)
            return
        says = Interval(shifted(days.lo, -_AHEAD if ahead else -_EVE), days.hi if ahead else shifted(days.hi, _LATER))
        yield _testimony(reading, e, says, _DATED_WRONG)
    elif _OUTLOOK.search(words):
        yield _testimony(reading, e, Interval(date(e.year - 1, 10, 15), date(e.year, 3, 31)), _LIST_WRONG)
    elif _OF_THE_YEAR.search(words) or _OF_THE_YEAR.search(words[: e.start - begins]):
        yield _testimony(reading, e, Interval(date(e.year, 11, 1), date(e.year + 1, 1, 31)), _LIST_WRONG)
    else:
        yield _testimony(reading, e, Interval(date(e.year - 1, 7, 1), date(e.year, 12, 31)), _YEAR_WRONG)


def _is_set_off(reading: Reading, e: Expression, begins: int) -> bool:
    """Whether a day stands apart from the words of the headline, as a stamp does: "Mountain weather, 3 June 2011"."""
    before, after = reading.text[begins : e.start], reading.text[e.end : begins + _LONGEST].partition("\n")[0]
    return bool(_APART_BEFORE.search(before) and _APART_AFTER.match(after))


def _of_any_year(reading: Reading, e: Expression, begins: int) -> Iterator[Testimony]:
    if e.month and e.day and not e.year and not (e.shift or e.signal or e.direction == "future"):
        evidence = Evidence("day in the title", Interval(), 0.6, e.text, e.start, e.end)
        if _is_set_off(reading, e, begins):
            yield Testimony(evidence, raised(_years_with(e, 1, _STAMPED), _STAMP_WRONG))
            return
        try:
            year_days = lags.days_of_year(e.month, e.day, "day in a title")
        except ValueError:  # "Feb. 30"
            return
        steps = raised(_years_with(e, _AHEAD, _LATER), _DATED_WRONG) if e.weekday else ()
        yield Testimony(evidence, steps, year_days=year_days)


def _years_with(e: Expression, before: int, after: int) -> Iterator[Interval]:
    """The days of writing around that day in the years that have it, on its weekday where one is told."""
    for year in NEWS_YEARS:
        there = spans.valid(year, e.month or 0, e.day or 0)
        if there and (not e.weekday or there.isoweekday() == e.weekday):
            yield Interval(shifted(there, -before), shifted(there, after))


def _testimony(reading: Reading, e: Expression, says: Interval, wrong: float) -> Testimony:
    return Testimony(Evidence("day in the title", says, 0.6, e.text, e.start, e.end), raised([says], wrong))
