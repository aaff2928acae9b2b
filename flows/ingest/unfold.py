"""Compressed streams and zip archives, unfolded piece by piece under a cap, never all at once."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal, cast

from flows.ingest.limits import Limits
from flows.ingest.refusal import Refused
from flows.ingest.source import Source, buffered

_PIECE = 1 << 16  # unfolded bytes at once
_PACKED = 1 << 13  # compressed bytes at once: so close to each other the two are weighed
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_ZSTD_PIECE = 256  # compressed bytes: at most 64 runs of 128 KiB each


class Packed(io.RawIOBase):
    """A compressed stream that knows how much of it was read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.taken

    def readinto(self, buffer: object, /) -> int:
        size: int = self._stream.readinto(buffer)
        self.taken += size
        return size

    def piece(self) -> bytes:
        return self.read(_PACKED) or b""


Pieces = Callable[[Packed, Limits], Iterator[bytes]]


class Damaged(Exception):  # noqa: N818
    """A compressed stream that ends too early, or whose checksum does not hold."""


class Unfolding(io.RawIOBase):
    """What a compressed stream holds, as a stream. It ends where the compressed one breaks; ``damage`` then says how.

    Raises ``Refused`` (``decompression_limit``, ``too_large``) on the read that would pass a limit.
    """

    def __init__(self, stream: Any, form: str, limits: Limits) -> None:
        self._packed = Packed(stream)
        self._pieces = COMPRESSED[form](self._packed, limits)
        self._limits = limits
        self._form = form
        self._rest = memoryview(b"")
        self.unfolded = 0
        self.members = 0
        self.damage: str | None = None

    def trouble(self) -> tuple[str, str] | None:
        """The warning that the damage makes, once it was met."""
        return (f"truncated_{self._form}", f"broken: {self.damage}; what came before is kept") if self.damage else None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.unfolded - len(self._rest)

    def readinto(self, buffer: object, /) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]
        if not self._rest:
            try:
                while (piece := next(self._pieces, None)) == b"":  # where a gzip member ends
                    self.members += 1
                self._rest = memoryview(piece or b"")
            except (Damaged, EOFError, OSError, zlib.error, lzma.LZMAError) as e:
                self.damage = str(e)[:200] or "cut short"
                self._pieces = iter(())
            self._account(len(self._rest))
        size = min(len(target), len(self._rest))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def _account(self, more: int) -> None:
        self.unfolded += more
        limits = self._limits
        most = max(limits.ratio_from_bytes, limits.unfolding_ratio * self._packed.taken)
        if self._form != "member" and self.unfolded > most:
            raise Refused("decompression_limit", f"unfolds to more than {limits.unfolding_ratio} times its size")
        if self.unfolded > limits.unfolded_bytes:
            raise Refused("decompression_limit", f"unfolds to more than {limits.unfolded_bytes:,} bytes, the limit")


def unfolded(source: Source, form: str, limits: Limits) -> Source:
    """The stream inside a compressed one, to be read as a source of its own; its name loses its last suffix."""
    stream = Unfolding(source.stream, form, limits)
    name = PurePosixPath(source.name).stem if PurePosixPath(source.name).suffix else source.name
    return replace(
        source,
        stream=buffered(stream),
        name=name,
        path=None,
        nesting=source.nesting + 1,
        gzip_members=lambda: stream.members,
        damage=(*source.damage, stream.trouble),
    )


def from_gzip(stream: Packed, _: Limits) -> Iterator[bytes]:
    """All members of a gzip stream, an empty piece after each; what is inflated before it breaks is kept."""
    packed = stream.piece()
    while packed:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not member.eof:
            if not packed and not (packed := stream.piece()):
                raise Damaged("cut short")
            before = member.copy()
            try:
                piece = member.decompress(packed, _PIECE)
            except zlib.error:
                yield _salvaged(before, packed)
                raise
            packed = member.unconsumed_tail
            if piece:
                yield piece
        yield b""
        packed = (member.unused_data or stream.piece()).lstrip(b"\0")  # padding is allowed between members


def _salvaged(member: Any, packed: bytes) -> bytes:
    """What zlib had inflated when it met the error: it gives up the whole piece for it, so it is asked byte by byte."""
    inflated = b""
    try:
        for i in range(len(packed)):
            inflated += member.decompress(packed[i : i + 1])
    except zlib.error:
        pass
    return inflated


def from_bzip2(stream: Packed, _: Limits) -> Iterator[bytes]:
    with bz2.BZ2File(stream) as unpacked:
        yield from iter(lambda: unpacked.read1(_PIECE), b"")


def from_xz(stream: Packed, _: Limits) -> Iterator[bytes]:
    with lzma.LZMAFile(cast("IO[bytes]", stream)) as unpacked:
        yield from iter(lambda: unpacked.read1(_PIECE), b"")


def from_zstd(stream: Packed, limits: Limits) -> Iterator[bytes]:
    """All frames of a zstd stream. Fed in small pieces: a few bytes may stand for megabytes."""
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=limits.zstd_window_bytes)
    try:
        packed = stream.piece()
        while packed:
            frame = decompressor.decompressobj()
            while not frame.eof:
                if not packed and not (packed := stream.piece()):
                    raise Damaged("cut short")
                piece = frame.decompress(packed[:_ZSTD_PIECE])
                packed = packed[_ZSTD_PIECE:]
                if piece:
                    yield piece
            packed = (frame.unused_data + packed) or stream.piece()
    except zstandard.ZstdError as e:
        raise Damaged(str(e)) from e


def from_lz4(stream: Packed, _: Limits) -> Iterator[bytes]:
    """An LZ4 stream, which web archives come in; FastWARC brings the codec."""
    from fastwarc.stream_io import Lz4Reader

    unpacked = Lz4Reader(stream, fsspec_args=False)
    yield from iter(lambda: unpacked.read(_PIECE), b"")


def from_brotli(stream: Packed, _: Limits) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]

    decompressor = brotli.Decompressor()
    try:
        while not decompressor.is_finished():
            packed = b"" if not decompressor.can_accept_more_data() else stream.piece()
            if not packed and decompressor.can_accept_more_data():
                raise Damaged("cut short")
            if piece := decompressor.process(packed, output_buffer_limit=_PIECE):
                yield piece
    except brotli.error as e:
        raise Damaged(str(e)) from e


def from_deflate(stream: Packed, _: Limits) -> Iterator[bytes]:
    """A deflate stream as HTTP bodies have it: with a zlib header, or raw."""
    packed = stream.piece()
    head = packed[:2]
    has_header = len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head, "big") % 31 == 0
    decompressor = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    while not decompressor.eof:
        packed = packed or stream.piece()
        if not packed:
            raise Damaged("cut short")
        piece = decompressor.decompress(packed, _PIECE)
        packed = decompressor.unconsumed_tail
        if piece:
            yield piece


def from_member(stream: Packed, _: Limits) -> Iterator[bytes]:
    """A member of a zip archive, which `zipfile` unpacks: its ratio was looked at before it was opened."""
    try:
        yield from iter(stream.piece, b"")
    except zipfile.BadZipFile as e:
        raise Damaged(str(e)) from e


COMPRESSED: dict[str, Pieces] = {
    "gzip": from_gzip,
    "zstd": from_zstd,
    "bzip2": from_bzip2,
    "xz": from_xz,
    "lz4": from_lz4,
    "brotli": from_brotli,
    "deflate": from_deflate,
    "member": from_member,
}


def nameless_compression(head: bytes) -> Literal["deflate", "brotli"] | None:
    """Raw deflate and brotli have no mark to know them by: which of them, if any, makes text of ``head``."""
    try:
        head.decode("utf-8")
        return None
    except UnicodeDecodeError as e:
        if e.reason == "unexpected end of data" or not _CONTROL.search(head):  # text in an older encoding has none
            return None
    limits = Limits(ratio_from_bytes=1 << 62)
    forms: tuple[Literal["deflate", "brotli"], ...] = ("deflate", "brotli")
    for form in forms:
        try:
            text = b""
            for piece in COMPRESSED[form](Packed(io.BytesIO(head)), limits):
                text += piece
                if len(text) >= 2048:
                    break
        except (Damaged, zlib.error):
            continue
        if len(text) > 20 and not _CONTROL.search(text[:2048]):
            return form
    return None


_OFFICE = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("META-INF/container.xml", "epub"),
    ("content.xml", "odt"),
)


def members(source: Source, limits: Limits) -> Iterator[Source | tuple[str, Refused]]:
    """The files in a zip archive, each as a source of its own, or the reason why one cannot be had.

    Raises ``Refused`` for an archive that is broken or unfolds too far. No member is ever written under its own
    name, so its path can lead nowhere; one that tries is refused all the same: whoever wrote it meant harm.
    """
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
                nesting=source.nesting + 1,
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
