"""A run takes everything in, works everything off, and running again changes nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dateutil.parser import parse

from expectations.rules import check_plainly
from flows import pipeline
from flows.ledger import Summary, new_run_id
from flows.pipeline import DIRECT, Request, run_pipeline
from flows.reading import Read
from flows.records import Document
from tests.articles import article
from tests.conftest import ARTICLES
from warehouse.read import fetch, open_published
from warehouse.store import Warehouse

TABLES = ("documents", "articles", "regions", "date_evidence", "timexes", "events", "participants", "quarantine")


def counts(warehouse: Path) -> dict[str, int]:
    with open_published(warehouse) as con:
        return {table: fetch(con, f"select count(*) as n from {table}")[0]["n"] for table in TABLES}


def verdicts(warehouse: Path) -> dict[str, str]:
    with open_published(warehouse) as con:
        query = "select parse_filename(source_uri) as name, date_verdict from articles join documents using (doc_id)"
        return {row["name"]: row["date_verdict"] for row in fetch(con, query)}


def test_every_input_ends_as_a_document_or_a_quarantine_row(sample_run: Summary) -> None:
    found = counts(sample_run.warehouse)
    files = len([path for path in ARTICLES.iterdir() if path.suffix != ".jsonl"])
    lines = len((ARTICLES / "13_wire.jsonl").read_text().splitlines())
    assert found["documents"] + found["quarantine"] == files + lines
    assert found["articles"] == found["documents"]
    assert found["events"] > 0


def test_the_article_whose_page_date_lies_is_a_mismatch_and_the_worst_flag(sample_run: Summary) -> None:
    assert verdicts(sample_run.warehouse)["01_page_date_years_later.txt"] == "mismatch"
    with open_published(sample_run.warehouse) as con:
        worst = fetch(con, "select code, source_uri from open_flags limit 1")[0]
    assert worst["code"] == "article_date_mismatch"


def test_a_right_date_raises_no_doubt(sample_run: Summary) -> None:
    found = verdicts(sample_run.warehouse)
    for name in ("03_hard_wrapped.txt", "12_right_metadata.html", "10_planned_visit.txt", "11_visit_took_place.txt"):
        assert found[name] in ("confirmed", "consistent"), name


def test_an_article_without_a_date_gets_an_interval_never_a_guess(sample_run: Summary) -> None:
    assert verdicts(sample_run.warehouse)["02_no_date_at_all.txt"] == "inferred"


def test_running_again_changes_nothing(sample_copy: Path) -> None:
    before = counts(sample_copy)
    again = run_pipeline(Request((str(ARTICLES),), sample_copy), DIRECT)
    assert again.counts.get("documents", 0) == 0
    assert counts(sample_copy) == before


def test_what_an_interrupted_run_took_in_is_worked_off_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    document = Document("d" * 64, "gone.txt", "", "text/plain", "Peru and Chile signed a treaty on 3 May 2012.")
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.begin_run("killed")
        warehouse.write_documents("killed", [document])
    other = tmp_path / "other.txt"
    other.write_text("Mali recalled its ambassador on 4 June 2013.")
    run_pipeline(Request((str(other),), path), DIRECT)
    assert counts(path)["articles"] == 2


def made_up(engine: Any, batch: Sequence[Document], asked: Any) -> Future[Read]:
    """Reads nothing: every document is an article without an event."""
    found: Future[Read] = Future()
    found.set_result(Read([], [], [article(one) for one in batch], []))
    return found


def test_a_long_run_publishes_what_it_has_while_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.Pace, "is_due", lambda pace: True)
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(f"The dam number {n} broke.")
    seen: list[tuple[int, int]] = []

    def publish(warehouse: Warehouse) -> None:
        warehouse.publish()
        published = counts(warehouse.path)
        seen.append((published["documents"], published["articles"]))

    steps = replace(DIRECT, read=made_up, publish=publish, report=lambda path: path)
    run_pipeline(Request((str(tmp_path / "in"),), tmp_path / "w.duckdb", batch_size=1, workers=1), steps)
    assert seen == [(1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (3, 3), (3, 3)]


def test_a_long_run_publishes_every_three_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    now, due = 1000.0, []
    monkeypatch.setattr("flows.pipeline.time.monotonic", lambda: now)
    pace = pipeline.Pace()
    for second in range(0, 1000, 10):
        now = 1000.0 + second
        pace.keep(partial(due.append, second))
    assert due == [180, 360, 540, 720, 900]


def test_publishing_takes_no_more_than_a_twentieth_of_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PUBLISH_EVERY", 0.0)
    pace = pipeline.Pace()
    assert pace.is_due()
    pace.keep(lambda: time.sleep(0.2))
    assert not pace.is_due()  # not for another four seconds


def test_the_name_of_a_run_is_never_taken_for_a_time() -> None:
    for name in (new_run_id() for _ in range(2000)):
        with pytest.raises(ValueError, match="Unknown string format"):
            parse(name)
