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
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_WRONG, _ALL_WRONG = 0.12, 0.03  # how often one is told of later, or ahead; and so where several agree, as in a ticker
_EVE, _LATER = 1, 4  # days of writing before and after it
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
    windows = [Interval(shifted(day, -_EVE), shifted(day, _LATER)) for day in newest]
    if not windows:
        return []
    start, end, _ = told[0]
    quote = reading.article.text[start:end]
    says = windows[0] if len(windows) == 1 else Interval()
    evidence = Evidence("day in figures", says, 0.6, quote, start, end, "its weekday says in which years")
    wrong = _ALL_WRONG if len({day for *_, day in told}) > 1 else _WRONG
    return [Testimony(evidence, raised(windows, wrong))]


def clause(evidence: Evidence) -> str | None:
    """What a day in figures says, as part of a sentence."""
    return f"the text names “{evidence.short_quote}”" if evidence.kind == "day in figures" else None


def _told(reading: Reading) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """Where one stands, and its month, day and weekday (ISO). The day stands first but for a slash in English."""
    language = reading.article.language or "en"
    known = {name.lower() for name in weekday_names(language)}
    for start, end in reading.body_spans:
        for found in _DAY.finditer(reading.text, start, end):
            weekday = weekday_number(found[1], language) if found[1].lower() in known else None
            day, month = int(found[2]), int(found[3])
            if language == "en" and "/" in found[0]:
                day, month = month, day
            if weekday is not None and 1 <= month <= _MONTHS and 1 <= day <= _DAYS:
                yield found.start(), found.end(), (month, day, weekday + 1)


def _fits(year: int, month: int, day: int, weekday: int) -> bool:
    there: date | None = valid(year, month, day)
    return there is not None and there.isoweekday() == weekday
