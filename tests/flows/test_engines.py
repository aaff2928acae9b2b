"""Batches read on other machines: a real scheduler and workers, each a process in a folder of its own."""

from __future__ import annotations

import logging
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from flows import engines
from flows.cli import main
from flows.engines import check_engine, open_engine, pages_ahead, read_ahead
from flows.engines.installation import _LIBRARIES, _parts
from flows.errors import EngineError, NoEngineError, SettingError
from flows.ingest import FieldMap, Limits, read
from flows.ledger import Summary
from flows.pipeline import DIRECT, Request, run_pipeline
from flows.reading import Asked, Read
from flows.records import OURS, Document
from flows.worker import Worker
from tests import readme
from tests.articles import document
from tests.benchmarks.plan_crawl import archive_of, page_of
from tests.benchmarks.run_in_fork import RULES_ALONE
from tests.cluster import Cluster, wait_for
from tests.conftest import ARTICLES, ROOT
from tests.flows.poison import poisoned
from tests.flows.test_one_document import BAD, GOOD
from tests.reference.folders import tables_of
from tests.warehouse.content import everything

pytestmark = pytest.mark.slow

CLEAN = Asked(until="clean")
FRESH = Limits(stage_seconds=61)  # settings that no process at hand has: one has to be started
UNREPORTED = replace(DIRECT, report=lambda path: path)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and workers ``a`` and ``b``; ``other`` has a dateline of another version."""
    folder = tmp_path_factory.mktemp("cluster")
    other = folder / "other-version"
    shutil.copytree(ROOT / "flows", other / "flows", ignore=shutil.ignore_patterns("__pycache__"))
    init = other / "flows" / "__init__.py"
    init.write_text(init.read_text("utf-8").replace("__version__ = ", "__version__ = '0.0.1' or "), "utf-8")
    with Cluster(folder, poisoned(folder / "poison")) as cluster:
        cluster.add_worker("a")
        cluster.add_worker("b")
        cluster.add_worker("other", other)
        wait_for(lambda: len(cluster.workers()) == 3)
        yield cluster


# ---------------------------------------------------------------- answers
def test_a_run_on_other_machines_and_one_here_agree_to_the_row(
    cluster: Cluster, sample_run: Summary, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    request = Request((str(ARTICLES),), tmp_path / "w.duckdb", batch_size=4, engine=cluster.address, as_of=readme.AS_OF)
    with caplog.at_level(logging.WARNING, "dateline"):
        summary = run_pipeline(request, UNREPORTED)
    assert summary.counts == sample_run.counts
    ours, theirs = everything(summary.warehouse), everything(sample_run.warehouse)
    assert ours == theirs
    assert len(ours["articles"]) > 10
    [refused] = [line.getMessage() for line in caplog.records if "refused" in line.getMessage()]
    assert "it has dateline 0.0.1 (" in refused


def test_a_document_that_is_too_much_for_a_worker_is_set_apart_as_it_is_at_home(cluster: Cluster) -> None:
    text, code, cause = BAD["swells"]
    batch = [document(GOOD), document(text, source_uri="swells.txt")]
    with open_engine(cluster.address, limits=Limits(stage_memory_bytes=512 << 20), models=RULES_ALONE) as engine:
        found = engine.submit(batch, CLEAN).result()
    assert [article.document for article in found.articles] == batch[:1]
    [failure] = found.failures
    assert (failure.source_uri, failure.code) == ("swells.txt", code)
    assert cause in failure.message


def test_tables_of_the_users_own_go_with_each_batch(cluster: Cluster, tmp_path: Path) -> None:
    actors = "name,country,sector,kind\nLakeside Front,TGO,REB,body\n"
    tables = tables_of(tmp_path / "mine", actors_csv=actors)
    batch = [document("Vellin, 8 July 2014 - The Lakeside Front abducted a mayor on 7 July 2014, officials said.")]
    found = {}
    for reference in (tables, OURS):
        with open_engine(cluster.address, models=RULES_ALONE, reference=reference) as engine:
            [read] = engine.submit(batch, Asked(models=RULES_ALONE, reference=reference)).result().extracted
            found[reference.digest] = {p.country for event in read.events for p in event.participants}
    assert "TGO" in found[tables.digest]
    assert "TGO" not in found[OURS.digest]


def unasked(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a page was read where the run is")


def test_pages_are_read_on_other_machines_and_the_documents_are_those_of_a_run_alone(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_ahead, "SENT", 8_000)  # an archive of six pages is cut twice
    (tmp_path / "a.warc.gz").write_bytes(archive_of(6))
    (tmp_path / "b.html").write_bytes(page_of("Dam breaks", f"{GOOD}\n" * 12, "2011-05-03", 7))
    (tmp_path / "c.html").write_bytes((tmp_path / "b.html").read_bytes())  # is told as read before
    (tmp_path / "d.txt").write_text(GOOD)
    (tmp_path / "e.html").write_bytes(b"<html><body></body></html>")  # is refused, there and here
    patient = Limits(page_seconds=100)
    alone = list(read([str(tmp_path)], limits=patient))
    monkeypatch.setattr(Worker, "run", unasked)
    with open_engine(cluster.address, limits=patient, models=RULES_ALONE) as engine:
        together = list(read([str(tmp_path)], limits=patient, pages=engine.intake(FieldMap())[0]))
    assert together == alone
    assert [type(one).__name__ for one in alone] == ["Document"] * 7 + ["Quarantined", "Document", "Quarantined"]


# ---------------------------------------------------------------- what happens on the way
def test_what_nobody_waits_for_any_more_is_ended_at_once(cluster: Cluster) -> None:
    begun, patient = time.monotonic(), Limits(stage_seconds=600)
    with open_engine(cluster.address, limits=patient, models=RULES_ALONE) as engine, cluster.asked() as client:
        hanging = [engine.submit([document(f"The court HANGS on {n} May 2011.")], CLEAN) for n in range(1, 7)]
        wait_for(lambda: len(at_work(client)) == 2 < len(hanging))
    with cluster.asked() as client:
        wait_for(lambda: not client.run_on_scheduler(count_tasks))
    with open_engine(cluster.address, limits=patient, models=RULES_ALONE) as engine:  # both can read again
        for reading in [engine.submit([document(GOOD)], CLEAN) for _ in range(2)]:
            assert len(reading.result().articles) == 1
    assert time.monotonic() - begun < patient.stage_seconds


def at_work(client: Any) -> set[str]:
    return {worker for worker, tasks in client.processing().items() if tasks}


def count_tasks(dask_scheduler: Any) -> int:
    return len(dask_scheduler.tasks)


def test_a_version_that_nobody_has_is_refused_in_a_sentence_and_nothing_is_written(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.engines import on_dask

    monkeypatch.setattr(on_dask, "installation", lambda: "dateline 9.9.9 (0123456789ab)")
    with pytest.raises(EngineError, match=r"this run has dateline 9\.9\.9 .*, and it has dateline 0\.0\.1"):
        run_pipeline(Request((str(ARTICLES),), tmp_path / "w.duckdb", engine=cluster.address), DIRECT)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_worker_was_reading_is_read_by_another(cluster: Cluster) -> None:
    batches = [[document(f"Togo thanked Ghana on {n} May 2011 for its help.")] for n in range(1, 9)]
    with open_engine(cluster.address, limits=FRESH, models=RULES_ALONE) as engine, cluster.asked() as client:
        readings = [engine.submit(batch, CLEAN) for batch in batches]
        wait_for(lambda: len(at_work(client)) == 2)  # loading what they read with
        cluster.processes["b"].send_signal(signal.SIGKILL)
        found = [reading.result() for reading in readings]
    assert cluster.processes["b"].wait(5) == -signal.SIGKILL
    assert cluster.workers() == {"a", "other"}
    assert [[article.document for article in one.articles] for one in found] == batches


def test_a_scheduler_that_goes_is_told_in_a_sentence(cluster: Cluster) -> None:
    with open_engine(cluster.address, limits=FRESH, models=RULES_ALONE) as engine:
        reading = engine.submit([document(GOOD)], CLEAN)
        cluster.processes["scheduler"].kill()
        with pytest.raises(EngineError, match=r"^dask://\S+: the scheduler has gone; the next run goes on from here$"):
            reading.result()


# ---------------------------------------------------------------- what is said before anything begins
def test_an_address_where_nobody_answers_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.engines import on_dask

    monkeypatch.setattr(on_dask, "_CONNECT_SECONDS", 0.2)
    with pytest.raises(EngineError, match=r"^dask://127.0.0.1:9: no scheduler of Dask's answers there$"):
        run_pipeline(Request((str(ARTICLES),), tmp_path / "w.duckdb", engine="dask://127.0.0.1:9"), DIRECT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "dask://", "dask://host", "dask://host:port", "8786"])
def test_what_is_no_address_of_an_engine_is_bad_usage(address: str) -> None:
    with pytest.raises(SettingError, match="is no engine such as dask://"):
        check_engine(address)
    done = CliRunner().invoke(main, ["run", "--direct", "--engine", address, str(ARTICLES)])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(NoEngineError, match=r"pip install 'dateline\[dask\]'"):
        check_engine("dask://scheduler:8786")
    done = CliRunner().invoke(main, ["worker", "dask://scheduler:8786"])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_an_installation_is_told_by_its_code_its_word_lists_its_reader_and_its_libraries() -> None:
    named = {name for name, _ in _parts()}
    assert {"flows/dates/__init__.py", "reference/verb_frames.txt", "python", *_LIBRARIES} <= named
    assert any(name.startswith("reader/small/") for name in named)


# ---------------------------------------------------------------- how many are under way
class Counting:
    """An engine that reads nothing and counts what it was given and not yet asked for."""

    at_once = 3

    def __init__(self) -> None:
        self.waiting = self.most = 0

    def submit(self, batch: Sequence[Document]) -> Future[Read]:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        found: Future[Read] = Future()
        found.set_result(Read([], [], [], [], {"clean": float(len(batch))}))
        return found


def test_no_more_batches_are_under_way_than_the_engine_wants_and_they_come_in_order() -> None:
    engine: Any = Counting()
    sizes = []
    for found in read_ahead(engine.submit, ([document("x")] * n for n in range(1, 20)), engine):
        engine.waiting -= 1
        sizes.append(found.seconds["clean"])
    assert sizes == list(range(1, 20))
    assert engine.most == 3
