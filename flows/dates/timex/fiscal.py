"""Fiscal years: those of a government whose country the sentence names lie where its budget year does.

A company's year begins when it chooses, so a country counts only where the year, or a thing of state, is its own:
"India's fiscal 2020", "Pakistan's economy grew in fiscal 2019". Where no country is known, the calendar year of that
number stands for it, and TIMEX3's ``mod`` says that it is about then (TimeML 1.2.1: APPROX).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from flows.records import Interval
from seeds import kept, rows

ABOUT = "APPROX"
_FISCAL = re.compile(r"\b(?:fiscal|financial|FY)(?:\b|(?=['’\d]))")
_REACH = 160  # characters before the expression that are looked at, within its sentence
_SENTENCE = re.compile(r"(?<![A-Z])[.!?]\s+(?=[A-Z])|\n")
_OF_STATE = (
    r"(?:\w+\s){0,2}?(?:economy|budget|deficit|surplus|government|treasury|exports|imports|GDP|growth|debt|revenues?|"
    r"spending|parliament|finance ministry|central bank|inflation)\b"
)


class _Year(NamedTuple):
    month: int
    day: int
    named_after: str  # "begin" or "end"


def is_fiscal(text: str) -> bool:
    """Whether a date expression says that its year, half or quarter is one of a budget or of a company's books."""
    return _FISCAL.search(text) is not None


def fiscal_days(text: str, start: int, days: Interval) -> Interval | None:
    """The days of a fiscal year called after the calendar year of ``days``; ``None`` where no country's is meant.

    ``start`` is where the expression begins in ``text``. A quarter or half of it is that part of the budget year.
    """
    if days.lo is None or days.hi is None:
        return None
    begins = _SENTENCE.split(text[max(0, start - _REACH) : start])[-1]
    found = [m for pattern in _countries() for m in pattern.finditer(begins)]
    if not found:
        return None
    year = _years()[max(found, key=lambda m: m.end())["country"]]
    later = (days.lo.month - 1) + 12 * (days.lo.year - (year.named_after == "end")) + year.month - 1
    months = (days.hi.year - days.lo.year) * 12 + days.hi.month - days.lo.month + 1
    first, beyond = (date(m // 12, m % 12 + 1, year.day) for m in (later, later + months))
    return Interval(first, beyond - timedelta(1))


def budget_year_end(sentence: str, year: int, *, called_by_one: bool) -> date | None:
    """The last day of a budget year of the country that a sentence names first; ``None`` where it names none.

    ``year`` is the one in which it ends ("2016/17"), or by which alone it goes ("fiscal 2018").
    """
    found = _named().search(sentence)
    if found is None:
        return None
    its = _years()[found[0]]
    later = called_by_one and its.named_after == "begin"
    return date(year + later, its.month, its.day) - timedelta(1)


@kept
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _years()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def _year(begins: str, named_after: str) -> _Year:
    month, day = begins.split("-")
    return _Year(int(month), int(day), named_after)


@kept
def _years() -> dict[str, _Year]:
    """Every name of a country in the table and its budget year."""
    own = {row["iso3"]: _year(row["begins"], row["named_after"]) for row in rows("fiscal_years.csv")}
    names: dict[str, _Year] = {}
    for row in rows("countries.csv"):
        if row["iso3"] in own:
            for name in filter(None, (row["name"], *row["demonyms"].split("|"), *row["aliases"].split("|"))):
                names[name] = own[row["iso3"]]
    return names


@kept
def _countries() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A country whose year it is ("India's fiscal 2020", "the U.S. fiscal year 2012"), or whose thing of state."""
    any_of_them = "|".join(sorted(map(re.escape, _years()), key=len, reverse=True))
    country = rf"(?<!\w)(?P<country>{any_of_them})(?:['’]s?)?"
    return (
        re.compile(rf"{country}\s(?:the\s)?$"),
        re.compile(rf"{country}\s{_OF_STATE}"),
    )
