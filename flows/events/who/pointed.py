"""How the rules' sides and the learned reader's pointers make one.

The reader points to words of the sentence with probabilities, and to nowhere with one; the rules know the grammar. Who
the rules name stands where the reader finds it likely at all; else whom the reader points to; nobody where the reader
is sure that the sentence tells of none. From which probabilities on stands in `pointing.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from flows.events.parse import syntax
from flows.events.reader.readings import Pointer
from flows.events.who import phrases, sides
from seeds import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

Whose = Literal["rules", "pointer", "nobody"]


@dataclass(frozen=True, slots=True)
class PointingLimits:
    """Probabilities. ``likely``: from which a side that the rules name stands; ``pointed``: from which the one does
    that the reader names instead; ``alone``: the same where the rules name nobody; ``nowhere``: of nowhere, from which
    a side that only the rules name falls.
    """

    likely: float
    pointed: float
    alone: float
    nowhere: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from: how probable the reader finds the rules' side, and whom it points to itself."""

    ruled: float  # less than 0 where the rules name nobody of a verb; whose a noun's event is may have been told before
    head: Token | None  # ``None`` where it points to nobody who can act
    pointed: float
    nowhere: float

    def falls_on(self, limits: PointingLimits) -> Whose:
        """Whose side it is."""
        if self.ruled >= limits.likely:
            return "rules"
        if self.head is not None and self.pointed >= (limits.pointed if self.ruled >= 0 else limits.alone):
            return "pointer"
        return "nobody" if self.nowhere >= limits.nowhere else "rules"


@lru_cache(maxsize=1)
def limits() -> PointingLimits:
    """The limits that ``python -m flows.training sides`` has fitted."""
    return PointingLimits(**{row["limit"]: float(row["probability"]) for row in rows("pointing.csv")})


def agreed(ruled: list[Token], pointer: Pointer, token: Token) -> list[Token]:
    """The heads of a side's phrases, from those that the rules found for ``token`` and the reader's pointer."""
    choice = choice_of(ruled, pointer, token)
    whose = choice.falls_on(limits())
    if whose == "pointer" and choice.head is not None:
        return syntax.conjuncts(choice.head)
    return ruled if whose == "rules" else []


def choice_of(ruled: list[Token], pointer: Pointer, token: Token) -> Choice:
    """What the rules' side and the pointer of the mention at ``token`` leave to choose from."""
    weights = dict(pointer.words)
    by_rules = max((_weight(head, weights) for head in ruled), default=-1.0 if syntax.is_verb(token) else 0.0)
    head = _head(token.doc[pointer.words[0][0]]) if pointer.words else None
    if head is None or head.i == token.i or not sides.stands_for(head):
        return Choice(by_rules, None, 0.0, pointer.nowhere)
    return Choice(by_rules, head, _weight(head, weights), pointer.nowhere)


def _weight(head: Token, weights: dict[int, float]) -> float:
    """The probability of any word of the head's phrase."""
    lo, hi = phrases.phrase_span(head)
    return sum(weights.get(i, 0.0) for i in range(lo, hi))


def _head(word: Token) -> Token:
    """The noun that a word of a name or of a phrase belongs to."""
    while word.dep_ in ("compound", "det", "nummod", "nmod", "case", "amod") and word.head.pos_ in ("NOUN", "PROPN"):
        word = word.head
    return word
