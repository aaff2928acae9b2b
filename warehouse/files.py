"""The files of a warehouse: the writer's own, the published copy, and the lock that lets one run write at a time.

``NAME.duckdb`` is what readers open, whenever they like; ``NAME.work.duckdb`` is the writer's; ``NAME.lock`` is held
while a run writes. DuckDB lets nobody read a file that a process writes, and a reader would stop the writer: hence two.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from signal import Signals

import duckdb

from flows.errors import BusyError, WarehouseError

STORAGE_VERSION = "v1.0.0"  # so that every DuckDB client since 1.0 can open the published file
NOT_OURS = "is a DuckDB database, but no dateline warehouse"
_NO_DATABASE, _DAMAGED = "is not a DuckDB database", "is cut short or damaged"
_BRING_BACK = "name another file, or put a backup in its place (docs/operating.md)"
_POLL_SECONDS = 0.2
_LETS_GO_SECONDS = 3.0  # in which a process that was killed gives its lock back, on a busy machine
_MEMORY_MB, _THREAD_MB = 500, 125
_RESTING_MB = 50
CLOSE_RUNS = "update runs set state = 'failed', finished_at = now(), message = ? where state = 'running'"


def work_path(published: Path) -> Path:
    return published.with_name(f"{published.stem}.work{published.suffix}")


def lock_path(published: Path) -> Path:
    return published.with_name(f"{published.stem}.lock")


# POSIX record locks belong to a process, so threads of one process need a lock of their own. They are used rather than
# flock because a forked worker that outlives its parent would inherit an flock, and keep every later run out.
_guard = threading.Lock()
_held_here: dict[Path, threading.Lock] = {}


@contextmanager
def writers_lock(
    published: Path, wait: float | None = None, notice: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the right to write; another run waits here.

    :param wait: seconds to wait for another run, ``None`` for as long as it takes.
    :param notice: told at once, in a sentence, that there is something to wait for, and when that is over.
    :raises WarehouseError: the lock file cannot be made, or the other run did not end in time.
    """
    path = lock_path(published)
    begun = time.monotonic()
    told = False

    def pause(holder: str) -> None:
        nonlocal told
        if not told and notice is not None:
            limit = "as long as it takes" if wait is None else f"at most {wait:g} s"
            notice(f"{published}: another run is writing{holder}; waiting for it to end, {limit}")
        told = True
        if wait is not None and time.monotonic() >= begun + wait:
            raise BusyError(f"{published}: another run{holder} was still writing after {wait:g} s")
        time.sleep(_POLL_SECONDS)

    with _guard:
        mine = _held_here.setdefault(path.absolute(), threading.Lock())
    while not mine.acquire(blocking=False):
        pause(f" ({_this_process()})")
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WarehouseError(f"{published}: cannot be written: {error.strerror} ({path})") from error
        try:
            while True:
                try:
                    fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    pause(_holder(handle))
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{_this_process()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC".encode(), 0)
            if told and notice is not None:
                notice(f"{published}: the other run has ended; waited {time.monotonic() - begun:.0f} s")
            yield
        finally:
            os.close(handle)  # which also gives the lock back
    finally:
        mine.release()


def _this_process() -> str:
    return f"process {os.getpid()}"


def _holder(lock: int) -> str:
    """Who holds the lock, as that one has left it in the file: `` (process 4711, since …)``.

    Read through the descriptor that is there: closing another one of the same file would give a lock of ours away.
    """
    who = os.pread(lock, 200, 0).decode(errors="replace")
    return f" ({who})" if who else ""


def connect_work(published: Path) -> duckdb.DuckDBPyConnection:
    """The writer's connection. A lost work file is restored from the published copy.

    :raises WarehouseError: held by another process, not a database, not writable.
    """
    path = work_path(published)
    if not path.exists() and published.exists():
        connect_published(published).close()  # what is no database is not restored from
    try:
        if not path.exists() and published.exists():
            restored = path.with_name(path.name + ".tmp")
            shutil.copyfile(published, restored)
            restored.replace(path)
        con = duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION})
        con.execute("set timezone = 'UTC'")  # of `current_date` in a rule, wherever the writer stands
        bound_memory(con)
        return con
    except (duckdb.Error, OSError) as error:
        remedy = f"take it away, and it is made anew of {published.name}" if published.exists() else _BRING_BACK
        raise WarehouseError(_why_not(path, error, remedy)) from error


def bound_memory(con: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB hold no more than it works with: unbounded, it keeps every page that it read. More goes to disk."""
    [threads] = con.execute("select current_setting('threads')").fetchone() or (1,)
    con.execute(f"set memory_limit = '{max(_MEMORY_MB, _THREAD_MB * threads)}MB'")


def release_memory(con: duckdb.DuckDBPyConnection) -> None:
    """Let go of the pages that were read: another part of the program works now."""
    con.execute(f"set memory_limit = '{_RESTING_MB}MB'")
    bound_memory(con)


def close_interrupted(published: Path, by: Signals) -> None:
    """Close the run of a process that was ended ``by`` a signal. Where another run writes already, that has done it.

    Here and not in the store, whose imports cost somebody who has just pressed Ctrl-C a second more.
    """
    if not work_path(published).exists():
        return
    try:
        with writers_lock(published, wait=_LETS_GO_SECONDS), connect_work(published) as con:
            if con.execute("select 1 from duckdb_tables() where table_name = 'runs'").fetchone():
                con.execute(CLOSE_RUNS, [f"ended by {by.name}"])
    except BusyError:
        pass


def connect_published(published: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published copy; a run that publishes meanwhile neither waits nor disturbs it.

    :raises WarehouseError: there is none yet, or it is no database.
    """
    if not published.exists():
        raise WarehouseError(f"{published}: no such warehouse; `dateline run PATH --warehouse {published}` makes one")
    try:
        con = duckdb.connect(str(published), read_only=True)
        ours = con.execute("select 1 from duckdb_tables() where table_name = 'schema_migrations'").fetchone()
    except duckdb.Error as error:
        raise WarehouseError(_why_not(published, error, _BRING_BACK)) from error
    if not ours:
        con.close()
        raise WarehouseError(f"{published}: {NOT_OURS}")
    return con


def _why_not(path: Path, error: Exception, remedy: str) -> str:
    """Why a file cannot be opened, in one line, and what to do where the file itself is at fault."""
    reason = cause(error)
    return f"{path}: {reason}; {remedy}" if reason in (_NO_DATABASE, _DAMAGED) else f"{path}: {reason}"


def cause(error: Exception) -> str:
    """The reason of a failed open or write, in one line."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "cannot be written: the disk is full"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be written: {error.strerror}"
    text = " ".join(str(error).split())
    if "Conflicting lock is held" in text:
        holder = text.split("Conflicting lock is held in", 1)[1].split("See also")[0].strip(" .")
        return f"held open by another process: {holder}"
    if "No space left on device" in text or "File too large" in text:
        return "cannot be written: the disk is full"
    if "not a valid DuckDB database" in text:
        return _NO_DATABASE
    if "Could not read enough bytes" in text or "corrupt" in text.lower():
        return _DAMAGED
    return text.split("See also")[0].strip()
