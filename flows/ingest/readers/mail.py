"""Mail and what is kept as mail: single messages, mailboxes, and pages that a browser saved as one MHTML file.

The standard library's `email` takes them apart; a mail's ``Date`` is the day it was sent, an MHTML file's the day on
which the page was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flows.errors import Refused
from flows.ingest import document
from flows.ingest.claims import claim, day_of, warnings_about
from flows.ingest.decode import Decoded, decode
from flows.ingest.document import Place
from flows.ingest.page import refusal
from flows.ingest.readers.format import Answer, Desk, Format, built
from flows.ingest.source import Source
from flows.records import Document, Quarantined, TakenIn
from flows.worker import Failed

_FROM_LINE = re.compile(rb"(?:^|\n)From \S{1,200} [^\r\n]{0,60}\d{4}[^\r\n]{0,20}\r?\n(?=[A-Za-z][\w-]{1,40}:)")
_HEADER = re.compile(rb"(?:[A-Za-z][\w-]{1,60}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,60}){3}")
_MAIL_ONLY = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To|Content-Transfer-Encoding|Snapshot-Content-Location)"
    rb":",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message's own words and what its headers say. ``html`` tells whether ``body`` is a page."""

    body: bytes
    charset: str | None
    html: bool
    subject: str | None
    sender: str | None
    date: str | None
    location: str | None  # of a saved page: where it was saved from
    is_saved_page: bool


def is_mailbox(head: bytes) -> bool:
    """Whether a file begins as an mbox does: the line "From somebody, on a day" and headers."""
    return (found := _FROM_LINE.match(head)) is not None and found.start() == 0


def is_mail(head: bytes) -> bool:
    """Whether a file begins with headers that only mail has."""
    return _HEADER.match(head) is not None and _MAIL_ONLY.search(head[: _end_of_headers(head)]) is not None


def _end_of_headers(head: bytes) -> int:
    found = re.search(rb"\r?\n\r?\n", head)
    return found.start() if found else len(head)


def parse_message(raw: bytes) -> Message:
    """A message taken apart. Raises ``Refused("no_text")`` where no part of it is a text or a page."""
    from email import message_from_bytes
    from email.policy import default

    mail = message_from_bytes(raw, policy=default)
    is_saved = mail.get_content_type() == "multipart/related" and bool(mail.get("Snapshot-Content-Location"))
    is_saved = is_saved or "saved by" in str(mail.get("From") or "").lower()
    wanted = ("html", "plain") if is_saved or mail.get_content_type() == "multipart/related" else ("plain", "html")
    part = mail.get_body(preferencelist=(*wanted, "related"))
    if part is not None and part.is_multipart():
        part = next((p for p in part.walk() if p.get_content_type() in ("text/html", "text/plain")), None)
    if part is None:
        part = next((p for p in mail.walk() if p.get_content_type() in ("text/html", "text/plain")), None)
    if part is None:
        raise Refused("no_text", "a message without a text or a page in it")
    body = part.get_payload(decode=True)
    location = mail.get("Snapshot-Content-Location") or part.get("Content-Location") or mail.get("Content-Location")
    return Message(
        body if isinstance(body, bytes) else b"",
        part.get_content_charset(),
        part.get_content_type() == "text/html",
        _line(mail.get("Subject")),
        _line(mail.get("From")),
        _line(mail.get("Date")),
        location if location and re.match(r"https?://", location) else None,
        is_saved,
    )


def _line(value: object) -> str | None:
    return " ".join(str(value).split())[:1000] or None if value else None


def messages(raw: bytes) -> Iterator[bytes]:
    """The messages of a mailbox, without the lines that part them."""
    marks = list(_FROM_LINE.finditer(raw))
    ends = [m.start() for m in marks[1:]] + [len(raw)]
    for mark, end in zip(marks, ends, strict=True):
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", raw[mark.end() : end])


def _read_mail(source: Source, desk: Desk) -> Iterator[Answer | None]:
    raw = source.whole(desk.limits)
    yield _answer(raw, Place(source.uri, source.record, desk.taken_in), source, desk)


def _read_mailbox(source: Source, desk: Desk) -> Iterator[Answer | None]:
    raw = source.stream.read(desk.limits.archive_bytes + 1)
    if len(raw) > desk.limits.archive_bytes:
        raise Refused("too_large", f"larger than {desk.limits.archive_bytes:,} bytes")
    for number, one in enumerate(messages(raw), 1):
        yield _answer(one, Place(source.uri, source.place(f"message {number}"), desk.taken_in), source, desk)


def _answer(raw: bytes, place: Place, source: Source, desk: Desk) -> Answer | None:
    if desk.is_known(document.digest(raw)):
        return None
    found = built(partial(_document, raw, place, desk), place, raw)
    if isinstance(found, Quarantined):
        return found
    return desk.new(replace(found, warnings=(*source.troubles(), *found.warnings)))


def _document(raw: bytes, place: Place, desk: Desk) -> Document:
    try:
        message = desk.worker.run(desk.limits.page_seconds, parse_message, raw)
    except Failed as e:
        raise refusal(e) from e
    sent = () if message.is_saved_page else tuple(c for c in [claim("mail date", message.date, "published")] if c)
    if message.is_saved_page:
        place = place._replace(taken_in=_saved_on(message.date, place.taken_in))
    if message.html:
        how: dict[str, Any] = {"url": message.location, "charset": message.charset}
        found = document.from_page(message.body, place, desk.worker, desk.limits, **how)
    else:
        text: Decoded = decode(message.body, message.charset)
        found = document.from_text(text.text.encode("utf-8", "replace"), place)
        found = replace(found, warnings=(*text.warnings, *found.warnings))
    claims = (*sent, *found.claims)
    return replace(
        found,
        doc_id=document.digest(raw),
        raw=raw,
        title=found.title or message.subject,
        byline=found.byline or (None if message.is_saved_page else message.sender),
        url=found.url or message.location,
        claims=claims,
        warnings=(*found.warnings, *warnings_about(sent, place.taken_in.last_day)),
    )


def _saved_on(date_header: str | None, taken_in: TakenIn) -> TakenIn:
    """A page was written no later than it was saved."""
    day = day_of(date_header)
    return TakenIn(day, "captured") if day and day < taken_in.day else taken_in


MAIL = Format("mail", _read_mail, suffixes=("eml", "mhtml", "mht"), recognise=is_mail)
MAILBOX = Format("mailbox", _read_mailbox, suffixes=("mbox",), recognise=is_mailbox, holds_many=True)
