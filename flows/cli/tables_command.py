"""``dateline tables``: the tables of reference, ours and the user's own."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli import terminal
from flows.cli.table import print_table
from flows.cli.work import reference_option

if TYPE_CHECKING:
    from flows.records import Reference
    from flows.reference.listing import RowCounts

_OF = {"who": "who acts", "what": "what happens", "when": "when", "where": "where"}


@click.command("tables")
@click.argument("names", nargs=-1, metavar="[TABLE...]")
@reference_option
@click.option("--find", metavar="TEXT", help="Show the rows that hold TEXT, whatever its case and accents.")
@click.option("--all", "everything", is_flag=True, help="Show every row.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Of each table at most so many rows."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--example", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write a folder of tables to begin with: headers, what columns mean, two rows each as remarks.",
)  # fmt: skip
def tables_command(
    names: tuple[str, ...],
    reference: Path | None,
    find: str | None,
    everything: bool,
    limit: int,
    as_json: bool,
    example: Path | None,
) -> None:
    """List the tables that dateline reads by, look rows up in them, and check your own.

    TABLE is a table or its file; left out, all are meant. With --reference DIR your own rows are laid over ours, once
    they have passed the checks: what is wrong is told with file, line and column.
    """
    from flows.reference import listing, read_reference

    if example is not None:
        for path in listing.write_examples(example, names):
            click.echo(path)
        return
    tables = read_reference(reference)
    if find is not None or everything:
        _print_rows(names, tables, find or "", None if everything else limit, as_json)
        return
    standings = list(listing.standings(names, tables))
    if as_json:
        for standing in standings:
            click.echo(json.dumps(_described(standing), ensure_ascii=False))
    elif names:
        for standing in standings:
            _print_columns(standing, reference)
    else:
        _print_list(standings, reference)


def _print_list(standings: list[RowCounts], reference: Path | None) -> None:
    longest = max(len(standing.table.file) for standing in standings)
    for of, heading in _OF.items():
        click.secho(f"{heading:<{longest + 2}}  ours{'  yours' if reference else ''}", bold=True)
        for standing in (one for one in standings if one.table.of == of):
            yours = f"{standing.yours or '':>7}" if reference else ""
            head = f"  {standing.table.file:<{longest}}{standing.ours:>6}{yours}  "
            about = standing.table.about + _changes(standing)
            click.echo(click.wrap_text(about, terminal.width(), head, " " * len(head)))
    click.echo(
        "\n`dateline tables TABLE` says what the columns mean, `--find TEXT` looks rows up, `--example DIR` begins"
    )


def _changes(standing: RowCounts) -> str:
    said = [
        f"{number} {how}"
        for number, how in ((standing.replaced, "in place of ours"), (standing.struck, "of ours struck out"))
        if number
    ]
    return f" [{', '.join(said)}]" if said else ""


def _print_columns(standing: RowCounts, reference: Path | None) -> None:
    table = standing.table
    click.secho(f"{table.file}: {table.about}", bold=True)
    yours = f", {standing.yours} of yours in {reference}{_changes(standing)}" if reference else ""
    click.echo(
        f"{standing.ours:,} rows of ours{yours}; {' and '.join(table.key)} tell{'s' * (len(table.key) == 1)} rows apart"
    )
    for column in table.columns:
        choices = f": {', '.join(choice for choice in column.choices if choice)}" if column.choices else ""
        empty = " (may be empty)" if column.may_be_empty and "empty" not in column.about else ""
        head = f"  {column.name:<17}"
        click.echo(click.wrap_text(f"{column.about}{choices}{empty}", terminal.width(), head, " " * len(head)))
    click.secho("for example", dim=True)
    for row in table.example:
        click.echo("\n".join(f"  {line}" for line in row.strip().splitlines()))
    click.echo()


def _described(standing: RowCounts) -> dict[str, Any]:
    table = standing.table
    columns = {column.name: column.about for column in table.columns}
    return {
        "table": table.name, "file": table.file, "about": table.about, "key": list(table.key), "columns": columns,
        "ours": standing.ours, "yours": standing.yours, "replaced": standing.replaced, "struck_out": standing.struck,
    }  # fmt: skip


def _print_rows(names: tuple[str, ...], tables: Reference, find: str, limit: int | None, as_json: bool) -> None:
    from flows.reference import listing

    found_any = False
    for table in listing.chosen_tables(names):
        found = list(listing.table_rows(table, tables, find))
        shown = [(whose, listing.cells_of(table, entry)) for whose, entry in islice(found, limit)]
        columns = [column.name for column in table.columns]
        found_any = found_any or bool(found)
        if as_json:
            for whose, cells in shown:
                row = {"table": table.name, "whose": whose, **dict(zip(columns, cells, strict=True))}
                click.echo(json.dumps(row, ensure_ascii=False))
        elif shown:
            click.secho(f"{table.file}: {table.about}", bold=True)
            print_table(["whose", *columns], [(whose, *cells) for whose, cells in shown])
            if len(found) > len(shown):
                click.echo(f"{len(found) - len(shown):,} more: --limit, or --all")
            click.echo()
    if not found_any and not as_json:
        click.echo(f"no row holds {find!r}")
