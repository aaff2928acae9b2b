"""What two expressions say together that neither says alone: witness 4.

"Over two years ago" beside "in 2021"; "October last year" with "for the first time in three months"; an age with a year
of birth; an anniversary with the year of what it recalls; "since taking office in January" with who did; a day of the
month, and its weekday where one is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.calendar.in_words import span_in_words
from flows.calendar.spans import shifted
from flows.dates.dct.reading import Reading
from flows.dates.dct.solve.timeline import Step, Testimony
from flows.dates.dct.witnesses import offices
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_SAME_BREATH, _SAME_PASSAGE = 80, 900  # characters between two expressions
_SURE, _LIKELY, _MAYBE = 2.5, 1.5, 0.7  # nats
_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)[ -]anniversary\b")
_BORN = re.compile(r"\bborn\b[^.;]{0,40}?\b(1[89]\d\d|20[012]\d)\b")
_AGE = re.compile(r"\b(?:aged (\d{1,2})\b|(\d{1,2})-year-old\b|, (\d{2}),)")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_OFFICE = re.compile(
    r"\b(?:took|takes?|taking|assum\w+|entere?d?\w*|sworn in\w*|inaugurat\w+|in)\b[^.]{0,20}\b(?:office|power)\b"
)
_FIRST_LINE_YEAR = 1990


def testimony(reading: Reading) -> list[Testimony]:
    """All that the body's expressions say in pairs."""
    return [
        *years_ago(reading), *first_time_in(reading), *anniversaries(reading), *ages(reading),
        *since_taking_office(reading), *days_of_the_month(reading),
    ]  # fmt: skip


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def clause(evidence: Evidence) -> str | None:
    """What two expressions say together, as part of a sentence."""
    if evidence.kind != "arithmetic":
        return None
    made = f" makes it {span_in_words(evidence.says)}" if not evidence.says.is_open else " says when in the year"
    return f"“{evidence.short_quote}” {evidence.note}{made}"


def years_ago(reading: Reading) -> Iterator[Testimony]:
    """ "Two years ago, in 2015": written in 2017. In one breath that is arithmetic; in one passage, likely."""
    years = [e for e in reading.body if e.kind == "calendar" and e.year and e.direction != "future" and not e.shift]
    for e in reading.body:
        if (
            e.kind != "offset"
            or e.unit != "Y"
            or e.shift != -1
            or not e.amount
            or e.rule != "ago"
            or e.amount != int(e.amount)
        ):
            continue
        for other in years:
            gap = max(other.start - e.end, e.start - other.end)
            assert other.year is not None
            if gap > _SAME_PASSAGE or not 1900 <= other.year <= 2100:
                continue
            first = other.year + int(e.amount)
            last = first + (1 if e.mod in ("MORE_THAN", "EQUAL_OR_MORE") or gap > _SAME_BREATH else 0)
            if last > 9998:
                continue
            nats = _SURE if gap <= _SAME_BREATH else _MAYBE
            says = Interval(date(first, 1, 1), date(last, 12, 31))
            steps = ((date(first, 1, 1), date(last, 12, 31), nats),)
            yield _said(reading, e, says, 0.3 * nats / _SURE, f"with “{other.text}”", steps)
            break


def first_time_in(reading: Reading) -> Iterator[Testimony]:
    """ "October last year" and "for the first time in three months": written in January."""
    durations = [e for e in reading.body if e.rule == "first-time-in" and e.unit == "M" and e.amount]
    months = [
        e
        for e in reading.body
        if e.kind == "calendar" and e.month and not e.year and not e.day and e.direction != "future"
    ]
    for duration in durations[:1]:
        for e in months:
            if abs(e.start - duration.start) <= _SAME_PASSAGE:
                assert e.month is not None
                assert duration.amount is not None
                there = (e.month - 1 + round(duration.amount)) % 12
                off = [abs((date(2020, 1, 1) + timedelta(i)).month - 1 - there) for i in range(366)]
                year_days = tuple(1.2 if d == 0 else 0.3 if d in (1, 11) else -0.6 for d in off)
                yield _said(reading, duration, Interval(), 0.4, f"with “{e.text}”", year_days=year_days)
                break


def anniversaries(reading: Reading) -> Iterator[Testimony]:
    """ "The 70th anniversary" of something of 1948: written about 2018. Not where that is still to come: then the year
    named is the one of the feast.
    """
    for start, end in reading.body_spans:
        for found in _ANNIVERSARY.finditer(reading.text, start, end):
            low, high = reading.sentence(found.start(), found.end())
            years = {int(y) for y in _YEAR.findall(reading.text, low, high)}
            for year in sorted(years)[:1]:
                here = year + int(found[1])
                if 1900 <= here <= reading.today.year and here not in years:
                    steps = ((date(here - 1, 9, 1), date(here + 1, 3, 31), _LIKELY),)
                    says = Interval(date(here, 1, 1), date(here, 12, 31))
                    yield _quoted(reading, found.start(), found.end(), says, 0.4, f"of {year}", steps)


def ages(reading: Reading) -> Iterator[Testimony]:
    """Somebody "born in 1954" is "63": written in the year that makes it so, or before the birthday of the next."""
    for start, end in reading.body_spans:
        for born in _BORN.finditer(reading.text, start, end):
            low, high = reading.sentence(born.start(), born.end())
            if age := _AGE.search(reading.text, low, high):
                here = int(born[1]) + int(age[1] or age[2] or age[3])
                if 1900 <= here <= 2100:
                    says = Interval(date(here, 1, 1), date(here + 1, 12, 31))
                    steps = ((says.lo, says.hi, _LIKELY),)
                    yield _quoted(reading, age.start(), age.end(), says, 0.3, f"of one born in {born[1]}", steps)


def since_taking_office(reading: Reading) -> Iterator[Testimony]:
    """ "Since President N. took office in January": within the year after a January in which one of that name did."""
    for e in reading.body:
        if e.kind != "calendar" or not e.month or e.year or e.direction == "future" or (e.shift or 0) > 0:
            continue
        low, high = reading.sentence(e.start, e.end)
        if not _OFFICE.search(reading.text, low, high):
            continue
        starts = {
            term.lo
            for holding in offices.holdings(reading.gazetteer.passage(reading.text[low:high]))
            for term in holding.terms
            if term.lo and term.lo.month == e.month and term.lo.year >= _FIRST_LINE_YEAR
        }
        if starts:
            steps: list[Step] = [(None, None, -_LIKELY)]
            steps += [(lo, shifted(lo, 375), _SURE + _LIKELY) for lo in sorted(starts)]
            says = Interval(min(starts), None)
            yield _said(reading, e, says, 0.6, "as the month in which that office was taken", tuple(steps))
            return


def days_of_the_month(reading: Reading) -> Iterator[Testimony]:
    """ "On the 15th": told as past, written soon after a 15th; "Friday the 15th": of a month that has it so."""
    seen: set[int] = set()
    for e in reading.body:
        if e.kind != "calendar" or not e.day or e.month or e.year or e.shift or e.day in seen or len(seen) >= 4:
            continue
        seen.add(e.day)
        steps = tuple(_months_with(e.day, e.weekday)) if e.weekday else ()
        first = date(2020, 1, 1)
        lags = [((first + timedelta(i)).day - (e.day or 0)) % 31 for i in range(366)]
        if e.direction == "future":
            lags = [(31 - lag) % 31 for lag in lags]
        near = tuple(
            (0.8 if lag <= 1 else 0.4 if lag <= 7 else -0.1 if lag <= 20 else -0.5) / len(seen) for lag in lags
        )
        yield _said(reading, e, Interval(), 0.3, "a day of the month", steps, year_days=near)


def _months_with(day: int, weekday: int) -> Iterator[Step]:
    for year in range(_FIRST_LINE_YEAR, 2041):
        for month in range(1, 13):
            try:
                there = date(year, month, day)
            except ValueError:
                continue
            if there.isoweekday() == weekday:
                yield (shifted(there, -20), shifted(there, 25), 1.2)


def _said(
    reading: Reading, e: Expression, says: Interval, weight: float, note: str, steps: tuple[Step, ...] = (), *,
    year_days: tuple[float, ...] | None = None,
) -> Testimony:  # fmt: skip
    return _quoted(reading, e.start, e.end, says, weight, note, steps, year_days)


def _quoted(
    reading: Reading, start: int, end: int, says: Interval, weight: float, note: str, steps: tuple[Step, ...] = (),
    year_days: tuple[float, ...] | None = None,
) -> Testimony:  # fmt: skip
    quote = reading.article.text[start:end]
    return Testimony(Evidence("arithmetic", says, round(weight, 2), quote, start, end, note), steps, None, year_days)
