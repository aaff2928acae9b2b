"""Whether a word means one human being or a body of people, of which one says "it" and "they" alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.events import actors, word_lists

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = frozenset({"NNS", "NNPS"})


def is_group(token: Token) -> bool:
    """A body of people under one name or noun: "police", "the ministry", "Hamas", "its partner, Togo"."""
    if token.pos_ == "PROPN":
        return _is_body(token)
    is_called_one = any(c.dep_ == "appos" and c.pos_ == "PROPN" and _is_body(c) for c in token.children)
    return is_called_one or token.lemma_.lower() in word_lists.word_list("group_nouns.txt")


def _is_body(token: Token) -> bool:
    if token.lemma_.lower() in word_lists.word_list("group_nouns.txt"):
        return True
    entries = actors.names_in(token.doc[token.left_edge.i : token.i + 1].text)
    return bool(entries) and entries[-1][1].kind != "person" and entries[-1][1].written.endswith(token.text)


def is_person(token: Token) -> bool:
    """Whether one human being is named or described."""
    if token.tag_ in _PLURAL:
        return False
    if token.pos_ == "PROPN":
        return not _is_body(token)
    return not is_group(token)


def is_called_body(name: Token) -> bool:
    """Whether a name is said to be a body's: "Telecoms group Norvex", "Norvex, a unit of …", "the company Norvex"."""
    called = [c for c in name.children if c.dep_ in ("appos", "compound", "nmod")]
    called += [name.head] if name.dep_ == "appos" else []
    return any(c.pos_ == "NOUN" and is_group(c) for c in called)


def may_mean(possessive: Token, owner: Token) -> bool:
    """Whether "its", "his", "their" can be of this owner by number and kind: "its" is of no girl, "his" of no army."""
    if possessive.lower_ == "their":
        return owner.tag_ in _PLURAL or is_group(owner) or any(c.dep_ == "conj" for c in owner.children)
    if owner.pos_ == "PRON":
        return True
    return is_person(owner) == (possessive.lower_ in ("his", "her"))


def is_described_by_age(word: Token) -> bool:
    """ "The 40-year-old"."""
    return word.lower_.endswith("-old") or (word.lower_ == "old" and word.i >= 2 and word.nbor(-2).lower_ == "year")
