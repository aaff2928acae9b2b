"""What the body tells, and on which side of the writing: witnesses 2 and 3.

Explicit dates told as past bound the writing from below, told as future from above, and the newest of them stands
near it. Days without a year, months, weekdays say when in the year or in the week it was; a weekday with a day of the
month says in which years it can have been.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from flows.dates.dct import lags
from flows.dates.dct.reading import Reading
from flows.dates.dct.timeline import FIRST_DAY, Step, Testimony
from flows.dates.dct.written import month_interval
from flows.dates.timex import Expression
from flows.records import Evidence, Interval

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MOST = 6  # a list of forty dates is one witness, not forty
_CAPTION_SHARE = 0.8
_SURROUNDING = (45, 120)  # a day of the month with its weekday is told of this long before and after itself


def testimony(reading: Reading) -> list[Testimony]:
    """All that the body's own dates say, captions at half weight where the body has none."""
    told = [e for e in reading.body if _counts(e)]
    out = [
        *explicit(reading, told),
        *days_without_year(reading, told),
        *months(reading, told),
        *weekdays(reading, told),
    ]
    out += _captions(reading, out)
    return out


def _counts(e: Expression) -> bool:
    return e.kind == "calendar" and e.shift is None and e.era is None and e.problem is None


def span(e: Expression) -> Interval | None:
    """The days of an expression that names its year: a day, a month or a year; ``None`` for everything else."""
    if e.year is None or not _FIRST_YEAR <= e.year <= _LAST_YEAR or e.quarter or e.season or e.week or e.half:
        return None
    if e.month is None:
        return Interval(date(e.year, 1, 1), date(e.year, 12, 31))
    if e.day is None:
        return month_interval(date(e.year, e.month, 1))
    try:
        day = date(e.year, e.month, e.day)
    except ValueError:
        return None
    return Interval(day, day)


def explicit(reading: Reading, told: Iterable[Expression]) -> Iterator[Testimony]:
    """Dates with a year, days apart from months and years: each says how far from it people write, by its tense.

    What is named again counts more, but less each time; what stands among many counts less each.
    """
    mentions: dict[tuple[Interval, str | None], list[Expression]] = {}
    for e in told:
        if days := span(e):
            mentions.setdefault((days, e.direction), []).append(e)
    for day_wide in (True, False):
        group = {key: found for key, found in mentions.items() if key[0].is_day == day_wide}
        total = sum(len(found) ** 0.5 for found in group.values()) or 1.0
        for (days, direction), found in group.items():
            share = (len(found) / total) ** 0.5
            yield _explicit(reading, days, direction, found[0], share)


def _explicit(reading: Reading, days: Interval, direction: str | None, e: Expression, share: float) -> Testimony:
    assert days.lo is not None
    if days.is_day:
        steps = lags.around_day(days.lo, lags.DAY[direction], share)
    else:
        steps = lags.around_year(days.lo.year, lags.YEAR[direction], share)
    says = Interval(None, days.hi) if direction == "future" else Interval(days.lo, None) if direction else Interval()
    told = f"told as {direction}: {e.cue}".rstrip(": ") if direction else "told of"
    return _testimony(reading, "explicit date", says, 0.8 * share, e, told, steps)


def days_without_year(reading: Reading, told: Iterable[Expression]) -> Iterator[Testimony]:
    """ "On September 14": when in the year; with a weekday beside it, in which years."""
    seen: set[tuple[int, int]] = set()
    for e in told:
        if e.year is not None or e.month is None or e.day is None or (e.month, e.day) in seen or len(seen) >= _MOST:
            continue
        seen.add((e.month, e.day))
        shares = {"past": lags.DAY_OF_YEAR_PAST, "future": lags.DAY_OF_YEAR_FUTURE}.get(
            e.direction or "", lags.DAY_OF_YEAR_UNTENSED
        )
        try:
            year_days = lags.days_of_year(e.month, e.day, shares, 0.8 if len(seen) == 1 else 0.4)
        except ValueError:
            continue
        note = f"told as {e.direction}: {e.cue}".rstrip(": ") if e.direction else "a day without its year"
        steps = tuple(_years_of(e.month, e.day, e.weekday)) if e.weekday else ()
        if e.weekday:
            note += "; its weekday says in which years"
        yield _testimony(reading, "day without year", Interval(), 0.6, e, note, steps, year_days=year_days)


def _years_of(month: int, day: int, weekday: int) -> Iterator[Step]:
    """The stretches around that day in the years when it falls on that weekday."""
    before, after = _SURROUNDING
    for year in range(FIRST_DAY.year, _LAST_YEAR):
        try:
            there = date(year, month, day)
        except ValueError:
            continue
        agrees = there.isoweekday() == weekday
        yield (there - timedelta(before), there + timedelta(after), 1.4 if agrees else -2.0)


def months(reading: Reading, told: Iterable[Expression]) -> Iterator[Testimony]:
    """ "In September" told as past, "in October" told as future: when in the year."""
    seen: set[int] = set()
    for e in told:
        if (
            e.year is not None
            or e.month is None
            or e.day is not None
            or e.direction is None
            or e.month in seen
            or len(seen) >= 3
        ):
            continue
        seen.add(e.month)
        shares = lags.MONTH_PAST if e.direction == "past" else lags.MONTH_FUTURE
        year_days = lags.months_of_year(e.month, shares, 0.6 if len(seen) == 1 else 0.3)
        yield _testimony(
            reading,
            "month without year",
            Interval(),
            0.3,
            e,
            f"told as {e.direction}: {e.cue}".rstrip(": "),
            year_days=year_days,
        )


def weekdays(reading: Reading, told: Iterable[Expression]) -> Iterator[Testimony]:
    """ "On Friday": most news is written on the day it tells of, or on the day after."""
    mentions: dict[tuple[int, str | None], list[Expression]] = {}
    for e in told:
        if e.weekday and e.month is None and e.day is None and e.year is None:
            mentions.setdefault((e.weekday, e.direction), []).append(e)
    for (weekday, direction), group in mentions.items():
        first = group[0]
        shares = {"past": lags.WEEKDAY_PAST, "future": lags.WEEKDAY_FUTURE}.get(direction or "", lags.WEEKDAY_UNTENSED)
        # Named again it counts more, but less each time; and several weekdays of one text speak of one week.
        temper = min(len(group), 6) ** 0.5 / len(mentions) ** 0.25
        week = lags.weekdays(weekday - 1, shares, temper)
        yield _testimony(
            reading,
            "weekday",
            Interval(),
            0.2,
            first,
            "most news is written on the day it tells of or the next",
            weekdays=week,
        )


def _captions(reading: Reading, body: list[Testimony]) -> Iterator[Testimony]:
    """A picture is not newer than the story it stands in; it may be much older."""
    newest = max(
        (d for e in reading.captions if _counts(e) and (d := span(e)) and d.is_day),
        default=None,
        key=lambda d: d.lo or date.min,
    )
    if newest is None or newest.lo is None:
        return
    e = next(e for e in reading.captions if _counts(e) and span(e) == newest)
    heard = any(
        t.evidence.kind == "explicit date" and t.evidence.says.lo and t.evidence.says.lo >= newest.lo for t in body
    )
    steps: tuple[Step, ...] = ((None, lags.shift(newest.lo, -1), -3.0),)
    if not heard:
        steps = lags.around_day(newest.lo, lags.DAY["past"], _CAPTION_SHARE)
    yield _testimony(
        reading, "caption", Interval(newest.lo, None), 0.5, e, "a picture is no newer than its story", steps
    )


def _testimony(
    reading: Reading, kind: str, says: Interval, weight: float, e: Expression, note: str, steps: tuple[Step, ...] = (),
    *, weekdays: tuple[float, ...] | None = None, year_days: tuple[float, ...] | None = None,
) -> Testimony:  # fmt: skip
    quote = reading.article.text[e.start : e.end]
    return Testimony(Evidence(kind, says, round(weight, 2), quote, e.start, e.end, note), steps, weekdays, year_days)
