"""Acts that something answers: tried, punished, thanked for, reported of. They were before what answers them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.events import word_lists
from flows.events.parse.tense import tense
from flows.events.status import speech_verbs

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_AN_ACT = frozenset({"for", "of", "over", "with", "after", "in", "including"})
_RESPONSES = frozenset({"react", "reaction", "reply", "respond", "response", "retaliation", "retort"})
_INQUIRY = frozenset({"questioning", "interrogation", "trial", "investigation", "inspection", "life", "war", "talk"})
_TOLD_AS_DONE = frozenset(
    {"past", "past perfect", "present perfect", "participle"}
)  # a clause's "won" may be tagged so
_BRINGING = frozenset({"aggravate", "bring", "cause", "deepen", "fuel", "hurt", "worsen"})
_PERFECT = frozenset({"present perfect", "present", "present progressive"})


def answer_to(act: Token) -> Token | None:
    """The word of the judgement, thanks or blame that an act gets: "jailed" in "jailed for smuggling"."""
    preposition = act.head
    if act.dep_ == "acl" and act.tag_ == "VBG":  # "responding to reports claiming that …"
        return answer_to(act.head)
    if act.dep_ == "pobj" and preposition.lower_ == "to" and preposition.head.lemma_.lower() in _RESPONSES:
        return preposition.head
    if act.dep_ not in ("pcomp", "pobj") or preposition.lower_ not in _OF_AN_ACT or act.lemma_.lower() in _INQUIRY:
        return None
    if act.dep_ == "pobj" and (act.tag_[:2] != "NN" or preposition.lower_ in ("with", "in", "after")):
        return None
    above = preposition.head
    if above.dep_ == "pobj" and above.head.dep_ == "prep" and above.lemma_ not in _answers():
        above = above.head.head  # "acquitted in 2004 of the murder", "sentenced to ten years for killing"
    return above if above.lemma_.lower() in _answers() and above.i < act.i else None


def causes(event: Token) -> Iterator[Token]:
    """The words of acts that were before an event: what a saying tells of, what a judgement answers, what it followed.

    "said that they fled in May", "jailed for killing a guard in 2014", "resigned after the vote of 3 May", "ignored
    orders issued in May".
    """
    for child in event.children:
        told = child.dep_ == "ccomp" and event.lemma_ in speech_verbs() and tense(child) in _TOLD_AS_DONE
        follows = child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "after" for c in child.children)
        if told or follows:
            yield child
        elif child.dep_ == "dobj":
            yield from (c for c in child.children if is_of_its_making(c))
        elif child.dep_ == "prep":
            yield from (c for c in child.children if child.lower_ == "after" or answer_to(c) is event)


def is_of_its_making(clause: Token) -> bool:
    """Whether a participle tells how what a verb is done to came about, before it: "broke a truce made in March"."""
    if clause.dep_ != "acl" or clause.tag_ != "VBN" or clause.head.dep_ != "dobj":
        return False
    return clause.lemma_ not in word_lists.word_list("occurrence_verbs.txt")


def is_long_since(event: Token) -> bool:
    """Whether an event is where something that lasts began: "has held her since arresting her", "the ban has caused
    hunger"."""
    if event.tag_[:2] == "NN" and event.dep_ == "nsubj" and event.head.lemma_ in _BRINGING:
        return tense(event.head) in ("present", "present perfect")
    if event.dep_ in ("pcomp", "pobj") and event.head.lower_ == "since":
        return tense(event.head.head) in _PERFECT
    if event.dep_ == "advcl" and tense(event) == "past" and any(c.lower_ == "since" for c in event.children):
        return tense(event.head) in _PERFECT
    return False


def since_when(event: Token) -> Token | None:
    """The event since which something has lasted: "arresting" in "has held her since arresting her"."""
    if tense(event) not in _PERFECT:
        return None
    below = (c for p in event.children if p.dep_ in ("prep", "advcl") for c in (p, *p.children))
    return next((c for c in below if is_long_since(c)), None)


def _answers() -> frozenset[str]:
    return word_lists.word_list("judging_words.txt")
