"""What tables, views and columns are, written into the database: whoever opens the file is told there."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import duckdb


@cache
def read_comments() -> dict[str, dict[str, str]]:
    """``warehouse/comments.toml``: tables, columns, and the columns that one table uses in another sense."""
    return tomllib.loads((files("warehouse") / "comments.toml").read_text(encoding="utf-8"))


def of_column(table: str, column: str) -> str | None:
    """What a column is; ``None`` where nobody has said."""
    return read_comments().get(table, {}).get(column) or read_comments()["columns"].get(column)


def comment(con: duckdb.DuckDBPyConnection) -> int:
    """Write every comment that is not there yet, or is another one, into schema ``main``; how many that were."""
    known = con.execute(
        "select 'table' as kind, table_name, comment from duckdb_tables() where schema_name = 'main' and not internal"
        " and database_name = current_database() union all select 'view', view_name, comment from duckdb_views()"
        " where schema_name = 'main' and not internal and database_name = current_database()"
    ).fetchall()
    columns = con.execute(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'main' and not internal"
        " and database_name = current_database()"
    ).fetchall()
    wanted = [(f'{kind} "{name}"', read_comments()["tables"].get(name), now) for kind, name, now in known]
    wanted += [(f'column "{table}"."{name}"', of_column(table, name), now) for table, name, now in columns]
    missing = [(what, said) for what, said, now in wanted if said and said != now]
    for what, said in missing:
        con.execute("comment on {} is '{}'".format(what, said.replace("'", "''")))
    return len(missing)
