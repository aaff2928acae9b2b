"""Years told by their figure beside "last year" and "next year": each names a year that the other only points at.

"Last year the dairy sold less. In 2013 it thus …": the figure that opens the next sentence is the year last told of.
"The bridge by the end of 2021, the road next year, the path in 2023": a list of what is to come goes on year by year.
And a figure told as that of last year in brackets or behind a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import TOLD_YEARS, Reading
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

# How often another year is meant.
_AFTER_IT_WRONG, _EXPECTED_WRONG, _HOPED_WRONG = 0.07, 0.08, 0.12
_OPENS_WRONG, _ITSELF_WRONG, _LIST_WRONG, _COMPARED_WRONG, _THAN_WRONG = 0.07, 0.04, 0.1, 0.07, 0.3
_ITSELF = re.compile(r"^(?:,| \(|, in| in| –| —) ?$")  # between "last year" and its figure: "last year, 2019,"
# Between "last year" and the figure that opens the next sentence; it may stand behind a small word.
_OPENS_NEXT = re.compile(
    r"^(?:[^.!?\n]|(?<=\d)\.(?=\d)){0,200}[.!?]\s+(?:(?:In|Im Jahr|En|Nel|Em|Already in|For|Für|At the end of|"
    r"By the end of|"
    r"(?:The|Its) [\w ]{3,20} (?:for|in|of)) )?$"
)
# … or stands in the midst of it, where both tell figures: "Sales rose last year. It counted 41,000 visitors in 2013".
_IN_NEXT = re.compile(r"^(?:[^.!?\n]|(?<=\d)\.(?=\d)){0,120}[.!?]\s+(?:[^.!?\n;]|(?<=\d)\.(?=\d)){0,80}$")
_NEXT_WRONG = 0.2
_GOES_ON = re.compile(
    r"^[^.!?\n]{0,80}\b(?:so|thus|that|therefore|damit|dadurch|somit|ainsi|donc|así|così|"
    r"it|this|sie|er|es|elle|il|they)\b"
)
_IN_A_LIST = 200  # characters between two years of a list
_FIRST, _LAST = TOLD_YEARS.start, TOLD_YEARS.stop
_NEAR_IT = 60  # characters between what is expected and the year
# A figure of a whole year is told beside that of the year before once the year is over.
_BESIDE_THE_YEAR_BEFORE = re.compile(
    r"[^.!?\n]{0,60}\b(?:compared (?:with|to)|from|up from|down from|than|against|after|gegenüber|contre|frente a)\b"
    r"[^.!?\n]{0,60}?\b(?:(?P<year>(?:19|20)\d\d)|(?:in )?(?:the (?:year before|(?:previous|prior|preceding) year)|"
    r"a year (?:earlier|before)|(?:im )?Vorjahr|l'année précédente|un an plus tôt|el año anterior|l'anno precedente))\b"
)
_ROSE = re.compile(
    r"\b(?:rose|fell|grew|climbed|dropped|declined|increased|decreased|jumped|shrank|exported|imported|sold|earned|lost|"
    r"produced|recorded|reached|was|were|stieg|sank|wuchs|fiel|augmenté|reculé|progressé|subió|bajó|creció|cayó)\b|"
    r"\d[\d.,]*(?: ?%| percent| per cent| Prozent)|\b(?:million|billion|Millionen|Milliarden|millones)\b|"
    r"\b\d{1,3}(?:[.,]\d{3})+\b"
)
# Between a year under way, or the last one, and the figure of the year before: "312 last year, compared with 280 in".
_AFTER_IN = re.compile(
    r"^[^.!?\n]{0,90}(?:\b(?:compared (?:with|to)|up from|down from|against|after|gegenüber|nach|contre|après|"
    r"frente a)\b)[^.!?\n;]{0,50}?\b(?:in|during|for|im Jahr|en) (?:all of |the whole of |ganz )?$"
)
_SO_FAR = re.compile(r"\b(?:so far|already|to date|bisher|bislang|hasta ahora|jusqu)\b", re.IGNORECASE)
# What is expected of a year that is not over: "for the whole of 2019 it still expects growth".
_EXPECTED = re.compile(
    r"\b(?:expect\w*|forecasts?|guidance|outlook|targets?|projects|predicts?|anticipates?|hopes|plans|rechnet|erwartet|"
    r"prognostiziert|hofft|rechnen|prévoit|espère|vise|espera|confía|prevé|prevede|spera|reckons|eyes|budgets)\b"
)
_WHOLE_YEAR = re.compile(
    r"\b(?:the (?:whole|full|entire|rest|remainder) of|full[- ]year|all of|Gesamtjahr|das (?:ganze )?Jahr) $"
)
_FOR_A_YEAR = re.compile(r"\b(?:in|for|für|im Jahr|pour|en|para|nel|per|em) $")
_THAN_IN = re.compile(r"^[^.!?\n]{0,120}\b(?:more|fewer|less|higher|lower|\w+er) than (?:in )?$")


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first pair of each kind says."""
    return [said for said, _ in _pairs(reading)]


def years_placed(reading: Reading) -> set[int]:
    """Where the figures stand of which it is told how long ago they are: they are no news of the day."""
    return {other.start for _, other in _pairs(reading)}


@lru_cache(maxsize=1)  # asked for what it says, and for the years that it places
def _pairs(reading: Reading) -> list[tuple[Testimony, Expression]]:
    """What the first pair of each kind says, and the year told by its figure."""
    years = [e for e in reading.body if e.kind == "calendar" and e.year and not e.month and _FIRST < e.year < _LAST]
    years = [e for e in years if not (e.quarter or e.half or e.rule.startswith("fiscal"))]
    last = next(chain(_last_year(reading, years), _year_before(reading, years)), None)
    rules = (_next_year(reading, years), _this_year(reading, years), _expected(reading, years), _hoped(reading, years))
    return [said for said in (last, *(next(rule, None) for rule in rules)) if said]


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


def _shifts(reading: Reading, years: int) -> list[Expression]:
    return [e for e in reading.body if e.kind == "shift" and e.unit == "Y" and e.shift == years and not e.quarter]


def _last_year(reading: Reading, years: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "Last year … . In 2013 …": written in 2014; "last year, fewer than in 2015": in 2017."""
    past = [other for other in years if other.direction != "future"]
    newest = max((other.year or 0 for other in past), default=0)
    for e in _shifts(reading, -1):
        for other in past:
            if other.start < e.end:
                continue
            assert other.year is not None
            between, behind = reading.text[e.end : other.start], reading.text[other.end : other.end + 100]
            if _ITSELF.match(between):
                yield _said(reading, e, other, _year(other.year + 1), _ITSELF_WRONG), other
            elif _OPENS_NEXT.match(between) and (other.year == newest or _GOES_ON.match(behind)):
                yield _said(reading, e, other, _year(other.year + 1), _OPENS_WRONG), other
            elif (
                _IN_NEXT.match(between)
                and other.year == newest
                and _tells_figures(reading, other)
                and _tells_figures(reading, e)
            ):
                yield _said(reading, e, other, _year(other.year + 1), _NEXT_WRONG), other
            elif _THAN_IN.match(between) and other.year == newest:
                yield _said(reading, e, other, _year(other.year + 2), _THAN_WRONG), other
            elif _AFTER_IN.match(between) and other.year == newest:
                yield _said(reading, e, other, _year(other.year + 2), _AFTER_IT_WRONG), other


def _year_before(reading: Reading, years: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "It rose to 6 million in 2017, compared with 5 million in 2016": of two years that are over, told in 2018."""
    past = [e for e in years if e.direction != "future"]
    newest = max((e.year or 0 for e in past), default=0)
    told = [e for e in reading.body if e.kind == "calendar" and e.year and e.month and e.direction != "future"]
    if any((e.year or 0) > newest for e in told):
        return
    for e in past:
        low, high = reading.sentence(e.start, e.end)
        beside = _BESIDE_THE_YEAR_BEFORE.match(reading.text, e.end, high)
        if e.year != newest or not beside or beside["year"] not in (None, str(newest - 1)):
            continue
        if _ROSE.search(reading.text, low, high):
            yield _said(reading, e, e, _year(newest + 1), _COMPARED_WRONG), e


def _next_year(reading: Reading, years: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "By the end of 2021 … next year … in 2023": next year is the one between, so it is written in 2021."""
    for e in _shifts(reading, 1):
        ahead = [y for y in years if 0 <= e.start - y.end <= _IN_A_LIST and y.direction != "past"]
        behind = [y for y in years if 0 <= y.start - e.end <= _IN_A_LIST and y.direction != "past"]
        for one in ahead[-1:]:
            for other in behind[:1]:
                assert one.year is not None
                assert other.year is not None
                if other.year - one.year == 2:
                    yield _said(reading, one, e, _year(one.year), _LIST_WRONG), one
        for other in years:
            if other.start >= e.end and _ITSELF.match(reading.text[e.end : other.start]):
                assert other.year is not None
                yield _said(reading, e, other, _year(other.year - 1), _ITSELF_WRONG), other


def _this_year(reading: Reading, years: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "So far this year 74 have drowned, after 61 in all of 2021": written in 2022."""
    newest = max((other.year or 0 for other in years if other.direction != "future"), default=0)
    for e in _shifts(reading, 0):
        low, high = reading.sentence(e.start, e.end)
        so_far = _SO_FAR.search(reading.text, max(low, e.start - 25), min(high, e.end + 25))
        for other in years if so_far else ():
            if other.year != newest or not e.end < other.start < high:
                continue
            if _AFTER_IN.match(reading.text[e.end : other.start]):
                yield _said(reading, e, other, _year(newest + 1), _AFTER_IT_WRONG), other


def _expected(reading: Reading, years: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "For the whole of 2019 it still expects growth": written in that year, or shortly before it."""
    for e in years:
        low, high = reading.sentence(e.start, e.end)
        whole = _WHOLE_YEAR.search(reading.text, max(low, e.start - 30), e.start)
        if e.direction != "past" and whole and _EXPECTED.search(reading.text, low, high):
            assert e.year is not None
            says = Interval(date(e.year - 1, 11, 1), date(e.year, 12, 31))
            quote = reading.article.text[e.start : e.end]
            evidence = Evidence("arithmetic", says, 0.6, quote, e.start, e.end, "as a year still expected")
            yield Testimony(evidence, raised([says], _EXPECTED_WRONG)), e


def _hoped(reading: Reading, years: Sequence[Expression]) -> Iterator[tuple[Testimony, Expression]]:
    """ "It counted 41,000 in 2013 and hopes for 45,000 in 2014": figures of a year, and what is hoped of the next."""
    newest = max((e.year or 0 for e in years if e.direction != "future"), default=0)
    for e in years:
        low, high = reading.sentence(e.start, e.end)
        expects = [m.end() for m in _EXPECTED.finditer(reading.text, low, high) if e.year]
        near = expects and (e.start - expects[-1] if expects[-1] <= e.start else expects[0] - e.end) <= _NEAR_IT
        if not near or not _FOR_A_YEAR.search(reading.text, max(low, e.start - 9), e.start):
            continue
        assert e.year is not None
        before = [y for y in years if y.year == e.year - 1 and y.direction != "future"]
        if before and newest in (e.year, e.year - 1) and any(_tells_figures(reading, y) for y in before):
            yield _said(reading, e, before[0], Interval(date(e.year - 1, 11, 1), date(e.year, 12, 31)), _HOPED_WRONG), e


def _tells_figures(reading: Reading, e: Expression) -> bool:
    low, high = reading.sentence(e.start, e.end)
    return _ROSE.search(reading.text, low, high) is not None


def _year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _said(reading: Reading, one: Expression, other: Expression, says: Interval, wrong: float) -> Testimony:
    quote = reading.article.text[one.start : one.end]
    beside = "beside the year before" if one is other else f"with “{other.text}”"
    evidence = Evidence("arithmetic", says, 0.6, quote, one.start, one.end, beside)
    return Testimony(evidence, raised([says], wrong))
