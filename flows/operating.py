"""How a warehouse stands: runs, sizes, versions, what waits; as plain values, and as OpenMetrics text."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from flows import __version__
from flows.errors import NoReaderError
from flows.events.parse.sentences import DEFAULT_MODEL
from flows.events.reader.weights import weights_version
from flows.records import MODELS, Models
from warehouse.files import lock_path
from warehouse.read import fetch, open_published, rows
from warehouse.sizes import on_disk

RUNS = 10


def state_of(warehouse: Path, most_runs: int = RUNS, models: Models = MODELS) -> dict[str, Any]:
    """What there is to say of ``warehouse``: counts, sizes in bytes, seconds, instants in UTC.

    ``runs`` are the last ones, newest first; a run that changed nothing stands there from the next publication on.
    """
    with open_published(warehouse) as con:
        runs = [{**run, "counts": json.loads(run["counts"] or "{}")} for run in rows(con, "state_runs", most=most_runs)]
        waiting = {row["what"]: row["number"] for row in rows(con, "state_waiting")}
        made_by = rows(con, "state_made_by")
        ended = fetch(con, "select state, count(*) as runs from runs group by state order by state")
        [totals] = rows(con, "state_totals")
        tables = next((row["reference"] for row in rows(con, "reference_of", doc_id=None)), "")
        files = rows(con, "reference_files", reference=tables)
    now = versions(models)
    return {
        "warehouse": str(warehouse),
        "published_at": datetime.fromtimestamp(warehouse.stat().st_mtime, UTC),
        "writer": writer(warehouse),
        "totals": totals,
        "runs": runs,
        "runs_by_state": {row["state"]: row["runs"] for row in ended},
        "bytes": on_disk(warehouse),
        "versions": now,
        "reference": {
            "digest": tables,
            "folder": files[0]["folder"] if files else None,
            "files": [row["file"] for row in files],
        },
        "made_by": made_by,
        "waiting": {
            **waiting,
            "articles of another version": sum(one["articles"] for one in made_by if one["version"] != __version__),
            "articles read with other tables": sum(one["articles"] for one in made_by if one["reference"] != tables),
        },
    }


def versions(models: Models = MODELS) -> dict[str, str]:
    """What is installed: dateline, the parser's model, and the learned reader with the digest of its weights."""
    model = models.spacy or DEFAULT_MODEL
    try:
        parser = f"{model} {version_of(model)}"
    except PackageNotFoundError:
        parser = f"{model} (of unknown version)"
    try:
        reader = "off" if models.reader == "off" else weights_version(models.reader)
    except NoReaderError as error:
        reader = str(error)
    return {"dateline": __version__, "parser": parser, "reader": reader}


def writer(warehouse: Path) -> str | None:
    """Who writes the warehouse at this moment, as that one has left it in the lock file; ``None`` for nobody."""
    try:
        handle = os.open(lock_path(warehouse), os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return os.pread(handle, 200, 0).decode(errors="replace") or "another process"
    finally:
        os.close(handle)
    return None


# ---------------------------------------------------------------- OpenMetrics
def as_openmetrics(state: Mapping[str, Any]) -> str:
    """The state as text for a collector (OpenMetrics 1.0), which ends in ``# EOF``."""
    return "".join(f"{line}\n" for line in (*_families(state), "# EOF"))


def _families(state: Mapping[str, Any]) -> Iterator[str]:
    where = {"warehouse": state["warehouse"]}
    yield from _family("dateline_build", "info", "What is installed.", [("_info", {**where, **state["versions"]}, 1)])
    ended = [("_total", {**where, "state": name}, n) for name, n in state["runs_by_state"].items()]
    yield from _family("dateline_runs", "counter", "Runs in the ledger.", ended)
    rows_of = [("", {**where, "table": name}, n) for name, n in state["totals"].items()]
    yield from _family("dateline_rows", "gauge", "Rows of a table.", rows_of)
    waits = [("", {**where, "what": name}, n) for name, n in state["waiting"].items()]
    yield from _family("dateline_waiting", "gauge", "What waits for a person or a run.", waits)
    sizes = [("", {**where, "what": name}, n) for name, n in state["bytes"].items()]
    yield from _family("dateline_size_bytes", "gauge", "Bytes on disk.", sizes, "bytes")
    published = [("", where, state["published_at"].timestamp())]
    yield from _family("dateline_published_seconds", "gauge", "When it was published, Unix time.", published, "seconds")
    yield from _family("dateline_writing", "gauge", "1 while a run writes.", [("", where, int(bool(state["writer"])))])
    if last := next((run for run in state["runs"] if run["seconds"] is not None), None):
        begun, took = last["started_at"].timestamp(), last["seconds"]
        about = "When the last finished run began, Unix time."
        yield from _family("dateline_last_run_start_seconds", "gauge", about, [("", where, begun)], "seconds")
        about = "How long the last finished run took."
        yield from _family("dateline_last_run_duration_seconds", "gauge", about, [("", where, took)], "seconds")
        good = int(last["state"] == "completed")
        yield from _family("dateline_last_run_good", "gauge", "1 if it completed, 0 if not.", [("", where, good)])


def _family(
    name: str, kind: str, about: str, samples: Iterable[tuple[str, Mapping[str, str], float]], unit: str = ""
) -> Iterator[str]:
    yield f"# TYPE {name} {kind}"
    if unit:
        yield f"# UNIT {name} {unit}"
    yield f"# HELP {name} {about}"
    for suffix, labels, value in samples:
        written = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{suffix}{{{written}}} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
