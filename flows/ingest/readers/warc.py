"""Web archives (WARC, ARC): the pages and texts that were saved, each record on its own.

FastWARC reads what is a WARC file; warcio reads ARC, and the WARC files whose start FastWARC cannot make out.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from flows.errors import Refused
from flows.ingest import document
from flows.ingest.claims import day_of
from flows.ingest.document import Place
from flows.ingest.limits import Limits
from flows.ingest.readers.compressed import CODINGS, Unfolding
from flows.ingest.readers.format import Answer, Desk, Format, built
from flows.ingest.source import Source, buffered
from flows.records import Quarantined, TakenIn

_SAVED = ("response", "resource", "conversion")
_FIRST_PAGE = date(1991, 8, 6)  # on the web: an earlier day is a clock that was never set
_GZIP = b"\x1f\x8b"
_PAGES = ("text/html", "application/xhtml+xml")


_NO_ARTICLE = re.compile(
    r"^https?://[^/]+/(?:(?:robots|ads|app-ads|humans|security|llms)\.txt|\.well-known/.*)(?:$|\?)", re.IGNORECASE
)


class Saved(NamedTuple):
    """A saved page or text: its place in the archive, its bytes, and what the server said of it."""

    place: str
    raw: bytes
    is_page: bool
    url: str | None
    charset: str | None
    warnings: tuple[tuple[str, str], ...]
    captured: date | None  # the day (UTC) on which it was saved, where the archive says so


class BadSaved(NamedTuple):
    """A record that is damaged, or whose content is not what it was."""

    place: str
    refusal: Refused


class _Block(NamedTuple):
    """A record as both libraries give it: its headers in lower case, its block, and the size that it should have."""

    headers: dict[str, str]
    block: bytes
    size: int


def read_archive(source: Source, limits: Limits) -> Iterator[Saved | BadSaved]:
    """The saved pages of an archive; other records (requests, images, redirects, errors) are passed over silently.

    Every record is checked against its length and its digest, whether it is a page or not.
    """
    number = 0
    try:
        for number, block in enumerate(_blocks(source, limits), 1):
            place = source.place(f"record {number}")
            if len(block.block) > limits.document_bytes:
                yield BadSaved(place, Refused("too_large", f"a record of {block.size:,} bytes"))
            else:
                yield from _of_block(block, place, limits)
    except _Unreadable as e:
        yield BadSaved(source.place(f"after record {e.records}"), Refused(e.code, e.message))
    if number > 1 and source.gzip_members is not None and source.gzip_members() == 1:
        one = "compressed as one stream and not record by record: read, but no tool can seek in it"
        yield BadSaved(source.record, Refused("warc_bad_record", one))


def _of_block(block: _Block, place: str, limits: Limits) -> Iterator[Saved | BadSaved]:
    kind, url = block.headers.get("warc-type", ""), _url(block.headers.get("warc-target-uri"))
    media = block.headers.get("content-type", "").lower()
    body = block.block
    http: dict[str, str] = {}
    status = 200
    if media.startswith("application/http") or (kind == "response" and body.startswith(b"HTTP/")):
        status, http, body = _http(block.block)
        media = http.get("content-type", "").lower()
    troubles = [*_length_trouble(block, http, body), *_digest_trouble(block, body)]
    is_saved = kind in _SAVED and 200 <= status < 300 and not _NO_ARTICLE.search(url or "")
    is_page = media.startswith(_PAGES) or (not media and b"<html" in body[:2048].lower())
    if not (is_saved and body and (is_page or media.startswith("text/plain"))):
        if troubles:
            yield BadSaved(place, Refused(*troubles[0]))
        return
    if "chunked" in http.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    for coding in reversed([c.strip() for c in http.get("content-encoding", "").lower().split(",") if c.strip()]):
        try:
            body, more = _decoded(body, coding, limits)
        except Refused as e:
            yield BadSaved(place, e)
            return
        troubles += more
    charset = re.search(r"charset=[\"']?([\w.:-]+)", media)
    yield Saved(place, body, is_page, url, charset[1] if charset else None, tuple(troubles), _captured(block))


class _Unreadable(Exception):  # noqa: N818
    def __init__(self, records: int, code: str, message: str) -> None:
        self.records, self.code, self.message = records, code, message


def _blocks(source: Source, limits: Limits) -> Iterator[_Block]:
    if source.head().startswith(b"filedesc:"):
        yield from _by_warcio(source, limits, "bad_arc")
    elif next(_by_fastwarc(io.BytesIO(source.head()), limits), None) is not None:
        yield from _by_fastwarc(source.stream, limits)
    else:
        yield from _by_warcio(source, limits, "warc_bad_record")


def _by_fastwarc(stream: Any, limits: Limits) -> Iterator[_Block]:
    from fastwarc.warc import ArchiveIterator

    number = 0
    try:
        # `parse_http` off: the block is hashed before it is taken apart.
        records = ArchiveIterator(stream, parse_http=False, quirks_mode=True, stream_detect=False, fsspec_args=False)
        for record in records:
            number += 1
            headers = {name.lower(): value for name, value in record.headers.items()}
            block = record.reader.read(limits.document_bytes + 1)
            yield _Block(headers, block, _number(headers.get("content-length"), len(block)))
    except OSError as e:
        raise _Unreadable(number, "warc_bad_record", f"no record can be read here: {e}"[:200]) from e
    except BaseException as e:
        if type(e).__name__ != "PanicException":  # Rust's way out of what it did not expect; it is no Exception
            raise
        raise _Unreadable(number, "warc_bad_record", "no record can be read here") from e


def _by_warcio(source: Source, limits: Limits, code: str) -> Iterator[_Block]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(source.stream, no_record_parse=True, arc2warc=True):
            number += 1
            headers = {name.lower(): value for name, value in record.rec_headers.headers}
            headers["warc-type"] = record.rec_type
            if not headers.get("content-length", "").isdigit():  # where the next record begins cannot be known
                raise _Unreadable(number - 1, code, f"a record of {headers.get('content-length') or 'no'} bytes")
            if record.rec_type == "warcinfo":
                continue  # what warcio makes of an ARC file's head has not the length that it says
            block = record.raw_stream.read(limits.document_bytes + 1)
            yield _Block(headers, block, _number(headers.get("content-length"), len(block)))
    except _Unreadable:
        raise
    except (ArchiveLoadFailed, OSError, ValueError, KeyError, IndexError, AttributeError, TypeError) as e:
        raise _Unreadable(number, code, f"no record can be read here: {' '.join(str(e).split())}"[:200]) from e
    if not number:
        raise _Unreadable(0, code, "not one record can be read")


def _captured(block: _Block) -> date | None:
    """The day of ``WARC-Date`` (of ARC: ``archive-date``), if it is one on which there was a page to save."""
    day = day_of(block.headers.get("warc-date") or block.headers.get("archive-date") or "")
    return day if day and day >= _FIRST_PAGE else None


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.strip().isdigit() else default


def _url(value: str | None) -> str | None:
    return value.strip().strip("<>").replace(" ", "%20") if value else None


def _http(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """An HTTP response taken apart: status, headers with names in lower case, body."""
    end = re.search(rb"\r?\n\r?\n", block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    first, *lines = head.decode("latin-1").splitlines() or [""]
    status = re.match(r"HTTP/\S+ (\d{3})", first)
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return int(status[1]) if status else 0, headers, body


def _dechunked(body: bytes) -> bytes:
    """The body of a chunked transfer. Many crawlers keep the header and store the body joined: then it stays."""
    joined: list[bytes] = []
    at = 0
    while size := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n").match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(joined)
        joined.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(joined) if joined else body


def _decoded(body: bytes, coding: str, limits: Limits) -> tuple[bytes, list[tuple[str, str]]]:
    """A body without its content coding; as it is, where a crawler undid the coding and kept the header."""
    if coding not in CODINGS:
        return body, []
    unfolding = Unfolding(io.BytesIO(body), CODINGS[coding], limits)
    text = buffered(unfolding).read(limits.document_bytes + 1)
    if len(text) > limits.document_bytes:
        raise Refused("too_large", f"unfolds to more than {limits.document_bytes:,} bytes, the limit for one document")
    if unfolding.damage and not text:
        return body, []
    trouble = unfolding.trouble()
    return text, [trouble] if trouble else []


def _length_trouble(block: _Block, http: dict[str, str], body: bytes) -> Iterator[tuple[str, str]]:
    """A record that is shorter than its own header says, or than what the server said that it would send."""
    if len(block.block) < block.size:
        yield "warc_truncated_record", "the file ends in the middle of this record"
    elif block.headers.get("warc-type") == "revisit" or ("content-encoding" in http and not body.startswith(_GZIP)):
        return  # a revisit has no body; a body whose coding the crawler undid has another length
    elif len(body) < _number(http.get("content-length"), 0):
        yield "warc_truncated_record", f"has {len(body):,} of {http['content-length']} bytes that the server sent"


def _digest_trouble(block: _Block, body: bytes) -> Iterator[tuple[str, str]]:
    """Which digest of a record does not hold. Writers spell them in base 32, base 64 or hexadecimal.

    Some crawlers write one value for both digests; the block's is then the one that is meant.
    """
    of_block, of_payload = (block.headers.get(f"warc-{what}-digest", "") for what in ("block", "payload"))
    if of_block and not _is_digest(of_block, block.block):
        yield "digest_mismatch", "its block digest does not hold: the record was altered or cut"
    elif block.headers.get("warc-type") == "revisit" or of_payload in ("", of_block):
        return  # a revisit's payload is elsewhere
    elif not _is_digest(of_payload, body) and not _is_digest(of_payload, _dechunked(body)):
        yield "digest_mismatch", "its payload digest does not hold: the record was altered or cut"


def _is_digest(value: str, data: bytes) -> bool:
    algorithm, _, written = value.partition(":")
    name = algorithm.strip().lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha512"):
        return True  # one that we cannot check is none against the record
    digest = hashlib.new(name, data, usedforsecurity=False).digest()
    spellings = (base64.b32encode(digest), base64.b64encode(digest), base64.urlsafe_b64encode(digest))
    return written.strip() in {s.decode() for s in spellings} or written.strip().lower() == digest.hex()


def _read(source: Source, desk: Desk) -> Iterator[Answer | None]:
    for saved in read_archive(source, desk.limits):
        if isinstance(saved, BadSaved):
            yield Quarantined(source.uri, saved.place, saved.refusal.code, saved.refusal.message)
        elif desk.is_known(document.digest(saved.raw)):
            yield None
        else:
            yield _answer(saved, source, desk)


def _answer(saved: Saved, source: Source, desk: Desk) -> Answer | None:
    place = Place(source.uri, saved.place, _taken_in(saved, desk))
    if saved.is_page:
        how: dict[str, Any] = {"url": saved.url, "charset": saved.charset}
        build = partial(document.from_page, saved.raw, place, desk.worker, desk.limits, **how)
    else:
        build = partial(document.from_text, saved.raw, place, url=saved.url)
    found = built(build, place, saved.raw)
    if isinstance(found, Quarantined):
        return found
    return desk.new(replace(found, warnings=(*saved.warnings, *found.warnings)))


def _taken_in(saved: Saved, desk: Desk) -> TakenIn:
    """When a saved page was taken in: it was written no later than it was saved."""
    day = saved.captured
    return TakenIn(day, "captured") if day and day < desk.taken_in.day else desk.taken_in


WARC = Format("warc", _read, magic=(b"WARC/", b"filedesc://"), holds_many=True)
