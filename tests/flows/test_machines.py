"""A scheduler, workers and a run that share nothing but Dask's protocol: each has a network, a user and files apart."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.benchmarks.bench_engine import started_by
from tests.benchmarks.plan_crawl import archive_of
from tests.cluster import wait_for
from tests.conftest import ARTICLES
from tests.machines import Machine, Network, cannot
from tests.warehouse.content import everything

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(cannot()), reason=cannot())]

PORT = 8786
PATIENCE = 600  # seconds: other processes may use this machine


class Place(NamedTuple):
    """What a test finds: the network, the machine of the run, and what it makes of its inputs without any engine."""

    network: Network
    run: Machine
    alone: dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with Network(tmp_path_factory.mktemp("network")) as network:
        run = network.machine("run")
        shutil.copytree(ARTICLES, run.folder / "in")
        (run.folder / "in" / "pages.warc.gz").write_bytes(archive_of(6))
        process = network.start(run, dateline_run("alone"))
        assert process.wait(PATIENCE) == 0, run.said()
        yield Place(network, run, everything(run.folder / "alone.duckdb"))


def dateline_run(warehouse: str, *more: str) -> list[str]:
    how = ["--direct", "--quiet", "--reader", "off", "--batch-size", "4", "--as-of", "2026-01-01"]
    return ["-m", "flows", "run", *how, "in", "--warehouse", f"{warehouse}.duckdb", *more]


@pytest.fixture
def scheduler(place: Place, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a scheduler, on a machine of its own, for one test."""
    machine = place.network.machine(f"{request.function.__name__}-scheduler")
    command = ["-m", "distributed.cli.dask_scheduler", "--host", machine.address, "--port", str(PORT), "--no-dashboard"]
    process = place.network.start(machine, command)
    wait_for(lambda: "Scheduler at" in machine.said())
    yield f"dask://{machine.address}:{PORT}"
    process.kill()
    process.wait()


def add_worker(place: Place, scheduler: str, name: str, *more: str, version: str | None = None) -> Worker:
    """Start one; `registered` waits for it, and for others that start meanwhile."""
    machine = place.network.machine(f"{name}-of-{scheduler.rpartition('.')[2]}".replace(":", "-"), version)
    command = ["-m", "flows", "worker", scheduler, "--workers", "1", *more, "--", "--name", name, "--no-nanny"]
    return Worker(machine, place.network.start(machine, command))


def registered(*workers: Worker) -> None:
    def is_settled(one: Worker) -> bool:
        return "Registered to" in one.machine.said() or one.process.poll() is not None

    wait_for(lambda: all(map(is_settled, workers)), PATIENCE)
    for machine, process in workers:
        assert process.poll() is None, machine.said()


class Worker(NamedTuple):
    machine: Machine
    process: subprocess.Popen[bytes]


def test_a_run_over_a_network_and_one_alone_agree_to_the_row_though_a_worker_is_killed(
    place: Place, scheduler: str
) -> None:
    left, right = (add_worker(place, scheduler, name) for name in ("left", "right"))
    other = add_worker(place, scheduler, "other", version="0.0.1")
    registered(left, right, other)
    running = place.network.start(place.run, dateline_run("killed", "--engine", scheduler))
    reads = 2  # processes of a worker that has begun: for pages, and for stages
    wait_for(lambda: len(started_by(left.process.pid)) >= reads or running.poll() is not None, PATIENCE)
    left.process.send_signal(signal.SIGKILL)
    assert running.wait(PATIENCE) == 0, place.run.said()
    assert left.process.wait(5) == -signal.SIGKILL
    assert everything(place.run.folder / "killed.duckdb") == place.alone
    assert len(place.alone["articles"]) > 15
    assert f"the worker tcp://{other.machine.address}:" in place.run.said()
    assert "it has dateline 0.0.1 (" in place.run.said()
    assert started_by(right.process.pid)
    assert not started_by(other.process.pid)


def test_what_a_full_worker_cannot_read_others_read(place: Place, scheduler: str) -> None:
    """One has no memory left, another next to no disk: Python starts there, and what reads documents does not."""
    narrow = add_worker(place, scheduler, "narrow", "--memory", "64MiB")
    full = add_worker(place, scheduler, "full")
    registered(narrow, full)
    full.machine.fill(full.process)
    alone = place.network.start(place.run, dateline_run("full", "--engine", scheduler))
    assert alone.wait(PATIENCE) == 1
    last = place.run.said().splitlines()[-1]
    assert last.startswith(f"dateline: {scheduler}: nobody is there who could read for this run; the worker ")
    assert f"tcp://{narrow.machine.address}:" in last
    assert " has no memory left and takes nothing" in last
    assert f"tcp://{full.machine.address}:" in last
    assert "No space left on device); start it again when that is mended" in last

    registered(add_worker(place, scheduler, "wide"))
    running = place.network.start(place.run, dateline_run("full", "--engine", scheduler))
    assert running.wait(PATIENCE) == 0, place.run.said()
    assert everything(place.run.folder / "full.duckdb") == place.alone
