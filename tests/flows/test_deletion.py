"""What has to go is gone from every table, file and page, and does not come back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.pipeline import DIRECT, Request, reports_folder, run_pipeline
from tests.conftest import ARTICLES
from warehouse.files import connect_work, work_path
from warehouse.read import fetch, open_published

if TYPE_CHECKING:
    from flows.ledger import Summary

GONE = "08"
"""The article that 09 repeats: others lean on it."""


@pytest.fixture(scope="module")
def deleted(sample_run: Summary, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A warehouse without the article, and what was known of it: doc_id, text, file name."""
    folder = tmp_path_factory.mktemp("deleted")
    for path in sample_run.warehouse.parent.glob("sample*.duckdb"):
        shutil.copy(path, folder / path.name)
    warehouse = folder / "sample.duckdb"
    with open_published(warehouse) as con:
        known = fetch(con, "select doc_id, text, source_uri from documents where contains(source_uri, '/08')")[0]
    assert Path(known["source_uri"]).name.encode() in warehouse.read_bytes()  # as it can be found in a file
    command = ["delete", known["doc_id"][:14], "--yes", "--reason", "request 7", "--by", "ana"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(folder / "prefect"))
        patch.delenv("PREFECT_API_URL", raising=False)
        answer = CliRunner().invoke(main, [*command, "--warehouse", str(warehouse)])
    assert answer.exit_code == 0, answer.output
    assert "the same text stands in" in answer.output
    return warehouse, known


def holds(con: duckdb.DuckDBPyConnection, what: str) -> list[str]:
    """The tables, of all schemas, with a row that has ``what`` in any of its columns."""
    tables = con.execute("select schema_name, table_name from duckdb_tables() where not internal").fetchall()
    return [
        f"{schema}.{table}"
        for schema, table in tables
        if con.execute(f"select 1 from {schema}.{table} t where contains(t::varchar, ?) limit 1", [what]).fetchone()
    ]


def test_a_deleted_document_is_gone_for_good(deleted: tuple[Path, dict[str, str]]) -> None:
    warehouse, known = deleted
    name = Path(known["source_uri"]).name
    sentence = known["text"].strip().splitlines()[-1][:40]
    with connect_work(warehouse) as con:
        assert holds(con, known["doc_id"]) == ["main.tombstones"]
        assert holds(con, name) == []
        assert con.execute("select deleted_by, reason from tombstones").fetchall() == [("ana", "request 7")]
        dangling = "select canonical_id from event_links where canonical_id not in (select event_id from events)"
        assert con.execute(dangling).fetchall() == []
        assert con.execute("select count(*) from articles where contains(date_reason, ?)", [name]).fetchone() == (0,)
    for file in (warehouse, work_path(warehouse)):
        data = file.read_bytes()
        assert name.encode() not in data
    pages = [page for page in reports_folder(warehouse).rglob("*") if page.is_file()]
    assert pages
    assert not [page for page in pages if name.encode() in page.read_bytes()]
    with open_published(warehouse) as con:
        copies = fetch(con, "select text from documents where contains(text, ?)", [sentence])
    assert [row for row in copies if row["text"] == known["text"]] == []


def test_it_is_not_taken_in_again_under_any_name(deleted: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    warehouse, known = deleted
    folder = tmp_path / "again"
    folder.mkdir()
    for file in ARTICLES.glob("08*"):
        shutil.copy(file, folder / f"renamed{file.suffix}")
    (folder / "other_bytes.txt").write_text("\ufeff" + known["text"], encoding="utf-8")
    run_pipeline(Request((str(folder),), warehouse), DIRECT)
    with open_published(warehouse) as con:
        assert fetch(con, "select doc_id from documents where text = ?", [known["text"]]) == []
