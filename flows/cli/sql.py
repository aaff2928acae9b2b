"""``dateline sql`` and ``dateline export``: what the warehouse holds, asked for in SQL or handed on to others."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from flows.cli.failures import existing, warehouse_option
from flows.cli.table import print_lines, print_table, shown

FORMS = ("table", "lines", "csv", "json", "jsonl", "markdown", "parquet")
WHAT = ("events", "articles", "timexes", "flags")
EXPORTS = ("csv", "parquet", "jsonl", "polecat", "jsonld")

output_option = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file to write; standard output if not."
)


@click.command()
@click.argument("query", metavar="QUERY|FILE.sql|-")
@warehouse_option
@click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True,
              help="table shows what fits; lines a column a line; parquet needs -o.")  # fmt: skip
@output_option
def sql(query: str, warehouse: Path, form: str, output: Path | None) -> None:
    """Ask the warehouse in SQL, read-only. Any DuckDB client may do the same: it is one file.

    QUERY may hold several statements, or name a file that does; - reads them from standard input.
    """
    import duckdb

    from warehouse.read import open_published

    _asks_for_a_file(form, output)
    text = _statements(query)
    statements = duckdb.extract_statements(text)
    if not statements:
        raise click.UsageError("there is no statement in it")
    if form == "parquet" and len(statements) > 1:
        raise click.UsageError("one statement makes one parquet file")
    with open_published(existing(warehouse)) as connection, _written_to(output, form) as out:
        for statement in statements:
            if form == "parquet":
                assert output is not None
                connection.sql(statement.query).write_parquet(str(output))
                continue
            result = connection.execute(statement)
            names = [column[0] for column in result.description or []]
            _write(form, names, result.fetchall(), out)


@click.command()
@click.argument("what", type=click.Choice(WHAT))
@warehouse_option
@click.option("--format", "form", type=click.Choice(EXPORTS), default="csv", show_default=True,
              help="polecat: events in the columns of the POLECAT data; jsonld: schema.org.")  # fmt: skip
@click.option("--where", default=None, metavar="CONDITION", help="In SQL: \"date_from >= '2017-01-01'\".")
@output_option
def export(what: str, warehouse: Path, form: str, where: str | None, output: Path | None) -> None:
    """Hand events, articles, date expressions or flags on, with a codebook of the columns beside the file.

    events are one row an event, as the view timeline has them; what is not known stays empty, and the ends of an
    interval have columns of their own.
    """
    from warehouse import exports
    from warehouse.read import open_published

    _asks_for_a_file(form, output)
    query = exports.export_query(what, form, where)
    with open_published(existing(warehouse)) as connection, _written_to(output, form) as out:
        if form == "parquet":
            connection.sql(query).write_parquet(str(output))
        else:
            result = connection.execute(query)
            names = [column[0] for column in result.description or []]
            _write("jsonl" if form == "jsonld" else "csv" if form == "polecat" else form, names, result.fetchall(), out)
        if output is not None:
            codebook = output.with_name(f"{output.stem}.codebook.md")
            codebook.write_text(exports.codebook(connection, what, form, query), encoding="utf-8")
            click.echo(f"{output}, and what its columns mean: {codebook}", err=True)


def _asks_for_a_file(form: str, output: Path | None) -> None:
    if form == "parquet" and output is None:
        raise click.UsageError("parquet is no text: -o FILE says where it goes")


def _statements(given: str) -> str:
    """The SQL that ``given`` is, or that the file it names holds, or standard input where it is ``-``."""
    if given == "-":
        return sys.stdin.read()
    if given.endswith(".sql") and not any(map(str.isspace, given)) and not Path(given).is_file():
        raise click.UsageError(f"{given}: no such file")
    if given.endswith(".sql") and Path(given).is_file():
        return Path(given).read_text(encoding="utf-8")
    return given


@contextmanager
def _written_to(output: Path | None, form: str) -> Iterator[TextIO]:
    """Standard output, or ``output``, which is replaced when all is written: a query that fails costs no file."""
    if output is None or form == "parquet":
        yield sys.stdout
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


def _write(form: str, names: Sequence[str], rows: Sequence[Sequence[Any]], out: TextIO) -> None:
    if form == "csv":
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows([shown(v) if isinstance(v, bytes) else v for v in row] for row in rows)
    elif form in ("json", "jsonl"):
        objects = [dict(zip(names, map(_plain, row), strict=True)) for row in rows]
        lines = [json.dumps(one, default=str, ensure_ascii=False) for one in objects]
        out.write("".join(f"{line}\n" for line in lines) if form == "jsonl" else "[" + ",\n ".join(lines) + "]\n")
    elif form == "markdown":
        for line in (names, ["---"] * len(names), *rows):
            out.write("| " + " | ".join(shown(cell).replace("|", "\\|") for cell in line) + " |\n")
    elif out is not sys.stdout:
        raise click.UsageError(f"{form} is for a terminal; a file takes csv, json, jsonl, markdown or parquet")
    else:
        (print_table if form == "table" else print_lines)(names, rows)


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
