"""The headline, which sums up the lead: what it tells without a date is of the day that the lead gives it.

It takes the date of the lead's mention of the same deed, else that of the lead's main clause where both are done or
both are planned, else the story's day.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from flows.events.mentions import Mention
from flows.events.parse.sentences import Passage
from flows.events.parse.tense import is_lasting
from flows.events.status import PRESENT, speech_verbs
from flows.events.when import bounds
from flows.events.when.repeats import word_family
from flows.events.when.story import Story
from flows.records import EventDate, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 150  # characters of a line that is a headline
_LEAD = 2  # sentences that tell what the headline sums up
_WIDEST = 31  # days: what is dated no better is no day of the news
_CLOSING = ".!?:;,…\"”'"


def is_headline(passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether a passage is the article's title, or its first line and no sentence."""
    if passage.region == "title":
        return True
    text = passage.doc.text.rstrip()
    return len(passages) > 1 and passage is passages[0] and len(text) <= _LONGEST and text[-1:] not in _CLOSING


def with_lead(
    mentions: Sequence[Mention], passages: Sequence[Passage], dates: Sequence[EventDate], told: Story
) -> list[EventDate]:
    """The dates of an article's mentions, in order, those of its headline with what the lead knows."""
    heads = {id(p) for p in passages[:2] if is_headline(p, passages)}
    lead = _lead([p for p in passages if id(p) not in heads])
    known = [(m, w) for m, w in zip(mentions, dates, strict=True) if (id(m.passage), m.token.i) in lead]
    return [
        _of_lead(m, w, known, told) if id(m.passage) in heads and w.basis in ("dct", "tense", "narrative") else w
        for m, w in zip(mentions, dates, strict=True)
    ]


def _lead(body: Sequence[Passage]) -> set[tuple[int, int]]:
    """The words of the first sentences after the headline."""
    sentences = ((p, s) for p in body for s in p.doc.sents)
    return {(id(p), t.i) for p, s in islice(sentences, _LEAD) for t in s}


def _of_lead(mention: Mention, when: EventDate, lead: Sequence[tuple[Mention, EventDate]], told: Story) -> EventDate:
    status = _status(mention)
    same = [(m, w) for m, w in lead if m.status == status and _is_day_of_news(w)]
    name = word_family(mention.token.lemma_)
    for m, w in same:
        if name and word_family(m.token.lemma_) == name:
            return bounds.narrated(w)
    for m, w in same:
        if _is_main(m.token) and mention.token.dep_ in ("ROOT", "conj", "ccomp"):
            return bounds.narrated(w)
    if status == "happened" and told.day is not None and when.basis == "dct":
        return bounds.on(told.day, "narrative")
    return when


def _status(mention: Mention) -> Status:
    """A headline tells in the present what has happened."""
    done = mention.standing.cue == PRESENT and not is_lasting(mention.token)
    return "happened" if done else mention.status


def _is_day_of_news(when: EventDate) -> bool:
    days = when.interval.days
    return when.basis in ("timex", "narrative") and when.extent == "within" and days is not None and days <= _WIDEST


def _is_main(token: Token) -> bool:
    """Whether a word is the main verb of a first sentence, or of what it says somebody said."""
    if token.dep_ == "ccomp" and token.head.dep_ == "ROOT" and token.head.lemma_ in speech_verbs():
        return True
    return token.dep_ == "ROOT" and token.lemma_ not in speech_verbs()
