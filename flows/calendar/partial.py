"""Days of what knows no more than a month or a year: in tables ("2017-02"), and as people write them ("Feb. 2017")."""

from __future__ import annotations

import calendar
import re
from datetime import date

from flows.calendar import spans, written
from flows.records import Interval

_YEAR = re.compile(r"((?:16|17|18|19|20)\d\d)(?:[-/.]0{1,2}){0,2}")  # "2023", and as MySQL writes it: "2023-00-00"
_YEAR_MONTH = re.compile(r"((?:16|17|18|19|20)\d\d)\s?[-/.]?\s?(0[1-9]|1[0-2]|(?<!\d)[1-9])(?:[-/.]00?)?")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])\s?[-/.]\s?((?:16|17|18|19|20)\d\d)")
_QUARTER = re.compile(r"(?:Q([1-4])[\s/-]{0,3}((?:19|20)\d\d)|((?:19|20)\d\d)[\s/-]{0,3}Q([1-4]))", re.IGNORECASE)
_MOST_ELSE = 3  # letters beside a month and its year: "in", "de"; with more, it is a sentence


def bound(written: str, *, last: bool) -> date | None:
    """A day from "2017", "2017-02" or "2017-02-01": the first it may mean, or the last. ``None`` for ""."""
    if not written:
        return None
    year, month, day = ([int(p) for p in written.split("-")] + [0, 0])[:3]
    if not month:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if not day:
        return date(year, month, calendar.monthrange(year, month)[1]) if last else date(year, month, 1)
    return date(year, month, day)


_DAYS = re.compile(r"(?<![\d/.-])(\d{1,2})\.?\s?[-–—/]\s?(\d{1,2})\.?(?=[\s,](?:.{0,30}[\s,])?(?:19|20)\d\d\b)")
_LONGEST_RANGE = 31  # days


def days_of_range(text: str, language: str | None = None) -> Interval | None:
    """The days of a range within one month, as weeklies date their issues ("May 4-10, 2019"); ``None`` for all else."""
    found = _DAYS.search(text[:60])
    if found is None or not re.search(r"[^\W\d_]{3}", text):
        return None
    head = (language or "").replace("_", "-").partition("-")[0].lower() or None
    ends = [written.find_written(f"{text[: found.start()]}{day}{text[found.end() :]}", head) for day in found.groups()]
    days = [one[0].days[0] for one in ends if len(one) == 1 and one[0].granularity == "day"]
    if len(days) != len(ends) or not 0 < (days[1] - days[0]).days < _LONGEST_RANGE:
        return None
    return Interval(days[0], days[1])


def span_of(text: str, language: str | None = None) -> Interval | None:
    """The days of a month, a quarter or a year that ``text`` consists of, in figures or words; ``None`` for all else.

    ``language`` ("pl", "en-US") settles words that name two months. Never raises.
    """
    text = text.strip()[:60]
    if found := _YEAR.fullmatch(text):
        return spans.year(int(found[1])).days
    if found := _YEAR_MONTH.fullmatch(text):
        return spans.month(int(found[1]), int(found[2])).days
    if found := _MONTH_YEAR.fullmatch(text):
        return spans.month(int(found[2]), int(found[1])).days
    if found := _QUARTER.fullmatch(text):
        return spans.quarter(int(found[2] or found[3]), int(found[1] or found[4])).days
    return _month_in_words(text, language)


def _month_in_words(text: str, language: str | None) -> Interval | None:
    head = (language or "").replace("_", "-").partition("-")[0].lower()
    months = written.find_written(text, head or None)
    if len(months) != 1 or months[0].granularity != "month":
        return None
    beside = text[: months[0].start] + text[months[0].end :]
    return months[0].interval if sum(map(str.isalnum, beside)) <= _MOST_ELSE else None
