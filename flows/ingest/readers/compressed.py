"""Compressed streams, unfolded piece by piece under a cap, never all at once."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, Any, cast

from flows.errors import Refused
from flows.ingest.limits import Limits
from flows.ingest.readers.format import Desk, Format
from flows.ingest.source import Source, buffered

_PIECE = 1 << 16  # unfolded bytes at once
_PACKED = 1 << 13  # compressed bytes that are read at once, before the size of what came out is compared
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_ZSTD_PIECE = 256  # compressed bytes: at most 64 runs of 128 KiB each


class Packed(io.RawIOBase):
    """A compressed stream that knows how much of it was read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.taken = 0
        self.lost: list[int] = []  # the numbers of the members that are damaged and were passed over

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
        if self._packed.lost:
            which = ", ".join(map(str, self._packed.lost[:20]))
            return "damaged_record", f"its gzip member {which} is damaged and was passed over; what follows was read"
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
    """The stream inside a compressed one, to be read as a source of its own; its name loses its last suffix.

    Raises ``Refused("nested_too_deep")``.
    """
    stream = Unfolding(source.stream, form, limits)
    name = PurePosixPath(source.name).stem if PurePosixPath(source.name).suffix else source.name
    return replace(
        source,
        stream=buffered(stream),
        name=name,
        path=None,
        nesting=source.one_deeper(limits),
        gzip_members=lambda: stream.members,
        damage=(*source.damage, stream.trouble),
    )


def from_gzip(stream: Packed, limits: Limits) -> Iterator[bytes]:
    """All members of a gzip stream, an empty piece after each; what is inflated before it breaks is kept.

    Of a web archive each member is a record: one that is damaged is passed over where another record follows it.
    """
    packed = stream.piece()
    of_records = False
    number = 0
    while packed:
        number += 1
        member = _Member(packed, stream)
        held: list[bytes] = []  # of a record, until it is known to be whole
        try:
            for piece in member:
                of_records = of_records or (number == 1 and piece.startswith(_RECORD))
                held.append(piece)
                if not of_records or member.size > limits.document_bytes:
                    yield from held
                    held.clear()
        except (Damaged, zlib.error):
            of_records = of_records or (number == 1 and member.salvaged.startswith(_RECORD))
            if of_records and (held or not member.size) and (packed := _next_record(member.packed, stream)):
                stream.lost.append(number)
                continue
            yield from (*held, member.salvaged)
            raise
        yield from held
        yield b""
        packed = (member.rest or stream.piece()).lstrip(b"\0")  # padding is allowed between members


_RECORD = (b"WARC/", b"filedesc:", b"http://", b"https://")  # how a record begins, of WARC and of ARC
_MAGIC = b"\x1f\x8b\x08"


def _next_record(packed: bytes, stream: Packed) -> bytes:
    """The packed bytes from the next member on that is a web archive's record; none where there is none.

    A broken member may have swallowed the beginning of the next before it was found to be broken.
    """
    at = 1
    while True:
        at = packed.find(_MAGIC, at)
        if (at < 0 or len(packed) - at < _PACKED) and (more := stream.piece()):
            packed, at = packed[at if at >= 0 else -2 :] + more, 0
            continue
        if at < 0:
            return b""
        try:
            if zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed[at:], 16).startswith(_RECORD):
                return packed[at:]
        except zlib.error:
            pass
        at += 1


class _Member:
    """One member of a gzip stream, inflated piece by piece; its packed bytes are kept while they are few.

    Iterating raises ``Damaged`` where the stream ends before it, and ``zlib.error`` where it is broken.
    """

    def __init__(self, packed: bytes, stream: Packed) -> None:
        self._stream = stream
        self._met = [packed]
        self.size = 0  # of what was inflated
        self.rest = b""  # what follows it, as far as it was read
        self.salvaged = b""  # what could be inflated of the piece in which it is broken

    @property
    def packed(self) -> bytes:
        """The bytes that were read for it: from its own beginning, if they are few."""
        return b"".join(self._met)

    def __iter__(self) -> Iterator[bytes]:
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        packed = self._met[0]
        while not inflate.eof:
            if not packed:
                packed = self._stream.piece()
                self._met = self._met if len(self._met) < _MOST_KEPT else []
                self._met.append(packed)
                if not packed:
                    raise Damaged("cut short")
            before = inflate.copy()
            try:
                piece = inflate.decompress(packed, _PIECE)
            except zlib.error:
                self.salvaged = _salvaged(before, packed)
                raise
            packed = inflate.unconsumed_tail
            self.size += len(piece)
            if piece:
                yield piece
        self.rest = inflate.unused_data


_MOST_KEPT = 256  # pieces of a member, two megabytes in all, in which the beginning of the next may stand


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
# What HTTP calls them (``Content-Encoding``).
CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "brotli", "zstd": "zstd"}


def read_compressed(form: str) -> Callable[[Source, Desk], Iterator[Source]]:
    """The reader of one kind of compressed stream: what it holds is a source of its own."""

    def read(source: Source, desk: Desk) -> Iterator[Source]:
        yield unfolded(source, form, desk.limits)

    return read


FORMATS = (
    Format("gzip", read_compressed("gzip"), magic=(b"\x1f\x8b",)),
    Format("zstd", read_compressed("zstd"), magic=(b"\x28\xb5\x2f\xfd",)),
    Format("lz4", read_compressed("lz4"), magic=(b"\x04\x22\x4d\x18",)),
    Format("bzip2", read_compressed("bzip2"), magic=(b"BZh",)),
    Format("xz", read_compressed("xz"), magic=(b"\xfd7zXZ\0",)),
    Format("brotli", read_compressed("brotli"), suffixes=("br",)),
    Format("deflate", read_compressed("deflate")),
)
_NAMELESS = tuple(form for name in ("deflate", "brotli") for form in FORMATS if form.name == name)


def nameless_compression(head: bytes) -> Format | None:
    """Raw deflate and brotli have no mark to know them by: which of them, if any, makes text of ``head``."""
    try:
        head.decode("utf-8")
        return None
    except UnicodeDecodeError as e:
        if e.reason == "unexpected end of data" or not _CONTROL.search(head):  # text in an older encoding has none
            return None
    limits = Limits(ratio_from_bytes=1 << 62)
    for form in _NAMELESS:
        try:
            text = b""
            for piece in COMPRESSED[form.name](Packed(io.BytesIO(head)), limits):
                text += piece
                if len(text) >= 2048:
                    break
        except (Damaged, zlib.error):
            continue
        if len(text) > 20 and not _CONTROL.search(text[:2048]):
            return form
    return None
