"""Building a `Document`: from a plain text, from a page, and from a record with fields."""

from __future__ import annotations

import hashlib
import html as entities
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flows.calendar.full_date import Order
from flows.errors import Refused
from flows.ingest.claims import Role, claim, warnings_about
from flows.ingest.decode import Decoded, decode, repair_mojibake, storable
from flows.ingest.fields import FieldMap, is_summary, record_id
from flows.ingest.limits import Limits
from flows.ingest.not_an_article import what_else
from flows.ingest.page import Page, read_page
from flows.ingest.page_claims import address_claims
from flows.ingest.stated_language import language_code
from flows.records import Claim, Document, TakenIn
from flows.worker import Worker

_LOOKS_LIKE_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|p|div|article|section|span|h1)\b[^>]*>", re.I)
WITHOUT_TEXT = "no text in this record"
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,8});", re.I)
_ANY_LETTER = re.compile(r"[^\W_]")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.I)


# What Chromium's and Internet Explorer's "save page as" write on top.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{4}\)(https?://[^\s>]{4,2000}?)\s*-->")


class Place(NamedTuple):
    """Where a document stands, what was named and the record inside it, and when it was taken in."""

    uri: str
    record: str
    taken_in: TakenIn


def digest(raw: bytes) -> str:
    """A document's id: SHA-256 of its bytes."""
    return hashlib.sha256(raw).hexdigest()


def from_text(
    raw: bytes, place: Place, *, url: str | None = None, charset: str | None = None, claims: tuple[Claim, ...] = ()
) -> Document:
    """A document out of a plain text's bytes; ``url``, ``charset`` and ``claims`` are what others say of it.

    Raises ``Refused`` (``empty``, ``binary_content``, …).
    """
    if not raw.strip():
        raise Refused("empty", "nothing in it" if not raw else "nothing but white space in it")
    decoded = decode(raw, charset)
    text, warnings = stored_text(decoded.text)
    return Document(
        doc_id=digest(raw),
        source_uri=place.uri,
        record=place.record,
        media_type="text/plain",
        text=text,
        raw=raw,
        url=url,
        claims=(*claims, *address_claims(url)),
        warnings=(*decoded.warnings, *warnings),
        taken_in=place.taken_in,
    )


# What only a page holds that is a database's export of many articles.
SEVERAL_MARKS = (b"DocPublicationName", b" DOCUMENTS", b"End of Document", b"Document ", b"Dokument ", b"Full text:")


def page_text(raw: bytes, charset: str | None = None) -> str:
    """A page's bytes as text, by what its server or its head says of its encoding."""
    return _page_decoded(raw, charset).text


def _page_decoded(raw: bytes, charset: str | None) -> Decoded:
    declared = _CHARSET.search(raw[:4096])
    return decode(raw, charset or (declared[1].decode("ascii") if declared else None))


def from_page(
    raw: bytes,
    place: Place,
    worker: Worker,
    limits: Limits,
    *,
    url: str | None = None,
    charset: str | None = None,
    claims: tuple[Claim, ...] = (),
) -> Document:
    """A document out of a page's bytes; ``charset`` is what its server said, ``claims`` what others say of its date.

    Raises ``Refused``.
    """
    if not raw.strip():
        raise Refused("empty", "nothing in it")
    decoded = _page_decoded(raw, charset)
    if url is None and (saved := _SAVED_FROM.search(decoded.text[:4096])):
        url = saved[1]
    page = read_page(storable(decoded.text), url, worker, limits)
    return _of_page(page, digest(raw), raw, place, decoded.warnings, url, claims)


def from_record(
    record: Mapping[str, object],
    raw: bytes,
    place: Place,
    names: FieldMap,
    worker: Worker,
    limits: Limits,
    orders: Mapping[str, Order] | None = None,
) -> Document:
    """A document out of a record's fields; a page among them is read as a page. Raises ``Refused``.

    ``orders`` says in which order the dates of a field have day and month, where other records tell.
    """
    found = names.pick(record)
    language = _string(found, "language")
    claims = _claims(found, language_code(language) if language and "-" not in language else language, orders or {})
    html = _string(found, "html")
    text = _string(found, "text")
    if html is None and text is not None and _LOOKS_LIKE_HTML.match(text):
        html, text = text, None
    if html and "text" in found and is_summary(found["text"][0]):
        text = None  # the page says all of it
    url = _string(found, "url")
    if text is None and html is not None:
        page = read_page(storable(html), url, worker, limits)
        document = _of_page(page, record_id(record), raw, place, (), url, claims)
    elif text is None or not text.strip():
        tried = ", ".join(list(record)[:8]) or "none"
        raise Refused("bad_rows", f"{WITHOUT_TEXT} (its fields: {tried[:120]})")
    else:
        stored, warnings = stored_text(text)
        claims = claims if any(c.day for c in claims) else (*claims, *address_claims(url))
        document = Document(
            doc_id=record_id(record),
            source_uri=place.uri,
            record=place.record,
            media_type="text/plain",
            text=stored,
            raw=raw,
            language=language_code(_string(found, "language")),
            url=url,
            claims=claims,
            warnings=(*warnings, *warnings_about(claims, place.taken_in.last_day)),
            taken_in=place.taken_in,
        )
    return _with(document, title=_line(found, "title"), byline=_line(found, "byline"), outlet=_line(found, "outlet"))


def _of_page(
    page: Page,
    doc_id: str,
    raw: bytes,
    place: Place,
    warnings: Iterable[tuple[str, str]],
    url: str | None,
    claims: tuple[Claim, ...] = (),
) -> Document:
    text, repaired = stored_text(page.text)
    if other := what_else(page.title or "", text):
        raise Refused(f"not_an_article:{other[0]}", other[1])
    claims = (*claims, *page.claims)
    return Document(
        doc_id=doc_id,
        source_uri=place.uri,
        record=place.record,
        media_type="text/html",
        text=text,
        raw=raw,
        title=page.title,
        byline=page.byline,
        outlet=page.outlet,
        url=url or page.url,
        claims=claims,
        warnings=(*warnings, *page.warnings, *repaired, *warnings_about(claims, place.taken_in.last_day)),
        taken_in=place.taken_in,
    )


def stored_text(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text as it is stored, with warnings. Raises ``Refused`` for one that says nothing.

    Mojibake is undone first: half of its characters are controls that a stored text loses.
    """
    repaired, warnings = repair_mojibake(text)
    stored = storable(repaired)
    if not stored.strip():
        raise Refused("empty", "nothing but white space and control characters in it")
    if not _ANY_LETTER.search(stored):
        raise Refused("binary_content", "not one letter or digit in it")
    return stored, warnings


def _claims(
    found: Mapping[str, tuple[str, object]], language: str | None, orders: Mapping[str, Order]
) -> tuple[Claim, ...]:
    roles: tuple[tuple[str, Role], ...] = (("published", "published"), ("updated", "updated"))
    told = ((*found[key], role) for key, role in roles if key in found)
    claims = (claim(f"field {name}", value, role, language, orders.get(name)) for name, value, role in told)
    return tuple(c for c in claims if c is not None)


def _string(found: Mapping[str, tuple[str, object]], key: str) -> str | None:
    value = found[key][1] if key in found else None
    return value if isinstance(value, str) else None


def _line(found: Mapping[str, tuple[str, object]], key: str) -> str | None:
    """A short field as one line; a list of names as "A, B"."""
    value = found[key][1] if key in found else None
    if isinstance(value, list):
        value = ", ".join(v for v in value if isinstance(v, str))
    if not isinstance(value, str):
        return None
    if _REFERENCE.search(value):  # what goes into a page goes out of its interface: "Strike &#8211; day one"
        value = entities.unescape(value)
    return " ".join(storable(value).split())[:1000] or None


def _with(document: Document, *, title: str | None, byline: str | None, outlet: str | None) -> Document:
    from dataclasses import replace

    return replace(
        document,
        title=title or document.title,
        byline=byline or document.byline,
        outlet=outlet or document.outlet,
    )
