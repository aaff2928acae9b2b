"""Bring a database to this version's schema: numbered migrations once each; places, macros and views as they change."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb

from flows.errors import WarehouseError
from warehouse import places
from warehouse.files import NOT_OURS


def migrate(con: duckdb.DuckDBPyConnection) -> int:
    """Apply what has not been applied yet, each migration in its own transaction, and return how many that was.

    :raises WarehouseError: another program's database, a newer dateline's, or an applied migration was edited.
    """
    tables = "select table_name from duckdb_tables() where schema_name = 'main'"
    known = [row[0] for row in con.execute(tables).fetchall()]
    if known and "schema_migrations" not in known:
        raise WarehouseError(NOT_OURS)
    con.execute(
        "create table if not exists schema_migrations"
        " (version integer, name varchar, digest varchar, applied_at timestamptz default now())"
    )
    applied = dict(con.execute("select version, digest from schema_migrations").fetchall())
    ours = migrations()
    if newer := set(applied) - {version for version, _, _ in ours}:
        raise WarehouseError(f"was written by a newer dateline (schema {max(newer)}); update this one to use it")
    if applied and not con.execute("select 1 from duckdb_schemas() where schema_name = 'staging'").fetchall():
        con.execute(_sql("staging.sql"))  # restored from the published copy, which has none; a migration may alter them
    new = 0
    for version, name, sql in ours:
        digest = hashlib.sha256(sql.encode()).hexdigest()[:16]
        if version in applied:
            if applied[version] != digest:
                raise WarehouseError(f"has another {name} than this dateline: an applied migration is never edited")
            continue
        con.execute("begin")
        try:
            con.execute(sql)
            con.execute(
                "insert into schema_migrations (version, name, digest) values (?, ?, ?)", [version, name, digest]
            )
            con.execute("commit")
        except duckdb.Error:
            con.execute("rollback")
            raise
        new += 1
    _define(con, afresh=bool(new))
    return new


def _define(con: duckdb.DuckDBPyConnection, *, afresh: bool) -> None:
    """Make places, macros and views, where the file has others, or tables under them are new."""
    digest = hashlib.sha256("".join((_sql("places.sql"), places.text(), *definitions())).encode()).hexdigest()[:16]
    if not afresh and con.execute("select definitions from upkeep.version").fetchone() == (digest,):
        return
    con.execute("begin")
    con.execute(_sql("places.sql"))
    places.load(con)
    for sql in definitions():
        con.execute(sql)
    con.execute("update upkeep.version set number = number + 1, definitions = ?", [digest])
    con.execute("commit")


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """(version, file name, SQL) in order."""
    return tuple(
        (int(entry.name.split("_")[0]), entry.name, entry.read_text(encoding="utf-8"))
        for entry in _sql_files(files("warehouse") / "migrations")
    )


@cache
def definitions() -> tuple[str, ...]:
    """Macros and views: code, not data, so they follow the version that opens the file."""
    return (
        _sql("macros.sql"),
        *(entry.read_text(encoding="utf-8") for entry in _sql_files(files("warehouse") / "views")),
    )


@cache
def _sql(name: str) -> str:
    return (files("warehouse") / name).read_text(encoding="utf-8")


def _sql_files(folder: Traversable) -> list[Traversable]:
    return sorted((e for e in folder.iterdir() if e.name.endswith(".sql")), key=lambda entry: entry.name)
