"""Work articles out again, as after an upgrade: dates and events anew from the text as it was taken in.

What people decided stays: a correction is a witness, or is laid over the events, as in every later run. What is read
anew is stored in batches, so that an interrupted command has done part of the work, and the same one goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from flows import __version__, corpus, logs
from flows.errors import SettingError
from flows.events import models_version
from flows.installed_models import check_models
from flows.ledger import Summary, new_run_id, recorded
from flows.pipeline import build_reports
from flows.processes import StageProcesses
from flows.records import MODELS, Models, Reference
from flows.reference import laid
from warehouse.migrate import migrations
from warehouse.read import fetch, find_document, open_published, rows
from warehouse.store import Warehouse

_AT_ONCE = 1_024  # between two looks at the whole corpus, which cost the more, the larger it is


def bring_up_to_date(path: Path) -> None:
    """Let a warehouse that an older dateline published have this one's tables and columns."""
    with open_published(path) as con:
        applied = {row["version"] for row in fetch(con, "select version from schema_migrations")}
    if applied < {version for version, _, _ in migrations()}:
        with Warehouse.open(path, notice=logs.log.warning) as warehouse:
            warehouse.publish()


def articles_to_rework(
    path: Path,
    named: Sequence[str] = (),
    *,
    older_than: str | None = None,
    everything: bool = False,
    models: Models = MODELS,
    reference: Reference | None = None,
) -> list[str]:
    """The ``doc_id`` of the articles to be worked out again.

    Those that are named, or all; or those that a dateline before version ``older_than`` made. Unless told any of it,
    those that another version or other ``models`` made than are here now, or that were read with other tables than
    ``reference`` (``None``: than the last run's).

    :raises WarehouseError: a name fits no document, or several.
    :raises SettingError: ``older_than`` is no version.
    """
    limit = _numbers(older_than) if older_than else None
    if limit == ():
        raise SettingError(f"{older_than!r} is no version such as 0.2.0")
    with open_published(path) as con:
        among = {find_document(con, what) for what in named}
        found = [row for row in rows(con, "versions_read") if not among or row["doc_id"] in among]
        last = next((row["reference"] for row in rows(con, "reference_of", doc_id=None)), "")
    if limit:
        return [row["doc_id"] for row in found if _numbers(row["version"]) < limit]
    if everything or among:
        return [row["doc_id"] for row in found]
    check_models(models)
    now = (__version__, models_version(models), last if reference is None else reference.digest)
    return [row["doc_id"] for row in found if (row["version"], row["model"], row["reference"]) != now]


def rework_articles(
    path: Path,
    doc_ids: Sequence[str],
    models: Models = MODELS,
    notify: Callable[[int], None] = lambda n: None,
    reference: Reference | None = None,
) -> Summary:
    """Work ``doc_ids`` out again with ``models`` and the user's own tables, connect the corpus, publish and report.

    :param notify: told after each batch how many articles were stored.
    :param reference: the tables; ``None`` for those of the last run, as the warehouse has kept them.
    """
    from expectations.checker import GreatExpectations

    check_models(models)
    summary = Summary(new_run_id(), path)
    with (
        Warehouse.open(path, checker=GreatExpectations(), notice=logs.log.warning) as warehouse,
        StageProcesses(models=models) as processes,
    ):
        tables = warehouse.tables.of() if reference is None else reference
        with recorded(warehouse, summary):
            warehouse.tables.read_with(summary.run_id, tables)
            with laid(tables):
                warehouse.tables.load_places()
            heard = warehouse.bounds_of(doc_ids)
            left = iter(doc_ids)
            while batch := list(islice(left, _AT_ONCE)):
                bounds = {doc_id: heard[doc_id] for doc_id in batch}
                again = partial(corpus.rework, cause="reworked", models=models, reference=tables)
                done = again(warehouse, summary.run_id, bounds, processes.run)
                _count(summary, done)
                notify(len(done.extracted))
            _count(summary, corpus.connect(warehouse, summary.run_id, processes.run, models, tables))
        warehouse.publish()
    summary.reports = build_reports(path)
    return summary


def _count(summary: Summary, done: corpus.Connected) -> None:
    for audit in done.audits:
        summary.stored(audit, corpus.COUNTED)
    summary.read_with(done.extracted)


def _numbers(version: str) -> tuple[int, ...]:
    """``0.10.1`` as (0, 10, 1); nothing for what begins with no number, which is older than all."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()
