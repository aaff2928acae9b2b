"""What the parse tells of an article's date expressions: on which side of the article's date their clause lies.

Only a finite verb that an expression modifies directly says so ("On Tuesday the league … plans"). A day inside a noun
phrase ("before Friday's purchases") or beside a participle ("the decision announced Wednesday") is not its verb's, and
"could" and "may" look both ways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from flows.dates.timex import is_open, retold
from flows.events.parse.sentences import Passage
from flows.events.parse.tense import tense
from flows.records import DatedArticle, Timex

if TYPE_CHECKING:
    from spacy.tokens import Token

_SIDES: dict[str, Literal["past", "future"]] = {
    "past": "past", "past perfect": "past", "past progressive": "past", "present perfect": "past",
    "future": "future", "present": "future", "present progressive": "future",
}  # fmt: skip


def with_tenses(dated: DatedArticle, passages: Sequence[Passage]) -> DatedArticle:
    """The article with its date expressions told again where the parse knows the tense of their verb."""
    if not passages:
        return dated
    starts = [p.start for p in passages]
    timexes = []
    for timex in dated.timexes:
        passage = passages[max(0, bisect_right(starts, timex.start) - 1)]
        timexes.append(_told(timex, passage, dated) if is_open(timex) else timex)
    return replace(dated, timexes=tuple(timexes))


def _told(timex: Timex, passage: Passage, dated: DatedArticle) -> Timex:
    at = timex.start - passage.start
    span = passage.doc.char_span(at, timex.end - passage.start, alignment_mode="expand") if at >= 0 else None
    if span is None or not len(span):
        return timex
    side = _side(span.root)
    if side is None:
        return timex
    sentence = span.root.sent
    return retold(timex, side, sentence.text, at - sentence.start_char, dated.date.interval)


def _side(token: Token) -> Literal["past", "future"] | None:
    """The side on which the finite verb lies that ``token`` modifies, as an adverbial or after a preposition."""
    at = token.head if token.dep_ == "pobj" and token.head.dep_ == "prep" else token
    verb = at.head
    if at.dep_ not in ("npadvmod", "prep", "nmod", "tmod") or verb == at or verb.tag_[:2] != "VB":
        return None
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "VBN") for t in token.doc[verb.i + 1 : at.i]):
        return None  # after two verbs it may be either's; at the head of a sentence it is the main verb's
    form = tense(verb)
    if form == "modal" and any(c.lower_ == "would" for c in verb.children):
        return "future"
    return _SIDES.get(form)
