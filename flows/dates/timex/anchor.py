"""Anchoring: from what an expression says to the calendar, given when the text was written.

The moment of writing (DCT) may be a day, an interval, or unknown. Where it is no single day, a text is anchored to both
its ends and to days between: what always comes out the same is certain; the rest becomes the hull of them all with X's
in the value for what is not known, never a guess that looks like a day.

Each kind of expression is read by a module of its own:

    anchor_calendar   what names a place in the calendar; ``occurrence`` says which, where the words leave that open
    anchor_counted    what counts units from somewhere
    anchor_pointing   what points at a time told before
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.dates.timex.anchor_calendar import calendar
from flows.dates.timex.anchor_counted import duration, offset, shift
from flows.dates.timex.anchor_pointing import anaphor, before_christ, ready
from flows.dates.timex.expression import Expression
from flows.dates.timex.fiscal import ABOUT, fiscal_days, is_fiscal
from flows.dates.timex.lists import ends_of_ranges
from flows.dates.timex.narrative import manner_of_telling
from flows.dates.timex.placed import Anchored, in_utc
from flows.dates.timex.telling import Telling
from flows.dates.timex.uncertain import days_to_try, whichever_day
from flows.records import Interval, Timex


def anchor_expressions(expressions: Sequence[Expression], dct: Interval, text: str) -> list[Timex]:
    """The TIMEX3 of each expression, in order. ``dct`` is the moment of writing: a day, an interval, or open.

    ``text`` is the text that ``recognise`` read. An expression that hangs on an unknown DCT has X's in its value and an
    open interval. Never raises on any text or DCT; an empty interval (``lo > hi``) counts as an open one.
    """
    if dct.is_empty:
        dct = Interval()
    manner = manner_of_telling(expressions, dct)
    ranges = ends_of_ranges(expressions, text)
    passes = [_told_on(Telling(day, text, expressions, manner, _read, ranges)) for day in days_to_try(dct)]
    return [_timex(e, whichever_day(e, found, dct), text) for e, *found in zip(expressions, *passes, strict=True)]


def _timex(e: Expression, found: Anchored, text: str) -> Timex:
    value, days, granularity = found.span
    mod = e.mod
    if is_fiscal(e.text) and granularity in ("year", "half", "quarter"):
        of_the_state = fiscal_days(text, e.start, days)
        days, mod = of_the_state or days, mod or (None if of_the_state else ABOUT)
    return Timex(
        e.start, e.end, e.text, e.type, value, mod, in_utc(e, days), granularity, found.anchor, e.rule,
        problem=e.problem or found.problem,
    )  # fmt: skip


def _told_on(t: Telling) -> list[Anchored]:
    """What each expression stands for, in order: what is told becomes what the next may count from."""
    everything = []
    for at, e in enumerate(t.expressions):
        t.at = at
        found = _read(t, e)
        everything.append(found)
        if found.anchor.startswith("timex:"):
            continue  # "at noon the next day": the day is told by the words after
        if e.type in ("DATE", "TIME") and found.span.days.lo is not None:
            t.story.tell(e, found.span)
        elif e.era == "BC" and e.year is not None:
            t.story.before_christ = e.year
        elif e.kind == "duration":
            t.story.pass_time(e)
    return everything


def _read(t: Telling, e: Expression) -> Anchored:
    if t.story.before_christ is not None:
        found = before_christ(t, e, t.story.before_christ)
        if found is not None:
            return found
    return _KINDS[e.kind](t, e)


_KINDS: dict[str, Callable[[Telling, Expression], Anchored]] = {
    "calendar": calendar, "shift": shift, "offset": offset, "anaphor": anaphor, "duration": duration, "set": ready,
    "reference": ready,
}  # fmt: skip
