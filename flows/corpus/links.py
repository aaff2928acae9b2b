"""One event, many mentions: which mentions, inside a document and across documents, are of the same event.

Inside a document the events stage says which mention retells which: together they are the event as that document tells
it (`Told`). The events of two documents are one where class, days, place and the words allow it and enough speaks for
it: first of all that both articles tell one story (`vocabulary`), then who took part and in which words it is told
(`seeds/reference/same_event.csv` says how much; ``python -m flows.training links`` fitted it). In a busy week many
events are of one class and of the same countries. A document tells an event once: of two that one event of another
document might be, it is the likelier, and the other one, too, only where that is nearly certain. So the answer depends
on the set of mentions alone: not on their order, nor on how many batches they came in. Only events that share a block
(type, a participant or a name in their sentences, a week) are compared, and in a crowded block only near neighbours by
date: time grows with the number of mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import md5
from math import exp
from typing import Any, NamedTuple

from flows.corpus.groups import Groups
from flows.corpus.vocabulary import UNTOLD, Vocabulary, folded, vocabulary_of, words_around
from flows.events.when.repeats import word_family
from flows.records import Interval
from seeds import rows as seed_rows

WIDEST = 31  # days: a wider date is too vague to tell two articles' events apart or together
NEIGHBOURS = 20  # mentions of a crowded block that one is compared with
LIKELY = 0.3  # probability from which the events of two documents are one
RECENT = timedelta(3)  # what an article tells of as news and does not date was that much before it, or less
PARTIES = 4  # names that the same two parties within two days are as good as: they make it one story
IN_WORDS = 2  # words of a sentence that two of one event share, at least, where the sides do not show it
ALIKE = 0.7  # likeness that one side must have at least: one country's, though not the same sector's
CERTAIN = 0.8  # probability from which an event is one with two of another document, which tells it twice, too
SURE = 0.5  # confidence from which a mention tells of an event that other documents may tell of as well
_A_DAY_OR_TWO, _WEEK = 2, 7
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
    start: int = 0  # where it stands in its document
    around: frozenset[str] = frozenset()  # the words of its sentence
    vocabulary: Vocabulary = UNTOLD  # of its document


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one document tells it: what its mentions say together. ``event_id`` is that of the first of them."""

    event_id: str
    doc_id: str
    event_type: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    days: Interval
    places: frozenset[str]
    countries: frozenset[str]
    modes: frozenset[str]
    words: frozenset[str]
    is_dated: bool = True
    around: frozenset[str] = frozenset()  # the words of their sentences
    vocabulary: Vocabulary = UNTOLD
    others: int = 0  # events of its class and days that the document tells of beside it

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


def typed_mentions(rows: Iterable[Mapping[str, Any]], texts: Mapping[str, str] = {}) -> Iterator[TypedMention]:
    """Mentions from the warehouse's rows, with the texts of their documents."""
    vocabularies = {doc_id: vocabulary_of(text) for doc_id, text in texts.items()}
    for row in rows:
        sides: dict[str, list[Actor]] = {"source": [], "target": []}
        for p in row["participants"]:
            sides[p["role"]].append(_actor(p))
        days = Interval(row["date_from"], row["date_to"])
        doc_id, around = row["doc_id"], frozenset[str]()
        if row["confidence"] >= SURE and doc_id in texts:
            around = words_around(texts[doc_id], row["char_start"], row["char_end"])
        yield TypedMention(
            row["event_id"], doc_id, row["event_type"], tuple(sides["source"]), tuple(sides["target"]), days,
            row["place"], row["place_country"], row["canonical_id"], row["mode"], row["lemma"], row["retells"],
            row["confidence"], row["status"] not in _NO_EVENT, row["date_basis"] == "timex",
            row["char_start"], around, vocabularies.get(doc_id, UNTOLD),
        )  # fmt: skip


def link(found: Iterable[TypedMention]) -> list[Link]:
    """The links of these mentions, ordered by ``event_id``.

    A mention that stands alone has a link to itself only where it was linked to another one before.
    """
    by_id = {mention.event_id: mention for mention in found}
    homes, events = tellings(by_id.values())
    canonical = Groups([*homes.items(), *_matched(events.values())]).leaders()
    shared = Counter(canonical.values())
    return [
        Link(event, canonical[event], link_score(homes[event], homes[canonical[event]], events))
        for event, mention in sorted(by_id.items())
        if shared[canonical[event]] > 1 or mention.canonical_id not in (None, event)
    ]


def tellings(found: Iterable[TypedMention]) -> tuple[dict[str, str], dict[str, Told]]:
    """The first mention of the event of each mention in its document, and by that the events that documents tell of."""
    by_id = {m.event_id: m for m in sorted(found, key=lambda m: m.event_id)}
    retold = ((m.event_id, m.retells) for m in by_id.values() if m.retells is not None and m.retells in by_id)
    homes = {event_id: event_id for event_id in by_id} | Groups(retold).leaders()
    groups: dict[str, list[TypedMention]] = defaultdict(list)
    for mention in by_id.values():
        groups[homes[mention.event_id]].append(mention)
    told = {first: event for first, group in groups.items() if (event := as_told(group)) is not None}
    alike: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for event in told.values():
        alike[event.doc_id, event.event_type].append(event)
    return homes, {first: _among(event, alike[event.doc_id, event.event_type]) for first, event in told.items()}


def _among(event: Told, alike: Sequence[Told]) -> Told:
    """The event, with how many others of its class and days its document tells of."""
    others = sum(other.possible_days.overlaps(event.possible_days) for other in alike) - 1
    return replace(event, others=others) if others else event


def as_told(group: Sequence[TypedMention]) -> Told | None:
    """The event of one document that these mentions tell of; ``None`` where none tells of one that others may tell of:
    sure enough, not denied or imagined, and of somebody.
    """
    sure = sorted((m for m in group if m.confidence >= SURE and m.is_real), key=lambda m: m.start)
    if not any(m.sources or m.targets for m in sure):
        return None
    dated = _dated(sure)
    return Told(
        min(m.event_id for m in group), sure[0].doc_id, sure[0].event_type,
        tuple(dict.fromkeys(a for m in sure for a in m.sources)),
        tuple(dict.fromkeys(a for m in sure for a in m.targets)), _reported_days(dated),
        frozenset(m.place for m in sure if m.place), frozenset(m.country for m in sure if m.country),
        frozenset(m.mode for m in sure if m.mode), frozenset(m.lemma for m in sure if m.lemma),
        dated.is_dated, frozenset().union(*(m.around for m in sure)), sure[0].vocabulary,
    )  # fmt: skip


def _dated(sure: Sequence[TypedMention]) -> TypedMention:
    """The mention whose days are the event's: the first that tells them to the week, for an article introduces an event
    with its day, and what it says of it later stands among the days of others; where none does, the narrowest.
    """
    known = (m for m in sure if (_reported_days(m).days or WIDEST) <= _WEEK)
    return next(known, None) or min(sure, key=lambda m: _reported_days(m).days or date.max.toordinal())


def _reported_days(mention: TypedMention) -> Interval:
    """Its days; the last few of them, where they reach back without end because no word of the text dates the news."""
    last = mention.days.hi
    if mention.is_dated or mention.days.lo is not None or last is None or last < date.min + RECENT:
        return mention.days
    return Interval(last - RECENT, last)


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
    """Whether nothing makes them two: another class, other days, another place, words of another act.

    An arrest of a man is not his indictment on the same day.
    """
    if one.event_type != other.event_type or not one.possible_days.overlaps(other.possible_days):
        return False
    if max((one.days.days or WIDEST + 1), (other.days.days or WIDEST + 1)) > WIDEST:
        return False
    if _differ(one.countries, other.countries) or _differ(one.places, other.places):
        return False
    sides = likenesses(one, other)
    if _is_wide(one, other) and not _both_sides_alike(sides) and len(_own_words(one, other)) < IN_WORDS:
        return False
    if _in_other_parts(one, other, sides):
        return False
    if max(side or 0.0 for side in sides) < ALIKE and len(one.around & other.around) < IN_WORDS:
        return False
    if "visit" in one.modes | other.modes and (sides[1] or 0.0) < ALIKE:
        return False  # on one journey a guest is at many places
    return _same_act(one, other) or (None not in sides and _told_alike(one, other))


def _is_wide(one: Told, other: Told) -> bool:
    """Whether one is dated to more than two days: many meet and many fight within a week."""
    return max(event.days.days or WIDEST for event in (one, other)) > _A_DAY_OR_TWO


def _both_sides_alike(sides: tuple[float | None, float | None]) -> bool:
    return all(side is not None and side >= ALIKE for side in sides)


def _in_other_parts(one: Told, other: Told, sides: tuple[float | None, float | None]) -> bool:
    """Whether who acts in one is rather who is acted upon in the other: who hits back does another deed."""
    if one.event_type in _BETWEEN_EQUALS:
        return False
    crossed = _likeness(one.sources, other.targets), _likeness(one.targets, other.sources)
    return max(side or 0.0 for side in crossed) > max(ALIKE, *(side or 0.0 for side in sides))


def _told_alike(one: Told, other: Told) -> bool:
    """Whether two articles of one story use words for them which they use for hardly anything else."""
    return len(_own_words(one, other)) >= IN_WORDS and one.vocabulary.names_shared(other.vocabulary) > 0


def _own_words(one: Told, other: Told) -> frozenset[str]:
    return one.around & other.around & one.vocabulary.seldom & other.vocabulary.seldom


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def link_features(one: Told, other: Told) -> dict[str, float]:
    """What speaks for one event and what against, each within [0, 1]."""
    sides = likenesses(one, other)
    ties = one.vocabulary.names_shared(other.vocabulary)
    if sides == (1.0, 1.0) and max(event.possible_days.days or WIDEST for event in (one, other)) <= _A_DAY_OR_TWO:
        ties += PARTIES
    return {
        "other source": float(sides[0] == 0.0),
        "a name": float(ties > 0),
        "names": min(ties, 4) / 4,
        "own words": min(len(_own_words(one, other)), 4) / 4,
        "same mode": float(bool(one.modes & other.modes)),
        "many modes": float(one.event_type in _MANY_MODES),
        "others": min(max(one.others, other.others), 3) / 3,
    }


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
    """Whether the words may name one act: of one family, of one mode, or of a class whose acts have many names.

    What is said on a day may be called by any word: whoever denounces somebody condemns him. But over several days a
    speaker says many things of one man: which of them it was, what is said shows.
    """
    if _other_modes(one, other):
        return False
    if one.event_type in _MANY_MODES or not one.words or not other.words:
        return True
    of_one_family = not one.families.isdisjoint(other.families)
    if one.event_type not in _SAID:
        return of_one_family or bool(one.modes and other.modes)
    if one.days != other.days or not one.days.is_day:
        return of_one_family and bool(_own_words(one, other))
    if of_one_family or one.modes & other.modes:
        return True
    source, target = likenesses(one, other)
    return source == 1.0 and ((target or 0.0) >= ALIKE or _a_speaker_is_named(one, other))


def _a_speaker_is_named(one: Told, other: Told) -> bool:
    return any(a.shares_name(b) for a in one.sources for b in other.sources)


def _other_modes(one: Told, other: Told) -> bool:
    """Whether the modes are of two acts: an arrest is no seizure, a visit no meeting, a strike no march."""
    if not _differ(one.modes, other.modes):
        return False
    if one.event_type in _MANY_MODES:
        return not _ALONE.isdisjoint(one.modes | other.modes)
    return not (one.modes & _TALKING and other.modes & _TALKING)


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
    """What an event must share with another one to be compared with it: class, somebody who takes part or a
    name in its sentences, a week.
    """
    days = event.possible_days
    if days.lo is None or days.hi is None or (days.days or 0) > WIDEST:
        return
    sources, targets = ({a.key for a in side if a.key} for side in (event.sources, event.targets))
    sides: set[str | frozenset[str]] = {frozenset((s, t)) for s in sources for t in targets} | sources | targets
    sides |= event.around & event.vocabulary.names
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
    names = frozenset(folded(w) for w in name.split() if w[:1].isupper()) if named and sector != "IGO" else frozenset()
    return Actor(_last_word(name), country, sector, participant.get("actor"), named, names)


def _last_word(name: str) -> str:
    words = folded(name).split()
    return words[-1].strip(".,") if words else ""
