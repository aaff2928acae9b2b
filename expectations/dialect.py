"""DuckDB for SQLAlchemy and Great Expectations: as much as validation needs, and no adapter of a third party.

The adapters that exist fail with DuckDB 2 or pull it back a major version. And validation has to see what a transaction
has written and not committed: so the engine is built on the writer's own connection, whose transaction it never ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from weakref import ReferenceType, ref

import duckdb
import sqlalchemy as sa
from sqlalchemy import types
from sqlalchemy.dialects import registry
from sqlalchemy.engine import default
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql import compiler

_TYPES: dict[str, type[types.TypeEngine[Any]]] = {
    "VARCHAR": types.String, "BIGINT": types.BigInteger, "INTEGER": types.Integer, "SMALLINT": types.SmallInteger,
    "DOUBLE": types.Float, "BOOLEAN": types.Boolean, "DATE": types.Date, "TIMESTAMP": types.DateTime,
    "TIMESTAMP WITH TIME ZONE": types.DateTime, "BLOB": types.LargeBinary, "JSON": types.JSON,
}  # fmt: skip


class _Identifiers(compiler.IdentifierPreparer):
    reserved_words = compiler.RESERVED_WORDS | {"column", "values", "pivot", "qualify"}


class DuckDBDialect(default.DefaultDialect):
    """The queries and the reflection that Great Expectations asks for."""

    name = "duckdb"
    driver = "duckdb"
    preparer = _Identifiers
    supports_statement_cache = True
    supports_native_boolean = True
    default_schema_name = "main"
    default_paramstyle = "qmark"
    max_identifier_length = 255

    @classmethod
    def import_dbapi(cls) -> Any:
        return duckdb

    def initialize(self, connection: Any) -> None:
        """Nothing to ask: the class says what DuckDB does."""

    def get_schema_names(self, connection: Any, **kw: Any) -> list[str]:
        return [row[0] for row in self._rows(connection, "select distinct schema_name from duckdb_schemas()")]

    def get_table_names(self, connection: Any, schema: str | None = None, **kw: Any) -> list[str]:
        query = "select table_name from duckdb_tables() where schema_name = ?"
        return [row[0] for row in self._rows(connection, query, schema or "main")]

    def get_view_names(self, connection: Any, schema: str | None = None, **kw: Any) -> list[str]:
        query = "select view_name from duckdb_views() where not internal and schema_name = ?"
        return [row[0] for row in self._rows(connection, query, schema or "main")]

    def has_table(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> bool:
        return table_name in (*self.get_table_names(connection, schema), *self.get_view_names(connection, schema))

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> list[Any]:
        query = (
            "select column_name, data_type, is_nullable from duckdb_columns()"
            " where table_name = ? and schema_name = ? order by column_index"
        )
        return [
            {
                "name": name,
                "type": _TYPES.get(kind.split("(")[0], types.String)(),
                "nullable": nullable,
                "default": None,
            }
            for name, kind, nullable in self._rows(connection, query, table_name, schema or "main")
        ]

    def get_pk_constraint(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> Any:
        return {"constrained_columns": [], "name": None}

    def get_foreign_keys(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> Any:
        return []

    def get_indexes(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> Any:
        return []

    def get_unique_constraints(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> Any:
        return []

    def _rows(self, connection: Any, query: str, *parameters: object) -> Sequence[Any]:
        rows: Sequence[Any] = connection.exec_driver_sql(query, parameters).fetchall()
        return rows


class _Cursor:
    """A DB-API cursor. A DuckDB connection has one open result: a cursor that is read late takes its rows in time."""

    arraysize = 1
    rowcount = -1
    lastrowid = None

    def __init__(self, lender: Lent) -> None:
        self._lender = lender
        self._rows: Iterator[Any] = iter(())
        self.description: Any = None

    def execute(self, query: str, parameters: Sequence[object] | None = None) -> _Cursor:
        result = self._lender.run(self, query, parameters)
        self.description = result.description
        self._rows = iter(result.fetchone, None) if result.description else iter(())
        return self

    def take(self) -> None:
        """Read what is left: another cursor is about to have the connection."""
        self._rows = iter(list(self._rows))

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return list(islice(self._rows, size or self.arraysize))

    def close(self) -> None:
        self._rows = iter(())


class Lent:
    """The writer's connection, lent: whoever borrows it neither commits, nor rolls back, nor closes."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._reader: ReferenceType[_Cursor] | None = None  # whoever lets go of its cursor wants no more rows

    def run(self, reader: _Cursor, query: str, parameters: Sequence[object] | None) -> duckdb.DuckDBPyConnection:
        before = self._reader() if self._reader is not None else None
        if before is not None:
            before.take()
        self._reader = ref(reader)
        return self._con.execute(query, list(parameters)) if parameters else self._con.execute(query)

    def give_back(self) -> None:
        """From here on the connection runs its owner's queries: no cursor is to take their rows for its own."""
        self._reader = None
        self._con.complete()  # rows that nobody read would keep it from other work

    def cursor(self) -> _Cursor:
        return _Cursor(self)

    def commit(self) -> None:
        pass

    def rollback(self) -> None:
        pass

    def close(self) -> None:
        pass


def engine(lent: Lent) -> sa.Engine:
    """An engine that sees what the connection's open transaction sees, and leaves the transaction open."""
    return sa.create_engine("duckdb://", creator=lambda: lent, poolclass=StaticPool)


registry.register("duckdb", __name__, "DuckDBDialect")
