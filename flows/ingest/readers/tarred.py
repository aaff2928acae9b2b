"""Tar archives, read from front to back as a stream: each file in one is a source of its own."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import replace

from flows.errors import Refused
from flows.ingest.limits import MIB
from flows.ingest.readers.compressed import Unfolding
from flows.ingest.readers.format import Answer, Desk, Format
from flows.ingest.source import Source, escapes
from flows.records import Quarantined

_BLOCK, _CHECKSUM = 512, slice(148, 156)
_MOST_ABOUT = 1 * MIB  # of a header about a member: its long name, its times


class _Header(tarfile.TarInfo):
    """A member's header; one that says more about a member than any says is damage: it would be held as a whole."""

    _ABOUT = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME,
              tarfile.GNUTYPE_LONGLINK)  # fmt: skip

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in self._ABOUT and self.size > _MOST_ABOUT:
            raise tarfile.ReadError(f"a header of {self.size:,} bytes")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return found


def is_tar(head: bytes) -> bool:
    """Whether a stream begins with a member's header: its checksum is the sum of its bytes (POSIX.1, `pax`)."""
    if len(head) < _BLOCK or not any(head[:100]):
        return False
    try:
        stated = int(head[_CHECKSUM].strip(b"\0 ") or b"-", 8)
    except ValueError:
        return False
    return stated == sum(head[:_BLOCK]) - sum(head[_CHECKSUM]) + 8 * ord(" ")


def read_tar(source: Source, desk: Desk) -> Iterator[Answer | Source]:
    """The files in a tar archive as sources; a row for each that is none (a link, a device) or leads out of it.

    Nothing is ever written. What comes before the place where an archive breaks is kept. Raises ``Refused``.
    """
    limits = desk.limits
    nesting = source.one_deeper(limits)
    number, taken = 0, 0
    try:
        with tarfile.open(fileobj=source.stream, mode="r|", tarinfo=_Header) as archive:
            for entry in archive:
                archive.members.clear()  # type: ignore[attr-defined]  # or it remembers every header that it met
                if entry.isdir():
                    continue
                number += 1
                if number > limits.archive_members:
                    raise Refused("decompression_limit", f"more than {limits.archive_members:,} members")
                opened = archive.extractfile(entry) if entry.isreg() else None
                if opened is None or escapes(entry.name):
                    why = "its path leads out of the archive" if opened else "a link or a device, and no file"
                    yield Quarantined(source.uri, source.place(entry.name), "unsafe_archive_member", why)
                    continue
                room = replace(limits, unfolded_bytes=max(0, limits.archive_bytes - taken))
                inside = Unfolding(opened, "member", room)
                yield source.member(entry.name, inside, nesting)
                taken += inside.unfolded
    except (tarfile.TarError, EOFError, OSError) as e:
        where = f"after member {number}" if number else ""
        yield Quarantined(source.uri, source.place(where), "bad_tar", f"the archive breaks off: {e}"[:200])
        return
    if not number:
        raise Refused("empty", "an archive without a file")


TAR = Format("tar", read_tar, suffixes=("tar",), recognise=is_tar)
