"""``dateline review``: what a person decides about flags, events and articles."""

from __future__ import annotations

import getpass
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli import terminal
from flows.cli.failures import existing, warehouse_option
from flows.cli.look import print_flag
from flows.cli.table import print_table

if TYPE_CHECKING:
    from expectations.review import ReviewDesk

_STATUS = click.Choice(("happened", "planned", "ongoing", "denied", "hypothetical", "reported"))


@click.command()
@click.argument("flag", required=False)
@warehouse_option
@click.option("--accept", is_flag=True, help="The finding is right; nothing is to be corrected.")
@click.option("--dismiss", is_flag=True, help="The finding is wrong or does not matter.")
@click.option(
    "--date", "--value", "value", metavar="VALUE",
    help="What is right: 2017-11-20, 2017-11, 2017-11-20/2017-11-25 (.. leaves an end open); of an event also unknown, "
    "a status, a type, or a whole correction such as 'planned CONSULT source=Cuba'.",
)  # fmt: skip
@click.option("--status", type=_STATUS, help="The event's right status.")
@click.option("--type", "event_type", metavar="TYPE", help="The event's right type, such as CONSULT.")
@click.option(
    "--source", multiple=True, metavar="NAME",
    help="Who acts: 'Ri Yong-ho (PRK GOV)', more than once for several, or nobody.",
)  # fmt: skip
@click.option("--target", multiple=True, metavar="NAME", help="Towards whom; written as for --source.")
@click.option("--no-event", is_flag=True, help="There is no such event: strike it out.")
@click.option("--same-as", metavar="EVENT", help="It is one event with EVENT.")
@click.option("--apart-from", metavar="EVENT", help="It is another event than EVENT.")
@click.option("--withdraw", is_flag=True, help="Take back the latest decision on the flag.")
@click.option("--note", default="", help="Why.")
@click.option("--reviewer", default=getpass.getuser, show_default="your user name", help="Who decides.")
@click.option("--code", metavar="CODE", help="Accept, dismiss or withdraw for all flags of this code.")
@click.option("--outlet", metavar="NAME", help="Accept, dismiss or withdraw for all flags on articles of this outlet.")
@click.option(
    "--apply", "exported", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Take over what was decided in another warehouse: the JSON lines of its `export corrections`.",
)  # fmt: skip
@click.option("--agreement", is_flag=True, help="Show how far two reviewers agree, by code.")
@click.option("--serve", is_flag=True, help="Open the queue as a page on this machine only.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port of the page; left out, any that is free."
)
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser, too.")
def review(flag: str | None, warehouse: Path, **said: Any) -> None:
    """List what is to be decided, or decide on FLAG (its id, or the first letters of it).

    FLAG may also be an event_id or a doc_id (or its first letters), or the name of the file that was taken in: every
    event and every article's date can be corrected, whether anything was found wrong with it or not. What a correction
    of an event does not name stays as it is.

    A decision holds through later runs until it is taken back; a correction works the article out again.
    """
    from expectations import review as reviewing
    from flows import corpus
    from flows.processes import StageProcesses

    existing(warehouse)
    if said["agreement"]:
        _print_agreement(warehouse)
        return
    asked = _asked(said)
    if flag is None and not asked and not said["serve"] and not said["exported"]:
        for row in reviewing.list_queue(warehouse):
            print_flag(row)
        return
    with StageProcesses() as processes:
        desk = reviewing.ReviewDesk(warehouse, partial(corpus.reresolve, apply=processes.run), corpus.relink)
        if said["serve"]:
            reviewing.serve_review(
                desk, reviewer=said["reviewer"], port=said["port"], open_browser=said["browser"], notice=click.echo
            )
            return
        if said["exported"]:
            _take_over(desk, said["exported"])
            return
        if said["code"] or said["outlet"]:
            _decide_all(desk, flag, said, asked)
            return
        if flag is None:
            raise click.UsageError("which flag? `dateline flags --open` lists them")
        row = _decided(desk, flag, said, asked)
    print_flag(row)
    click.echo(f"     {row['state']}")
    for one in reviewing.decisions_on(warehouse, row["flag_id"]):
        print_decision(one)
    if row["event_id"]:
        _print_told_with(warehouse, row["event_id"])


def print_decision(one: dict[str, Any]) -> None:
    """A line: what was decided, by whom, when, why, what stood there before, and whether it was taken back."""
    said = f"{one['decision']}{' to ' + one['value'] if one['value'] else ''} by {one['reviewer']}"
    before = f", before: {one['before']}" if one["before"] else ""
    note = f": {one['note']}" if one["note"] else ""
    back = f", taken back {one['withdrawn_at']:%Y-%m-%d %H:%M}" if one["withdrawn_at"] else ""
    line = f"{one['decided_at']:%Y-%m-%d %H:%M} UTC  {said}{back}{note}{before}"
    click.echo(click.wrap_text(line, terminal.width(), "     ", "       "))


def _print_told_with(warehouse: Path, event_id: str) -> None:
    from expectations.review import told_with

    others = [row for row in told_with(warehouse, event_id) if row["event_id"] != event_id]
    if others:
        click.echo(f"     of one event with {len(others)} other mention{'s' if len(others) > 1 else ''}:")
    for row in others:
        click.echo(terminal.wrapped(f"{row['event_id']}  {row['sentence']}", "       "))


def _asked(said: dict[str, Any]) -> list[str]:
    """The decisions that the options ask for, by name; the parts of a correction are one."""
    parts = ("value", "status", "event_type", "source", "target", "no_event")
    asked = [name for name in ("accept", "dismiss", "withdraw", "same_as", "apart_from") if said[name]]
    asked += ["correct"] if any(said[name] for name in parts) else []
    if len(asked) > 1:
        raise click.UsageError(
            "one decision at a time: --accept, --dismiss, a correction, --same-as, --apart-from or --withdraw"
        )
    if said["note"] and asked in ([], ["withdraw"]):
        raise click.UsageError("a note is kept with a decision: --accept, --dismiss or --date")
    return asked


def _correction(said: dict[str, Any]) -> str:
    """The options as the value of one correction; what each may be is `read_correction`'s to judge."""
    if said["no_event"]:
        return " ".join(filter(None, ("none", said["value"], said["status"], said["event_type"])))
    sides = (f"{role}={'; '.join(said[role])}" for role in ("source", "target") if said[role])
    return " ".join(filter(None, (said["value"], said["status"], said["event_type"], *sides)))


def _decided(desk: ReviewDesk, flag: str, said: dict[str, Any], asked: list[str]) -> dict[str, Any]:
    """The flag after what was decided; as it stands where nothing was."""
    from expectations.review import find_subject

    note, reviewer = said["note"], said["reviewer"]
    match asked:
        case ["withdraw"]:
            return desk.withdraw(flag)
        case ["accept"]:
            return desk.decide(flag, "accepted", None, note, reviewer)
        case ["dismiss"]:
            return desk.decide(flag, "dismissed", None, note, reviewer)
        case ["correct"]:
            return desk.decide(flag, "corrected", _correction(said), note, reviewer)
        case ["same_as" | "apart_from" as how]:
            return desk.decide_same(flag, said[how], how == "same_as", note, reviewer)
    return find_subject(desk.published, flag)


def _take_over(desk: ReviewDesk, exported: Path) -> None:
    try:
        rows = [json.loads(line) for line in exported.read_text("utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise click.UsageError(f"{exported}: these are no JSON lines ({error})") from error
    count, troubles = desk.take_over(rows)
    for sentence in troubles:
        click.echo(f"not taken: {sentence}")
    click.echo(f"{count:,} {'decision' if count == 1 else 'decisions'} taken over")


def _decide_all(desk: ReviewDesk, flag: str | None, said: dict[str, Any], asked: list[str]) -> None:
    code, outlet = said["code"], said["outlet"]
    if flag is not None:
        raise click.UsageError("--code and --outlet name many flags: leave FLAG out")
    match asked:
        case ["accept" | "dismiss" as how]:
            decision = "accepted" if how == "accept" else "dismissed"
            count = desk.decide_all(decision, code, outlet, said["note"], said["reviewer"])  # type: ignore[arg-type]
            click.echo(
                f"{count:,} {'flag' if count == 1 else 'flags'} {decision}; the same with --withdraw takes it back"
            )
        case ["withdraw"]:
            count = desk.withdraw_all(code, outlet, said["reviewer"])
            click.echo(f"{count:,} {'decision' if count == 1 else 'decisions'} taken back")
        case _:
            raise click.UsageError("what of them all? --accept, --dismiss or --withdraw")


def _print_agreement(warehouse: Path) -> None:
    from expectations.reports import report_rows
    from expectations.reports.agreement import agreements

    with report_rows.published(warehouse) as con:
        found, differences, alone = agreements(report_rows.query_rows(con, "decided_by_each"))
    if found:
        rows = [
            (one.code, one.pairs, one.agreed, round(100 * one.agreed / one.pairs), one.kappa and round(one.kappa, 2))
            for one in found
        ]
        print_table(["code", "pairs", "agree", "percent", "kappa"], rows)
    for pair in differences:
        words = (
            f"{side['reviewer']} {side['decision']} {side['value'] or ''}".rstrip() for side in (pair.one, pair.other)
        )
        click.echo(terminal.wrapped(f"{pair.one['flag_id']}  {pair.one['code']}: {', '.join(words)}", "     "))
    click.echo(f"{alone:,} decided by one reviewer alone")
