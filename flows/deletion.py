"""Delete documents for good, as a court or a person's right may ask: from every table, page and copy that is ours.

What stays is a tombstone (`tombstones`): two digests, when, by whom and why. It keeps the document from being taken in
again. Others that leaned on it are worked out without it, as the next run would have them.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows import corpus, logs
from flows.ledger import Summary, new_run_id, recorded
from flows.pipeline import build_reports, reports_folder
from flows.processes import StageProcesses
from flows.records import MODELS, OURS
from warehouse.publish import rewrite
from warehouse.read import Connection, fetch, find_document, open_published, rows
from warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class ToDelete:
    """A document that is to go; ``copies`` names others that tell the same in the same words, as (doc_id, source)."""

    doc_id: str
    source: str
    copies: tuple[tuple[str, str], ...]


def find_to_delete(path: Path, named: Sequence[str]) -> list[ToDelete]:
    """The documents that ``named`` names, each by an id, its first letters, or its source's name.

    One that has a tombstone already is passed over. Raises `WarehouseError` where a name fits none, or several.
    """
    with open_published(path) as con:
        left = [what for what in named if not _has_tombstone(con, what)]
        return [_described(con, doc_id) for doc_id in dict.fromkeys(find_document(con, what) for what in left)]


def delete_for_good(
    path: Path, documents: Sequence[ToDelete], *, deleted_by: str, reason: str | None = None
) -> Summary:
    """Delete ``documents``, work out what leaned on them, write both files anew, and build the reports from nothing.

    Whatever was left undone by a deletion that was interrupted is done now, also where ``documents`` is empty.

    :raises WarehouseError: what has to be written cannot be; the same command again goes on from there.
    """
    from expectations.checker import GreatExpectations

    summary = Summary(new_run_id(), path)
    with (
        Warehouse.open(path, checker=GreatExpectations(), notice=logs.log.warning) as warehouse,
        StageProcesses() as processes,
        recorded(warehouse, summary),
    ):
        models = warehouse.models_of(documents[0].doc_id) if documents else MODELS
        reference = warehouse.tables.of(documents[0].doc_id) if documents else OURS
        warehouse.tables.read_with(summary.run_id, reference, chosen=False)
        if documents:
            ids = [one.doc_id for one in documents]
            warehouse.upkeep.delete_documents(ids, deleted_by=deleted_by, reason=reason)
        connected = corpus.connect(warehouse, summary.run_id, processes.run, models, reference)
        for audit in connected.audits:
            summary.stored(audit, corpus.COUNTED)
        summary.read_with(connected.extracted)
        summary.count("deleted", len(documents))
    rewrite(path)
    shutil.rmtree(reports_folder(path), ignore_errors=True)
    summary.reports = build_reports(path)
    return summary


def _has_tombstone(con: Connection, what: str) -> bool:
    return bool(fetch(con, "select 1 from tombstones where starts_with(doc_id, ?)", [what]))


def _described(con: Connection, doc_id: str) -> ToDelete:
    [document] = fetch(con, "select source_uri, record from documents where doc_id = ?", [doc_id])
    copies = tuple((row["doc_id"], row["source_uri"]) for row in rows(con, "copies_of", doc_id=doc_id))
    return ToDelete(doc_id, f"{document['source_uri']} {document['record']}".rstrip(), copies)
