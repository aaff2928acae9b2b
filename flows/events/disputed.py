"""What somebody denies, disputes or calls off: the words after which an event is not told as a fact.

"The army denies it shelled the town": the clause says that it happened, and the verb above it that it did not.
"…, a charge the army rejects": the teller leaves it open. "The talks were called off": they did not take place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_DENYING = frozenset({"deny", "disclaim", "refute", "rebut"})
_DISMISSING = _DENYING | {"dismiss", "reject", "dispute"}
_TOLD = frozenset({"report", "claim", "allegation", "accusation", "charge", "suggestion", "rumor", "rumour", "story"})
_UNTRUE = frozenset({"false", "untrue", "baseless", "unfounded", "fabricated", "groundless", "wrong"})
_CONTENT = frozenset({"acl", "ccomp", "relcl"})
# After a comma, and of the whole clause before it. The parser takes such a tail for all sorts of things.
_TAIL = re.compile(
    r",\s(?:(?:an?|the)\s(?:\w+\s)?(?:claim|charge|accusation|allegation|assertion|suggestion|version)\b|something|which)"
    r"(?:\s(?:that|which))?[^,.;]{1,40}?\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:e|es|ed)|dismiss(?:es|ed)?)\b"
)
_CANCELLING = frozenset({"cancel", "scrap", "postpone", "shelve", "axe"})
_OFF = frozenset({"call", "put"})  # with "off"
_UNDER_WAY = frozenset({"search", "hunt", "manhunt", "siege", "blockade", "boycott", "pursuit"})  # these are ended
_DEEPEST = 4  # clauses joined to the one that is denied


def disputed(token: Token) -> tuple[Status, str] | None:
    """The status of an event that the text denies, disputes or calls off, and the word that does; else ``None``."""
    if token.tag_[:2] == "NN":
        return _called_off(token)
    if token.tag_[:2] != "VB":
        return None
    return _denied(token) or _left_open(token)


def _called_off(noun: Token) -> tuple[Status, str] | None:
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass") or verb.tag_[:2] != "VB" or verb.lemma_ not in _CANCELLING | _OFF:
        return None
    off = any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    if verb.lemma_ in _OFF and (not off or noun.lemma_ in _UNDER_WAY):
        return None
    if any(c.dep_ == "neg" or c.tag_ in ("MD", "TO") for c in verb.children):
        return None  # may be, will be, was not
    return "denied", f"{verb.lower_} off" if off else verb.lower_


def _denied(verb: Token) -> tuple[Status, str] | None:
    """A finite clause or a gerund as what is denied, or as the content of reports that are."""
    clause = verb
    for _ in range(_DEEPEST):
        if clause.dep_ != "conj":
            break
        clause = clause.head
    head = clause.head
    if clause.dep_ in ("ccomp", "xcomp") and head.lemma_ in _DENYING:
        return None if _is_negated(head) else ("denied", head.lower_)
    if clause.dep_ not in _CONTENT or head.lemma_ not in _TOLD:
        return None
    if not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return None
    above = head.head
    if head.dep_ in ("dobj", "nsubjpass") and above.lemma_ in _DISMISSING and not _is_negated(above):
        return "denied", above.lower_
    predicate = next((c for c in above.children if c.dep_ == "acomp" and c.lower_ in _UNTRUE), None)
    if head.dep_ == "nsubj" and above.lemma_ == "be" and predicate is not None and not _is_negated(above):
        return "denied", predicate.lower_
    return None


def _left_open(verb: Token) -> tuple[Status, str] | None:
    """The main verb of a clause of which a tail says that somebody denies it."""
    if verb.dep_ not in ("ROOT", "ccomp", "conj") or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    sentence = verb.sent
    after = verb.idx - sentence.start_char
    tail = _TAIL.search(sentence.text, after)
    if tail is None or ". " in sentence.text[after : tail.start()]:
        return None
    return "reported", tail[0].split()[-1]


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
