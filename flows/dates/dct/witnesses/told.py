"""What the body's own dates say of the day of writing: the `mentions` that are heard, laid upon the days.

What is told as past bounds the writing from below, what is told as future from above, and the newest stands near it.
Days without a year, months, weekdays say when in the year or in the week it was; a weekday with a day of the month says
in which years it can have been. The other dates told are kept as evidence that says nothing of its own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.calendar.spans import shifted
from flows.dates.dct.solve import lags
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import FIRST_DAY, Step, Testimony, Turn
from flows.dates.dct.witness_reading import NEWS_YEARS, Reading
from flows.dates.dct.witnesses import arithmetic, elapsed, months_in_order, taking_office, years_told
from flows.dates.dct.witnesses.heard import (
    HeardDate,
    dates_told,
    heard_dates,
    is_stamp_of_post,
    last_day,
    same_day,
    same_day_as_its_picture,
    span,
)
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

BY_A_CLOCK = "no newer than its story by some clock"
AS_PAST, AS_FUTURE = "told as past", "told as future"
_NEWER_THAN_ITS_STORY = -3.0  # nats: a picture seldom is
_SURROUNDING = (45, 120)  # a day of the month with its weekday is told of this long before and after itself
_AGREES, _DISAGREES = 1.4, -2.0  # nats for years in which the weekday is right, and in which it is wrong
_LAST_YEAR, _A_COMMON_YEAR = 2100, 2023
# Whoever tells what a post did within hours tells it as news.
_IN_HOURS = re.compile(
    r"\b(?:by (?:the|that|this) (?:evening|night|morning|afternoon|next (?:day|morning)|following (?:day|morning))|"
    r"(?:with)?in (?:an?|the first|a few|two|three|several|a couple of)? ?(?:hours?|minutes|moments)|(?:hours|minutes) "
    r"(?:later|after)|overnight|in den Stunden|innerhalb|wenige (?:Stunden|Minuten)|en quelques heures|dans l[’']heure|"
    r"en pocas horas|in poche ore|am Abend|dans la soirée)\b",
    re.IGNORECASE,
)
_AFTER_A_POST, _HOURS_ARE_NEWS, _HOURS_WRONG = 160, 14, 0.15
_A_WEEK, _ANOTHER_WEEK = 6, 0.1  # days; how often another such weekday is meant
_ANOTHER_PICTURE = 0.08  # how often the picture is of another such day
_NOT_THE_PRESENT = 0.08  # how often "it is 2016" is said in another time: in a story, in words of then
_IT_IS = re.compile(
    r"\b(?:[Ii]t(?: is|['’]s| s)|[Tt]his is|[Hh]ere(?: we are)? in|[Nn]ow in|in the year)(?: now| already)? $"
)
_SO_WHAT = re.compile(r"[,.!?;:]| (?:and|but|now|already|for)\b|\s*$", re.MULTILINE)
# What is so still, beside a month: it is so in that month, which is the present.
_STILL_IS = re.compile(
    r"\b(?:(?:still|even now) (?:\w+(?<!ed)|(?:is|are|has|have)\b)|(?:is|are|has|have) still|noch immer|"
    r"immer noch|steht noch|"
    r"stehen noch|ist noch|sind noch|encore|toujours|sigue[n]?|todavía|aún|ancora)\b"
)
_NEAR_A_MONTH, _ANOTHER_MONTH = 90, 0.12  # characters; how often another time is told so
_REACHES = ("by", "until", "till", "through", "before", "to", "since", "from", "after")
# The further dates told, the newest first: nats against a day of writing on the wrong side of one of them. Few nats,
# for where the newest is misread, the others may be as well.
_ALSO_TOLD, _ALSO_FIRM, _ALSO_LOOSE = 6, -1.2, -0.6


def testimony(reading: Reading) -> list[Testimony]:
    """All that the body's own dates say, and those of its pictures."""
    counted = arithmetic.dates_recalled(reading) | elapsed.counted_from(reading)
    counted |= taking_office.days_recalled(reading)
    counted |= years_told.years_placed(reading) | months_in_order.months_placed(reading)
    told = dates_told(reading)
    heard = heard_dates(reading, [e for e in told if e.start not in counted])
    newest = max(
        (
            last_day(m.expression)
            for m in heard
            if m.table in ("post", "day past", "day past, firm", "day of a weekday")
        ),
        default=date.min,
    )
    present = list(_present_year(reading))
    present += _present_month(reading, told)
    years = {said.evidence.start for said in present}
    out = [_heard(reading, m, newest) for m in heard if m.expression.start not in years]
    also = _also_told(reading, told, [m.expression for m in heard])
    return present + out + _within_the_week(reading, told) + list(also)


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def clause(evidence: Evidence) -> str | None:
    """What one of the body's own dates says, as part of a sentence."""
    quote, dated = evidence.short_quote, "of about" if evidence.note == BY_A_CLOCK else "dated"
    match evidence.kind:
        case "embedded post":
            return f"the newest post that it embeds is {dated} {quote}"
        case "caption":
            return f"a picture is {dated} {quote}"
        case "explicit date" | "day without year" | "month without year":
            if evidence.note.startswith(AS_PAST):
                return f"the text tells of {quote} as past"
            if evidence.note == "told as the present":
                return f"the text is of {quote} by its own words"
            ahead = evidence.note.startswith(AS_FUTURE)
            return f"the text {'looks ahead to' if ahead else 'mentions'} {quote}"
        case "weekday of a date":
            return f"{quote} {evidence.note}"
        case "weekday":
            return f"the news is of “{quote}”"
        case _:
            return None


def _heard(reading: Reading, m: HeardDate, newest: date) -> Testimony:
    """What one mention says; ``newest`` is the newest day told as past, which says more than an older picture does."""
    e, unit = m.expression, lags.tables()[m.table].unit
    if unit == "weekday":
        assert e.weekday is not None
        note = "most news is written on the day it tells of or the next"
        week = lags.weekdays(e.weekday, m.table, m.share)
        return _testimony(reading, "weekday", Interval(), 0.2, e, note, weekdays=week)
    if unit == "month":
        assert e.month is not None
        year_days = lags.months_of_year(e.month, m.table, m.share)
        said = _testimony(reading, "month without year", Interval(), 0.3, e, _as_told(e), year_days=year_days)
        return replace(said, turn=_turn(e, 1, monthrange(_A_COMMON_YEAR, e.month)[1]))
    if unit == "day of year":
        return _day_of_any_year(reading, m)
    steps = lags.days_of_writing(last_day(e), m.table, m.share)
    if m.table == "post":
        note = "the post it embeds is no newer than the story"
        if _IN_HOURS.search(reading.text, e.end, e.end + _AFTER_A_POST):
            note += ", which tells of the hours after it"
            steps += raised([Interval(last_day(e), shifted(last_day(e), _HOURS_ARE_NEWS))], _HOURS_WRONG)
        said = _testimony(reading, "embedded post", Interval(last_day(e), None), 0.9, e, note, steps)
        return replace(said, told=said.evidence.says)
    if m.table in ("picture", "picture of a weekday"):
        note = "a picture is no newer than its story"
        if newest >= last_day(e):
            steps = ((None, shifted(last_day(e), -1), _NEWER_THAN_ITS_STORY),)
        said = _testimony(reading, "caption", Interval(last_day(e), None), 0.5, e, note, steps)
        return replace(said, told=said.evidence.says)
    weight = 0.8 if e.day else 0.6
    said = _testimony(reading, "explicit date", _allows(e), weight, e, _as_told(e), steps)
    return replace(said, told=_allows(e)) if e.firm else said


def _within_the_week(reading: Reading, told: Sequence[Expression]) -> list[Testimony]:
    """ "On Tuesday" in a text that dates a Tuesday in full: written on that day or in the six days after it."""
    e = same_day(told)
    if e is None:
        return _of_its_picture(reading, told)
    day = last_day(e)
    says = Interval(day, shifted(day, _A_WEEK))
    note = f"is a {day:%A}, the weekday that the text names, so it was written within the week"
    return [_testimony(reading, "weekday of a date", says, 0.6, e, note, raised([says], _ANOTHER_WEEK))]


def _of_its_picture(reading: Reading, told: Sequence[Expression]) -> list[Testimony]:
    """ "… on Sunday" below a picture of "Sunday, June 12, 2016": written on that day or soon after."""
    e = same_day_as_its_picture(reading, told)
    if e is None:
        return []
    says = Interval(last_day(e), shifted(last_day(e), _A_WEEK))
    note = "is its picture's day, of the weekday that the text names, so it was written within the week"
    return [_testimony(reading, "weekday of a date", says, 0.6, e, note, raised([says], _ANOTHER_PICTURE))]


def _present_year(reading: Reading) -> Iterator[Testimony]:
    """ "It is 2016, and the bridge is still shut": the year of writing, told as such."""
    text = reading.text
    for e in reading.body:
        if not e.year or e.month or not FIRST_DAY.year < e.year <= reading.today.year:
            continue
        if _IT_IS.search(text, max(0, e.start - 25), e.start) and _SO_WHAT.match(text, e.end):
            says = Interval(date(e.year, 1, 1), date(e.year, 12, 31))
            steps = raised([says], _NOT_THE_PRESENT)
            said = _testimony(reading, "explicit date", says, 0.8, e, "told as the present", steps)
            yield replace(said, bounds=says)
            return


def _present_month(reading: Reading, told: Sequence[Expression]) -> list[Testimony]:
    """ "In early November they still speak of it": the month of writing, in whatever year."""
    for e in told:
        if not e.month or e.day or e.year or e.shift or e.direction == "past" or e.problem or e.signal in _REACHES:
            continue
        low, high = reading.sentence(e.start, e.end)
        around = reading.text[max(low, e.start - _NEAR_A_MONTH) : min(high, e.end + _NEAR_A_MONTH)]
        if _STILL_IS.search(around):
            months = [Interval(date(year, e.month, 1), shifted(date(year, e.month, 1), 34)) for year in NEWS_YEARS]
            steps = raised(months, _ANOTHER_MONTH)
            return [_testimony(reading, "month without year", Interval(), 0.4, e, "told as the present", steps)]
    return []


def _day_of_any_year(reading: Reading, m: HeardDate) -> Testimony:
    e, note = m.expression, _as_told(m.expression)
    assert e.month is not None
    assert e.day is not None
    try:
        year_days = lags.days_of_year(e.month, e.day, m.table, m.share)
    except ValueError:  # "February 30"
        return _testimony(reading, "day without year", Interval(), 0.0, e, "no year has such a day")
    steps = tuple(_years_of(e.month, e.day, e.weekday)) if e.weekday else ()
    if e.weekday:
        note += "; its weekday says in which years"
    said = _testimony(reading, "day without year", Interval(), 0.6, e, note, steps, year_days=year_days)
    return replace(said, turn=_turn(e, e.day, e.day))


def _turn(e: Expression, first: int, last: int) -> Turn | None:
    """The bound without a year that the telling of a month or a day of it is."""
    return Turn(e.month, first, last, past=e.direction == "past", firm=e.firm) if e.direction else None


def _years_of(month: int, day: int, weekday: int) -> Iterator[Step]:
    """The stretches around that day in the years when it falls on that weekday, and in those when it does not."""
    before, after = _SURROUNDING
    for year in range(FIRST_DAY.year, _LAST_YEAR):
        try:
            there = date(year, month, day)
        except ValueError:
            continue
        nats = _AGREES if there.isoweekday() == weekday else _DISAGREES
        yield (there - timedelta(before), there + timedelta(after), nats)


def _also_told(reading: Reading, told: Sequence[Expression], heard: Sequence[Expression]) -> Iterator[Testimony]:
    """The dates told that are not heard, once each: they say little of how long ago, but on which side they lie."""
    known = {span(e) for e in heard}
    others = sorted((e for e in told if span(e)), key=last_day, reverse=True)
    for e in others:
        if span(e) in known or len(known) >= len(heard) + _ALSO_TOLD:
            continue
        known.add(span(e))
        if e.day and is_stamp_of_post(reading, e):
            e = replace(e, direction="past", cue="the stamp of a post")
        allowed, nats = _allows(e), _ALSO_FIRM if e.firm else _ALSO_LOOSE
        steps: tuple[Step, ...] = ()
        if allowed.lo:
            steps = ((None, shifted(allowed.lo, -1), nats),)
        elif allowed.hi:
            steps = ((shifted(allowed.hi, 1), None, nats),)
        yield _testimony(reading, "explicit date", allowed, 0.1, e, _as_told(e), steps)


def _allows(e: Expression) -> Interval:
    """The days of writing that the telling of a date allows."""
    days = span(e)
    assert days is not None
    if e.direction == "future":
        return Interval(None, days.hi)
    return Interval(days.lo, None) if e.direction == "past" else Interval()


def _as_told(e: Expression) -> str:
    if not e.direction:
        return "told of" if e.year else "told of without its year"
    return f"told as {e.direction}: {e.cue}".rstrip(": ")


def _testimony(
    reading: Reading, kind: str, says: Interval, weight: float, e: Expression, note: str, steps: tuple[Step, ...] = (),
    *, weekdays: tuple[float, ...] | None = None, year_days: tuple[float, ...] | None = None,
) -> Testimony:  # fmt: skip
    quote = reading.article.text[e.start : e.end]
    return Testimony(Evidence(kind, says, round(weight, 2), quote, e.start, e.end, note), steps, weekdays, year_days)
