"""Quarters and business years as news: figures of a time are told in the weeks after it is over.

"In the third quarter of 2013" is news from October on, until the fourth is over and told of. "For the year to March
2012" and "in the first half of 2015" alike. A quarter without a year says when in the year; beside a year it is that
year's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from flows.calendar import spans
from flows.calendar.spans import shifted
from flows.dates.dct.solve.reliability import counted_out
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import TOLD_YEARS, Reading
from flows.dates.dct.witnesses.other_tenses import direction_of
from flows.dates.timex import Expression
from flows.dates.timex.fiscal import budget_year_end
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

# How often it is looked back at, at the top of the news and further down; or belongs to another year.
_LEAD_WRONG, _WRONG, _BESIDE_WRONG, _ENDED_WRONG, _BUDGET_WRONG, _COMPARED_WRONG = 0.07, 0.35, 0.35, 0.2, 0.12, 0.06
_FIRST, _LAST = TOLD_YEARS.start, TOLD_YEARS.stop
_NEWS_DAYS, _HALF_DAYS, _YEAR_DAYS = 100, 190, 130  # after its end, until the next is told of; a year's come later
_HALF_A_YEAR = 6  # months
_SOON = 5  # days before its end on which it may be told of as over
_QUARTER = re.compile(
    r"\b(first|second|third|fourth|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?|premier|deuxi[eè]me|troisi[eè]me|"
    r"quatri[eè]me|primer|segundo|tercer|cuarto|primo|secondo|terzo|quarto|primeiro|terceiro) "
    r"(?:quarter|Quartals?|trimestre)\b",
    re.IGNORECASE,
)
_ORDINALS = (
    ("first", "erste", "premier", "primer", "primo", "primeiro"), ("second", "zweite", "deuxi", "segundo", "secondo"),
    ("third", "dritte", "troisi", "tercer", "terzo", "terceiro"), ("fourth", "vierte", "quatri", "cuarto", "quarto"),
)  # fmt: skip
_HALF = re.compile(
    r"\b(first|second|erste[ns]?|zweite[ns]?|premier|deuxi[eè]me|second|primer|segundo|primo|secondo|primeiro) "
    r"(?:half|Halbjahr\w*|semestre)\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?:first (\w+) months|ersten (\w+) Monaten?|(\w+) premiers mois|primeros (\w+) meses|primi (\w+) mesi|"
    r"primeiros (\w+) meses)\b",
    re.IGNORECASE,
)
_COUNTED = {
    word: n
    for n, words in enumerate(
        ("two zwei deux dos due dois", "three drei trois tres tre três", "four vier quatre cuatro quattro quatro",
         "five fünf cinq cinco cinque", "six sechs seis sei", "seven sieben sept siete sette sete",
         "eight acht huit ocho otto oito", "nine neun neuf nueve nove", "ten zehn dix diez dieci dez",
         "eleven elf onze once undici"), 2,
    )
    for word in words.split()
}  # fmt: skip
_OF_ITS_YEAR = re.compile(r"^ (?:of |de |des Jahres |von |del |do |in |en |im Jahr )?$")
_FIGURES_OF = re.compile(
    r"\b(?:[Ff]or|[Ff]ür|[Pp]our|[Pp]ara|[Pp]er|of) $"
)  # "for 2014 the bank knows the third quarter alone"
# "2016/17", "2016-17" behind the first of the two; what makes it a budget's.
_TWO_YEARS = re.compile(r"\s?[/–-]\s?((?:20)?\d\d)(?!\d|-\d)")
_BUDGET = re.compile(r"\b(?:fiscal|financial year|budget year|tax year|FY|Haushaltsjahr|exercice)", re.IGNORECASE)
_OF_STATE = re.compile(
    r"\b(?:budget|deficit|surplus|treasury|treasurer|finance minist\w+|chancellor|economy|revenues?|GDP|exports|"
    r"borrow\w+|statistics)\b"
)
_A_PLAN = re.compile(r" (?:budget|spending|blueprint|proposal|request)\b")  # that is of a year to come
# What makes a part of a year one of which figures are told.
_FIGURES = re.compile(
    r"\d ?(?:%|percent|per cent|Prozent|million|billion|Million|Milliard|Mio|Mrd|millones|milliard)|"
    r"\b(?:figures|data|results|earnings|earned|profits?|revenues?|sales|GDP|economy|exports|imports|sold|quarterly|deficit|surplus|Zahlen|Umsatz|Gewinn|Absatz|"
    r"Ergebnis|Wirtschaft|chiffre|bénéfice|chômage|ventas|beneficios?|ganó|utili|ricavi|unemployment|growth|orders|output)\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"\b(?:had|compared|down from|up from|against|versus|from the same)\b")
_ENDED = re.compile(
    r"\b(?:(?:fiscal |financial |business )?year|twelve months|12 months|six months|three months|quarter|half[- ]year) "
    r"(?:that )?(?:ended|ending|to) (?:on )?$"
)


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the newest time of business that is told of as over says."""
    told = [*_of_expressions(reading), *_in_words(reading), *_ended(reading), *_budgets(reading)]
    return [max(told, key=lambda said: said.evidence.says.lo or date.min)] if told else []


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


def _of_expressions(reading: Reading) -> Iterator[Testimony]:
    for e in reading.body:
        if e.kind == "calendar" and e.year and _FIRST < e.year < _LAST and e.direction != "future":
            if not _FIGURES.search(reading.text, *reading.sentence(e.start, e.end)):
                continue
            if e.rule == "month-quarter" and e.month:  # "the January-March quarter of 2015": its last month
                yield _news(reading, e, spans.month(e.year, e.month).days.hi, "of which figures are told", _WRONG)
            elif e.quarter:
                compared = _is_compared_with(reading, e)
                wrong = _LEAD_WRONG if reading.leads(e.start) and e.direction == "past" else _WRONG
                over = spans.quarter(e.year + compared, e.quarter).days.hi
                note = "with which the quarter told of is compared" if compared else "of which figures are told"
                yield _news(reading, e, over, note, _COMPARED_WRONG if compared else wrong)
            elif e.half:
                yield _news(
                    reading, e, spans.half(e.year, e.half).days.hi, "of which figures are told", _WRONG, _HALF_DAYS
                )


def _is_compared_with(reading: Reading, e: Expression) -> bool:
    """ "In the third quarter profit fell. In the third quarter of 2014 it had earned two billion": so it is of 2015."""
    again = any(other.quarter == e.quarter and not (other.year or other.shift) for other in reading.body)
    return again and _BEFORE_THAT.search(reading.text[slice(*reading.sentence(e.start, e.end))]) is not None


def _parts_of_a_year(text: str, start: int, end: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Where quarters, halves and first months are named, each with the month in which it ends."""
    for length, pattern in ((3, _QUARTER), (6, _HALF)):
        for found in pattern.finditer(text, start, end):
            number = next(i for i, words in enumerate(_ORDINALS, 1) if found[1].lower().startswith(words))
            yield length * number, found
    for found in _MONTHS.finditer(text, start, end):
        told = next(word for word in found.groups() if word).lower()
        count = int(told) if told.isdigit() else _COUNTED.get(told, 0)
        if 0 < count < 12:
            yield count, found


def _in_words(reading: Reading) -> Iterator[Testimony]:
    """Parts of a year in other languages than English, and those whose year stands apart in their clause."""
    years = [e for e in reading.body if e.kind == "calendar" and e.year and not e.month and not e.quarter]
    years = [e for e in years if _FIRST < (e.year or 0) < _LAST and _side(reading, e) != "future"]
    for start, end in reading.body_spans if years else ():
        for month, found in _parts_of_a_year(reading.text, start, end):
            low, high = reading.sentence(found.start(), found.end())
            for e in years:
                if not low <= e.start < high:
                    continue
                assert e.year is not None
                if not _FIGURES.search(reading.text, low, high):
                    continue
                its = e.start - found.end() >= 0 and _OF_ITS_YEAR.match(reading.text[found.end() : e.start])
                of = e.end <= found.start() and _FIGURES_OF.search(reading.text[max(0, e.start - 8) : e.start])
                if its or of:
                    over = spans.month(e.year, month).days.hi
                    leads = its and reading.leads(e.start) and _side(reading, e) == "past"
                    wrong = _LEAD_WRONG if leads else _WRONG if its else _BESIDE_WRONG
                    days = _HALF_DAYS if month == _HALF_A_YEAR else _NEWS_DAYS
                    yield _news(reading, e, over, "of which figures are told", wrong, days)


def _side(reading: Reading, e: Expression) -> str | None:
    """On which side of the writing a year is told, by the verbs of its clause where the grammar reads none."""
    return e.direction or direction_of(reading.text, e.start, e.end, reading.article.language)


def _ended(reading: Reading) -> Iterator[Testimony]:
    """ "The financial year ended March 31, 2019"."""
    for e in reading.body:
        if e.kind != "calendar" or not e.year or not e.month or not _FIRST < e.year < _LAST or e.shift:
            continue
        if e.direction != "future" and _ENDED.search(reading.text, max(0, e.start - 60), e.start):
            day = spans.month(e.year, e.month).days.hi if not e.day else spans.valid(e.year, e.month, e.day)
            if day:
                yield _news(reading, e, day, "as the end of what figures are told of", _ENDED_WRONG, _YEAR_DAYS)


def _budgets(reading: Reading) -> Iterator[Testimony]:
    """ "In the 2016/17 financial year", "in fiscal 2018": the budget year of the country that the sentence names."""
    for e in reading.body:
        if e.kind != "calendar" or not e.year or e.month or e.quarter or e.half or not _FIRST < e.year < _LAST:
            continue
        if e.rule == "second-year":  # told with the first
            continue
        low, high = reading.sentence(e.start, e.end)
        pair = _TWO_YEARS.match(reading.text, e.end)
        beside = reading.text[max(low, e.start - 30) : e.start] + e.text + reading.text[e.end : min(high, e.end + 28)]
        if (
            e.direction != "past"
            or _A_PLAN.match(reading.text, e.end)
            or not (_BUDGET.search(beside) or (pair and _OF_STATE.search(reading.text, low, high)))
        ):
            continue
        last = int(f"{e.year // 100}{pair[1][-2:]}") if pair else e.year
        ends = budget_year_end(reading.text[low:high], last, called_by_one=pair is None)
        if ends and last in (e.year, e.year + 1):
            yield _news(reading, e, ends, "as the budget year of which figures are told", _BUDGET_WRONG, _YEAR_DAYS)


def _news(
    reading: Reading, e: Expression, over: date | None, note: str, wrong: float, days: int = _NEWS_DAYS
) -> Testimony:
    assert over is not None
    says = Interval(shifted(over, -_SOON), shifted(over, days))
    return counted_out(reading.article.text, e.start, e.end, says, note, [says], wrong, weight=0.5)
