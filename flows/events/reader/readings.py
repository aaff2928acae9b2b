"""What the reader says of a mention, and how its word and the rules' make one."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from flows.records import Status

CLASSES: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES: tuple[Status, ...] = ("happened", "planned", "ongoing", "denied", "hypothetical", "reported")
# How an event lies to the day on which its article was published: before it, of its news, after it, around it all.
RELATIONS = ("before", "near", "after", "around")
# By how much, in log-odds, another class must be likelier than that of the rules' frame to take its place.
_FRAME_WEIGHS = 4.0
_LEAST_CLASS = 0.001  # a class that the reader rules out counts as this likely
_STATUS_WEIGHS = 0.5  # how much less likely than another status the rules may find it and still stand
LEAST_TYPED = 0.2  # on-record probability from which a mention that no frame knows is given a class …
LEAST_CODED = 0.9  # … and a code: in sentences of other kinds than the reader's own, less would code every verb


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a mention points to: the probability of nowhere in its sentence, and of words of the passage.

    ``words`` are token indices of ``Passage.doc`` with probabilities, the likeliest first; the words of one name share
    its probability.
    """

    nowhere: float
    words: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the reader makes of a mention.

    ``on_record`` is the probability that it tells of an event that belongs on record; ``classes`` those of the PLOVER
    classes, given that it does, in the order of `CLASSES`, ``statuses`` in that of `STATUSES`. ``source`` and
    ``target`` point to who acts and to whom; ``when`` to the words that date it. ``relations`` are the probabilities of
    how it lies to the day of publication, in the order of `RELATIONS`.
    """

    on_record: float
    classes: tuple[float, ...]
    statuses: tuple[float, ...]
    source: Pointer
    target: Pointer
    when: Pointer
    relations: tuple[float, ...] = ()

    @property
    def is_likely(self) -> bool:
        """Whether it belongs on record more likely than not."""
        return self.on_record > 0.5

    def relation(self, how: str) -> float:
        """The probability of how it lies to the day of publication, one of `RELATIONS`; 0 where it was not asked."""
        return self.relations[RELATIONS.index(how)] if self.relations else 0.0

    def event_type(self, rules: str | None = None) -> str:
        """The likeliest class, that of the rules' frame favoured."""

        def weighs(one: tuple[str, float]) -> float:
            return log(one[1] + _LEAST_CLASS) + _FRAME_WEIGHS * (one[0] == rules)

        return max(zip(CLASSES, self.classes, strict=True), key=weighs)[0]

    def status(self, rules: Status) -> Status:
        """The likeliest status, the rules' favoured."""
        return max(
            zip(STATUSES, self.statuses, strict=True), key=lambda one: one[1] + _STATUS_WEIGHS * (one[0] == rules)
        )[0]
