"""docs/warehouse.md, made of the comments that stand in the database itself.

python -m tests.warehouse.schema     write it anew
"""

from __future__ import annotations

import duckdb

from tests.conftest import ROOT
from warehouse.comments import comment
from warehouse.migrate import migrate

PAGE = ROOT / "docs" / "warehouse.md"
_INTRODUCTION = """# The warehouse

One row of each table and view, and what its columns are. The same sentences stand in the file itself
(`select table_name, comment from duckdb_tables()`), and `python -m tests.warehouse.schema` makes this page of them.

All dates are proleptic Gregorian calendar dates; intervals are closed, a null bound is open; instants are UTC; offsets
are Python `str` indices into `documents.text`.
"""
_OBJECTS = """
    select table_name as name, 'table' as kind, comment from duckdb_tables() where schema_name = 'main' and not internal
    union all
    select view_name, 'view', comment from duckdb_views() where schema_name = 'main' and not internal
    order by kind, name
"""
_COLUMNS = """
    select column_name, data_type, comment from duckdb_columns() where schema_name = 'main' and table_name = ?
    order by column_index
"""


def described() -> duckdb.DuckDBPyConnection:
    """An empty warehouse in memory, with its comments."""
    con = duckdb.connect()
    migrate(con)
    comment(con)
    return con


def page() -> str:
    """What docs/warehouse.md is to hold."""
    con = described()
    parts = [_INTRODUCTION]
    for name, kind, said in con.execute(_OBJECTS).fetchall():
        rows = con.execute(_COLUMNS, [name]).fetchall()
        lines = [f"| `{column}` | {form.lower()} | {about} |" for column, form, about in rows]
        head = f"\n## {name}\n\nA {kind}. {said}\n\n| column | type | what it is |\n|---|---|---|\n"
        parts.append(head + "\n".join(lines) + "\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
