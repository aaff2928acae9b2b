"""The pipeline on Prefect: its steps as tasks over batches, its summary as artifacts, its schedule as a deployment.

A task is a batch, never an article: a task costs milliseconds and a row in Prefect's own database. Reading is
CPU-bound: its tasks hand the batch to an engine (`flows.engines`), whose processes need not import Prefect, nor each
start an API server of its own, and which can be killed or stand on other machines. What writes the warehouse runs in
the flow's own thread, because one process may write.
Import this module late: Prefect takes two seconds to import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import flows.prefect_server  # noqa: F401  sets what Prefect reads from the environment when it is imported

# isort: split
from prefect import flow, runtime, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import corpus, lifeline, logs, pipeline, prefect_runs, run_context
from flows.engines import Engine, Promised
from flows.fetch import is_address
from flows.fetch.fetching import Fetching, Listing
from flows.fetch.visit import Inquiry
from flows.ingest.source import there
from flows.ledger import Summary
from flows.pipeline import Request, Steps
from flows.reading import Asked, Read
from flows.records import MODELS, Document, Models, Quarantined, Reader, Reference, Visit

if TYPE_CHECKING:
    from warehouse.audit import Audit
    from warehouse.store import Warehouse


@task(cache_policy=NO_CACHE, task_run_name="read {n} documents: clean, dates, events")
def read_batch_task(engine: Any, batch: Sequence[Document], asked: Any, n: int) -> Any:
    return engine.submit(batch, asked).result()


# Not retried: whatever goes wrong with an address is an answer, and what may pass was asked for again by then.
@task(cache_policy=NO_CACHE, task_run_name="fetch {n} addresses")
def fetch_task(fetching: Any, asked: Sequence[Inquiry], n: int) -> Any:
    return pipeline.fetch_addresses(fetching, asked)


# Writing is retried: the lock or the disk may be busy for a moment, and every write is idempotent.
@task(cache_policy=NO_CACHE, task_run_name="store {n} inputs", retries=2, retry_delay_seconds=2)
def store_documents_task(warehouse: Any, run_id: str, batch: Sequence[Document | Quarantined], n: int) -> Any:
    return pipeline.store_documents(warehouse, run_id, batch)


@task(cache_policy=NO_CACHE, task_run_name="audit and store {n} articles", retries=2, retry_delay_seconds=2)
def store_read_task(warehouse: Any, run_id: str, found: Any, n: int) -> Any:
    return pipeline.store_read(warehouse, run_id, found)


@task(cache_policy=NO_CACHE, task_run_name="connect articles: duplicates, canonical events, dates from other documents")
def connect_task(warehouse: Any, run_id: str, apply: Any, models: Models, reference: Reference) -> Any:
    return corpus.connect(warehouse, run_id, apply, models, reference)


@task(cache_policy=NO_CACHE, task_run_name="publish", retries=2, retry_delay_seconds=2)
def publish_task(warehouse: Any) -> None:
    pipeline.publish_warehouse(warehouse)


@task(cache_policy=NO_CACHE, task_run_name="build reports")
def report_task(warehouse: Path) -> Path:
    return pipeline.build_reports(warehouse)


@task(cache_policy=NO_CACHE, task_run_name="tell the webhook of new flags")
def notify_task(webhook: str, summary: Summary) -> bool:
    return pipeline.tell(webhook, summary)


def _read_batch(engine: Engine, batch: Sequence[Document], asked: Asked) -> Promised[Read]:
    return read_batch_task.submit(engine, batch, asked, len(batch))


def _fetch(fetching: Fetching, asked: Sequence[Inquiry]) -> list[Visit | Listing]:
    return cast("list[Visit | Listing]", fetch_task(fetching, asked, len(asked)))


def _store_documents(warehouse: Warehouse, run_id: str, batch: Sequence[Document | Quarantined]) -> Audit:
    return cast("Audit", store_documents_task(warehouse, run_id, batch, len(batch)))


def _store_read(warehouse: Warehouse, run_id: str, found: Read) -> list[Audit]:
    return cast("list[Audit]", store_read_task(warehouse, run_id, found, len(found.extracted)))


TASKS = Steps(
    fetch=_fetch,
    read=_read_batch,
    store_documents=_store_documents,
    store_read=_store_read,
    connect=connect_task,
    publish=publish_task,
    report=report_task,
    notify=notify_task,
)


@flow(name=prefect_runs.FLOW, flow_run_name="dateline {warehouse}", validate_parameters=False)
def dateline_flow(
    sources: list[str],
    warehouse: str,
    model: str | None = None,
    reader: Reader = MODELS.reader,
    batch_size: int = 64,
    workers: int = 2,
    engine: str | None = None,
    webhook: str | None = None,
    fields: dict[str, str] | None = None,
    limits: dict[str, str] | None = None,
    as_of: str | None = None,
    keep_days: int = 30,
    least_confidence: float | None = None,
    language: str | None = None,
    allow_private: bool = False,
    reference: str | None = None,
) -> Summary:
    """Take in what is new under ``sources``, work off what is pending, audit it, publish it, and report."""
    lifeline.end_with_parent()
    logs.configure()
    request = Request(
        sources=tuple(sources),
        warehouse=Path(warehouse),
        models=Models(model, reader),
        batch_size=batch_size,
        workers=workers,
        engine=engine,
        webhook=webhook,
        fields=fields or {},
        limits=limits or {},
        as_of=date.fromisoformat(as_of) if as_of else None,
        keep_days=keep_days,
        least_confidence=least_confidence,
        language=language,
        allow_private=allow_private,
        reference=Path(reference) if reference else None,
    )
    this = UUID(runtime.flow_run.get_id())
    prefect_runs.claim_run(this, request.warehouse)
    prefect_runs.close_dead(request.warehouse)
    if deployment := runtime.deployment.get_id():
        prefect_runs.skip_missed(this, UUID(deployment))
    summary = pipeline.run_pipeline(request, TASKS, run_context.progress.get())
    if summary.is_news:
        _leave_artifacts(summary)
    prefect_runs.delete_old(request.warehouse, request.keep_days)
    return summary


def run_flow(request: Request, notify: pipeline.Notify = lambda what, n: None) -> Summary:
    """One run of the flow; needs no running server. ``notify`` is told of progress."""
    token = run_context.progress.set(notify)
    try:
        return cast("Summary", dateline_flow(**_parameters(request)))
    finally:
        run_context.progress.reset(token)


def _parameters(request: Request) -> dict[str, Any]:
    """``request`` as the flow's parameters, which Prefect stores as JSON."""
    return {
        **{f.name: getattr(request, f.name) for f in fields_of(request) if f.name != "models"},
        "model": request.models.spacy,
        "reader": request.models.reader,
        "sources": list(request.sources),
        "warehouse": str(request.warehouse.resolve()),
        "as_of": request.as_of.isoformat() if request.as_of else None,
        "reference": str(request.reference.resolve()) if request.reference else None,
    }


def _leave_artifacts(summary: Summary) -> None:
    """The run's summary in Prefect, each kind under a key of its warehouse's own, so that a history is of one."""
    from expectations.reports.machine import artifact

    assert summary.reports is not None
    markdown, flags = artifact(summary.warehouse, summary.reports)
    name = prefect_runs.name(summary.warehouse)
    create_markdown_artifact(key=f"dateline-summary-{name}", markdown=markdown, description=f"run {summary.run_id}")
    create_table_artifact(key=f"dateline-flags-{name}", table=flags, description="open flags, worst first")
    create_link_artifact(
        key=f"dateline-reports-{name}", link=summary.reports.resolve().as_uri(), link_text="validation reports"
    )


# ---------------------------------------------------------------- the schedule
def serve(request: Request, cron: str, name: str | None = None) -> None:
    """Serve the flow as a deployment that runs on ``cron`` (UTC), one run at a time, until the process is ended.

    Runs that were missed, because nobody served them or another took long, are made good by one.
    Needs a Prefect API with a scheduler: a temporary one never schedules anything.
    """
    places = tuple(one if is_address(one) else str(there(one).resolve()) for one in request.sources)
    request = replace(request, sources=places)
    name, parameters = name or prefect_runs.name(request.warehouse), _parameters(request)
    prefect_runs.close_dead(request.warehouse)
    if prefect_runs.catch_up(name, parameters):
        logs.log.info("a run was missed while nobody served the schedule: it is run now")
    dateline_flow.serve(
        name=name,
        cron=cron,
        limit=1,
        parameters=parameters,
        tags=[prefect_runs.warehouse_tag(request.warehouse)],
    )
