"""From when on an act told in the present counts as begun before the day of writing: fitted to articles never seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from flows.clean import clean
from flows.dates import resolve
from flows.events import mentions
from flows.events import reader as learned
from flows.events.coding import Coder
from flows.events.parse import sentences as parse
from flows.events.parse.tense import is_lasting, tense
from flows.records import Interval, Reader
from flows.training import corpus, own

STEPS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
_PRESENT = frozenset({"present", "present progressive"})


@dataclass(frozen=True, slots=True)
class PresentAct:
    """A mention in the present tense: the reader's probability of "around", whether its day is that of writing, and
    whether it is any day up to it."""

    around: float
    that_day: bool
    by_then: bool


def present_acts(records: Sequence[dict[str, Any]], reader: Reader) -> Iterator[PresentAct]:
    """The annotated acts that an article tells in the present and no expression dates."""
    dated = resolve(clean([own.published(record) for record in records]), trust_claims=True)
    for index, passages in parse.read_passages([article.article for article in dated]):
        coder = Coder(passages)
        marked = mentions.all_of(passages, coder)
        readings = learned.ask_reader(passages, marked, lambda m, coder=coder: coder.frame(m.token, m.passage), reader)  # type: ignore[misc]
        day, gold = dated[index].date.interval, corpus.golds(records[index])
        for mention in marked:
            hit = [g.event for g in gold if mention.start < g.end and g.start < mention.start + len(mention.token)]
            reading = readings.get(mention.start)
            told = tense(mention.token) in _PRESENT and not is_lasting(mention.token)
            if hit and reading is not None and reading.is_likely and told and not hit[0]["date"]["words"]:
                right = [own.is_dated_right(hit[0]["date"], days) for days in (day, Interval(None, day.hi))]
                yield PresentAct(reading.relation("around"), *right)


def share_dated_right(acts: Sequence[PresentAct], limit: float) -> float:
    """Which share has the right date where those from ``limit`` on count as begun before."""
    return sum(_is_right(act, limit) for act in acts) / max(len(acts), 1)


def fitted_limit(acts: Sequence[PresentAct], before: float) -> float:
    """The limit under which most are right; ``before`` unless another does better by more than chance.

    Chance is two standard errors of what so many acts, right under one of the two only, would differ by.
    """
    best = max(STEPS, key=lambda limit: share_dated_right(acts, limit))
    now, then = ([_is_right(act, limit) for act in acts] for limit in (best, before))
    won, lost = (sum(a and not b for a, b in zip(*pair, strict=True)) for pair in ((now, then), (then, now)))
    return best if won - lost > 2 * sqrt(won + lost) else before


def _is_right(act: PresentAct, limit: float) -> bool:
    return act.by_then if act.around >= limit else act.that_day
