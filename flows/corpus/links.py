"""One event, many mentions: which mentions, inside a document and across documents, are of the same event.

Inside a document the events stage says which mention retells which. Mentions of two documents are of one event where
type, participants, dates, words and place allow it and enough of them agree. Every pair is judged by itself and the
links are the connected groups, so the answer depends on the set of mentions alone: not on their order, nor on how many
batches they came in. Only mentions that share a block (type, a participant, a week) are compared, and in a crowded
block only near neighbours by date: time grows with the number of mentions.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flows.events.when.repeats import word_family
from flows.records import Interval

WIDEST = 31  # days: a wider date is too vague to tell two articles' events apart or together
NEIGHBOURS = 20  # mentions of a crowded block that one is compared with
ACROSS = 0.68  # agreement from which mentions of two documents are one event
_WEEK = 7  # days
_NO_EVENT = frozenset({"denied", "hypothetical"})
_MANY_MODES = frozenset({"ASSAULT", "PROTEST"})  # one attack kills and destroys, one march becomes a riot
_TALKING = frozenset({"meet", "talk", "mediate"})  # one meeting; a visit is another event than the talks held on it
_BETWEEN_EQUALS = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant as linking sees it: the last word of its name, country, sector."""

    word: str
    country: str | None
    sector: str | None
    actor: str | None = None  # its id, where one is known

    @property
    def key(self) -> str:
        return self.country or self.word

    def likeness(self, other: Actor) -> float:
        """From 0 (somebody else) to 1 (the same name)."""
        if self.word == other.word or (self.actor is not None and self.actor == other.actor):
            return 1.0
        if self.country is None or self.country != other.country:
            return 0.0
        return 0.7 if self.sector is None or other.sector is None or self.sector == other.sector else 0.4


@dataclass(frozen=True, slots=True)
class TypedMention:
    """A typed event mention with what tells whether another one is of the same event."""

    event_id: str
    doc_id: str
    event_type: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    days: Interval
    place: str | None = None
    country: str | None = None
    canonical_id: str | None = None
    mode: str | None = None
    lemma: str | None = None
    retells: str | None = None  # the first mention of the same event in its document, as its sentences tell


@dataclass(frozen=True, slots=True)
class Link:
    """``event_id`` is a mention of the event of ``canonical_id``; ``score`` is how well the two agree, 0–1.

    A low score with a link: they are of one event by way of a third mention that agrees with both.
    """

    event_id: str
    canonical_id: str
    score: float


def typed_mentions(rows: Iterable[Mapping[str, Any]]) -> Iterator[TypedMention]:
    """Mentions from the warehouse's rows; what did not happen and what names nobody is left out."""
    for row in rows:
        if row["status"] in _NO_EVENT or not row["participants"]:
            continue
        sides: dict[str, list[Actor]] = {"source": [], "target": []}
        for p in row["participants"]:
            sides[p["role"]].append(Actor(_last_word(p["name"]), p["country"], p["sector"], p.get("actor")))
        days = Interval(row["date_from"], row["date_to"])
        yield TypedMention(
            row["event_id"], row["doc_id"], row["event_type"], tuple(sides["source"]), tuple(sides["target"]), days,
            row["place"], row["place_country"], row["canonical_id"], row["mode"], row["lemma"], row["retells"],
        )  # fmt: skip


def link(found: Iterable[TypedMention]) -> list[Link]:
    """The links of these mentions, ordered by ``event_id``.

    A mention that stands alone has a link to itself only where it was linked to another one before.
    """
    by_id = {m.event_id: m for m in sorted(found, key=lambda m: m.event_id)}
    parent = {event: event for event in by_id}

    def top(event: str) -> str:
        while parent[event] != event:
            parent[event] = parent[parent[event]]
            event = parent[event]
        return event

    for mention in by_id.values():
        if mention.retells in by_id:
            first, second = sorted((top(mention.event_id), top(mention.retells)))
            parent[second] = first
    for one, other in _pairs(by_id.values()):
        first, second = sorted((top(one.event_id), top(other.event_id)))
        if first != second and _are_one(one, other):
            parent[second] = first
    canonical = {event: top(event) for event in by_id}
    shared = Counter(canonical.values())
    return [
        Link(event, canonical[event], round(agreement(mention, by_id[canonical[event]]), 3))
        for event, mention in by_id.items()
        if shared[canonical[event]] > 1 or mention.canonical_id not in (None, event)
    ]


def _are_one(one: TypedMention, other: TypedMention) -> bool:
    """Whether mentions of two documents tell of one event. The words must say so as well: an arrest of a man is not his
    indictment on the same day; and where a side is left open, both must be dated to a week."""
    if one.doc_id == other.doc_id or agreement(one, other) < ACROSS or not _same_act(one, other):
        return False
    told = all(m.sources and m.targets for m in (one, other))
    return told or all((m.days.days or WIDEST) <= _WEEK for m in (one, other))


def _same_act(one: TypedMention, other: TypedMention) -> bool:
    """Whether the words may name one act: of one family, of one mode, or of a class whose acts have many names."""
    if one.event_type in _MANY_MODES or one.lemma is None or other.lemma is None:
        return True
    if one.mode and other.mode:
        return _one_mode(one, other)
    return bool(name := word_family(one.lemma)) and name == word_family(other.lemma)


def agreement(one: TypedMention, other: TypedMention) -> float:
    """How far two mentions agree, 0–1; 0 where something makes them two events."""
    if one.event_type != other.event_type or not one.days.overlaps(other.days):
        return 0.0
    if not _one_mode(one, other) or (one.country and other.country and one.country != other.country):
        return 0.0
    if one.place and other.place and one.place != other.place and one.country == other.country:
        return 0.0
    sides = _sides(one.sources, one.targets, other)
    if one.event_type in _BETWEEN_EQUALS:
        sides = max(sides, _sides(one.targets, one.sources, other))
    if sides == 0:
        return 0.0
    same_place = 1.0 if one.place and one.place == other.place else 0.5
    return 0.65 * sides + 0.25 * _same_days(one.days, other.days) + 0.1 * same_place


def _one_mode(one: TypedMention, other: TypedMention) -> bool:
    """Whether two mentions of one type may be of one act: an arrest is no seizure, a visit no meeting."""
    if one.mode == other.mode or not one.mode or not other.mode or one.event_type in _MANY_MODES:
        return True
    return one.mode in _TALKING and other.mode in _TALKING


def _sides(sources: Sequence[Actor], targets: Sequence[Actor], other: TypedMention) -> float:
    """Agreement of source with source and target with target; a side that is not told speaks neither way."""
    likeness = []
    for ours, theirs in ((sources, other.sources), (targets, other.targets)):
        if ours and theirs:
            likeness.append(max(a.likeness(b) for a in ours for b in theirs))
    if not likeness or min(likeness) == 0:
        return 0.0
    return sum(likeness) / len(likeness) - (0.2 if len(likeness) == 1 else 0.0)


def _same_days(one: Interval, other: Interval) -> float:
    """1 for the same few days, less for a date that merely allows the other."""
    if one.days is None or other.days is None:
        return 0.2
    shared = one.intersect(other).days or 0
    return shared / max(one.days, other.days) if max(one.days, other.days) <= WIDEST else 0.2


def _pairs(found: Iterable[TypedMention]) -> Iterator[tuple[TypedMention, TypedMention]]:
    """Pairs that share a block, each once or more."""
    blocks: dict[Hashable, list[TypedMention]] = defaultdict(list)
    for mention in found:
        for key in _blocks(mention):
            blocks[key].append(mention)
    for members in blocks.values():
        members.sort(key=_order)
        for at, one in enumerate(members):
            for other in members[at + 1 : at + 1 + NEIGHBOURS]:
                if one.days.hi is not None and other.days.lo is not None and other.days.lo > one.days.hi:
                    break  # they stand by their first day: none that follows overlaps
                yield one, other


def _order(mention: TypedMention) -> tuple[date, date, str, str]:
    return mention.days.lo or date.min, mention.days.hi or date.max, mention.place or "", mention.event_id


def _blocks(mention: TypedMention) -> Iterator[Hashable]:
    days = mention.days
    if days.lo is None or days.hi is None or (days.days or 0) > WIDEST:
        return
    sources, targets = {a.key for a in mention.sources}, {a.key for a in mention.targets}
    sides: set[Hashable] = {frozenset((s, t)) for s in sources for t in targets} | sources | targets
    monday = days.lo - timedelta(days.lo.weekday())
    while monday <= days.hi:
        for side in sides:
            yield mention.event_type, side, monday
        if date.max - monday < timedelta(7):
            return
        monday += timedelta(7)


def _last_word(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    words = plain.replace("'s", "").split()
    return words[-1].strip(".,") if words else ""
