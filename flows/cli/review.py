"""``dateline review``: what a person decides about a flag."""

from __future__ import annotations

import getpass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli.failures import existing, warehouse_option
from flows.cli.look import print_flag

if TYPE_CHECKING:
    from expectations.review.queue import Reresolve


@click.command()
@click.argument("flag", required=False)
@warehouse_option
@click.option("--accept", is_flag=True, help="The finding is right; nothing is to be corrected.")
@click.option("--dismiss", is_flag=True, help="The finding is wrong or does not matter.")
@click.option(
    "--date", "--value", "value", metavar="VALUE",
    help="What is right: 2017-11-20, 2017-11, 2017-11-20/2017-11-25; of an event also a status, a type such as "
    "CONSULT, or none.",
)  # fmt: skip
@click.option("--withdraw", is_flag=True, help="Take back the latest decision on the flag.")
@click.option("--note", default="", help="Why.")
@click.option("--reviewer", default=getpass.getuser, show_default="your user name", help="Who decides.")
@click.option("--serve", is_flag=True, help="Open the queue as a page on this machine only.")
def review(
    flag: str | None,
    warehouse: Path,
    accept: bool,
    dismiss: bool,
    value: str | None,
    withdraw: bool,
    note: str,
    reviewer: str,
    serve: bool,
) -> None:
    """List what is to be decided, or decide on FLAG (its id, or the first letters of it).

    FLAG may also be an event_id or a doc_id (or its first letters), or the name of the file that was taken in: every
    event and every article's date can be corrected, whether anything was found wrong with it or not.

    A decision holds through later runs until it is taken back; a correction works the article out again.
    """
    from expectations import review as queue
    from flows import corpus
    from flows.processes import StageProcesses

    existing(warehouse)
    if serve:
        with StageProcesses() as processes:
            reresolve = partial(corpus.reresolve, apply=processes.map)
            queue.serve_review(warehouse, reviewer=reviewer, reresolve=reresolve)
        return
    asked = sum((accept, dismiss, bool(value), withdraw))
    if asked > 1:
        raise click.UsageError("one decision at a time: --accept, --dismiss, --date or --withdraw")
    if note and (withdraw or not asked):
        raise click.UsageError("a note is kept with a decision: --accept, --dismiss or --date")
    decision = "accepted" if accept else "dismissed" if dismiss else None
    if flag is None:
        if asked:
            raise click.UsageError("which flag? `dateline flags --open` lists them")
        for row in queue.list_queue(warehouse):
            print_flag(row)
        return
    with StageProcesses() as processes:
        reresolve = partial(corpus.reresolve, apply=processes.map)
        row = _decided(flag, warehouse, decision, value, withdraw, note, reviewer, reresolve)
    print_flag(row)
    click.echo(f"     {row['state']}")
    for one in queue.decisions_on(warehouse, row["flag_id"]):
        print_decision(one)


def print_decision(one: dict[str, Any]) -> None:
    """A line: what was decided, by whom, when, why, and whether it was taken back."""
    said = f"{one['decision']}{' to ' + one['value'] if one['value'] else ''} by {one['reviewer']}"
    note = f": {one['note']}" if one["note"] else ""
    back = f", taken back {one['withdrawn_at']:%Y-%m-%d %H:%M}" if one["withdrawn_at"] else ""
    click.echo(click.wrap_text(f"{one['decided_at']:%Y-%m-%d %H:%M} UTC  {said}{back}{note}", 100, "     ", "       "))


def _decided(
    flag: str,
    warehouse: Path,
    decision: str | None,
    value: str | None,
    withdraw: bool,
    note: str,
    reviewer: str,
    reresolve: Reresolve,
) -> dict[str, Any]:
    """The flag after what was decided; as it stands where nothing was."""
    from expectations import review as queue

    if withdraw:
        return queue.withdraw(warehouse, flag, reresolve=reresolve)
    if decision or value:
        taken = decision or "corrected"
        assert taken in ("accepted", "corrected", "dismissed")
        return queue.decide(warehouse, flag, taken, value, note, reviewer, reresolve=reresolve)  # type: ignore[arg-type]
    return queue.find_subject(warehouse, flag)
