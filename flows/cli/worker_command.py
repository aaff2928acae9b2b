"""The command of a machine that reads for others: ``dateline worker``."""

from __future__ import annotations

import os

import click


@click.command("worker")
@click.argument("scheduler", metavar="ADDRESS")
@click.option("--workers", type=click.IntRange(1), help="How many processes read at once; left out, one a core.")
@click.option(
    "--memory", default="auto", show_default=True, metavar="SIZE",
    help="What they may take together, such as 16GiB; auto is what the machine has.",
)  # fmt: skip
@click.argument("more", nargs=-1, type=click.UNPROCESSED, metavar="[-- DASK OPTION...]")
def worker_command(scheduler: str, workers: int | None, memory: str, more: tuple[str, ...]) -> None:
    """Read what runs elsewhere send to the scheduler at ADDRESS (dask://HOST:PORT), until interrupted.

    The machine needs dateline as the run has it, and nothing else: no files, no warehouse. `dask scheduler` starts a
    scheduler; what stands after -- is passed on to `dask worker`, of which this is a short form.
    """
    from flows.engines import SCHEMES, check_engine

    check_engine(scheduler)
    from distributed.cli.dask_worker import main

    scheme, _, place = scheduler.partition("://")
    options = ["--nthreads", str(workers or os.cpu_count() or 1), "--memory-limit", memory]
    options += ["--preload", "flows.engines.dask_worker", "--no-dashboard", *more]
    main([f"{SCHEMES[scheme]}://{place}", *options], prog_name="dateline worker")
