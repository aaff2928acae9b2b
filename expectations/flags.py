"""The flags of articles that no warehouse knows: the same rules, on the same tables, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import duckdb

from expectations.rules import RuleError, Stage, record_offences
from flows.records import Extracted, Severity
from warehouse import rows
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
    with duckdb.connect() as con:
        migrate(con)
        for name, table in rows.staged_articles(batch, "", keys).items():
            con.register("incoming", table)
            con.execute(f"insert into staging.{name} by name from incoming")
            con.unregister("incoming")
        for stage in _STAGES:
            _record(con, stage)
        for position, *flag in con.execute(_QUERY).fetchall():
            code, severity, message, start, end = flag
            found[int(position)].append(Flag(code, cast(Severity, severity), message, start, end))
    return found


_QUERY = """
    select doc_id, code, severity, message, char_start, char_end
    from staging.offences
    where doc_id is not null
    order by severity_rank(severity), magnitude desc nulls last, code, char_start
"""


def _record(con: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    broken: set[str] = set()
    while True:
        try:
            return record_offences(con, stage, broken)
        except RuleError as error:  # the other rules' findings are still worth having
            con.execute("delete from staging.offences where stage = ?", [stage])
            broken.add(error.outcome.code)
