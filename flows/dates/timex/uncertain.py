"""What an expression stands for where the moment of writing is no single day: what both its ends have in common."""

from __future__ import annotations

from flows.calendar.spans import Span
from flows.dates.timex.expression import Expression
from flows.dates.timex.placed import Anchored
from flows.records import Interval


def whichever_end(e: Expression, a: Anchored, b: Anchored, dct: Interval) -> Anchored:
    """What holds whichever end of ``dct`` is the true one: ``a`` was anchored to its first day, ``b`` to its last."""
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
    problem = a.problem if a.problem == b.problem else None  # of the calendar, not of one end's year
    return Anchored(Span(value, Interval(lo, hi), a.span.granularity), a.anchor, problem)


def _common(a: str, b: str) -> str:
    """Two values as one: their fields where they agree, X's where not ("2017-10", "2018-10" → "XXXX-10")."""
    left, right = a.split("-"), b.split("-")
    if len(left) != len(right) or any(len(x) != len(y) for x, y in zip(left, right, strict=True)):
        return "XXXX"
    fields = [x if x == y else "".join("X" if c.isdigit() else c for c in x) for x, y in zip(left, right, strict=True)]
    return "-".join(fields)
