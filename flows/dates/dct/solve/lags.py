"""How far from its own day an article speaks: the lag from what it names to the day of writing, as shares.

News tells of what has just happened, so the newest date told as past stands close before the day of writing, and the
farther back, the rarer. The shares are `seeds/reference/lags.csv`; its header says where they come from. They are
turned into nats against "any day of the last 27 years", "any day of the year", "any day of the week".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import log
from typing import Literal

from flows.calendar.spans import shifted
from flows.dates.dct.solve.timeline import LINE_DAYS, Step
from seeds import rows

Unit = Literal["day", "day of year", "month", "weekday"]
Cell = tuple[int, int, float]  # first lag, last lag (both included), share
_WIDEST = {-1: 4000, 1: 8000}  # an outermost cell is reckoned to be so many days wide, before and after
_OPEN = 40_000  # the lag at which an outermost cell ends
_LEAST = -2.5  # nats: a day of the year that no cell holds, or nearly none
_LEAP_YEAR = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Lags:
    """The lags of one kind of mention: ``days`` count from a date; the other units go round the year or the week."""

    unit: Unit
    cells: Sequence[Cell]


@lru_cache(maxsize=1)
def tables() -> dict[str, Lags]:
    """The tables of lags, by the kind of mention they are of."""
    cells: dict[tuple[str, Unit], list[Cell]] = defaultdict(list)
    for row in rows("lags.csv"):
        unit: Unit = row["unit"]  # type: ignore[assignment]
        cells[row["table"], unit].append((int(row["low"]), int(row["high"]), float(row["share"])))
    return {table: Lags(unit, tuple(found)) for (table, unit), found in cells.items()}


def days_of_writing(day: date, table: str, share: float = 1.0) -> tuple[Step, ...]:
    """For a time that ends on ``day``: how likely a text that mentions it was written on each day around it; ``share``
    scales the weight.
    """
    steps: list[Step] = []
    for low, high, part in tables()[table].cells:
        width = _WIDEST[-1] if low <= -_OPEN else _WIDEST[1] if high >= _OPEN else high - low + 1
        first = None if low <= -_OPEN else shifted(day, low)
        last = None if high >= _OPEN else shifted(day, high)
        steps.append((first, last, log(part / width * LINE_DAYS) * share))
    return tuple(steps)


def days_of_year(month: int, day: int, table: str, share: float = 1.0) -> tuple[float, ...]:
    """What a day without a year says for the days of any year, 366 of them. ``ValueError`` where there is no such."""
    there = (date(_LEAP_YEAR.year, month, day) - _LEAP_YEAR).days
    cells = tables()[table].cells
    rest = max(0.02, 1 - sum(part for _, _, part in cells))
    covered = sum(high - low + 1 for low, high, _ in cells)
    nats = [log(rest / max(1, 366 - covered) * 366)] * 366
    for low, high, part in cells:
        for lag in range(low, high + 1):
            nats[(there + lag) % 366] = log(part / (high - low + 1) * 366)
    return tuple(max(_LEAST, n) * share for n in nats)


def months_of_year(month: int, table: str, share: float = 1.0) -> tuple[float, ...]:
    """What a month without a year says for the days of any year."""
    nats = [log(part * 12) * share for _, _, part in tables()[table].cells]
    return tuple(nats[((_LEAP_YEAR + timedelta(i)).month - month) % 12] for i in range(366))


def weekdays(weekday: int, table: str, share: float = 1.0) -> tuple[float, ...]:
    """What a weekday (ISO: 1 is Monday) says for the weekday of writing, Monday first."""
    nats = [log(part * 7) * share for _, _, part in tables()[table].cells]
    return tuple(nats[(i + 1 - weekday) % 7] for i in range(7))
