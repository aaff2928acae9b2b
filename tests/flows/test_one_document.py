"""One document never costs another: whatever it does to the process that reads it, the rest of its batch is read."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from flows.annotations import Options, annotate_lines
from flows.errors import CannotStartError
from flows.ingest import Limits
from flows.pipeline import DIRECT, Request, run_pipeline
from flows.processes import StageProcesses, warm_up
from flows.stages import clean_batch
from flows.worker import Worker
from tests.articles import document
from tests.benchmarks.bench_engine import articles, started_by
from tests.benchmarks.run_in_fork import RULES_ALONE
from tests.conftest import ROOT
from tests.flows.poison import poisoned
from warehouse.read import fetch, open_published

GOOD = "Togo thanked Ghana on 1 May 2011 for its help."
BAD = {
    "crashes": ("The dam CRASHES on 2 May 2011, officials said.", "stage_crashed:clean", "SIGABRT"),
    "hangs": ("The court HANGS on 2 May 2011, officials said.", "stage_timeout:clean", "within 1.0 seconds"),
    "swells": ("The river SWELLS on 2 May 2011, officials said.", "stage_memory:clean", "bytes of memory"),
    "fails": ("The bank FAILS on 2 May 2011, officials said.", "stage_failed:clean", "no such luck"),
}


@pytest.fixture
def poison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file whose being there mends the stage."""
    for name, value in poisoned(tmp_path / "poison").items():
        monkeypatch.setenv(name, value)
    return tmp_path / "poison" / "mended"


def ledger(warehouse: Path) -> list[dict[str, object]]:
    with open_published(warehouse) as con:
        return fetch(con, "select parse_filename(source_uri) as name, * from quarantine order by 1")


def read_articles(warehouse: Path) -> set[str]:
    with open_published(warehouse) as con:
        found = fetch(con, "select parse_filename(source_uri) as name from articles join documents using (doc_id)")
    return {row["name"] for row in found}


def test_the_process_that_is_got_ready_is_the_one_that_reads() -> None:
    before = set(started_by(os.getpid()))
    with StageProcesses(2, until="clean") as processes:
        processes.get_ready()
        processes.get_ready()
        ready = set(started_by(os.getpid())) - before
        assert len(ready) == 1
        assert len(processes.run("clean", clean_batch, [document(GOOD)]).results) == 1
        assert set(started_by(os.getpid())) - before == ready


def test_what_a_stage_cannot_bear_is_set_apart_with_its_cause_and_the_rest_is_read(poison: Path) -> None:
    bad = [document(text, source_uri=name) for name, (text, _, _) in BAD.items()]
    batch = [document(GOOD), *bad, document(GOOD.replace("Togo", "Mali"))]
    with StageProcesses(limits=Limits(stage_seconds=1, stage_memory_bytes=512 << 20), until="clean") as processes:
        outcome = processes.run("clean", clean_batch, batch)
    assert [article.document for article in outcome.results] == [batch[0], batch[-1]]
    assert [failure.source_uri for failure in outcome.failures] == list(BAD)
    for failure in outcome.failures:
        _, code, cause = BAD[failure.source_uri]
        assert failure.code == code
        assert cause in failure.message


def test_a_batch_has_twice_as_long_for_its_size_as_one_core_takes_with_the_small_reader() -> None:
    measured = json.loads((ROOT / "tests" / "benchmarks" / "crawl_costs.json").read_text("utf-8"))
    page = sum(measured[stage] for stage in ("clean", "dates", "events"))
    batch = articles(measured["pages"])
    assert StageProcesses(limits=Limits(stage_seconds=0))._seconds(batch) >= 2 * page * len(batch)


def test_a_run_goes_on_after_a_crash_and_a_later_one_reads_what_crashed(poison: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD)
    (folder / "crashes.txt").write_text(BAD["crashes"][0])
    (folder / "z.txt").write_text(GOOD.replace("Togo", "Mali"))
    summary = run_pipeline(Request((str(folder),), tmp_path / "w.duckdb", workers=1), DIRECT)
    assert read_articles(summary.warehouse) == {"a.txt", "z.txt"}
    assert [(row["code"], row["resolved"]) for row in ledger(summary.warehouse)] == [("stage_crashed:clean", False)]
    assert (summary.counts["articles"], summary.counts["quarantined"]) == (2, 1)

    poison.touch()
    again = run_pipeline(Request((str(folder),), tmp_path / "w.duckdb", workers=1), DIRECT)
    assert (again.counts["articles"], again.counts.get("documents", 0)) == (1, 0)
    assert [row["resolved"] for row in ledger(summary.warehouse)] == [True]


def test_a_line_that_ends_its_process_is_an_error_object_in_its_place(poison: Path) -> None:
    texts = [GOOD, BAD["crashes"][0], BAD["fails"][0], GOOD]
    lines = [json.dumps({"doc_id": str(i), "text": text}) for i, text in enumerate(texts)]
    answers = [json.loads(line) for line in annotate_lines(lines, Options(until="clean"))]
    assert [answer["doc_id"] for answer in answers] == ["0", "1", "2", "3"]
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None, "stage_crashed:clean", "stage_failed:clean", None]


def test_a_folder_of_the_users_own_called_flows_does_not_win(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "__init__.py").write_text("raise SystemExit('the wrong flows')")
    (tmp_path / "one.jsonl").write_text(
        json.dumps({"doc_id": "1", "html": f"<html><body><article><p>{GOOD}</p></article></body></html>"}) + "\n"
    )
    command = [sys.executable, "-P", "-m", "flows", "annotate", "one.jsonl", "--until", "dates"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["timexes"][0]["value"] == "2011-05-01"


def test_a_process_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with Worker(1 << 30, partial(no_such_model, "nosuch")) as worker, pytest.raises(CannotStartError, match="nosuch"):
        worker.run(10, len, "abc")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Worker(1 << 30) as worker, pytest.raises(CannotStartError, match="ended with status 1: without a word"):
        worker.run(10, len, "abc")


def test_what_keeps_every_document_from_being_read_is_no_documents_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(documents: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")  # as where the language model is unpacked

    monkeypatch.setattr("flows.clean.clean", full)
    with pytest.raises(RuntimeError, match=r"OSError: \[Errno 28\] No space left on device"):
        warm_up("clean", RULES_ALONE)


def no_such_model(name: str) -> None:
    raise OSError(name)


def test_annotate_starts_one_process_for_pages_and_one_for_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    popen = subprocess.Popen

    def counted(command: list[str], *args: object, **kwargs: object) -> object:
        started.append(command)
        return popen(command, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counted)
    page = f"<html><body><article><p>{GOOD}</p></article></body></html>"
    lines = [json.dumps({"doc_id": str(i), "html": page}) for i in range(9)]
    assert len(list(annotate_lines(lines, Options(until="clean"), batch_size=3))) == 9
    assert len(started) == 2


ORPHAN = """
import sys
from flows.worker import Worker
from tests.flows.test_one_document import busy
worker = Worker(1 << 30)
worker.start()
print(worker.process_id, flush=True)
worker.run(600, busy)
"""


def busy() -> None:
    """Hold the interpreter's lock for minutes, as a parser written in C does."""
    sum(range(10**11))


def test_a_worker_ends_with_its_parent_even_when_it_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    time.sleep(0.5)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{worker}/cmdline").exists() and time.monotonic() < deadline:
        if not Path(f"/proc/{worker}/cmdline").read_bytes():  # ended, and not yet waited for
            break
        time.sleep(0.05)
    else:
        assert time.monotonic() < deadline, "the worker lives on"
    parent.stdout.close()
