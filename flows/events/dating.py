"""When each mentioned event took place: from an expression in its clause, from the event above it, or from tense.

An expression dates the event that it modifies; its preposition says how ("since" opens the end, "until" the beginning,
"before" and "by" bound). What no expression dates shares the date of the event it is said of ("began to …"), or is
placed by tense and aspect against the document's creation time (DCT), and says so in ``basis``. The cases follow what
Reimers et al. (2016) let an event's time be: a day or interval, before or after one, a span with two bounded ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.events import lexicon
from flows.events.mentions import Mention
from flows.events.status import speech_verbs
from flows.records import EventDate, Interval, Timex

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 8
_ONE_DAY = timedelta(1)
_MONTH = 31


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A date expression that modifies an event, and the preposition that introduces it ("" for none)."""

    timex: int
    interval: Interval
    granularity: str
    signal: str


def date_events(mentions: Sequence[Mention], timexes: Sequence[Timex], dct: Interval) -> list[EventDate]:
    """One date for each mention of an article, in order. ``timexes`` are the article's, sorted by ``start``."""
    found: list[EventDate] = []
    first = 0
    while first < len(mentions):
        last = first
        while last < len(mentions) and mentions[last].passage is mentions[first].passage:
            last += 1
        found += _Clause(mentions[first:last], timexes, dct).dates()
        first = last
    return found


class _Clause:
    """The mentions of one parsed passage, with the expressions that stand in it."""

    def __init__(self, mentions: Sequence[Mention], timexes: Sequence[Timex], dct: Interval) -> None:
        self.mentions = mentions
        self.dct = dct
        self.at = {mention.token.i: mention for mention in mentions}
        self.anchors = self._anchors(timexes)
        self.occasions = self._occasions()
        self.known: dict[int, EventDate] = {}
        self.story: EventDate | None = None

    def dates(self) -> list[EventDate]:
        found = []
        for mention in self.mentions:
            when = self._date(mention.token, _DEEPEST)
            if mention.token.dep_ == "ROOT":
                self._tell(mention.token, when)
            found.append(when)
        return found

    def _tell(self, token: Token, when: EventDate) -> None:
        """Keep the date at which the story has arrived: a main clause in the past sets it, a saying ends it."""
        if when.basis == "timex" and when.extent == "within" and tense(token) == "past":
            self.story = when if (when.interval.days or _MONTH + 1) <= _MONTH else None  # a year is no scene
        elif token.lemma_ in speech_verbs():
            self.story = None

    def _anchors(self, timexes: Sequence[Timex]) -> dict[int, list[_Anchor]]:
        passage = self.mentions[0].passage
        doc = passage.doc
        end = passage.start + doc[-1].idx + len(doc[-1])
        anchors: dict[int, list[_Anchor]] = {}
        for index in range(bisect_left(timexes, passage.start, key=lambda t: t.start), len(timexes)):
            timex = timexes[index]
            if timex.start >= end:
                break
            span = doc.char_span(timex.start - passage.start, timex.end - passage.start, alignment_mode="expand")
            if span is None or not len(span):
                continue
            governor, signal = self._governor(span.root)
            interval = self._interval(timex) if governor is not None else None
            if governor is not None and interval is not None:
                anchors.setdefault(governor, []).append(_Anchor(index, interval, timex.granularity, signal))
        return anchors

    def _interval(self, timex: Timex) -> Interval | None:
        """The days that an expression names, or ``None`` where it names none (most durations, sets)."""
        if timex.value == "PRESENT_REF":
            return self.dct
        if timex.type == "DURATION":
            return _stretch(timex, self.dct)
        return None if timex.type == "SET" or timex.interval.is_open else timex.interval

    def _governor(self, token: Token) -> tuple[int | None, str]:
        signal = ""
        for _ in range(_DEEPEST):
            if token.i in self.at:
                return token.i, signal
            head = token.head
            if head is token:
                return None, signal
            if head.dep_ in ("prep", "mark") and not signal:
                signal = head.lower_
            token = head
        return None, signal

    def _date(self, token: Token, depth: int) -> EventDate:
        if token.i not in self.known:
            self.known[token.i] = self._work_out(token, depth)
        return self.known[token.i]

    def _work_out(self, token: Token, depth: int) -> EventDate:
        if anchors := self.anchors.get(token.i):
            return _told(_between(anchors) or _by_signal(_finest(anchors), tense(token), self.dct), token, self.dct)
        dated = self._dated_clause(token) or self.occasions.get(token.i)
        if depth and dated is not None:
            return _narrated(self._date(dated, depth - 1))
        head = self._governing(token) if depth else None
        outer = self._date(head, depth - 1) if head is not None else None
        if head is not None and outer is not None and (shared := self._shared(token, head, outer)) is not None:
            return shared
        return self._by_tense(token, self._now(head, outer))

    def _occasions(self) -> dict[int, Token]:
        """Verbs and the dated event on whose occasion theirs took place: "accepted it at a summit held in May"."""
        found: dict[int, Token] = {}
        for noun in (mention.token for mention in self.mentions if mention.kind == "noun"):
            day = self.anchors.get(noun.i) or self.anchors.get(getattr(self._dated_clause(noun), "i", -1))
            if day is None or noun.dep_ != "pobj" or noun.head.lower_ not in _OCCASION:
                continue
            over = _is_before(day[0].interval, self.dct)
            verb = self._governing(noun)
            while verb is not None and (verb.tag_[:2] != "VB" or (over and self._unreal(verb))):
                verb = self._governing(verb)
            if verb is not None:
                found.setdefault(verb.i, noun)
        return found

    def _unreal(self, token: Token) -> bool:
        return self.at[token.i].status in ("planned", "hypothetical")

    def _dated_clause(self, noun: Token) -> Token | None:
        return next((c for c in noun.children if c.dep_ == "acl" and c.i in self.anchors), None)

    def _governing(self, token: Token) -> Token | None:
        """The nearest event above this one."""
        at = token
        for _ in range(_DEEPEST):
            if at.head is at:
                return None
            at = at.head
            if at.i in self.at:
                return at
        return None

    def _now(self, head: Token | None, outer: EventDate | None) -> Interval:
        """The day from which tense counts: that of the saying for what somebody said, else the DCT."""
        if head is not None and outer is not None and head.lemma_ in speech_verbs() and outer.basis == "timex":
            return outer.interval
        return self.dct

    def _shared(self, token: Token, head: Token, outer: EventDate) -> EventDate | None:
        """The date of the governing event, where this one took place with it."""
        form, status, lasting = tense(token), self.at[token.i].status, _lasting(token)
        pointlike = outer.extent == "within" and outer.interval.is_day
        if (
            form == "noun"
            and token.dep_ in _TAKING_PLACE
            and head.lemma_ in lexicon.words("occurrence_verbs.txt")
            and outer.basis != "dct"
        ):
            return _narrated(outer)
        if status in ("planned", "hypothetical"):
            return None
        if form == "gerund" and token.dep_ == "advcl":  # "speaking to reporters, he said …"
            return _narrated(outer)
        if form in ("gerund", "infinitive") and token.dep_ in ("advcl", "xcomp", "pcomp", "conj") and not lasting:
            return _narrated(outer)
        there = token.dep_ == "pobj" and token.head.lower_ in _OCCASION
        if form == "noun" and not lasting and (pointlike or there or token.dep_ != "pobj"):
            return _narrated(outer)
        if token.dep_ == "conj" and form == tense(head):
            return _narrated(outer)
        return None

    def _by_tense(self, token: Token, now: Interval) -> EventDate:
        form, mention, lasting = tense(token), self.at[token.i], _lasting(token)
        unreal = mention.status in ("planned", "hypothetical")
        if form == "noun" and lasting:
            return _state(now)
        if form in ("future", "modal") or unreal or (form == "present" and _awaited(token)):
            return _ahead(now, lasting)
        if form in ("present", "present progressive", "infinitive"):
            return _state(now) if lasting else _on_dct(now)
        if form == "participle" and lasting:
            return _state(now)
        if form in ("participle", "past perfect"):
            return _behind(now, lasting)
        if token.lemma_ in speech_verbs():
            return _on_dct(now)
        if form == "past" and token.dep_ == "ROOT" and self.story is not None:
            return _narrated(self.story)
        if token.dep_ in ("relcl", "advcl") or (form == "past" and lasting):
            return _behind(now, lasting)
        if form in ("past", "present perfect"):
            return _on_dct(now)
        if mention.status == "ongoing" or lasting or form == "gerund":
            return _state(now)
        if form == "state" or (token.dep_ in _TAKING_PLACE and token.head.lemma_ == "be"):
            return _on_dct(now)
        return _behind(now, lasting)


_DAYS = {"D": 1, "W": 7, "M": 30.44, "Y": 365.25}
_OCCASION = frozenset({"at", "during", "in", "on", "amid"})
_TAKING_PLACE = frozenset({"nsubj", "nsubjpass", "dobj"})
_AWAITING = frozenset({"until", "till", "if", "unless", "once", "when", "before", "after", "as"})


def _awaited(token: Token) -> bool:
    """English tells what is awaited in the present: "until the crisis ends", "when they return"."""
    return token.dep_ == "advcl" and any(c.lower_ in _AWAITING for c in token.children if c.dep_ in ("mark", "advmod"))


def _lasting(token: Token) -> bool:
    """Whether the word names a state or an activity (Vendler 1957)."""
    return token.lemma_.lower() in lexicon.words("lasting_words.txt") or token.tag_[:2] == "JJ"


def tense(token: Token) -> str:
    """Tense and aspect of an event's word group, as TimeML's MAKEINSTANCE has them, in one phrase."""
    tag = token.tag_
    if tag[:2] == "NN":
        return "noun"
    clause = token
    if tag[:2] != "VB":
        clause = token.head
        if token.dep_ not in ("acomp", "attr") or clause.tag_[:2] != "VB":
            return "state"
        tag = clause.tag_
    aux = [c for c in clause.children if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in aux}
    if words & {"will", "shall", "'ll", "wo"}:
        return "future"
    if any(c.tag_ == "MD" for c in aux):
        return "modal"
    if any(c.tag_ == "TO" for c in aux):
        return "infinitive"
    finite = next((c for c in aux if c.tag_ in ("VBD", "VBZ", "VBP")), None)
    if finite is None:
        if tag in ("VBD", "VBZ", "VBP"):
            return "past" if tag == "VBD" else "present"
        return {"VBG": "gerund", "VBN": "participle"}.get(tag, "infinitive")
    past = finite.tag_ == "VBD"
    if finite.lemma_ == "have":
        return "past perfect" if past else "present perfect"
    if tag == "VBG" or any(c.tag_ == "VBG" for c in aux):
        return "past progressive" if past else "present progressive"
    return "past" if past else "present"


def _is_before(one: Interval, other: Interval) -> bool:
    return one.hi is not None and other.lo is not None and one.hi < other.lo


def _finest(anchors: Sequence[_Anchor]) -> _Anchor:
    return min(anchors, key=lambda a: a.interval.days or 10**6)


def _between(anchors: Sequence[_Anchor]) -> EventDate | None:
    """ "from … to …" fills the time between two expressions, "between … and …" lies within it."""
    by_signal: dict[str, list[_Anchor]] = {}
    for anchor in anchors:
        by_signal.setdefault(anchor.signal, []).append(anchor)
    if len(both := by_signal.get("between", [])) == 2:
        hull = both[0].interval.hull(both[1].interval)
        return None if hull.is_empty else EventDate(hull, "within", both[0].granularity, "timex", both[0].timex)
    begin = by_signal.get("from", [None])[0]
    end = next((by_signal[word][0] for word in ("to", "until", "till", "through") if word in by_signal), None)
    if begin is None or end is None:
        return None
    hull = Interval(begin.interval.lo, end.interval.hi)
    if hull.is_empty:
        return None
    grain = begin.granularity
    return EventDate(hull, "throughout", grain, "timex", begin.timex, begin=begin.interval, end=end.interval)


def _told(when: EventDate, token: Token, dct: Interval) -> EventDate:
    """What is told as past of a time that still runs ("this week") is over, what is told as future yet to come."""
    form = tense(token)
    if when.extent == "throughout" or when.interval.is_day:
        return when
    side = _earlier(dct) if "past" in form or form == "present perfect" else Interval()
    side = _later(dct) if form == "future" else side
    clipped = when.interval.intersect(side)
    return when if clipped.is_empty else replace(when, interval=clipped)


def _stretch(timex: Timex, dct: Interval) -> Interval | None:
    """The days of "the past three months" or "the next week", counted from the DCT."""
    length = re.fullmatch(r"P(\d+)([DWMY])", timex.value)
    words = set(timex.text.lower().split())
    if length is None or not dct.is_day or dct.lo is None:
        return None
    days = timedelta(int(int(length[1]) * _DAYS[length[2]]))
    try:
        if words & {"past", "last", "previous", "recent"}:
            return Interval(dct.lo - days, dct.lo)
        return Interval(dct.lo, dct.lo + days) if words & {"next", "coming", "following"} else None
    except OverflowError:
        return None


def _by_signal(anchor: _Anchor, form: str, dct: Interval) -> EventDate:
    """What an expression says of an event's time through its preposition."""
    said, signal = anchor.interval, anchor.signal
    made = EventDate(said, "within", anchor.granularity, "timex", anchor.timex)
    if signal == "since" or (signal == "from" and form != "past"):
        end = _later(dct) if form != "past perfect" else Interval(said.lo, None)
        return replace(made, extent="throughout", interval=said.hull(end), begin=said, end=end)
    if signal in ("until", "till", "through"):
        begin = _later(dct) if form in ("future", "modal", "infinitive") else _earlier(dct)
        return replace(made, extent="throughout", interval=begin.hull(said), begin=begin, end=said)
    if signal in ("before", "ahead"):
        return replace(made, interval=Interval(None, _shift(said.lo, -_ONE_DAY)))
    if signal == "by":
        return replace(made, interval=Interval(None, said.hi))
    if signal == "after":
        after = Interval(_shift(said.hi, _ONE_DAY), None)
        told = after.intersect(Interval(None, dct.hi)) if "past" in form else after
        return replace(made, interval=after if told.is_empty else told)
    return made


def _narrated(outer: EventDate) -> EventDate:
    """The same date, at one remove from the words that say it."""
    return replace(outer, basis="narrative") if outer.basis == "timex" else outer


def _on_dct(dct: Interval) -> EventDate:
    return EventDate(dct, "within", "day" if dct.is_day else "unknown", "dct")


def _ahead(now: Interval, lasting: bool) -> EventDate:
    after = _later(now)
    if lasting:
        return EventDate(after, "throughout", "unknown", "tense", begin=after, end=after)
    return EventDate(after, "within", "unknown", "tense")


def _behind(now: Interval, lasting: bool) -> EventDate:
    before = _earlier(now)
    if lasting:
        return EventDate(before, "throughout", "unknown", "tense", begin=before, end=before)
    return EventDate(before, "within", "unknown", "tense")


def _state(dct: Interval) -> EventDate:
    """What the present tense says holds: begun before the DCT, over after it."""
    return EventDate(Interval(), "throughout", "unknown", "tense", begin=_earlier(dct), end=_later(dct))


def _earlier(interval: Interval) -> Interval:
    """The days before a day; before or within a longer interval, whose parts we cannot tell apart."""
    return Interval(None, _shift(interval.hi, -_ONE_DAY) if interval.is_day else interval.hi)


def _later(interval: Interval) -> Interval:
    return Interval(_shift(interval.lo, _ONE_DAY) if interval.is_day else interval.lo, None)


def _shift(day: date | None, by: timedelta) -> date | None:
    """``day`` moved, or itself at the ends of the calendar."""
    if day in (None, date.min, date.max):
        return day
    return day + by
