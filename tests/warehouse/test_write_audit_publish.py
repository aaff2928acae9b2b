"""A batch is written, looked at, and kept or rolled back whole."""

from pathlib import Path

import duckdb
import pytest

from expectations.rules import check_plainly
from flows.records import Quarantined
from tests.articles import article, document, event, timex
from warehouse.files import connect_published
from warehouse.store import Warehouse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


def rows(path: Path, sql: str) -> list[tuple]:
    with connect_published(path) as con:
        return con.execute(sql).fetchall()


def test_what_is_published_is_what_was_written(path: Path) -> None:
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.begin_run("first")
        story = document("Ministers met on Monday in Vienna.")
        warehouse.write_documents("first", [story, Quarantined("broken.txt", "", "no_text", "the bytes are no text")])
        warehouse.write_extracted(
            "first", [article(story, timexes=[timex(story, "Monday")], events=[event(story, "met")])]
        )
        warehouse.finish_run("first", "completed", {"documents": 1}, model="a-model 1.0")
        warehouse.publish()
    assert rows(path, "select text from timexes") == [("Monday",)]
    assert rows(path, "select text, status from events") == [("met", "happened")]
    assert rows(path, "select source_uri, code from quarantine_open") == [("broken.txt", "no_text")]
    assert rows(path, "select state, model, counts ->> 'documents' from runs") == [("completed", "a-model 1.0", "1")]


def test_writing_the_same_again_changes_nothing(path: Path) -> None:
    story = document("Ministers met on Monday in Vienna.")
    batch = [article(story, timexes=[timex(story, "Monday")], events=[event(story, "met")], verdict="unknown")]
    counts = []
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        for run in ("first", "second"):
            warehouse.begin_run(run)
            warehouse.write_documents(run, [story, story, Quarantined("broken.txt", "", "no_text", "no text")])
            warehouse.write_extracted(run, batch)
            warehouse.publish()
            tables = (
                "documents",
                "quarantine",
                "articles",
                "timexes",
                "events",
                "flags",
                "date_changes",
            )
            counts.append([rows(path, f"select count(*) from {table}") for table in tables])
    assert counts[0] == counts[1]


def test_a_broken_invariant_holds_the_batch_and_names_the_offender(path: Path) -> None:
    good, bad = document("Ministers met in Vienna."), document("Troops left the city.")
    beyond = event(bad, "left", end=1000)
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.begin_run("first")
        warehouse.write_documents("first", [good, bad])
        audit = warehouse.write_extracted("first", [article(good), article(bad, events=[beyond])])
        assert audit.held
        assert audit.offenders == {bad.doc_id}
        pending = {d.doc_id for batch in warehouse.pending(10) for d in batch}
        assert pending == {good.doc_id, bad.doc_id}
        warehouse.publish()
        assert rows(path, "select code, doc_id from open_flags where stage = 'events'") == [("event_span", bad.doc_id)]

        assert not warehouse.write_extracted("second", [article(good), article(bad)]).held
        warehouse.publish()
    assert rows(path, "select state from flags where severity = 'critical'") == [("closed",)]


def test_a_reader_of_the_published_copy_never_stops_a_run(path: Path) -> None:
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.publish()
        with duckdb.connect(str(path), read_only=True) as reader:
            warehouse.write_documents("first", [document("A story.")])
            warehouse.publish()
            assert reader.execute("select count(*) from documents").fetchone() == (0,)
    assert rows(path, "select count(*) from documents") == [(1,)]


def test_the_published_file_is_of_a_format_that_older_clients_read(path: Path) -> None:
    with Warehouse.open(path) as warehouse:
        warehouse.publish()
    [(tags,)] = rows(path, "select tags from duckdb_databases() where database_name = 'news'")
    assert tags["storage_version"].startswith("v1.0")
