"""Zip archives: each file in one is read as a source of its own."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from flows.errors import Refused
from flows.ingest.limits import Limits
from flows.ingest.readers.compressed import Unfolding
from flows.ingest.readers.documents import read_docx
from flows.ingest.readers.format import Answer, Desk, Format
from flows.ingest.source import Source, buffered, escapes
from flows.records import Quarantined

_OFFICE = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("META-INF/container.xml", "epub"),
    ("content.xml", "odt"),
)


def read_zip(source: Source, desk: Desk) -> Iterator[Answer | Source | None]:
    """The files in a zip archive as sources; a refusal for each that cannot be had, and for an archive without any.

    A Word document is such an archive, and is read as what it is. Raises ``Refused`` for an archive that is broken or
    unfolds too far, and for what other office programs make.
    """
    with source.on_disk(desk.limits) as path, _zip(path) as archive:
        kind = _office_kind(archive)
        if kind == "docx":
            _refuse_a_bomb(archive, desk.limits)
            stream = buffered(path.open("rb", buffering=0))
            yield from read_docx(replace(source, stream=stream, path=None), desk)
            return
        if kind:
            raise Refused(f"unsupported_type:{kind}", f"this is {kind}, which is not read")
        empty = True
        for member in _members(archive, source, desk.limits):
            empty = False
            if isinstance(member, Source):
                yield member
            else:
                name, refusal = member
                yield Quarantined(source.uri, source.place(name), refusal.code, refusal.message)
        if empty:
            raise Refused("empty", "an archive without a file")


def _office_kind(archive: zipfile.ZipFile) -> str | None:
    """Which office program's document an archive is, if it is one."""
    names = {entry.filename for entry in archive.infolist()}
    if not names & {"[Content_Types].xml", "mimetype"}:
        return None
    return next((kind for mark, kind in _OFFICE if any(name.startswith(mark) for name in names)), None)


def _refuse_a_bomb(archive: zipfile.ZipFile, limits: Limits) -> None:
    """A document is opened as a whole, so that what all of it unfolds to counts."""
    if (size := sum(entry.file_size for entry in archive.infolist())) > _most_unfolded(archive, limits):
        raise Refused("decompression_limit", f"would unfold to {size:,} bytes")


def _most_unfolded(archive: zipfile.ZipFile, limits: Limits) -> int:
    packed = sum(entry.compress_size for entry in archive.infolist())
    return min(limits.page_memory_bytes // 4, max(limits.ratio_from_bytes, limits.unfolding_ratio * packed))


def _members(archive: zipfile.ZipFile, source: Source, limits: Limits) -> Iterator[Source | tuple[str, Refused]]:
    """The files in a zip archive, each as a source of its own, or the reason why one cannot be had.

    No member is ever written under its own name, so its path can lead nowhere; one that tries is refused all the same:
    whoever wrote it meant harm. Raises ``Refused``.
    """
    nesting = source.one_deeper(limits)
    entries = [e for e in archive.infolist() if not e.is_dir()]
    if len(entries) > limits.archive_members:
        raise Refused("decompression_limit", f"more than {limits.archive_members:,} members")
    taken = 0
    for entry in entries:
        if refusal := _refusal(entry, limits):
            yield entry.filename, refusal
            continue
        try:
            opened = archive.open(entry)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, zlib.error) as e:
            yield entry.filename, Refused("bad_zip", f"cannot be unpacked: {e}"[:200])
            continue
        inside = Unfolding(opened, "member", replace(limits, unfolded_bytes=max(0, limits.archive_bytes - taken)))
        yield source.member(entry.filename, inside, nesting)
        taken += inside.unfolded


def _refusal(entry: zipfile.ZipInfo, limits: Limits) -> Refused | None:
    """Why a member is not opened at all, where it is not."""
    if escapes(entry.filename):
        return Refused("unsafe_archive_member", "its path leads out of the archive")
    if entry.flag_bits & 1:
        return Refused("encrypted_archive_member", "it is encrypted")
    if entry.file_size > max(limits.ratio_from_bytes, limits.unfolding_ratio * entry.compress_size):
        return Refused("decompression_limit", f"would unfold to {entry.file_size:,} bytes")
    return None


def _zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as e:
        raise Refused("bad_zip", f"no readable zip archive: {e}"[:200]) from e


ZIP = Format("zip", read_zip, magic=(b"PK\x03\x04", b"PK\x05\x06"))
