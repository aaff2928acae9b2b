"""Zip archives: each file in one is read as a source of its own."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from flows.errors import Refused
from flows.ingest.limits import Limits
from flows.ingest.readers.compressed import Unfolding
from flows.ingest.readers.format import Answer, Desk, Format
from flows.ingest.source import Source, buffered
from flows.records import Quarantined

_OFFICE = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("META-INF/container.xml", "epub"),
    ("content.xml", "odt"),
)


def read_zip(source: Source, desk: Desk) -> Iterator[Answer | Source]:
    """The files in a zip archive as sources; a refusal for each that cannot be had, and for an archive without any."""
    empty = True
    for member in members(source, desk.limits):
        empty = False
        if isinstance(member, Source):
            yield member
        else:
            name, refusal = member
            yield Quarantined(source.uri, source.place(name), refusal.code, refusal.message)
    if empty:
        raise Refused("empty", "an archive without a file")


def members(source: Source, limits: Limits) -> Iterator[Source | tuple[str, Refused]]:
    """The files in a zip archive, each as a source of its own, or the reason why one cannot be had.

    Raises ``Refused`` for an archive that is broken or unfolds too far. No member is ever written under its own
    name, so its path can lead nowhere; one that tries is refused all the same: whoever wrote it meant harm.
    """
    nesting = source.one_deeper(limits)
    with source.on_disk(limits) as path, _zip(path) as archive:
        entries = [e for e in archive.infolist() if not e.is_dir()]
        names = {e.filename for e in entries}
        for mark, kind in _OFFICE:
            if any(n.startswith(mark) for n in names) and ("[Content_Types].xml" in names or "mimetype" in names):
                raise Refused(f"unsupported_type:{kind}", f"this is {kind}, which is not read")
        if len(entries) > limits.archive_members:
            raise Refused("decompression_limit", f"more than {limits.archive_members:,} members")
        taken = 0
        for entry in entries:
            if _escapes(entry.filename):
                yield entry.filename, Refused("unsafe_archive_member", "its path leads out of the archive")
                continue
            if entry.flag_bits & 1:
                yield entry.filename, Refused("encrypted_archive_member", "it is encrypted")
                continue
            if entry.file_size > max(limits.ratio_from_bytes, limits.unfolding_ratio * entry.compress_size):
                yield entry.filename, Refused("decompression_limit", f"would unfold to {entry.file_size:,} bytes")
                continue
            try:
                opened = archive.open(entry)
            except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, zlib.error) as e:
                yield entry.filename, Refused("bad_zip", f"cannot be unpacked: {e}"[:200])
                continue
            room = replace(limits, unfolded_bytes=max(0, limits.archive_bytes - taken))
            inside = Unfolding(opened, "member", room)
            yield replace(
                source,
                stream=buffered(inside),
                name=PurePosixPath(entry.filename).name,
                record=source.place(entry.filename),
                path=None,
                nesting=nesting,
                damage=(*source.damage, inside.trouble),
            )
            taken += inside.unfolded


def _zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as e:
        raise Refused("bad_zip", f"no readable zip archive: {e}"[:200]) from e


def _escapes(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":") or "\0" in name


ZIP = Format("zip", read_zip, magic=(b"PK\x03\x04", b"PK\x05\x06"))
