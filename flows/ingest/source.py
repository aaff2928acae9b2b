"""What can be read: files and folders that were named, opened one at a time, and ``-`` for standard input.

What lies elsewhere was fetched before it comes here (`flows.fetch`): a file like any other, called by its address.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Protocol, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

from flows.errors import NothingToRead, Refused
from flows.ingest.limits import Limits
from flows.records import Claim

LOOK = 1 << 16  # bytes at the start of a source that tell what it is


class Unfolded(Protocol):
    """A stream that is unfolded as it is read, and says afterwards whether it was whole."""

    def trouble(self) -> tuple[str, str] | None:
        """A code and a sentence, where something was wrong with it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched: where it lies, and what is known of it from elsewhere.

    ``address`` is what was asked for, ``url`` where it stands on the web (``None`` of what lies in a store, and leads
    nowhere), ``name`` a file name that hints at its format, ``charset`` what its server said of its text, ``claims``
    what the feed that leads to it says of its date.
    """

    path: Path
    address: str
    url: str | None
    name: str
    charset: str | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(slots=True)
class Source:
    """A stream of bytes and where it comes from: a file, a member of an archive, what a compressed file holds.

    ``name`` is the file name that hints at the format, ``record`` the place inside ``uri`` (``""`` for all of it),
    ``path`` the file on disk, where the stream is that file and nothing had to be unfolded. ``fetched`` is what is
    known from elsewhere of all of it; of a member of an archive nothing is.
    """

    uri: str
    stream: io.BufferedReader
    name: str
    record: str = ""
    path: Path | None = None
    fetched: Fetched | None = None
    nesting: int = 0  # how many archives and compressed streams it stands in
    gzip_members: Callable[[], int] | None = None  # how many were read so far
    damage: tuple[Callable[[], tuple[str, str] | None], ...] = ()  # asked once the stream has been read

    def head(self) -> bytes:
        """The first bytes, without moving on."""
        return self.stream.peek(LOOK)[:LOOK]

    def whole(self, limits: Limits) -> bytes:
        """All bytes, as those of one document. Raises ``Refused("too_large")``."""
        raw = self.stream.read(limits.document_bytes + 1)
        if len(raw) > limits.document_bytes:
            raise Refused("too_large", f"larger than {limits.document_bytes:,} bytes, the limit for one document")
        return raw

    def troubles(self) -> tuple[tuple[str, str], ...]:
        """What was wrong with the compressed streams that this source stands in, as far as it has been read."""
        return tuple(trouble for ask in self.damage if (trouble := ask()))

    def one_deeper(self, limits: Limits) -> int:
        """The nesting of what this source holds. Raises ``Refused("nested_too_deep")``."""
        if self.nesting >= limits.archive_nesting:
            raise Refused("nested_too_deep", f"more than {limits.archive_nesting} archives in one another")
        return self.nesting + 1

    def member(self, name: str, inside: Unfolded, nesting: int) -> Source:
        """A file of this archive, of a path ``name`` in it, as a source of its own."""
        return replace(
            self,
            stream=buffered(inside),
            name=PurePosixPath(name).name,
            record=self.place(name),
            path=None,
            fetched=None,
            nesting=nesting,
            gzip_members=None,
            damage=(*self.damage, inside.trouble),
        )

    @contextmanager
    def on_disk(self, limits: Limits) -> Iterator[Path]:
        """The source as a file for libraries that want one, under a name of our own: theirs may hold a wildcard.

        Raises ``Refused("too_large")`` where it has to be unfolded for that and passes the limit.
        """
        with TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / "source"
            if self.path is not None:
                path.symlink_to(self.path.resolve())
            else:
                with path.open("wb") as file:
                    for piece in iter(lambda: self.stream.read(1 << 20), b""):
                        file.write(piece)
                        if file.tell() > limits.archive_bytes:
                            raise Refused("too_large", f"unfolds to more than {limits.archive_bytes:,} bytes")
            yield path

    def place(self, part: str) -> str:
        """The record name of a part of this source, ``""`` being all of it."""
        if not part:
            return self.record
        return f"{self.record}: {part}" if self.record else part


def escapes(name: str) -> bool:
    """Whether the path of an archive's member leads out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":") or "\0" in name


def find_sources(sources: Sequence[str]) -> list[Path | None]:
    """The files that ``sources`` name, a folder's in the order of their names; ``None`` stands for standard input.

    Hidden files are passed over, and so is the folder that a browser saves beside a page. A folder below that may not
    be entered, and a link to one, which is not followed, stand in their places: opening them tells why. No path stands
    there twice. ``file://`` names a file as well.

    Raises ``NothingToRead`` for a path that does not exist and for a folder that holds no file.
    """
    found: list[Path | None] = []
    for named in sources:
        if named == "-":
            found.append(None)
            continue
        path = there(named)
        try:
            if path.is_dir():
                with os.scandir(path):  # a folder that may not be entered is not taken for an empty one
                    files = list(_files_below(path))
                if not files:
                    raise NothingToRead(named, "no file in this folder")
                found += files
            else:
                found.append(path)
        except (OSError, ValueError) as e:  # a name with a NUL in it, a folder that may not be entered
            raise NothingToRead(named, getattr(e, "strerror", None) or str(e)) from e
    return list(dict.fromkeys(found))


def there(named: str) -> Path:
    """The file or folder that ``named`` is. Raises ``NothingToRead`` where there is none."""
    path = _local(named)
    try:
        is_there = path.exists() or path.is_symlink()
    except (OSError, ValueError) as e:
        raise NothingToRead(named, str(e)) from e
    if not is_there:
        raise NothingToRead(named, "no such file or folder")
    return path


def _local(named: str) -> Path:
    if not named.lower().startswith("file://"):
        return Path(named).expanduser()
    parts = urlsplit(named)
    if parts.netloc not in ("", "localhost"):
        raise NothingToRead(named, "a file of another machine")
    return Path(url2pathname(parts.path))


# "Story.html" and "Story_files": what a browser saves beside a page, called so in its own language.
_SAVED_BESIDE = re.compile(r"[_-](?:files|Dateien|fichiers|archivos|ficheiros|arquivos|bestanden|filer|pliki)$", re.I)


def _files_below(folder: Path) -> Iterator[Path]:
    barred: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=barred.append):
        pages = {PurePath(f).stem for f in files if f.lower().endswith((".html", ".htm"))}
        folders[:] = sorted(f for f in folders if not f.startswith(".") and _SAVED_BESIDE.sub("", f) not in pages)
        yield from (Path(where, f) for f in sorted(files) if not f.startswith("."))
        yield from (path for f in folders if (path := Path(where, f)).is_symlink())
    yield from (Path(error.filename) for error in barred if Path(error.filename) != folder)


_LINKED = ("link_to_folder", "a link to a folder, which is not followed; name the folder itself")
_BARRED = ("unreadable", "a folder that may not be entered")


def open_source(file: Path | Fetched | None) -> Source:
    """Open a file for reading. Raises ``Refused("unreadable")``, never blocks on a pipe or a device."""
    if file is None:
        return Source("-", buffered(sys.stdin.buffer), "-")
    if isinstance(file, Fetched):
        return replace(open_source(file.path), uri=file.address, name=file.name, fetched=file)
    path = file
    try:
        if path.is_dir():
            raise Refused(*(_LINKED if path.is_symlink() else _BARRED))
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused("unreadable", "neither a file nor a folder")
        return Source(str(path), buffered(path.open("rb", buffering=0)), path.name, path=path)
    except OSError as e:
        raise Refused("unreadable", e.strerror or str(e)) from e


def buffered(stream: object) -> io.BufferedReader:
    """Any readable stream of bytes as one that can be looked into."""
    return io.BufferedReader(cast("io.RawIOBase", stream), LOOK)
