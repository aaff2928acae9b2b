"""The pipeline on Prefect: its steps as tasks over batches, its summary as artifacts, its schedule as a deployment.

A task is a batch, never an article: a task costs milliseconds and a row in Prefect's own database. The three stages are
CPU-bound: their tasks hand the batch to plain processes, which need not import Prefect, nor each start an API server of
its own, and which can be killed (`flows.processes`). What writes the warehouse runs in the flow's own thread, because
one process may write.
Import this module late: Prefect takes two seconds to import.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

# Nothing leaves the machine: these must stand in the environment before Prefect reads its settings.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # a cold start takes 10 to 20 s; the default gives up
}
for _name, _value in QUIET.items():
    os.environ.setdefault(_name, _value)

from prefect import flow, get_run_logger, task  # noqa: E402
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402

from flows import corpus, pipeline  # noqa: E402
from flows.ledger import Summary  # noqa: E402
from flows.pipeline import Request, Steps  # noqa: E402
from flows.processes import StageProcesses  # noqa: E402
from flows.reading import Read  # noqa: E402
from flows.records import MODELS, Document, Models, Quarantined, Reader  # noqa: E402
from flows.stages import Outcome, Stage  # noqa: E402

if TYPE_CHECKING:
    from warehouse.audit import Audit
    from warehouse.store import Warehouse


_progress: ContextVar[pipeline.Notify | None] = ContextVar("progress", default=None)


@task(cache_policy=NO_CACHE, task_run_name="{stage}: {n} documents")
def run_stage(processes: Any, stage: Stage, function: Any, batch: Sequence[Any], n: int) -> Outcome[Any]:
    return cast("Outcome[Any]", processes.submit(stage, function, batch).result())


# Writing is retried: the lock or the disk may be busy for a moment, and every write is idempotent.
@task(cache_policy=NO_CACHE, task_run_name="store {n} inputs", retries=2, retry_delay_seconds=2)
def store_documents(warehouse: Any, run_id: str, batch: Sequence[Document | Quarantined], n: int) -> Any:
    return pipeline.store_documents(warehouse, run_id, batch)


@task(cache_policy=NO_CACHE, task_run_name="audit and store {n} articles", retries=2, retry_delay_seconds=2)
def store_read(warehouse: Any, run_id: str, found: Any, n: int) -> Any:
    return pipeline.store_read(warehouse, run_id, found)


@task(cache_policy=NO_CACHE, task_run_name="connect articles: duplicates, canonical events, dates from other documents")
def connect(warehouse: Any, run_id: str, apply: Any, models: Models) -> Any:
    return corpus.connect(warehouse, run_id, apply, models)


@task(cache_policy=NO_CACHE, task_run_name="publish", retries=2, retry_delay_seconds=2)
def publish(warehouse: Any) -> None:
    pipeline.publish(warehouse)


@task(cache_policy=NO_CACHE, task_run_name="build reports")
def report(warehouse: Path) -> Path:
    return pipeline.report(warehouse)


@task(cache_policy=NO_CACHE, task_run_name="tell the webhook of new flags")
def notify(webhook: str, summary: Summary) -> bool:
    return pipeline.tell(webhook, summary)


def _run_stage(
    processes: StageProcesses, stage: Stage, function: Any, batches: Sequence[Sequence[Any]]
) -> list[Outcome[Any]]:
    futures = [run_stage.submit(processes, stage, function, batch, len(batch)) for batch in batches]
    return [future.result() for future in futures]


def _store_documents(warehouse: Warehouse, run_id: str, batch: Sequence[Document | Quarantined]) -> Audit:
    return cast("Audit", store_documents(warehouse, run_id, batch, len(batch)))


def _store_read(warehouse: Warehouse, run_id: str, found: Read) -> list[Audit]:
    return cast("list[Audit]", store_read(warehouse, run_id, found, len(found.extracted)))


TASKS = Steps(
    stage=_run_stage,
    store_documents=_store_documents,
    store_read=_store_read,
    connect=connect,
    publish=publish,
    report=report,
    notify=notify,
)


@flow(name="dateline", flow_run_name="dateline {warehouse}", validate_parameters=False)
def dateline_flow(
    sources: list[str],
    warehouse: str,
    model: str | None = None,
    reader: Reader = MODELS.reader,
    batch_size: int = 64,
    workers: int = 2,
    webhook: str | None = None,
    fields: dict[str, str] | None = None,
    limits: dict[str, str] | None = None,
    as_of: str | None = None,
) -> Summary:
    """Take in what is new under ``sources``, work off what is pending, audit it, publish it, and report."""
    log = get_run_logger()
    last_day = date.fromisoformat(as_of) if as_of else None
    request = Request(
        tuple(sources),
        Path(warehouse),
        Models(model, reader),
        batch_size,
        workers,
        webhook,
        fields or {},
        limits or {},
        last_day,
    )
    progress = _progress.get()

    def notify(what: str, n: int) -> None:
        log.info("%s %d", what, n)
        if progress is not None:
            progress(what, n)

    summary = pipeline.run(request, TASKS, notify)
    _leave_artifacts(summary)
    for trouble in summary.troubles:
        log.warning(trouble)
    for held in summary.held:
        log.critical("held back by a critical validation: %s", held)
    return summary


def run(request: Request, notify: pipeline.Notify | None = None) -> Summary:
    """One run of the flow; needs no running server. ``notify`` is told of progress."""
    token = _progress.set(notify)
    try:
        return cast("Summary", dateline_flow(**_parameters(request)))
    finally:
        _progress.reset(token)


def _parameters(request: Request) -> dict[str, Any]:
    """``request`` as the flow's parameters, which Prefect stores as JSON."""
    return {
        **{f.name: getattr(request, f.name) for f in fields_of(request) if f.name != "models"},
        "model": request.models.spacy,
        "reader": request.models.reader,
        "sources": list(request.sources),
        "warehouse": str(request.warehouse),
        "as_of": request.as_of.isoformat() if request.as_of else None,
    }


def _leave_artifacts(summary: Summary) -> None:
    from expectations.reports.machine import artifact

    assert summary.reports is not None
    markdown, flags = artifact(summary.warehouse, summary.reports)
    create_markdown_artifact(key="dateline-summary", markdown=markdown, description=f"run {summary.run_id}")
    create_table_artifact(key="dateline-flags", table=flags, description="open flags, worst first")
    create_link_artifact(
        key="dateline-reports", link=summary.reports.resolve().as_uri(), link_text="validation reports"
    )


# ---------------------------------------------------------------- the schedule
def serve(request: Request, cron: str, name: str = "dateline") -> None:
    """Serve the flow as a deployment that runs on ``cron`` (UTC), one run at a time, until interrupted.

    A temporary Prefect server never schedules anything, so one is started here unless ``PREFECT_API_URL`` names one.
    """
    with api_server():
        dateline_flow.serve(
            name=name,
            cron=cron,
            limit=1,
            parameters=_parameters(
                replace(
                    request,
                    sources=tuple(str(Path(source).resolve()) for source in request.sources),
                    warehouse=request.warehouse.resolve(),
                )
            ),
        )


@contextmanager
def api_server(port: int | None = None, timeout: float = 120.0) -> Iterator[str]:
    """The address of a Prefect API with a scheduler: the configured one, or a server started for the duration."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    configured = os.environ.get("PREFECT_API_URL") or PREFECT_API_URL.value()
    if configured:
        yield configured
        return
    port = port or _free_port(4200)
    url = f"http://127.0.0.1:{port}/api"
    # Without PREFECT_SERVER_API_PORT the server's own page keeps asking port 4200.
    environment = {**os.environ, **QUIET, "PREFECT_SERVER_API_PORT": str(port), "PREFECT_API_URL": url}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_healthy(f"{url}/health", server, timeout)
        os.environ["PREFECT_API_URL"] = url  # for the processes that the schedule starts
        with temporary_settings({PREFECT_API_URL: url}):
            yield url
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes], timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the Prefect server stopped at once with status {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"the Prefect server did not answer on {address} within {timeout:.0f} s")


def _free_port(preferred: int) -> int:
    for port in (preferred, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RuntimeError("no free port on this machine")
