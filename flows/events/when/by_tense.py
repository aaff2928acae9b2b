"""When no expression and no other event says when something was: its tense does, and where the story has arrived.

What is told as past in the opening of a report is of the news' day, further down between that day and the article, in
what reports no news at any time before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.events.mentions import Mention
from flows.events.parse.sentences import Passage
from flows.events.parse.tense import is_awaited, is_lasting, looks_back, tense
from flows.events.reader.readings import Judgement
from flows.events.status import speech_verbs
from flows.events.when import bounds
from flows.events.when.story import Story
from flows.records import EventDate, Interval
from seeds import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENTERED = frozenset({"past", "present", "present perfect", "past progressive", "present progressive"})
_OVER = frozenset({"past", "past perfect", "past progressive", "participle", "noun"})
_DONE = frozenset({"past perfect", "present perfect"})
_OVER_TIME = frozenset({"in", "over", "during", "for"})
_UNITS = frozenset({"day", "week", "month", "year", "decade"})
_WILL = frozenset({"will", "wo", "would", "'ll", "'d"})
_PAPERS = frozenset(
    {"analysis", "datum", "document", "figure", "number", "poll", "record", "report", "result", "statistic", "study",
     "survey"}
)  # fmt: skip
_FORMERLY = frozenset({"earlier", "formerly", "once", "originally", "previously"})
_TAKING_PLACE = frozenset({"nsubj", "nsubjpass", "dobj"})


@lru_cache(maxsize=1)
def begun_from() -> float:
    """The probability of "around" from which an act told in the present counts as begun before the day of writing.

    `python -m flows.training present` has fitted it.
    """
    return float(next(row["probability"] for row in rows("present_acts.csv")))


class TenseClock:
    """How far the telling of one passage has come: ``scene`` is the date that it has reached, ``background`` the months
    or years gone by of which its main clauses tell: what goes on from them is no news. ``label`` is the passage's own,
    ``newest`` the days of what an expression dated last."""

    def __init__(
        self, passage: Passage, label: EventDate | None, dct: Interval, readings: Mapping[int, Judgement]
    ) -> None:
        self.passage, self.label, self.dct, self.readings = passage, label, dct, readings
        self.scene: EventDate | None = None
        self.background: Interval | None = None
        self.newest: Interval | None = None
        self.story = Story(False, None, 0)

    def told(self, token: Token, when: EventDate) -> None:
        """Note what an expression dates and the past tense tells: what "has since" been done came after it."""
        days = when.interval
        over = days.hi is not None and days.lo is not None and not bounds.is_before(self.dct, days)
        dated = when.basis == "timex" and when.extent == "within" and tense(token) in _OVER
        if over and dated and token.lemma_ not in speech_verbs():
            self.newest = days

    def by_tense(self, mention: Mention, now: Interval) -> EventDate:
        """The date of a mention that only its tense places, counted from ``now``."""
        token = mention.token
        form, lasting = tense(token), is_lasting(token)
        unreal = mention.status in ("planned", "hypothetical")
        if self.newest is not None and _is_since_then(token):
            return bounds.since(self.newest, now)
        if form == "past perfect" or _goes_on_past_perfect(token) or (form == "modal" and looks_back(token)):
            return bounds.behind(now, lasting)  # "had they fired", "would have fired"
        if self.label is not None and form in _ENTERED and not unreal and (not lasting or "progressive" in form):
            return bounds.narrated(self.label)
        if form == "noun" and lasting and not unreal:
            return bounds.state(now)
        if form in ("future", "modal") and self._is_on_record(mention) and _is_refused(mention):
            return self._on(self._news(token, now))
        if form == "modal" and _is_unable(token):
            return bounds.state(now)
        if form in ("future", "modal") or unreal or (form == "present" and is_awaited(token)):
            return bounds.ahead(now, lasting or _is_several(token))
        if form in ("present", "present progressive", "infinitive"):
            if lasting or (form == "present progressive" and self._is_in_progress(mention)):
                return self._holds(mention, now)
            return bounds.by(now) if form != "infinitive" and self._has_begun(mention, now) else self._on(now)
        if form == "participle" and lasting:
            return bounds.state(now)
        if form == "participle":
            return bounds.behind(now, lasting)
        if form in ("past", "present perfect") and _is_of_the_past(token):
            return bounds.behind(now, lasting)
        scene = self.scene if form == "past" and _is_main(token) else None
        if scene is not None and self._is_of_scene(mention, scene.interval):
            return bounds.narrated(scene)
        if form == "past" and token.lemma_ in speech_verbs():
            return self._recent(token, now, form)
        if form == "past" and token.dep_ == "ROOT" and self.background is not None and not lasting:
            return bounds.since(self.background, now)
        if token.dep_ in ("relcl", "advcl") or (form == "past" and lasting and token.dep_ not in ("ROOT", "conj")):
            return bounds.behind(now, lasting)
        if form in ("past", "present perfect") or (form == "past progressive" and self._is_on_record(mention)):
            return self._recent(token, now, form)
        if token.lemma_ in speech_verbs():
            return self._on(now)
        if mention.status == "ongoing" or lasting or form == "gerund":
            return bounds.state(now)
        if form == "noun" and token.dep_ in _TAKING_PLACE and token.head.lemma_ == "be":  # "the vote was close"
            return self._recent(token, now, "past") if tense(token.head) == "past" else self._on(now)
        if form == "state":
            return self._on(now)
        return bounds.behind(now, lasting or _is_several(token))

    def again_and_again(self, token: Token) -> EventDate:
        """The time of a habit: around that of writing, all of it before or all of it after."""
        form = tense(token)
        to_come = form == "infinitive" and token.head.lower_ != "used" and any(c.tag_ == "TO" for c in token.children)
        if form in ("future", "modal") or to_come:
            return bounds.ahead(self.dct, lasting=True)
        if "past" in form or form == "present perfect" or token.head.lower_ == "used":
            return bounds.behind(self.dct, lasting=True)
        return bounds.state(self.dct)

    def _holds(self, mention: Mention, now: Interval) -> EventDate:
        """The time of what holds; what belongs on record is an act, which was done or begun by then: "suspects him"."""
        return bounds.by(now) if self._is_on_record(mention) and now is self.dct else bounds.state(now)

    def _is_in_progress(self, mention: Mention) -> bool:
        """Whether the progressive tells what goes on: not what is being said, nor an act on record, which has a day."""
        return mention.token.lemma_ not in speech_verbs() and not self._is_on_record(mention)

    def _has_begun(self, mention: Mention, now: Interval) -> bool:
        """Whether what the present tense tells is an act that began before the day of writing: "is suing the firm"."""
        reading = self.readings.get(mention.start)
        if reading is None or now is not self.dct or not reading.is_likely:
            return False
        return reading.relation("around") >= begun_from()

    def _is_on_record(self, mention: Mention) -> bool:
        reading = self.readings.get(mention.start)
        return reading is not None and reading.is_likely

    def _is_of_scene(self, mention: Mention, scene: Interval) -> bool:
        """Whether a verb of a main clause goes on with what was told before; who speaks in a report speaks of now, but
        what somebody demanded or rejected in a story of long ago is part of it."""
        if not _is_saying(mention.token):
            return True
        over = bounds.is_before(scene, self.dct) and not bounds.is_fresh(scene, self.dct)
        return over and self._is_on_record(mention)

    def _news(self, token: Token, now: Interval) -> Interval:
        """The day of the news, for what its opening tells of no other day."""
        opens = now is self.dct and self.story.opens(self.passage, token)
        return self.story.day if opens and self.story.day is not None else now

    def _on(self, now: Interval) -> EventDate:
        return bounds.on(now, "dct" if now is self.dct else "narrative")

    def _recent(self, token: Token, now: Interval, form: str) -> EventDate:
        """Told as past, without a date: of the news' day in the opening of a report, between that day and the article
        further down, at any time before it in what reports no news."""
        opens, day = self.story.opens(self.passage, token), self.story.day or now
        if self.story.deed is not None and self.story.sums_up(self.passage, token):
            return self._on(self.story.deed)
        if now is not self.dct:  # "six died, the army said on Wednesday": of the news, where that is told to be older
            return self._on(day if opens and bounds.is_before(day, now) else now)
        if form == "present perfect" and self.story.sums_up(self.passage, token) and not _is_spread(token):
            return self._on(day)
        if not self.story.is_report or form == "present perfect":
            return bounds.by(now)
        if form in ("past", "past progressive") and opens:
            return self._on(day)
        return self._on(now) if day is now else bounds.since(day, now)


def _is_saying(verb: Token) -> bool:
    """Whether a verb tells that something is said: by somebody, or by a paper ("figures showed"). What it tells of has
    its own time; the saying is of the news."""
    if verb.lemma_ in speech_verbs():
        return True
    return verb.lemma_ == "show" and any(c.dep_ == "nsubj" and c.lemma_.lower() in _PAPERS for c in verb.children)


def _is_of_the_past(verb: Token) -> bool:
    """Whether an adverb says that a deed is no news: "had once", "previously refused"."""
    before = (c for c in verb.children if c.dep_ == "advmod" and c.i < verb.i)
    return any(c.lower_ in _FORMERLY and c.n_lefts == 0 for c in before)  # "interrupted once", "a day earlier"


def _is_unable(verb: Token) -> bool:
    """Whether a verb tells what cannot be done as things are: "cannot find it"."""
    below = {(c.dep_, c.lower_) for c in verb.children}
    return bool(below & {("aux", "can"), ("aux", "ca")}) and any(dep == "neg" for dep, _ in below)


def _is_several(noun: Token) -> bool:
    """Whether a noun tells of several events, which do not all fall on one day: "the kidnappings"."""
    return noun.tag_ == "NNS"


def _is_refused(mention: Mention) -> bool:
    """Whether a verb says what somebody will not do: refusing it is the act, done when it is said."""
    children = list(mention.token.children)
    not_so = mention.status == "denied" or any(c.dep_ == "neg" for c in children)
    return not_so and any(c.lower_ in _WILL for c in children if c.dep_ == "aux")


def _is_since_then(verb: Token) -> bool:
    """Whether a verb is told as what followed: "has since resigned", "have died since then", or is the second of two:
    "has since left the party and founded another"."""
    since = (c for c in verb.children if c.lower_ == "since" and c.dep_ in ("advmod", "prep", "mark"))
    if tense(verb) in _DONE and any({t.lower_ for t in c.children} <= {"then", "that", "ever"} for c in since):
        return True
    alone = verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children)
    return alone and _is_since_then(verb.head)


def _is_spread(verb: Token) -> bool:
    """Whether a verb tells what was done over months or years, on no one day: "in recent months have raided"."""
    times = (p for c in verb.children if c.dep_ == "prep" and c.lower_ in _OVER_TIME for p in c.children)
    return any(p.dep_ == "pobj" and p.tag_ == "NNS" and p.lemma_ in _UNITS for p in times)


def _is_main(verb: Token) -> bool:
    """Whether a verb is that of a main clause, or of one that a semicolon joins to it: "they fled; two were caught"."""
    if verb.dep_ == "ROOT":
        return True
    return verb.dep_ == "ccomp" and _is_main(verb.head) and any(t.text == ";" for t in verb.doc[verb.i : verb.head.i])


def _goes_on_past_perfect(verb: Token) -> bool:
    """Whether a verb is the second of two in the past perfect: "had been suspended and then resigned"."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    if any(c.dep_ == "cc" and c.lower_ == "but" for c in verb.head.children):  # "had hoped to come but fell ill"
        return False
    return verb.tag_ in ("VBD", "VBN") and tense(verb) in ("past", "participle") and tense(verb.head) == "past perfect"
