"""A run with tables of the user's own: what it keeps of them, and what is said of articles read with others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from expectations import checker
from expectations.rules import check_plainly
from flows import operating, pipeline, reworking
from flows.cli import main
from flows.corpus import reresolve
from flows.errors import TablesError
from flows.ledger import Summary
from flows.pipeline import Request, run_pipeline
from flows.processes import StageProcesses
from flows.records import Models
from flows.stages import Outcome, Stage
from tests.reference.folders import folder_of
from warehouse.read import fetch, open_published
from warehouse.store import Warehouse

TEXT = """Quay opens

By Ann Writer, 14 June 2021

ANEHO, June 14 - The Lakeside Front abducted a mayor in Aného on Saturday. Togo's army attacked the Lakeside Front.
"""
ACTORS = "name,country,sector,kind\nLakeside Front,TGO,{},body\n"
PLACES = "name,country,kind,latitude,longitude\nAného,TGO,city,6.23,1.60\n"


def here(stage: Stage, function: Callable[[Any], Outcome[Any]], batch: Sequence[Any]) -> Outcome[Any]:
    """A stage in this process, which has the model already."""
    return function(batch)


STEPS = replace(pipeline.DIRECT, report=lambda warehouse: warehouse.with_suffix(""))


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages run here, audits plainly, and no report is written: what is left is the run."""
    monkeypatch.setattr(StageProcesses, "run", lambda self, *asked: here(*asked))
    monkeypatch.setattr(checker, "GreatExpectations", lambda: check_plainly)
    monkeypatch.setattr(reworking, "build_reports", lambda warehouse: warehouse.with_suffix(""))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The user's folder: an article, and tables by which the Lakeside Front are rebels."""
    folder_of(tmp_path / "tables", actors_csv=ACTORS.format("REB"), places_csv=PLACES)
    return folder_of(tmp_path, article_txt=TEXT)


def run(folder: Path, tables: str | None = "tables") -> Summary:
    reference = folder / tables if tables else None
    request = Request((str(folder / "article.txt"),), folder / "w.duckdb", Models(reader="off"), reference=reference)
    return run_pipeline(request, STEPS)


def sector(folder: Path) -> str:
    with open_published(folder / "w.duckdb") as con:
        query = "select distinct sector from participants where name = 'Lakeside Front'"
        [row] = fetch(con, query)
    return str(row["sector"])


def dateline(folder: Path, *words: str) -> str:
    answer = CliRunner().invoke(main, [*words, "--warehouse", str(folder / "w.duckdb")])
    assert answer.exit_code == 0, answer.output
    return answer.output


def edit(folder: Path) -> None:
    """The user thinks better of it: the Lakeside Front are soldiers."""
    folder_of(folder / "tables", actors_csv=ACTORS.format("MIL"))


def test_what_a_run_keeps_of_the_tables_and_what_becomes_of_articles_read_with_others(folder: Path):
    assert run(folder).read_otherwise == 0
    assert sector(folder) == "REB"
    with open_published(folder / "w.duckdb") as con:
        [kept] = fetch(con, "select reference, folder from reference_files where file = 'actors.csv'")
        assert kept["folder"] == str(folder / "tables")
        assert fetch(con, "select reference from runs") == [{"reference": kept["reference"]}]
        assert fetch(con, "select latitude from places where name = 'Aného'") == [{"latitude": 6.23}]
    said = " ".join(dateline(folder, "status").split())
    assert f"{kept['reference']} {folder / 'tables'}: actors.csv, places.csv" in said

    edit(folder)
    assert run(folder).read_otherwise == 1  # what was read stays as it is …
    assert operating.state_of(folder / "w.duckdb")["waiting"]["articles read with other tables"] == 1
    with Warehouse.open(folder / "w.duckdb", checker=check_plainly) as warehouse:
        [doc_id] = warehouse.known_documents()
        assert reresolve(warehouse, doc_id, here) == []  # … after a review, too …
        warehouse.publish()
    assert sector(folder) == "REB"
    assert "1 articles to work out again" in dateline(folder, "rework", "--reader", "off")
    assert sector(folder) == "MIL"  # … until it is worked out again
    assert "nothing to work out again" in dateline(folder, "rework", "--reader", "off")

    dateline(folder, "rework", "--reader", "off", "--reference", "none")
    with open_published(folder / "w.duckdb") as con:
        assert fetch(con, "select 1 from participants where name = 'Lakeside Front' and sector = 'MIL'") == []
        assert fetch(con, "select 1 from places where name = 'Aného'") == []


def test_a_folder_that_is_written_wrongly_stops_the_run_before_it_begins(folder: Path):
    folder_of(folder / "tables", actors_csv=ACTORS.format("RBL"))
    with pytest.raises(TablesError, match=r"actors\.csv:2:20: sector: 'RBL' is no sector"):
        run(folder)
    assert not (folder / "w.duckdb").exists()
