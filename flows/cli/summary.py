"""What ``dateline run`` says when it is done: what came in, what to look at, where things are, what to type next."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli import terminal
from warehouse.naming import DEFAULT_WAREHOUSE, option_naming
from warehouse.read import open_published, read_flags, rows

if TYPE_CHECKING:
    from flows.ledger import Summary

WORST = 5
ARTICLES = 20
QUARANTINED = 10


def print_summary(summary: Summary) -> None:
    """Print the summary of a run; the published warehouse is read, not written."""
    if not summary.is_news:
        click.echo("nothing new: the warehouse and its reports are as they were")
        _read_otherwise(summary)
        _places(summary)
        return
    counts = summary.counts
    came = (
        f"ingested {counts.get('documents', 0)} new documents · quarantined {counts.get('quarantined', 0)} inputs · "
        f"dated {counts.get('articles', 0)} articles · found {counts.get('events', 0)} event mentions"
    )
    click.echo(terminal.hanging(came, "  "))
    with open_published(summary.warehouse) as connection:
        _quarantined(rows(connection, "quarantine_of_run", run_id=summary.run_id), summary.warehouse)
        _articles(rows(connection, "articles_of_run", run_id=summary.run_id, limit=ARTICLES + 1), summary.warehouse)
    _worst(read_flags(summary.warehouse, only_open=True, limit=WORST))
    click.echo()
    _read_otherwise(summary)
    _places(summary)
    click.secho("\nnext", bold=True)
    for command, about in _NEXT:
        click.echo(f"  {_typed(command, summary.warehouse)}\n      {about}")


def _read_otherwise(summary: Summary) -> None:
    if summary.read_otherwise:
        again = _typed("rework", summary.warehouse)
        number = f"{summary.read_otherwise:,} article{'s were' if summary.read_otherwise > 1 else ' was'}"
        click.echo(f"{number} read with other tables of reference than this run's: `{again}` reads them again\n")


_NEXT = (
    ("flags --open", "what a person should look at, worst first"),
    ("explain FILE", "why an article's date is what it is"),
    ("report --open", "the same in the browser"),
    ('sql "select * from timeline"', "what happened when; docs/questions.md has more to ask"),
)


def _typed(command: str, warehouse: Path) -> str:
    """``dateline COMMAND`` as it is to be typed here: with the warehouse, unless that is the one meant without."""
    ours = shutil.which("dateline")
    beside = Path(sys.executable).with_name("dateline")
    program = "dateline" if ours or not beside.exists() else os.path.relpath(beside)
    meant = Path(os.environ.get("DATELINE_WAREHOUSE") or DEFAULT_WAREHOUSE)
    return f"{program} {command}{option_naming(warehouse, meant)}"


def _places(summary: Summary) -> None:
    click.echo(f"warehouse  {summary.warehouse}")
    click.echo(f"reports    {summary.reports}")


def _quarantined(found: list[dict[str, Any]], warehouse: Path) -> None:
    for row in found[:QUARANTINED]:
        click.echo(terminal.hanging(f"  quarantined: {_place(row)}: {row['message']} [{row['code']}]", "    "))
    if len(found) > QUARANTINED:
        click.echo(f"  … and {len(found) - QUARANTINED:,} more: {_typed('quarantine', warehouse)}")


def _articles(found: list[dict[str, Any]], warehouse: Path) -> None:
    if not found:
        return
    room = max(min(terminal.width() - 51, 42), 16)  # what dates and verdict leave to the name
    click.echo(f"\n{'article':<{room}} {'claimed':<12} {'written':<26} verdict")
    for row in found[:ARTICLES]:
        name = str(row["name"])
        name = name if len(name) < room else "…" + name[2 - room :]
        written = interval_text(row["date_from"], row["date_to"])
        click.echo(f"{name:<{room}} {str(row['claimed'] or '-')[:11]:<12} {written:<26} {row['date_verdict']}")
    if len(found) > ARTICLES:
        everything = _typed('sql "select * from articles"', warehouse)
        click.echo(f"… and more: {everything}")


def _worst(found: list[dict[str, Any]]) -> None:
    if not found:
        click.echo("\nnothing to look at")
        return
    click.echo("\nworst flags")
    for row in found:
        click.echo(terminal.hanging(f"  {row['severity']:<9}{row['code']}  {_place(row)}", "           "))
        click.echo(terminal.wrapped(row["message"], "           "))


def _place(row: dict[str, Any]) -> str:
    """Where it stands: its file, as seen from the working directory where that holds it, and the record in it."""
    file = str(row["source_uri"]).removeprefix(f"{Path.cwd()}{os.sep}")
    return f"{file}, {row['record']}" if row["record"] else file


def interval_text(lo: Any, hi: Any) -> str:
    """A closed interval as a person writes it: one day, two ends, or an open side."""
    if lo is None and hi is None:
        return "unknown"
    if lo == hi:
        return str(lo)
    if hi is None:
        return f"{lo} or later"
    if lo is None:
        return f"{hi} or earlier"
    return f"{lo} – {hi}"
