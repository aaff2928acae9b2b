"""A process that runs what may hang, crash or swell, and that can be killed without harm.

One worker serves many calls: starting a process and importing a parser takes a second, a page some milliseconds.
It takes no network connection: the first thing it does is to make sockets impossible. It ends with its parent, however
that ends.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import IO, Any, Literal, ParamSpec, TypeVar

from flows import lifeline
from flows.errors import Answer, CannotStartError

P = ParamSpec("P")
T = TypeVar("T")
Failure = Literal["timeout", "memory_limit", "crashed", "error"]
_START_SECONDS = 600.0  # for Python to start: two minutes were too few on two cores that ten others used
_ROOT = Path(__file__).resolve().parents[1]


class Failed(Exception):  # noqa: N818
    """The function did not come back with an answer."""

    def __init__(self, code: Failure, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[Failed], tuple[Failure, str]]:
        return Failed, (self.code, self.message)  # it crosses process borders


class ClosedError(Exception):
    """The worker was closed while it was at work: whoever waited for it is to stop."""


class Worker:
    """Runs module-level functions in a process of its own. Started at the first call, again after each death.

    :param memory_bytes: what a call may take on top of what the process has when it is ready.
    :param prepare: called in the process before it is ready: loads what no call is to be charged for.
    """

    def __init__(self, memory_bytes: int, prepare: Callable[[], object] | None = None) -> None:
        self._memory = memory_bytes
        self._prepare = prepare
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[Any, Any] | None = None
        self._complaints: IO[bytes] | None = None
        self._is_ready = False
        self._is_closed = False
        self._lock = threading.Lock()  # nothing is started beside or after a `close`

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, seconds: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """``function(*args)``, for at most ``seconds`` once the process is ready.

        Raises ``Failed``, or the ``Answer`` that the function raised; ``CannotStartError``, ``ClosedError``.
        """
        connection = self.start()
        try:
            deadline = time.monotonic() + seconds
            connection.send((function, args, kwargs))
            if not connection.poll(max(0.0, deadline - time.monotonic())):
                self._restart()
                raise Failed("timeout", f"not read within {seconds:.1f} seconds")
            kind, answer = connection.recv()
        except (EOFError, OSError) as e:
            how = self._end(grace=1.0)
            self._launch()
            raise Failed("crashed", f"the process that read it crashed on it ({how})") from e
        except (Failed, ClosedError):
            raise
        except BaseException:  # interrupted: an answer that nobody waits for would be taken for the next one
            self._end()
            raise
        if kind == "answer":
            raise answer
        if kind == "failed":
            if answer[0] == "memory_limit":
                self._restart()  # its heap is in pieces
            raise Failed(*answer)
        result: T = answer
        return result

    def launch(self) -> None:
        """Start the process, if there is none, and do not wait for it."""
        if self._connection is None:
            self._launch()

    def start(self) -> Connection[Any, Any]:
        """Start the process, if there is none, and wait until it is ready. Raises ``CannotStartError``."""
        connection = self._connection or self._launch()
        if not self._is_ready:
            try:
                if not connection.poll(_START_SECONDS):
                    raise self._cannot_start(f"not ready after {_START_SECONDS:.0f} seconds")
                kind, answer = connection.recv()
            except (EOFError, OSError) as e:
                how = self._end(grace=1.0)
                if self._is_closed:
                    raise ClosedError from e
                raise self._cannot_start(f"{how}: {self._last_words()}") from e
            if kind == "failed":
                raise self._cannot_start(answer[1])
            self._is_ready = True
        return connection

    @property
    def process_id(self) -> int | None:
        """The worker's process, while there is one."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process, whatever it is doing; a call under way in another thread raises ``ClosedError``."""
        with self._lock:
            self._is_closed = True
            process = self._process
            if process is not None:
                process.kill()
        self._end()

    def _restart(self) -> None:
        """End the process and let a new one start while other things are done."""
        self._end()
        self._launch()

    def _end(self, grace: float = 0.0) -> str:
        """End the process, unless it has ended by itself within ``grace`` seconds; how it ended."""
        process, self._process, self._connection = self._process, None, None
        if process is None:
            return "ended"
        try:
            status = process.wait(grace)  # its pipe closes a moment before it ends
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        if process.stdin is not None:
            process.stdin.close()
        return f"ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"

    def _cannot_start(self, why: str) -> CannotStartError:
        self._end()
        return CannotStartError(f"a process that reads documents does not start: {why}")

    def _last_words(self) -> str:
        assert self._complaints is not None
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else "without a word"

    def _launch(self) -> Connection[Any, Any]:
        ours, theirs = Pipe()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
        with self._lock:
            if self._is_closed:
                raise ClosedError
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
            # A fresh interpreter and not a fork: we may be in a process with threads, where a fork can deadlock.
            # -P: a folder of the user's own that is called `flows` is not to win over this package.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__, str(theirs.fileno()), str(self._memory)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.PIPE,  # never written to: it closes when we end, and that ends the worker
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                env=environment,
                process_group=0,  # Ctrl-C on a terminal is for us; we decide when a worker ends
            )
            self._connection, self._is_ready = ours, False
        theirs.close()
        with suppress(OSError):  # it has ended already: `start` says how
            ours.send(self._prepare)
        return ours


# ---------------------------------------------------------------- inside the process
def _serve(connection: Connection[Any, Any], memory_bytes: int) -> None:
    lifeline.end_with(sys.stdin.fileno())
    socket.socket = _NoSocket  # type: ignore[misc]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when we end
    try:
        prepare = connection.recv()
        connection.send(_answer(prepare, (), {}, memory_bytes) if prepare else ("done", None))
        _bound_memory(memory_bytes)
        while True:
            function, args, kwargs = connection.recv()
            connection.send(_answer(function, args, kwargs, memory_bytes))
    except EOFError:
        return


def _answer(function: Callable[..., Any], args: Any, kwargs: Any, memory_bytes: int) -> tuple[str, Any]:
    try:
        return "done", function(*args, **kwargs)
    except Answer as e:
        return "answer", e
    except MemoryError:
        return "failed", ("memory_limit", f"takes more than {memory_bytes:,} bytes of memory to read")
    except Exception as e:  # noqa: BLE001 - whatever a parser raises is an answer about what it was given
        return "failed", ("error", f"{type(e).__name__}: {e}"[:200])


def _bound_memory(more: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))
    except (ImportError, OSError, ValueError):
        pass  # a system without /proc: the time limit alone has to do


class _NoSocket(socket.socket):
    def __init__(self, *_: object, **__: object) -> None:
        raise OSError("no network while a page is being read")


if __name__ == "__main__":
    from flows import worker  # as its callers know it: this module by its other name has an `Answer` of its own

    worker._serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
