"""``dateline review``: what a person decides about a flag."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from flows.cli.failures import existing, warehouse_option
from flows.cli.look import print_flag


@click.command()
@click.argument("flag", required=False)
@warehouse_option
@click.option("--accept", "decision", flag_value="accepted", help="The finding is right; nothing is to be corrected.")
@click.option("--dismiss", "decision", flag_value="dismissed", help="The finding is wrong or does not matter.")
@click.option(
    "--date", "--value", "value", metavar="VALUE",
    help="What is right: 2017-11-20, 2017-11, 2017-11-20/2017-11-25; of an event also a status, or none.",
)  # fmt: skip
@click.option("--withdraw", is_flag=True, help="Take the latest decision on the flag back.")
@click.option("--note", default="", help="Why.")
@click.option("--reviewer", default=getpass.getuser, show_default="your user name", help="Who decides.")
@click.option("--serve", is_flag=True, help="Open the queue as a page on this machine only.")
def review(
    flag: str | None,
    warehouse: Path,
    decision: str | None,
    value: str | None,
    withdraw: bool,
    note: str,
    reviewer: str,
    serve: bool,
) -> None:
    """List what is to be decided, or decide on FLAG (its id, or the first letters of it).

    A decision holds through later runs until it is taken back; a correction works the article out again.
    """
    from expectations import review as queue
    from flows.corpus import reresolve

    existing(warehouse)
    if serve:
        queue.serve_review(warehouse, reviewer=reviewer, reresolve=reresolve)
        return
    if flag is None:
        if decision or value or withdraw:
            raise click.UsageError("which flag? `dateline flags --open` lists them")
        for row in queue.list_queue(warehouse):
            print_flag(row)
        return
    if sum((bool(decision), bool(value), withdraw)) > 1:
        raise click.UsageError("one decision at a time: --accept, --dismiss, --date or --withdraw")
    if withdraw:
        row = queue.withdraw(warehouse, flag, reresolve=reresolve)
    elif decision or value:
        taken = decision or "corrected"
        assert taken in ("accepted", "corrected", "dismissed")
        row = queue.decide(warehouse, flag, taken, value, note, reviewer, reresolve=reresolve)  # type: ignore[arg-type]
    else:
        row = queue.find_flag(warehouse, flag)
    print_flag(row)
    click.echo(f"     {row['state']}")
