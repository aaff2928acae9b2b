"""The clock of a story: whether an article reports news, of which day, and where its opening ends.

News is told in the past tense at the head of a report (van Dijk 1988: the summary and the main event come first), so an
event without a date that stands there is of the news' own day. A commentary opens in the present, and what it tells as
past may be of any time before it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from flows.events.parse.sentences import Passage
from flows.events.parse.tense import tense
from flows.events.status import speech_verbs
from flows.events.when.bounds import FRESH, Anchor
from flows.records import Interval

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LEAD = 8  # sentences of the body in which the news itself is told
_ON = frozenset({"", "on", "at", "in", "late", "early", "of"})
_NEWS = frozenset({"past", "past progressive", "present perfect", "present progressive"})
_ASIDE = frozenset({"relcl", "advcl"})


@dataclass(frozen=True, slots=True)
class Story:
    """``is_report``: news told as just happened; ``day``: its day, where the opening says it; ``lead``: offset of the
    first character after the opening; ``first``: after its first sentence, which tells what was done on ``deed``, where
    a later one says when that happened."""

    is_report: bool
    day: Interval | None
    lead: int
    first: int = 0
    deed: Interval | None = None

    def opens(self, passage: Passage, token: Token) -> bool:
        """Whether a word stands in the opening, or in the headline, which sums it up."""
        return passage.region == "title" or passage.start + token.idx < self.lead

    def sums_up(self, passage: Passage, token: Token) -> bool:
        """Whether a word stands in the first sentence or in the headline: there "has resigned" is the news itself,
        further down the perfect tells what is so by now."""
        return passage.region == "title" or passage.start + token.idx < self.first


def of(passages: Sequence[Passage], anchors: Mapping[int, Sequence[Anchor]], dct: Interval) -> Story:
    """The story of an article's passages; ``anchors`` are the expressions that date an event, by its word's offset."""
    opening = list(islice(_sentences(passages), LEAD))
    lead = max((p.start + s.end_char for p, s in opening), default=0)
    first = min((p.start + s.end_char for p, s in opening), default=0)
    days = [
        (token.lemma_ in speech_verbs() or token.dep_ in _ASIDE, day)
        for passage, sentence in opening
        for token in sentence
        if tense(token) == "past"
        for day in _fresh(anchors.get(passage.start + token.idx, ()), dct)
    ]
    if days:  # the newest: the find is the news, the abduction two days before it is not
        own = [day for by_the_way, day in days if not by_the_way] or [day for _, day in days]
        deed = next((day for at in _happenings(opening) for day in _fresh(anchors.get(at, ()), dct)), None)
        return Story(True, max(own, key=lambda day: day.lo or date.min), lead, first, deed)
    return Story(_is_news([s for _, s in opening]), None, lead, first)


def _sentences(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Span]]:
    return ((p, s) for p in passages if p.region == "body" for s in p.doc.sents)


def _happenings(opening: Sequence[tuple[Passage, Span]]) -> Iterator[int]:
    """The offsets of verbs that say no more of what was told before than that it happened: "the raid took place"."""
    for passage, sentence in opening[1:]:
        for token in sentence:
            takes_place = token.lemma_ == "take" and any(c.lower_ == "place" for c in token.children)
            if tense(token) == "past" and (takes_place or token.lemma_ in ("happen", "occur")) and _is_of_known(token):
                yield passage.start + token.idx


def _is_of_known(verb: Token) -> bool:
    """Whether a verb of a main clause has a subject that was named before."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or verb.dep_ not in ("ROOT", "ccomp", "conj"):
        return False
    return subject.lower_ == "it" or any(c.lower_ in ("the", "this") for c in subject.children)


def _fresh(anchors: Sequence[Anchor], dct: Interval) -> Iterator[Interval]:
    """The days of a week before the article that the expressions name."""
    week = Interval(dct.lo - FRESH if dct.lo is not None and dct.lo.year > 1 else None, dct.hi)
    for anchor in anchors:
        if anchor.signal in _ON and anchor.interval.is_day and anchor.interval.overlaps(week):
            yield anchor.interval


def _is_news(opening: Sequence[Span]) -> bool:
    """Whether at least half of the main clauses tell what was done or is being done; what is so is a judgement."""
    verbs = [s.root for s in opening if s.root.tag_[:2] == "VB"]
    told = [verb for verb in verbs if verb.lemma_ != "be" and tense(verb) in _NEWS]
    return bool(told) and 2 * len(told) >= len(verbs)
