"""Links by difference: what new mentions are of, and what became of the canonical events that they touch.

The rule is that of `flows.corpus.links`; the warehouse keeps events in their blocks, and tells who is to be compared.
Nothing here asks what people said of which mentions are one: that is laid over it (`flows.corpus.decided`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.corpus import links
from flows.corpus.groups import Groups
from flows.corpus.links import LikelyPair, Told

if TYPE_CHECKING:
    from warehouse.store import Warehouse
    from warehouse.upkeep import Key


def link_mentions(warehouse: Warehouse, docs: Sequence[str]) -> set[str]:
    """Bring the links up to date, where the mentions of these documents are new, gone, or others than before.

    Returns the mentions of all events that this stirred, whether linked otherwise now or not.
    """
    own = _tellings(warehouse, docs)
    keys = (_key(event_id, doc_id, own.events.get(event_id)) for event_id, doc_id in own.docs.items())
    neighbours = warehouse.upkeep.place(keys)
    told = own.with_more(warehouse, {doc for pair in neighbours for doc in (pair[1], pair[3])})
    # A document that waits for its turn may tell no more of what it stands in the blocks with.
    there = [(one, other) for one, _, other, _ in neighbours if one in told.events and other in told.events]
    pairs = [links.likely_pair(told.events[one], told.events[other]) for one, other in there]
    retold = [LikelyPair(home, event_id, 1.0, own.docs[home], own.docs[home]) for event_id, home in own.homes.items()]
    likely = [pair for pair in pairs if pair] + [pair for pair in retold if pair.one != pair.other]
    linked, stirred = warehouse.upkeep.write_pairs(likely)
    events = {row["event_id"] for row in linked}
    canonical = _canonical_events([LikelyPair(*pair) for pair in stirred], events)
    before = {row["event_id"]: (row["canonical_id"], row["score"]) for row in linked if row["canonical_id"]}
    again = {
        event_id: of
        for event_id, of in canonical.items()
        if event_id in own.docs or of in own.docs or before.get(event_id, ("",))[0] != of
    }
    told = told.with_more(warehouse, warehouse.upkeep.documents_of({*again, *again.values()} - told.docs.keys()))
    found = {event_id: (of, told.score(event_id, of)) for event_id, of in again.items()}
    gone = [(event_id, None, None) for event_id in before if event_id not in canonical]
    changed = ((event_id, *link) for event_id, link in found.items() if before.get(event_id) != link)
    warehouse.upkeep.write_links([*gone, *changed])
    return events


def _key(event_id: str, doc_id: str, event: Told | None) -> Key:
    if event is None:
        return event_id, doc_id, [], None, None, ""
    days = event.possible_days
    return event_id, doc_id, links.block_keys(event), days.lo, days.hi, min(event.places, default="")


def _canonical_events(likely: Sequence[LikelyPair], stirred: set[str]) -> dict[str, str]:
    """The canonical event of those stirred mentions that are linked to another one."""
    retold = (pair[:2] for pair in likely if pair.one_doc == pair.other_doc)
    across = links.matched(pair for pair in likely if pair.one_doc != pair.other_doc)
    leaders = Groups(pair for pair in (*retold, *across) if stirred.issuperset(pair)).leaders()
    shared = Counter(leaders.values())
    return {event_id: of for event_id, of in leaders.items() if shared[of] > 1}


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
        one, other = (self.homes.get(name, name) for name in (event_id, canonical_id))
        return links.link_score(one, other, self.events)


def _tellings(warehouse: Warehouse, docs: Sequence[str]) -> _Tellings:
    texts = {row["doc_id"]: row["text"] for row in warehouse.read("texts_of_documents", docs=list(docs))}
    rows = warehouse.read("mentions_of_documents", docs=list(docs))
    found = {mention.event_id: mention for mention in links.typed_mentions(rows, texts)}
    homes, events = links.tellings(found.values())
    return _Tellings({event_id: mention.doc_id for event_id, mention in found.items()}, homes, events)
