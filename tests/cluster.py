"""A scheduler of Dask's and workers of ours, each a process in a folder of its own, for tests and measurements."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


class Cluster:
    """Processes by name, ``scheduler`` among them. They end with the context."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._folder, self._environment = folder, {**os.environ, **(environment or {})}
        self._running = ExitStack()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.address = ""

    def __enter__(self) -> Cluster:
        place = self._folder / "scheduler.json"
        command = ["-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self._start("scheduler", [*command, "--scheduler-file", str(place)], ROOT)
        wait_for(place.exists)
        self.address = str(json.loads(place.read_text("utf-8"))["address"]).replace("tcp://", "dask://")
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def add_worker(self, name: str, dateline: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
        """Start a worker of one process; ``dateline`` is the checkout that it runs, ``environment`` is set beside."""
        command = ["-m", "flows", "worker", self.address, "--workers", "1", "--", "--name", name, "--no-nanny"]
        self._start(name, command, dateline, environment)

    def workers(self) -> set[str]:
        """The names of those that the scheduler knows."""
        with self.asked() as client:
            return {worker["name"] for worker in client.scheduler_info()["workers"].values()}

    @contextmanager
    def asked(self) -> Iterator[Any]:
        """A client of the scheduler beside the run's own."""
        from distributed import Client

        with Client(self.address.replace("dask://", "tcp://"), set_as_default=False) as client:
            yield client

    def _start(self, name: str, command: Sequence[str], dateline: Path, more: Mapping[str, str] | None = None) -> None:
        own = self._folder / name
        own.mkdir()
        log = self._running.enter_context((own / "log").open("wb"))
        path = os.pathsep.join([str(dateline), str(ROOT), self._environment.get("PYTHONPATH", "")])
        environment = {**self._environment, **(more or {}), "PYTHONPATH": path}
        process = subprocess.Popen([sys.executable, "-P", *command], cwd=own, env=environment, stdout=log, stderr=log)
        self._running.callback(process.wait)
        self._running.callback(process.kill)
        self.processes[name] = process


def wait_for(it: Callable[[], object], seconds: float = 120) -> None:
    """Wait until ``it`` is true. Raises ``TimeoutError``."""
    deadline = time.monotonic() + seconds
    while not it():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for has not come")
        time.sleep(0.05)
