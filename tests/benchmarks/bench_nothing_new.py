"""What a run costs that finds nothing new, by Prefect's schedule and directly.

    python -m tests.benchmarks.bench_nothing_new

A server of its own, a schedule over the sample articles; the first run takes them in, the later ones find nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ARTICLES, ROOT

NAME = "nothing-new"


@contextmanager
def served(warehouse: Path) -> Iterator[None]:
    """``dateline schedule`` over the sample, which begins no run of itself; its log goes to a file beside."""
    command = [sys.executable, "-P", "-m", "flows", "schedule", str(ARTICLES), "--cron", "0 0 1 1 *", "--name", NAME,
               "--warehouse", str(warehouse)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    with (warehouse.parent / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            while "being served" not in (warehouse.parent / "log").read_text():
                assert process.poll() is None, (warehouse.parent / "log").read_text()
                time.sleep(0.5)
            yield
        finally:
            process.terminate()
            process.wait()


def scheduled() -> tuple[float, float]:
    """Seconds of a run that is due now: from then to its end, and of these in the run itself."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(f"dateline/{NAME}")
        run = client.create_flow_run_from_deployment(deployment.id)
        while not (run.state and run.state.is_final()):
            time.sleep(0.2)
            run = client.read_flow_run(run.id)
    assert run.state.is_completed(), run.state
    assert run.end_time is not None
    assert run.created is not None
    return (run.end_time - run.created).total_seconds(), run.total_run_time.total_seconds()


def direct(warehouse: Path) -> tuple[float, float]:
    """Seconds of ``dateline run --direct``: of the clock, and of the processor."""
    command = [sys.executable, "-P", "-m", "flows", "run", "--direct", "--quiet", str(ARTICLES), "--warehouse",
               str(warehouse)]  # fmt: skip
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=3, help="runs with nothing new (default: %(default)s)")
    times = parser.parse_args().n
    with TemporaryDirectory(prefix="dateline-nothing-new-") as folder:
        os.environ["PREFECT_HOME"] = f"{folder}/prefect"
        os.environ.pop("PREFECT_API_URL", None)
        from flows.prefect_server import api_server

        warehouse = Path(folder) / "w.duckdb"
        with api_server(), served(warehouse):
            for what in ("the sample is new", *["nothing new"] * times):
                whole, inside = scheduled()
                print(f"scheduled, {what:20}{whole:6.1f} s from due to end, {inside:5.1f} s of them in the run")
        for _ in range(times):
            clock, processor = direct(warehouse)
            print(f"direct,    {'nothing new':20}{clock:6.1f} s, {processor:5.1f} s of processor")


if __name__ == "__main__":
    main()
