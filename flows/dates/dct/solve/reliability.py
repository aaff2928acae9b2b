"""What a rule of stated reliability is worth: nats that follow from how often it is wrong and how wide its windows are.

A rule that puts the day of writing into windows of W days, and is wrong once in 1/q times, makes a day inside as likely
as (1 - q) / W and a day outside as likely as q / (T - W), on a line of T days. Their ratio, as a logarithm, is what the
windows are raised by: a narrow window that is mostly right says much, a wide one little, and nothing is tuned.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import log

from flows.dates.dct.solve.timeline import LINE_DAYS, Step, Testimony
from flows.records import Evidence, Interval

_A_DAY = 1


def raised(windows: Iterable[Interval], wrong: float) -> tuple[Step, ...]:
    """The steps for days of writing inside ``windows``, of a rule that errs with the chance ``wrong`` (0 to 1).

    Windows may overlap; each is closed. No step where they leave no room outside, or say less than nothing.
    """
    apart = joined_intervals(windows)
    width = sum((hi - lo).days + _A_DAY for lo, hi in apart)
    if not apart or width >= LINE_DAYS:
        return ()
    nats = log((1 - wrong) / wrong * (LINE_DAYS - width) / width)
    return tuple((lo, hi, nats) for lo, hi in apart) if nats > 0 else ()


def counted_out(
    text: str, start: int, end: int, says: Interval, note: str, windows: Iterable[Interval], wrong: float,
    weight: float = 0.6,
) -> Testimony:  # fmt: skip
    """What a rule of arithmetic makes of ``text[start:end]`` (characters), which ``says`` those days."""
    return Testimony(Evidence("arithmetic", says, weight, text[start:end], start, end, note), raised(windows, wrong))


def joined_intervals(windows: Iterable[Interval]) -> list[tuple[date, date]]:
    """Closed intervals in order, those that overlap made one."""
    out: list[tuple[date, date]] = []
    for lo, hi in sorted((w.lo, w.hi) for w in windows if w.lo and w.hi):
        if out and lo <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], hi)
        else:
            out.append((lo, hi))
    return out
