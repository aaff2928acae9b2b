"""Processes that end together: a command whose work is done in a child, and children that die with their parent.

A run may be killed at any instant: nothing that was committed is lost. So an interrupt needs no co-operation from what
is interrupted, which may be importing, parsing or in the middle of a query. The command's own process does nothing but
wait; told to end, it kills the child that works, closes what that child left open, and says so. Every other process
holds the reading end of a pipe whose writing end its parent holds: when the parent dies, however that happens, the
system closes the pipe and the process ends.
"""

from __future__ import annotations

import fcntl
import os
import runpy
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_GRACE_SECONDS = 0.5


def supervise(close: Callable[[signal.Signals], None], *, own_group: bool = False) -> None:
    """Go on in a child process, and return there alone; the process that called watches over it and exits.

    Call it before any thread is started. SIGINT, SIGTERM and SIGHUP end the child at once, and so does its own death;
    the exit status is then 128 and the signal's number, as a shell would have it, otherwise the child's own.

    :param close: told by which signal the child ended, so that what it left open is closed.
    :param own_group: the child leads a process group, all of which is ended. It can then not read from a terminal.
    """
    watched = {one for one in ENDING if signal.getsignal(one) is not signal.SIG_IGN} | {signal.SIGCHLD}  # nohup, &
    signal.signal(signal.SIGCHLD, lambda *_: None)  # or it would be thrown away where nobody waits for it yet
    signal.pthread_sigmask(signal.SIG_BLOCK, watched)
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(reading)
        raise SystemExit(_watch(child, watched, close, own_group))
    os.close(writing)
    if own_group:
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; one of them answers
    for one in watched - {signal.SIGINT}:
        signal.signal(one, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, watched)
    # What multiprocessing cleans up after a child that was killed is no news.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker:UserWarning")
    end_with(reading)


def _watch(child: int, watched: set[signal.Signals], close: Callable[[signal.Signals], None], own_group: bool) -> int:
    """Wait for ``child`` or for a signal that ends it; the exit status."""
    while True:
        received = signal.Signals(signal.sigwait(watched))
        if received == signal.SIGCHLD:
            ended, status = os.waitpid(child, os.WNOHANG)
            if not ended:
                continue
            code = os.waitstatus_to_exitcode(status)
            if code >= 0:
                return code
            received = signal.Signals(-code)
        else:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        if own_group:
            _end_group(child)
        close(received)
        return 128 + received


def _end_group(leader: int) -> None:
    """Give the processes that ``leader`` left a moment to end by themselves, then kill them."""
    deadline = time.monotonic() + _GRACE_SECONDS
    with suppress(ProcessLookupError, PermissionError):  # an empty group
        while time.monotonic() < deadline:
            os.killpg(leader, 0)
            time.sleep(0.05)
        os.killpg(leader, signal.SIGKILL)


def end_with(parent: int) -> None:
    """End this process as soon as the other end of the pipe ``parent`` (a descriptor) is closed.

    The system sends SIGIO, which ends a process whatever it is doing, unless that has a handler for it.
    """
    fcntl.fcntl(parent, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(parent, fcntl.F_SETFL, fcntl.fcntl(parent, fcntl.F_GETFL) | os.O_ASYNC)
    if is_closed(parent):
        os.kill(os.getpid(), signal.SIGIO)


def end_with_parent() -> None:
    """The same for a process that ``multiprocessing`` has spawned; in the first process of all, nothing."""
    from multiprocessing import parent_process

    if parent := parent_process():
        end_with(parent.sentinel)


def is_closed(pipe: int) -> bool:
    """Whether nobody holds the other end of ``pipe`` any more."""
    poll = select.poll()
    poll.register(pipe, 0)
    return bool(poll.poll(0))


def _end_gracefully(_: int, frame: FrameType | None) -> None:
    """As SIGTERM would, which is blocked: a service manager sends that to all processes at once."""
    handler = signal.getsignal(signal.SIGTERM)
    if not callable(handler):
        os._exit(0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(5)
    handler(signal.SIGTERM, frame)


def run_module(module: str, *arguments: str) -> None:
    """Run ``module`` as a program that ends gracefully when its standard input is closed, and at no other signal."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    signal.signal(signal.SIGIO, _end_gracefully)
    end_with(sys.stdin.fileno())
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    run_module(*sys.argv[1:])
