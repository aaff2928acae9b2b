"""The warehouse for several readers at once: the published copy, or what a decision has just changed of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

import duckdb

from warehouse.files import connect_published


class LatestCopy:
    """Cursors on the warehouse as it is now: one connection to the published copy, which its last reader closes.

    DuckDB gives a process that has a file open the same database again, even if another file has been renamed to its
    place: so who comes after a publication waits until those have left who read what was there before. What is decided
    and not published yet (`ahead`) is read where it is written: nobody waits for a copy to see what he has decided.
    """

    def __init__(self, published: Path) -> None:
        self.path = published
        self._changed = Condition()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._stamp: tuple[int, int] | None = None
        self._reading = 0
        self._writer: duckdb.DuckDBPyConnection | None = None
        self._beside, self._written = 0, 0

    @property
    def stamp(self) -> tuple[int, ...]:
        """What tells one state from another."""
        return (self._written,) if self._writer is not None else self._copied()

    def _copied(self) -> tuple[int, int]:
        found = self.path.stat() if self.path.exists() else None
        return (found.st_ino, found.st_mtime_ns) if found else (0, 0)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor; instants come out in UTC. Raises `WarehouseError` where there is no warehouse any more."""
        with self._changed:
            beside = self._writer is not None
            while not beside and self._con is not None and self._stamp != self._copied():
                self._changed.wait(1)
                beside = self._writer is not None
            cursor = self._beside_the_writer() if beside else self._of_the_copy()
        try:
            yield cursor
        finally:
            cursor.close()
            with self._changed:
                if beside:
                    self._beside -= 1
                else:
                    self._reading -= 1
                    if not self._reading and self._con is not None:
                        self._con.close()
                        self._con = None
                self._changed.notify_all()

    def _beside_the_writer(self) -> duckdb.DuckDBPyConnection:
        assert self._writer is not None
        cursor = self._writer.cursor()
        cursor.execute("set timezone = 'UTC'")
        self._beside += 1
        return cursor

    def _of_the_copy(self) -> duckdb.DuckDBPyConnection:
        if self._con is None:
            self._stamp = self._copied()
            self._con = connect_published(self.path)
            self._con.execute("set global timezone = 'UTC'")
        self._reading += 1
        return self._con.cursor()

    def ahead(self, writer: duckdb.DuckDBPyConnection) -> None:
        """What ``writer`` has committed is read from now on, also where the copy lacks it."""
        with self._changed:
            self._writer = writer
            self._written += 1
            self._changed.notify_all()

    def copied(self) -> None:
        """The copy has everything again: the writer's connection may be closed, after all have left who read it."""
        with self._changed:
            self._writer = None
            self._changed.wait_for(lambda: not self._beside)
