"""``articles.duplicate_of`` by difference: what new documents repeat, and what became of the stories that they touch.

The rule is that of `flows.corpus.copies`; the warehouse keeps signatures and pairs, and tells who is to be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flows.corpus import copies
from flows.corpus.copies import CopyPair, RankedCopy

if TYPE_CHECKING:
    from warehouse.store import Warehouse
    from warehouse.upkeep import Upkeep

Mark = tuple[str | None, float | None]  # the document that leads, and the share of the text in both


def mark_copies(warehouse: Warehouse, docs: Sequence[str]) -> None:
    """Bring the marks of near-duplicates up to date, where these documents are new, gone, or dated otherwise.

    A text that was read half-written gives way to the whole one that has since come at its place, however it is dated.
    """
    upkeep = warehouse.upkeep
    # The whole text, clutter and all: marks know a site's frame from a story, and need no cleaning for it.
    upkeep.sign((row["doc_id"], copies.signature(row["text"])) for row in warehouse.read("unsigned", docs=list(docs)))
    stories, found = upkeep.write_copies(_compared(upkeep.copy_candidates(copies.ENOUGH)))
    pairs = [CopyPair(**row) for row in found]
    told = {row["doc_id"] for row in stories} | {doc for pair in pairs for doc in (pair.one, pair.other)}
    replaced = {row["doc_id"]: row["replaced_by"] for row in warehouse.read("replaced", docs=sorted(told))}
    leaders = copies.story_leaders(
        [RankedCopy(row["doc_id"], row["day"], row["is_exact"], row["length"]) for row in stories],
        [pair for pair in pairs if not replaced.keys() & {pair.one, pair.other}],
    )
    before = {row["doc_id"]: row["duplicate_of"] for row in stories}
    now = leaders | {cut: leaders.get(whole, whole) for cut, whole in replaced.items() if cut in before}
    changed = {doc_id: now.get(doc_id) for doc_id, of in before.items() if of != now.get(doc_id)}
    upkeep.mark_duplicates((doc, *mark) for doc, mark in _scored(upkeep, changed, replaced))


def _compared(candidates: Iterable[tuple[str, str, Any, Any]]) -> list[CopyPair]:
    found = (copies.copy_pair(one, other, a, b) for one, other, a, b in candidates)
    return [pair for pair in found if pair is not None]


def _scored(
    upkeep: Upkeep, changed: Mapping[str, str | None], replaced: Mapping[str, str]
) -> Iterator[tuple[str, Mark]]:
    compared = {doc: of for doc, of in changed.items() if of and doc not in replaced}
    signatures = upkeep.signatures_of({doc for pair in compared.items() for doc in pair})
    for doc_id, leader in changed.items():
        if doc_id in compared:
            yield doc_id, (leader, round(copies.containment(signatures[compared[doc_id]], signatures[doc_id]), 3))
        else:
            yield doc_id, (leader, 1.0 if leader else None)
