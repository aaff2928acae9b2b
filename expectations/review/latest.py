"""The published copy for several readers at once: one connection, which is given back when the last of them leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

import duckdb

from warehouse.files import connect_published


class LatestCopy:
    """Cursors on the published copy as it is now.

    DuckDB gives a process that has a file open the same database again, even if another file has been renamed to its
    place: so who comes after a publication waits until those have left who read what was there before.
    """

    def __init__(self, published: Path) -> None:
        self.path = published
        self._changed = Condition()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._stamp: tuple[int, int] | None = None
        self._reading = 0

    @property
    def stamp(self) -> tuple[int, int]:
        """What tells one copy from another."""
        found = self.path.stat()
        return found.st_ino, found.st_mtime_ns

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor; instants come out in UTC. Raises `WarehouseError` where there is no warehouse any more."""
        with self._changed:
            while self._con is not None and self._stamp != self.stamp:
                self._changed.wait(1)
            if self._con is None:
                self._stamp = self.stamp
                self._con = connect_published(self.path)
                self._con.execute("set global timezone = 'UTC'")
            cursor = self._con.cursor()
            self._reading += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._changed:
                self._reading -= 1
                if not self._reading and self._con is not None:
                    self._con.close()
                    self._con = None
                self._changed.notify_all()
