"""``dateline sql`` without a query: a prompt that completes tables, columns and words of SQL, and keeps a history."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import duckdb
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from flows.cli.table import print_table

Answer = Callable[[str, str], None]  # statements, form

_SQL = (
    "all and as asc between by case cast count(*) describe desc distinct else end exists explain false from full group"
    " having ilike in inner is join left like limit min max not null offset on or order outer over partition select sum"
    " then true union using values when where with in_year( maybe_in_year( list_contains( string_agg("
)
_NAME = re.compile(r"[\w.]*$")
_HELP = """a statement ends with ; and may take several lines
.tables           tables and views, with what a row is
.columns NAME     the columns of one
.format FORM      table, lines, csv, json, jsonl or markdown
.quit             or Ctrl-D"""


def prompt_for_sql(connection: duckdb.DuckDBPyConnection, answer: Answer, forms: tuple[str, ...], form: str) -> None:
    """Read statements from the terminal and ``answer`` each, until the user leaves."""
    known = SqlCompleter(connection)
    session: PromptSession[str] = PromptSession(
        "dateline> ", completer=known, history=_history(), multiline=True, key_bindings=_keys(),
        prompt_continuation="      …> ", complete_while_typing=True,
    )  # fmt: skip
    click.echo("SQL over the warehouse, read-only; .help says more, Tab completes")
    while True:
        try:
            line = session.prompt().strip()
        except KeyboardInterrupt:  # gives up the line, as in a shell
            continue
        except EOFError:
            return
        if line in (".quit", ".exit"):
            return
        if line.startswith("."):
            form = _command(line, known, forms, form)
        elif line:
            try:
                answer(line, form)
            except (duckdb.Error, click.ClickException) as error:
                click.secho(str(error), fg="red", err=True)
            except KeyboardInterrupt:  # gives up the answer, not the prompt
                click.secho("given up", fg="red", err=True)


def _command(line: str, known: SqlCompleter, forms: tuple[str, ...], form: str) -> str:
    """Do what a line with a dot in front says; the form of answers from now on."""
    name, _, given = line.partition(" ")
    given = given.strip()
    if name == ".tables":
        print_table(["name", "a row is"], [(table, about) for table, about in known.tables.items()])
    elif name == ".columns" and given in known.columns:
        print_table(["column", "what it is"], list(known.columns[given].items()))
    elif name == ".columns":
        click.echo(f"no table or view {given!r}: .tables lists them")
    elif name == ".format" and given in forms:
        return given
    elif name == ".format":
        click.echo(f"one of {', '.join(forms)}")
    else:
        click.echo(_HELP)
    return form


class SqlCompleter(Completer):
    """What the warehouse holds, to be completed: each name with what it is."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.tables: dict[str, str] = dict(
            connection.execute(
                "select table_name, coalesce(comment, '') from duckdb_tables()"
                " where schema_name = 'main' and not internal union all"
                " select view_name, coalesce(comment, '') from duckdb_views()"
                " where schema_name = 'main' and not internal order by 1"
            ).fetchall()
        )
        self.columns: dict[str, dict[str, str]] = {table: {} for table in self.tables}
        for table, column, about in connection.execute(
            "select table_name, column_name, coalesce(comment, '') from duckdb_columns()"
            " where schema_name = 'main' and not internal"
        ).fetchall():
            self.columns[table][column] = about

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Names that go on as the word before the cursor; the columns of what the statement names come first."""
        found = _NAME.search(document.text_before_cursor)
        word = found[0].lower() if found else ""
        table, dot, start = word.rpartition(".")
        seen = set()
        for name, about in self._columns_of(table) if dot else self._names(document.text):
            if name.startswith(start) and name not in seen and (start or dot):
                seen.add(name)
                yield Completion(name, -len(start), display_meta=about)

    def _columns_of(self, table: str) -> list[tuple[str, str]]:
        return list(self.columns.get(table, {}).items())

    def _names(self, statement: str) -> Iterator[tuple[str, str]]:
        for table in self.tables:
            if re.search(rf"\b{table}\b", statement):
                yield from self._columns_of(table)
        yield from self.tables.items()
        yield from ((word, "SQL") for word in _SQL.split())
        for table in self.tables:
            yield from self._columns_of(table)


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        """Ends the statement where it is whole: after a semicolon, a line with a dot in front, or nothing."""
        text = event.current_buffer.text.strip()
        if not text or text.startswith(".") or text.endswith(";"):
            event.current_buffer.validate_and_handle()
        else:
            event.current_buffer.insert_text("\n")

    return keys


def _history() -> History:
    """What was asked before, in the user's state folder; only this session's where that cannot be written."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "dateline"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sql_history").touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(folder / "sql_history"))
