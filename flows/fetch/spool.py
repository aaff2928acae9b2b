"""Where fetched bytes wait to be read: two files an address, beside the warehouse.

The bytes, and beside them what was said of them. An address whose second file is there was fetched whole; both go
once what it holds is stored. So a run that is killed at any instant leaves either nothing of an address or all of it,
and the next run begins with what is left.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from flows.fetch.visit import NotFetched
from flows.records import Visit

_PART = ".part"


class Spool:
    """A folder of fetched files. Only the run that writes the warehouse may use it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, address: str) -> Path:
        """The file of an address's bytes."""
        return self._folder / hashlib.sha256(address.encode()).hexdigest()[:32]

    def part(self, address: str) -> Path:
        """The file to write an address's bytes to, until they are whole."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self.path(address).with_suffix(_PART)

    def keep(self, visit: Visit) -> None:
        """The part of this visit is whole."""
        part = self.part(visit.address)
        _sync(part)
        part.replace(self.path(visit.address))
        told = self._told(visit.address)
        part.write_text(json.dumps({**asdict(visit), "fetched_at": visit.fetched_at.isoformat()}), encoding="utf-8")
        _sync(part)
        part.replace(told)

    def drop(self, address: str) -> None:
        """What came from there is stored, or nobody wants it."""
        for path in (self._told(address), self.path(address), self.path(address).with_suffix(_PART)):
            path.unlink(missing_ok=True)
        with suppress(OSError):  # others wait in it
            self._folder.rmdir()

    def waiting(self) -> Iterator[Visit]:
        """What an earlier run fetched whole and did not store, the oldest first; what is not whole goes."""
        if not self._folder.is_dir():
            return
        told = [visit for path in self._folder.glob("*.json") if (visit := _read(path))]
        whole = {path for visit in told for path in (self.path(visit.address), self._told(visit.address))}
        for path in set(self._folder.iterdir()) - whole:
            path.unlink()
        yield from sorted(told, key=lambda visit: visit.fetched_at)

    def _told(self, address: str) -> Path:
        return self.path(address).with_suffix(".json")


def write_pieces(pieces: Iterable[bytes], into: Path, most: int) -> tuple[int, str]:
    """Write ``pieces`` to a file: their size and SHA-256. Raises ``NotFetched("too_large")``."""
    size, digest = 0, hashlib.sha256()
    with into.open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise NotFetched("too_large", f"more than {most:,} bytes, the limit (fetch_bytes)")
            digest.update(piece)
            file.write(piece)
    return size, digest.hexdigest()


def _read(path: Path) -> Visit | None:
    """What was said of a fetched file; ``None`` where another version of dateline said it otherwise."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Visit(**{**told, "fetched_at": datetime.fromisoformat(told["fetched_at"])})
    except (ValueError, TypeError, KeyError):
        return None


def _sync(path: Path) -> None:
    with path.open("rb") as handle:
        os.fsync(handle.fileno())
