"""The reader's side of a warehouse: the published file, opened read-only, whenever one likes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import WarehouseError
from warehouse.files import connect_published
from warehouse.queries import query_text as sql_of

Connection = duckdb.DuckDBPyConnection
Row = dict[str, Any]


@contextmanager
def open_published(published: Path) -> Iterator[Connection]:
    """A read-only connection; instants come out in UTC. Raises `WarehouseError` where the file is no warehouse."""
    with connect_published(published) as con:
        con.execute("set timezone = 'UTC'")
        try:
            yield con
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            if older := _older(con):
                raise WarehouseError(f"{published}: {older} ({str(error).splitlines()[0]})") from error
            raise


def _older(con: Connection) -> str | None:
    """What there is to do where the file lacks tables or views that this version has."""
    from warehouse import migrate  # which a reader has no other use for

    [has] = con.execute("select coalesce(max(version), 0) from schema_migrations").fetchone() or (0,)
    ours = migrate.migrations()[-1][0]
    told = f"was written by an older dateline (schema {has}, here {ours}); the next `dateline run` brings it up to date"
    return told if has < ours else None


def rows(con: Connection, query: str, **parameters: object) -> list[Row]:
    """The rows of ``warehouse/queries/QUERY.sql``, each by column name."""
    return fetch(con, sql_of(query), parameters or None)


def fetch(con: Connection, sql: str, parameters: Mapping[str, object] | list[object] | None = None) -> list[Row]:
    """The rows that ``sql`` selects, each by column name."""
    result = con.execute(sql, parameters) if parameters else con.execute(sql)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def table_names(con: Connection) -> list[str]:
    """The tables and views, in order of the alphabet."""
    found = con.execute("select table_name from information_schema.tables where table_schema = 'main' order by 1")
    return [str(name) for (name,) in found.fetchall()]


def read_flags(published: Path, *, only_open: bool, limit: int) -> list[Row]:
    """What a person should look at, worst first: by severity, then by how far off.

    Raises `WarehouseError` where there is nothing, and an older dateline wrote the file: its rules were others.
    """
    with open_published(published) as con:
        found = rows(con, "flags", only_open=only_open, limit=limit)
        if not found and (older := _older(con)):
            raise WarehouseError(f"{published}: nothing to look at, but it {older}")
    return found


def quarantined(published: Path, *, everything: bool) -> list[Row]:
    """Inputs that could not become documents; ``everything`` also lists those that a later run could read."""
    with open_published(published) as con:
        return rows(con, "quarantined", everything=everything)


def find_document(con: Connection, what: str) -> str:
    """The ``doc_id`` that ``what`` names: an id of a document or an event, its first letters, or a source's name.

    Raises `WarehouseError` where it names none, or several.
    """
    found = rows(con, "find_document", what=what)
    if not found:
        raise WarehouseError(f"nothing in the warehouse is named {what!r}.{_near(con, what)}")
    if len(found) > 1:
        some = ", ".join(f"{row['doc_id'][:12]} ({row['source_uri']} {row['record']})".strip() for row in found[:5])
        raise WarehouseError(f"{what!r} names {len(found)} documents: {some}")
    return str(found[0]["doc_id"])


def _near(con: Connection, what: str) -> str:
    """`` Did you mean …?``: the sources whose file names hold what was asked for, or are like it."""
    names = [str(row["name"]) for row in rows(con, "near_names", what=what.lower())]
    return f" Did you mean {', '.join(names)}?" if names else ""
