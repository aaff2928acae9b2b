"""Whatever ends a run, and whenever: within ten seconds, in one line, with its states closed and no process left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ARTICLES, ROOT
from warehouse.files import work_path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
]
STORY = ARTICLES / "10_planned_visit.txt"
MARK = "DATELINE_TEST_FOLDER"  # in the environment of every process that a command starts
INT, TERM, KILL = signal.SIGINT, signal.SIGTERM, signal.SIGKILL


@pytest.fixture(scope="module")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server with a scheduler and a database of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        patch.delenv("PREFECT_API_URL", raising=False)
        from flows.prefect_server import api_server

        with api_server() as url:
            yield url


def hears_ctrl_c() -> None:
    """Whoever runs the tests in the background has SIGINT ignored in all that they start."""
    signal.signal(INT, signal.SIG_DFL)


@contextmanager
def running(folder: Path, *command: str) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """``dateline COMMAND`` over one story, in a session of its own, and its log."""
    log = folder / "log"
    whole = [sys.executable, "-P", "-m", "flows", *command, str(STORY), "--warehouse", str(folder / "w.duckdb"),
             "--log-level", "debug"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_RUNNER_POLL_FREQUENCY": "1", MARK: str(folder)}
    with log.open("w") as out:
        process = subprocess.Popen(
            whole, cwd=folder, env=environment, stdout=out, stderr=out, start_new_session=True, preexec_fn=hears_ctrl_c
        )
        try:
            yield process, log
        finally:
            process.kill()
            process.wait()


def until(happened: Callable[[], object], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.02)
    return bool(happened())


def processes_of(folder: Path) -> list[str]:
    """What the command started and still runs, whatever its session, group or parent."""
    mine = f"{MARK}={folder}".encode()
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and mine in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue  # it has ended meanwhile
    return found


def states(folder: Path) -> list[str]:
    """The states of the runs in the writer's own file."""
    if not work_path(folder / "w.duckdb").exists():
        return []
    with duckdb.connect(str(work_path(folder / "w.duckdb"))) as con:
        return [state for (state,) in con.execute("select state from runs").fetchall()]


def states_in_prefect(folder: Path) -> list[str]:
    """The states in Prefect of the runs of this warehouse that had begun."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        runs = [run for run in client.read_flow_runs() if run.parameters.get("warehouse") == str(folder / "w.duckdb")]
    return [run.state.type.value for run in runs if run.state and run.state.type != "SCHEDULED"]


def ends_well(folder: Path, ending: signal.Signals, process: subprocess.Popen[bytes], log: Path) -> None:
    """``process`` ends at the signal: soon, in one line, leaving nothing open and nobody running."""
    sent = time.monotonic()
    process.send_signal(ending)
    process.wait(30)
    assert time.monotonic() - sent < 10
    assert until(lambda: not processes_of(folder), 10), processes_of(folder)
    assert "Traceback" not in log.read_text()
    if ending != KILL:  # after that nobody is left to say or close anything: the next run does
        assert process.returncode == 128 + ending
        assert f"dateline: ended by {ending.name}" in log.read_text()
        assert "running" not in states(folder)


def reaches(log: Path, line: str) -> None:
    assert until(lambda: line in log.read_text(), 600), log.read_text()


@pytest.mark.parametrize(
    ("line", "ending"),
    [("store_documents", INT), ("read: begun", TERM), ("connect: begun", KILL), ("publish: begun", INT)],
)
def test_a_direct_run_ends(line: str, ending: signal.Signals, tmp_path: Path) -> None:
    with running(tmp_path, "run", "--direct") as (process, log):
        reaches(log, line)
        ends_well(tmp_path, ending, process, log)


@pytest.mark.parametrize(
    ("line", "ending"), [("read: begun", KILL), ("store_read: begun", INT), ("report: begun", TERM)]
)
def test_a_run_on_prefect_ends_and_its_state_is_closed(
    prefect_api: str, line: str, ending: signal.Signals, tmp_path: Path
) -> None:
    with running(tmp_path, "run") as (process, log):
        reaches(log, line)
        ends_well(tmp_path, ending, process, log)
    if ending == KILL:
        with running(tmp_path, "run") as (process, log):
            assert process.wait(600) == 0, log.read_text()
        assert sorted(states_in_prefect(tmp_path)) == ["COMPLETED", "CRASHED"]
        assert sorted(states(tmp_path)) == ["completed", "failed"]
    else:
        assert states_in_prefect(tmp_path) == ["CANCELLED"]


def test_what_the_system_kills_has_crashed(prefect_api: str, tmp_path: Path) -> None:
    with running(tmp_path, "run") as (process, log):
        reaches(log, "store_documents: begun")
        [worker] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(worker), KILL)
        assert process.wait(10) == 128 + KILL
    assert states_in_prefect(tmp_path) == ["CRASHED"]


def test_ctrl_c_while_the_command_is_loaded_leaves_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-P", "-m", "flows", "--help"]
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=hears_ctrl_c,
    ) as process:
        assert process.stderr is not None
        assert any(line.endswith(b" click\n") for line in process.stderr)
        process.send_signal(INT)
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == -INT


@pytest.mark.parametrize("ending", [INT, TERM, KILL])
def test_a_run_ends_with_the_server_that_it_has_started(
    ending: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    with running(tmp_path, "run") as (process, log):
        assert until(lambda: len(processes_of(tmp_path)) > 1, 100)  # the server is starting
        process.send_signal(ending)
        process.wait(10)
        assert log.read_text() == ("dateline: ended by SIGINT\n" if ending == INT else "")
        assert until(lambda: not processes_of(tmp_path), 10), processes_of(tmp_path)


@pytest.mark.parametrize("ending", [INT, KILL])
def test_a_schedule_ends_in_the_middle_of_a_run_that_stands_for_all_that_were_missed(
    prefect_api: str, ending: signal.Signals, tmp_path: Path
) -> None:
    from prefect.client.orchestration import get_client

    with running(tmp_path, "schedule", "--cron", "0 6 * * *", "--name", f"ends-by-{ending.name}") as (process, log):
        reaches(log, "being served")
        with get_client(sync_client=True) as client:
            deployment = client.read_deployment_by_name(f"dateline/ends-by-{ending.name}")
            for _ in range(5):
                client.create_flow_run_from_deployment(deployment.id)
        reaches(log, "read: begun")
        assert sorted(states_in_prefect(tmp_path)) == ["CANCELLED"] * 4 + ["RUNNING"]
        ends_well(tmp_path, ending, process, log)
    if ending == INT:
        assert states_in_prefect(tmp_path) == ["CANCELLED"] * 5
