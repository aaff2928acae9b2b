"""How much each witness did for the answer: the nats by which it holds the days of the answer above those beside them.

A witness that says the same of all days says nothing, however certain it is. So what a reader is shown first is what
cuts most: of the days before the answer, of the days after it, or of the day that was claimed and did not stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import TYPE_CHECKING

from flows.dates.dct.solve.timeline import FIRST_DAY, Testimony, places_of
from flows.records import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Days beside the answer at which witnesses are asked, a week at each distance, so that no weekday weighs more.
_DISTANCES = (30, 90, 180, 365, 730, 1461, 2922)
_BESIDE = 2  # of them stand beside it: what cuts there says why the answer ends where it does
_WEEKS = 10  # weeks of the answer that are asked, at the most


@dataclass(frozen=True, slots=True)
class Cut:
    """The nats that a witness cuts off the days ``before`` and ``after`` the answer, and off the ``claimed`` day; and
    off the months just before and just after it, where what comes every year cuts as well.
    """

    before: float
    after: float
    claimed: float = 0.0
    just_before: float = 0.0
    just_after: float = 0.0

    @property
    def strength(self) -> float:
        """The most of them."""
        return max(self.before, self.after, self.claimed)

    @property
    def weight(self) -> float:
        """The same between 0 (it says nothing) and 1 (beyond doubt): the share of the odds that it takes away."""
        return 1 - exp(-max(self.strength, 0.0))


def cuts(body: Sequence[Testimony], answer: Interval, last: date, claimed: date | None = None) -> list[Cut]:
    """What each testimony cuts off, in order; nothing on a side on which the ``answer`` is open."""
    import numpy as np

    if not body or answer.is_open:
        return [Cut(0.0, 0.0)] * len(body)
    lo = (answer.lo or FIRST_DAY).toordinal()
    hi = (answer.hi or last).toordinal()
    end = last.toordinal()
    inside = _inside(lo, hi)
    before = _weeks([lo - d for d in _DISTANCES], end) if answer.lo else inside
    after = _weeks([hi + d - 6 for d in _DISTANCES], end) if answer.hi else inside
    doubted = _weeks([claimed.toordinal() - 3], end) if claimed and claimed not in answer else inside
    just_before = _weeks([lo - d for d in _DISTANCES[:_BESIDE]], end) if answer.lo else inside
    just_after = _weeks([hi + d - 6 for d in _DISTANCES[:_BESIDE]], end) if answer.hi else inside
    parts = (inside, before, after, doubted, just_before, just_after)
    days = np.concatenate(parts)
    ends = np.cumsum([len(part) for part in parts])
    weekdays, year_days, _ = places_of(days - FIRST_DAY.toordinal())
    out = []
    for testimony in body:
        nats = _nats(testimony, days, weekdays, year_days)
        here, *there = (_mean(part) for part in np.split(nats, ends[:-1]))
        out.append(Cut(*(here - other for other in there)))
    return out


def _inside(lo: int, hi: int) -> NDArray[np.int64]:
    """Days of the answer: all of them, or whole weeks spread over it."""
    import numpy as np

    if hi - lo < 7 * _WEEKS:
        return np.arange(lo, max(lo, hi) + 1)
    return _weeks([int(start) for start in np.linspace(lo, hi - 6, _WEEKS)], hi)


def _weeks(starts: Sequence[int], end: int) -> NDArray[np.int64]:
    import numpy as np

    days = np.concatenate([np.arange(start, start + 7) for start in starts])
    days = days[(days >= FIRST_DAY.toordinal()) & (days <= end)]
    return days if len(days) else np.array([min(max(starts[0], FIRST_DAY.toordinal()), end)])


def _mean(nats: NDArray[np.float64]) -> float:
    import numpy as np

    top = nats.max()
    return float(top + np.log(np.exp(nats - top).mean()))


def _nats(
    testimony: Testimony, days: NDArray[np.int64], weekdays: NDArray[np.int64], year_days: NDArray[np.int64]
) -> NDArray[np.float64]:
    """What one testimony adds to each of ``days`` (proleptic ordinals), which are of such a weekday and year's day."""
    import numpy as np

    nats = np.zeros(len(days))
    for lo, hi, amount in testimony.steps:
        heard = np.ones(len(days), dtype=bool) if lo is None else days >= lo.toordinal()
        nats[heard if hi is None else heard & (days <= hi.toordinal())] += amount
    if testimony.weekdays is not None:
        nats += np.asarray(testimony.weekdays)[weekdays]
    if testimony.year_days is not None:
        nats += np.asarray(testimony.year_days)[year_days]
    return nats
