"""From which probabilities the reader's pointers decide who takes part: fitted to articles that it never saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import sqrt
from typing import Any

from flows.clean import clean
from flows.events import mentions
from flows.events import reader as learned
from flows.events.coding import Coder, disposed
from flows.events.parse import sentences as parse
from flows.events.reader import Judgement, Pointer
from flows.events.who.participants import by_rules
from flows.events.who.pointed import Choice, PointingLimits, Whose, choice_of
from flows.records import Participant, Reader
from flows.training import corpus

_STEPS = {
    "likely": (0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
    "pointed": (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7),
    "alone": (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45),
    "nowhere": (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95),
}
_ROLES = ("source", "target")
_NOBODY = Pointer(1.0, ())
_AS_RULED = Pointer(0.0, ())


@dataclass(frozen=True, slots=True)
class JudgedSide:
    """One side of an annotated event: what there is to choose from, and which choices are right."""

    role: str
    choice: Choice
    right: dict[Whose, bool]


def judged_sides(records: Sequence[dict[str, Any]], reader: Reader) -> Iterator[JudgedSide]:
    """Both sides of every mention that the annotation names."""
    for index, passages in parse.read_passages(clean([corpus.annotated_document(record) for record in records])):
        coder = Coder(passages)
        marked = mentions.all_of(passages, coder)
        readings = learned.ask_reader(passages, marked, lambda m, coder=coder: coder.frame(m.token, m.passage), reader)  # type: ignore[misc]
        gold = corpus.golds(records[index])
        for mention in marked:
            hit = [g.event for g in gold if mention.start < g.end and g.start < mention.start + len(mention.token)]
            if hit and (reading := readings.get(mention.start)) is not None:
                yield from _sides(mention, coder, reading, hit[0])


def _sides(mention: mentions.Mention, coder: Coder, reading: Judgement, event: dict[str, Any]) -> Iterator[JudgedSide]:
    token, passage = mention.token, mention.passage
    frame = disposed(token, coder.frame(token, passage), replace(reading, on_record=1.0))
    if frame is None or frame.merged:
        return
    ruled = dict(zip(_ROLES, by_rules(token, frame, coder.frames(passage)), strict=True))
    for role in _ROLES:
        choice = choice_of(ruled[role], getattr(reading, role), token)
        right: dict[Whose, bool] = {}
        for whose, pointer in _forced(choice).items():
            forced = replace(reading, source=pointer) if role == "source" else replace(reading, target=pointer)
            who = coder.participants(token, passage, frame, forced)
            right[whose] = is_right(event[role], [p for p in who if p.role == role])
        yield JudgedSide(role, choice, right)


def _forced(choice: Choice) -> dict[Whose, Pointer]:
    """Pointers that leave no choice."""
    pointed = _NOBODY if choice.head is None else Pointer(0.0, ((choice.head.i, 1.0),))
    return {"rules": _AS_RULED, "pointer": pointed, "nobody": _NOBODY}


def is_right(annotated: dict[str, Any], who: Sequence[Participant]) -> bool:
    """Whether one of its countries is told; or, where none can be, a word of its name; or rightly nobody: because there
    is nobody, or the sentence names nobody.
    """
    countries = {p.country for p in who} - {None}
    if not who:
        return not annotated["name"] or not annotated["mention"]
    if annotated["countries"] and countries:
        return not countries.isdisjoint(annotated["countries"])
    names = {w.lower() for w in annotated["name"].split() if len(w) > 2}
    return not names.isdisjoint(w.lower() for p in who for w in p.name.split() if len(w) > 2)


def share_right(told: Iterable[JudgedSide], limits: PointingLimits) -> float:
    """Which share of the sides is right under these limits."""
    answers = [one.right[one.choice.falls_on(limits)] for one in told]
    return sum(answers) / max(len(answers), 1)


def fitted_limits(told: Sequence[JudgedSide], before: PointingLimits) -> PointingLimits:
    """The limits under which most sides are right; those of ``before`` unless others do better by more than chance.

    Chance is two standard errors of what so many sides, right under one of the two only, would differ by.
    """
    tried = [PointingLimits(*values) for values in product(*_STEPS.values())]
    best = max(tried, key=lambda limits: share_right(told, limits))
    won, lost = (
        sum(one.right[one.choice.falls_on(a)] and not one.right[one.choice.falls_on(b)] for one in told)
        for a, b in ((best, before), (before, best))
    )
    return best if won - lost > 2 * sqrt(won + lost) else before
