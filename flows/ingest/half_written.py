"""Files that another program is still writing: they wait until it is done, and are read by the next run if it is not.

Linux knows who has a file open for writing: a read lease on it is refused then (fcntl(2), ``F_SETLEASE``). Where
leases are not to be had (another owner, a network drive, another system), a file that changed a moment ago waits.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_STEADY = 1.0  # seconds for which a file has to stay as it is, where nobody can be asked
_PATIENCE = 3.0  # seconds that a run waits, once it has read everything else
_PAUSE = 0.1


def whole_first(files: Sequence[Path | None]) -> Iterator[tuple[Path | None, bool]]:
    """``files`` in their order, those that are being written last; and whether each is whole."""
    waiting: list[Path] = []
    for path in files:
        if path is not None and is_being_written(path):
            waiting.append(path)
        else:
            yield path, True
    until = time.monotonic() + _PATIENCE
    for path in waiting:
        while (unfinished := is_being_written(path)) and time.monotonic() < until:
            time.sleep(_PAUSE)
        yield path, not unfinished


def is_being_written(path: Path) -> bool:
    """Whether some program has the file open for writing, as far as can be told. Never raises, never blocks."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return False  # what cannot be opened is told where it is read
    try:
        about = os.fstat(handle)
        return stat.S_ISREG(about.st_mode) and _is_written(handle, about)
    finally:
        os.close(handle)


def _is_written(handle: int, about: os.stat_result) -> bool:
    try:
        import fcntl

        # Whoever opens the file between these lines is not held up, and the signal that tells of it is one that a
        # process passes over.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except (ImportError, AttributeError):
        return _changed_a_moment_ago(about)
    except OSError as e:
        return e.errno == errno.EAGAIN or _changed_a_moment_ago(about)
    return False


def _changed_a_moment_ago(about: os.stat_result) -> bool:
    return 0 <= time.time() - about.st_mtime < _STEADY
