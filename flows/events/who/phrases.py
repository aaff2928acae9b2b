"""The phrase that a noun heads: its words, whether they name somebody who acts, and where an event took place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.events import actors, word_lists
from flows.events.frames.matching import is_word
from flows.events.parse import syntax
from flows.events.who import persons

if TYPE_CHECKING:
    from spacy.tokens import Token

# Prepositions that bring the place.
WHERE = frozenset(
    {"in", "into", "across", "near", "at", "around", "along", "outside", "throughout", "inside", "off", "within"}
)
_OWN = frozenset({"its", "his", "their", "her", "our"})
_NOT_OF_IT = frozenset({"punct", "cc", "preconj", "advcl", "relcl"})
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_LONGEST_NAME = 25  # tokens of a participant's span


def phrase_span(head: Token) -> tuple[int, int]:
    """The noun phrase of a head as token indices: what stands before it, and "of", "in", "from" phrases after it."""
    lo = min(
        (c.left_edge.i for c in head.lefts if c.dep_ not in _NOT_OF_IT),
        default=head.i,
    )
    hi = head.i + 1
    for child in head.rights:
        if child.i != hi:
            break
        if (child.dep_ in ("prep", "case") and child.lower_ in ("of", "in", "from", "'s", "for")) or (
            child.dep_ in ("flat", "nummod")
        ):
            hi = child.right_edge.i + 1
        else:
            break
    hi = min(hi, lo + _LONGEST_NAME) if hi - lo > _LONGEST_NAME else hi
    hi = max(hi, head.i + 1)
    if head.pos_ != "PROPN":
        lo = _after_day(head, lo)
    while lo < head.i and (head.doc[lo].is_punct or head.doc[lo].is_space or _is_stamp(head.doc[lo])):
        lo += 1
    if head.dep_ == "poss":
        hi = head.i + 1
    return lo, hi


def _after_day(head: Token, lo: int) -> int:
    """ "On 5 May 1998 rebels …": the parse has the day in the phrase; but "the May rebels" are called so."""
    at = lo
    while at < head.i and (head.doc[at].like_num or syntax.is_temporal(head.doc[at]) or head.doc[at].text == ","):
        at += 1
    day = head.doc[lo:at]
    return at if any(map(syntax.is_temporal, day)) and any(t.like_num for t in day) else lo


def _is_stamp(word: Token) -> bool:
    """The time or year that opens a line of a list: "09:30 Students …", "2005 - Rebels …"."""
    following = word.nbor() if word.i + 1 < len(word.doc) else word
    return bool(_CLOCK.fullmatch(word.text)) or (
        word.like_num and following.text in ("-", "–", "—") and bool(word.whitespace_)
    )


def text_of(head: Token) -> str:
    """The words of its noun phrase, without a clause at its end: "families of prisoners", not "… jailed by Chad"."""
    lo, hi = phrase_span(head)
    clause = next((t for t in head.doc[head.i + 1 : hi] if t.dep_ in ("acl", "relcl")), None)
    return head.doc[lo : hi if clause is None else max(clause.left_edge.i, head.i + 1)].text.rstrip(" ,")


def stands_there(noun: Token) -> bool:
    """Whether the word means a place or building, which stands for its people: "shelled the town"."""
    return is_word(noun, "territory") or is_word(noun, "damage_object")


def is_owned(noun: Token) -> bool:
    """ "its troops", "their arms": the actor's own are not his target; but "its rival" is another, and so is he whose
    "its" can be nobody's of the clause ("a girl stoned its jeeps").
    """
    if noun.lemma_ in word_lists.classes()["another"]:
        return False
    owner = next((c for c in noun.children if c.dep_ == "poss" and c.lower_ in _OWN), None)
    if owner is None:
        return False
    doers = syntax.clause_subjects(noun)
    return owner.lower_ == "our" or not doers or any(persons.may_mean(owner, d) for d in doers)


def tells_actor(noun: Token) -> bool:
    """Whether a phrase that is no actor names one: "the minister's remarks", "the plan of Chad"."""
    if syntax.is_verb(noun):
        return False
    return (
        actors.is_actor(noun)
        or bool(actors.names_in(text_of(noun)))
        or any(c.dep_ == "poss" and actors.is_actor(c) and not is_owned(noun) for c in noun.children)
    )


def place(token: Token) -> tuple[str, str | None] | None:
    """Where the event took place, with its country's code: "in Lisbon" of the meeting, not of the newspaper.

    The nearest "in", "at", "near" … with a known place, on the event's word, its verb's, or its arguments'.
    """
    at = token
    for _ in range(3):
        for preposition in syntax.prepositions(at):
            if preposition.lower_ not in WHERE and preposition.lower_ != "to":
                continue
            for thing in syntax.link_objects(preposition):
                if (known := _known_place(thing)) is not None:
                    return known
        for thing in syntax.direct_objects(at) if syntax.is_verb(at) else ():
            for preposition in syntax.prepositions(thing):
                if preposition.lower_ in WHERE:
                    for inner in syntax.link_objects(preposition):
                        if (known := _known_place(inner)) is not None:
                            return known
        if at.head == at or at.dep_ in ("ccomp", "conj", "advcl", "relcl", "ROOT"):
            return None
        at = at.head
    return None


def _known_place(noun: Token) -> tuple[str, str | None] | None:
    lo, hi = phrase_span(noun)
    entries = [e for _, e in actors.names_in(noun.doc[lo:hi].text) if e.kind in ("country", "capital", "city")]
    if not entries:
        return None
    return entries[0].written, entries[0].country
