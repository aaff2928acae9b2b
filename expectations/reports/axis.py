"""The witnesses' axis: dates of many years or a few days placed on one line, in per cent of its width.

The axis is drawn as one row a witness, with SVG whose only coordinates are percentages: so it fits a phone and a wide
screen with text of one size, and needs no inline style, which the pages' content security policy forbids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from expectations.reports.display import day_label

Bounds = tuple[date | None, date | None]
_LEAST_DAYS = 14  # a shorter axis would make days look like months
_FAR_DAYS = 20 * 365


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on the axis: ``x`` and ``width`` in per cent; ``before``/``after``: it goes on beyond the edge."""

    x: float
    width: float
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from ``lo`` to ``hi``, both shown."""

    lo: date
    hi: date

    def place(self, value: date) -> float:
        """Where the beginning of ``value`` lies, in per cent; outside 0–100 when it is not on the axis."""
        return round(100 * (value - self.lo).days / ((self.hi - self.lo).days + 1), 3)

    def bar(self, bounds: Bounds) -> Bar | None:
        """The visible part of an interval, or ``None`` when all of it lies beyond an edge, or it says nothing."""
        lo, hi = bounds
        if (lo is None and hi is None) or (lo and lo > self.hi) or (hi and hi < self.lo) or (lo and hi and lo > hi):
            return None
        start = 0.0 if lo is None else max(self.place(lo), 0.0)
        end = 100.0 if hi is None or hi >= self.hi else self.place(hi + timedelta(1))
        return Bar(start, round(max(end - start, 0.2), 3), lo is None or lo < self.lo, hi is None or hi > self.hi)

    def side(self, bounds: Bounds) -> str:
        """``"before"`` or ``"after"`` for an interval beyond an edge, ``""`` for one that shows."""
        lo, hi = bounds
        return "after" if lo and lo > self.hi else "before" if hi and hi < self.lo else ""

    def ticks(self, most: int = 5) -> list[Tick]:
        """Round dates along the axis, at most ``most``: years, or months, or days, as its length asks."""
        return [Tick(self.place(d), label) for d, label in _round_dates(self.lo, self.hi, most)]


def fit_axis(focus: Iterable[Bounds], others: Iterable[Bounds] = (), against: Iterable[Bounds] = ()) -> Axis | None:
    """An axis that shows all of ``focus`` (the claim and the solved interval) and what of ``others`` lies near it.

    A witness of 1960 must not squeeze a week in 2021 to a hair: bounds farther away than the focus is long
    (at least half a year) stay beyond the edge; those of ``against``, up to twenty years. ``None`` when no date is
    known at all.
    """
    dates = [d for bounds in focus for d in bounds if d is not None]
    near = [d for bounds in others for d in bounds if d is not None]
    if not dates:
        dates = near[:1]
    if not dates:
        return None
    lo, hi = min(dates), max(dates)
    reach = max((hi - lo).days, 183)
    near = [d for d in near if -reach <= (d - lo).days and (d - hi).days <= reach]
    far = [d for bounds in against for d in bounds if d is not None]
    near += [d for d in far if (d - lo).days >= -_FAR_DAYS and (d - hi).days <= _FAR_DAYS]
    lo, hi = min([lo, *near]), max([hi, *near])
    margin = max(((hi - lo).days + 1) // 12, (_LEAST_DAYS - (hi - lo).days) // 2, 2)
    return Axis(_shift(lo, -margin), _shift(hi, margin))


def _shift(value: date, days: int) -> date:
    return date.fromordinal(min(max(value.toordinal() + days, 1), date.max.toordinal()))


def _round_dates(lo: date, hi: date, most: int) -> Sequence[tuple[date, str]]:
    found: list[tuple[date, str]] = []
    for step in (1, 2, 7):
        if (hi - lo).days // step < most:
            return [(d, f"{d.day} {d:%b}") for n in range(0, (hi - lo).days + 1, step) for d in [lo + timedelta(n)]]
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000):
        first = lo.year * 12 + lo.month - 1
        first += -first % months
        last = hi.year * 12 + hi.month - 1
        if (last - first) // months > most:
            continue
        found = [
            (
                date(m // 12, m % 12 + 1, 1),
                f"{m // 12:04d}" if months >= 12 else f"{date(2000, m % 12 + 1, 1):%b} {m // 12:04d}",
            )
            for m in range(first, last + 1, months)
        ]
        found = [(d, label) for d, label in found if d >= lo]
        if 0 < len(found) <= most:
            return found
    return [(lo, day_label(lo))]
