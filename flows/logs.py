"""Logs: one line a step, with its counts and seconds, for people or for machines, on standard error.

    2026-11-28T06:00:14Z INFO     20261128T060002Z-kabcpf events: documents 64, 9.31 s
    {"time": "2026-11-28T06:00:14Z", "level": "INFO", "run_id": "…", "step": "events", "seconds": 9.31, "documents": 64}

``DATELINE_LOG_LEVEL`` and ``DATELINE_LOG_FORMAT`` carry what the command line asked for into the processes that Prefect
starts. Prefect's page shows every line from ``info`` on, whatever is printed.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flows.records import Visit

if TYPE_CHECKING:
    from flows.pipeline import Steps
    from flows.reading import Read

LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("text", "json")
LEVEL_VARIABLE, FORMAT_VARIABLE = "DATELINE_LOG_LEVEL", "DATELINE_LOG_FORMAT"

log = logging.getLogger("dateline")
S = TypeVar("S", bound="Steps")


def configure(level: str | None = None, form: str | None = None) -> None:
    """Print lines from ``level`` on as ``form``; what is not given is taken from the environment, and left there.

    Raises ``ValueError`` for a level or a form that is none of ``LEVELS`` or ``FORMATS``.
    """
    level = level or os.environ.get(LEVEL_VARIABLE, "warning")
    form = form or os.environ.get(FORMAT_VARIABLE, "text")
    if level not in LEVELS or form not in FORMATS:
        raise ValueError(f"no log level or format of ours: {level}, {form}")
    os.environ.update({LEVEL_VARIABLE: level, FORMAT_VARIABLE: form})
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else _Text())
    handler.setLevel(level.upper())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    log.setLevel(min(logging.INFO, handler.level))


def timed(steps: S, run_id: str) -> S:
    """The same steps, each of which leaves a line when it is done."""
    return type(steps)(**{f.name: _timed(f.name, getattr(steps, f.name), run_id) for f in fields(steps)})


def _timed(name: str, step: Callable[..., Any], run_id: str) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        log.debug("%s %s: begun", run_id, name, extra={"dateline": {"run_id": run_id, "step": name}})
        begun = time.monotonic()
        done = step(*arguments, **named)
        if name != "read":  # which is not done when it returns: `say_read`
            say(run_id, name, counts(done), time.monotonic() - begun)
        return done

    return run


def say_read(run_id: str, found: Read) -> None:
    """Leave the line of each stage that a batch has gone through, with its seconds where it ran."""
    passed: dict[str, Sequence[object]] = {"clean": found.articles, "dates": found.dated, "events": found.extracted}
    for stage, seconds in found.seconds.items():
        failed = sum(failure.code.endswith(f":{stage}") for failure in found.failures)
        done = {"documents": len(passed[stage]), "failed": failed}
        say(run_id, stage, {what: n for what, n in done.items() if n}, seconds)


def say(run_id: str, step: str, found: Mapping[str, Any], seconds: float) -> None:
    """Leave the line of a step that is done."""
    line = ", ".join([*(f"{what} {n}" for what, n in found.items()), f"{seconds:.2f} s"])
    extra = {"run_id": run_id, "step": step, "seconds": round(seconds, 3), **found}
    log.info("%s %s: %s", run_id, step, line, extra={"dateline": extra})


def counts(done: Any) -> dict[str, int]:
    """What a step did, in numbers, as far as what it returned tells."""
    from warehouse.audit import Audit

    parts = getattr(done, "audits", done if isinstance(done, list) else [done])
    found: Counter[str] = Counter()
    for part in parts:
        if isinstance(part, Visit):
            found["failed" if part.code else "unchanged" if part.status == 304 else "fetched"] += 1
        if isinstance(part, Audit):
            found.update(part.written)
            found.update({f"{severity} flags": n for severity, n in part.flags.items()})
            found.update({"held back": len(part.offenders) or 1} if part.held else {})
    return {what: n for what, n in found.items() if n}


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = f"{_time(record)} {record.levelname:<8} {record.getMessage()}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"time": _time(record), "level": record.levelname, "logger": record.name}
        line |= getattr(record, "dateline", None) or {}
        line["message"] = record.getMessage()
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%SZ}"
