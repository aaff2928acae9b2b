"""Commands that look: flags, explain, report, dates, quarantine. They open the published file, read-only."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from flows.cli import terminal
from flows.cli.failures import existing, warehouse_option
from flows.cli.table import print_table
from flows.cli.work import reference_option

MARK = {"critical": "!!", "warning": " !", "info": "  "}
_COLOUR = {"critical": "red", "warning": "yellow", "info": None}


@click.command()
@warehouse_option
@click.option("--open", "only_open", is_flag=True, help="Leave out flags that a person has already decided on.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Show at most so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def flags(warehouse: Path, only_open: bool, limit: int, as_json: bool) -> None:
    """What a person should look at, worst first."""
    from warehouse.read import read_flags

    rows = read_flags(existing(warehouse), only_open=only_open, limit=limit)
    for row in rows:
        if as_json:
            click.echo(json.dumps(row, default=str, ensure_ascii=False))
        else:
            print_flag(row)
    if not rows and not as_json:
        click.echo("nothing to look at")


def print_flag(row: dict[str, Any]) -> None:
    """A flag: how bad, its id, its code and where, what became of it; then what is wrong, and what to do about it."""
    from expectations.rules import advice

    where = " ".join(part for part in (row.get("source_uri"), row.get("record")) if part)
    head = f"{MARK[row['severity']]} {row['flag_id']}  {row['code']}"
    decided = "" if row.get("state", "open") == "open" else f"  [{row['state']}]"
    room = terminal.width() - len(head) - len(decided) - 2
    if len(where) > room and room < 30:  # a line of its own, rather than its last letters
        where, below = "", terminal.wrapped(where, "     ")
    else:
        where, below = _shorten(where, room), ""
    click.echo(f"{click.style(head, fg=_COLOUR[row['severity']])}  {where}{decided}".rstrip())
    if below:
        click.echo(below)
    click.echo(terminal.wrapped(row["message"], "     "))
    if row.get("state", "open") == "open" and (todo := advice().get(row["code"])):
        click.secho(terminal.wrapped(f"→ {todo}", "     "), dim=True)


def _shorten(uri: str, width: int = 60) -> str:
    return uri if len(uri) <= width else "…" + uri[-width + 1 :]


@click.command()
@click.argument("what", metavar="DOC_OR_EVENT")
@warehouse_option
def explain(what: str, warehouse: Path) -> None:
    """Show an article with its dates and events marked, and why its date is what it is.

    DOC_OR_EVENT is a doc_id or event_id (or their first letters), or the name of the file that was ingested.
    """
    from flows.cli.explain import explain_article

    existing(warehouse)
    with terminal.paged():
        explain_article(warehouse, what)


@click.command()
@warehouse_option
@click.option("--open", "open_it", is_flag=True, help="Open the reports in the browser.")
@click.option("--json", "as_json", is_flag=True, help="Print the same report as JSON.")
def report(warehouse: Path, open_it: bool, as_json: bool) -> None:
    """Build the validation reports and review pages as HTML beside the warehouse, and say where."""
    from flows.pipeline import build_reports

    if as_json:
        from expectations.reports import machine
        from warehouse.read import open_published

        with open_published(existing(warehouse)) as connection:
            click.echo(machine.as_json(machine.machine_report(connection)))
        return
    index = build_reports(existing(warehouse))
    click.echo(index)
    if open_it:
        click.launch(index.resolve().as_uri())


@click.command()
@click.argument("text")
@click.option(
    "--dct", default=None, metavar="YYYY-MM-DD", help="The day on which the text was written; left out, it is unknown."
)
@click.option("--language", default=None, metavar="CODE", help="The text's language (de, ru, …), if it is not English.")
@reference_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def dates(text: str, dct: str | None, language: str | None, reference: Path | None, as_json: bool) -> None:
    """Print each date expression in TEXT, what it is resolved to, by which rule, from which anchor."""
    from flows.annotations import timex_json
    from flows.dates.eras import eras
    from flows.dates.timex import tag
    from flows.records import Interval
    from flows.reference import laid, read_reference

    known = Interval()
    if dct is not None:
        try:
            day = date.fromisoformat(dct)
        except ValueError as error:
            raise click.BadParameter(f"{dct!r} is no date of the form YYYY-MM-DD", param_hint="--dct") from error
        known = Interval(day, day)
    with laid(read_reference(reference)):
        timexes, named = tag(text, known, language), eras(text)
    if as_json:
        for timex in timexes:
            click.echo(json.dumps(timex_json(timex), ensure_ascii=False))
        return
    rows: list[tuple[Any, ...]] = [
        (t.text, t.type, t.value, t.mod, t.interval.lo, t.interval.hi, t.granularity, t.anchor, t.rule, t.problem)
        for t in timexes
    ]
    rows += [
        (era.text, "-", era.name, None, era.days.lo, era.days.hi, "era", "self", "eras.csv", None) for era in named
    ]  # no TIMEX3, but they date events
    if not rows:
        click.echo("no date expression")
        return
    print_table(["text", "type", "value", "mod", "from", "to", "granularity", "anchor", "rule", "problem"], rows)


@click.command()
@warehouse_option
@click.option("--all", "everything", is_flag=True, help="Also list the inputs that a later run could read.")
def quarantine(warehouse: Path, everything: bool) -> None:
    """Inputs that could not become documents: where, a code, and why."""
    from warehouse.read import quarantined

    for row in quarantined(existing(warehouse), everything=everything):
        place = f"{row['source_uri']}{', ' + row['record'] if row['record'] else ''}"
        click.echo(f"{row['code']}  {place}\n     {row['message']}")
