"""A schedule that runs: on a real server, from another folder, each run taking only what is new."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.installed import users_folder
from warehouse.read import fetch, open_published

pytestmark = pytest.mark.slow

NEWS = {
    "a.txt": "Vellin, 8 July 2014 - Chad closed its border with Sudan on 7 July 2014, officials said.",
    "b.txt": "Ostrava, 3 May 2016 - Kenya opened its border with Uganda on 2 May 2016, officials said.",
}


def until(happened: Callable[[], Any], seconds: float, what: str) -> Any:
    """What ``happened`` returns as soon as that is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := happened():
            return found
        time.sleep(0.5)
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


def published(warehouse: Path, query: str) -> list[dict[str, Any]]:
    if not warehouse.exists():
        return []
    with open_published(warehouse) as con:
        return fetch(con, query)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(NEWS["a.txt"])
    return folder


@pytest.fixture
def served(inbox: Path, tmp_path: Path) -> Iterator[Path]:
    """``dateline schedule`` each minute over the inbox, in a folder with packages called as ours; the warehouse."""
    users_folder(tmp_path / "elsewhere")
    warehouse = tmp_path / "w.duckdb"
    command = [sys.executable, "-P", "-m", "flows", "schedule", str(inbox), "--cron", "* * * * *",
               "--warehouse", str(warehouse)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_HOME": str(tmp_path / "prefect"),
                   "PREFECT_RUNNER_POLL_FREQUENCY": "1"}  # fmt: skip
    environment.pop("PREFECT_API_URL", None)
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=tmp_path / "elsewhere", env=environment, stdout=log, stderr=log)
        try:
            yield warehouse
        finally:
            process.terminate()
            process.wait(120)


def test_scheduled_runs_complete_and_take_only_what_is_new(served: Path, inbox: Path, tmp_path: Path) -> None:
    try:
        until(lambda: published(served, "select * from events"), 900, "a scheduled run")
        (inbox / "b.txt").write_text(NEWS["b.txt"])
        until(lambda: len(published(served, "select * from articles")) == 2, 600, "the next run")
    except AssertionError as error:
        raise AssertionError(f"{error}\n{(tmp_path / 'log').read_text()[-3000:]}") from None
    took = published(served, "select state, counts->>'$.documents' as documents from runs order by started_at")
    assert [(run["state"], run["documents"]) for run in took if run["documents"]] == [("completed", "1")] * 2
    assert len(published(served, "select distinct doc_id from events")) == 2
