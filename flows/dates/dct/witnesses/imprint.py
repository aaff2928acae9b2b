"""The imprint: what an agency prints at the head and at the foot of its story, the day of the dateline and the year of
the copyright.

A dateline ("SEOUL, Aug. 20 —") bears the day of writing; its year follows from the weekdays of the story. The line that
an agency puts under its own text bears the year of the text. A page's own copyright line does not: it bears the year in
which the page was drawn up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flows.dates.dct.solve import lags
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_COPYRIGHT_WRONG = 0.03  # how often a text goes round the world again under a new year
_AGENCY = re.compile(
    r"\b(?:the )?(?:Associated Press|AP|Thomson Reuters|Reuters|Agence France-Presse|AFP|dpa|UPI|United Press "
    r"International|Bloomberg|Xinhua|Kyodo(?: News)?|Jiji Press|Yonhap|TASS|Interfax|EFE|ANSA|PTI|Press Association|"
    r"PA Media|The Canadian Press|Australian Associated Press|AAP|Inter Press Service|Tribune Content Agency|"
    r"[\w. ]{3,30} News Service)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:\bcopyright|©|\(c\)) *(?:©|\(c\))? *$", re.IGNORECASE)
_REACH = 60


def testimony(reading: Reading) -> list[Testimony]:
    """What the head and the foot of the story say."""
    return [*_dateline(reading), *_copyright(reading)]


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def clause(evidence: Evidence) -> str | None:
    """What the imprint says, as part of a sentence."""
    match evidence.kind:
        case "dateline":
            return f"its dateline says {evidence.short_quote}"
        case "agency copyright":
            return f"the agency's copyright line says {evidence.short_quote}"
        case _:
            return None


def _dateline(reading: Reading) -> Iterator[Testimony]:
    for e in reading.expressions:
        if reading.region_at(e.start) == "dateline" and e.kind == "calendar" and e.month and e.day and not e.year:
            try:
                year_days = lags.days_of_year(e.month, e.day, "dateline")
            except ValueError:  # "Feb. 30"
                continue
            yield replace(_said(reading, "dateline", Interval(), e), year_days=year_days)
            return


def _copyright(reading: Reading) -> Iterator[Testimony]:
    for e in reading.expressions:
        if not e.year or not 1900 < e.year <= reading.today.year:
            continue
        marked = _MARK.search(reading.text, max(0, e.start - 14), e.start)
        if not marked and reading.region_at(e.start) != "copyright":
            continue
        if _AGENCY.search(reading.text, max(0, e.start - _REACH), e.end + _REACH):
            says = Interval(date(e.year, 1, 1), date(e.year, 12, 31))
            yield replace(
                _said(reading, "agency copyright", says, e), steps=raised([says], _COPYRIGHT_WRONG), bounds=says
            )
            return


def _said(reading: Reading, kind: str, says: Interval, e: Expression) -> Testimony:
    return Testimony(Evidence(kind, says, 0.8, reading.article.text[e.start : e.end], e.start, e.end))
