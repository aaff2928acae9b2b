"""A run that finds nothing new does nothing: no copy, no report, no audit; and nothing that is new is missed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from expectations.rules import check_plainly
from flows import corpus
from flows.ingest import read, unchanged
from flows.ingest.unchanged import Stamp
from flows.inputs import Inputs
from flows.pipeline import DIRECT, Request, Steps, run_pipeline
from flows.records import Quarantined
from tests.articles import article, document
from tests.conftest import ROOT
from warehouse.files import connect_work
from warehouse.publish import published_number
from warehouse.store import Warehouse

TOLD = "Togo thanked Ghana on 1 May 2011 for its help."


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of these tests were written long ago."""
    monkeypatch.setattr(unchanged, "_SETTLED_NS", -10_000_000_000)


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    """One file, taken in and worked off, its corpus connected, published."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "told.txt").write_text(TOLD)
    told = document(TOLD, raw=TOLD.encode())
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as warehouse:
        warehouse.begin_run("first")
        warehouse.write_documents("first", [told])
        warehouse.write_extracted("first", [article(told)])
        corpus.settle_corpus(warehouse)
        warehouse.upkeep.settled()
        warehouse.finish_run("first", "completed", {})
        warehouse.publish()
    (tmp_path / "w-reports").mkdir()
    (tmp_path / "w-reports" / "index.html").write_text("built")
    (tmp_path / "w-reports" / ".built.json").write_text("{}")
    return Request((str(tmp_path / "in"),), tmp_path / "w.duckdb", workers=1)


def only(**wanted: Any) -> Steps:
    """Steps that fail the test when they are taken, but for ``wanted``."""

    def never(*_: object) -> Any:
        raise AssertionError("a step was taken in a run with nothing new")

    names = ("read", "store_documents", "store_read", "connect", "publish", "report", "notify")
    return replace(DIRECT, **dict.fromkeys(names, never) | wanted)


def runs(path: Path) -> list[tuple[str, str]]:
    with connect_work(path) as con:
        return con.execute("select run_id, state from runs order by started_at").fetchall()


def test_nothing_is_copied_built_or_audited_and_the_ledger_has_the_run(request_: Request) -> None:
    copy = request_.warehouse.stat()
    done = run_pipeline(request_, only())
    again = run_pipeline(request_, only())
    assert (done.is_news, again.is_news) == (False, False)
    assert (request_.warehouse.stat().st_ino, request_.warehouse.stat().st_mtime_ns) == (copy.st_ino, copy.st_mtime_ns)
    assert runs(request_.warehouse)[1:] == [(done.run_id, "completed"), (again.run_id, "completed")]


def test_great_expectations_is_not_even_imported(request_: Request) -> None:
    script = (
        "import sys; from pathlib import Path; from flows.pipeline import DIRECT, Request, run_pipeline\n"
        "assert not run_pipeline(Request((sys.argv[1],), Path(sys.argv[2])), DIRECT).is_news\n"
        "heavy = {'great_expectations', 'spacy', 'prefect', 'pandas', 'trafilatura'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    command = [sys.executable, "-c", script, *request_.sources, str(request_.warehouse)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_what_was_committed_and_not_published_is_published_by_the_next_run(request_: Request) -> None:
    with Warehouse.open(request_.warehouse, checker=check_plainly) as warehouse:  # and killed before it published
        warehouse.write_documents("killed", [Quarantined("b.txt", "", "empty", "nothing in it")])
        assert not warehouse.is_published()
    assert run_pipeline(request_, only(publish=DIRECT.publish, report=lambda path: path)).is_news
    with Warehouse.open(request_.warehouse) as warehouse:
        assert warehouse.is_published()


def test_a_run_that_was_killed_is_closed_for_readers_too(request_: Request) -> None:
    with Warehouse.open(request_.warehouse) as warehouse:
        warehouse.begin_run("killed")
    assert run_pipeline(request_, only(publish=DIRECT.publish, report=lambda path: path)).is_news
    assert ("killed", "failed") in runs(request_.warehouse)


def test_a_report_that_was_not_finished_is_built_without_another_copy(request_: Request) -> None:
    (request_.warehouse.parent / "w-reports" / ".built.json").unlink()
    built: list[Path] = []
    run_pipeline(request_, only(report=lambda path: built.append(path) or path))
    assert built == [request_.warehouse]


def test_a_lost_copy_is_made_again(request_: Request) -> None:
    request_.warehouse.unlink()
    assert published_number(request_.warehouse) is None
    assert run_pipeline(request_, only(publish=DIRECT.publish, report=lambda path: path)).is_news


class Remembers:
    """A memory of files as a run has it, without a warehouse."""

    def __init__(self) -> None:
        self.read: list[Stamp] = []

    def to_read(self, files: Any) -> Any:
        return [file for file in files if unchanged.stamp(file) not in self.read]

    def was_read(self, file: Stamp) -> None:
        self.read.append(file)


def names(found: Any) -> list[str]:
    return [Path(one.source_uri).name for one in found]


def test_a_file_is_read_once_and_again_when_it_changes(tmp_path: Path) -> None:
    memory = Remembers()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"The text of {name}.")
    assert names(read([str(tmp_path)], memory=memory)) == ["a.txt", "b.txt"]
    (tmp_path / "b.txt").write_text("Another text.")
    (tmp_path / "c.txt").write_bytes(b"")
    assert names(read([str(tmp_path)], memory=memory)) == ["b.txt", "c.txt"]
    assert names(read([str(tmp_path)], memory=memory)) == []


def test_a_file_counts_as_read_after_its_last_answer(tmp_path: Path) -> None:
    memory = Remembers()
    (tmp_path / "a.jsonl").write_text('{"text": "One text."}\n{"text": "Two texts."}\n')
    answers = read([str(tmp_path / "a.jsonl")], memory=memory)
    next(answers)
    next(answers)
    assert memory.read == []
    assert list(answers) == []
    assert len(memory.read) == 1


def test_a_file_that_changed_just_now_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_SETTLED_NS", 60_000_000_000)
    memory = Remembers()
    (tmp_path / "a.txt").write_text("A text.")
    list(read([str(tmp_path)], memory=memory))
    assert memory.read == []


def test_what_another_version_fields_or_limits_read_is_read_again(request_: Request) -> None:
    run_pipeline(request_, only())
    with Warehouse.open(request_.warehouse) as warehouse:
        files = [Path(request_.sources[0]) / "told.txt"]
        assert Inputs(warehouse, {}, {}).to_read(files) == []
        assert Inputs(warehouse, {"text": "Inhalt"}, {}).to_read(files) == files
        assert Inputs(warehouse, {}, {"page_seconds": "9"}).to_read([None, *files]) == [None, *files]


def test_a_trouble_that_is_known_is_not_stored_again(tmp_path: Path) -> None:
    broken = Quarantined("b.txt", "", "unreadable", "it cannot be read")
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as warehouse:
        assert not warehouse.has_been_told([broken])
        warehouse.write_documents("first", [broken])
        assert warehouse.has_been_told([broken])
        assert not warehouse.has_been_told([broken, replace(broken, message="it cannot be opened")])
        assert not warehouse.has_been_told([document(TOLD)])


def test_a_batch_that_was_held_back_leaves_its_files_unread(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TOLD)
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as warehouse:
        held = replace(warehouse.write_documents("first", [document(TOLD)]), held=True)
        memory, file = Inputs(warehouse, {}, {}), tmp_path / "a.txt"
        stamp = unchanged.stamp(file)
        assert stamp is not None
        memory.was_read(stamp)
        memory.stored(held)
        memory.was_read(stamp)
        memory.stored()
        assert memory.to_read([file]) == [file]
