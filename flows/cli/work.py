"""Commands that do the work: run, schedule, annotate, dedup."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from flows.cli.failures import HELD, F, warehouse_option
from flows.records import Models, Reader

if TYPE_CHECKING:
    from flows.ledger import Summary
    from flows.pipeline import Notify, Request

output_option = click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to write; - is standard output."
)


def _address(ctx: click.Context, option: click.Parameter, url: str | None) -> str | None:
    """``url`` as it is. Raises a usage error for what is no address of a web server."""
    from flows.notify import check_webhook

    try:
        return url and check_webhook(url)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _cron(ctx: click.Context, option: click.Parameter, cron: str) -> str:
    """``cron`` as it is. Raises a usage error for what Prefect's scheduler would not take."""
    from flows.prefect_server import check_cron

    try:
        return check_cron(cron)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


webhook_option = click.option(
    "--webhook",
    metavar="URL",
    callback=_address,
    help="The address to which new flags are sent (POST, JSON) when the run is done.",
)


def _pairs(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """``("text=Inhalt",)`` as ``{"text": "Inhalt"}``. Raises a usage error for what ingest would not take."""
    if not given:
        return {}
    from flows.ingest import FieldMap, Limits

    split = [pair.partition("=") for pair in given]
    if wrong := next((pair for pair in split if not pair[2]), None):
        raise click.BadParameter(f"{wrong[0]!r} is not of the form KEY=VALUE")
    pairs = {key.strip(): value.strip() for key, _, value in split}
    try:
        (FieldMap.with_names if option.name == "fields" else Limits.with_values)(pairs)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return pairs


fields_option = click.option(
    "--field", "fields", multiple=True, metavar="KEY=NAME", callback=_pairs,
    help="Your name for a field (JSON, CSV, Parquet): --field text=Inhalt --field published=Datum; repeatable.",
)  # fmt: skip
limits_option = click.option(
    "--limit", "limits", multiple=True, metavar="NAME=VALUE", callback=_pairs,
    help="What one input may cost: --limit document_bytes=64MiB --limit page_seconds=20. Repeatable.",
)  # fmt: skip


def _language(ctx: click.Context, option: click.Parameter, given: str | None) -> str | None:
    from flows.ingest.stated_language import language_code

    if given and not (code := language_code(given)):
        raise click.BadParameter(f"no language is called {given!r}; en, de or German are")
    return code if given else None


language_option = click.option(
    "--language", metavar="CODE", callback=_language,
    help="The language of documents that state none, such as en; left out, each is looked at.",
)  # fmt: skip


def _day(ctx: click.Context, option: click.Parameter, given: datetime | None) -> date | None:
    if given is not None and given.year < 1900:
        raise click.BadParameter("no day before 1900 is told from another")
    return given.date() if given else None


as_of_option = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY",
    help="The day by which everything that comes in was written, such as 2024-12-31; left out, the day of the run.",
)  # fmt: skip


def _installed(ctx: click.Context, option: click.Parameter, model: str | None) -> str | None:
    """``model`` as it is. Raises a usage error where there is none of this name."""
    from flows.errors import NoSuchModel
    from flows.installed_models import check_model

    try:
        check_model(model)
    except NoSuchModel as error:
        raise click.BadParameter(str(error)) from error
    return model


def _made(ctx: click.Context, option: click.Parameter, reader: Reader) -> Reader:
    """``reader`` as it is. Raises a usage error where it has not been made."""
    from flows.events.reader import NoReaderError, check_reader

    try:
        check_reader(reader)
    except NoReaderError as error:
        raise click.BadParameter(str(error)) from error
    return reader


reader_option = click.option(
    "--reader", type=click.Choice(["small", "large", "off"]), default="small", show_default=True, callback=_made,
    envvar="DATELINE_READER",
    help="The learned reader that decides which events are on record (large: `make reader`); with off, rules decide.",
)  # fmt: skip
least_option = click.option(
    "--least-confidence", type=click.FloatRange(0, 1), metavar="P",
    help="Views show events of at least this confidence, 0.5 at first; the warehouse keeps it until you set another.",
)  # fmt: skip
model_option = click.option(
    "--model", default=None, callback=_installed,
    help="spaCy model to read with (an installed package or a path); recorded with every run.",
)  # fmt: skip


private_option = click.option(
    "--allow-private", is_flag=True,
    help="Let redirects and links lead to addresses of this machine or a private network, too.",
)  # fmt: skip


def _tables(ctx: click.Context, option: click.Parameter, folder: str | None) -> Path | None:
    """The folder, once its tables are known to be written well; raises what is wrong with them."""
    from flows.reference import read_reference

    if folder in (None, NO_TABLES):
        return None
    return Path(read_reference(folder).folder)


NO_TABLES = "none"
reference_option = click.option(
    "--reference", metavar="DIR", callback=_tables, envvar="DATELINE_REFERENCE",
    help="A folder of tables of your own, laid over ours: actors, frames, dates (`dateline tables`, docs/extending.md; "
    "env: DATELINE_REFERENCE). none: ours alone.",
)  # fmt: skip


def log_options(command: F) -> F:
    """``--log-level`` and ``--log-format``, also from the environment."""
    from flows.logs import FORMAT_VARIABLE, FORMATS, LEVEL_VARIABLE, LEVELS

    level = click.option(
        "--log-level", type=click.Choice(LEVELS), envvar=LEVEL_VARIABLE,
        help=f"The least level of the lines on standard error (env: {LEVEL_VARIABLE}); info has one a step. "
        "Unless told: warning for a run that is watched on a terminal or --quiet, info for every other.",
    )  # fmt: skip
    form = click.option(
        "--log-format", type=click.Choice(FORMATS), default="text", envvar=FORMAT_VARIABLE, show_default=True,
        help=f"Lines for people, or one JSON object each (env: {FORMAT_VARIABLE}).",
    )  # fmt: skip
    return level(form(command))


keep_option = click.option(
    "--keep-days", type=click.IntRange(1), default=30, show_default=True, envvar="DATELINE_KEEP_DAYS",
    help="Days for which a run is remembered: in Prefect's list, by what it was validated with, and at all if it "
    "changed nothing (env: DATELINE_KEEP_DAYS).",
)  # fmt: skip


def _engine(ctx: click.Context, option: click.Parameter, address: str | None) -> str | None:
    """``address`` as it is. Raises a usage error for what is no address of an engine."""
    from flows.engines import check_engine
    from flows.errors import UsageError

    try:
        check_engine(address)
    except UsageError as error:
        raise click.BadParameter(str(error)) from error
    return address


engine_option = click.option(
    "--engine", metavar="ADDRESS", callback=_engine,
    help="Who reads: dask://HOST:PORT is a scheduler of Dask's, whose workers `dateline worker` starts; left out, "
    "processes of this machine.",
)  # fmt: skip


@click.command("run")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@warehouse_option
@click.option("--direct", is_flag=True, help="Run the stages without Prefect; the result is the same to the row.")
@model_option
@reader_option
@click.option(
    "--batch-size",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="How many documents are handled and committed together.",
)
@click.option(
    "--workers", type=click.IntRange(1), default=2, show_default=True,
    help="How many processes of this machine run the stages.",
)  # fmt: skip
@engine_option
@reference_option
@fields_option
@limits_option
@language_option
@as_of_option
@least_option
@private_option
@webhook_option
@keep_option
@log_options
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
def run_command(direct: bool, log_level: str | None, log_format: str, quiet: bool, **asked: Any) -> None:
    """Ingest PATHs, date them, extract their events, validate, and publish.

    PATH is a file, a folder, an archive or a feed, here or at an address (https://, s3://, gs://, az://); - reads JSON
    lines from standard input. What is already in the warehouse is not taken again, and what an earlier run left
    unfinished is finished. A feed that gives summaries and a sitemap lead to their pages.
    """
    from flows import fetch, logs
    from flows.ingest.source import find_sources
    from flows.pipeline import DIRECT, run_pipeline

    request = _request(**asked)
    find_sources(fetch.by_kind(request.sources).paths)  # a misnamed path is told before anything is started or written
    logs.configure(log_level or ("warning" if quiet or sys.stderr.isatty() else "info"), log_format)
    if direct:
        _supervise(request.warehouse)
        with progress(quiet) as notify:
            summary = run_pipeline(request, DIRECT, notify)
    else:
        summary = _run_on_prefect(request, quiet)
    if not quiet:
        from flows.cli.summary import print_summary

        print_summary(summary)
    if summary.state == "held":
        click.get_current_context().exit(HELD)


def _request(paths: tuple[str, ...], model: str | None, reader: Reader, **others: Any) -> Request:
    """What the options of a command ask for; ``others`` are called as the request's fields are."""
    from flows import fetch
    from flows.pipeline import Request

    return Request(sources=fetch.as_called(paths), models=Models(model, reader), **others)


def _run_on_prefect(request: Request, quiet: bool) -> Summary:
    # The summary says what a run's log would, and a failure is told once, by the command line.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    if not quiet and sys.stderr.isatty():
        click.echo("starting Prefect …", err=True)
    from flows import prefect_server

    with prefect_server.api_server(scheduler=False):
        from flows import prefect_runs

        _supervise(request.warehouse, prefect_runs.close_all)
        from flows import orchestration

        with progress(quiet) as notify:
            return orchestration.run_flow(request, notify)


Close = Callable[[Path, signal.Signals], None]


def _supervise(warehouse: Path, *others: Close, own_group: bool = False) -> None:
    """Go on in a child process; what that leaves open when a signal ends it is closed, in the ``others``' ways, too.

    What closes is loaded before the child begins: somebody who has just pressed Ctrl-C waits for it.
    """
    from flows import lifeline
    from warehouse.files import close_interrupted

    lifeline.supervise(lambda by: _close(warehouse, by, close_interrupted, *others), own_group=own_group)


def _close(warehouse: Path, by: signal.Signals, *ways: Close) -> None:
    """Close what a run that was ended left open: its row in the warehouse, its state in Prefect, the progress bar."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K\x1b[?25h", nl=False, err=True)  # the bar's line, and the cursor that it hides
    kept = "what was taken in is kept, and the next run goes on from there"
    click.echo(f"dateline: ended by {by.name}: {kept}", err=True)
    for close in ways:
        try:
            close(warehouse, by)
        except Exception as error:  # noqa: BLE001  only the user is left to be told; the next run closes it
            click.echo(f"dateline: a state was not closed: {error}", err=True)


@contextmanager
def progress(quiet: bool) -> Iterator[Notify]:
    """A line a kind of work on a terminal; nothing where standard error is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda what, n: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[count]} documents"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {
            what: bar.add_task(what, total=None, count="0", visible=what != "fetched")
            for what in ("fetched", "ingested", "extracted")
        }

        def tell(what: str, n: int) -> None:
            """``to extract`` says how many there are to be; everything else, that so many more are done."""
            if what == "to extract":
                bar.update(tasks["extracted"], total=n)
                bar.update(tasks["ingested"], total=bar.tasks[tasks["ingested"]].completed)
            else:
                bar.update(tasks[what], advance=n, visible=True)
            for task in bar.tasks:
                of = f" of {task.total:,.0f}" if task.total is not None and task.id == tasks["extracted"] else ""
                bar.update(task.id, count=f"{task.completed:,.0f}{of}")

        yield tell


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--cron", required=True, callback=_cron, help='When, in UTC: "0 6 * * *" is every morning at six.')
@warehouse_option
@model_option
@reader_option
@reference_option
@fields_option
@limits_option
@language_option
@as_of_option
@least_option
@private_option
@engine_option
@webhook_option
@keep_option
@log_options
@click.option("--name", default=None, help="The deployment's name; left out, that of the warehouse.")
def schedule(cron: str, log_level: str | None, log_format: str, name: str | None, **asked: Any) -> None:
    """Serve the same run as a Prefect deployment on a cron schedule; each run takes only what is new.

    Stays in the foreground until interrupted. A Prefect server is started beside it unless PREFECT_API_URL names one.
    """
    from flows import fetch, logs, prefect_server
    from flows.ingest.source import there

    request = _request(**asked)
    for path in fetch.by_kind(request.sources).paths:
        there(path)
    logs.configure(log_level or "info", log_format)
    with prefect_server.api_server():
        from flows import prefect_runs

        _supervise(request.warehouse, prefect_runs.close_all, own_group=True)
        from flows.orchestration import serve

        serve(request, cron, name)


@click.command("annotate")
@click.argument("source", type=click.File("r", encoding="utf-8", errors="replace"), metavar="IN.jsonl")
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to write; - is standard output."
)
@click.option("--date-key", default="date", show_default=True, help="The key that holds the claimed date.")
@click.option("--whole-text", is_flag=True, help="All of text is body: no clutter, no title.")
@click.option("--trust-date", is_flag=True, help="Believe the date that the input claims, whatever the text says.")
@click.option("--until", type=click.Choice(["clean", "dates", "events"]), default="events", show_default=True,
              help="The last stage to run.")  # fmt: skip
@model_option
@reader_option
@reference_option
@as_of_option
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many processes work on it.")
def annotate_command(
    source: TextIO,
    output: TextIO,
    date_key: str,
    whole_text: bool,
    trust_date: bool,
    until: str,
    model: str | None,
    reader: Reader,
    reference: Path | None,
    as_of: date | None,
    jobs: int,
) -> None:
    """Text in, annotations out, one JSON object a line, in order; no warehouse.

    In: doc_id, text (or html); optionally title, date, url, events ([{start, end}] dates these mentions instead of
    finding them). A line that cannot be annotated yields an error object in its place.
    """
    from flows.annotations import Options, annotate_lines
    from flows.reference import read_reference

    assert until in ("clean", "dates", "events")
    tables = read_reference(reference)
    options = Options(date_key, whole_text, trust_date, until, Models(model, reader), as_of, tables)  # type: ignore[arg-type]  # asserted above
    for line in annotate_lines(source, options, jobs=jobs):
        output.write(line + "\n")


@click.command()
@click.argument("source", type=click.File("r", encoding="utf-8", errors="replace"), metavar="IN.jsonl")
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to write; - is standard output."
)
@click.option("--date-key", default="date", show_default=True, help="The key that holds the claimed date.")
def dedup(source: TextIO, output: TextIO, date_key: str) -> None:
    """Near-duplicates among JSON lines: for each, the doc_id that it repeats, or null, and a score."""
    from flows.annotations import documents_of
    from flows.corpus.copies import Copy, leading_documents, signature
    from flows.records import Quarantined, well_formed

    copies = []
    for document in documents_of(source, source.name, date_key=date_key):
        if isinstance(document, Quarantined):
            click.echo(f"dateline: {document.source_uri}, {document.record}: {document.message}", err=True)
            continue
        day = next((claim.day for claim in document.claims if claim.day), None)
        copies.append(Copy(document.doc_id, signature(document.text), day, day is not None))
    marks = leading_documents(copies)
    for copy in copies:
        leader, score = marks.get(copy.doc_id, (None, None))
        answer = {"doc_id": copy.doc_id, "duplicate_of": leader, "score": score}
        output.write(well_formed(json.dumps(answer, ensure_ascii=False)) + "\n")
