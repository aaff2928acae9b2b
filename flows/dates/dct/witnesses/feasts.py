"""Feasts and fixed days: "Christmas Day falls on a Tuesday" is said of a year in which it does, and before or after it.

A day of the year falls on one weekday in one year of seven, so the two together say which years it can have been. A
feast told as just past or soon to come says when in the year, and where it moves (Easter), on which days of each year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from flows.calendar import spans
from flows.calendar.holidays import holiday
from flows.calendar.in_words import day_in_words
from flows.calendar.spans import shifted
from flows.calendar.words import weekday_number
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import NEWS_YEARS, Reading
from flows.dates.dct.witnesses import elections
from flows.dates.dct.witnesses.heard import dates_told, is_of_a_document, last_day, span
from flows.dates.timex import Expression
from flows.names.fold import fold
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval
from seeds import rows

_WEEKDAY_WRONG = 0.05  # how often another year's feast is meant
_PAST_WRONG, _LEAD_WRONG, _AHEAD_WRONG = 0.4, 0.15, 0.4  # how often one told as past or to come lies farther off
_BEFORE, _AFTER = 200, 120  # days around a feast on which its weekday is told of
_RECENT, _SOON = 18, 45
_UNTIL_THE_NEXT, _ANOTHER_YEARS = 330, 0.08  # days; how often the feast is of another year than the first that fits
# Between the feast and the weekday on which it falls, in languages that say so; "a" makes it no other day of the story.
_FALLS = re.compile(
    r"^,? (?:(?:which|that|will|would|this year|next year|in diesem Jahr|dieses Jahr|heuer|cette année|este año|"
    r"quest'anno|also|again) ?)*(?:falls?|fell|falling|lands?|landed|fällt|fiel|tombe|tombait|tombera|cae|cayó|cade|"
    r"cadeva|cai|faller|valt)(?: (?:this year|in diesem Jahr|dieses Jahr|heuer|cette année|este año|quest'anno|auch|"
    r"auf|on|en|un|em|på|op|di|in|einen|a|an|the|den|una|uma|een)){0,6} $",
    re.IGNORECASE,
)
# The same where the verb stands last: "weil der Feiertag dieses Jahr auf einen Samstag fällt".
_ON_A = re.compile(
    r"^,? (?:(?:in diesem Jahr|dieses Jahr|heuer|diesmal|ausgerechnet|auch|erneut) )*auf (?:einen |den )?$"
)
_VERB_LAST = re.compile(r" (?:fällt|fallen|fiel|fallen wird)\b")
_NEXT_TO_IT = re.compile(r"^, (?:a )?$")  # "Christmas Day, a Tuesday"; "on Tuesday, New Year's Day,"
_FELL = re.compile(r"\b(?:fell|landed|fiel|tombait|cayó|cadeva)\b", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\b(?:this year|in diesem Jahr|dieses Jahr|heuer|cette année|este año|quest'anno)\b")
_NEXT_YEAR = re.compile(r"\b(?:next year|im nächsten Jahr|nächstes Jahr|l'année prochaine|el próximo año)\b")
_ON_IT = frozenset({"on", "over", "before", "since", "until", "after", "at", "during", "by"})
_DAY_IN_NAME = re.compile(r"(?:Day|Eve|Sunday|Monday|Friday|Wednesday|Thursday|Tuesday|Saturday|day|New Year['’]?s?)\b")
_ARTICLE = 2  # letters: "an" and "a" name no weekday
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of any year named at ``text[start:end]``: on which it falls in a year, and whether it is a feast."""

    start: int
    end: int
    falls: Callable[[int], date | None]
    is_feast: bool


def entries() -> Iterator[Entry]:
    """What the gazetteer is to look for: feasts by the names that languages and countries give them."""
    known: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows("feast_names.csv"):
        for name in row["names"].split("|"):
            known[fold(name)].append((row["country"], row["day"]))
    yield from ((name, "feast", tuple(days)) for name, days in known.items())


def testimony(reading: Reading) -> list[Testimony]:
    """What the feasts of the story say: their weekdays, else the first told as past or to come."""
    fixed = [e for e in reading.body if e.kind == "calendar" and not e.year and not e.shift and _day_of(e)]
    days = [_Day(e.start, e.end, falls, bool(e.holiday)) for e in fixed if (falls := _day_of(e))]
    by_weekday = next(_by_weekday(reading, [*days, *_named(reading)]), None)
    return [by_weekday] if by_weekday else [said for e in fixed[:3] if (said := _in_the_year(reading, e))][:1]


def clause(evidence: Evidence) -> str | None:
    """What the weekday of a feast or its nearness says, as part of a sentence."""
    return f"“{evidence.short_quote}” {evidence.note}" if evidence.kind == "feast" else None


def _day_of(e: Expression) -> Callable[[int], date | None] | None:
    """On which day of a year it falls: of a feast by its rule, of "July 4" that day; ``None`` of anything else."""
    if key := e.holiday:
        return lambda year: holiday(key, year)
    if (month := e.month) and (day := e.day) and not e.weekday:
        return lambda year: spans.valid(year, month, day)
    return None


def _named(reading: Reading) -> Iterator[_Day]:
    """The feasts named in other languages, and those of the country that the text is about."""
    about: frozenset[str] | None = None
    for passage in reading.passages:
        for name in passage.of_kind("feast"):
            if about is None:
                about = frozenset(elections.countries_of(reading))
            written = next((day for country, day in name.entry if not country or country in about), None)
            if written:
                month, day = (int(n) for n in written.split("-"))
                start, end = passage.start + name.start, passage.start + name.end
                yield _Day(start, end, partial(spans.valid, m=month, d=day), is_feast=True)


def _by_weekday(reading: Reading, fixed: list[_Day]) -> Iterator[Testimony]:
    for e in fixed:
        found = _weekday_beside(reading, e)
        if not found:
            continue
        weekday, end = found
        years = [day for year in NEWS_YEARS if (day := e.falls(year)) and day.isoweekday() == weekday]
        sentence = reading.text[slice(*reading.sentence(e.start, end))]
        windows = [_around(day, sentence) for day in years]
        if steps := raised(windows, _WEEKDAY_WRONG):
            quote = reading.article.text[e.start : end]
            evidence = Evidence(
                "feast", Interval(), 0.6, quote, e.start, end, "names a weekday that it has in some years"
            )
            yield Testimony(evidence, steps)


def _weekday_beside(reading: Reading, e: _Day) -> tuple[int, int] | None:
    """The weekday on which the text says that it falls (ISO), and where that ends."""
    for word in _WORD.finditer(reading.text, e.end, e.end + 90):
        number = weekday_number(word[0], reading.article.language or "en") if len(word[0]) > _ARTICLE else None
        if number is not None:
            between = reading.text[e.end : word.start()]
            told = _FALLS.match(between) or (e.is_feast and _NEXT_TO_IT.match(between))
            told = told or (_ON_A.match(between) and _VERB_LAST.match(reading.text, word.end()))
            return (number + 1, word.end()) if told else None
    return None


def _around(day: date, sentence: str) -> Interval:
    """The days of writing from which it is told of so."""
    if _THIS_YEAR.search(sentence):
        last = date(day.year, 12, 31) if _FELL.search(sentence) else shifted(day, 5)
        return Interval(date(day.year, 1, 1), last)
    if _NEXT_YEAR.search(sentence):
        return Interval(date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))
    return Interval(day, shifted(day, _AFTER)) if _FELL.search(sentence) else Interval(shifted(day, -_BEFORE), day)


def _in_the_year(reading: Reading, e: Expression) -> Testimony | None:
    """A feast told as just past, or soon to come."""
    told = e.firm and e.direction and e.signal in ("on", "over", "before", "since", "until", None)
    is_habit = e.tense == "present" and e.direction == "future"  # "he fasts before Easter"
    if not e.holiday or not told or is_habit or _counts_years(reading, e) or not _is_a_day(reading.text, e):
        return None
    days = [day for year in NEWS_YEARS if (day := holiday(e.holiday, year))]
    past = e.direction == "past"
    wrong = _AHEAD_WRONG if not past else _LEAD_WRONG if reading.leads(e.start) else _PAST_WRONG
    windows = [Interval(day, shifted(day, _RECENT)) if past else Interval(shifted(day, -_SOON), day) for day in days]
    quote = reading.article.text[e.start : e.end]
    note = "is told as just past" if past else "is told as soon to come"
    steps = raised(windows, wrong)
    if past and (newest := _newest_day(reading)) and (first := next((day for day in days if day >= newest), None)):
        steps += raised([Interval(first, shifted(first, _UNTIL_THE_NEXT))], _ANOTHER_YEARS)
        note += f", and the first after {day_in_words(newest)} is that of {first.year}"
    return Testimony(Evidence("feast", Interval(), 0.4, quote, e.start, e.end, note), steps)


def _newest_day(reading: Reading) -> date | None:
    """The newest day told in full, if it is a document's: a feast told without its year is then the first after it."""
    days = [e for e in dates_told(reading) if e.day and e.direction != "future" and span(e)]
    newest = max(days, key=last_day, default=None)
    return last_day(newest) if newest and is_of_a_document(reading, newest) else None


def _is_a_day(text: str, e: Expression) -> bool:
    """Whether it is told of as a day: not what is called by it ("the Christmas party", "Halloween-themed"), in whatever
    month that was.
    """
    if e.signal in _ON_IT or _DAY_IN_NAME.search(e.text):
        return not text.startswith(("-", "’s ad", "'s ad"), e.end)
    return False


def _counts_years(reading: Reading, e: Expression) -> bool:
    """Whether its sentence says in which year it was, by a figure or "two years ago"."""
    low, high = reading.sentence(e.start, e.end)
    beside = [other for other in reading.body if low <= other.start < high]
    return any(other.year or other.unit in ("Y", "DE") for other in beside)
