"""One event, many mentions: which mentions, inside a document and across documents, are of the same event.

Inside a document the events stage says which mention retells which: together they are the event as that document tells
it (`Told`). The events of two documents are one where class, days, place and the words allow it and enough speaks for
it (`seeds/reference/same_event.csv` says how much; ``python -m flows.training links`` fitted it). A document tells an
event once: of two that one event of another document might be, it is the likelier, and the other one, too, only where
that is nearly certain. So the answer depends on the set of
mentions alone: not on their order, nor on how many batches they came in. Only events that share a block (type, a
participant, a week) are compared, and in a crowded block only near neighbours by date: time grows with the number of
mentions.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import md5
from math import exp
from typing import Any, NamedTuple

from flows.events.when.repeats import word_family
from flows.records import Interval
from seeds import rows as seed_rows

WIDEST = 31  # days: a wider date is too vague to tell two articles' events apart or together
NEIGHBOURS = 20  # mentions of a crowded block that one is compared with
LIKELY = 0.4  # probability from which the events of two documents are one
ALIKE = 0.7  # likeness that one side must have at least: one country's, though not the same sector's
CERTAIN = 0.8  # probability from which an event is one with two of another document, which tells it twice, too
SURE = 0.5  # confidence from which a mention tells of an event that other documents may tell of as well
_NO_EVENT = frozenset({"denied", "hypothetical"})
_MANY_MODES = frozenset({"ASSAULT", "PROTEST"})  # one attack kills and destroys, one march becomes a riot
_ALONE = frozenset({"strike", "boycott", "torture"})  # modes of those that are no other's: a walkout, an abduction
_SAID = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT"})  # done with words, of which there are many
_TALKING = frozenset({"meet", "talk", "mediate"})  # one meeting; a visit is another event than the talks held on it
_BETWEEN_EQUALS = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant as linking sees it: the last word of its name, country, sector."""

    word: str
    country: str | None
    sector: str | None
    actor: str | None = None  # its id, where one is known
    is_named: bool = True  # "the men" of one article are not those of another
    names: frozenset[str] = frozenset()  # a person's other names: "Ada Osei Mensah" is "Osei" as well

    @property
    def key(self) -> str | None:
        """What two articles' names for it have in common; ``None`` of somebody who is only described."""
        return self.country or (self.word if self.is_named else None)

    def shares_name(self, other: Actor) -> bool:
        """Whether both are called by one name that is more than a country's: a person's, a ship's, a group's."""
        is_country = self.country is not None and self.sector is None
        return self.is_named and other.is_named and not is_country and self.likeness(other) == 1.0

    def likeness(self, other: Actor) -> float:
        """From 0 (somebody else) to 1 (the same name); 0.3 where one is only described and may be the other."""
        if self.actor is not None and self.actor == other.actor:
            return 1.0
        if self.country and other.country and self.country != other.country:
            return 0.0
        if self.word == other.word or self.word in other.names or other.word in self.names:
            return 1.0
        of_one_sector = self.sector is None or other.sector is None or self.sector == other.sector
        if self.country is not None and self.country == other.country:
            return 0.7 if of_one_sector else 0.4
        return 0.0 if (self.is_named and other.is_named) or not of_one_sector else 0.3


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
    confidence: float = 1.0
    is_real: bool = True  # not denied, nor only imagined
    is_dated: bool = True  # by words of the text


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one document tells it: what its mentions say together. ``event_id`` is that of the first of them."""

    event_id: str
    doc_id: str
    event_type: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    days: Interval  # the narrowest that any of them has
    places: frozenset[str]
    countries: frozenset[str]
    modes: frozenset[str]
    words: frozenset[str]
    mentions: int
    is_dated: bool = True

    @property
    def possible_days(self) -> Interval:
        """Its days; with the day before, where no word of the text dates it: reports differ by a day in such events."""
        first = self.days.lo
        if self.is_dated or first is None or first == date.min:
            return self.days
        return Interval(first - timedelta(1), self.days.hi)

    @property
    def families(self) -> frozenset[str]:
        """What its words share with other words for the same act."""
        return frozenset(filter(None, map(word_family, self.words)))


@dataclass(frozen=True, slots=True)
class Link:
    """``event_id`` is a mention of the event of ``canonical_id``; ``score`` is how well the two agree, 0–1.

    A low score with a link: they are of one event by way of a third mention that agrees with both.
    """

    event_id: str
    canonical_id: str
    score: float


def typed_mentions(rows: Iterable[Mapping[str, Any]]) -> Iterator[TypedMention]:
    """Mentions from the warehouse's rows."""
    for row in rows:
        sides: dict[str, list[Actor]] = {"source": [], "target": []}
        for p in row["participants"]:
            sides[p["role"]].append(_actor(p))
        days = Interval(row["date_from"], row["date_to"])
        yield TypedMention(
            row["event_id"], row["doc_id"], row["event_type"], tuple(sides["source"]), tuple(sides["target"]), days,
            row["place"], row["place_country"], row["canonical_id"], row["mode"], row["lemma"], row["retells"],
            row["confidence"], row["status"] not in _NO_EVENT, row["date_basis"] == "timex",
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

    def join(one: str, other: str) -> None:
        first, second = sorted((top(one), top(other)))
        parent[second] = first

    for mention in by_id.values():
        if mention.retells in by_id:
            join(mention.event_id, mention.retells)
    groups: dict[str, list[TypedMention]] = defaultdict(list)
    for mention in by_id.values():
        groups[top(mention.event_id)].append(mention)
    events = {first: event for first, group in groups.items() if (event := as_told(group)) is not None}
    for one, other in sorted(_matched(events.values())):
        join(one, other)
    home = {mention.event_id: first for first, group in groups.items() for mention in group}
    canonical = {event: top(event) for event in by_id}
    shared = Counter(canonical.values())
    return [
        Link(event, canonical[event], link_score(home[event], home[canonical[event]], events))
        for event, mention in by_id.items()
        if shared[canonical[event]] > 1 or mention.canonical_id not in (None, event)
    ]


def as_told(group: Sequence[TypedMention]) -> Told | None:
    """The event of one document that these mentions tell of; ``None`` where none tells of one that others may tell of:
    sure enough, not denied or imagined, and of somebody.
    """
    sure = [m for m in group if m.confidence >= SURE and m.is_real]
    if not any(m.sources or m.targets for m in sure):
        return None
    dated = min(sure, key=lambda m: m.days.days or date.max.toordinal())
    return Told(
        min(m.event_id for m in group), sure[0].doc_id, sure[0].event_type,
        tuple(dict.fromkeys(a for m in sure for a in m.sources)),
        tuple(dict.fromkeys(a for m in sure for a in m.targets)), dated.days,
        frozenset(m.place for m in sure if m.place), frozenset(m.country for m in sure if m.country),
        frozenset(m.mode for m in sure if m.mode), frozenset(m.lemma for m in sure if m.lemma), len(sure),
        dated.is_dated,
    )  # fmt: skip


def _matched(events: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """The pairs of events that are one, hardly ever an event with two of the same other document."""
    return matched(pair for one, other in _pairs(events) if (pair := likely_pair(one, other)))


class LikelyPair(NamedTuple):
    """Events of two documents that are probably one; ``one`` is the lesser id."""

    one: str
    other: str
    likelihood: float
    one_doc: str
    other_doc: str


def likely_pair(one: Told, other: Told) -> LikelyPair | None:
    """The pair that two events make; ``None`` where they are of one document, or are not likely one."""
    if one.doc_id == other.doc_id or (chance := link_likelihood(one, other)) < LIKELY:
        return None
    first, second = sorted((one, other), key=lambda event: event.event_id)
    return LikelyPair(first.event_id, second.event_id, chance, first.doc_id, second.doc_id)


def matched(likely: Iterable[LikelyPair]) -> Iterator[tuple[str, str]]:
    """Of these pairs the likeliest first, and none after it that would match an event with two of one document.

    But what is as good as certain holds: that the other document tells it twice was not seen in there.
    """
    taken: set[tuple[str, str]] = set()
    for pair in sorted(set(likely), key=lambda pair: (-pair.likelihood, pair.one, pair.other)):
        sides = {(pair.one, pair.other_doc), (pair.other, pair.one_doc)}
        if pair.likelihood >= CERTAIN or taken.isdisjoint(sides):
            taken |= sides
            yield pair.one, pair.other


def link_score(one: str, other: str, events: Mapping[str, Told]) -> float:
    """How likely two documents' events are one; of one document's mentions its own words say so."""
    if one == other or one not in events or other not in events:
        return 1.0 if one == other else 0.0
    return round(link_likelihood(events[one], events[other]), 3)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in seed_rows("same_event.csv")}


def link_likelihood(one: Told, other: Told) -> float:
    """The probability that two documents' events are one, 0 where something makes them two."""
    if not may_be_one(one, other):
        return 0.0
    weights = _weights()
    total = weights["always"] + sum(weights[name] * value for name, value in link_features(one, other).items())
    return 1 / (1 + exp(-total))


def may_be_one(one: Told, other: Told) -> bool:
    """Whether nothing makes them two: another class, other days, another place, others who act, words of another act.

    An arrest of a man is not his indictment on the same day.
    """
    if one.event_type != other.event_type or not one.possible_days.overlaps(other.possible_days):
        return False
    if _differ(one.countries, other.countries):
        return False
    if _differ(one.places, other.places) and not _differ(one.countries, other.countries):
        return False
    sides = likenesses(one, other)
    if 0.0 in sides or max(side or 0.0 for side in sides) < ALIKE or not _same_act(one, other):
        return False
    return None not in sides or not one.families.isdisjoint(other.families) or _of_one_sector(one, other)


def _of_one_sector(one: Told, other: Told) -> bool:
    """Whether the side that both tell is more than somebody of one country: "villagers" may be no "traders"."""
    sides = ((one.sources, other.sources), (one.targets, other.targets))
    return any(
        a.likeness(b) == 1.0 or (a.likeness(b) >= ALIKE and a.sector is not None and a.sector == b.sector)
        for ours, theirs in sides
        for a in ours
        for b in theirs
    )


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def link_features(one: Told, other: Told) -> dict[str, float]:
    """What speaks for one event and what against, each within [0, 1]."""
    source, target = likenesses(one, other)
    days = (one.days, other.days)
    return {
        "source": source or 0.0,
        "no source": float(source is None),
        "target": target or 0.0,
        "no target": float(target is None),
        "own name": float(_share_a_name(one, other)),
        "same days": _same_days(*days),
        "same day": float(days[0] == days[1] and days[0].is_day),
        "same mode": float(bool(one.modes & other.modes)),
        "same word": float(bool(one.words & other.words)),
        "same family": float(bool(one.families & other.families)),
        "same place": float(bool(one.places & other.places)),
        "told often": float(one.mentions > 1 and other.mentions > 1),
        "many modes": float(one.event_type in _MANY_MODES),
    }


def _share_a_name(one: Told, other: Told) -> bool:
    ours, theirs = ((*event.sources, *event.targets) for event in (one, other))
    return any(a.shares_name(b) for a in ours for b in theirs)


def likenesses(one: Told, other: Told) -> tuple[float | None, float | None]:
    """How alike the sources, and the targets, are; ``None`` of a side that one leaves open.

    Equals may change sides, but a guest and his host are none.
    """
    straight = _likeness(one.sources, other.sources), _likeness(one.targets, other.targets)
    if one.event_type not in _BETWEEN_EQUALS or "visit" in one.modes | other.modes:
        return straight
    crossed = _likeness(one.sources, other.targets), _likeness(one.targets, other.sources)
    return max(straight, crossed, key=lambda sides: (0.0 not in sides, sum(side or 0.0 for side in sides)))


def _likeness(ours: Sequence[Actor], theirs: Sequence[Actor]) -> float | None:
    return max((a.likeness(b) for a in ours for b in theirs), default=None)


def _same_act(one: Told, other: Told) -> bool:
    """Whether the words may name one act: of one family, of one mode, or of a class whose acts have many names."""
    if one.event_type in _MANY_MODES or not one.words or not other.words:
        return not _other_modes(one, other)
    if one.modes and other.modes:
        return not _other_modes(one, other)
    sides = likenesses(one, other)
    if one.event_type in _SAID and 1.0 in sides and min(side or 0.0 for side in sides) >= ALIKE:
        return True  # whoever denounces somebody on a day condemns him
    if one.event_type in _SAID and sides[0] == 1.0 and one.days == other.days and one.days.is_day:
        return _a_speaker_is_named(one, other)  # what he says on a day of those who may be the same
    return not one.families.isdisjoint(other.families)


def _a_speaker_is_named(one: Told, other: Told) -> bool:
    return any(a.shares_name(b) for a in one.sources for b in other.sources)


def _other_modes(one: Told, other: Told) -> bool:
    """Whether the modes are of two acts: an arrest is no seizure, a visit no meeting, a strike no march."""
    if not _differ(one.modes, other.modes):
        return False
    if one.event_type in _MANY_MODES:
        return not _ALONE.isdisjoint(one.modes | other.modes)
    return not (one.modes & _TALKING and other.modes & _TALKING)


def _same_days(one: Interval, other: Interval) -> float:
    """1 for the same few days, less for a date that merely allows the other."""
    if one.days is None or other.days is None:
        return 0.2
    shared = 0 if (both := one.intersect(other)).is_empty else both.days or 0
    return shared / max(one.days, other.days) if max(one.days, other.days) <= WIDEST else 0.2


def _pairs(found: Iterable[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs that share a block, each once or more."""
    blocks: dict[Hashable, list[Told]] = defaultdict(list)
    for event in found:
        for key in places_to_meet(event):
            blocks[key].append(event)
    for members in blocks.values():
        members.sort(key=_order)
        for at, one in enumerate(members):
            for other in members[at + 1 : at + 1 + NEIGHBOURS]:
                last, first = one.possible_days.hi, other.possible_days.lo
                if last is not None and first is not None and first > last:
                    break  # they stand by their first day: none that follows overlaps
                yield one, other


def _order(event: Told) -> tuple[date, date, str, str]:
    days = event.possible_days
    return days.lo or date.min, days.hi or date.max, min(event.places, default=""), event.event_id


def places_to_meet(event: Told) -> Iterator[tuple[str, str | frozenset[str], str]]:
    """What an event must share with another one to be compared with it: class, somebody who takes part, a week."""
    days = event.possible_days
    if days.lo is None or days.hi is None or (days.days or 0) > WIDEST:
        return
    sources, targets = ({a.key for a in side if a.key} for side in (event.sources, event.targets))
    sides: set[str | frozenset[str]] = {frozenset((s, t)) for s in sources for t in targets} | sources | targets
    monday = days.lo - timedelta(days.lo.weekday())
    while monday <= days.hi:
        for side in sides:
            yield event.event_type, side, monday.isoformat()
        if date.max - monday < timedelta(7):
            return
        monday += timedelta(7)


def block_keys(event: Told) -> list[int]:
    """`places_to_meet` of an event, each once, as DuckDB's ``md5_number_lower``."""
    told = ("\x1f".join((kind, _side_key(side), week)) for kind, side, week in places_to_meet(event))
    return sorted({int.from_bytes(md5(key.encode(), usedforsecurity=False).digest()[8:], "little") for key in told})


def _side_key(side: str | frozenset[str]) -> str:
    return side if isinstance(side, str) else "".join(f"\x1e{name}" for name in sorted(side))


def _actor(participant: Mapping[str, Any]) -> Actor:
    name = participant["name"]
    named = name[:1].isupper() and name.split()[-1][:1].isupper()
    country, sector = participant["country"], participant["sector"]
    names = frozenset(_folded(w) for w in name.split() if w[:1].isupper()) if named and sector != "IGO" else frozenset()
    return Actor(_last_word(name), country, sector, participant.get("actor"), named, names)


def _last_word(name: str) -> str:
    words = _folded(name).split()
    return words[-1].strip(".,") if words else ""


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    return plain.replace("'s", "")
