"""What a stream of bytes is: by its first bytes, and by the file's name only where those leave it open."""

from __future__ import annotations

import json
import re
from typing import Literal

from flows.ingest.refusal import Refused

Format = Literal[
    "text", "html", "feed", "jsonl", "json", "csv", "parquet", "warc", "arc", "zip",
    "gzip", "zstd", "lz4", "bzip2", "xz", "brotli", "deflate", "unknown",
]  # fmt: skip

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
    (b"PAR1", "parquet"),
)
_UNSUPPORTED = (
    (b"%PDF-", "unsupported_type:pdf"),
    (b"{\\rtf", "unsupported_type:rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unsupported_type:doc"),
    (b"SQLite format 3\0", "unsupported_type:sqlite"),
    (b"Rar!\x1a\x07", "unsupported_archive"),
    (b"7z\xbc\xaf\x27\x1c", "unsupported_archive"),
    (b"\x89PNG\r\n\x1a\n", "binary_content"),
    (b"\xff\xd8\xff", "binary_content"),
    (b"GIF8", "binary_content"),
    (b"\x7fELF", "binary_content"),
)
_NOT_READ = {
    "binary_content": "this is an image or a program, not a text",
    "unsupported_archive": "archives of this kind are not read; unpack it and name the folder",
}
_SUFFIXES: dict[str, Format] = {
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html", "mhtml": "text",
    "xml": "feed", "rss": "feed", "atom": "feed", "rdf": "feed",
    "jsonl": "jsonl", "ndjson": "jsonl", "json": "json", "csv": "csv", "tsv": "csv", "br": "brotli",
}  # fmt: skip
_MARKUP = re.compile(rb"<(?:\?xml|!--|!doctype|html|head|body|rss|feed|rdf:rdf)\b", re.I)
_ROOT = re.compile(rb"<(!doctype\s+html|html|head|body|rss|feed|rdf:rdf)\b", re.I)


def sniff(head: bytes, name: str) -> Format:
    """The format of a stream that begins with ``head``; ``name`` is its file name or ``"-"``.

    Raises ``Refused`` for what is recognised and not read (PDF, images, other archives).
    """
    for magic, code in _UNSUPPORTED:
        if head.startswith(magic):
            raise Refused(code, _NOT_READ.get(code) or f"this is {code.partition(':')[2]}, which is not read")
    if head[257:262] == b"ustar":
        raise Refused("unsupported_archive", "tar archives are not read; unpack it and name the folder")
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    by_name = _SUFFIXES.get(name.rpartition(".")[2].lower(), "unknown")
    if _MARKUP.match(start):
        root = _ROOT.search(start)
        if root:
            return "feed" if root[1].lower() in (b"rss", b"feed", b"rdf:rdf") else "html"
        return "html" if by_name == "html" else "feed"
    if by_name != "unknown":
        return by_name
    return "jsonl" if name == "-" or _is_json_object(start.partition(b"\n")[0]) else "text"


def _is_json_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
