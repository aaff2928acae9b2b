"""Which expression dates which event of a sentence: each is tied to the nearest event above it in the parse.

An expression, or a named time such as a war, dates the event that it modifies; the preposition between them says how.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flows.dates.eras import eras
from flows.events.mentions import Mention
from flows.events.when import bounds
from flows.events.when.bounds import Anchor
from flows.events.when.counted_apart import counted_links
from flows.records import Interval, Timex

if TYPE_CHECKING:
    from spacy.tokens import Token

DEEPEST = 8  # steps up a parse after which two words have nothing to do with each other
_OF_ERAS = frozenset({"in", "during", "throughout", "amid", "after", "before", "until"})
_PREDICATE = frozenset({"acomp", "attr"})


class AnchoredPassage:
    """The events of one parsed passage, with what dates each: by its word, the anchors, and the events counted from it.

    ``timexes`` are the article's, sorted by ``start``.
    """

    def __init__(self, mentions: Sequence[Mention], timexes: Sequence[Timex], dct: Interval) -> None:
        self.doc, self.start, self.dct = mentions[0].passage.doc, mentions[0].passage.start, dct
        self.at = {mention.token.i: mention for mention in mentions}
        within = self._within(timexes)
        self.links, counts = counted_links(self.doc, self.start, [t for _, t in within], self._event)
        self.anchors = self._anchors([(i, t) for i, t in within if t.start not in counts])

    def by_offset(self) -> Iterator[tuple[int, list[Anchor]]]:
        """What dates an event, by the offset of the event's word in the passage's text."""
        return ((self.doc[i].idx, anchors) for i, anchors in self.anchors.items())

    def _within(self, timexes: Sequence[Timex]) -> list[tuple[int, Timex]]:
        """The expressions of the passage, with their indices."""
        doc = self.doc
        first = bisect_left(timexes, self.start, key=lambda t: t.start)
        last = bisect_left(timexes, self.start + doc[-1].idx + len(doc[-1]), key=lambda t: t.start)
        return list(enumerate(timexes[first:last], first))

    def _event(self, token: Token) -> Token | None:
        """The nearest event at or above a word."""
        return token if token.i in self.at else self.governing(token)

    def governing(self, token: Token) -> Token | None:
        """The nearest event above this one."""
        at = token
        for _ in range(DEEPEST):
            if at.head == at:
                return None
            at = at.head
            if at.i in self.at:
                return at
        return None

    def _anchors(self, within: Sequence[tuple[int, Timex]]) -> dict[int, list[Anchor]]:
        doc = self.doc
        anchors: dict[int, list[Anchor]] = {}
        ranges = bounds.ranges(doc.text, self.start, within)
        ends = {end for end, _ in ranges.values()}
        for index, timex in within:
            span = doc.char_span(timex.start - self.start, timex.end - self.start, alignment_mode="expand")
            if span is None or not len(span) or index in ends:
                continue
            governor, signal = self._governor(span.root)
            interval = self._interval(timex) if governor is not None else None
            if governor is not None and interval is not None:
                _, until = ranges.get(index, (None, None))
                anchors.setdefault(governor, []).append(Anchor(index, interval, timex.granularity, signal, until=until))
        self._add_eras(anchors)
        return anchors

    def _add_eras(self, anchors: dict[int, list[Anchor]]) -> None:
        """The named times that a preposition of time ties to an event: "fought in World War II", not "a film on" it."""
        doc = self.doc
        for era in eras(doc.text):
            span = doc.char_span(era.start, era.end, alignment_mode="expand")
            preposition = span.root.head if span is not None and len(span) else None
            if preposition is None or preposition.dep_ != "prep" or preposition.lower_ not in _OF_ERAS:
                continue
            if preposition.head.i in self.at:
                named = Anchor(None, era.days, "era", preposition.lower_, f"era:{era.name}")
                anchors.setdefault(preposition.head.i, []).append(named)

    def _interval(self, timex: Timex) -> Interval | None:
        """The days that an expression names, or ``None`` where it names none (most durations, sets)."""
        if timex.value == "PRESENT_REF":
            return self.dct
        if timex.type == "DURATION":
            return bounds.stretch(timex, self.dct)
        return None if timex.type == "SET" or timex.interval.is_open else timex.interval

    def _governor(self, token: Token) -> tuple[int | None, str]:
        signal = ""
        for _ in range(DEEPEST):
            if token.i in self.at:
                return token.i, signal
            if (predicate := self._predicate(token)) is not None:
                return predicate, signal
            head = token.head
            if head == token:
                return None, signal
            if head.dep_ in ("prep", "mark") and not signal:
                signal = head.lower_
            token = head
        return None, signal

    def _predicate(self, token: Token) -> int | None:
        """The event that a copula joins to its subject: "has been independent since 1901"."""
        if token.lemma_ != "be":
            return None
        return next((c.i for c in token.children if c.dep_ in _PREDICATE and c.i in self.at), None)
