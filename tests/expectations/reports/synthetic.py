"""A warehouse of invented articles for the tests and the bench of the reports: true offsets, any size, in seconds."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.migrate import migrate


def empty_warehouse(path: Path) -> duckdb.DuckDBPyConnection:
    """A new database file with the warehouse's schema and no rows."""
    con = duckdb.connect(str(path))
    migrate(con)
    return con


def synthetic_warehouse(path: Path, articles: int, runs: int = 10) -> Path:
    """Fill ``path`` with ``articles`` invented articles from ``runs`` runs; every seventh lies about its date."""
    with empty_warehouse(path) as con:
        con.execute("begin")
        for statement in duckdb.extract_statements(Path(__file__).with_suffix(".sql").read_text("utf-8")):
            named = {"articles": articles, "runs": runs} if statement.named_parameters else {}
            con.execute(statement, named)
        con.execute("commit")
    return path
