"""``event_links`` by difference: what new mentions are of, and what became of the canonical events that they touch.

The rule is that of `flows.corpus.links`; the warehouse keeps events in their blocks, and tells who is to be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    own = _tellings(warehouse, docs)
    keys = (_key(event_id, doc_id, own.events.get(event_id)) for event_id, doc_id in own.docs.items())
    neighbours = warehouse.upkeep.place(keys)
    told = own.with_more(warehouse, {doc for pair in neighbours for doc in (pair[1], pair[3])})
    pairs = [links.likely_pair(told.events[one], told.events[other]) for one, _, other, _ in neighbours]
    retold = [LikelyPair(home, event_id, 1.0, own.docs[home], own.docs[home]) for event_id, home in own.homes.items()]
    likely = [pair for pair in pairs if pair] + [pair for pair in retold if pair.one != pair.other]
    linked, stirred = warehouse.upkeep.write_pairs(likely)
    canonical = _canonical_events([LikelyPair(*pair) for pair in stirred], {row["event_id"] for row in linked})
    before = {row["event_id"]: (row["canonical_id"], row["score"]) for row in linked if row["canonical_id"]}
    known = {row["event_id"]: row["canonical_id"] for row in linked if not row["is_reheaded"]}
    again = {
        event_id: of
        for event_id, of in canonical.items()
        if event_id in own.docs or of in own.docs or known.get(event_id) != of
    }
    told = told.with_more(warehouse, warehouse.upkeep.documents_of({*again, *again.values()} - told.docs.keys()))
    found = {event_id: (of, told.score(event_id, of)) for event_id, of in again.items()}
    gone = [(event_id, None, None) for event_id in before if event_id not in canonical]
    changed = ((event_id, *link) for event_id, link in found.items() if before.get(event_id) != link)
    warehouse.upkeep.relink([*gone, *changed])


def _key(event_id: str, doc_id: str, event: Told | None) -> Key:
    if event is None:
        return event_id, doc_id, [], None, None, ""
    days = event.possible_days
    return event_id, doc_id, links.block_keys(event), days.lo, days.hi, min(event.places, default="")


def _canonical_events(likely: Sequence[LikelyPair], stirred: set[str]) -> dict[str, str]:
    """The canonical event of those stirred mentions that are linked to another one."""
    retold = [(pair.one, pair.other) for pair in likely if pair.one_doc == pair.other_doc]
    across = links.matched(pair for pair in likely if pair.one_doc != pair.other_doc)
    joined = [pair for pair in (*retold, *across) if stirred.issuperset(pair)]
    return Groups(joined).leaders()


@dataclass(frozen=True, slots=True)
class _Tellings:
    """What some documents tell: whose each mention is, the first mention of its event there, and those events."""

    docs: Mapping[str, str]
    homes: Mapping[str, str]
    events: Mapping[str, Told]

    def with_more(self, warehouse: Warehouse, docs: Iterable[str]) -> _Tellings:
        """These, and what other documents tell."""
        missing = sorted(set(docs) - set(self.docs.values()))
        if not missing:
            return self
        more = _tellings(warehouse, missing)
        return _Tellings({**self.docs, **more.docs}, {**self.homes, **more.homes}, {**self.events, **more.events})

    def score(self, event_id: str, canonical_id: str) -> float:
        return links.link_score(self.homes[event_id], self.homes[canonical_id], self.events)


def _tellings(warehouse: Warehouse, docs: Sequence[str]) -> _Tellings:
    rows = warehouse.read("mentions_of_documents", docs=list(docs))
    found = {mention.event_id: mention for mention in links.typed_mentions(rows)}
    retold = Groups((m.event_id, m.retells) for m in found.values() if m.retells is not None and m.retells in found)
    homes = {event_id: event_id for event_id in found} | retold.leaders()
    groups: dict[str, list[TypedMention]] = {}
    for event_id in sorted(found):
        groups.setdefault(homes[event_id], []).append(found[event_id])
    events = {first: event for first, group in groups.items() if (event := links.as_told(group)) is not None}
    return _Tellings({event_id: mention.doc_id for event_id, mention in found.items()}, homes, events)
