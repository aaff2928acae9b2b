"""Commands for whoever runs a warehouse: delete."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import click

from flows.cli.failures import HELD, existing, warehouse_option


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
    pages = _prefect_pages(warehouse)
    click.echo(f"deleted {len(found)}; {summary.counts.get('redated', 0)} other articles worked out again")
    click.echo(f"files and reports are written anew{f', {pages} pages of Prefect deleted' if pages else ''}")
    click.echo("sources, exports and backups are as they were: they are yours to delete")
    if summary.state == "held":
        ctx.exit(HELD)


def _prefect_pages(warehouse: Path) -> int:
    """Delete what Prefect keeps of the warehouse's runs, if it keeps anything; how many pages that were."""
    from flows import prefect_server

    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    if not (home / "prefect.db").is_file() and "PREFECT_API_URL" not in os.environ:
        return 0
    with prefect_server.api_server(scheduler=False):
        from flows import prefect_runs

        return prefect_runs.delete_artifacts(warehouse)
