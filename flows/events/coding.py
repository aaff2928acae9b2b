"""What PLOVER makes of a mention: type, mode, code, participants, place, and how far to trust it all.

One `Coder` reads an article: its frames and its names once, then any mention of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.events import actors
from flows.events.frames import frame_tables, reported
from flows.events.frames.reported import Frame
from flows.events.parse import syntax
from flows.events.parse.sentences import Passage
from flows.events.reader import Judgement
from flows.events.reader.readings import LEAST_CODED, LEAST_TYPED
from flows.events.who import participants, phrases
from flows.events.who.comment import is_comment
from flows.events.who.coreference import Discourse
from flows.records import Participant, Status

_NO_NAME = frozenset(
    {"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "i", "we", "it", "he", "she", "they", "you"}
)

# That somebody reports or comments is an event no more often than this, whatever the sentence holds.
_COMMENT = 0.15

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Coding:
    """A mention as PLOVER codes it; ``plover`` is ``None`` where it has no code or another mention carries it."""

    event_type: str | None = None
    mode: str | None = None
    plover: str | None = None
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    place_country: str | None = None
    confidence: float = 0.3


class Coder:
    """Codes the mentions of one article."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._frames: dict[int, dict[int, Frame]] = {p.start: reported.read_frames(p.doc) for p in passages}
        self._discourse = Discourse(p.doc for p in passages)

    def triggers(self, passage: Passage) -> list[int]:
        """Indices of the passage's tokens that report an event of a PLOVER type, each event once."""
        return sorted(i for i, frame in self._frames[passage.start].items() if not frame.merged)

    def frames(self, passage: Passage) -> dict[int, Frame]:
        """The passage's frames, by the index of their token."""
        return self._frames[passage.start]

    def frame(self, token: Token, passage: Passage) -> Frame | None:
        """The frame of the mention at ``token``, one that another mention carries included."""
        return self._frames[passage.start].get(token.i)

    def participants(
        self, token: Token, passage: Passage, frame: Frame, reading: Judgement | None = None
    ) -> tuple[Participant, ...]:
        """Who takes part in the mention at ``token``, where ``frame`` is what it reports."""
        place = phrases.place(token)
        home = place[1] if place else None
        in_passage = self._frames[passage.start]
        return participants.find_participants(token, frame, in_passage, self._discourse, passage.start, home, reading)

    def code(self, token: Token, passage: Passage, status: Status, reading: Judgement | None = None) -> Coding:
        """The coding of the mention at ``token``; an empty one where it is of no PLOVER type.

        ``reading`` is what the learned reader makes of it, where one is asked: it has the last word on the type and on
        whether the event belongs on record, but where a frame of the user's own says what the word reports.
        """
        by_rules = self.frame(token, passage)
        if by_rules is None and reported.is_ruled_out(token):
            return Coding()
        if reading and by_rules is None and is_comment(token, self._frames[passage.start]):
            reading = replace(reading, on_record=min(reading.on_record, _COMMENT))
        frame = disposed(token, by_rules, reading) if reading else by_rules
        if frame is None or frame.merged:
            return Coding(confidence=reading.on_record) if reading else Coding()
        place = phrases.place(token)
        who = self.participants(token, passage, frame, reading)
        code = reported.plover(_by_codebook(frame, by_rules), status)
        if code and not (reading and reading.on_record >= LEAST_CODED):
            code = code if by_rules and self._is_plausible(token, passage, frame, who, reading) else None
        sure = reading.on_record if reading else confidence(token, frame, who, status)
        return Coding(
            frame.event_type,
            frame.mode,
            code,
            who,
            place[0] if place else None,
            place[1] if place else None,
            max(sure, confidence(token, frame, who, status)) if _is_own(frame) else sure,
        )

    def _is_plausible(
        self, token: Token, passage: Passage, frame: Frame, who: Sequence[Participant], reading: Judgement | None
    ) -> bool:
        """Whether a code has the sides that it needs.

        The reader's pointers have learned from events alone: where it sees none, the grammar must find them.
        """
        if reading and reading.on_record < LEAST_TYPED:
            who = self.participants(token, passage, frame)
        return is_plausible(token, frame, who)


def disposed(token: Token, frame: Frame | None, reading: Judgement) -> Frame | None:
    """The frame once the reader has spoken: of its class, and one where it sees an event that the rules do not."""
    if frame is None:
        if reading.on_record < LEAST_TYPED:
            return None
        event_type = reading.event_type()
        return Frame(token.i, event_type, None, frame_tables.any_use(event_type, token.lemma_))
    frame = replace(frame, merged=frame.merged and not reading.is_likely)
    event_type = reading.event_type(frame.event_type)
    if event_type == frame.event_type or _is_own(frame):
        return frame
    return replace(frame, event_type=event_type, mode=None, refused=False, obliged=False)


def _is_own(frame: Frame) -> bool:
    """Whether the user's own table says what the word reports, by itself and not through an operator."""
    return frame.pattern.own and frame.operator is None


def _by_codebook(frame: Frame, by_rules: Frame | None) -> Frame:
    """The frame that has the code: that of the rules where the codebook gives the same act another class."""
    if by_rules is not None and (frame.event_type, by_rules.event_type) in frame_tables.conventions():
        return by_rules
    return frame


def is_plausible(token: Token, frame: Frame, who: Sequence[Participant]) -> bool:
    """Whether the event has the sides that an event of PLOVER needs.

    A noun needs one of its own ("the killing of monks", not "after decades of fighting"); a verb that could be of any
    sense needs somebody known to act or suffer ("rebels shot", not "flames shot up").
    """
    if is_purpose(token) and frame.operator is None:
        return False
    if frame.event_type == "CONSULT" and {p.sector for p in who if p.role == "target"} == {"MED"}:
        return False  # an interview
    if token.tag_[:2] == "NN" or frame.pattern.specificity >= 2 or frame.operator is not None:
        return any(p.sector not in (None, "CVL") or is_political(p) or _is_named(p) for p in who)
    return any(p.sector or is_political(p) or _is_named(p) for p in who)


def _is_done_by_a_thing(token: Token, frame: Frame) -> bool:
    """Whether what the clause is about cannot act: "the door opens to the lawn"; but bombs kill, and deeds speak."""
    if token.tag_[:2] != "VB" or syntax.is_passive(token) or frame.event_type == "ASSAULT":
        return False
    doers = syntax.subjects(token)
    return bool(doers) and not any(d.pos_ != "NOUN" or actors.is_actor(d) or _names_or_deed(d) for d in doers)


def _names_or_deed(noun: Token) -> bool:
    """ "A US-led coalition", "the talks": somebody's name stands before the word, or it is an event itself."""
    named = any(c.text[:1].isupper() and actors.names_in(c.text) for c in noun.children if c.dep_ != "poss")
    return named or noun.lemma_.lower() in frame_tables.table("noun_frames.txt")


def is_political(who: Participant) -> bool:
    """Whether PLOVER would code this side: of a country, or of an institution or group that is no firm."""
    return who.country is not None or who.sector not in (None, "CVL", "BUS")


def _is_named(who: Participant) -> bool:
    """Whether it is called by a name that no table knows; "The card" is none, nor is "I"."""
    words = [w for w in who.name.split() if w.lower() not in _NO_NAME]
    return bool(words) and words[0][:1].isupper()


# What each thing that can be said of an event adds to or takes from its confidence, in tenths. How well the sum tells
# is printed by ``python -m tests.benchmarks.bench_events --calibration``.
_SIDES = {"source": (3.0, 1.0), "target": (2.0, 0.5)}  # a political side; any other
_STATUS = {"hypothetical": -2.5, "denied": -0.5, "reported": -0.5, "planned": -0.5}


def confidence(token: Token, frame: Frame, who: Sequence[Participant], status: Status) -> float:
    """How likely an analyst would keep the event: known sides, a specific frame, a clause of its own. In [0, 1]."""
    score = 2.5 + 0.3 * min(frame.pattern.specificity, 4) + _STATUS.get(status, 0.0)
    for role, (political, other) in _SIDES.items():
        side = [p for p in who if p.role == role]
        score += political if any(map(is_political, side)) else other * bool(side)
    if is_purpose(token) or _is_done_by_a_thing(token, frame):
        score -= 2.0
    if frame.carried:
        score -= 3.0
    return round(min(max(score / 10, 0.05), 0.95), 2)


def is_purpose(token: Token) -> bool:
    """An infinitive that tells what something is for ("moves to claim the reef"): perhaps nobody ever did it."""
    return token.dep_ in ("advcl", "acl", "relcl") and any(c.tag_ == "TO" for c in token.children)
