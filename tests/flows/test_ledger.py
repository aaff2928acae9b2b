"""The ledger tells what is stored: counts of rows written, what was held back, which model read, what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner

from expectations.reports import build_report
from expectations.review import ReviewError, decide, list_queue
from expectations.rules import check_plainly
from flows import corpus, pipeline
from flows.cli import main
from flows.engines import Engine
from flows.ledger import Summary
from flows.pipeline import DIRECT, Request
from flows.reading import Asked, Read
from flows.records import Claim, Document
from flows.stages import Outcome, Stage, set_apart
from tests.articles import article, document
from tests.conftest import ROOT
from warehouse.files import work_path
from warehouse.read import fetch, open_published
from warehouse.store import Warehouse

ONE = "Togo thanked Ghana on 1 May 2011 for its help."


def rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    with open_published(warehouse) as con:
        return [tuple(row.values()) for row in fetch(con, query)]


def twice(engine: Engine, batch: Sequence[Document], asked: Asked) -> Future[Read]:
    """Every article stored twice: a broken invariant."""
    found: Future[Read] = Future()
    once = engine.submit(batch, asked).result()
    found.set_result(replace(once, extracted=2 * once.extracted))
    return found


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ONE)
    return folder


def test_a_batch_that_was_held_back_counts_nothing_and_the_ledger_says_so(files: Path, tmp_path: Path) -> None:
    request = Request((str(files),), tmp_path / "w.duckdb", workers=1)
    held = pipeline.run_pipeline(request, replace(DIRECT, read=twice))
    assert held.state == "held"
    assert (held.counts["documents"], held.counts.get("articles", 0), held.counts.get("events", 0)) == (1, 0, 0)
    ledger = "select state, counts ->> 'articles', message like '%article_key%' from runs order by started_at"
    assert rows(request.warehouse, ledger) == [("held", None, True)]

    done = pipeline.run_pipeline(request, DIRECT)
    [(state, model, version)] = rows(
        request.warehouse, "select state, model, version from runs order by started_at desc limit 1"
    )
    assert (state, done.counts["articles"]) == ("completed", 1)
    assert model.startswith("en_core_web_sm")
    assert version

    # a broken invariant of the whole warehouse is no less critical than one of a batch, for who looks at the whole; and
    # where nothing is read, no model has spoken
    with Warehouse.open(request.warehouse, checker=check_plainly) as opened:
        opened._con.execute("insert into timexes by name select * from timexes limit 1")
    command = [sys.executable, "-m", "flows", "audit", "--warehouse", str(request.warehouse)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 3, ended.stderr
    assert "unique_keys" in ended.stdout
    last = "select state, model from runs order by started_at desc limit 1"
    assert rows(request.warehouse, last) == [("held", None)]


def test_a_model_that_is_not_there_is_refused_before_anything_is_written(files: Path, tmp_path: Path) -> None:
    for way in ([], ["--direct"]):
        command = ["run", *way, str(files), "--model", "no_such_model", "--warehouse", str(tmp_path / "w.duckdb")]
        answer = CliRunner().invoke(main, command)
        assert answer.exit_code == 2
        assert "no_such_model" in answer.output
    assert list(tmp_path.glob("w*")) == []


LIE = document("The ministers met on 20 November 2017.")


@pytest.fixture
def reviewed(tmp_path: Path) -> tuple[Path, str]:
    """A warehouse with one doubtful article, and its flag."""
    path = tmp_path / "w.duckdb"
    with Warehouse.open(path, checker=check_plainly) as opened:
        opened.begin_run("first")
        opened.write_documents("first", [LIE])
        opened.write_extracted("first", [article(LIE, verdict="mismatch")])
        opened.finish_run("first", "completed", {})
        opened.publish()
    return path, str(list_queue(path)[0]["flag_id"])


def fails(stage: Stage, function: Any, batch: Sequence[Any]) -> Outcome[Any]:
    return Outcome([], [set_apart(stage, item, "crashed", "it crashed") for item in batch])


def raises(stage: Stage, function: Any, batch: Sequence[Any]) -> Outcome[Any]:
    raise RuntimeError("the machine is on fire")


def breaks(stage: Stage, function: Any, batch: Sequence[Any]) -> Outcome[Any]:
    if stage == "events":
        return Outcome([replace(article(LIE), dated=one) for one in batch for _ in range(2)], [])
    return cast("Outcome[Any]", function(batch))


@pytest.mark.parametrize(
    ("apply", "said", "state", "error"),
    [(fails, "it crashed", "completed", ReviewError), (breaks, "article_key", "held", ReviewError),
     (raises, "on fire", "failed", RuntimeError)],
)  # fmt: skip
def test_a_correction_that_cannot_be_carried_out_is_refused_and_does_not_stand(
    reviewed: tuple[Path, str], apply: Any, said: str, state: str, error: type[Exception]
) -> None:
    path, flag = reviewed

    def reresolve(opened: Warehouse, doc_id: str) -> list[str]:
        return corpus.reresolve(opened, doc_id, apply)

    with pytest.raises(error, match=said):
        decide(path, flag, "corrected", "2016-11-20", reviewer="ada", reresolve=reresolve)
    assert rows(path, "select state from flags where code = 'article_date_mismatch'") == [("open",)]
    assert rows(path, "select count(*) from reviews where withdrawn_at is null") == [(0,)]
    assert rows(path, "select state, version is not null from runs where run_id <> 'first'") == [(state, True)]
    quarantined = [("stage_crashed:clean",)] if apply is fails else []
    assert rows(path, "select code from quarantine where not resolved") == quarantined


def test_a_document_is_worked_out_again_with_the_model_that_read_it(reviewed: tuple[Path, str]) -> None:
    models = []

    def listens(stage: Stage, function: Any, batch: Sequence[Any]) -> Outcome[Any]:
        if stage == "events":
            models.append(function.keywords["models"].spacy)
        return fails(stage, function, batch) if stage == "events" else function(batch)

    with Warehouse.open(reviewed[0], checker=check_plainly) as opened:
        corpus.reresolve(opened, LIE.doc_id, listens)
    assert models == ["test"]


def test_working_again_goes_in_bounded_batches(tmp_path: Path) -> None:
    sizes = []

    def counts(stage: Stage, function: Any, batch: Sequence[Any]) -> Outcome[Any]:
        sizes.extend([len(batch)] if stage == "clean" else [])
        return Outcome([], [])

    many = [document(f"Number {n} of the reports.") for n in range(150)]
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as opened:
        opened.write_documents("first", many)
        corpus.rework(opened, "first", {one.doc_id: [] for one in many}, counts, cause="other documents")
    assert sizes == [64, 64, 22]


def test_a_flag_that_only_its_part_tells_from_another_is_closed(tmp_path: Path) -> None:
    both = document("Two dates.", claims=[Claim("meta a", "x", None), Claim("meta b", "y", None)])
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as opened:
        opened._con.execute(
            "insert into flags (flag_id, doc_id, stage, expectation, code, severity, message, run_id)"
            " select flag_id('twice', ?, null, null, null, part), ?, 'dates', 'twice', 'twice', 'info', part, 'first'"
            " from (values ('a'), ('b')) parts (part)",
            [both.doc_id, both.doc_id],
        )
        opened._con.execute(
            "insert into staging.articles (doc_id, date_verdict, run_id) values (?, 'unknown', 'r')", [both.doc_id]
        )
        opened._con.execute(
            "insert into staging.offences (stage, code, doc_id, part) values ('dates', 'twice', ?, 'b')", [both.doc_id]
        )
        opened._file.run("close_flags", stages=["dates"], whole=False)
        assert opened._con.execute("select message, state from flags order by 1").fetchall() == [
            ("a", "closed"),
            ("b", "open"),
        ]


def test_the_writers_days_are_those_of_utc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as opened:
        assert opened._con.execute("select current_setting('timezone')").fetchone() == ("UTC",)


def test_dedup_tells_a_bad_line_by_file_and_number_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        json.dumps({"doc_id": "a", "text": ONE}) + "\n{no json\n" + json.dumps({"doc_id": "b", "text": ONE})
    )
    answer = CliRunner().invoke(main, ["dedup", str(path)])
    assert answer.exit_code == 0, answer.output
    assert f"{path}, line 2: the line is no JSON" in answer.stderr
    assert [json.loads(line)["doc_id"] for line in answer.stdout.splitlines()] == ["a", "b"]


def test_four_builders_of_one_report_do_not_break_each_other(sample_run: Summary, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        built = list(threads.map(lambda _: build_report(sample_run.warehouse, tmp_path / "site"), range(4)))
    assert sum(one.written > 0 for one in built) >= 1
    assert all(one.index.is_file() for one in built)
    assert not list((tmp_path / "site").rglob("*.part")) + list((tmp_path / "site").rglob("*.tmp"))


def make(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "-f", str(ROOT / "Makefile"), "-o", ".venv/ready", target, f"BIN={Path(sys.executable).parent}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_make_clean_leaves_the_warehouse_and_clean_warehouse_a_persons_reviews(tmp_path: Path) -> None:
    published = tmp_path / "warehouse" / "dateline.duckdb"
    with Warehouse.open(published, checker=check_plainly) as opened:
        opened.write_documents("first", [LIE])
        opened.write_extracted("first", [article(LIE, verdict="mismatch")])
        opened.publish()
    assert make(tmp_path, "clean").returncode == 0
    assert published.exists()

    flag = list_queue(published)[0]["flag_id"]
    decide(published, flag, "accepted", reviewer="ada")
    refused = make(tmp_path, "clean-warehouse")
    assert refused.returncode != 0
    assert "reviews" in refused.stdout
    assert work_path(published).exists()

    with Warehouse.open(published, checker=check_plainly) as opened:
        opened._con.execute("delete from reviews")
        opened.publish()
    gone = make(tmp_path, "clean-warehouse")
    assert gone.returncode == 0, gone.stdout + gone.stderr
    assert not published.exists()
