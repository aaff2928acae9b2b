"""The Prefect server that a run or a schedule starts for itself, where none is configured.

It is started by the process that outlives the work, so that the work's state can still be closed after an interrupt,
and it ends with that process.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from flows.errors import ServerError, SettingError

START_SECONDS = 300.0  # a cold start takes 10 to 20 s, minutes on a machine under heavy load
_STOP_SECONDS = 5.0
_ROOT = Path(__file__).resolve().parents[1]

# Nothing leaves the machine. These must stand in the environment before Prefect reads its settings.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",  # our own lines say what a run does
    "PREFECT_LOGGING_EXTRA_LOGGERS": "dateline",  # our lines stand in Prefect's page, too
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": f"{START_SECONDS:.0f}",
}
for _name, _value in QUIET.items():
    os.environ.setdefault(_name, _value)


def check_cron(cron: str) -> str:
    """``cron`` as it is. Raises ``SettingError`` for what the scheduler would not take."""
    from prefect.client.schemas.schedules import CronSchedule

    try:
        return CronSchedule(cron=cron).cron
    except ValueError as error:
        raise SettingError(f"{cron!r} is no cron expression such as '0 6 * * *'") from error


@contextmanager
def api_server(*, scheduler: bool = True) -> Iterator[str]:
    """The address of a Prefect API: the configured one, or that of a server of our own, up for as long as the context.

    A child that is forked inside the context neither keeps the server alive nor ends it.

    :param scheduler: a whole server with its scheduler and its page; without, only what a single run needs.
    :raises ServerError: our own server does not start.
    """
    from prefect.settings import PREFECT_API_URL, temporary_settings

    if configured := os.environ.get("PREFECT_API_URL") or PREFECT_API_URL.value():
        yield configured
        return
    owner = os.getpid()
    with _bound(4200 if scheduler else 0) as port, TemporaryFile() as complaints:
        url = f"http://127.0.0.1:{port.getsockname()[1]}/api"
        server = _start(port, url, scheduler, complaints)
        try:
            _wait_until_healthy(url, server, complaints)
            os.environ["PREFECT_API_URL"] = url  # for the processes that the schedule starts
            with temporary_settings({PREFECT_API_URL: url}):
                yield url
        finally:
            os.environ.pop("PREFECT_API_URL", None)
            if os.getpid() == owner:
                _stop(server)


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes], complaints: IO[bytes]) -> None:
    try:
        _wait_for_health(url, server, complaints)
    except BaseException:
        server.kill()  # it has nothing yet to end gracefully, and somebody may have pressed Ctrl-C
        raise


def _wait_for_health(url: str, server: subprocess.Popen[bytes], complaints: IO[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            complaints.seek(0)
            last = complaints.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise ServerError(f"the Prefect server stopped at once with status {server.returncode}: {last}")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise ServerError(f"the Prefect server did not answer on {url} within {START_SECONDS:.0f} s")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server, gracefully if it can."""
    assert server.stdin is not None
    server.stdin.close()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _start(port: socket.socket, url: str, scheduler: bool, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    # As Prefect itself starts one, but on a port that is ours already: nobody else's server can answer in its place.
    command = ["uvicorn", "--factory", "prefect.server.api.server:create_app", "--log-level", "error"]
    only = {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT_UI_ENABLED": "0"} if not scheduler else {}
    environment = {
        **os.environ,
        **only,
        "PREFECT__SERVER_FINAL": "1",
        "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")]),
        "PREFECT_SERVER_API_PORT": str(port.getsockname()[1]),  # or the server's own page keeps asking port 4200
        "PREFECT_API_URL": url,
    }
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "flows.lifeline", *command, "--fd", str(port.fileno())],
        env=environment,
        pass_fds=[port.fileno()],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=complaints,
        start_new_session=True,  # an interrupt of the terminal is for the run; the server ends after it
    )
    assert server.stdin is not None
    os.register_at_fork(after_in_child=server.stdin.close)  # a child's copy would keep the server up
    return server


def _bound(preferred: int) -> socket.socket:
    """A socket on ``preferred``, or where that is taken on any free port of this machine."""
    for port in (preferred, 0):
        bound = socket.socket()
        try:
            bound.bind(("127.0.0.1", port))
        except OSError:
            bound.close()
        else:
            return bound
    raise ServerError("no free port on this machine")
