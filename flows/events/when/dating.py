"""When each mentioned event took place: from an expression in its clause, from the event above it, or from tense.

An expression, or a named time such as a war, dates the event that it modifies; its preposition says how ("since" opens
the end, "until" the beginning, "before" and "by" bound). What neither dates shares the date of the event it is said of
("began to …"), or is placed by tense and aspect against the document's creation time (DCT), and says so in ``basis``.
The cases follow what Reimers et al. (2016) let an event's time be: a day or interval, before or after one, a span with
two bounded ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from flows.events import word_lists
from flows.events.mentions import Mention
from flows.events.parse.sentences import Passage
from flows.events.parse.tense import is_lasting, tense
from flows.events.reader.readings import Judgement
from flows.events.status import speech_verbs
from flows.events.when import bounds, headline, repeats, story
from flows.events.when.anchored import DAYS_BY_CLAUSE, DEEPEST, AnchoredPassage
from flows.events.when.bounds import Anchor
from flows.events.when.by_tense import TenseClock
from flows.events.when.judged import answer_to, causes, is_long_since, is_of_its_making, since_when
from flows.events.when.plans import day_of_plan
from flows.events.when.story import Story
from flows.events.when.tenure import entered, in_office
from flows.records import EventDate, Interval, Timex

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNREAD: Mapping[int, Judgement] = {}
_SAME_DAY = frozenset({"", "on", "in", "at", "during"})
_NEAR = 3  # words between two verbs that share what follows: "seized and later sank"
_YEAR = 366
_MONTH = 31  # days: the longest time that one scene of a story fills
_OCCASION = frozenset({"at", "during", "in", "on", "amid"})
_TAKING_PLACE = frozenset({"nsubj", "nsubjpass", "dobj"})
_ATTENDING = frozenset(
    {"address", "attend", "boycott", "broadcast", "chair", "contest", "host", "lose", "organise", "organize",
     "televise", "win"}
)  # fmt: skip
_LOOKING_BACK = frozenset({"regret", "recall", "remember", "admit", "deny", "confess", "forget", "acknowledge"})
_CAUSING = frozenset({"cause", "ignite", "precipitate", "prompt", "provoke", "spark", "trigger", "unleash"})
_DONE = frozenset({"past", "past perfect", "present perfect"})
_ATTEMPTING = frozenset({"attempt", "fail", "try"})
_TRYING = _ATTEMPTING | {"seek"}
_GOING_ON = frozenset({"which", "who", "where", "whom"})
_MEANWHILE = frozenset({"when", "as", "while"})


def date_events(
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    timexes: Sequence[Timex],
    dct: Interval,
    readings: Mapping[int, Judgement] = _UNREAD,
) -> list[EventDate]:
    """One date for each mention of an article, in order. ``timexes`` are the article's, sorted by ``start``.

    ``readings``, by `Mention.start`, are what the learned reader makes of a mention: the words that date it, on which
    side of the article's date it lies, whether it is an event on record.
    """
    groups = [list(group) for _, group in groupby(mentions, key=lambda mention: id(mention.passage))]
    parts = [_Reading(group, timexes, dct, readings) for group in groups]
    anchors = {r.anchored.start + at: found for r in parts for at, found in r.anchored.by_offset()}
    told = story.of(passages, anchors, dct)
    dates = list(_in_order(parts, lambda part: part.dates(told)))
    if again := repeats.told_again(mentions, dates):
        dates = list(_in_order(parts, lambda part: part.retold(again)))
    return headline.with_lead(mentions, passages, dates, told)


def _in_order(parts: Sequence[_Reading], tell: Callable[[_Reading], list[EventDate]]) -> Iterator[EventDate]:
    """The dates of each part, which knows what was dated last in those before it: "the town has since been rebuilt"."""
    newest: Interval | None = None
    for part in parts:
        part.clock.newest = newest
        yield from tell(part)
        newest = part.clock.newest


class _Reading:
    """The mentions of one parsed passage, with the expressions that stand in it."""

    def __init__(
        self, mentions: Sequence[Mention], timexes: Sequence[Timex], dct: Interval, readings: Mapping[int, Judgement]
    ) -> None:
        self.mentions, self.dct, self.readings = mentions, dct, readings
        self.anchored = AnchoredPassage(mentions, timexes, dct, readings)
        self.at, self.links, self.anchors = self.anchored.at, self.anchored.links, self.anchored.anchors
        self.occasions = self._occasions()
        self.known: dict[int, EventDate] = {}
        self.clock = TenseClock(mentions[0].passage, self.anchored.label, dct, readings)

    def dates(self, told: Story) -> list[EventDate]:
        """The date of each mention, in a story that tells ``told`` of itself."""
        self.clock.story = told
        found = []
        for mention in self.mentions:
            when = self._date(mention.token, DEEPEST)
            if mention.token.dep_ == "ROOT":
                self._tell(mention.token, when)
            self.clock.told(mention.token, when)
            found.append(when)
        return found

    def retold(self, again: Mapping[int, EventDate]) -> list[EventDate]:
        """The dates once more, where some mentions have that of another mention of theirs, by `Mention.start`."""
        for mention in self.mentions:
            if (when := again.get(mention.start)) is not None:
                self.anchors[mention.token.i] = [Anchor(None, when.interval, when.granularity, "", "narrative")]
        self.known, self.clock.scene = {}, None
        return self.dates(self.clock.story)

    def _tell(self, token: Token, when: EventDate) -> None:
        """Keep the date at which the story has arrived: a main clause in the past sets it, a saying leaves it."""
        if when.basis == "timex" and when.extent == "within" and tense(token) == "past":
            self.clock.scene = when if (when.interval.days or _MONTH + 1) <= _MONTH else None  # a year is no scene
            over = bounds.is_before(when.interval, self.dct) and self.clock.scene is None
            self.clock.background = when.interval if over else None
        elif token.lemma_ in speech_verbs():
            self.clock.background = None  # who is quoted speaks of now
            for told in token.children:  # "… was seized on Tuesday, police said"
                if told.dep_ == "ccomp" and told.i < token.i and told.i in self.known:
                    self._tell(told, self.known[told.i])

    def _date(self, token: Token, depth: int) -> EventDate:
        if token.i not in self.known:
            self.known[token.i] = self._work_out(token, depth)
        return self.known[token.i]

    def _work_out(self, token: Token, depth: int) -> EventDate:
        if (day := self.anchored.numbers.get(token.i)) is not None:
            return day
        if token.i in self.anchored.habits and (tense(token) == "present" or token.i not in self.anchors):
            return self.clock.again_and_again(token)
        if depth and (before := self._answered(token, depth)) is not None:
            return before
        if (said := self._said(token, depth)) is not None:
            entry = entered(token, said.interval)
            return said if entry is None else replace(said, interval=entry, granularity="day")
        if depth and (counted := self._counted(token, depth)) is not None:
            return counted
        if depth and is_long_since(token):
            return bounds.behind(self.dct, is_lasting(token))
        if depth and (beginning := since_when(token)) is not None and beginning.i in self.at:
            return bounds.lasting_since(self._date(beginning, depth - 1).interval, self.dct)
        dated = self._dated_below(token) or self.occasions.get(token.i) or _dated_conjunct(token, self.anchors)
        if depth and dated is not None:
            return bounds.narrated(self._date(dated, depth - 1))
        head = self.anchored.governing(token) if depth else None
        outer = self._date(head, depth - 1) if head is not None else None
        if head is not None and outer is not None and (shared := self._shared(token, head, outer)) is not None:
            return shared
        if (planned := day_of_plan(token, self.anchored.days, self.dct)) is not None:
            return bounds.on(planned, "narrative")
        when = self.clock.by_tense(self.at[token.i], self._now(token, head, outer))
        term = (
            in_office(token, self.dct) if tense(token) in ("past", "past perfect") and not self._unreal(token) else None
        )
        when = when if term is None else EventDate(term, "within", "unknown", "narrative")
        return self._not_before_its_cause(token, when)

    def _not_before_its_cause(self, token: Token, when: EventDate) -> EventDate:
        """A date that only tense gives, bounded by the day of what is told of, answered or followed."""
        last = when.interval.hi
        if when.interval.lo is not None or last is None or when.extent != "within" or self._unreal(token):
            return when
        made = (act for act in causes(token) if act.i in self.at)
        acts = (act for act in made if is_of_its_making(act) or not self._unreal(act))
        dated = (a for act in acts for a in self.anchors.get(act.i, ()) if a.signal in _SAME_DAY and a.length is None)
        days = [a.interval.lo for a in dated if a.interval.lo is not None and a.interval.lo <= last]
        return replace(when, interval=Interval(max(days), last), basis="narrative") if days else when

    def _said(self, token: Token, depth: int) -> EventDate | None:
        """What the expressions that date an event say of it."""
        form, dating = _told_as(token), self.anchors.get(token.i) or self.anchored.handed_down(token, self.dct)
        if days := [a for a in dating if a.length is None]:
            finest = bounds.finest(days)
            said = bounds.between(days) or bounds.by_signal(finest, form, self.dct)
            if said is not None and said.interval is self.dct and form == "present" and is_lasting(token):
                return replace(bounds.state(self.dct), basis="timex", timex=said.timex)  # "now controls"
            if said is not None and said.interval is self.dct and form == "present perfect" and finest.signal == "":
                return replace(bounds.by(self.dct), basis="timex", timex=said.timex)  # "has now resigned"
            if said is not None and not self._is_elsewhere(token, finest.interval):
                # "in the last two days" ends with this one
                ends_now = said.interval == finest.interval and said.interval.hi == self.dct.hi and form != "future"
                return said if ends_now else bounds.told(said, form, self.dct)
        if not depth or len(days) == len(dating):
            return None
        head = self.anchored.governing(token)
        now = self._now(token, head, self._date(head, depth - 1) if head is not None else None)
        ahead = self._unreal(token) or form in ("future", "modal")
        made = (bounds.by_length(a, form, now, is_to_come=ahead) for a in dating)
        return next((when for when in made if when is not None), None)

    def _answered(self, token: Token, depth: int) -> EventDate | None:
        """The time before a judgement or thanks, of the act that it answers."""
        answer = answer_to(token)
        if answer is None or answer.i not in self.at:
            return None
        theirs = {anchor.timex for anchor in self.anchors.get(answer.i, ())}
        if any(anchor.timex not in theirs for anchor in self.anchors.get(token.i, ())) or self._unreal(answer):
            return None
        outer = self._date(answer, depth - 1).interval
        return bounds.behind(self.dct if outer.hi is None else outer, is_lasting(token))

    def _is_elsewhere(self, token: Token, days: Interval) -> bool:
        """Whether an expression tells the time of something else: what is told as done lies on no day to come, nor by
        one: "promised to repay it by 2030"."""
        return tense(token) in _DONE and not self._unreal(token) and bounds.is_before(self.dct, days)

    def _counted(self, token: Token, depth: int) -> EventDate | None:
        """The date counted from another event: from the main clause, or from one that an expression dates."""
        link = self.links.get(token.i)
        if link is None or not (self._is_dated(link.other) or link.other.is_ancestor(token)):
            return None
        if is_long_since(link.other) and not self._is_dated(link.other):
            return None
        other = self._date(link.other, depth - 1)
        longest = _YEAR if link.is_vague or not self.dct.is_day else _MONTH  # "a day after" a Monday of some year
        if other.interval.days is None or other.interval.days > longest or other.extent != "within":
            return None
        if link.is_vague and other.interval.days > _MONTH:
            return bounds.narrated(other)  # "banned days after she took office in 2009"
        ends = [link.counted(end) for end in (other.interval.lo, other.interval.hi) if end is not None]
        first, last = ends[0], ends[-1]
        return bounds.on(first.hull(last), "narrative") if first is not None and last is not None else None

    def _is_dated(self, token: Token) -> bool:
        return token.i in self.anchors or self._dated_below(token) is not None

    def _occasions(self) -> dict[int, Token]:
        """Verbs and the dated event on whose occasion theirs took place: "accepted it at a summit held in May"."""
        found: dict[int, Token] = {}
        for noun in (mention.token for mention in self.mentions if mention.kind == "noun"):
            day = self.anchors.get(noun.i) or self.anchors.get(getattr(_dated_clause(noun, self.anchors), "i", -1))
            if day is None or not _is_where_something_was_done(noun, self.at):
                continue
            over = bounds.is_before(day[0].interval, self.dct)
            verb = self.anchored.governing(noun)
            while verb is not None and (
                verb.tag_[:2] != "VB" or (over and self._unreal(verb)) or _is_looked_back_on(verb)
            ):
                verb = self.anchored.governing(verb)
            if verb is not None:
                found.setdefault(verb.i, noun)
        return found

    def _unreal(self, token: Token) -> bool:
        return self.at[token.i].status in ("planned", "hypothetical")

    def _dated_below(self, token: Token) -> Token | None:
        """The event below one, with whose date it goes: "met to sign it on Monday", "a report accusing him in May"."""
        if (clause := _dated_clause(token, self.anchors)) is not None or token.tag_[:2] != "VB":
            return clause
        if (subject := _dated_subject(token, self.anchors)) is not None:
            return subject
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        with_it = [c for c in token.children if c.dep_ in ("xcomp", "advcl") and tense(c) in ("infinitive", "gerund")]
        with_it += [c for noun in objects for c in noun.children if c.dep_ == "acl" and tense(c) == "gerund"]
        for clause in with_it:
            said = self.anchors.get(clause.i)
            if clause.i > token.i and said and said[0].signal in _SAME_DAY:
                ahead = bounds.is_before(self.dct, said[0].interval)
                if ahead == (self._unreal(token) or tense(token) in ("present", "future", "modal")):
                    return clause
        return None

    def _now(self, token: Token, head: Token | None, outer: EventDate | None) -> Interval:
        """The day from which tense counts: that of the saying for what somebody said, that of the plan for what
        was planned, else the DCT."""
        if head is None or outer is None or outer.basis not in ("timex", "narrative") or outer.extent != "within":
            return self.dct
        if head.lemma_ in speech_verbs() or (tense(token) == "infinitive" and self._unreal(token)):
            return outer.interval
        return self.dct

    def _shared(self, token: Token, head: Token, outer: EventDate) -> EventDate | None:
        """The date of the governing event, where this one took place with it."""
        form, status, lasting = tense(token), self.at[token.i].status, is_lasting(token)
        pointlike = outer.extent == "within" and outer.interval.is_day
        if (length := self.anchored.lengths.get(token.i)) is not None and (filled := length.beside(outer)) is not None:
            return filled
        if form == "noun" and status == "ongoing" and token.dep_ == "dobj" and self._unreal(head):
            return bounds.state(self.dct)  # "will continue the payments"
        if (
            form == "noun"
            and token.dep_ in _TAKING_PLACE
            and head.lemma_ in word_lists.word_list("occurrence_verbs.txt")
            and outer.basis != "dct"
        ):
            return bounds.narrated(outer)
        if form == "gerund" and token.dep_ == "xcomp" and head.lemma_ in _LOOKING_BACK:  # "regrets calling"
            return bounds.behind(outer.interval, lasting)
        if form == "gerund" and token.dep_ == "advcl":  # "speaking to reporters, he said …"
            return bounds.narrated(outer)
        if form == "participle" and token.dep_ == "acl" and _is_of_occasion(token) and outer.extent == "within":
            return bounds.narrated(outer)  # "at a meeting chaired by her, the council voted"
        if form == "gerund" and token.dep_ == "acl" and not lasting and outer.basis in ("timex", "narrative"):
            return bounds.narrated(outer)  # "passed a resolution condemning it"
        if form == "noun" and self.at[token.i].standing.is_firm and outer.extent == "within":
            return bounds.ahead(outer.interval, lasting)  # what was called off on a day was still to come on that day
        if form == "noun" and head.lemma_ in _CAUSING and tense(head) in _DONE and _is_caused(token, head):
            return bounds.narrated(outer)
        if form == "noun" and token.dep_ == "nsubj" and token.head.lemma_ == "be" and token.head != head:
            return None  # "tried to show that the ban is legal": it is there already
        if status in ("planned", "hypothetical"):
            return bounds.narrated(outer) if form == "infinitive" and _is_of_its_verb(token, head, outer) else None
        if (
            token.dep_ == "relcl"
            and form == "past"
            and (token.head == head or token.lemma_ in _CAUSING)
            and outer.basis in ("timex", "narrative")
        ):
            return bounds.narrated(outer)  # "the attack, which killed three"
        goes_on = form == tense(head) == "past" and outer.extent == "within" and _goes_on(token, head)
        if goes_on and not lasting and outer.basis in ("timex", "narrative", "dct"):
            return bounds.narrated(outer)
        dated = outer.basis in ("timex", "narrative") or (outer.basis == "dct" and outer.interval.is_day)
        told = "past" in form and tense(head) == "past" and dated
        if token.dep_ == "advcl" and told and _is_meanwhile(token):
            return bounds.narrated(outer)
        if form in ("gerund", "infinitive") and token.dep_ in ("advcl", "xcomp", "pcomp", "conj") and not lasting:
            return bounds.narrated(outer)
        there = token.dep_ == "pobj" and token.head.lower_ in _OCCASION
        if form == "noun" and not lasting and (pointlike or there or token.dep_ != "pobj"):
            return bounds.narrated(outer)
        if token.dep_ == "conj" and form == tense(head):
            return bounds.narrated(outer)
        return None


def _told_as(token: Token) -> str:
    """The tense of an event; what was said counts from the saying: "said it had seized" for "has seized"."""
    form, head = tense(token), token.head
    shifted = token.dep_ == "ccomp" and head.lemma_ in speech_verbs() and tense(head) == "past"
    return "present perfect" if shifted and form == "past perfect" else form


def _is_looked_back_on(deed: Token) -> bool:
    """Whether a deed was before what tells of it: "admitted forging it at a hearing in May" was at the hearing."""
    return tense(deed) == "gerund" and deed.dep_ in ("xcomp", "conj") and _first_of(deed).head.lemma_ in _LOOKING_BACK


def _first_of(verb: Token) -> Token:
    """The first of several verbs that are joined."""
    while verb.dep_ == "conj" and verb.head.tag_ == verb.tag_:
        verb = verb.head
    return verb


def _is_of_occasion(participle: Token) -> bool:
    """Whether a participle says of an occasion no more than that it took place, or who was there."""
    if participle.lemma_ not in word_lists.word_list("occurrence_verbs.txt") | _ATTENDING:
        return False
    noun = participle.head
    return noun.dep_ == "pobj" and noun.head.lower_ in _OCCASION


def _is_of_its_verb(infinitive: Token, head: Token, outer: EventDate) -> bool:
    """Whether what is to be done is of the time of its verb: the purpose of a plan ("will come on Monday to sign it"),
    and what was tried ("have tried to arrest him")."""
    if infinitive.head != head:
        return False
    if outer.basis not in ("timex", "narrative"):
        return infinitive.dep_ == "xcomp" and head.lemma_ in _ATTEMPTING
    purpose = infinitive.dep_ == "advcl" and infinitive.i > head.i and tense(head) in ("future", "infinitive")
    return purpose or (infinitive.dep_ == "xcomp" and head.lemma_ in _TRYING and tense(head) in _DONE)


def _goes_on(clause: Token, head: Token) -> bool:
    """Whether a relative clause goes on with the story: "raided a house, where they found two guns".

    One without a comma says which house; one on the subject, before the verb, says who somebody is.
    """
    first = clause.left_edge
    after_comma = first.i > head.i and clause.doc[first.i - 1].text == ","
    return clause.dep_ == "relcl" and after_comma and first.lower_ in _GOING_ON


def _is_meanwhile(clause: Token) -> bool:
    """Whether a clause tells what went on at the time of the one above it: "fled when shots were fired"."""
    if clause.head.lemma_ in speech_verbs():  # "did not say when it occurred"
        return False
    return any(c.lower_ in _MEANWHILE for c in clause.children if c.dep_ in ("mark", "advmod"))


def _is_caused(token: Token, head: Token) -> bool:
    """Whether an event is what a cause, the verb ``head``, brought about: "caused chaos and strikes"."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token.dep_ in ("dobj", "nsubjpass") and token.head == head


def _is_where_something_was_done(noun: Token, at: Mapping[int, Mention]) -> bool:
    """Whether an event is told as the occasion of what its clause tells: "quit at the summit", "won the vote"."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ in _OCCASION
    return noun.dep_ == "dobj" and noun.head.lemma_ in _ATTENDING and noun.head.i in at


def _dated_clause(noun: Token, dated: Mapping[int, Sequence[Anchor]]) -> Token | None:
    """The participle that says when an occasion was: "a summit held in May", not "a plan to strike in May"."""
    return next((c for c in noun.children if c.dep_ == "acl" and c.tag_ != "VB" and c.i in dated), None)


def _dated_conjunct(verb: Token, dated: Mapping[int, Sequence[Anchor]]) -> Token | None:
    """The last of two verbs of one subject: a date after it is of both, "was boarded and sunk on Monday"."""
    if verb.tag_[:2] != "VB" or any(t.i < verb.i and t.dep_ in ("prep", "npadvmod") for t in verb.children):
        return None
    for other in verb.children:
        if other.dep_ == "conj" and other.i in dated and tense(other) in (tense(verb), "participle"):
            alone = not any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children)
            return other if alone and other.i - verb.i <= _NEAR else None
    return None


def _dated_subject(verb: Token, dated: Mapping[int, Sequence[Anchor]]) -> Token | None:
    """The event of which a verb says no more than that it took place: "the talks on Monday did not take place"; or
    that tells which day it was: "fled on the day the fort fell"."""
    days = (day for c in verb.children if c.lower_ in _OCCASION for day in c.children if day.lemma_ in DAYS_BY_CLAUSE)
    if (
        clause := next((c for day in days for c in day.children if c.dep_ == "relcl" and c.i in dated), None)
    ) is not None:
        return clause
    takes_place = verb.lemma_ == "take" and any(c.dep_ == "dobj" and c.lower_ == "place" for c in verb.children)
    if not takes_place and verb.lemma_ not in ("happen", "hold", "occur"):
        return None
    subjects = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
    return next((c for c in subjects if c.i in dated), None)
