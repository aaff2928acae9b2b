"""Acts that something answers: tried, punished, thanked for, reported of. They were before what answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.events import word_lists
from flows.events.parse.tense import tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_AN_ACT = frozenset({"for", "of", "over", "with", "after", "in", "including"})
_INQUIRY = frozenset({"questioning", "interrogation", "trial", "investigation", "inspection", "life", "war", "talk"})
_PERFECT = frozenset({"present perfect", "present", "present progressive"})


def answer_to(act: Token) -> Token | None:
    """The word of the judgement, thanks or blame that an act gets: "jailed" in "jailed for smuggling"."""
    preposition = act.head
    if act.dep_ not in ("pcomp", "pobj") or preposition.lower_ not in _OF_AN_ACT or act.lemma_.lower() in _INQUIRY:
        return None
    if act.dep_ == "pobj" and (act.tag_[:2] != "NN" or preposition.lower_ in ("with", "in", "after")):
        return None
    above = preposition.head
    if above.dep_ == "pobj" and above.head.dep_ == "prep" and above.lemma_ not in _answers():
        above = above.head.head  # "acquitted in 2004 of the murder", "sentenced to ten years for killing"
    return above if above.lemma_.lower() in _answers() and above.i < act.i else None


def is_long_since(event: Token) -> bool:
    """Whether an event is where something that lasts began: "has held her since arresting her"."""
    if event.dep_ in ("pcomp", "pobj") and event.head.lower_ == "since":
        return tense(event.head.head) in _PERFECT
    if event.dep_ == "advcl" and tense(event) == "past" and any(c.lower_ == "since" for c in event.children):
        return tense(event.head) in _PERFECT
    return False


def _answers() -> frozenset[str]:
    return word_lists.word_list("judging_words.txt")
