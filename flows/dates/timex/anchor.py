"""Anchoring: from what an expression says to the calendar, given when the text was written.

The moment of writing (DCT) may be a day, an interval, or unknown. Where it is no single day, a text is anchored to both
its ends: what comes out the same either way is certain; the rest becomes the hull of the two with X's in the value for
what is not known, never a guess that looks like a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flows.dates.timex import spans
from flows.dates.timex.build import duration_value
from flows.dates.timex.expression import Expression
from flows.dates.timex.spans import NOTHING, Span
from flows.records import Interval, Timex

# Stand-ins for the ends of an open DCT: far from anything that a text names, so that whatever hangs on them differs.
_LONG_AGO, _FAR_OFF = date(1203, 7, 2), date(8607, 7, 2)


class Anchored(NamedTuple):
    """What an expression stands for, what it was counted from, and what is wrong with it."""

    span: Span
    anchor: str
    problem: str | None = None


def resolve(expressions: Sequence[Expression], dct: Interval, text: str) -> list[Timex]:
    """The TIMEX3 of each expression, in order. ``dct`` is the moment of writing: a day, an interval, or open.

    ``text`` is the text that ``recognise`` read. An expression that hangs on an unknown DCT has X's in its value and an
    open interval. Never raises on any text or DCT; an empty interval (``lo > hi``) counts as an open one.
    """
    if dct.is_empty:
        dct = Interval()
    lo, hi = dct.lo or _LONG_AGO, dct.hi or _FAR_OFF
    first = _Anchoring(lo).run(expressions)
    last = first if lo == hi else _Anchoring(hi).run(expressions)
    return [
        _timex(e, _between(e, a, b, dct))
        for e, a, b in zip(expressions, first, last, strict=True)
    ]  # fmt: skip


def _timex(e: Expression, found: Anchored) -> Timex:
    return Timex(
        e.start, e.end, e.text, e.type, found.span.value, e.mod, found.span.days, found.span.granularity, found.anchor,
        e.rule, problem=e.problem or found.problem,
    )  # fmt: skip


def _between(e: Expression, a: Anchored, b: Anchored, dct: Interval) -> Anchored:
    """What holds whichever end of the DCT is the true one."""
    if a == b:
        return a
    lo = a.span.days.lo if dct.lo else None
    hi = b.span.days.hi if dct.hi else None
    if lo and hi and lo > hi:
        lo, hi = hi, lo
    if e.weekday and e.month is None and a.span.value[:7] != b.span.value[:7]:
        value = f"XXXX-WXX-{e.weekday}"
    else:
        value = _common(a.span.value, b.span.value)
    return Anchored(Span(value, Interval(lo, hi), a.span.granularity), a.anchor, a.problem and b.problem)


def _common(a: str, b: str) -> str:
    """Two values as one: their fields where they agree, X's where not ("2017-10", "2018-10" → "XXXX-10")."""
    if a == b:
        return a
    left, right = a.split("-"), b.split("-")
    if len(left) != len(right) or any(len(x) != len(y) for x, y in zip(left, right, strict=True)):
        return "XXXX"
    out = []
    for x, y in zip(left, right, strict=True):
        out.append(x if x == y else "".join("X" if c.isdigit() else c for c in x))
    return "-".join(out)


@dataclass(slots=True)
class _Anchoring:
    """One pass over a text's expressions with a day taken as the moment of writing."""

    dct: date
    reference: Span | None = None

    def run(self, expressions: Sequence[Expression]) -> list[Anchored]:
        out = []
        for e in expressions:
            found = self._anchored(e)
            if e.type in ("DATE", "TIME") and found.span.days.lo is not None and e.kind != "reference":
                self.reference = found.span
            out.append(found)
        return out

    def _anchored(self, e: Expression) -> Anchored:
        match e.kind:
            case "calendar":
                return self._calendar(e)
            case "shift":
                base, anchor = self._base(e)
                assert e.shift is not None
                return Anchored(_with_part(self._shifted(base, e), e), anchor)
            case "offset":
                return self._offset(e)
            case "duration":
                return Anchored(
                    Span(duration_value(e.amount, e.unit or "D"), NOTHING, _GRANULARITY.get(e.unit or "", "")), "none"
                )
            case "anaphor":
                if self.reference is None or self.reference.days.lo is None:
                    return Anchored(_with_part(spans.around(self.dct, e.unit or "D"), e), "dct")
                return Anchored(_with_part(spans.around(self.reference.days.lo, e.unit or "D"), e), "narrative")
            case _:
                return Anchored(Span(e.value or "XXXX", NOTHING, ""), "none")

    def _base(self, e: Expression) -> tuple[date, str]:
        if e.anchor == "narrative" and self.reference is not None and self.reference.days.lo is not None:
            return self.reference.days.lo, "narrative"
        return self.dct, "dct"

    def _shifted(self, base: date, e: Expression) -> Span:
        unit = e.unit or "D"
        if unit == "WE":
            return spans.weekend(spans.moved(base, e.shift or 0, "W"))
        return spans.around(spans.moved(base, e.shift or 0, unit), unit)

    def _offset(self, e: Expression) -> Anchored:
        base, anchor = self._base(e)
        if e.amount is None:
            past = (e.shift or -1) < 0
            return Anchored(Span("PAST_REF" if past else "FUTURE_REF", NOTHING, ""), anchor)
        unit = e.unit or "D"
        if unit in ("H", "TM", "S"):
            return Anchored(Span(duration_value(e.amount, unit), NOTHING, "time"), anchor)
        whole = int(e.amount)
        return Anchored(spans.around(spans.moved(base, (e.shift or -1) * whole, unit), unit), anchor)

    def _calendar(self, e: Expression) -> Anchored:
        if e.era == "BC" and e.year is not None:
            return Anchored(Span(f"BC{e.year:04d}", NOTHING, "year"), "self")
        if e.century is not None:
            return Anchored(spans.century(e.century), "self")
        if e.decade is not None:
            tens = e.decade if e.decade > 9 else self.dct.year // 100 * 10 + e.decade
            if e.decade <= 9 and tens * 10 > self.dct.year:
                tens -= 10
            return Anchored(spans.decade(tens), "self" if e.decade > 9 else "dct")
        if e.year is not None:
            return self._in_year(e, e.year, "self")
        if e.shift is not None and e.unit == "Y":
            return self._in_year(e, self.dct.year + e.shift, "dct")
        if e.month is not None or e.season is not None or e.quarter is not None:
            return self._in_year(e, self._nearest_year(e), "dct")
        if e.weekday is not None:
            return Anchored(_with_part(spans.day(self._weekday(e)), e), "dct")
        if e.shift is not None and e.unit == "D":
            return Anchored(_with_part(spans.day(spans.shifted(self.dct, e.shift)), e), "dct")
        if e.day is not None:
            found = spans.valid(self.dct.year, self.dct.month, e.day)
            span = spans.day(found) if found else Span(f"{self.dct:%Y-%m}-XX", NOTHING, "day")
            return Anchored(span, "dct")
        return Anchored(_with_part(spans.day(self.dct), e), "dct")

    def _nearest_year(self, e: Expression) -> int:
        y = self.dct.year
        start = _start_month(e)
        here, there = (start, e.day or 0), (self.dct.month, self.dct.day if e.day else 0)
        if e.direction == "future" or e.shift == 1:
            return y if here >= there else y + 1
        if e.direction == "past" or e.shift == -1:
            return y if here <= there and not (e.shift == -1 and here == there) else y - 1
        return y if start <= self.dct.month + 3 else y - 1

    def _weekday(self, e: Expression) -> date:
        assert e.weekday is not None
        ahead = (e.weekday - self.dct.isoweekday()) % 7
        if e.shift == 1:
            return spans.shifted(self.dct, ahead or 7)
        if e.shift == -1:
            return spans.shifted(self.dct, ahead - 7)
        if e.direction == "future" or e.shift == 0:
            return spans.shifted(self.dct, ahead)
        return spans.shifted(self.dct, ahead - 7 if ahead else 0)

    def _in_year(self, e: Expression, y: int, anchor: str) -> Anchored:
        if e.month is not None and e.day is not None:
            found = spans.valid(y, e.month, e.day)
            if found is None:
                value = f"{y:04d}-{e.month:02d}-{e.day:02d}"
                return Anchored(Span(value, NOTHING, "day"), anchor, "no such day in the calendar")
            problem = None
            if e.weekday is not None and found.isoweekday() != e.weekday and anchor == "self":
                problem = "weekday and date contradict each other"
            return Anchored(_with_part(spans.day(found), e), anchor, problem)
        if e.month is not None:
            return Anchored(spans.month(y, e.month), anchor)
        if e.season is not None:
            return Anchored(spans.season(y, e.season), anchor)
        if e.quarter is not None:
            return Anchored(spans.quarter(y, e.quarter), anchor)
        return Anchored(spans.year(y), anchor)


_GRANULARITY = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}


def _start_month(e: Expression) -> int:
    if e.month is not None:
        return e.month
    if e.season is not None:
        return spans.SEASONS[e.season][0][0]
    return 3 * (e.quarter or 1) - 2


def _with_part(span: Span, e: Expression) -> Span:
    """A day with the hour or the part of it that the expression names."""
    if e.hour is not None:
        clock = f"{e.hour:02d}:{e.minute or 0:02d}" + (f":{e.second:02d}" if e.second is not None else "")
        return Span(f"{span.value}T{clock}{e.zone or ''}", span.days, "time")
    if e.part is not None:
        return Span(f"{span.value}T{e.part}", span.days, "time")
    return span
