"""What two expressions say together that neither says alone: witness 4.

"Over two years ago" beside "in 2021"; "October last year" with "for the first time in three months"; an age with a year
of birth; an anniversary with the year of what it recalls; a day of the month, and its weekday where one is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from math import log

from flows.calendar import spans
from flows.calendar.in_words import span_in_words
from flows.calendar.spans import shifted
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Step, Testimony, Turn
from flows.dates.dct.witness_reading import NEWS_YEARS, Reading
from flows.dates.timex import Expression
from flows.dates.timex.numerals import ordinal_number
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_SAME_PASSAGE = 900  # characters between two expressions
_ANNIVERSARY = re.compile(
    r"\b(\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty)-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth|tenth)|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|hundredth)[ -]anniversary\b",
    re.IGNORECASE,
)
_LAST_SENTENCES = 250  # characters back in which the day is told whose anniversary it is
_IS_AHEAD = re.compile(r"\b(?:will|to mark|to commemorate|upcoming|coming|ahead of|wird|werden|sera|será|sarà)\b")
_THE_WEEK = 7  # days
_BEFORE_THE_DAY, _AFTER_THE_DAY, _DAY_WRONG = 60, 30, 0.08
_BORN = re.compile(r"\bborn\b[^.;]{0,40}?\b(1[89]\d\d|20[012]\d)\b")
_AGE = re.compile(r"\b(?:aged (\d{1,2})\b|(\d{1,2})-year-old\b|, (\d{2}),)")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
# How often each rule is wrong: what it is worth follows from that and from how wide its window is (reliability.py).
_YEARS_AGO_WRONG, _FOR_YEARS_WRONG, _BRACKET_WRONG = 0.045, 0.12, 0.33
_ANNIVERSARY_WRONG, _AGE_WRONG, _WEEKDAY_WRONG = 0.25, 0.2, 0.1
_YEARS_OF = {"Y": 1, "DE": 10}
_OF_THE_MONTH = "a day of the month"
_MOST_YEARS, _SAME_STORY, _SHORT_BRACKET = 100, 400, 3
# The last lag of a cell, how many lags it has, and the share of texts that lie there.
_MONTHS_OFF = ((0, 1, 0.75), (1, 2, 0.18), (6, 9, 0.07))
_DAYS_OFF = ((1, 2, 0.4), (7, 6, 0.3), (20, 13, 0.17), (31, 10, 0.13))
_ITS_OWN = re.compile(r"^(?:,? ?\(?(?:in|back in|around|en|im Jahr|nel|em)? ?|, that is,? |, also )$")
_PAST_VERB = re.compile(
    r"\b(?:[Ii]|[Ww]e|[Hh]e|[Ss]he|[Tt]hey) (\w+(?:ed|ote|aid|old|id|ade|aw|ent|an|ook|ave|ound|ew))\b|"
    r"\b(?:ich|wir)\s+(\w{3,}(?:te|ten|ieb|ieben|ach|achen|ah|ahen|and|anden))\b|"
    r"\b(\w{3,}(?:te|ten|ieb|ieben|ach|achen|ah|ahen|and|anden)) (?:ich|wir)\b|"
    r"\b(?:j'ai|j’ai|nous avons) (\w+(?:é|it|is|u))\b|\b(?:ya )?(\w{3,}(?:é|í|amos|imos))\b(?= (?:aquí|en (?:esta|"
    r"este)))"
)
_BEGUN = re.compile(r"\b(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]hey|which) (?:\w+ )?(?:started|began|broke out)\b[^.;]{0,25}$")


def testimony(reading: Reading) -> list[Testimony]:
    """All that the body's expressions say in pairs."""
    return [
        *years_ago(reading), *first_time_in(reading), *anniversaries(reading), *ages(reading),
        *days_of_the_month(reading), *for_years_since(reading), *bracket(reading),
    ]  # fmt: skip


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def clause(evidence: Evidence) -> str | None:
    """What two expressions say together, as part of a sentence."""
    if evidence.kind != "arithmetic":
        return None
    if evidence.note == _OF_THE_MONTH:
        return f"“{evidence.short_quote}” says when in the month"
    made = f" makes it {span_in_words(evidence.says)}" if not evidence.says.is_open else " says when in the year"
    return f"“{evidence.short_quote}”{'' if evidence.note.startswith(',') else ' '}{evidence.note}{made}"


def years_ago(reading: Reading) -> Iterator[Testimony]:
    """ "Two years ago, in 2015": written in 2017, where the year stands at the words as their own, or where the same
    verb tells of both ("over two years ago I wrote …; as I wrote, in 2021"). Any other year is of another thing.
    """
    for e, other in _years_of_ago(reading):
        assert other.year is not None
        assert e.amount is not None
        first = other.year + int(e.amount) * _YEARS_OF[e.unit or "Y"]
        # "Over two years" are two and a little, "almost two" a little less.
        begins, ends = date(first, 1, 1), date(first, 12, 31)
        if e.mod in ("MORE_THAN", "EQUAL_OR_MORE"):
            ends = date(first + 1, 4, 30)
        elif e.mod in ("LESS_THAN", "EQUAL_OR_LESS"):
            begins = date(first - 1, 7, 1)
        says = Interval(begins, ends)
        yield _said(reading, e, says, 0.6, f"with “{other.text}”", raised([says], _YEARS_AGO_WRONG))


def dates_recalled(reading: Reading) -> set[int]:
    """Where dates stand that are told to be so many years ago, or are remembered: they are no news of the day."""
    recalled = (e.start for _, beside in _anniversaries(reading) for e in beside)
    return {other.start for _, other in _years_of_ago(reading)} | set(recalled)


@lru_cache(maxsize=1)  # asked for what they say, and for the years that they place
def _years_of_ago(reading: Reading) -> list[tuple[Expression, Expression]]:
    return list(_years_ago_told(reading))


def _years_ago_told(reading: Reading) -> Iterator[tuple[Expression, Expression]]:
    """ "So many years ago" and the year that this is."""
    years = [e for e in reading.body if e.kind == "calendar" and e.year and e.direction != "future" and not e.shift]
    for e in reading.body:
        if e.kind != "offset" or e.unit not in _YEARS_OF or e.shift != -1 or not e.rule.startswith("ago"):
            continue
        if not e.amount or e.amount != int(e.amount) or e.amount > _MOST_YEARS or "couple" in e.text:
            continue
        for other in years:
            gap = max(other.start - e.end, e.start - other.end)
            assert other.year is not None
            if gap > _SAME_PASSAGE or not 1900 <= other.year <= 2100:
                continue
            between = reading.text[min(e.end, other.end) : max(e.start, other.start)]
            if _ITS_OWN.match(between) or _same_verb(reading.text, e, other):
                yield e, other
                break


def _same_verb(text: str, one: Expression, other: Expression) -> bool:
    """Whether the same past verb stands beside both."""
    return bool(_verbs_beside(text, one) & _verbs_beside(text, other))


def _verbs_beside(text: str, e: Expression) -> set[str]:
    beside = text[max(0, e.start - 25) : e.start] + " " + text[e.end : e.end + 25]
    return {verb for found in _PAST_VERB.finditer(beside) for verb in found.groups() if verb}


def for_years_since(reading: Reading) -> Iterator[Testimony]:
    """ "For at least three years"; "it started in approximately 2014": written when the years are full."""
    lasting = [e for e in reading.body if e.kind == "duration" and e.unit == "Y" and e.amount and e.signal == "for"]
    years = [e for e in reading.body if e.kind == "calendar" and e.year and not e.month and e.direction == "past"]
    for e in lasting:
        for other in years:
            told = reading.text[max(0, other.start - 40) : other.start]
            if abs(other.start - e.start) > _SAME_STORY or not _BEGUN.search(told) or not e.amount:
                continue
            assert other.year is not None
            if e.amount != int(e.amount) or e.amount > _MOST_YEARS or not 1900 < other.year < 2100:
                continue
            full = other.year + int(e.amount)
            says = Interval(date(full - 1, 7, 1), date(full + 1, 6, 30))
            yield _said(reading, e, says, 0.5, f"since “{other.text}”", raised([says], _FOR_YEARS_WRONG))
            return


def bracket(reading: Reading) -> Iterator[Testimony]:
    """The newest day told as past and the nearest month told as future, both without a year: written between the two.

    Both lie in one stretch of a year in two texts of three; which year it was, they do not say.
    """
    bare = [
        e for e in reading.body if e.kind == "calendar" and e.month and not e.year and not e.shift and not e.problem
    ]
    past = [e for e in bare if e.day and e.direction == "past"]
    ahead = [e for e in bare if e.direction == "future"]
    if not past or not ahead:
        return
    yield from _between(reading, past, ahead)


def _between(reading: Reading, past: list[Expression], ahead: list[Expression]) -> Iterator[Testimony]:
    here, there = max(past, key=lambda e: (e.month or 0, e.day or 0)), ahead[0]
    assert here.month is not None
    assert here.day is not None
    assert there.month is not None
    months = (there.month - here.month) % 12
    if not 1 <= months <= _SHORT_BRACKET or here.day > 28:
        return
    width = 30.44 * months + 15.0  # on the whole
    nats = log((1 - _BRACKET_WRONG) / _BRACKET_WRONG * (365.25 - width) / width)  # the same in every year
    steps = tuple(
        (date(year, here.month, here.day), spans.month(year + (here.month + months > 12), there.month).days.hi, nats)
        for year in NEWS_YEARS
    )
    said = _said(reading, here, Interval(), 0.4, f"told as past, and “{there.text}” as future,", steps)
    yield replace(said, turn=Turn(here.month, here.day, here.day, past=True))


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
                year_days = tuple(_by_share(_MONTHS_OFF, min(d, 12 - d), 12) for d in off)
                yield _said(reading, duration, Interval(), 0.4, f"with “{e.text}”", year_days=year_days)
                break


def anniversaries(reading: Reading) -> list[Testimony]:
    """What the anniversaries told of say."""
    return [said for said, _ in _anniversaries(reading)]


@lru_cache(maxsize=1)  # asked for what they say, and for the dates that they recall
def _anniversaries(reading: Reading) -> list[tuple[Testimony, list[Expression]]]:
    return list(_anniversaries_told(reading))


def _anniversaries_told(reading: Reading) -> Iterator[tuple[Testimony, list[Expression]]]:
    """ "The 70th anniversary" of something of 1948: written about 2018; of a day, about that day of the year. Not where
    that is still to come: then the year named is the one of the feast.
    """
    days = [e for e in reading.body if e.kind == "calendar" and e.year and e.month and e.day]
    for start, end in reading.body_spans:
        for found in _ANNIVERSARY.finditer(reading.text, start, end):
            count = ordinal_number(found[1].replace("-", " ").split())
            low, high = reading.sentence(found.start(), found.end())
            beside = [e for e in days if max(low - _LAST_SENTENCES, start) <= e.start < high]
            years = {int(y) for y in _YEAR.findall(reading.text, low, high)} or {e.year for e in beside[-1:] if e.year}
            for year in sorted(years)[:1] if count else ():
                here = year + (count or 0)
                if not 1900 <= here <= reading.today.year or here in years:
                    continue
                says, wrong = Interval(date(here, 1, 1), date(here, 12, 31)), _ANNIVERSARY_WRONG
                around = Interval(date(here - 1, 9, 1), date(here + 1, 3, 31))
                day = next((there for e in beside if e.year == year and (there := _same_day_in(here, e))), None)
                if day:
                    ahead = _IS_AHEAD.search(reading.text, low, high)
                    on_its_weekday = any(e.weekday == day.isoweekday() for e in reading.body if low <= e.start < high)
                    before = _THE_WEEK if ahead and on_its_weekday else _BEFORE_THE_DAY
                    says = around = Interval(shifted(day, -before), day if ahead else shifted(day, _AFTER_THE_DAY))
                    wrong = _DAY_WRONG
                steps = raised([around], wrong)
                yield _quoted(reading, found.start(), found.end(), says, 0.4, f"of {year}", steps), beside


def _same_day_in(year: int, e: Expression) -> date | None:
    assert e.month is not None
    assert e.day is not None
    return spans.valid(year, e.month, e.day)


def ages(reading: Reading) -> Iterator[Testimony]:
    """Somebody "born in 1954" is "63": written in the year that makes it so, or before the birthday of the next."""
    for start, end in reading.body_spans:
        for born in _BORN.finditer(reading.text, start, end):
            low, high = reading.sentence(born.start(), born.end())
            if age := _AGE.search(reading.text, low, high):
                here = int(born[1]) + int(age[1] or age[2] or age[3])
                if 1900 <= here <= 2100:
                    says = Interval(date(here, 1, 1), date(here + 1, 12, 31))
                    steps = raised([says], _AGE_WRONG)
                    yield _quoted(reading, age.start(), age.end(), says, 0.3, f"of one born in {born[1]}", steps)


def days_of_the_month(reading: Reading) -> Iterator[Testimony]:
    """ "On the 15th": told as past, written soon after a 15th; "Friday the 15th": of a month that has it so."""
    seen: set[int] = set()
    for e in reading.body:
        if e.kind != "calendar" or not e.day or e.month or e.year or e.shift or e.day in seen or len(seen) >= 4:
            continue
        seen.add(e.day)
        steps = raised(_months_with(e.day, e.weekday), _WEEKDAY_WRONG) if e.weekday else ()
        first = date(2020, 1, 1)
        lags = [((first + timedelta(i)).day - (e.day or 0)) % 31 for i in range(366)]
        if e.direction == "future":
            lags = [(31 - lag) % 31 for lag in lags]
        near = tuple(_by_share(_DAYS_OFF, lag, 31) / len(seen) for lag in lags)
        said = _said(reading, e, Interval(), 0.3, _OF_THE_MONTH, steps, year_days=near)
        yield replace(said, turn=Turn(None, e.day, e.day, past=e.direction == "past")) if e.firm else said


def _by_share(cells: Sequence[tuple[int, int, float]], lag: int, around: int) -> float:
    """The nats of a lag that goes round ``around`` days or months: its share of them against an even one."""
    share, width = next((share, width) for last, width, share in cells if lag <= last)
    return log(share / width * around)


def _months_with(day: int, weekday: int) -> Iterator[Interval]:
    for year in NEWS_YEARS:
        for month in range(1, 13):
            try:
                there = date(year, month, day)
            except ValueError:
                continue
            if there.isoweekday() == weekday:
                yield Interval(shifted(there, -20), shifted(there, 25))


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
