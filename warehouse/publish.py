"""Replace the published copy, so that whoever reads the old one goes on reading it."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from warehouse.files import STORAGE_VERSION, WarehouseError, cause


def publish(con: duckdb.DuckDBPyConnection, published: Path) -> None:
    """Copy what is committed to ``published`` by way of a temporary file and a rename.

    :raises WarehouseError: the folder is full or not writable; the old copy then stays as it was.
    """
    fresh = published.with_name(f"{published.stem}.fresh{published.suffix}")
    try:
        _remove(fresh)
        work = con.execute("select current_database()").fetchone()
        assert work is not None
        con.execute(f"attach '{_quoted(fresh)}' as published (storage_version '{STORAGE_VERSION}')")
        try:
            con.execute(f'copy from database "{work[0]}" to published')
        finally:
            con.execute("detach published")
        with fresh.open("rb") as handle:  # on disk before it takes the old copy's place
            os.fsync(handle.fileno())
        fresh.replace(published)
    except (duckdb.Error, OSError) as error:
        _remove(fresh)
        raise WarehouseError(f"{published}: {cause(error)}") from error


def _remove(path: Path) -> None:
    for left in (path, path.with_name(path.name + ".wal")):
        left.unlink(missing_ok=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
