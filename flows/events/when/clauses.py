"""What the parse tells of an article's date expressions: on which side of the article's date their clause lies.

Only a finite verb that an expression modifies directly says so ("On Tuesday the league … plans"). A day inside a noun
phrase ("before Friday's purchases") or beside a participle ("the decision announced Wednesday") is not its verb's, and
"could" and "may" look both ways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from flows.dates.timex import is_open, retold
from flows.events.mentions import Mention
from flows.events.parse.sentences import Passage
from flows.events.parse.tense import tense
from flows.events.reader.readings import Judgement
from flows.events.status import standing
from flows.events.when.bounds import is_before
from flows.records import DatedArticle, Interval, Timex

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTED = 0.5  # probability from which the reader's word on what dates an event counts
_PROMISES = frozenset({"appeal", "deal", "demand", "invitation", "request"})  # beside the nouns of `status_cues.csv`
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
    return timex if side is None else _told_from(timex, passage, side, dated)


def _told_from(timex: Timex, passage: Passage, side: Literal["past", "future"], dated: DatedArticle) -> Timex:
    """``timex`` as a clause on this side of the article's date tells it."""
    at = timex.start - passage.start
    span = passage.doc.char_span(at, timex.end - passage.start, alignment_mode="expand")
    if span is None or not len(span):
        return timex
    sentence = span.root.sent
    return retold(timex, side, sentence.text, at - sentence.start_char, dated.date.writing)


def with_pointers(dated: DatedArticle, mentions: Sequence[Mention], readings: Mapping[int, Judgement]) -> DatedArticle:
    """The article with its date expressions told again where the events that the reader dates by them agree on a side.

    A clause that did happen has its "Saturday" behind it, one that is planned ahead, however far its verb stands.
    """
    sides: dict[int, set[Literal["past", "future"]]] = {}
    passages: dict[int, Passage] = {}
    starts = [t.start for t in dated.timexes]
    for mention in mentions:
        reading = readings.get(mention.start)
        side = _of_event(mention)
        if reading is None or side is None or not reading.when.words or reading.when.words[0][1] < POINTED:
            continue
        word = mention.passage.doc[reading.when.words[0][0]]
        at = bisect_right(starts, mention.passage.start + word.idx) - 1
        if at >= 0 and mention.passage.start + word.idx < dated.timexes[at].end and is_open(dated.timexes[at]):
            sides.setdefault(at, set()).add(side)
            passages[at] = mention.passage
    timexes = list(dated.timexes)
    for at, told in sides.items():
        agreed = next(iter(told))
        if len(told) == 1 and not _lies(timexes[at].interval, agreed, dated.date.writing):
            timexes[at] = _told_from(timexes[at], passages[at], agreed, dated)
    return replace(dated, timexes=tuple(timexes))


def _lies(days: Interval, side: Literal["past", "future"], dct: Interval) -> bool:
    """Whether days lie on a side of the article's date already."""
    return is_before(days, dct) if side == "past" else is_before(dct, days)


def _of_event(mention: Mention) -> Literal["past", "future"] | None:
    """The side of the article's date on which an event lies by its own tense and status."""
    form = tense(mention.token)
    if mention.status in ("happened", "reported") and ("past" in form or form == "present perfect"):
        return "past"
    return "future" if mention.status == "planned" and form in ("future", "modal", "infinitive") else None


def _side(token: Token) -> Literal["past", "future"] | None:
    """The side on which the finite verb lies that ``token`` modifies, as an adverbial or after a preposition."""
    at = token.head if token.dep_ == "pobj" and token.head.dep_ == "prep" else token
    verb = at.head
    if _is_invited_to(verb):
        return "future"
    if at.dep_ not in ("npadvmod", "prep", "nmod", "tmod") or verb == at or verb.tag_[:2] != "VB":
        return None
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "VBN") for t in token.doc[verb.i + 1 : at.i]):
        return None  # after two verbs it may be either's; at the head of a sentence it is the main verb's
    form = tense(verb)
    while verb.dep_ == "xcomp" and form in ("gerund", "participle"):  # "will start closing them in May"
        verb = verb.head
        form = tense(verb)
    if form == "infinitive":
        return _side_of_plan(verb)
    if form == "modal" and any(c.lower_ == "would" for c in verb.children):
        return "future"
    return _SIDES.get(form)


def _is_invited_to(occasion: Token) -> bool:
    """Whether a word is what somebody was invited to, which was still to come: "invited her to the talks in July"."""
    return occasion.dep_ == "pobj" and occasion.head.lower_ == "to" and occasion.head.head.lemma_ == "invite"


def _side_of_plan(verb: Token) -> Literal["past", "future"] | None:
    """The side of what is agreed or due: "had been due to meet on Monday" is over, "agreed to meet in May" is not.

    A bare purpose says nothing: "flew to Oslo to sign it on Monday" may be over too.
    """
    planned = standing(verb)
    promised = verb.dep_ == "acl" and verb.head.lemma_ in _PROMISES
    if planned.status != "planned" or (planned.cue == "to" and not promised):
        return None
    return "past" if tense(verb.head) == "past perfect" else "future"
