"""The days on which people were asked: a poll is printed within a week or two after its last day.

"The survey of 1,004 adults was conducted Oct. 12-15": written soon after the 15th of October, of which year is not said
unless it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from flows.calendar.spans import shifted, valid
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import NEWS_YEARS, Reading
from flows.dates.timex import Expression
from flows.names.fold import fold
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

_WRONG = 0.12  # how often a poll is told of later
_PRINTED = 21  # days after its last day
# A poll, or one of those who ask: "Infratest dimap befragte vom 4. bis 6. September".
_ASKED = re.compile(
    r"\b(?:polls?|pollsters?|surveys?|umfragen?|befragung\w*|befragt\w*|sondages?|encuestas?|sondaggi\w*|pesquisa|"
    r"gallup|ipsos|yougov|kantar|infratest|forsa|allensbach|emnid|insa|civey|forschungsgruppe wahlen|ifop|"
    r"elabe|odoxa|harris interactive|opinionway|bva|quinnipiac|rasmussen|zogby|pew research|datafolha|ibope|"
    r"sigma dos|levada|vtsiom|wciom|newspoll|essential research|angus reid|leger|comres|survation|opinium|populus)\b"
)
_TAKEN = re.compile(
    r"\b(?:conducted|taken|carried out|surveyed|polled|interviewed|questioned|asked|ran|befragten?|durchgefuhrt|"
    r"interrog\w+|realis\w+|realizad\w+|condott\w+|margin of error|adults|voters|respondents|wahlberechtigte)\b"
)


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the last day of the newest poll says."""
    told = list(_polls(reading))
    return [max(told, key=lambda said: said.evidence.end or 0)] if told else []


def clause(evidence: Evidence) -> str | None:
    """When people were asked, as part of a sentence."""
    return f"it tells of a poll that ended on {evidence.short_quote}" if evidence.kind == "poll" else None


def _polls(reading: Reading) -> Iterator[Testimony]:
    days = [e for e in reading.body if e.kind == "calendar" and e.month and e.day and not e.shift]
    for e, following in zip_longest(days, days[1:]):
        low, high = reading.sentence(e.start, e.end)
        said = fold(reading.text[low:high])
        if e.direction == "future" or not _ASKED.search(said) or not _TAKEN.search(said):
            continue
        if following is not None and following.start < high and _is_range(e, following):
            continue  # its last day says more
        windows = [Interval(day, shifted(day, _PRINTED)) for day in _days(e)]
        says = windows[0] if len(windows) == 1 else Interval()
        quote = reading.article.text[e.start : e.end]
        yield Testimony(
            Evidence("poll", says, 0.6, quote, e.start, e.end, "the last day asked"), raised(windows, _WRONG)
        )


def _is_range(first: Expression, last: Expression) -> bool:
    return last.start - first.end <= len(" through ") and (last.month, last.day) >= (first.month, first.day)


def _days(e: Expression) -> list[date]:
    years = [e.year] if e.year else NEWS_YEARS
    return [day for year in years if (day := valid(year, e.month or 1, e.day or 1))]
