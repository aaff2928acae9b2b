"""What is done again and again has no one day: "meet every year", "usually vote on Fridays", "used to march here"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flows.events import word_lists
from flows.events.mentions import Mention
from flows.records import Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ADVERBIAL = frozenset({"npadvmod", "advmod", "prep", "pobj", "tmod"})


def habits(doc: Doc, start: int, timexes: Sequence[Timex], at: Mapping[int, Mention]) -> set[int]:
    """The verbs that tell what is done again and again, by their word, in a passage that starts at ``start``."""
    found = {token.i for token in doc if token.i in at and _is_usual(token)}
    for timex in timexes:
        span = doc.char_span(timex.start - start, timex.end - start, alignment_mode="expand")
        verb = _modified(span.root) if timex.type == "SET" and span is not None and len(span) else None
        if verb is not None and verb.i in at:
            found.add(verb.i)
    return found


def _is_usual(verb: Token) -> bool:
    """Whether an adverb says that something is usual, or "used to" that it was."""
    if verb.tag_[:2] != "VB":
        return False
    if _used_to(verb) or (verb.dep_ == "xcomp" and _used_to(verb.head)):
        return True
    usual = word_lists.word_list("habit_adverbs.txt")
    return any(c.dep_ == "advmod" and c.lower_ in usual for c in verb.children)


def _used_to(verb: Token) -> bool:
    return verb.lower_ == "used" and verb.tag_ == "VBD" and any(c.dep_ == "xcomp" for c in verb.children)


def _modified(time: Token) -> Token | None:
    """The verb of which an expression is an adverbial: not of a noun ("300 euros a month", "the weekly march")."""
    while time.dep_ in _ADVERBIAL and time.head != time:
        time = time.head
        if time.tag_[:2] == "VB":
            return time
        if time.tag_[:2] == "NN":
            return None
    return None
