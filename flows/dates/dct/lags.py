"""How far from its own day an article speaks: the lag between writing and what is written about, as densities.

News tells of what has just happened, so the newest date told as past stands close before the day of writing, and the
farther back, the rarer. The numbers are shares counted over a thousand news texts of known date (2012 to 2026; print
them with `python -m tests.benchmarks.bench_articledate --lags`), rounded, with every cell kept above what a handful of
texts could make of it. They are turned into nats against "any day of the last 27 years" or "any day of the year".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import log

from flows.dates.dct.timeline import LINE_DAYS, Step

Shares = Sequence[tuple[int, int, float]]
_OUTSIDE = -2.5  # nats for a lag that no cell holds

# (first lag in days, last lag, share): the day of writing minus a full date that the body names, by its tense
DAY: dict[str | None, Shares] = {
    "past": (
        (0, 0, 0.25), (1, 1, 0.09), (2, 7, 0.06), (8, 31, 0.06), (32, 92, 0.06), (93, 366, 0.09), (367, 1100, 0.13),
        (1101, 3700, 0.08), (-7, -1, 0.05), (-31, -8, 0.015), (-366, -32, 0.015),
    ),
    None: (
        (0, 0, 0.40), (1, 1, 0.10), (2, 7, 0.06), (8, 31, 0.05), (32, 92, 0.06), (93, 366, 0.08), (367, 1100, 0.08),
        (1101, 3700, 0.06), (-7, -1, 0.04), (-31, -8, 0.01), (-366, -32, 0.02),
    ),
    "future": (
        (0, 0, 0.10), (-7, -1, 0.30), (-31, -8, 0.15), (-92, -32, 0.10), (-366, -93, 0.10), (-3000, -367, 0.08),
        (1, 92, 0.10), (93, 1000, 0.05),
    ),
}  # fmt: skip
# the year of writing minus a year that the body names
YEAR: dict[str | None, Shares] = {
    "past": (
        (-1, -1, 0.02), (0, 0, 0.08), (1, 1, 0.17), (2, 2, 0.10), (3, 3, 0.06), (4, 4, 0.05), (5, 8, 0.14),
        (9, 30, 0.22), (31, 100, 0.12),
    ),
    None: (
        (-10, -3, 0.05), (-2, -2, 0.02), (-1, -1, 0.07), (0, 0, 0.14), (1, 1, 0.15), (2, 2, 0.075), (3, 3, 0.045),
        (4, 4, 0.04), (5, 8, 0.12), (9, 30, 0.18), (31, 100, 0.08),
    ),
    "future": (
        (-25, -5, 0.17), (-4, -2, 0.08), (-1, -1, 0.30), (0, 0, 0.15), (1, 3, 0.06), (4, 30, 0.20),
    ),
}  # fmt: skip
# the day of writing minus a day without a year ("on September 14"), told as past, untensed, told as future
DAY_OF_YEAR_PAST = (
    (-31, -8, 0.03), (-7, -2, 0.04), (-1, -1, 0.015), (0, 0, 0.30), (1, 1, 0.12), (2, 2, 0.04), (3, 7, 0.10),
    (8, 31, 0.19), (32, 92, 0.10), (93, 334, 0.06),
)  # fmt: skip
DAY_OF_YEAR_UNTENSED = (
    (-92, -32, 0.02), (-31, -8, 0.06), (-7, -2, 0.13), (-1, -1, 0.03), (0, 0, 0.36), (1, 1, 0.12), (2, 2, 0.04),
    (3, 7, 0.06), (8, 31, 0.08), (32, 92, 0.05), (93, 273, 0.05),
)  # fmt: skip
DAY_OF_YEAR_FUTURE = (
    (-182, -93, 0.06), (-92, -32, 0.14), (-31, -8, 0.30), (-7, -2, 0.18), (-1, -1, 0.04), (0, 0, 0.12), (1, 7, 0.06),
    (8, 183, 0.07),
)  # fmt: skip
# the month of writing minus a month without a year ("in September"), told as past and as future, as twelve shares
MONTH_PAST = (0.05, 0.16, 0.15, 0.13, 0.09, 0.08, 0.07, 0.06, 0.06, 0.06, 0.05, 0.04)
MONTH_FUTURE = (0.07, 0.04, 0.02, 0.03, 0.03, 0.05, 0.07, 0.08, 0.11, 0.15, 0.19, 0.16)
# the weekday of writing minus a weekday named ("on Friday"), told as past, untensed, told as future
WEEKDAY_PAST = (0.48, 0.29, 0.08, 0.045, 0.03, 0.025, 0.05)
WEEKDAY_UNTENSED = (0.34, 0.23, 0.10, 0.07, 0.06, 0.08, 0.12)
WEEKDAY_FUTURE = (0.31, 0.07, 0.05, 0.05, 0.06, 0.17, 0.29)


def around_day(day: date, shares: Shares, share: float) -> tuple[Step, ...]:
    """What a day told of says for the days of writing around it, ``share`` of it."""
    steps: list[Step] = [(None, None, _OUTSIDE * share)]
    for low, high, part in shares:
        nats = log(part / (high - low + 1) * LINE_DAYS) - _OUTSIDE
        steps.append((shift(day, low), shift(day, high), nats * share))
    return tuple(steps)


def around_year(year: int, shares: Shares, share: float) -> tuple[Step, ...]:
    """The same by calendar years: what ``year`` says for the years of writing around it."""
    steps: list[Step] = [(None, None, _OUTSIDE * share)]
    for low, high, part in shares:
        nats = log(part / (high - low + 1) * LINE_DAYS / 365.25) - _OUTSIDE
        first, last = max(year + low, 1), min(year + high, 9999)
        if first <= last:
            steps.append((date(first, 1, 1), date(last, 12, 31), nats * share))
    return tuple(steps)


def days_of_year(month: int, day: int, shares: Shares, temper: float) -> tuple[float, ...]:
    """What a day without a year says for the days of any year, 366 of them, ``temper``\\ ed for what repeats itself."""
    there = (date(2020, month, day) - date(2020, 1, 1)).days
    rest = max(0.02, 1 - sum(s for _, _, s in shares))
    covered = sum(high - low + 1 for low, high, _ in shares)
    nats = [log(rest / max(1, 366 - covered) * 366)] * 366
    for low, high, share in shares:
        for lag in range(low, high + 1):
            nats[(there + lag) % 366] = log(share / (high - low + 1) * 366)
    return tuple(max(-2.5, n) * temper for n in nats)


def months_of_year(month: int, shares: Sequence[float], temper: float) -> tuple[float, ...]:
    """What a month without a year says for the days of any year."""
    first = date(2020, 1, 1)
    return tuple(log(shares[((first + timedelta(i)).month - month) % 12] * 12) * temper for i in range(366))


def weekdays(weekday: int, shares: Sequence[float], temper: float) -> tuple[float, ...]:
    """What a weekday (0 is Monday) says for the weekday of writing."""
    return tuple(log(shares[(i - weekday) % 7] * 7) * temper for i in range(7))


def shift(day: date, days: int) -> date:
    """``day`` moved by ``days``, cut to what a date can be."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.min if days < 0 else date.max
