"""Files that need no reading again: they were read to their end, and are as they were then."""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from flows.records import Document, Quarantined

# A file that changed this short a time ago may change again and keep its time, whose clock ticks: git's "racy" entries.
_SETTLED_NS = 2_000_000_000
# Troubles of the moment, of the machine and not of the file: it is read again.
HALF_WRITTEN = "half_written"
PASSING = frozenset({HALF_WRITTEN, "unreadable", "timeout", "memory_limit", "parser_died"})


class Stamp(NamedTuple):
    """A file as it is: its absolute path, its size in bytes, when its bytes and its inode were changed (Unix, ns)."""

    path: str
    size: int
    modified_ns: int
    changed_ns: int


class Memory(Protocol):
    """What remembers from run to run which files were read to their end."""

    def to_read(self, files: Sequence[Path | None]) -> Sequence[Path | None]:
        """Those of ``files`` that have to be read, in their order; ``None`` is standard input."""

    def was_read(self, file: Stamp) -> None:
        """Told of a file once all its answers were yielded, before any answer of another is."""


def stamp(path: Path | None) -> Stamp | None:
    """The file as it is; ``None`` for what is no regular file, or cannot be looked at."""
    if path is None:
        return None
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(str(path.absolute()), found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def watched(
    path: Path | None, answers: Iterator[Document | Quarantined], memory: Memory
) -> Iterator[Document | Quarantined]:
    """``answers`` as they are; ``memory`` is told of the file where it stayed as it was and met no passing trouble."""
    before, begun = stamp(path), time.time_ns()
    passing = False
    for answer in answers:
        passing |= isinstance(answer, Quarantined) and answer.code in PASSING
        yield answer
    if before is None or passing or before != stamp(path):
        return
    if max(before.modified_ns, before.changed_ns) + _SETTLED_NS < begun:
        memory.was_read(before)
