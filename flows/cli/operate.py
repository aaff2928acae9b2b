"""Commands for whoever runs a warehouse: status, rework, delete."""

from __future__ import annotations

import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from flows.cli.failures import HELD, existing, warehouse_option
from flows.cli.work import NO_TABLES, model_option, reader_option
from flows.records import Models, Reader


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@warehouse_option
@click.option("--reason", default=None, help="Why, such as the number of the request; kept with the tombstone.")
@click.option("--by", default=getpass.getuser, show_default="your user name", help="Who deletes; kept, too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def delete(
    ctx: click.Context, documents: tuple[str, ...], warehouse: Path, reason: str | None, by: str, yes: bool
) -> None:
    """Delete DOCs for good: from every table, report page and copy of the warehouse, and keep them out.

    DOC is a doc_id (or its first letters), or the name of the file that was taken in. A tombstone stays: digests of
    its bytes and text, when, by whom and why. What other articles owed it is worked out again. The source itself,
    exports and backups are not touched: those are yours to delete.
    """
    from flows import deletion, logs

    logs.configure("warning", "text")
    found = deletion.find_to_delete(existing(warehouse), documents)
    for one in found:
        click.echo(f"{one.doc_id[:12]}  {one.source}")
        for doc_id, source in one.copies:
            click.echo(f"              the same text stands in {doc_id[:12]} ({source})")
    if not found:
        click.echo("deleted before; files and reports are written anew")
    elif not yes:
        click.confirm("Delete for good?", abort=True)
    summary = deletion.delete_for_good(warehouse, found, deleted_by=by, reason=reason)
    pages = delete_prefect_pages(warehouse)
    click.echo(f"deleted {len(found)}; articles worked out again without it: {summary.counts.get('redated', 0)}")
    click.echo(f"files and reports are written anew{f', {pages} pages of Prefect deleted' if pages else ''}")
    click.echo("sources, exports and backups are as they were: they are yours to delete")
    if summary.state == "held":
        ctx.exit(HELD)


def delete_prefect_pages(warehouse: Path) -> int:
    """Delete what Prefect keeps of the warehouse's runs, if it keeps anything; how many pages that were."""
    from flows import prefect_server
    from warehouse.sizes import prefect_database

    if not prefect_database().is_file() and "PREFECT_API_URL" not in os.environ:
        return 0
    with prefect_server.api_server(scheduler=False):
        from flows import prefect_runs

        return prefect_runs.delete_artifacts(warehouse)


@click.command()
@warehouse_option
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True, help="How many of the last runs.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to say it."
)
@click.option("--openmetrics", is_flag=True, help="As OpenMetrics text, for a collector.")
def status(warehouse: Path, runs: int, form: str, openmetrics: bool) -> None:
    """How the warehouse stands: its last runs, its size, versions, and what waits."""
    from flows import operating

    state = operating.state_of(existing(warehouse), runs)
    if openmetrics:
        click.echo(operating.as_openmetrics(state), nl=False)
    elif form == "json":
        click.echo(json.dumps(state, default=_plain, ensure_ascii=False, indent=1))
    else:
        _print_state(state)


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _print_state(state: dict[str, Any]) -> None:
    """The state in lines of at most 80 columns, but for a path or a message that is longer by itself."""
    click.echo(f"{state['warehouse']}, published {state['published_at']:%Y-%m-%d %H:%M} UTC")
    if state["writer"]:
        click.echo(f"being written by {state['writer']}")
    totals = ", ".join(f"{number:,} {what}" for what, number in state["totals"].items())
    click.echo(totals)
    click.secho("\nruns", bold=True)
    for run in state["runs"]:
        took = "" if run["seconds"] is None else f"{run['seconds']:,.1f} s"
        counts = ", ".join(f"{number} {what}" for what, number in run["counts"].items())
        line = f"  {run['started_at']:%Y-%m-%d %H:%M}  {run['state']:<9} {took:>10}"
        click.echo(click.wrap_text(f"{line}  {counts or 'nothing new'}", 80, "", " " * 42, preserve_paragraphs=False))
        if run["message"]:
            click.echo(click.wrap_text(run["message"], 80, "    ", "    "))
    click.secho("\nsize", bold=True)
    for what, size in state["bytes"].items():
        click.echo(f"  {what:<10} {size / 1e6:>10,.1f} MB")
    click.secho("\nversions", bold=True)
    for what, version in state["versions"].items():
        click.echo(f"  {what:<10} {version}")
    for made in state["made_by"]:
        by = f"  {made['articles']:,} articles by dateline {made['version'] or '?'}, {made['model'] or 'no model'}"
        by += f", tables {made['reference']}" if made["reference"] else ""
        click.echo(click.wrap_text(by, 80, "  ", "    "))
    if (tables := state["reference"])["digest"]:
        click.secho("\ntables of your own", bold=True)
        click.echo(f"  {tables['digest']}  {tables['folder']}: {', '.join(tables['files'])}")
    click.secho("\nwaiting", bold=True)
    for what, number in state["waiting"].items():
        click.echo(f"  {number:>7,}  {what}")


@click.command("rework")
@click.argument("documents", nargs=-1, metavar="[DOC...]")
@warehouse_option
@click.option("--all", "everything", is_flag=True, help="Every article.")
@click.option("--older-than", metavar="VERSION", help="Those that an older dateline made, such as 0.2.0.")
@model_option
@reader_option
@click.option(
    "--reference",
    metavar="DIR",
    envvar="DATELINE_REFERENCE",
    help="The folder of tables of your own to read with (env: DATELINE_REFERENCE); left out, those of the last run, as "
    "the warehouse has kept them. none: ours alone.",
)
@click.pass_context
def rework_command(
    ctx: click.Context,
    documents: tuple[str, ...],
    warehouse: Path,
    everything: bool,
    older_than: str | None,
    model: str | None,
    reader: Reader,
    reference: str | None,
) -> None:
    """Work articles out again after an upgrade, from the text as it was taken in; what people decided stays.

    Unless told which: those that another version of dateline, or other models, made than are here now, and those that
    were read with other tables of your own. DOC is a doc_id (or its first letters), or the name of the file that was
    taken in. Articles are stored 64 at a time; the command may be interrupted, and without --all it goes on where it
    was.
    """
    from flows import logs, reworking
    from flows.reference import read_reference

    if everything and (older_than or documents):
        raise click.UsageError("--all is every article: neither --older-than nor DOC goes with it")
    logs.configure("warning", "text")
    models = Models(model, reader)
    tables = None if reference is None else read_reference(None if reference == NO_TABLES else reference)
    reworking.bring_up_to_date(existing(warehouse))
    found = reworking.articles_to_rework(
        warehouse, documents, older_than=older_than, everything=everything, models=models, reference=tables
    )
    if not found:
        click.echo("nothing to work out again")
        return
    click.echo(f"{len(found)} articles to work out again")
    with click.progressbar(length=len(found), label="worked out", file=sys.stderr) as bar:
        summary = reworking.rework_articles(warehouse, found, models, bar.update, tables)
    click.echo(f"{summary.counts.get('redated', 0)} articles stored, by {summary.model}")
    if quarantined := summary.counts.get("quarantined"):
        click.echo(f"{quarantined} could not be read and are as they were: dateline quarantine")
    if summary.state == "held":
        ctx.exit(HELD)
