"""What PLOVER makes of a mention: type, mode, code, participants, place, and how far to trust it all.

One `Coder` reads an article: its frames and its names once, then any mention of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.events import frames, participants
from flows.events.coreference import Discourse
from flows.events.frames import Frame
from flows.events.parse import Passage
from flows.records import Participant, Status

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
        self._frames: dict[int, dict[int, Frame]] = {p.start: frames.read(p.doc) for p in passages}
        self._discourse = Discourse(p.doc for p in passages)

    def triggers(self, passage: Passage) -> list[int]:
        """Indices of the passage's tokens that report an event of a PLOVER type, each event once."""
        return sorted(i for i, frame in self._frames[passage.start].items() if not frame.merged)

    def code(self, token: Token, passage: Passage, status: Status) -> Coding:
        """The coding of the mention at ``token``; an empty one where it is of no PLOVER type."""
        in_passage = self._frames[passage.start]
        frame = in_passage.get(token.i)
        if frame is None or frame.merged:
            return Coding()
        place = participants.place(token)
        who = participants.find(token, frame, in_passage, self._discourse, passage.start, place[1] if place else None)
        code = frames.plover(frame, status) if is_plausible(token, frame, who) else None
        return Coding(
            frame.event_type,
            frame.mode,
            code,
            who,
            place[0] if place else None,
            place[1] if place else None,
            confidence(frame, who, status),
        )


def is_plausible(token: Token, frame: Frame, who: Sequence[Participant]) -> bool:
    """Whether the event has the sides that an event of PLOVER needs.

    A noun needs one of its own ("the killing of monks", not "after decades of fighting"); a verb that could be of any
    sense needs somebody known to act or suffer ("rebels shot", not "flames shot up").
    """
    if frame.event_type == "CONSULT" and {p.sector for p in who if p.role == "target"} == {"MED"}:
        return False  # an interview
    if token.tag_[:2] == "NN" or frame.pattern.specificity >= 2 or frame.operator is not None:
        return any(map(_is_of_note, who))
    return any(map(_is_somebody, who))


def _is_somebody(who: Participant) -> bool:
    return bool(who.country or who.sector) or who.name[:1].isupper()


def _is_of_note(who: Participant) -> bool:
    """Somebody that politics knows: of a country, an institution or a group, or with a name; no mere "four men"."""
    return who.country is not None or who.sector not in (None, "CVL") or who.name[:1].isupper()


def confidence(frame: Frame, who: Sequence[Participant], status: Status) -> float:
    """How likely an analyst would keep the event: a specific frame, two known sides, something real. In [0, 1]."""
    score = 0.3 + 0.05 * min(frame.pattern.specificity, 3)
    for role in ("source", "target"):
        side = [p for p in who if p.role == role]
        score += 0.2 if any(map(_is_of_note, side)) else 0.05 * bool(side)
    if status == "hypothetical" or frame.carried:
        score -= 0.3
    elif status in ("denied", "reported"):
        score -= 0.1
    return round(min(max(score, 0.05), 0.95), 2)
