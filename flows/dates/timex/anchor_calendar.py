"""Anchoring of what names a place in the calendar: from the fields that its words give to days.

`calendar` tries the cases of ``_CASES`` in order; the first that applies answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flows.calendar import spans
from flows.calendar.spans import NOTHING, Span
from flows.dates.timex.expression import Expression
from flows.dates.timex.known_days import known_days
from flows.dates.timex.narrative import same_paragraph, same_sentence
from flows.dates.timex.occurrence import day_of_month, nearest_year, weekday
from flows.dates.timex.placed import Anchored, in_year, with_time, year_before_christ
from flows.dates.timex.telling import Telling
from flows.records import Interval


def calendar(t: Telling, e: Expression) -> Anchored:
    """What a calendar expression stands for; a bare time of day belongs to the day in question."""
    for case in _CASES:
        found = case(t, e)
        if found is not None:
            return found
    day, anchor = t.day_in_question(e)
    return Anchored(with_time(spans.day(day), e), anchor)


def _before_christ(t: Telling, e: Expression) -> Anchored | None:
    if e.era != "BC":
        return None
    if e.century is not None:
        return Anchored(Span(f"BC{e.century:02d}", NOTHING, "century"), "self")
    if e.decade is not None:
        return Anchored(Span(f"BC{e.decade:03d}", NOTHING, "decade"), "self")
    return year_before_christ(e, e.year or 0, "self")


def _century(t: Telling, e: Expression) -> Anchored | None:
    return None if e.century is None else Anchored(spans.century(e.century), "self")


def _decade(t: Telling, e: Expression) -> Anchored | None:
    if e.decade is None:
        return None
    if e.decade > 9:
        return Anchored(spans.decade(e.decade), "self")
    full = t.dct.year // 100 * 10 + e.decade
    return Anchored(spans.decade(full if full * 10 <= t.dct.year else full - 10), "dct")


def _quarter_of_month(t: Telling, e: Expression) -> Anchored | None:
    """ "the December quarter"; "the quarter ended July 31": the one that holds most of the three months before."""
    if e.unit != "Q" or e.month is None:
        return None
    if e.day is None:
        year = e.year or nearest_year(t, replace(e, unit=None))
        return Anchored(spans.quarter(year, (e.month + 2) // 3), "dct")
    day = in_year(replace(e, unit=None, weekday=None), e.year or nearest_year(t, e), "dct").span.days.lo
    return Anchored(spans.around(spans.shifted(day or t.dct, -45), "Q"), "dct")


def _year_of_comparison(t: Telling, e: Expression) -> Anchored | None:
    """ "the 1988 period": the quarter in question, of another year."""
    if e.quarter != 0 or e.year is None:
        return None
    if not t.of_quarter(e) and "quarter" not in e.text.lower():
        return in_year(replace(e, quarter=None), e.year, "self")
    lo = (t.story.quarter or t.last_quarter()).days.lo or t.dct
    return Anchored(spans.quarter(e.year, (lo.month + 2) // 3), "narrative")


def _by_the_moon(t: Telling, e: Expression) -> Anchored | None:
    """A day of the Islamic calendar: the new moon is seen a day earlier in one country and a day later in another."""
    if e.rule != "hijri-date" or e.year is None:
        return None
    found = in_year(e, e.year, "self")
    day = found.span.days.lo
    if day is None:
        return found
    return Anchored(found.span._replace(days=Interval(spans.shifted(day, -1), spans.shifted(day, 1))), "self")


def _known_day(t: Telling, e: Expression) -> Anchored | None:
    """ "the Sept. 11 attacks": a day of the year that names what happened on one of them."""
    if e.month is None or e.day is None or e.year is not None or e.shift is not None:
        return None
    known = known_days().get((e.month, e.day))
    if known is None:
        return None
    for year, behind, before in known:
        if year <= t.dct.year and (behind.match(t.text, e.end) or before.search(t.text, max(0, e.start - 40), e.start)):
            return in_year(e, year, "self")
    return None


def _weekday_from_point(t: Telling, e: Expression) -> Anchored | None:
    """ "the Monday after Easter": the nearest such day on that side of another."""
    if e.weekday is None or e.point is None or e.nth is not None:
        return None
    lo = t.read(t, e.point).span.days.lo or t.dct
    after = (e.weekday - lo.isoweekday()) % 7
    return Anchored(spans.day(spans.shifted(lo, (after or 7) if (e.shift or 1) > 0 else after - 7)), "dependent")


def _nth_within(t: Telling, e: Expression) -> Anchored | None:
    """ "the last Friday of this month", "the second month of 2021"."""
    if e.nth is None or e.point is None:
        return None
    whole = t.read(t, e.point)
    lo, hi = whole.span.days.lo, whole.span.days.hi
    if lo is None or hi is None:
        return whole
    unit = e.unit or "D"
    if e.weekday is not None:
        first, last = (e.weekday - lo.isoweekday()) % 7, (hi.isoweekday() - e.weekday) % 7
        day = spans.shifted(hi, -last) if e.nth < 0 else spans.shifted(lo, first + 7 * (e.nth - 1))
    elif unit in ("W", "WE"):  # as ISO 8601 has the weeks of a year: a week is of the month that holds its Thursday
        day = spans.shifted(hi, -3) if e.nth < 0 else spans.shifted(lo, 3 + 7 * (e.nth - 1))
    else:
        day = hi if e.nth < 0 else spans.moved(lo, e.nth - 1, unit)
    return Anchored(spans.around(day, unit) if lo <= day <= hi else whole.span, whole.anchor)


def _end_of_range(t: Telling, e: Expression) -> Anchored | None:
    """The end of a range that the other end is found by: no range ends before it begins."""
    ends = t.ranges.get(e.start)
    if ends is None:
        return None
    found = t.read(t, ends.other)
    other = found.span.days.lo
    if other is None:
        return None
    if e.weekday is not None and e.day is None:
        days = -((other.isoweekday() - e.weekday) % 7) if ends.first else (e.weekday - other.isoweekday()) % 7
        return Anchored(with_time(spans.day(spans.shifted(other, days)), e), found.anchor)
    lo = in_year(e, other.year, "").span.days.lo
    if lo is None:
        return None
    year = other.year - (ends.first and lo > other) + (not ends.first and lo < other)
    return in_year(e, year, found.anchor)


def _weekday_off(t: Telling, e: Expression) -> Anchored | None:
    """ "a week ago Tuesday", "Tuesday week": weeks from the last such day, or from the next."""
    if e.weekday is None or e.amount is None:
        return None
    ahead = (e.weekday - t.dct.isoweekday()) % 7
    day = ahead - 7 if e.amount < 0 and ahead else ahead
    return Anchored(with_time(spans.day(spans.shifted(t.dct, day + 7 * int(e.amount))), e), "dct")


def _of_a_year(t: Telling, e: Expression) -> Anchored | None:
    """A year told, or counted: "October last year"."""
    if e.year is not None:
        return in_year(e, e.year, "self")
    if e.unit != "Y":
        return None
    base, anchor = t.base(e)
    return in_year(e, base.year + (e.shift or 0), anchor)


def _of_a_week(t: Telling, e: Expression) -> Anchored | None:
    """ "Tuesday last week"."""
    if e.unit != "W" or e.weekday is None or e.nth is not None:
        return None
    base, anchor = t.base(e)
    week = spans.week(spans.moved(base, e.shift or 0, "W")).days.lo
    return Anchored(with_time(spans.day(spans.shifted(week or base, e.weekday - 1)), e), anchor)


def _of_a_month(t: Telling, e: Expression) -> Anchored | None:
    """ "the 3rd of last month"."""
    if e.unit != "M" or e.day is None or e.month is not None:
        return None
    base, anchor = t.base(e)
    month = spans.moved(base, e.shift or 0, "M")
    return in_year(replace(e, month=month.month, weekday=None), month.year, anchor)


def _part_of_a_year(t: Telling, e: Expression) -> Anchored | None:
    """A month, a day of one, a season or holiday without its year: the story's year, or the occurrence nearest."""
    if e.month is None and e.season is None and e.holiday is None and e.week is None:
        return None
    looks_ahead = e.direction == "future" and not t.manner.whole  # "will fly in December": from the DCT
    if (_goes_on(t, e) or _beside_far_year(t, e)) and not e.shift and not looks_ahead:
        return in_year(e, t.story.year_of(e, t.next_in_full(), t.dct), "narrative")
    year = nearest_year(t, e)
    if e.season == "WI" and e.shift is None and year < t.dct.year and not e.text.lower().startswith("the"):
        # "a white winter", said in January: any winter, named by the year of writing; "the winter" has begun before
        return Anchored(spans.season(t.dct.year, "WI", ends_in=True), "dct")
    return in_year(e, year, "narrative" if t.all_history and e.shift else "dct")


def _goes_on(t: Telling, e: Expression) -> bool:
    """Whether the story that told its years goes on here: in a text that is no history, within the same paragraph."""
    if not t.in_history:
        return False
    clock_runs = t.story.clock is not None and same_paragraph(t.text, t.story.clock_at, e.start)
    return t.manner.whole or clock_runs


def _quarter(t: Telling, e: Expression) -> Anchored | None:
    if e.quarter is None:
        return None
    current = (t.dct.month + 2) // 3
    year = ((t.story.last_day if t.all_history else None) or t.dct).year
    if e.direction == "future" and e.firm:
        year += e.quarter < current - 1  # "will book it in the third quarter", the one whose books are still open
    elif e.quarter > current + 1 or (e.quarter == current + 1 and e.direction != "future" and current < 3):
        year -= 1  # reports look back: in spring "the fourth quarter" is last year's
    return Anchored(spans.quarter(year, e.quarter), "dct")


def _half(t: Telling, e: Expression) -> Anchored | None:
    if e.half is None:
        return None
    this_year = e.half == 1 or "year" in e.text.lower() or e.direction == "future"
    past = t.dct.month <= 6 and not this_year  # in spring "the second half" is last year's
    return Anchored(spans.half(t.dct.year - past, e.half), "dct")


def _day_counted(t: Telling, e: Expression) -> Anchored | None:
    """ "9 p.m. yesterday"."""
    if e.unit != "D" or e.shift is None:
        return None
    base, anchor = t.base(e)
    return Anchored(with_time(spans.day(spans.shifted(base, e.shift)), e), anchor)


def _weekday(t: Telling, e: Expression) -> Anchored | None:
    if e.weekday is None or e.day is not None:
        return None
    day, anchor = weekday(t, e)
    return Anchored(with_time(spans.day(day), e), anchor)


def _day_of_month(t: Telling, e: Expression) -> Anchored | None:
    return None if e.day is None else day_of_month(t, e)


def _beside_far_year(t: Telling, e: Expression) -> bool:
    """Whether the sentence has just told a day of years ago: "on May 3, 2008, days after it failed on April 15"."""
    story = t.story
    if story.clock is None or story.clock_year_only or not same_sentence(t.text, story.clock_at, e.start):
        return False
    return abs(story.clock.year - t.dct.year) > 1


# The order is part of what they say: whatever names its year, week or month comes before what leaves it open.
_CASES: tuple[Callable[[Telling, Expression], Anchored | None], ...] = (
    _before_christ, _century, _decade, _by_the_moon, _known_day, _weekday_from_point, _nth_within, _quarter_of_month,
    _year_of_comparison, _weekday_off, _of_a_year, _of_a_week, _of_a_month, _end_of_range, _part_of_a_year, _quarter,
    _half, _day_counted, _weekday, _day_of_month,
)  # fmt: skip
