"""Anchoring of what counts units of time from somewhere: "last week", "two years ago", "three days after July 4"."""

from __future__ import annotations

import re

from flows.calendar import spans
from flows.calendar.spans import NOTHING, Span
from flows.dates.timex.expression import Expression
from flows.dates.timex.narrative import same_sentence
from flows.dates.timex.numerals import duration_value
from flows.dates.timex.placed import Anchored, with_time
from flows.dates.timex.telling import Telling

_OF_A_NIGHT = re.compile(r",? (?:(on|from|into|to|between) )?(?:the )?")
_GRANULARITY = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}


def shift(t: Telling, e: Expression) -> Anchored:
    base, anchor = t.base(e)
    unit, shift = e.unit or "D", e.shift or 0
    if t.all_history and e.rule in ("named-day", "tonight") and shift == 0:
        # history is not told on the day it is written: "today" is the reader's present
        return Anchored(Span("PRESENT_REF" if e.part is None else "XXXX-XX-XX" + f"T{e.part}", NOTHING, ""), "none")
    if e.rule == "overnight":
        return _overnight(t, e)
    if unit == "WE":
        return Anchored(spans.weekend(spans.moved(base, shift, "W")), anchor)
    return Anchored(with_time(spans.around(spans.moved(base, shift, unit), unit), e), anchor)


def _overnight(t: Telling, e: Expression) -> Anchored:
    """ "overnight on 12 June", "overnight into Tuesday"; with a past verb alone, the night that is just over."""
    behind = t.expressions[t.at + 1] if t.at + 1 < len(t.expressions) else None
    glue = _OF_A_NIGHT.fullmatch(t.text, e.end, behind.start) if behind is not None else None
    if behind is not None and glue is not None and (behind.day or behind.weekday or behind.unit == "D"):
        found = t.read(t, behind)
        lo = found.span.days.lo
        if lo is not None:
            night = spans.shifted(lo, -1 if glue[1] in ("into", "to") else 0)
            return Anchored(with_time(spans.day(night), e), found.anchor)
    base, anchor = t.base(e)
    return Anchored(with_time(spans.day(spans.shifted(base, -1 if e.direction == "past" else 0)), e), anchor)


def offset(t: Telling, e: Expression) -> Anchored:
    if e.rule == "same-unit-ago" and e.point is not None:
        return _same_unit_ago(t, e, e.point.unit or "M")
    if e.point is not None:
        lo = t.read(t, e.point).span.days.lo
        base, anchor = (lo, "dependent") if lo is not None else (t.dct, "dct")
    else:
        base, anchor = t.base(e)
    sign = e.shift or -1
    if e.amount is None:
        return Anchored(Span("PAST_REF" if sign < 0 else "FUTURE_REF", NOTHING, ""), anchor)
    unit = e.unit or "D"
    if e.point is not None and e.point.kind == "shift" and e.rule == "ago-of-day":  # "a year ago today"
        return Anchored(spans.around(spans.moved(base, sign * int(e.amount), unit), e.point.unit or "D"), anchor)
    if unit in ("H", "TM", "S"):
        return Anchored(Span(duration_value(e.amount, unit), NOTHING, "time"), anchor)
    if e.quarter == 0 and ("quarter" in e.text.lower() or t.of_quarter(e)):  # "the year-ago quarter"
        quarter = t.story.quarter or t.last_quarter()
        lo = quarter.days.lo
        return Anchored(spans.around(spans.moved(lo, -1, "Y"), "Q") if lo else quarter, "narrative")
    if e.amount % 1:
        smaller, times = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "DE": ("Y", 10), "CE": ("Y", 100)}.get(
            unit, (unit, 1)
        )
        return Anchored(spans.around(spans.moved(base, sign * int(e.amount * times), smaller), unit), anchor)
    years = e.amount * spans.MONTHS_IN.get(unit, 0) / 12
    if not spans.representable(base.year + sign * int(years)):
        return Anchored(Span("PAST_REF" if sign < 0 else "FUTURE_REF", NOTHING, ""), anchor)
    moved = spans.moved(base, sign * int(e.amount), unit)
    if unit == "Y" and e.amount == 1 and t.story.told is not None and t.story.told.days.lo is not None:
        # "in the third quarter, up from 3% a year earlier": the same quarter or month of another year
        of_month = t.story.told.granularity == "month" and same_sentence(t.text, t.story.told_at, e.start)
        if of_month:
            return Anchored(spans.around(spans.moved(t.story.told.days.lo, sign, "Y"), "M"), "narrative")
        if t.of_quarter(e) and t.story.quarter is not None and t.story.quarter.days.lo is not None:
            return Anchored(spans.around(spans.moved(t.story.quarter.days.lo, sign, "Y"), "Q"), "narrative")
    return Anchored(with_time(spans.around(moved, "Y" if unit == "DE" else unit), e), anchor)


def _same_unit_ago(t: Telling, e: Expression, unit: str) -> Anchored:
    """ "the same month a year ago": of the month that was told, and not of a day told since."""
    quarter = (t.story.quarter or t.last_quarter()).days.lo if unit == "Q" else None
    told = t.story.told_as(unit)
    base, anchor = (told, "narrative") if told is not None else (t.dct, "dct")
    return Anchored(spans.around(spans.moved(quarter or base, -int(e.amount or 1), "Y"), unit), anchor)


def duration(t: Telling, e: Expression) -> Anchored:
    value = e.value or duration_value(e.amount, e.unit or "D")
    return Anchored(Span(value, NOTHING, _GRANULARITY.get(e.unit or "", "")), "none")
