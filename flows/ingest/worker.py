"""A process that parses what may hang, crash or swell, and that can be killed without harm.

One worker serves many pages: starting a process and importing an HTML parser takes a second, a page some milliseconds.
It takes no network connection: the first thing it does is to make sockets impossible.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from flows.ingest.refusal import Refused

P = ParamSpec("P")
T = TypeVar("T")
_START_SECONDS = 120.0  # to start Python on a machine under load; nothing hostile has been read by then
_ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):  # noqa: N818
    """The function did not come back with an answer: ``code`` is timeout, memory_limit, parser_died or parser_error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Worker:
    """Runs module-level functions in a process of its own. Started at the first call, again after each death.

    ``memory_bytes`` bounds what a call may take on top of what the process has when it starts.
    """

    def __init__(self, memory_bytes: int) -> None:
        self._memory = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[Any, Any] | None = None
        self._is_ready = False

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, seconds: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """``function(*args)``, for at most ``seconds``. Raises ``Failed``, or the ``Refused`` that it raised."""
        deadline = time.monotonic() + seconds
        connection = self.start(seconds)
        try:
            connection.send((function, args, kwargs))
            if not connection.poll(max(0.0, deadline - time.monotonic())):
                self._restart()
                raise Failed("timeout", f"not read within {seconds:.1f} seconds")
            kind, answer = connection.recv()
        except (EOFError, OSError) as e:
            self._restart()
            raise Failed("parser_died", "the parser crashed on it") from e
        if kind == "refused":
            raise Refused(*answer)
        if kind == "failed":
            if answer[0] == "memory_limit":
                self._restart()  # its heap is in pieces
            raise Failed(*answer)
        result: T = answer
        return result

    def start(self, seconds: float = _START_SECONDS) -> Connection[Any, Any]:
        """Start the process, if there is none, and wait until it is ready. Raises ``Failed`` if that takes too long."""
        connection = self._connection or self._launch()
        if not self._is_ready:
            if not connection.poll(max(0.0, seconds)):
                raise Failed("timeout", "the process that reads pages is still starting")
            connection.recv()
            self._is_ready = True
        return connection

    @property
    def process_id(self) -> int | None:
        """The worker's process, while there is one."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._connection = self._process = None

    def _restart(self) -> None:
        """End the process and let a new one start while other things are done."""
        self.close()
        self._launch()

    def _launch(self) -> Connection[Any, Any]:
        ours, theirs = Pipe()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
        # A fresh interpreter and not a fork: we may be in a process with threads, where a fork can deadlock.
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno()), str(self._memory)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        theirs.close()
        self._connection, self._is_ready = ours, False
        return ours


def _serve(connection: Connection[Any, Any], memory_bytes: int) -> None:
    socket.socket = _NoSocket  # type: ignore[misc]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when we end
    import trafilatura  # noqa: F401 - before the memory is bounded: libraries are no part of a page

    _bound_memory(memory_bytes)
    connection.send("ready")
    while True:
        try:
            function, args, kwargs = connection.recv()
        except EOFError:
            return
        try:
            answer = ("done", function(*args, **kwargs))
        except Refused as e:
            answer = ("refused", (e.code, e.message))
        except MemoryError:
            answer = ("failed", ("memory_limit", f"takes more than {memory_bytes:,} bytes of memory to read"))
        except Exception as e:  # noqa: BLE001 - whatever a parser raises is an answer about the page
            answer = ("failed", ("parser_error", f"{type(e).__name__}: {e}"[:200]))
        connection.send(answer)


def _bound_memory(more: int) -> None:
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))
    except (ImportError, OSError, ValueError):
        pass  # a system without /proc: the time limit alone has to do


class _NoSocket(socket.socket):
    def __init__(self, *_: object, **__: object) -> None:
        raise OSError("no network while a page is being read")


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
