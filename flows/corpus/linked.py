"""``event_links`` by difference: what new mentions are of, and what became of the canonical events that they touch.

The rule is that of `flows.corpus.links`; the warehouse keeps events in their blocks, and tells who is to be compared.
What people said goes before it: which mentions are of one event, and which are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.corpus import links
from flows.corpus.groups import Groups
from flows.corpus.links import LikelyPair, Told, TypedMention

if TYPE_CHECKING:
    from warehouse.store import Warehouse
    from warehouse.upkeep import Key


def link_mentions(warehouse: Warehouse, docs: Sequence[str]) -> None:
    """Bring the links up to date, where the mentions of these documents are new, gone, or others than before."""
    said = _Said.of(warehouse)
    own = _tellings(warehouse, docs, said)
    keys = (_key(event_id, doc_id, own.events.get(event_id)) for event_id, doc_id in own.docs.items())
    neighbours = warehouse.upkeep.place(keys)
    told = own.with_more(warehouse, {doc for pair in neighbours for doc in (pair[1], pair[3])})
    told = told.with_more(warehouse, warehouse.upkeep.documents_of(said.joined_with(own.docs)))
    # Who stood in a block as the first mention of its event may have been joined to another by hand since.
    first = [(one, other) for one, _, other, _ in neighbours if one in told.events and other in told.events]
    pairs = [links.likely_pair(told.events[one], told.events[other]) for one, other in first]
    retold = [LikelyPair(home, event_id, 1.0, own.docs[home], own.docs[home]) for event_id, home in own.homes.items()]
    likely = [pair for pair in pairs if pair] + [pair for pair in retold if pair.one != pair.other]
    by_hand = said.pairs(own, told)
    likely = [*by_hand, *(pair for pair in likely if pair[:2] not in {one[:2] for one in by_hand})]
    linked, stirred = warehouse.upkeep.write_pairs(likely)
    canonical = _canonical_events([LikelyPair(*pair) for pair in stirred], {row["event_id"] for row in linked}, said)
    before = {row["event_id"]: (row["canonical_id"], row["score"]) for row in linked if row["canonical_id"]}
    known = {row["event_id"]: row["canonical_id"] for row in linked if not row["is_reheaded"]}
    again = {
        event_id: of
        for event_id, of in canonical.items()
        if event_id in own.docs or of in own.docs or known.get(event_id) != of
    }
    told = told.with_more(warehouse, warehouse.upkeep.documents_of({*again, *again.values()} - told.docs.keys()))
    told_so = {event_id for pair in said.one for event_id in pair}
    found = {event_id: (of, 1.0 if event_id in told_so else told.score(event_id, of)) for event_id, of in again.items()}
    gone = [(event_id, None, None) for event_id in before if event_id not in canonical]
    changed = ((event_id, *link) for event_id, link in found.items() if before.get(event_id) != link)
    warehouse.upkeep.relink([*gone, *changed])


def _key(event_id: str, doc_id: str, event: Told | None) -> Key:
    if event is None:
        return event_id, doc_id, [], None, None, ""
    days = event.possible_days
    return event_id, doc_id, links.block_keys(event), days.lo, days.hi, min(event.places, default="")


def _canonical_events(likely: Sequence[LikelyPair], stirred: set[str], said: _Said) -> dict[str, str]:
    """The canonical event of those stirred mentions that are linked to another one."""
    retold = sorted((pair.one, pair.other) for pair in likely if pair.one_doc == pair.other_doc)
    across = links.matched(pair for pair in likely if pair.one_doc != pair.other_doc)  # what people joined comes first
    joined = [pair for pair in (*retold, *across) if stirred.issuperset(pair)]
    leaders = Groups(joined, said.apart).leaders()
    shared = Counter(leaders.values())
    return {event_id: of for event_id, of in leaders.items() if shared[of] > 1}


@dataclass(frozen=True, slots=True)
class _Said:
    """What people said of two mentions: they are of one event, or the first is not of the event of the second."""

    one: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, warehouse: Warehouse) -> _Said:
        """What holds of it."""
        rows = [(row["event_id"], row["other_id"], row["is_same"]) for row in warehouse.read("same_events")]
        return cls(tuple((a, b) for a, b, same in rows if same), tuple((a, b) for a, b, same in rows if not same))

    def joined_with(self, events: Container[str]) -> set[str]:
        """The mentions that people joined with one of these."""
        return {event_id for pair in self.one if pair[0] in events or pair[1] in events for event_id in pair}

    def pairs(self, own: _Tellings, told: _Tellings) -> list[LikelyPair]:
        """As pairs of events that two documents tell, of which one is among ``own``."""
        there = (pair for pair in self.one if told.docs.keys() >= set(pair))
        found = {tuple(sorted((told.homes[a], told.homes[b]))) for a, b in there if a in own.docs or b in own.docs}
        return [
            LikelyPair(a, b, links.BY_HAND, told.docs[a], told.docs[b])
            for a, b in sorted(found)
            if told.docs[a] != told.docs[b]
        ]

    def homes(self, retold: Iterable[tuple[str, str]], events: Container[str]) -> dict[str, str]:
        """The first mention of the event of each mention of one document. Who was set apart leaves the others."""
        by_hand = [pair for pair in self.one if pair[0] in events and pair[1] in events]
        together = Groups([*by_hand, *retold]).leaders()
        left = {a for a, b in self.apart if a in together and together[a] == together.get(b)}
        kept = ((event_id, of) for event_id, of in together.items() if event_id not in left)
        heirs: dict[str, str] = {}
        stayed = [(event_id, heirs.setdefault(of, event_id)) for event_id, of in sorted(kept)]
        return {event_id: event_id for event_id in left} | Groups([*by_hand, *stayed], self.apart).leaders()


@dataclass(frozen=True, slots=True)
class _Tellings:
    """What some documents tell: whose each mention is, the first mention of its event there, and those events."""

    docs: Mapping[str, str]
    homes: Mapping[str, str]
    events: Mapping[str, Told]
    said: _Said

    def with_more(self, warehouse: Warehouse, docs: Iterable[str]) -> _Tellings:
        """These, and what other documents tell."""
        missing = sorted(set(docs) - set(self.docs.values()))
        if not missing:
            return self
        more = _tellings(warehouse, missing, self.said)
        homes, events = {**self.homes, **more.homes}, {**self.events, **more.events}
        return _Tellings({**self.docs, **more.docs}, homes, events, self.said)

    def score(self, event_id: str, canonical_id: str) -> float:
        return links.link_score(self.homes[event_id], self.homes[canonical_id], self.events)


def _tellings(warehouse: Warehouse, docs: Sequence[str], said: _Said) -> _Tellings:
    rows = warehouse.read("mentions_of_documents", docs=list(docs))
    found = {mention.event_id: mention for mention in links.typed_mentions(rows)}
    retold = [(m.event_id, m.retells) for m in found.values() if m.retells is not None and m.retells in found]
    homes = {event_id: event_id for event_id in found} | said.homes(retold, found)
    groups: dict[str, list[TypedMention]] = {}
    for event_id in sorted(found):
        groups.setdefault(homes[event_id], []).append(found[event_id])
    events = {first: event for first, group in groups.items() if (event := links.as_told(group)) is not None}
    return _Tellings({event_id: mention.doc_id for event_id, mention in found.items()}, homes, events, said)
