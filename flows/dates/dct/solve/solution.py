"""From testimonies to the article's date: an interval, a verdict, and how sure.

The body, the offices and the calendar speak first, without the claims. Then the claims: each claimed day has as much
trust as its kind deserves, times how much better the body fits it than a day at random (a Bayes factor). It stands
unless that makes it unlikely. Where no claim stands, the shortest interval that holds most of the probability is the
answer. A single day is only ever asserted where a witness names the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, log
from typing import TYPE_CHECKING

from flows.dates.dct.claimed_days import PRINTED, Bounded, Claimed
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import ANY_DAY, LINE_DAYS, Step, Testimony, Timeline, tightest
from flows.records import Evidence, Interval, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A claim is flagged that lies outside the answer the text alone would give, and that the body fits so much worse than
# the months and years around it, in nats. Of the true claims of the development sets about one in fifty is; some of
# those stand over an older story that is run again. One that is trusted more than a given date is, because several
# agree, takes so much more to doubt.
_DOUBTED_BELOW, _GIVEN = -0.5, 0.95
_DOUBTED_BY_LITTLE = -2.5  # nats: where what the text gives is wider than a year, its ends are soft
_BEYOND_DOUBT = -4.0  # nats against a day inside: it lies between two times that the text allows
_STANDS = 0.5  # a date line at least this likely, the text heard, is the article's day
_IS_A_CLAIM = 0.6  # a date line at least this likely before the text is heard is what the page claims
_CONFIRMED_ABOVE = 3.0  # nats by which the body fits the claimed day better than a day at random, to confirm it
_NARROW_DAYS, _SHARP_MASS, _NARROW_MASS, _WIDE_MASS = 365, 0.92, 0.95, 0.98
_TOO_WIDE = 1.8  # times the narrow one: then the wide one runs over days that nothing speaks for
# Of the probability, to keep to the bounds that witnesses state as facts: in the answer, which is to hold the day, and
# in what is counted from that day, a twentieth, as much as the narrow answer leaves out in any case.
_GIVEN_UP, _GIVEN_UP_IN_COUNTING = 0.01, 0.05
_NEARLY = 0.1  # of a stretch that is stated as a fact: an end no further from its edge is the edge
_OUT_OF_OFFICE = 45  # days: a loss is news, and the day of a page lags
_TELLS_BELOW, _TELLS_ABOVE = 0.1, 0.001  # a bound that cuts less than this share off the prior tells nothing
_COUNTED = "arithmetic"  # the kind of evidence whose days were worked out
_ANOTHER_CLOCK = timedelta(days=1)  # by which a stamp may be later than the day of its story
_SLACK_DAYS = 3  # without a witness for the day, an answer is never narrower than a week
_NO_LINE = 0.04  # however clear a date line is, it may be the day the page was called up
_CLEAR_LINE, _LITTLE_AGAINST = 0.7, -0.7  # the trust of a clear line; nats
_LINE_GIVES_WAY = -8.0  # nats: a story may tell of older things only, so a clear line gives way to much alone
WORTH_HEARING = 0.5  # a date line less likely than this is most often a date of the story, which is heard already
_MOST_NATS = 30.0


@dataclass(frozen=True, slots=True)
class Solution:
    """The solved date: ``claimed`` is the claim it was held against, ``confidence`` the mass inside; ``stated`` is what
    the text bounds of it for all that is counted from it (`ArticleDate.stated`)."""

    interval: Interval
    verdict: Verdict
    confidence: float
    claimed: Claimed | None = None
    support: float = 0.0
    bounded: Bounded | None = None  # the claim that names no day and was held against the text
    stated: Interval = ANY_DAY


def solve_within(
    bounds: Sequence[Bounded], body: Sequence[Testimony], lines: Sequence[Claimed], today: date
) -> Solution:
    """What ``body`` and date ``lines`` make of claims that name no day: months, and days by which it was published.

    They are heard as witnesses, and stand as claims do unless the text alone gives other days. Where they stand, the
    answer is all that they leave open: the likeliest days inside of a month are not the month.
    """
    found = solve([*body, *(_as_testimony(b) for b in bounds)], (), lines, today)
    best = bounds[0]
    says = best.says
    for other in bounds[1:]:
        says = says.intersect(other.says) if says.overlaps(other.says) else says
    if not found.interval.overlaps(says):
        return replace(found, verdict="mismatch", claimed=None, bounded=best)
    if found.interval.is_day:
        return found
    facts = _facts(body)
    inside = says.intersect(facts) if says.lo and says.overlaps(facts) else says
    interval = inside if says.lo else found.interval.intersect(says)
    return Solution(interval, "consistent", max(found.confidence, best.trust), None, 0.0, best)


def _facts(body: Sequence[Testimony]) -> Interval:
    """What witnesses state as facts, as far as they agree."""
    told = Interval()
    for testimony in body:
        told = told.intersect(testimony.bounds) if told.overlaps(testimony.bounds) else told
    return told


def _as_testimony(bound: Bounded) -> Testimony:
    lo, hi = bound.says.lo, bound.says.hi
    assert hi is not None
    if lo is None:
        steps: tuple[Step, ...] = ((hi + timedelta(1), None, log(1 - bound.trust)),)
    else:
        steps = raised([bound.says], 1 - bound.trust)
    return Testimony(Evidence("claim", bound.says, bound.trust, bound.value), steps)


def solve(body: Sequence[Testimony], claims: Sequence[Claimed], lines: Sequence[Claimed], today: date) -> Solution:
    """What the ``body`` makes of ``claims`` from outside, or else of the page's own date ``lines``.

    Claims are independent of one another, lines exclude one another: their trust sums to at most one.
    """
    timeline = Timeline(today)
    timeline.hear(body)
    if claims:
        claimed = {c.day for c in claims}  # a line that bears a claimed day is counted in that claim's trust
        timeline.hear(as_testimony([line for line in lines if line.day not in claimed]))
        claim, sure = _likeliest_claim(timeline, claims)
        said_so = _stands(timeline, claim, body)
    elif lines:
        claim, sure = _likeliest_line(timeline, lines, body)
        said_so = sure >= _STANDS and claim.trust >= WORTH_HEARING
        if not said_so:
            claim = max(lines, key=lambda c: c.trust)
            if claim.trust < _IS_A_CLAIM:
                return _inferred(timeline, body, lines)
    else:
        return _inferred(timeline, body, lines)
    support = timeline.support(claim.day)
    if not said_so:
        interval, mass = _answer(timeline, body)
        return Solution(interval, "mismatch", mass, claim, support, stated=_stated(timeline, body, interval))
    agreed = any(c.day == claim.day and c.source != claim.source for c in claims)
    verdict: Verdict = "confirmed" if agreed or support >= _CONFIRMED_ABOVE else "consistent"
    return Solution(Interval(claim.day, claim.day), verdict, sure, claim, support)


def _stands(timeline: Timeline, claim: Claimed, body: Sequence[Testimony]) -> bool:
    """Whether a claim stands: the body fits it well enough, or not beyond doubt worse and its day lies in the answer
    that the body alone would give, or beside one that is wide; not where somebody speaks in an office not held then.

    A body that bounds nothing contradicts no day.
    """
    support = timeline.support_among_near(claim.day) + max(0.0, _odds(claim.trust) - _odds(_GIVEN))
    if support >= _DOUBTED_BELOW:
        return True
    if _barred(claim.day, body):
        return False
    if claim.source.startswith(PRINTED) and _stands_as_a_line(timeline, claim, body):
        return True
    answer = _answer(timeline, body)[0]
    if claim.day in answer:
        return answer.is_open or support >= _BEYOND_DOUBT
    is_wide = answer.days is None or answer.days > _NARROW_DAYS
    return is_wide and support >= _DOUBTED_BY_LITTLE


def _likeliest_claim(timeline: Timeline, claims: Sequence[Claimed]) -> tuple[Claimed, float]:
    """The claim that is likeliest after the body is heard, and how likely it is."""
    odds = {c: exp(_odds(c.trust)) * _against(timeline.support(c.day)) for c in claims}
    best = max(claims, key=lambda c: odds[c])
    return best, odds[best] / (1 + sum(odds.values()))


def _likeliest_line(timeline: Timeline, lines: Sequence[Claimed], body: Sequence[Testimony]) -> tuple[Claimed, float]:
    """The same of date lines, of which at most one is the article's.

    A clear line is what readers go by, and a story may tell of older things only: it gives way to a bound stated as a
    fact, or to a body that fits it beyond doubt worse, not to one that merely fits another time better.
    """
    weights = {c: c.trust * _against(_heard_against(timeline, c, body)) for c in lines}
    best = max(lines, key=lambda c: weights[c])
    none = max(_NO_LINE, 1 - sum(c.trust for c in lines))
    return best, weights[best] / (none + sum(weights.values()))


def _heard_against(timeline: Timeline, line: Claimed, body: Sequence[Testimony]) -> float:
    """The support of the body for a line's day, or, of a clear line, little against it where no fact excludes it."""
    support = timeline.support_among_near(line.day)
    return max(support, _LITTLE_AGAINST) if _stands_as_a_line(timeline, line, body) else support


def _stands_as_a_line(timeline: Timeline, line: Claimed, body: Sequence[Testimony]) -> bool:
    """Whether a day that the page shows its readers is clear, and neither a fact nor much alone excludes it."""
    if line.trust < _CLEAR_LINE or timeline.support_among_near(line.day) <= _LINE_GIVES_WAY:
        return False
    return not (_barred(line.day, body) or any(_excludes(t.bounds, line.day) for t in body))


def _excludes(bounds: Interval, day: date) -> bool:
    return bool((bounds.lo and day < bounds.lo) or (bounds.hi and day > bounds.hi + timedelta(_OUT_OF_OFFICE)))


def _against(support: float) -> float:
    """The Bayes factor by which the body speaks against a day, 1 where it does not.

    It is not let to speak for one: a claim or a line that was read off the text itself would be heard twice.
    """
    return exp(max(min(support, 0.0), -_MOST_NATS))


def _inferred(timeline: Timeline, body: Sequence[Testimony], lines: Sequence[Claimed]) -> Solution:
    """The answer without a claim; date lines too weak to be one still count as days more likely than others."""
    if not body and not lines:
        return Solution(Interval(), "unknown", 0.0)
    timeline.hear(as_testimony(lines))
    interval, mass = _answer(timeline, body)
    if interval.is_open:
        return Solution(interval, "unknown", mass)
    return Solution(interval, "inferred", mass, stated=_stated(timeline, body, interval))


def as_testimony(lines: Sequence[Claimed]) -> list[Testimony]:
    """Date lines as days more likely than others: at most one of them is the article's."""
    lines = [c for c in lines if c.trust >= WORTH_HEARING]
    if not lines:
        return []
    none = max(_NO_LINE, 1 - sum(c.trust for c in lines))
    steps = [(c.day, c.day, log(c.trust * LINE_DAYS + none) - log(none)) for c in lines]
    return [Testimony(Evidence("date line", Interval(), 0.0, ""), tuple(steps))]


def _odds(trust: float) -> float:
    """A chance as nats."""
    return log(trust / max(1 - trust, 0.001))


def _barred(day: date, body: Sequence[Testimony]) -> bool:
    """Whether somebody speaks in an office who held it at no time near the day."""
    return any(t.spoken and not any(_near(day, term) for term in t.spoken) for t in body)


def _near(day: date, term: Interval) -> bool:
    slack = timedelta(_OUT_OF_OFFICE)
    return (term.lo is None or term.lo - slack <= day) and (term.hi is None or day <= term.hi + slack)


def _answer(timeline: Timeline, body: Sequence[Testimony]) -> tuple[Interval, float]:
    """The interval to give where no claim stands: narrow where the evidence is, else wide and nearly certain.

    What is nearly certain is given up where it would be more than twice as wide, and an open end for a bound that is
    less sure; a little of what is sure, where that makes it one year.
    """
    probabilities = timeline.probabilities()
    narrow, wide = (tightest(timeline, probabilities, mass) for mass in (_NARROW_MASS, _WIDE_MASS))
    assert narrow[0].days is not None
    assert wide[0].days is not None
    chosen = narrow
    # What is nearly certain costs little where both are within a year, or neither.
    same_kind = wide[0].days <= _NARROW_DAYS or narrow[0].days > _NARROW_DAYS
    if same_kind and wide[0].days <= _TOO_WIDE * narrow[0].days:
        chosen = wide if not _told(timeline, wide[0]).is_open else narrow
    if narrow[0].days > _NARROW_DAYS:
        sharp = tightest(timeline, probabilities, _SHARP_MASS)
        if sharp[0].days is not None and sharp[0].days <= _NARROW_DAYS:
            chosen = sharp  # that it was of one year says more than that it was hardly of others
    interval, mass = _within_bounds(timeline, probabilities, chosen, body, _GIVEN_UP)
    counted = [t.evidence.says for t in body if t.evidence.kind == _COUNTED]
    told = [Interval(t.told.lo - _ANOTHER_CLOCK, None) for t in body if t.told.lo]
    return _told(timeline, interval, [*counted, *told]), mass


def _stated(timeline: Timeline, body: Sequence[Testimony], answer: Interval) -> Interval:
    """The answer cut to what witnesses state as facts, for all that is counted from it: the newest day that a text
    tells as past is mostly that of its news, and "on Tuesday" is a day of the week after it."""
    whole = Interval(answer.lo or timeline.day(0), answer.hi or timeline.last)
    cut = _within_bounds(timeline, timeline.probabilities(), (whole, 1.0), body, _GIVEN_UP_IN_COUNTING)[0]
    return _told(timeline, cut)


def _within_bounds(
    timeline: Timeline,
    probabilities: NDArray[np.float64],
    chosen: tuple[Interval, float],
    body: Sequence[Testimony],
    spare: float,
) -> tuple[Interval, float]:
    """The interval cut to what witnesses state as facts, where that gives up no more than ``spare`` of the
    probability."""
    interval, mass = chosen
    lo, hi = interval.lo, interval.hi
    assert lo is not None
    assert hi is not None
    for a, z in ((t.bounds.lo, t.bounds.hi) for t in body):
        if a and z and a <= lo < hi <= z:  # within a year that is told, its rarest weeks are as good as any
            lo, hi = a if lo - a <= _NEARLY * (z - a) else lo, z if z - hi <= _NEARLY * (z - a) else hi
    turns = (t.turn.bound_in(interval) for t in body if t.turn and t.turn.firm)
    told = [*(t.bounds for t in body), *(t.told for t in body), *turns]
    for bound in sorted({t.lo for t in told if t.lo and lo < t.lo <= hi}):
        lost = float(probabilities[timeline.index(lo) : timeline.index(bound)].sum())
        if lost <= spare:
            lo, spare, mass = bound, spare - lost, mass - lost
    for bound in sorted({t.hi for t in told if t.hi and lo <= t.hi < hi}, reverse=True):
        lost = float(probabilities[timeline.index(bound) + 1 : timeline.index(hi) + 1].sum())
        if lost <= spare:
            hi, spare, mass = bound, spare - lost, mass - lost
    return Interval(lo, hi), mass


def _told(timeline: Timeline, interval: Interval, bounds: Sequence[Interval] = ()) -> Interval:
    """The interval without those bounds that tell nothing, and never narrower than a week, unless the ``bounds`` that
    are counted out or told to the day are: it is not widened beyond one that it kept to.
    """
    lo, hi = interval.lo, interval.hi
    assert lo is not None
    assert hi is not None
    if (hi - lo).days < 2 * _SLACK_DAYS:
        kept = [says for says in bounds if (says.lo or lo) <= lo and hi <= (says.hi or hi)]
        lo, hi = lo - timedelta(_SLACK_DAYS), hi + timedelta(_SLACK_DAYS)
        for says in kept:
            lo, hi = max(lo, says.lo or lo), min(hi, says.hi or hi)
    below, above = timeline.index(lo), timeline.index(hi)
    cut_below, cut_above = float(timeline.prior[:below].sum()), float(timeline.prior[above + 1 :].sum())
    return Interval(
        lo if cut_below >= _TELLS_BELOW else None, hi if cut_above >= _TELLS_ABOVE and hi < timeline.last else None
    )
