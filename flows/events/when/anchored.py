"""Which date expressions of a passage date which events: by grammar, by a clause on a time, by the reader's word.

An expression dates the event above it in the parse. A clause that takes a time up has that time ("in 2011, when they
fled"). Where the grammar ties nothing to an event, the learned reader points to the words that date it: it reads across
attachments that a parser gets wrong ("agreed to join in May").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.dates.eras import eras
from flows.events.mentions import Mention
from flows.events.parse.tense import is_lasting, tense
from flows.events.reader.readings import Judgement
from flows.events.when import bounds
from flows.events.when.bounds import Anchor
from flows.events.when.clauses import POINTED
from flows.events.when.counted_apart import CountedLink, counted_links
from flows.events.when.habits import habits
from flows.events.when.judged import is_of_its_making
from flows.events.when.numbered import numbered
from flows.events.when.stretches import lengths_told
from flows.records import EventDate, Interval, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

DEEPEST = 8  # steps up a parse after which two words have nothing to do with each other
DAYS_BY_CLAUSE = frozenset({"day", "evening", "month", "morning", "night", "week", "year"})
_NEAR = 3  # words between a time and the thing that it stands with
_OF_ERAS = frozenset({"in", "during", "throughout", "amid", "after", "before", "until"})
_PREDICATE = frozenset({"acomp", "attr"})
_NO_SIGNAL = frozenset({"the", "a", "about", "around", "early", "late", "just", "only"})
_INTRODUCING = frozenset({"IN", "TO", "RP", "RB"})  # tags
_COUNTING = frozenset({"within", "for"})
_FROM_ELSEWHERE = frozenset({"of", "after", "before", "from", "in", "on"})
_SETTING = frozenset({"due", "planned", "scheduled", "set", "slated"})
_DONE = frozenset({"past", "past perfect", "present perfect"})
_UP_TO = frozenset({"before", "by", "till", "until", "through"})
_DATES = frozenset({"cutoff", "date", "deadline", "limit", "target"})
_SET_FOR = frozenset({"for", "in", "on"})
_ENDS = {
    "beginning": "since", "start": "since", "outbreak": "since", "onset": "since",
    "end": "until", "close": "until", "conclusion": "until",
}  # fmt: skip
_BOUNDING = {"begin": "since", "start": "since", "end": "until", "finish": "until", "conclude": "until"}
_ON = frozenset({"", "in", "on", "at"})
_COMPARING = frozenset({"from", "than", "versus"})
_AMOUNTS = frozenset({"%", "billion", "cent", "cents", "million", "percent", "point", "trillion"})
_AT_AN_END = frozenset({"", "in", "on", "at", "since", "until"})
_BEFORE_A_NOUN = frozenset({"compound", "nmod", "amod", "poss", "nummod"})
# An entry of a chronicle opens with its time: "14:20 Police have …", "1968: The president announces …".
_CLOCK = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])[:.][0-5]\d\b(?! ?%)")
_ENTRY = re.compile(r"\s*(?::|[-–—]\s)")


class AnchoredPassage:
    """The events of one parsed passage, with what dates each: by its word, the anchors, and the events counted from it.

    ``timexes`` are the article's, sorted by ``start``; ``readings``, by `Mention.start`, the reader's. ``label`` is the
    time that the passage opens with where it is an entry of a chronicle.
    """

    def __init__(
        self, mentions: Sequence[Mention], timexes: Sequence[Timex], dct: Interval, readings: Mapping[int, Judgement]
    ) -> None:
        self.doc, self.start = mentions[0].passage.doc, mentions[0].passage.start
        self.at = {mention.token.i: mention for mention in mentions}
        here = _within(self.doc, self.start, timexes)
        self.links, counts = counted_links(self.doc, self.start, [t for _, t in here], self._event)
        named = _places(self.doc, self.start, [(i, t) for i, t in here if t.start not in counts], dct)
        named = [p for p in named if not _is_of_date(p.span.root) and not _is_told_by_clause(p.span, self.at)]
        self.anchors = _anchors(self.doc, self.start, named, self.at, self.links, readings)
        self.days = [(p.span, p.anchor("")) for p in named if p.length is None and p.days.is_day]
        self.numbers = dict(numbered(self.doc, self.at, self.days, dct))
        self.habits = habits(self.doc, self.start, [t for _, t in here], self.at)
        self.lengths = lengths_told(self.doc, self.start, [t for _, t in here], self.at)
        for event in self.lengths.keys() & self.anchors.keys():
            del self.anchors[event]  # the day is that of what ended it, or began it
        self.label = _label(self.doc.text, self.start, named, dct)

    def by_offset(self) -> Iterator[tuple[int, list[Anchor]]]:
        """What dates an event, by the offset of the event's word in the passage's text."""
        return ((self.doc[i].idx, anchors) for i, anchors in self.anchors.items())

    def handed_down(self, token: Token, dct: Interval) -> list[Anchor]:
        """The days to come that stand with a verb told as done: "called a strike for Sunday" tells when to strike."""
        verb = token.head
        if token.dep_ != "dobj" or verb.i not in self.at or tense(verb) not in _DONE:
            return []
        if self.at[verb.i].status in ("planned", "hypothetical"):
            return []
        return [a for a in self.anchors.get(verb.i, []) if a.length is None and bounds.is_before(dct, a.interval)]

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


@dataclass(frozen=True, slots=True)
class _Place:
    """An expression with its index in the article's, its words in the passage, and its days."""

    index: int
    timex: Timex
    span: Span
    days: Interval
    length: tuple[int, str] | None = None

    def anchor(self, signal: str, until: Interval | None = None) -> Anchor:
        days, last = self.days, self.days.hi
        if signal in _UP_TO and self.timex.mod == "END" and last is not None:
            days = Interval(last, last)  # "before the end of the month": before it is over
        return Anchor(self.index, days, self.timex.granularity, signal, until=until, length=self.length)

    @property
    def follows_since(self) -> bool:
        """Whether "since" stands right before it, whatever the parser makes of the two: "since April imports …"."""
        return self.span.start > 0 and self.span.doc[self.span.start - 1].lower_ == "since"


def _within(doc: Doc, start: int, timexes: Sequence[Timex]) -> list[tuple[int, Timex]]:
    """The expressions of a passage that starts at ``start``, with their indices."""
    first = bisect_left(timexes, start, key=lambda t: t.start)
    last = bisect_left(timexes, start + doc[-1].idx + len(doc[-1]), key=lambda t: t.start)
    return list(enumerate(timexes[first:last], first))


def _places(doc: Doc, start: int, here: Sequence[tuple[int, Timex]], dct: Interval) -> list[_Place]:
    """Those of the expressions that name days, or a length counted from one: "within ten days", "for two weeks"."""
    found = []
    parts = _parts(doc, start, here, dct)
    for index, timex in here:
        span = doc.char_span(timex.start - start, timex.end - start, alignment_mode="expand")
        if span is None or not len(span) or index - 1 in parts:
            continue
        days = parts.get(index) or _days(timex, dct)
        if days is not None:
            found.append(_Place(index, timex, span, days))
        elif timex.type == "DURATION" and _is_counted(span) and (length := bounds.length_of(timex)) is not None:
            found.append(_Place(index, timex, span, dct, length))
    return found


def _parts(doc: Doc, start: int, here: Sequence[tuple[int, Timex]], dct: Interval) -> dict[int, Interval]:
    """The days of lengths that are a part of the next expression, by index: "the first nine months of 2019"."""
    found = {}
    for (index, part), (_, whole) in pairwise(here):
        of = doc.text[part.end - start : whole.start - start].split() == ["of"]
        days = _days(whole, dct) if of and part.type == "DURATION" and whole.type == "DATE" else None
        if days is not None and (part_days := bounds.part_of(part, days)) is not None:
            found[index] = part_days
    return found


def _is_of_date(time: Token) -> bool:
    """Whether a time says which day a word for one is, and dates nothing: "set a deadline of 1 July"."""
    return time.dep_ == "pobj" and time.head.lower_ == "of" and time.head.head.lemma_ in _DATES


def _is_told_by_clause(time: Span, at: Mapping[int, Mention]) -> bool:
    """Whether "the day" is that of the clause after it, and not the day of writing: "on the day it took power"."""
    told = time.text.lower() == f"the {time.root.lower_}" and time.root.lemma_ in DAYS_BY_CLAUSE
    return told and any(c.dep_ == "relcl" and c.i in at for c in time.root.children)


def _is_counted(span: Span) -> bool:
    """Whether a length is counted from the day of the telling: "within two days", but not "of the verdict"."""
    if span.start == 0 or span.doc[span.start - 1].lower_ not in _COUNTING:
        return False
    return span.end >= len(span.doc) or span.doc[span.end].lower_ not in _FROM_ELSEWHERE


def _days(timex: Timex, dct: Interval) -> Interval | None:
    """The days that an expression names, or ``None`` where it names none (most durations, sets)."""
    if timex.value == "PRESENT_REF":
        return dct
    if timex.type == "DURATION":
        return bounds.stretch(timex, dct)
    return None if timex.type == "SET" or timex.interval.is_open else bounds.ago(timex, dct) or bounds.meant(timex)


def _label(text: str, start: int, named: Sequence[_Place], dct: Interval) -> EventDate | None:
    """The time that a paragraph opens with as an entry of a chronicle, for the events told in it."""
    if _CLOCK.match(text) is not None:
        return bounds.on(dct, "dct")
    first = next(iter(named), None)
    if first is None or first.timex.start != start or _ENTRY.match(text, first.timex.end - start) is None:
        return None
    return EventDate(first.days, "within", first.timex.granularity, "timex", first.index)


def _anchors(
    doc: Doc,
    start: int,
    named: Sequence[_Place],
    at: Mapping[int, Mention],
    links: Mapping[int, CountedLink],
    readings: Mapping[int, Judgement],
) -> dict[int, list[Anchor]]:
    """What dates each event of a passage, by the index of the event's word; ``at`` has the mentions by theirs."""
    found: dict[int, list[Anchor]] = {}
    ranges = bounds.ranges(doc.text, start, [(p.index, p.timex) for p in named])
    ends = {end for end, _ in ranges.values()}
    own = [p for p in named if p.index not in ends and not _is_compared(p.span.root)]
    for place in own:
        governor, signal = _governor(place.span.root, at)
        if governor is not None:
            _, until = ranges.get(place.index, (None, None))
            signal = "between" if until is not None and _preposition(place.span) == "between" else signal
            signal = "since" if place.follows_since else signal
            governor = _lasting_until_then(governor, place, at) if signal == "since" else governor
            found.setdefault(governor, []).append(place.anchor(signal, until))
    for verb, place in _relatives(named, at):
        found.setdefault(verb, [place.anchor("")])
    for event, anchor in _eras(doc, at):
        found.setdefault(event, []).append(anchor)
    for event, place in _pointed(own, at, readings):
        if event in links and links[event].other.is_ancestor(place.span.root):
            continue  # "fled two days after the fort fell on 3 April"
        signal = _preposition(place.span) if _when(place.span, at) is None else ""
        signal = "since" if _is_since_something(place.span.root, event) else signal
        _, until = ranges.get(place.index, (None, None))
        found.setdefault(event, [place.anchor(signal, until)])
    for event, anchors in _of_ends(at, found):
        found[event] = anchors
    return found


def _begun_or_ended(noun: Token) -> Token | None:
    """The verb that says no more of what lasts than that it began, or ended: "a siege that began in May"."""
    if noun.tag_[:2] != "NN":
        return None
    verbs = [c for c in noun.children if c.dep_ in ("relcl", "acl")]
    verbs += [noun.head] if noun.dep_ in ("nsubj", "dobj") else []
    return next((v for v in verbs if v.lemma_ in _BOUNDING and tense(v) in (*_DONE, "participle", "gerund")), None)


def _is_compared(time: Token) -> bool:
    """Whether a time is of an amount that another is measured by: "rose to 5 percent in May from 4 in April"."""
    at = time.head
    for _ in range(_NEAR):
        above = at.head
        if above.tag_[:2] == "VB":
            return False
        if above.dep_ == "prep" and (above.lower_ in _COMPARING or above.head.lower_ == "compared"):
            return above.lower_ in ("than", "versus") or any(_is_amount(c) for c in (at, *above.children))
        at = above
    return False


def _is_amount(word: Token) -> bool:
    return word.dep_ == "pobj" and (word.like_num or word.lemma_ in _AMOUNTS)


def _of_ends(at: Mapping[int, Mention], dated: Mapping[int, list[Anchor]]) -> Iterator[tuple[int, list[Anchor]]]:
    """What lasts, dated by its beginning or end: "since the start of the war in May", "the end of the war in June"."""
    for event, mention in at.items():
        of = mention.token.head
        signal = _ENDS.get(of.head.lemma_) if mention.token.dep_ == "pobj" and of.lower_ == "of" else None
        if signal is None and is_lasting(mention.token) and (verb := _begun_or_ended(mention.token)) is not None:
            bounding = [a for a in dated.get(verb.i, []) if a.signal in _ON]
            if bounding:
                yield event, [replace(a, signal=_BOUNDING[verb.lemma_]) for a in bounding]
        days = dated.get(event) or dated.get(of.head.i, []) if signal else []
        if signal and days:
            yield event, [replace(a, signal=signal) for a in days if a.signal in _AT_AN_END]


def _governor(token: Token, at: Mapping[int, Mention]) -> tuple[int | None, str]:
    """The event above a word, and the preposition that leads to it."""
    signal = ""
    if token.dep_ in _BEFORE_A_NOUN and token.head.tag_[:2] == "NN" and token.head.i not in at:
        return _at_named_occasion(token.head, at)
    for _ in range(DEEPEST):
        if token.i in at:
            return token.i, signal
        if (predicate := _predicate(token, at)) is not None:
            return predicate, signal
        head = token.head
        if head == token:
            return None, signal
        if head.dep_ in ("prep", "mark") and (not signal or head.lower_ == "since"):
            signal = head.lower_
        token = head
    return None, signal


def _lasting_until_then(governor: int, place: _Place, at: Mapping[int, Mention]) -> int:
    """The verb in the perfect before "since", which the parser may pass over for one in the past behind the time:
    "crews who have waited since mid-April left on Tuesday"."""
    doc = place.span.doc
    if governor < place.span.start or tense(doc[governor]) not in ("past", "participle"):
        return governor
    before = (i for i in range(place.span.start - 1, place.span.sent.start - 1, -1) if i in at)
    return next((i for i in before if tense(doc[i]) == "present perfect"), governor)


def _is_since_something(time: Token, event: int) -> bool:
    """Whether a time tells since what something has lasted: "since the floods of May 2019 … have been closed",
    "since they fled in May"; the same of the second of two verbs, "has fed 900 and sheltered 40"."""
    for _ in range(DEEPEST):
        if time.i == event or time.head == time:
            return False
        is_since = time.dep_ == "prep" and time.lower_ == "since"
        is_since |= time.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "since" for c in time.children)
        if is_since and event in (time.head.i, *(c.i for c in time.head.conjuncts)):
            return True
        time = time.head
    return False


def _at_named_occasion(noun: Token, at: Mapping[int, Mention]) -> tuple[int | None, str]:
    """The event beside a noun with the time before it: "lost in the 3 May vote", not "heard losers of the … vote"."""
    above, signal = (noun.head.head, noun.head.lower_) if noun.dep_ == "pobj" else (noun.head, "")
    event = above.i if above.i in at else _predicate(above, at)
    return (event, signal) if event is not None else (None, "")


def _predicate(token: Token, at: Mapping[int, Mention]) -> int | None:
    """The event that a copula joins to its subject: "has been independent since 1901"."""
    if token.lemma_ != "be":
        return None
    return next((c.i for c in token.children if c.dep_ in _PREDICATE and c.i in at), None)


def _relatives(named: Sequence[_Place], at: Mapping[int, Mention]) -> Iterator[tuple[int, _Place]]:
    """The events of clauses that take a time up ("in 2011, when they fled", "bombs in May, which killed six"), and
    those that are said to be due then."""
    for place in named:
        event = _when(place.span, at) or _relative(place.span.root, at) or _due(place.span, at)
        if event is not None:
            yield event.i, place


def _when(span: Span, at: Mapping[int, Mention]) -> Token | None:
    """The verb of the clause that "when" joins to an expression."""
    after = next((t for t in span.doc[span.end : span.end + 2] if t.text != ","), None)
    if after is None or after.lower_ != "when" or after.dep_ not in ("advmod", "mark"):
        return None
    verb = after.head
    return verb if verb.i in at and verb.i > span.end else None


def _due(span: Span, at: Mapping[int, Mention]) -> Token | None:
    """The occasion that a tail sets for a time: "the visit, due on 20 May, was cancelled on Monday"."""
    before = [t for t in span.doc[max(0, span.start - 4) : span.start] if t.text != ","]
    before = before[:-1] if before and before[-1].lower_ in _SET_FOR else before
    if len(before) < 2 or before[-1].lower_ not in _SETTING:
        return None
    noun = before[-2]
    return noun if noun.i in at and noun.tag_[:2] == "NN" else None


def _relative(token: Token, at: Mapping[int, Mention]) -> Token | None:
    """The past verb of a clause on the thing that a word of time stands with, where that is no event."""
    end = token.i
    for _ in range(_NEAR):
        head = token.head
        if head == token or head.i in at or token.i in at:
            return None
        for c in head.children:
            if c.dep_ == "relcl" and c.i > end and c.i in at and tense(c) == "past":
                return c
        token = head
    return None


def _eras(doc: Doc, at: Mapping[int, Mention]) -> Iterator[tuple[int, Anchor]]:
    """The named times that a preposition of time ties to an event: "fought in World War II", not "a film on" it. Where
    the name itself tells of an event, the war, it fills its time."""
    for era in eras(doc.text):
        span = doc.char_span(era.start, era.end, alignment_mode="expand")
        if span is not None and len(span) and span.root.i in at:
            yield span.root.i, Anchor(None, era.days, "era", "throughout", f"era:{era.name}")
        preposition = span.root.head if span is not None and len(span) else None
        if preposition is None or preposition.dep_ != "prep" or preposition.lower_ not in _OF_ERAS:
            continue
        if preposition.head.i in at:
            yield preposition.head.i, Anchor(None, era.days, "era", preposition.lower_, f"era:{era.name}")


def _pointed(
    named: Sequence[_Place], at: Mapping[int, Mention], readings: Mapping[int, Judgement]
) -> Iterator[tuple[int, _Place]]:
    """The expressions that the reader points to, by the event's word."""
    for event, mention in at.items():
        reading = readings.get(mention.start)
        if reading is None or not reading.when.words:
            continue
        weights = dict(reading.when.words)
        scored = [(sum(weights.get(i, 0.0) for i in range(p.span.start, p.span.end)), n) for n, p in enumerate(named)]
        likely, n = max(scored, default=(0.0, 0))
        if likely < POINTED:
            continue
        time = named[n].span.root
        if not (_is_of_another(time, event) or _is_outside(time, mention.token) or _is_behind(time, mention.token)):
            yield event, named[n]


def _is_of_another(time: Token, event: int) -> bool:
    """Whether a time stands before the noun that it dates, and the noun not beside the event: "a review of the 3 May
    vote" was not on that day, "lost the 3 May vote" was."""
    noun = time.head
    if time.dep_ not in _BEFORE_A_NOUN or noun.tag_[:2] != "NN" or noun.i == event:
        return False
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    return above.i != event


def _is_outside(time: Token, event: Token) -> bool:
    """Whether a time is of something else than an event: of one of several ("fined six, including one on Monday"), or
    behind the verb whose subject the event tells of ("the panel which heard the first case met on Monday").
    """
    if any(t.lower_ == "including" and not t.is_ancestor(event) for t in time.ancestors):
        return True
    clause = next((t for t in (event, *event.ancestors) if t.dep_ == "relcl"), None)
    verb = next((t for t in clause.ancestors if t.tag_[:2] == "VB"), None) if clause is not None else None
    return clause is not None and verb is not None and clause.right_edge.i < verb.i < time.i


def _is_behind(time: Token, event: Token) -> bool:
    """Whether a time stands in a later clause that is joined to the event's and has a subject of its own: "then sent
    troops, and a summit last month agreed"; or in one that tells how the event's object was made: "broke a truce agreed
    in March"."""
    if any(is_of_its_making(t) and t.head.head == event for t in time.ancestors):
        return True
    clauses = (t for t in (time, *time.ancestors) if t.dep_ == "conj" and t.i > event.i and not t.is_ancestor(event))
    return any(c.dep_ in ("nsubj", "nsubjpass") for clause in clauses for c in clause.children if clause != event)


def _preposition(span: Span) -> str:
    """The word that introduces an expression, whatever the parser makes of it."""
    before = [t for t in span.doc[max(0, span.start - 2) : span.start] if t.lower_ not in _NO_SIGNAL][-1:]
    return before[0].lower_ if before and before[0].tag_ in _INTRODUCING else ""
