"""The time line on which witnesses are weighed: a log-likelihood for every day an article may have been written on.

A hard intersection breaks at the first wrong witness, so every witness adds nats (natural-log units) to the days it
speaks for or takes them from the days it speaks against, and the days that are left with most of the probability are
the answer. One array holds one number a day; steps are collected as differences and summed once, so that hundreds of
witnesses cost little more than one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.records import Evidence, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST_DAY = date(1900, 1, 1)
ANY_DAY = Interval()
LINE_DAYS = 27 * 365.25  # over so many days most texts are spread before anything is known of them
_MOST_OF_A_YEAR, _MOST_OF_A_MONTH = 300, 27  # days in which a day of the year, of the month, comes but once
_NIGHT = 0.1  # how often an article is dated a day early, and as often a day late
_OFF_BY = (365, 1460)  # days: a wrong date is as often off by months as by years, and the farther off, the rarer
Step = tuple[date | None, date | None, float]  # from, to (both included, None open), nats


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in any year, or in any month where ``month`` is ``None``, that lies ``past`` of the writing or ahead.

    ``firm`` is whether the tense that says so can be relied on.
    """

    month: int | None
    first: int
    last: int
    past: bool
    firm: bool = True

    def bound_in(self, days: Interval) -> Interval:
        """What it bounds of ``days``: open where they hold no such place, or more than one."""
        lo, hi = days.lo, days.hi
        if lo is None or hi is None or (hi - lo).days > (_MOST_OF_A_YEAR if self.month else _MOST_OF_A_MONTH):
            return ANY_DAY
        edges = (day for day in self._edges(lo, hi) if lo <= day <= hi)
        edge = next(edges, None)
        if edge is None:
            return ANY_DAY
        return Interval(edge, None) if self.past else Interval(None, edge)

    def _edges(self, lo: date, hi: date) -> Iterator[date]:
        """Its first days where it is past, its last days where it is ahead, in the years and months around."""
        day = self.first if self.past else self.last
        for months in range(lo.year * 12 + lo.month - 1, hi.year * 12 + hi.month):
            year, month = months // 12, months % 12 + 1
            if self.month in (None, month) and day <= monthrange(year, month)[1]:
                yield date(year, month, day)


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one witness says, and how much: its evidence, and the nats it adds where.

    ``steps`` add to stretches of days; ``weekdays`` (7 numbers, Monday first) and ``year_days`` (366 numbers, by the
    day of a leap year) add to every day alike in that respect. ``bounds`` is what a reader is told as a fact: an
    answer does not reach beyond it where hardly anything is lost. ``told`` is such a bound by a tense, which excludes
    nothing where it is alone, and ``turn`` one that names no year.
    ``spoken`` are the terms of an office whose holder is told to have spoken in it: a claimed day far outside of them
    all needs no further witness against it.
    """

    evidence: Evidence
    steps: tuple[Step, ...] = ()
    weekdays: tuple[float, ...] | None = None
    year_days: tuple[float, ...] | None = None
    bounds: Interval = ANY_DAY
    told: Interval = ANY_DAY
    turn: Turn | None = None
    spoken: tuple[Interval, ...] = ()


def places_of(days: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Weekday (0 is Monday), day of a leap year (0 to 365) and year of ``days``, counted from the first on the line."""
    import numpy as np

    stamps = np.datetime64(FIRST_DAY) + days
    years = stamps.astype("datetime64[Y]").astype(int) + 1970
    year_days = (stamps - stamps.astype("datetime64[Y]")).astype(int)
    leap = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    return (days + FIRST_DAY.weekday()) % 7, year_days + ((~leap) & (year_days >= 59)), years


@lru_cache(maxsize=8)
def _calendar(last: date) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Weekday and day of a leap year of every day on the line, and how likely a text is of that day at all."""
    import numpy as np

    weekdays, year_days, years = places_of(np.arange((last - FIRST_DAY).days + 1))
    # Texts that reach us as files are of the web's time; the older, the rarer, but never impossible.
    prior = np.exp(np.where(years >= 2008, 0.0, np.where(years >= 1996, -0.7, np.where(years >= 1980, -2.5, -5.5))))
    return weekdays, year_days, prior / prior.sum()


class Timeline:
    """The days from 1900 up to ``last``, and the evidence laid upon them."""

    def __init__(self, last: date) -> None:
        import numpy as np

        self.last = last
        self._weekdays, self._year_days, self.prior = _calendar(last)
        self._nats = np.zeros(len(self.prior))
        self._steps = np.zeros(len(self.prior) + 1)
        self._pending = False

    def index(self, day: date) -> int:
        """The place of ``day`` on the line, cut to its ends."""
        return min(max((day - FIRST_DAY).days, 0), len(self._nats) - 1)

    def day(self, index: int) -> date:
        """The day at a place on the line."""
        return FIRST_DAY + timedelta(int(index))

    def hear(self, testimonies: Sequence[Testimony]) -> None:
        """Lay testimonies upon the line."""
        import numpy as np

        for testimony in testimonies:
            for lo, hi, nats in testimony.steps:
                if (lo and lo > self.last) or (hi and hi < FIRST_DAY):
                    continue
                self._steps[0 if lo is None else self.index(lo)] += nats
                if hi is not None and hi < self.last:
                    self._steps[self.index(hi) + 1] -= nats
                self._pending = True
            if testimony.weekdays is not None:
                self._nats += np.asarray(testimony.weekdays)[self._weekdays]
            if testimony.year_days is not None:
                self._nats += np.asarray(testimony.year_days)[self._year_days]

    def nats(self) -> NDArray[np.float64]:
        """What the testimonies say of every day, the prior left out."""
        import numpy as np

        if self._pending:
            self._nats = self._nats + np.cumsum(self._steps)[:-1]
            self._steps = np.zeros(len(self._steps))
            self._pending = False
        return self._nats

    def probabilities(self) -> NDArray[np.float64]:
        """The probability of every day, prior included; sums to one."""
        import numpy as np

        nats = self.nats() + np.log(self.prior)
        weights = np.exp(nats - nats.max())
        total: NDArray[np.float64] = weights / weights.sum()
        return total

    def support(self, day: date) -> float:
        """How much better the testimonies fit ``day`` than a day taken at random by the prior, in nats.

        The log of a Bayes factor: 0 where they cannot tell the two apart. The days beside ``day`` count a little, for
        an article written at night is dated on either side of midnight.
        """
        return self._fit(day, self.prior)

    def support_among_near(self, day: date) -> float:
        """The same against the days that a wrong date stands in for, which are mostly not far.

        The page was changed some months later or drawn up anew after years, or a text was taken over with its old date;
        so the months and years around weigh more than another decade.
        """
        import numpy as np

        away = np.abs(np.arange(len(self.prior)) - self.index(day))
        near = [np.exp(-away / scale) for scale in _OFF_BY]
        return self._fit(day, sum(n / n.sum() for n in near) / len(near))

    def _fit(self, day: date, others: NDArray[np.float64]) -> float:
        import numpy as np

        nats = self.nats()
        place = self.index(day)
        likelihoods = np.exp(nats - nats.max())
        beside = likelihoods[max(0, place - 1) : place + 2]
        here = (1 - 2 * _NIGHT) * likelihoods[place] + _NIGHT * (beside.sum() - likelihoods[place])
        return float(np.log(max(here, 1e-300)) - np.log((others * likelihoods).sum()))


def tightest(timeline: Timeline, probabilities: NDArray[np.float64], mass: float) -> tuple[Interval, float]:
    """The shortest interval of days that holds ``mass`` of the probability, and what it holds.

    A side stays open where the interval would reach into the last or first of what the line can tell apart.
    """
    import numpy as np

    total = np.concatenate(([0.0], np.cumsum(probabilities)))
    first_end = int(np.searchsorted(total[1:], mass - 1e-12))  # no interval that ends sooner holds so much
    if first_end == len(probabilities):
        return Interval(), 1.0
    upto = total[first_end + 1 :]
    starts = np.searchsorted(total, np.maximum(upto - mass, 0.0), side="right") - 1
    place = int((np.arange(first_end, len(probabilities)) - starts).argmin())
    lo, hi = int(starts[place]), first_end + place
    return Interval(timeline.day(lo), timeline.day(hi)), float(total[hi + 1] - total[lo])
