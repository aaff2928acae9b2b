"""From testimonies to the article's date: an interval, a verdict, and how sure.

The body, the offices and the calendar speak first, without the claims. Then the claims: each claimed day has as much
trust as its kind deserves, times how much better the body fits it than a day at random. It stands unless that makes it
unlikely. Where no claim stands, the shortest interval that holds most of the probability is the answer. A single day is
only ever asserted where a witness names the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from flows.dates.dct.claims import Claimed
from flows.dates.dct.timeline import Testimony, Timeline, tightest
from flows.records import Interval, Verdict

_MISMATCH_BELOW = 0.5  # a claim that is likelier false than true, the text heard, is flagged
_CONFIRMED_ABOVE = 3.0  # nats by which the body fits the claimed day better than a day at random, to confirm it
_NARROW_DAYS, _NARROW_MASS, _WIDE_MASS = 365, 0.95, 0.97
_TELLS = 0.5  # an interval that cuts less than this share off the prior tells nothing
_SLACK_DAYS = 3  # without a witness for the day, an answer is never narrower than a week


@dataclass(frozen=True, slots=True)
class Solution:
    """The solved date: ``claimed`` is the claim it was held against, ``confidence`` the mass inside."""

    interval: Interval
    verdict: Verdict
    confidence: float
    claimed: Claimed | None = None
    support: float = 0.0


def solve(body: Sequence[Testimony], claims: Sequence[Claimed], lines: Sequence[Testimony], today: date) -> Solution:
    """What the ``body`` makes of the ``claims``, and of date lines too weak to be claims (``lines``)."""
    timeline = Timeline(today)
    timeline.hear(body)
    if claims:
        claim, sure, support = _best(timeline, claims)
        if sure >= _MISMATCH_BELOW:
            agreed = any(c.day == claim.day and c.source != claim.source for c in claims)
            verdict: Verdict = "confirmed" if agreed or support >= _CONFIRMED_ABOVE else "consistent"
            return Solution(Interval(claim.day, claim.day), verdict, sure, claim, support)
        interval, mass = _answer(timeline)
        return Solution(interval, "mismatch", mass, claim, support)
    timeline.hear(lines)
    if not body and not lines:
        return Solution(Interval(), "unknown", 0.0)
    interval, mass = _answer(timeline)
    return Solution(interval, "unknown" if interval.is_open else "inferred", mass)


def _best(timeline: Timeline, claims: Sequence[Claimed]) -> tuple[Claimed, float, float]:
    """The claim that is likeliest after the body is heard, how likely it is, and what the body says for it.

    Claims of one day repeat one another more than they confirm: the best of them counts, and a little for each other.
    """
    support = {c.day: timeline.support(c.day) for c in claims}
    odds: dict[date, float] = {}
    for c in claims:
        here = c.trust / max(1 - c.trust, 0.001) * exp(max(min(support[c.day], 30.0), -30.0))
        odds[c.day] = max(odds.get(c.day, 0.0), here)
    day = max(odds, key=lambda d: odds[d])
    claim = max((c for c in claims if c.day == day), key=lambda c: c.trust)
    return claim, odds[day] / (1 + sum(odds.values())), support[day]


def _answer(timeline: Timeline) -> tuple[Interval, float]:
    """The interval to give where no claim stands: narrow where the evidence is, else wide and nearly certain."""
    probabilities = timeline.probabilities()
    interval, mass = tightest(timeline, probabilities, _NARROW_MASS)
    if interval.days is None or interval.days > _NARROW_DAYS:
        interval, mass = tightest(timeline, probabilities, _WIDE_MASS)
    lo, hi = interval.lo, interval.hi
    assert lo is not None
    assert hi is not None
    if (hi - lo).days < 2 * _SLACK_DAYS:
        lo, hi = lo - timedelta(_SLACK_DAYS), hi + timedelta(_SLACK_DAYS)
    below, above = timeline.index(lo), timeline.index(hi)
    cut_below, cut_above = float(timeline.prior[:below].sum()), float(timeline.prior[above + 1 :].sum())
    return Interval(
        lo if cut_below >= (1 - _TELLS) / 5 else None, hi if cut_above >= 0.001 and hi < timeline.last else None
    ), mass
