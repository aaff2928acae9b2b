"""The pipeline, top to bottom: (fetch →) ingest → clean → dates → events → warehouse, with expectations looking on.

What runs where is somebody else's business: ``Steps`` holds the callables, plain functions here (``dateline run
--direct``), Prefect tasks in ``flows/orchestration.py``. The order of things, and so the result, is the same.

A run is two passes. The first takes inputs in and commits them. The second works off every document that has no
article yet, whoever ingested it: a run that was killed, or held back, is finished by the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from flows import corpus, fetch, logs
from flows.corpus import Connected
from flows.engines import Engine, Promised, open_engine, read_ahead
from flows.fetch.fetching import Fetching, Listing
from flows.fetch.spool import Spool
from flows.fetch.visit import Inquiry
from flows.inputs import Inputs, KnownInputs
from flows.installed_models import check_models
from flows.ledger import Summary, new_run_id, recorded
from flows.reading import Apply, Asked, Read
from flows.records import MODELS, Document, Models, Quarantined, Reference, Visit
from flows.reference import laid, read_reference

if TYPE_CHECKING:
    from warehouse.audit import Audit
    from warehouse.store import Warehouse

T = TypeVar("T")
Notify = Callable[[str, int], None]
"""Told after each batch what was done, and how many documents of it; of "to extract", how many there will be."""


Fetch = Callable[[Fetching, Sequence[Inquiry]], list[Visit | Listing]]


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do. ``warehouse`` is the published file; ``sources`` are paths, addresses, or ``-``.

    Whoever makes one takes the credentials out of addresses first (`flows.fetch.as_called`).
    """

    sources: tuple[str, ...]
    warehouse: Path
    models: Models = MODELS
    batch_size: int = 64
    workers: int = 2  # processes of this machine, unless an engine is named
    engine: str | None = None  # who reads instead of this machine: dask://host:port
    webhook: str | None = None  # told of new flags
    fields: Mapping[str, str] = field(default_factory=dict)  # what records call things: {"text": "Inhalt"}
    limits: Mapping[str, str] = field(default_factory=dict)  # what an input may cost: {"document_bytes": "64MiB"}
    as_of: date | None = None  # the day on which inputs count as taken in; today
    keep_days: int = 30  # how long runs are remembered: Prefect's list, validation results, runs that changed nothing
    least_confidence: float | None = None  # of the events that views show; as it was set before, or 0.5
    reference: Path | None = None  # a folder of the user's own tables, laid over ours
    language: str | None = None  # of the documents that state none (ISO 639-1); found in each, unless told
    allow_private: bool = False  # redirects and links may lead into private networks


@dataclass(frozen=True, slots=True)
class Steps:
    """The pipeline's steps as callables. ``read`` has a batch read by an engine; its result is waited for later."""

    fetch: Fetch
    read: Callable[[Engine, Sequence[Document], Asked], Promised[Read]]
    store_documents: Callable[[Warehouse, str, Sequence[Document | Quarantined]], Audit]
    store_read: Callable[[Warehouse, str, Read], list[Audit]]
    connect: Callable[[Warehouse, str, Apply, Models, Reference], Connected]
    publish: Callable[[Warehouse], None]
    report: Callable[[Path], Path]
    notify: Callable[[str, Summary], bool]


def run_pipeline(request: Request, steps: Steps, notify: Notify = lambda what, n: None) -> Summary:
    """Run the pipeline once.

    Raises ``WarehouseError``, ``NothingToRead``, ``NoSuchModel``, ``NoReaderError``, ``EngineError``, ``TablesError``,
    or ``ValueError`` for an unknown field or limit, before anything is written.
    """
    from expectations.checker import GreatExpectations
    from flows.ingest import FieldMap, Limits, read
    from warehouse.store import Warehouse

    places = fetch.by_kind(request.sources)
    names, limits = FieldMap.with_names(request.fields), Limits.with_values(request.limits)
    check_models(request.models)
    reference = read_reference(request.reference)
    summary = Summary(run_id=new_run_id(), warehouse=request.warehouse)
    steps, begun = logs.timed(steps, summary.run_id), time.monotonic()
    with (
        open_engine(
            request.engine, workers=request.workers, limits=limits, models=request.models, reference=reference
        ) as engine,
        Warehouse.open(request.warehouse, checker=GreatExpectations(), notice=logs.log.warning) as warehouse,
    ):
        pages, ahead = engine.intake(names)
        memory = Inputs(warehouse, request.fields, request.limits, request.language)
        fetching = Fetching(
            places.addresses,
            warehouse.fetches,
            Spool(spool_folder(request.warehouse)),
            limits,
            step=told_of(steps.fetch, notify),
            reading=memory.reading,
            allow_private=request.allow_private,
            ahead=ahead,
        )
        inputs = read(
            places.paths,
            limits=limits,
            field_map=names,
            known=KnownInputs(warehouse),
            as_of=request.as_of,
            memory=memory,
            language=request.language,
            arrivals=fetching,
            pages=pages,
        )
        with recorded(warehouse, summary):
            if warehouse.tables.read_with(summary.run_id, reference) or reference.files:  # ours stand there already
                with laid(reference):
                    warehouse.tables.load_places()
            if request.least_confidence is not None:
                warehouse.show_from(request.least_confidence)
            pace = Pace()
            for batch in batched(inputs, request.batch_size):
                if any(isinstance(one, Document) for one in batch):
                    engine.get_ready()  # its model is loaded while the batch is looked at
                if not warehouse.has_been_told(batch):
                    audit = steps.store_documents(warehouse, summary.run_id, batch)
                    summary.stored(audit)
                    memory.stored(audit)
                    fetching.stored(held=audit.held)
                notify("ingested", len(batch))
                pace.keep(lambda: steps.publish(warehouse))
            memory.stored()
            fetching.stored()

            notify("to extract", warehouse.count_pending())
            asked = Asked(models=request.models, reference=reference)
            for found in read_ahead(
                lambda batch: steps.read(engine, batch, asked), warehouse.pending(request.batch_size), engine
            ):
                logs.say_read(summary.run_id, found)
                for audit in steps.store_read(warehouse, summary.run_id, found):
                    summary.stored(audit)
                summary.read_with(found.extracted)
                notify("extracted", len(found.extracted) + len(found.failures))
                pace.keep(lambda: steps.publish(warehouse))

            if corpus.is_due(warehouse):
                connected = steps.connect(warehouse, summary.run_id, engine.run, request.models, reference)
                for audit in connected.audits:
                    summary.stored(audit, corpus.COUNTED)
                summary.read_with(connected.extracted)
        warehouse.forget_runs(request.keep_days)
        summary.read_otherwise = warehouse.tables.count_others(reference)
        summary.is_news = not warehouse.is_published()
        if summary.is_news:
            steps.publish(warehouse)
        warehouse.rest()
        summary.reports = built_report(request.warehouse) or steps.report(request.warehouse)
    if request.webhook:
        steps.notify(request.webhook, summary)
    for trouble in summary.troubles:
        logs.log.warning("%s %s", summary.run_id, trouble)
    for broken in summary.held:
        logs.log.critical("%s held back: %s", summary.run_id, broken)
    logs.say(summary.run_id, f"run {summary.state}", summary.counts, time.monotonic() - begun)
    return summary


# ---------------------------------------------------------------- the steps, without an orchestrator
def told_of(step: Fetch, notify: Notify) -> Fetch:
    """``step``, and ``notify`` is told of it."""

    def fetch_and_tell(fetching: Fetching, asked: Sequence[Inquiry]) -> list[Visit | Listing]:
        found = step(fetching, asked)
        notify("fetched", len(found))
        return found

    return fetch_and_tell


def fetch_addresses(fetching: Fetching, asked: Sequence[Inquiry]) -> list[Visit | Listing]:
    return fetching.fetch(asked)


def submit_batch(engine: Engine, batch: Sequence[Document], asked: Asked) -> Promised[Read]:
    return engine.submit(batch, asked)


def store_documents(warehouse: Warehouse, run_id: str, batch: Sequence[Document | Quarantined]) -> Audit:
    return warehouse.write_documents(run_id, batch)


def store_read(warehouse: Warehouse, run_id: str, found: Read) -> list[Audit]:
    """Store a batch and what could not be read of it; what became of each write."""
    failed = [warehouse.write_documents(run_id, found.failures)] if found.failures else []
    return [*failed, *corpus.store_innocent(warehouse, run_id, found.extracted)]


def publish_warehouse(warehouse: Warehouse) -> None:
    warehouse.publish()


def reports_folder(warehouse: Path) -> Path:
    """Where a warehouse's reports stand: beside it."""
    return warehouse.with_name(f"{warehouse.stem}-reports")


def spool_folder(warehouse: Path) -> Path:
    """Where what was fetched waits to be read: beside the warehouse. It is there only while something waits."""
    return warehouse.with_name(f"{warehouse.stem}-fetched")


def built_report(warehouse: Path) -> Path | None:
    """The first page of the reports, where they were built of the warehouse as it is published now."""
    from expectations.reports.built import is_built

    folder = reports_folder(warehouse)
    return folder / "index.html" if is_built(folder, warehouse) else None


def build_reports(warehouse: Path) -> Path:
    """Build the reports of the published warehouse; the path of their first page."""
    from expectations.reports import build_report

    return build_report(warehouse, reports_folder(warehouse)).index


def tell(webhook: str, summary: Summary) -> bool:
    """Tell ``webhook`` of new flags. That nobody listens is said in ``troubles`` and fails no run."""
    from flows.notify import notify

    try:
        return notify(webhook, summary)
    except (OSError, HTTPException, ValueError) as error:
        summary.troubles.append(f"{webhook} was not told of new flags: {error}")
        return False


DIRECT = Steps(
    fetch=fetch_addresses,
    read=submit_batch,
    store_documents=store_documents,
    store_read=store_read,
    connect=corpus.connect,
    publish=publish_warehouse,
    report=build_reports,
    notify=tell,
)


PUBLISH_EVERY = 180.0  # seconds, in a run that goes on


class Pace:
    """When a long run publishes what it has: every few minutes, and never for more than a twentieth of its time."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PUBLISH_EVERY

    def is_due(self) -> bool:
        """Whether it is time to publish."""
        return time.monotonic() >= self._next

    def keep(self, publish: Callable[[], None]) -> None:
        """Publish if it is time to, and wait in proportion to what that took."""
        if not self.is_due():
            return
        begun = time.monotonic()
        publish()
        ended = time.monotonic()
        self._next = ended + max(PUBLISH_EVERY, 20 * (ended - begun))


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
