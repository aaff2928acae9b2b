"""Whenever a document is worked out again, its date is the same: it hangs on what is stored, not on the clock."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from expectations.rules import check_plainly
from flows.annotations import Options, annotate_lines
from flows.corpus import reresolve
from flows.ledger import Summary
from flows.stages import Outcome, Stage
from tests import readme
from warehouse.read import fetch, open_published
from warehouse.store import Warehouse

Later = Callable[[int], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Set the clock of every module of ours by so many days."""

    def move(days: int) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz) + timedelta(days)

        ours = [m for name, m in sys.modules.items() if name.split(".")[0] in ("flows", "warehouse", "expectations")]
        for module in ours:
            if getattr(module, "datetime", None) is datetime:
                monkeypatch.setattr(module, "datetime", Moved)

    return move


def here(stage: Stage, function: Callable[[Any], Outcome[Any]], batch: Sequence[Any]) -> Outcome[Any]:
    """A stage in this process, whose clock is set."""
    return function(batch)


def test_working_an_article_out_years_later_changes_nothing(sample_copy: Path, later: Later) -> None:
    undated = ["02_no_date_at_all.txt", "06_image_id_like_a_time_stamp.txt", "07_the_15th_and_last_september.txt"]
    query = "select doc_id from documents where parse_filename(source_uri) in (select unnest($names))"
    with open_published(sample_copy) as con:
        chosen = [row["doc_id"] for row in fetch(con, query, {"names": undated})]
        before = fetch(con, "select doc_id, date_from, date_to, date_reason from articles order by doc_id")
    assert len(chosen) == len(undated)
    later(730)
    with Warehouse.open(sample_copy, checker=check_plainly) as warehouse:
        for doc_id in chosen:
            assert reresolve(warehouse, doc_id, here) == []
        warehouse.publish()
    with open_published(sample_copy) as con:
        assert fetch(con, "select * from date_changes where cause = 'review'") == []
        assert fetch(con, "select doc_id, date_from, date_to, date_reason from articles order by doc_id") == before


def test_every_article_keeps_the_day_by_which_it_was_written(sample_run: Summary) -> None:
    with open_published(sample_run.warehouse) as con:
        query = "select count(*) as n, any_value(says_to) as day from date_evidence where kind = 'taken in'"
        articles = fetch(con, "select count(*) as n from articles")[0]["n"]
        assert fetch(con, query) == [{"n": articles, "day": date(2026, 11, 1)}]


def test_an_older_warehouse_falls_back_on_the_day_of_ingestion(sample_copy: Path) -> None:
    with Warehouse.open(sample_copy, checker=check_plainly) as warehouse:
        warehouse._con.execute("update documents set metadata = json_merge_patch(metadata, '{\"taken_in\": null}')")
        [(doc_id, day)] = warehouse._con.execute("select doc_id, ingested_at::date from documents limit 1").fetchall()
        [read] = warehouse.documents([doc_id])
    assert (read.taken_in.day, read.taken_in.how) == (day, "ingested")


def test_annotate_as_of_a_day_says_the_same_on_any_day(later: Later) -> None:
    line = json.dumps({"doc_id": 1, "text": "The ferry company sold its last two boats after the strike of 2016."})
    options = Options(until="dates", as_of=date(2020, 5, 4))
    before = list(annotate_lines([line], options))
    later(1000)
    assert list(annotate_lines([line], options)) == before
    evidence = json.loads(before[0])["article_date"]["evidence"]
    assert ("taken in", "2020-05-04") in [(e["kind"], e["to"]) for e in evidence]


def test_as_of_is_a_day(tmp_path: Path) -> None:
    from flows.cli import main

    for wrong, why in (("soon", "does not match"), ("1815-06-18", "before 1900")):
        result = CliRunner().invoke(main, ["run", str(tmp_path), "--as-of", wrong])
        assert result.exit_code == 2
        assert why in result.output


def test_readme_shows_what_the_sample_run_prints(sample_run: Summary) -> None:
    assert readme.printed(sample_run) == readme.shown(), "python -m tests.readme writes what a run prints into README"


def test_the_sample_is_taken_in_on_the_day_that_make_run_says() -> None:
    assert f"run seeds/articles --as-of {readme.AS_OF}\n" in (readme.ROOT / "Makefile").read_text(encoding="utf-8")
