"""Days in figures without a year: "Donnerstag, 6. 4." of a live ticker, "on Monday (4.6.)".

With its weekday such a day lies in one year of seven, and what is told so is of its own day or the next. The newest of
several is the day of writing or the eve of it. Figures without a weekday say nothing: they may count anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from flows.calendar.spans import shifted, valid
from flows.calendar.words import weekday_names, weekday_number
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import NEWS_YEARS, Reading
from flows.dates.dct.witnesses.other_tenses import direction_of
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

# How often one is told of later, or farther ahead; where several agree, as in a ticker; and behind its weekday.
_WRONG, _ALL_WRONG, _BRACKETED_WRONG = 0.12, 0.03, 0.045
_EVE, _LATER = 1, 4  # days of writing before and after it
_AHEAD = 10  # days of writing before one that is still to come
_ABOVE = 120  # characters
_DAY = re.compile(
    r"(?<!\w)([^\W\d_]{2,12})\.?,? (?:den |dem |le |el |il |the )?\(?"
    r"(\d{1,2})(?:\. ?|/)(\d{1,2})(?:\.(?!\d)|(?![\d./]))"
)
_MONTHS, _DAYS = 12, 31


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads figures."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the days in figures say together: those of one year that has them all on their weekdays."""
    told = list(_told(reading))
    if not told:
        return []
    years = [year for year in NEWS_YEARS if all(_fits(year, *day) for *_, day in told)]
    newest = [max(day for *_, (month, number, _) in told if (day := valid(year, month, number))) for year in years]
    before, after = (_AHEAD, 0) if all(_is_ahead(reading, *place) for *place, _ in told) else (_EVE, _LATER)
    windows = [Interval(shifted(day, -before), shifted(day, after)) for day in newest]
    if not windows:
        return []
    start, end, _ = told[0]
    quote = reading.article.text[start:end]
    says = windows[0] if len(windows) == 1 else Interval()
    evidence = Evidence("day in figures", says, 0.6, quote, start, end, "its weekday says in which years")
    bracketed = "(" in quote  # as agencies tell a day of the same week: "am Montag (4.6.)"
    wrong = _ALL_WRONG if len({day for *_, day in told}) > 1 else _BRACKETED_WRONG if bracketed else _WRONG
    return [Testimony(evidence, raised(windows, wrong))]


def clause(evidence: Evidence) -> str | None:
    """What a day in figures says, as part of a sentence."""
    return f"the text names “{evidence.short_quote}”" if evidence.kind == "day in figures" else None


def _is_ahead(reading: Reading, start: int, end: int) -> bool:
    """Whether what happens on that day is told as still to come."""
    told = (e.direction for e in reading.body if start <= e.start < end)
    return direction_of(reading.text, start, end, reading.article.language) == "future" or "future" in told


def _told(reading: Reading) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """Where one stands, and its month, day and weekday (ISO). The day stands first but for a slash in English."""
    language = reading.article.language or "en"
    known = {name.lower() for name in weekday_names(language)}
    top = reading.body_spans[0][0] if reading.body_spans else 0
    above = (max(0, top - _ABOVE), top)  # where the newest entry of a ticker stands
    all_found = [
        found
        for start, end in (above, *reading.body_spans)
        for found in _DAY.finditer(reading.text, start, end)
        if found[1].lower() in known
    ]
    day_first = language != "en" or any(int(found[2]) > _MONTHS for found in all_found)
    for found in all_found:
        weekday = weekday_number(found[1], language)
        day, month = int(found[2]), int(found[3])
        if not day_first and "/" in found[0]:
            day, month = month, day
        if weekday is not None and 1 <= month <= _MONTHS and 1 <= day <= _DAYS:
            yield found.start(), found.end(), (month, day, weekday + 1)


def _fits(year: int, month: int, day: int, weekday: int) -> bool:
    there: date | None = valid(year, month, day)
    return there is not None and there.isoweekday() == weekday
