"""``dateline sql`` and ``dateline export``: what the warehouse holds, asked for in SQL or handed on to others."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from flows.cli.failures import existing, near, warehouse_option
from flows.cli.table import print_lines, print_table, shown
from flows.cli.terminal import paged

if TYPE_CHECKING:
    from warehouse.read import Connection

FORMS = ("table", "lines", "csv", "json", "jsonl", "markdown", "parquet")
EXPORTS = ("csv", "parquet", "jsonl", "polecat", "icews", "gdelt", "jsonld")
_TEXT = {"jsonld": "jsonl", "polecat": "csv", "icews": "tsv", "gdelt": "tsv"}  # as those data sets are handed out

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; left out, standard output.",
)


@click.command()
@click.argument("query", metavar="[QUERY|FILE.sql|-]", required=False)
@warehouse_option
@click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True,
              help="table shows what fits; lines a column a line; parquet needs -o.")  # fmt: skip
@output_option
def sql(query: str | None, warehouse: Path, form: str, output: Path | None) -> None:
    """Ask the warehouse in SQL, read-only. Any DuckDB client may do the same: it is one file.

    QUERY may hold several statements, or name a file that does; - reads them from standard input. Without one, a prompt
    asks for them.
    """
    from warehouse.read import open_published

    _asks_for_a_file(form, output)
    _names_a_file_that_is_there(query or "-")
    existing(warehouse)
    if query is None and output is None and sys.stdin.isatty():
        from flows.cli import prompt

        with open_published(warehouse) as connection:
            prompt.prompt_for_sql(connection, partial(_answer, connection), FORMS[:-1], form)
        return
    with open_published(warehouse) as connection:
        _answer(connection, _statements(query or "-"), form, output)


def _answer(connection: Connection, text: str, form: str, output: Path | None = None) -> None:
    """Run the statements of ``text`` and write what each gives."""
    import duckdb

    statements = duckdb.extract_statements(text)
    if not statements:
        raise click.UsageError("there is no statement in it")
    if form == "parquet" and len(statements) > 1:
        raise click.UsageError("one statement makes one parquet file")
    with _written_to(output, form) as out:
        for statement in statements:
            if form == "parquet":
                connection.sql(statement.query).write_parquet(str(output))
                continue
            result = connection.execute(statement)
            names = [column[0] for column in result.description or []]
            _write(form, names, result.fetchall(), out)


@click.command()
@click.argument("what", metavar="events|articles|timexes|flags|VIEW")
@warehouse_option
@click.option("--format", "form", type=click.Choice(EXPORTS), default="csv", show_default=True,
              help="polecat, icews and gdelt: events in the columns of those data; jsonld: schema.org.")  # fmt: skip
@click.option("--where", default=None, metavar="CONDITION", help="In SQL: \"date_from >= '2017-01-01'\".")
@output_option
def export(what: str, warehouse: Path, form: str, where: str | None, output: Path | None) -> None:
    """Hand events, articles, date expressions, flags, corrections or any view on, with a codebook of the columns.

    events are one row an event, as the view timeline has them; what is not known stays empty, and the ends of an
    interval have columns of their own.
    """
    from warehouse import exports
    from warehouse.read import open_published, table_names

    _asks_for_a_file(form, output)
    with open_published(existing(warehouse)) as connection:
        if what not in exports.OWN and what not in (known := table_names(connection)):
            raise click.UsageError(f"there is no {what!r} to export.{near(what, [*exports.OWN, *known])}")
        query = exports.export_query(what, form, where)
        if form == "parquet":
            connection.sql(query).write_parquet(str(output))
        else:
            with _written_to(output, form) as out:
                result = connection.execute(query)
                columns = [column[0] for column in result.description or []]
                _write(_TEXT.get(form, form), columns, result.fetchall(), out)
        if output is not None:
            codebook = output.with_name(f"{output.name}.codebook.md")
            codebook.write_text(exports.codebook(connection, what, form, query), encoding="utf-8")
            click.echo(f"{output}, and what its columns mean: {codebook}", err=True)


def _asks_for_a_file(form: str, output: Path | None) -> None:
    if form == "parquet" and output is None:
        raise click.UsageError("parquet is no text: -o FILE says where it goes")
    if output is not None and not output.parent.is_dir():
        raise click.UsageError(f"{output}: there is no folder {output.parent}")


def _names_a_file_that_is_there(given: str) -> None:
    if given.endswith(".sql") and not any(map(str.isspace, given)) and not Path(given).is_file():
        raise click.UsageError(f"{given}: no such file")


def _statements(given: str) -> str:
    """The SQL that ``given`` is, or that the file it names holds, or standard input where it is ``-``."""
    if given == "-":
        return sys.stdin.read()
    if given.endswith(".sql") and Path(given).is_file():
        return Path(given).read_text(encoding="utf-8")
    return given


@contextmanager
def _written_to(output: Path | None, form: str) -> Iterator[TextIO | None]:
    """Where text goes: standard output (``None``), through a pager where that is a terminal; or ``output``, which is
    replaced when all is written: a query that fails costs no file.
    """
    if output is None or form == "parquet":
        with paged():
            yield None
        return
    if output.exists() and (output.is_symlink() or not output.is_file()):  # /dev/stdout, a pipe: written through
        with output.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    partial = output.with_name(f"{output.name}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as out:
            yield out
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)


def _write(form: str, names: Sequence[str], rows: Sequence[Sequence[Any]], file: TextIO | None) -> None:
    out = file or sys.stdout
    if form in ("csv", "tsv"):
        writer = csv.writer(out, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(names)
        writer.writerows([shown(v) if isinstance(v, (bytes, list)) else v for v in row] for row in rows)
    elif form in ("json", "jsonl"):
        objects = [dict(zip(names, map(_plain, row), strict=True)) for row in rows]
        lines = [json.dumps(one, default=str, ensure_ascii=False) for one in objects]
        out.write("".join(f"{line}\n" for line in lines) if form == "jsonl" else "[" + ",\n ".join(lines) + "]\n")
    elif form == "markdown":
        for line in (names, ["---"] * len(names), *rows):
            out.write("| " + " | ".join(shown(cell).replace("|", "\\|") for cell in line) + " |\n")
    elif file is not None:
        raise click.UsageError(f"{form} is for a terminal; a file takes csv, json, jsonl, markdown or parquet")
    else:
        (print_table if form == "table" else print_lines)(names, rows)


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
