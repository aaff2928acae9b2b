"""Which mentions of an article tell of one event: "were arrested on Monday", later "the arrests", and the headline.

Two mentions of one class are weighed by what speaks for one event and what against it (`retelling.csv` says how much):
words of one family, sides, days, "the" or "a second", the words around them (`word_company.py`), how far apart they
stand, whether others of the class stand between. Each mention is joined to the earlier one that it most likely
retells. What one mention of an event leaves open, who did it to whom, another may tell; and an event is as sure as its
mentions make it together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from math import exp, prod
from typing import TYPE_CHECKING

from flows.events.when.repeats import word_family
from flows.events.word_company import Company, company_of, share_of_words
from flows.events.word_lists import word_list
from flows.records import Event, EventDate, Participant
from seeds import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

LIKELY = 0.55  # probability from which a mention retells an earlier one
_MOST = 80  # earlier mentions of its class that one is compared with
_KNOWN = frozenset({"the", "this", "that", "these", "those", "such"})
_ANOTHER = frozenset(
    {"another", "second", "third", "fourth", "new", "other", "further", "previous", "earlier", "last", "past"}
    | {"similar", "subsequent", "latest", "separate", "more", "next", "future"}
)
_ANNOUNCING = frozenset({"announce", "confirm", "disclose", "report", "reveal", "say", "state"})  # and do nothing by it
_BY_WORDS = frozenset({None, "ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # saying so is the act
_NOT_ANNOUNCED = frozenset({"ASSAULT", "PROTEST"})  # by those who did it
_BETWEEN_EQUALS = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_UNREAL = frozenset({"denied", "hypothetical"})
_SEASON = timedelta(90)
_LEAD = 2  # sentences after the headline that tell its event


@dataclass(frozen=True)
class Teller:
    """A mention with its event, its word and the number of its sentence in the article."""

    event: Event
    token: Token
    sentence: int
    is_title: bool = False

    @cached_property
    def company(self) -> Company:
        """The words around it; worked out once it is compared."""
        return company_of(self.token)


def with_deeds(tellers: Sequence[Teller]) -> list[Teller]:
    """The mentions, those that only announce a deed with the deed's day, sides and place.

    Whoever announces that a ship was seized seizes none by it: both words are of one class because of the deed. But who
    announces an arrest or a ban that nobody else is said to have made has made it; not so an attack.
    """
    deeds = {(id(one.token.doc), one.token.i): one.event for one in tellers}
    return [_with_deed(one, deeds) for one in tellers]


def _with_deed(teller: Teller, deeds: Mapping[tuple[int, int], Event]) -> Teller:
    word, event = teller.token, teller.event
    if (whole := _whole(teller, deeds)) is not None:
        return replace(teller, event=replace(event, date=whole))
    if event.event_type in _BY_WORDS or word.lemma_.lower() not in _ANNOUNCING:
        return teller
    told = (deeds.get((id(word.doc), child.i)) for child in word.children if child.dep_ == "ccomp")
    deed = next((one for one in told if one is not None and one.event_type == event.event_type), None)
    if deed is None:
        return teller
    sides = deed.participants
    if event.event_type not in _NOT_ANNOUNCED and not any(p.role == "source" for p in sides):
        sides = (*(p for p in event.participants if p.role == "source"), *sides)
    event = replace(
        event, mode=deed.mode, status=deed.status, plover=deed.plover, date=deed.date, participants=sides,
        place=deed.place, place_country=deed.place_country,
    )  # fmt: skip
    return replace(teller, event=event)


def _whole(teller: Teller, deeds: Mapping[tuple[int, int], Event]) -> EventDate | None:
    """The days of a deed of which a verb says no more than that it began or ended: "ended a three-day visit"."""
    word, event = teller.token, teller.event
    if event.event_type is None or word.lemma_ not in word_list("occurrence_verbs.txt"):
        return None
    told = (deeds.get((id(word.doc), c.i)) for c in word.children if c.dep_ in ("dobj", "nsubj", "nsubjpass"))
    filled = (d.date for d in told if d is not None and d.event_type == event.event_type)
    return next((w for w in filled if w.extent == "throughout" and w.interval.days is not None), None)


def told_once(tellers: Sequence[Teller]) -> list[Event]:
    """The events of an article in order, each with the mention that it retells, and with what its like tell of it."""
    first = first_tellings(tellers)
    groups: dict[int, list[Event]] = {}
    for at, teller in zip(first, tellers, strict=True):
        groups.setdefault(at, []).append(teller.event)
    return [
        replace(
            teller.event,
            participants=_completed(teller.event, groups[at]),
            confidence=_together(teller.event, groups[at]),
            retells=tellers[at].event.start if tellers[at] is not teller else None,
        )
        for at, teller in zip(first, tellers, strict=True)
    ]


def first_tellings(tellers: Sequence[Teller]) -> list[int]:
    """For each mention the index of the first mention of its event; its own where it retells none."""
    first = list(range(len(tellers)))
    members: dict[int, list[Event]] = {}  # by first mention
    earlier: dict[str, list[int]] = {}
    for at, teller in enumerate(tellers):
        kind = teller.event.event_type
        if kind is None:
            continue
        before = earlier.setdefault(kind, [])
        possible = {
            i for i in {first[i] for i in before} if not any(_is_surely_another(e, teller.event) for e in members[i])
        }
        compared = [(n, i) for n, i in enumerate(before) if first[i] in possible][-_MOST:]
        likely = ((likelihood(tellers[i], teller, len(before) - 1 - n, n == 0), i) for n, i in compared)
        best = max(likely, default=(0.0, at))
        if best[0] >= LIKELY:
            first[at] = first[best[1]]
        members.setdefault(first[at], []).append(teller.event)
        before.append(at)
    return first


def likelihood(one: Teller, other: Teller, between: int, is_first: bool) -> float:
    """The probability that ``other`` retells ``one``, an earlier mention of its class.

    ``between`` counts the mentions of the class between them; ``is_first``: ``one`` is the article's first of it.
    """
    weights, told = _weights(), retelling_features(one, other, between, is_first)
    if told["other sides"] and not told["noun"]:
        return 0.0  # others did it to others
    total = weights["always"] + sum(weights[name] * value for name, value in told.items())
    return 1 / (1 + exp(-total))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("retelling.csv")}


def retelling_features(one: Teller, other: Teller, between: int, is_first: bool) -> dict[str, float]:
    """What speaks for one event, and what against: each 0 or 1, or a share of 1."""
    a, b = one.event, other.event
    source, target = _sides(a, b)
    gap = other.sentence - one.sentence
    same_family = bool(name := word_family(a.lemma)) and name == word_family(b.lemma)
    noun = other.token.tag_[:2] == "NN"
    around = {c.lower_ for c in other.token.children}
    known = noun and (bool(around & _KNOWN) or any(c.dep_ == "poss" for c in other.token.children))
    apart = _are_apart(a, b)
    here, there = one.company, other.company
    told = {
        "same word": a.lemma == b.lemma,
        "same family": same_family,
        "same mode": bool(a.mode) and a.mode == b.mode,
        "other mode": bool(a.mode and b.mode) and a.mode != b.mode,
        "same source": source > 0,
        "other source": source < 0,
        "same target": target > 0,
        "other target": target < 0,
        "other sides": source < 0 and target < 0,
        "same sides": source > 0 and target > 0,
        "no sides": not b.participants,
        "other days": apart,
        "same day": a.date.basis == b.date.basis == "timex" and a.date.interval == b.date.interval,
        "known noun": known,
        "known noun, first": known and is_first,
        "known noun, family": known and same_family,
        "a noun": noun and bool(around & {"a", "an"}),
        "bare noun": noun and not any(c.dep_ in ("det", "poss") for c in other.token.children),
        "noun": noun,
        "of a noun": one.token.tag_[:2] == "NN",
        "another": bool(around & _ANOTHER),
        "same sentence": gap == 0,
        "next sentence": gap == 1,
        "same sentence, next": gap == 0 and not between,
        "conjunct": other.token.dep_ == "conj" and other.token.head == one.token,
        "governs": gap == 0 and (one.token.is_ancestor(other.token) or other.token.is_ancestor(one.token)),
        "other objects": bool(here.heads and there.heads) and here.heads.isdisjoint(there.heads),
        "headline": one.is_title,
        "headline, lead": one.is_title and other.sentence <= _LEAD,
        "next mention": not between,
        "first of class": is_first,
        "unreal": (a.status in _UNREAL) != (b.status in _UNREAL),
        "one planned": (a.status == "planned") != (b.status == "planned"),
        "assault": b.event_type == "ASSAULT",
        "words": b.event_type in ("ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"),
    }
    shares = {
        "far": min(gap, 20) / 20,
        "between": min(between, 5) / 5,
        "words of the object": share_of_words(here.objects, there.objects) if gap else 0.0,
        "words of the sentence": share_of_words(here.sentence, there.sentence) if gap else 0.0,
    }
    return {**{k: float(v) for k, v in told.items()}, **shares}


def _are_apart(a: Event, b: Event) -> bool:
    return bool(a.date.interval.days and b.date.interval.days) and not a.date.interval.overlaps(b.date.interval)


def _is_surely_another(a: Event, b: Event) -> bool:
    """Whether they are of two times, or visits of others to others."""
    return _told_of_other_days(a, b) or (_is_visit(a, b) and _sides(a, b) == (-1, -1))


def _told_of_other_days(a: Event, b: Event) -> bool:
    """Whether no day is of both, though each has a date of its own in the text, or one is planned and one is over."""
    if not _are_apart(a, b):
        return False
    planned = {a.status, b.status} == {"planned", "happened"}
    return planned or a.date.basis == b.date.basis == "timex" or _are_seasons_apart(a, b)


def _are_seasons_apart(a: Event, b: Event) -> bool:
    """Whether both take days from words of the text, if only of a neighbour's, and a season lies between.

    Days taken from a neighbour may be wrong by some, not by a season.
    """
    if not {a.date.basis, b.date.basis} <= {"timex", "narrative"}:
        return False
    one, other = sorted((a.date.interval, b.date.interval), key=lambda days: days.lo or date.min)
    return one.hi is not None and other.lo is not None and other.lo - one.hi > _SEASON


def _sides(a: Event, b: Event) -> tuple[int, int]:
    """Whether the sources, and the targets, are the same (1), others (-1) or not told (0); equals may change places."""
    straight = _same(a, b, "source", "source"), _same(a, b, "target", "target")
    if a.event_type not in _BETWEEN_EQUALS or _is_visit(a, b):
        return straight
    return max(straight, (_same(a, b, "source", "target"), _same(a, b, "target", "source")), key=sum)


def _is_visit(a: Event, b: Event) -> bool:
    """Whether one of them goes to the other, which is another visit than that one's to him."""
    return "visit" in (a.mode, b.mode)


def _same(a: Event, b: Event, ours: str, theirs: str) -> int:
    left = [p for p in a.participants if p.role == ours]
    right = [p for p in b.participants if p.role == theirs]
    if not left or not right:
        return 0
    return 1 if any(_is_same(p, q) for p in left for q in right) else -1


def _is_same(p: Participant, q: Participant) -> bool:
    return p.actor == q.actor or _last(p.name) == _last(q.name) or (p.country is not None and p.country == q.country)


def _last(name: str) -> str:
    words = name.replace("'s", "").split()
    return words[-1].lower().strip(".,") if words else ""


def _together(event: Event, group: Sequence[Event]) -> float:
    """Of the surest mention the probability that any of them tells of an event that belongs on record; of the others
    as much less as they are less sure.
    """
    surest = max(one.confidence for one in group)
    if len(group) == 1 or not surest:
        return event.confidence
    any_of_them = 1 - prod(1 - one.confidence for one in group)
    return round(any_of_them * event.confidence / surest, 3)


def _completed(event: Event, group: Sequence[Event]) -> tuple[Participant, ...]:
    """Its own sides; those that it leaves open from the mention of the same event that tells most."""
    own = event.participants
    for role in ("source", "target"):
        if not any(p.role == role for p in own):
            told = [[p for p in other.participants if p.role == role] for other in group]
            best = max(told, key=lambda side: (bool(side), _knows(side)))
            others = {p.name for p in own}
            are_equals = len(others) > 1 and others == {p.name for p in best}
            own += tuple(p for p in best if are_equals or p.name not in others)
    return own


def _knows(side: Sequence[Participant]) -> int:
    return sum(1 + (p.country is not None) for p in side)
