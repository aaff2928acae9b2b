"""The database says itself what its tables, views and columns are, and the page in docs says the same."""

from pathlib import Path

from expectations.rules import check_plainly
from tests.warehouse.schema import PAGE, described, page
from warehouse.comments import comment, read_comments
from warehouse.read import open_published
from warehouse.store import Warehouse

UNSAID = """
    select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal and comment is null
    union all select table_name, '' from duckdb_tables() where schema_name = 'main' and not internal and comment is null
    union all select view_name, '' from duckdb_views() where schema_name = 'main' and not internal and comment is null
"""


def test_every_table_view_and_column_has_a_comment():
    assert described().execute(UNSAID).fetchall() == []


def test_nothing_is_described_that_is_not_there():
    con = described()
    columns = {name for (name,) in con.execute("select column_name from duckdb_columns()").fetchall()}
    objects = {name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()}
    assert set(read_comments()["tables"]) <= objects
    assert set(read_comments()["columns"]) <= columns
    assert set(read_comments()) - {"tables", "columns"} <= objects


def test_comments_are_written_once():
    assert comment(described()) == 0


def test_the_published_file_has_them(tmp_path: Path):
    path = tmp_path / "news.duckdb"
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.publish()
    with open_published(path) as con:
        assert con.execute(UNSAID).fetchall() == []


def test_the_page_says_what_the_database_says():
    assert PAGE.read_text("utf-8") == page(), "python -m tests.warehouse.schema writes it anew"
