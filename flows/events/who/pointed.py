"""How the rules' sides and the learned reader's pointers make one.

The reader points to words of the sentence with probabilities, and to nowhere with one; the rules know the grammar. Who
the rules name stands where the reader finds it likely at all; else whom the reader points to; nobody where the reader
is sure that the sentence tells of none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.events.parse import syntax
from flows.events.reader.readings import Pointer
from flows.events.who import phrases, sides

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIKELY = 0.15  # probability from which a side that the rules name stands
_POINTED = 0.45  # from which a phrase that only the reader names does
_NOWHERE = 0.85  # of nowhere, from which a side that only the rules name falls


def agreed(ruled: list[Token], pointer: Pointer, token: Token) -> list[Token]:
    """The heads of a side's phrases, from those that the rules found for ``token`` and the reader's pointer."""
    weights = dict(pointer.words)
    if any(_weight(head, weights) >= _LIKELY for head in ruled):
        return ruled
    if pointer.words:
        head = _head(token.doc[pointer.words[0][0]])
        if _weight(head, weights) >= _POINTED and head.i != token.i and sides.stands_for(head):
            return syntax.conjuncts(head)
    return [] if pointer.nowhere >= _NOWHERE else ruled


def _weight(head: Token, weights: dict[int, float]) -> float:
    """The probability of any word of the head's phrase."""
    lo, hi = phrases.phrase_span(head)
    return sum(weights.get(i, 0.0) for i in range(lo, hi))


def _head(word: Token) -> Token:
    """The noun that a word of a name or of a phrase belongs to."""
    while word.dep_ in ("compound", "det", "nummod", "nmod", "case", "amod") and word.head.pos_ in ("NOUN", "PROPN"):
        word = word.head
    return word
