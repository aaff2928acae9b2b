"""What stands in the tables, ours and the user's, for somebody who looks; and a folder of tables to begin with."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.errors import SettingError
from flows.names.fold import fold
from flows.records import OURS, Reference
from flows.reference import entries_of
from flows.reference.catalogue import ReferenceTable, catalogue
from flows.reference.entries import ReferenceRow, is_meant
from flows.reference.laying import our_entries, remaining

Whose = Literal["ours", "yours", "struck out"]


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows of a table are ours, and what the user's own do: add, take the place of ours, strike ours out."""

    table: ReferenceTable
    ours: int
    yours: int
    replaced: int
    struck: int


def standings(names: Sequence[str] = (), reference: Reference = OURS) -> Iterator[RowCounts]:
    """Each table that is named, or every one. Raises `SettingError` for a name that no table has."""
    theirs = entries_of(reference)
    for table in chosen_tables(names):
        own = theirs.get(table.file, ())
        added = sum(not entry.struck for entry in own)
        ours = our_entries(table.file)
        replaced = {entry.key for entry in own if not entry.struck} & {entry.key for entry in ours}
        gone = len(ours) - len(remaining(table, own))
        yield RowCounts(table, len(ours), added, len(replaced), gone - sum(e.key in replaced for e in ours))


def chosen_tables(names: Sequence[str]) -> list[ReferenceTable]:
    """The tables of these names or files, or all of them. Raises `SettingError`."""
    tables = {table.name: table for table in catalogue().values()}
    for name in names:
        if name.rpartition(".")[0] not in tables and name not in tables:
            raise SettingError(
                f"no table is called {name!r}{is_meant(name, list(tables))} (`dateline tables` lists them)"
            )
    return [tables.get(name) or tables[name.rpartition(".")[0]] for name in names] or list(tables.values())


def table_rows(
    table: ReferenceTable, reference: Reference = OURS, find: str = ""
) -> Iterator[tuple[Whose, ReferenceRow]]:
    """The rows of a table as they stand, the user's first; those that hold ``find``, whatever its case and accents.

    A row of ours that the user's own takes the place of, or strikes out, is "struck out".
    """
    own = entries_of(reference).get(table.file, ())
    stay = {id(entry) for entry in remaining(table, own)} if own else None
    wanted = fold(find)
    for entry in (entry for entry in own if not entry.struck):
        if _holds(entry, wanted):
            yield "yours", entry
    for entry in our_entries(table.file):
        if _holds(entry, wanted):
            yield ("ours" if stay is None or id(entry) in stay else "struck out"), entry


def _holds(entry: ReferenceRow, wanted: str) -> bool:
    return not wanted or any(wanted in fold(cell.text) for cell in entry.cells.values()) or wanted in fold(_body(entry))


def cells_of(table: ReferenceTable, entry: ReferenceRow) -> list[str]:
    """The row as texts, one for each column of the table."""
    return [entry.cells[c.name].text if c.name in entry.cells else _body(entry) for c in table.columns]


def _body(entry: ReferenceRow) -> str:
    if isinstance(entry.body, dict):
        return ", ".join(f"{key} = {value!r}" for key, value in entry.body.items())
    return "" if entry.body is None else str(entry.body)


def write_examples(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """Write a file for each table into ``folder``: what its columns mean, its header, two rows behind a "#".

    Raises `SettingError` where one of the files is there already, and writes none then.
    """
    files = {folder / table.file: example_of(table) for table in chosen_tables(names)}
    if there := next((path for path in files if path.exists()), None):
        raise SettingError(f"{there}: the file is there already, and is not written over")
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)


def example_of(table: ReferenceTable) -> str:
    """The file that a user begins with; every row of it is a remark, until the "# " before it is taken away."""
    said = [f"{table.about[0].upper()}{table.about[1:]}. Rows here are laid over dateline's own."]
    said += [f"{column.name}: {_wanted(column.about, column.choices)}" for column in table.columns]
    said.append(
        f"A row with dateline's own {' and '.join(table.key)} takes its place; one that begins with ! strikes it out."
    )
    head = [f"# {line}" for one in said for line in textwrap.wrap(one, 110, subsequent_indent="    ")]
    header = [",".join(column.name for column in table.columns)] if table.form == "csv" else []
    rows = [f"# {line}".rstrip() for row in table.example for line in row.strip().splitlines()]
    return "\n".join([*head, *header, *rows, ""])


def _wanted(about: str, choices: Sequence[str]) -> str:
    given = [choice for choice in choices if choice]
    return f"{about} ({', '.join(given)})" if given else about
