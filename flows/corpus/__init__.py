"""What only the warehouse as a whole can tell: near-duplicates, dates from other documents, canonical events.

Reasoning never goes round in a circle: a document gives bounds to others only where its own date stands on its own
witnesses, to the day, and a document that repeats another one gives none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flows import stages
from flows.records import Evidence, Extracted

if TYPE_CHECKING:
    from warehouse.store import Warehouse


def connect(warehouse: Warehouse, run_id: str, model: str | None = None) -> dict[str, int]:
    """Mark near-duplicates, let dated documents bound undated ones, link mentions of one event; audit the whole.

    Returns counts. Running it again on the same documents changes nothing.
    """
    mark_duplicates(warehouse)
    link_events(warehouse)
    bounds = warehouse.bounds_from_others()
    if bounds:
        rework(warehouse, run_id, bounds, cause="other documents", model=model)
    warehouse.audit_corpus(run_id)
    return {"redated": len(bounds)}


def mark_duplicates(warehouse: Warehouse) -> None:
    """Bring ``articles.duplicate_of`` up to date with every signature, old and new."""
    from flows.corpus import copies

    while unsigned := warehouse.read("unsigned"):
        # The whole text, clutter and all: marks know a site's frame from a story, and need no cleaning for it.
        signed = [(row["doc_id"], copies.to_bytes(copies.signature(row["text"]))) for row in unsigned]
        warehouse.write_signatures(signed)
    known = warehouse.read("signatures")
    marks = copies.mark_duplicates(
        [copies.Copy(r["doc_id"], copies.from_bytes(r["signature"]), r["day"], r["is_exact"]) for r in known]
    )
    nobody: tuple[str | None, float | None] = (None, None)
    now = {row["doc_id"]: marks.get(row["doc_id"], nobody) for row in known}
    warehouse.write_duplicates(
        (row["doc_id"], *now[row["doc_id"]]) for row in known if now[row["doc_id"]][0] != row["duplicate_of"]
    )


def link_events(warehouse: Warehouse) -> None:
    """Bring ``event_links`` up to date with every typed mention."""
    from flows.corpus import links

    found = links.link(links.mentions(warehouse.read("events_for_linking")))
    warehouse.write_links((one.event_id, one.canonical_id, one.score) for one in found)


def reresolve(warehouse: Warehouse, doc_id: str) -> None:
    """Work a document out again after a review; what changed is in ``date_changes``."""
    from flows.pipeline import new_run_id

    run_id = new_run_id()
    warehouse.begin_run(run_id)
    heard = warehouse.bounds_from_others(unchanged=True).get(doc_id, [])
    rework(warehouse, run_id, {doc_id: heard}, cause="review")
    warehouse.finish_run(run_id, "completed", {"redated": 1})


def rework(
    warehouse: Warehouse,
    run_id: str,
    from_others: Mapping[str, Sequence[Evidence]],
    *,
    cause: str,
    model: str | None = None,
) -> None:
    """Date and extract the documents that ``from_others`` names again, with what people have corrected."""
    from expectations.review import corrections

    corrected = warehouse.read("corrections")
    reviewed = corrections.as_evidence(corrected)
    witnesses = {doc_id: [*heard, *reviewed.get(doc_id, [])] for doc_id, heard in from_others.items()}
    cleaned = stages.clean_batch(warehouse.documents(list(witnesses)))
    dated = stages.date_batch(cleaned.results, from_others=witnesses)
    found = stages.extract_batch(dated.results, model=model)
    values = {row["event_id"]: row["value"] for row in corrected if row["event_id"]}
    extracted = [corrections.correct_events(one, _by_span(one, values)) for one in found.results]
    warehouse.write_extracted(run_id, extracted, cause=cause)
    mark_duplicates(warehouse)
    link_events(warehouse)


def _by_span(extracted: Extracted, by_event: Mapping[str, str]) -> dict[tuple[int, int], str]:
    from warehouse.rows import event_id

    doc_id = extracted.dated.article.document.doc_id
    spans = {(event.start, event.end): event_id(doc_id, event.start, event.end) for event in extracted.events}
    return {span: by_event[key] for span, key in spans.items() if key in by_event}
