"""The pipeline, top to bottom: ingest → clean → dates → events → warehouse, with expectations looking on.

What runs where is somebody else's business: ``Steps`` holds the callables, plain functions here (``dateline run
--direct``), Prefect tasks in ``flows/orchestration.py``. The order of things, and so the result, is the same.

A run is two passes. The first takes inputs in and commits them. The second works off every document that has no
article yet, whoever ingested it: a run that was killed, or held back, is finished by the next one.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from flows import __version__, corpus, stages
from flows.records import Article, DatedArticle, Document, Extracted, Quarantined
from flows.stages import Outcome

if TYPE_CHECKING:
    from warehouse.store import Audit, Warehouse

T = TypeVar("T")
Notify = Callable[[str, int], None]
"""Told after each batch: what was done, and how many documents of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do. ``warehouse`` is the published file; ``sources`` are paths, or ``-`` for JSONL."""

    sources: tuple[str, ...]
    warehouse: Path
    model: str | None = None
    batch_size: int = 64
    workers: int = 2
    webhook: str | None = None  # told of new flags
    fields: Mapping[str, str] = field(default_factory=dict)  # what records call things: {"text": "Inhalt"}
    limits: Mapping[str, str] = field(default_factory=dict)  # what an input may cost: {"document_bytes": "64MiB"}
    as_of: date | None = None  # the day on which inputs count as taken in; today


@dataclass(slots=True)
class Summary:
    """What a run did: counts for the ledger, and whether a critical validation held something back."""

    run_id: str
    warehouse: Path
    state: Literal["completed", "held"] = "completed"
    counts: dict[str, int] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    reports: Path | None = None
    troubles: list[str] = field(default_factory=list)

    def count(self, what: str, n: int) -> None:
        self.counts[what] = self.counts.get(what, 0) + n


@dataclass(frozen=True, slots=True)
class Steps:
    """The pipeline's steps as callables. A ``…_all`` step maps a stage over batches, in order."""

    clean_all: Callable[[Sequence[Sequence[Document]]], list[Outcome[Article]]]
    date_all: Callable[[Sequence[Sequence[Article]]], list[Outcome[DatedArticle]]]
    extract_all: Callable[[Sequence[Sequence[DatedArticle]], str | None], list[Outcome[Extracted]]]
    store_documents: Callable[[Warehouse, str, Sequence[Document | Quarantined]], Audit]
    store_extracted: Callable[[Warehouse, str, Sequence[Extracted], Sequence[Quarantined]], Audit]
    connect: Callable[[Warehouse, str, str | None], dict[str, int]]
    publish: Callable[[Warehouse], None]
    report: Callable[[Path], Path]
    notify: Callable[[str, Summary], bool]


def run(request: Request, steps: Steps, notify: Notify = lambda what, n: None) -> Summary:
    """Run the pipeline once.

    Raises ``WarehouseError``, ``NothingToRead``, or ``ValueError`` for a field or limit that is none of ours, before
    anything is written.
    """
    from flows.ingest import FieldMap, Limits, read
    from warehouse.store import Warehouse

    names, limits = FieldMap.with_names(request.fields), Limits.with_values(request.limits)
    summary = Summary(run_id=new_run_id(), warehouse=request.warehouse)
    with Warehouse.open(request.warehouse) as warehouse:
        inputs = read(
            request.sources, limits=limits, field_map=names, known=warehouse.known_documents(), as_of=request.as_of
        )
        warehouse.begin_run(summary.run_id, model=request.model or "", version=__version__)
        try:
            for batch in batched(inputs, request.batch_size):
                audit = steps.store_documents(warehouse, summary.run_id, batch)
                _note(summary, audit)
                summary.count("documents", sum(isinstance(item, Document) for item in batch))
                summary.count("quarantined", sum(isinstance(item, Quarantined) for item in batch))
                notify("ingested", len(batch))

            for window in batched(warehouse.pending(request.batch_size), request.workers):
                cleaned = steps.clean_all(window)
                dated = steps.date_all([outcome.results for outcome in cleaned])
                found = steps.extract_all([outcome.results for outcome in dated], request.model)
                for outcomes in zip(cleaned, dated, found, strict=True):
                    failures = [failure for outcome in outcomes for failure in outcome.failures]
                    extracted = outcomes[2].results
                    _note(summary, steps.store_extracted(warehouse, summary.run_id, extracted, failures))
                    summary.count("articles", len(extracted))
                    summary.count("events", sum(len(one.events) for one in extracted))
                    summary.count("quarantined", len(failures))
                    notify("extracted", len(extracted) + len(failures))

            for what, n in steps.connect(warehouse, summary.run_id, request.model).items():
                summary.count(what, n)
        except BaseException as error:
            warehouse.finish_run(summary.run_id, "failed", summary.counts, f"{type(error).__name__}: {error}")
            raise
        warehouse.finish_run(summary.run_id, summary.state, summary.counts)
        steps.publish(warehouse)
    summary.reports = steps.report(request.warehouse)
    if request.webhook:
        steps.notify(request.webhook, summary)
    return summary


def _note(summary: Summary, audit: Audit) -> None:
    if audit.held:
        summary.state = "held"
        summary.held.extend(
            f"{o.code}: {o.expectation}" for o in audit.outcomes if o.severity == "critical" and not o.success
        )


# ---------------------------------------------------------------- the steps, without an orchestrator
def clean_all(batches: Sequence[Sequence[Document]]) -> list[Outcome[Article]]:
    return [stages.clean_batch(batch) for batch in batches]


def date_all(batches: Sequence[Sequence[Article]]) -> list[Outcome[DatedArticle]]:
    return [stages.date_batch(batch) for batch in batches]


def extract_all(batches: Sequence[Sequence[DatedArticle]], model: str | None) -> list[Outcome[Extracted]]:
    return [stages.extract_batch(batch, model=model) for batch in batches]


def store_documents(warehouse: Warehouse, run_id: str, batch: Sequence[Document | Quarantined]) -> Audit:
    return warehouse.write_documents(run_id, batch)


def store_extracted(
    warehouse: Warehouse, run_id: str, batch: Sequence[Extracted], failures: Sequence[Quarantined]
) -> Audit:
    """Store a batch. Where it is held back, the documents that broke nothing are stored without the offenders."""
    if failures:
        warehouse.write_documents(run_id, failures)
    audit = warehouse.write_extracted(run_id, batch)
    innocent = [one for one in batch if one.dated.article.document.doc_id not in audit.offenders]
    if audit.held and audit.offenders and innocent:
        warehouse.write_extracted(run_id, innocent)
    return audit


def publish(warehouse: Warehouse) -> None:
    warehouse.publish()


def reports_folder(warehouse: Path) -> Path:
    """Where a warehouse's reports stand: beside it."""
    return warehouse.with_name(f"{warehouse.stem}-reports")


def report(warehouse: Path) -> Path:
    """Build the reports of the published warehouse; the path of their first page."""
    from expectations.reports import build_report

    return build_report(warehouse, reports_folder(warehouse)).index


def tell(webhook: str, summary: Summary) -> bool:
    """Tell ``webhook`` of new flags. That nobody listens is said in ``troubles`` and fails no run."""
    from flows.notify import notify

    try:
        return notify(webhook, summary)
    except OSError as error:
        summary.troubles.append(f"{webhook} was not told of new flags: {error}")
        return False


DIRECT = Steps(
    clean_all=clean_all,
    date_all=date_all,
    extract_all=extract_all,
    store_documents=store_documents,
    store_extracted=store_extracted,
    connect=corpus.connect,
    publish=publish,
    report=report,
    notify=tell,
)


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def new_run_id() -> str:
    """Sortable by start, and unique: ``20261121T213000Z-kabcpf``.

    Letters alone behind the time: Great Expectations tries a run's name as a date, and dies of "…Z-55ad7a", which reads
    as 55 hours west of Greenwich.
    """
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6].translate(_LETTERS)}"


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
