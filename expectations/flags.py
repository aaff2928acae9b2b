"""The flags of articles that no warehouse knows: the same rules, on the same tables, in memory."""

from __future__ import annotations

import atexit
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import duckdb
import pyarrow as pa

from expectations.rules import record_offences
from flows.records import Extracted, Severity
from warehouse import rows
from warehouse.audit import RuleError, Stage
from warehouse.migrate import migrate

_STAGES: tuple[Stage, ...] = ("clean", "dates", "events")


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a person should look at. ``start``/``end`` are ``None`` where it is about the whole article."""

    code: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None


def flags_for(batch: Sequence[Extracted]) -> list[list[Flag]]:
    """Each article's flags, worst first, in the batch's order. Nothing is read from or written to a file."""
    found: list[list[Flag]] = [[] for _ in batch]
    if not batch:
        return found
    keys = [str(position) for position in range(len(batch))]  # a batch may hold one document twice
    tables = rows.staged_articles(batch, "", keys)
    with _warehouse(os.getpid()).cursor() as con:
        for position, *flag in _offences(con, tables):
            code, severity, message, start, end = flag
            found[int(position)].append(Flag(code, cast(Severity, severity), message, start, end))
    return found


@cache
def _warehouse(process: int) -> duckdb.DuckDBPyConnection:  # one for each: a fork must not share it
    """A warehouse in memory, empty but for its schema, which costs as much as a small batch to make."""
    con = duckdb.connect(config={"threads": 1})
    migrate(con)
    atexit.register(_warehouse.cache_clear)  # what outlives the interpreter, DuckDB complains of on standard error
    return con


def _offences(con: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> list[tuple[Any, ...]]:
    """What breaks the rules in these tables, in a transaction that leaves nothing behind."""
    broken: set[str] = set()
    while True:
        con.begin()
        try:
            for name, table in tables.items():
                con.register("incoming", table)
                con.execute(f"insert into staging.{name} by name from incoming")
                con.unregister("incoming")
            for stage in _STAGES:
                record_offences(con, stage, broken)
            return con.execute(_QUERY).fetchall()
        except RuleError as error:  # the other rules' findings are still worth having
            broken.add(error.outcome.code)
        finally:
            con.rollback()


_QUERY = """
    select doc_id, code, severity, message, char_start, char_end
    from staging.offences
    where doc_id is not null
    order by severity_rank(severity), magnitude desc nulls last, code, char_start
"""
