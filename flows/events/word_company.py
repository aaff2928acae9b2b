"""The words that a mention stands among, by which it is known again: of its sentence, and of what it is done to.

Two tellings of one event share more words than two events of one kind do: "seized the tanker off Yeosu", "is holding
the tanker" (lexical overlap as in event coreference since Bejan and Harabagiu, 2010).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

Words = frozenset[str]
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_EMPTY = frozenset({"be", "have", "do", "say"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "ccomp", "xcomp"})
_LEADING = frozenset({"prep", "agent", "dative"})


@dataclass(frozen=True, slots=True)
class Company:
    """Lemmas of a mention's sentence, its own left out; of its objects with all that belongs to them; and of the
    nouns among these objects themselves."""

    sentence: Words
    objects: Words
    heads: Words


def company_of(token: Token) -> Company:
    """The words that a mention stands among."""
    objects = list(_objects(token))
    inside = (word for one in objects for word in one.subtree if word.i != token.i)
    heads = frozenset(one.lemma_.lower() for one in objects if one.pos_ in ("NOUN", "PROPN"))
    return Company(_content(token.sent) - {token.lemma_.lower()}, _content(inside), heads)


def _objects(token: Token) -> Iterable[Token]:
    for child in token.children:
        if child.dep_ in _OBJECTS:
            yield child
        elif child.dep_ in _LEADING:
            yield from (one for one in child.children if one.dep_ == "pobj")


def _content(tokens: Iterable[Token]) -> Words:
    return frozenset(t.lemma_.lower() for t in tokens if t.pos_ in _CONTENT) - _EMPTY


def share_of_words(a: Words, b: Words) -> float:
    """Which share of the shorter one's words both have; 0 where one has none."""
    fewer = min(len(a), len(b))
    return len(a & b) / fewer if fewer else 0.0
