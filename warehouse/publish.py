"""Replace the published copy, so that whoever reads the old one goes on reading it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import duckdb

from flows.errors import WarehouseError
from warehouse.comments import comment
from warehouse.files import STORAGE_VERSION, cause, connect_published, connect_work, work_path, writers_lock

# GNU's cp, and macOS's; where a file system cannot share blocks, both copy.
_SHARING = {"linux": ["--reflink=auto"], "darwin": ["-c"]}.get(sys.platform, [])


def change_number(con: duckdb.DuckDBPyConnection) -> int:
    """How many commits of what a reader would see the file holds."""
    row = con.execute("select number from upkeep.version").fetchone()
    return int(row[0]) if row else 0


def published_number(published: Path) -> int | None:
    """The `number` of the published copy; ``None`` where there is no copy, or one that cannot tell."""
    try:
        with connect_published(published) as con:
            return change_number(con)
    except (duckdb.Error, WarehouseError):
        return None


def publish(con: duckdb.DuckDBPyConnection, published: Path) -> None:
    """Say what every table is, and copy what is committed to ``published`` by way of a temporary file and a rename.

    The file is copied as it is, which takes a thirtieth of the time of DuckDB's ``copy from database``: after a
    checkpoint everything that is committed is in it, and this process is its only writer. Where the file system can
    (XFS, Btrfs, APFS), the copy shares its blocks with the original and costs neither time nor room.

    :raises WarehouseError: the folder is full or not writable; the old copy then stays as it was.
    """
    fresh = published.with_name(f"{published.stem}.fresh{published.suffix}")
    try:
        comment(con)  # a view that was made anew has lost its own
        con.execute("checkpoint")
        fresh.unlink(missing_ok=True)  # the copy of a run that was killed may still be writing to it
        # Another process reads it: closing a file gives up every lock that a process has on it, DuckDB's too.
        command = ["cp", *_SHARING, "--", str(work_path(published)), str(fresh)]
        copied = subprocess.run(command, capture_output=True, text=True, check=False)
        if copied.returncode:
            why = copied.stderr.strip().rsplit(": ", 1)[-1] or f"the copy ended with {copied.returncode}"
            why = "the disk is full" if why == os.strerror(errno.ENOSPC) else why
            raise WarehouseError(f"{published}: cannot be written: {why}")
        _without_staging(con, fresh)
        with fresh.open("rb") as handle:  # on disk before it takes the old copy's place
            os.fsync(handle.fileno())
        fresh.replace(published)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(f"{published}: {cause(error)}") from error
    finally:
        fresh.unlink(missing_ok=True)


def _without_staging(con: duckdb.DuckDBPyConnection, fresh: Path) -> None:
    """Take the tables of the audit out of the copy: empty, they double every name for a reader.

    Metadata is written anew: of blocks that DuckDB 2 would use again, clients before it find pieces missing.
    """
    con.execute("set experimental_metadata_reuse = false")
    con.execute("attach '{}' as fresh".format(str(fresh).replace("'", "''")))
    try:
        con.execute("drop schema fresh.staging cascade")
        con.execute("checkpoint fresh")
    finally:
        con.execute("detach fresh")
        con.execute("reset experimental_metadata_reuse")


def rewrite(published: Path) -> None:
    """Copy the writer's file row by row into a new one and publish that: no byte of what was deleted is left in either.

    :raises WarehouseError: the folder is full or not writable; both files then stay as they were.
    """
    work = work_path(published)
    fresh = work.with_name(f"{work.name}.rewritten")
    with writers_lock(published):
        try:
            fresh.unlink(missing_ok=True)
            with connect_work(published) as con:
                [(name,)] = con.execute("select current_database()").fetchall()
                where = str(fresh).replace("'", "''")
                con.execute(f"attach '{where}' as rewritten_file (storage_version '{STORAGE_VERSION}')")
                con.execute('copy from database "{}" to rewritten_file'.format(name.replace('"', '""')))
                con.execute("detach rewritten_file")
            fresh.replace(work)
        except (duckdb.Error, OSError) as error:
            raise WarehouseError(f"{work}: {cause(error)}") from error
        finally:
            fresh.unlink(missing_ok=True)
        with connect_work(published) as con:
            publish(con, published)
