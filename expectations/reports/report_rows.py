"""What the reports read from a published warehouse, read-only: one function, one named query (``queries/*.sql``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import duckdb

from warehouse.read import Row, fetch
from warehouse.read import open_published as published

__all__ = ["Row", "article_rows", "document_by_prefix", "one", "published", "query_rows", "report_query"]


@cache
def report_query(name: str) -> str:
    """The text of ``queries/NAME.sql``."""
    return (files("expectations.reports") / "queries" / f"{name}.sql").read_text("utf-8")


def query_rows(con: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> list[Row]:
    """Run ``queries/NAME.sql`` with its named parameters; a row is a dict by column name."""
    return fetch(con, report_query(name), parameters)


def one(con: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> Row:
    """The single row that an aggregate query gives."""
    return query_rows(con, name, **parameters)[0]


def article_rows(con: duckdb.DuckDBPyConnection, docs: Sequence[str]) -> dict[str, Row]:
    """What the pages of ``docs`` show: the article's row, its regions, evidence, … as lists under their names."""
    parts = ("regions", "date_evidence", "timexes", "events", "participants", "flags", "reviews", "date_changes")
    found: dict[str, Row] = {row["doc_id"]: row for row in query_rows(con, "article", docs=list(docs))}
    for part in parts:
        grouped: defaultdict[str, list[Row]] = defaultdict(list)
        for row in query_rows(con, f"article_{part}", docs=list(docs)):
            grouped[row["doc_id"]].append(row)
        for doc_id, article in found.items():
            article[part] = grouped[doc_id]
    return found


def document_by_prefix(con: duckdb.DuckDBPyConnection, prefix: str) -> str | None:
    """The ``doc_id`` that begins with ``prefix`` if exactly one does."""
    found = con.execute("select doc_id from documents where starts_with(doc_id, ?) limit 2", [prefix]).fetchall()
    return str(found[0][0]) if len(found) == 1 else None
