"""Anchoring of what points: at a time told before ("that day", "the same month"), or at none in particular."""

from __future__ import annotations

from flows.calendar import spans
from flows.calendar.spans import NOTHING, Span
from flows.dates.timex.expression import Expression
from flows.dates.timex.narrative import same_paragraph
from flows.dates.timex.placed import Anchored, with_time, year_before_christ
from flows.dates.timex.telling import Telling


def anaphor(t: Telling, e: Expression) -> Anchored:
    unit = e.unit or "D"
    if e.rule == "same-time-of-history" and t.story.told is not None:
        return Anchored(t.story.told, "narrative")  # "In 1661 the guilds rose. At the same time": that year
    if e.season is not None:
        told = t.story.last_day
        return Anchored(spans.season((told or t.dct).year, e.season), "narrative" if told else "dct")
    if unit == "Q":
        return Anchored(t.story.quarter or t.last_quarter(), "narrative" if t.story.quarter else "dct")
    if e.rule == "one-part" and not t.all_history:  # "one night": none in particular
        return Anchored(Span(f"XXXX-XX-XXT{e.part}", NOTHING, "time"), "none")
    if e.part is not None and e.rule != "that-unit":
        day, anchor = t.day_in_question(e)
        return Anchored(with_time(spans.day(day), e), anchor)
    fine = t.story.told_for(unit)
    if fine is None and t.all_history and t.story.last_day is not None:
        fine = t.story.told_at, t.story.last_day
    if fine is not None and e.tense == "future" and not t.all_history:
        over = spans.around(fine[1], unit).days.hi
        if over is not None and over < t.dct:
            fine = None  # "since 2009, and will retire by the end of the year": that is in no time gone by
    near = fine is not None and (t.in_history or e.rule == "that-unit" or same_paragraph(t.text, fine[0], e.start))
    if fine is not None and near and not (e.rule == "the-unit" and unit == "WE"):
        return Anchored(with_time(spans.around(fine[1], unit), e), "narrative")
    if unit == "WE":
        back = t.dct.isoweekday() <= 3 and e.direction != "future"
        return Anchored(spans.weekend(spans.shifted(t.dct, -7 if back else 0)), "dct")
    return Anchored(with_time(spans.around(t.dct, unit), e), "dct")


def ready(t: Telling, e: Expression) -> Anchored:
    if e.rule == "by-that-time" and t.story.told is not None and same_paragraph(t.text, t.story.told_at, e.start):
        return Anchored(t.story.told, "narrative")  # "If it is not paid by that time"
    if e.rule == "the-time" and t.all_history and t.story.last_day is not None:
        return Anchored(spans.year(t.story.last_day.year), "narrative")
    return Anchored(Span(e.value or "XXXX", NOTHING, ""), "none")


def before_christ(t: Telling, e: Expression, year: int) -> Anchored | None:
    """What counts from a year before Christ: years count down there, and its days are on no calendar of ours."""
    if e.kind == "calendar" and e.year is None and t.in_history and (e.season or e.month):
        return year_before_christ(e, year, "narrative")
    if e.kind not in ("shift", "offset", "anaphor") or e.anchor != "narrative":
        return None
    if e.unit not in ("Y", "DE", "CE"):
        return Anchored(Span(f"BC{year:04d}-XX-XX" if e.unit == "D" else f"BC{year:04d}", NOTHING, "day"), "narrative")
    years = (e.shift or 0) * int(e.amount or 1) * {"Y": 1, "DE": 10, "CE": 100}[e.unit]
    t.story.before_christ = max(1, year - years)
    value = f"BC{t.story.before_christ:04d}"
    return Anchored(Span({"Y": value, "DE": value[:5], "CE": value[:4]}[e.unit], NOTHING, "year"), "narrative")
