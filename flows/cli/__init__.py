"""The command line. Only click is imported here: what a command needs, it imports when it runs."""

from __future__ import annotations

import click

from flows import __version__
from flows.cli.audit_command import audit_command
from flows.cli.configuration import PREFIX, config_option
from flows.cli.failures import Failing
from flows.cli.look import dates, explain, flags, quarantine, report
from flows.cli.operate import delete, rework_command, status
from flows.cli.review import review
from flows.cli.sql import export, sql
from flows.cli.tables_command import tables_command
from flows.cli.work import annotate_command, dedup, run_command, schedule
from flows.cli.worker_command import worker_command


@click.group(
    cls=Failing,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        "auto_envvar_prefix": PREFIX,
    },
)
@config_option
@click.version_option(__version__, message="dateline %(version)s")
def main() -> None:
    """Date events by what the text says, not by what the page claims.

    \b
    Try:  dateline run seeds/articles   take articles in, date them, find events
          dateline flags                what a person should look at, worst first
          dateline explain DOC          why an article's date is what it is
          dateline sql                  ask the warehouse
          dateline dates "on the 15th of last month" --dct 2017-11-20

    Exit status: 0 done; 1 the run failed; 2 bad usage; 3 done, but a critical validation held something back.
    """


for _command in (
    run_command, schedule, flags, review, explain, report, sql, export,
    annotate_command, dates, dedup, quarantine, audit_command, status, rework_command, delete, worker_command,
    tables_command,
):  # fmt: skip
    main.add_command(_command)
