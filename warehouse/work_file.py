"""The writer's file: a connection, named statements, and transactions that end whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.errors import WarehouseError
from warehouse import rows
from warehouse.files import cause, work_path
from warehouse.queries import query_text

_STAGED = ("documents", "quarantine", "articles", "regions", "date_evidence", "timexes", "events", "participants",
           "claims", "offences")  # fmt: skip


class WorkFile:
    """The open file that a run writes. What is not inside `transaction` reads."""

    def __init__(self, con: duckdb.DuckDBPyConnection, published: Path) -> None:
        self.con, self.published = con, published

    @contextmanager
    def transaction(self, *, seen: bool = True) -> Iterator[None]:
        """Commit what is done inside, or nothing of it. Raises `WarehouseError`, which names the file and the cause.

        :param seen: a reader would see what is written, so that it has to be published.
        """
        try:
            self.con.execute("begin")
            try:
                yield
                if seen:
                    self.count_change()
                self.con.execute("commit")
            except BaseException:
                with suppress(duckdb.Error):  # a commit that failed has rolled back already; its cause is what counts
                    self.con.rollback()
                raise
        except duckdb.Error as error:
            raise WarehouseError(f"{work_path(self.published)}: {cause(error)}") from error

    def count_change(self) -> None:
        """Count a change that readers would see: while the published copy has a lower number, it is behind."""
        self.con.execute("update upkeep.version set number = number + 1")

    def run(self, query: str, **parameters: Any) -> None:
        """Run ``warehouse/queries/QUERY.sql``."""
        if parameters:
            self.con.execute(query_text(query), parameters)
        else:
            self.con.execute(query_text(query))

    def run_over(self, query: str, given: Iterable[tuple[Any, ...]], columns: tuple[str, ...]) -> None:
        """Run a query over ``given``, which it finds as the table ``incoming``, in a transaction of its own."""
        table = rows.arrow([dict(zip(columns, row, strict=True)) for row in given], columns)
        with self.transaction():
            self.con.register("incoming", table)
            self.run(query)
            self.con.unregister("incoming")

    def load(self, name: str, table: pa.Table) -> None:
        """Add the rows of ``table`` to the table called ``name``, column by name."""
        if table.num_rows:
            self.con.register("incoming", table)
            self.con.execute(f"insert into {name} by name from incoming")
            self.con.unregister("incoming")

    def stage(self, tables: Mapping[str, pa.Table]) -> None:
        """Put rows into the tables of the ``staging`` schema."""
        for name, table in tables.items():
            self.load(f"staging.{name}", table)

    def clear(self) -> None:
        """Empty the ``staging`` schema, and the scope of an audit."""
        for table in _STAGED:
            self.con.execute(f"delete from staging.{table}")
        self.con.execute("delete from upkeep.scope")

    def count(self, table: str) -> int:
        """How many rows a table holds."""
        row = self.con.execute(f"select count(*) from {table}").fetchone()
        return int(row[0]) if row else 0
