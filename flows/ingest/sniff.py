"""What a stream of bytes is: by its first bytes, and by the file's name only where those leave it open."""

from __future__ import annotations

import json
import re

from flows.errors import Refused
from flows.ingest.readers import READERS
from flows.ingest.readers.compressed import nameless_compression
from flows.ingest.readers.feed import FEED
from flows.ingest.readers.format import Format
from flows.ingest.readers.jsonl import DOCUMENT, LINES
from flows.ingest.readers.single import PAGE, TEXT

_UNSUPPORTED = (
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
_MARKUP = re.compile(rb"<(?:!--|(?:\?xml|!doctype|html|head|body|rss|feed|rdf:rdf|urlset|sitemapindex)\b)", re.I)
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.I)  # whatever its file is called
# What stands before the first element, one at a time: an instruction, a comment, a document type.
_BEFORE = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype(?!\s+html\b)[^\[>]*(?:\[.*?\]\s*)?>)", re.I | re.S)
_PAGE = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|article|section|span|table|h[1-6])\b",
    re.I,
)
_INDENTED = re.compile(rb'\{\s*"[^"\n]{1,80}"\s*:|\[\s*\{\s*"[^"\n]{1,80}"\s*:')  # JSON over several lines

_BY_SUFFIX = {suffix: form for form in READERS for suffix in form.suffixes}


def sniff(head: bytes, name: str) -> Format:
    """The format of a stream that begins with ``head``; ``name`` is its file name or ``"-"``.

    Raises ``Refused`` for what is recognised and not read (images, programs, other archives).
    """
    for magic, code in _UNSUPPORTED:
        if head.startswith(magic):
            raise Refused(code, _NOT_READ.get(code) or f"this is {code.partition(':')[2]}, which is not read")
    for form in READERS:
        if form.magic and head.startswith(form.magic):
            return form
    return nameless_compression(head) or found if (found := _by_words(head, name)) is TEXT else found


def _by_words(head: bytes, name: str) -> Format:
    """By the markup that it begins with, by the name of its file, by whether its first line is a JSON object."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    by_name = _BY_SUFFIX.get(name.rpartition(".")[2].lower())
    for form in READERS:
        if form.recognise and form.recognise(head):
            return form
    if _MARKUP.match(start):
        return PAGE if _is_page(start) or (by_name is PAGE and not _XML.match(start)) else FEED
    if by_name:
        return by_name
    if _INDENTED.match(start) and not _is_json_object(start.partition(b"\n")[0]):
        return DOCUMENT
    return LINES if name == "-" or _is_json_object(start.partition(b"\n")[0]) else TEXT


def _is_page(start: bytes) -> bool:
    """Whether the first element is one of HTML; that of a news agency's XML may hold a page further in."""
    at = 0
    while found := _BEFORE.match(start, at):
        at = found.end()
    return _PAGE.match(start, at) is not None


def _is_json_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
