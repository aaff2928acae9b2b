"""Tense, aspect and the kind of event a word names: what places an event in time where no expression does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.events import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Token

_AWAITING = frozenset({"until", "till", "if", "unless", "once", "when", "before", "after", "as"})

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def is_awaited(token: Token) -> bool:
    """English tells what is awaited in the present: "until the crisis ends", "when they return"."""
    return token.dep_ == "advcl" and any(c.lower_ in _AWAITING for c in token.children if c.dep_ in ("mark", "advmod"))


def looks_back(token: Token) -> bool:
    """Whether a modal is about what is past: "would have fired", "may have been hiding"; "will have" looks ahead."""
    aux = {c.lower_ for c in token.children if c.dep_ == "aux"}
    perfect = token.tag_ == "VBN" or (token.tag_ == "VBG" and "been" in aux)
    return perfect and bool(aux & {"have", "'ve"}) and not aux & {"will", "shall", "'ll", "wo"}


def is_going_to(token: Token) -> bool:
    """Whether a word only makes another verb's future: "is going to close"; not "is going to Oslo"."""
    if token.lower_ not in ("going", "gon") or not any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.children):
        return False
    return any(c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") for c in token.children)


def is_lasting(token: Token) -> bool:
    """Whether the word names a state or an activity (Vendler 1957)."""
    return token.lemma_.lower() in word_lists.word_list("lasting_words.txt") or token.tag_[:2] == "JJ"


def tense(token: Token) -> str:
    """Tense and aspect of an event's word group, as TimeML's MAKEINSTANCE has them, in one phrase."""
    tag = token.tag_
    if tag[:2] == "NN":
        return "noun"
    clause = token
    if tag[:2] != "VB" or token.dep_ == "acomp":
        clause = token.head
        if token.dep_ not in ("acomp", "attr") or clause.tag_[:2] != "VB":
            return "state"
        tag = clause.tag_
    aux = [c for c in clause.children if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in aux}
    if words & {"will", "shall", "'ll", "wo"}:
        return "future"
    if any(c.tag_ == "MD" for c in aux):
        return "modal"
    if any(c.tag_ == "TO" for c in aux):
        return "future" if clause.dep_ == "xcomp" and is_going_to(clause.head) else "infinitive"
    finite = next((c for c in aux if c.tag_ in ("VBD", "VBZ", "VBP")), None)
    if finite is None and _shares_auxiliary(clause):
        return tense(clause.head)
    if finite is None and _is_told(clause):
        return "past"
    if finite is None:
        if tag in ("VBD", "VBZ", "VBP"):
            return "past" if tag == "VBD" else "present"
        return {"VBG": "gerund", "VBN": "participle"}.get(tag, "infinitive")
    past = finite.tag_ == "VBD"
    if finite.lemma_ == "have":
        return "past perfect" if past else "present perfect"
    if tag == "VBG" or any(c.tag_ == "VBG" for c in aux):
        return "past progressive" if past else "present progressive"
    return "past" if past else "present"


def _is_told(verb: Token) -> bool:
    """Whether a verb that the tagger takes for a participle is the finite one of its sentence: "the minister, who is
    ill, announced …". In "nails found at the shop are the same" another verb is that, which then has no
    subject of its own."""
    if verb.tag_ != "VBN" or verb.dep_ != "ROOT" or not any(c.dep_ == "nsubj" for c in verb.children):
        return False
    after = (t for t in verb.doc[verb.i + 1 : verb.sent.end] if t.tag_ in ("VBD", "VBP", "VBZ"))
    clauses = (t.head if t.dep_ in ("aux", "auxpass") else t for t in after)
    return all(t.dep_ == "conj" or any(c.dep_ in _SUBJECTS for c in t.children) for t in clauses)


def _shares_auxiliary(verb: Token) -> bool:
    """Whether a participle is the second of two that one auxiliary serves: "had been suspended and sacked"."""
    if verb.tag_ != "VBN" or verb.dep_ != "conj" or verb.head.tag_ != "VBN":
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children)
