"""A document that is handed to us as one JSON object (``dateline annotate``, design.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flows.errors import Refused
from flows.ingest.claims import claim, warnings_about
from flows.ingest.decode import storable, storable_in_place
from flows.ingest.fields import record_id
from flows.ingest.limits import Limits
from flows.ingest.page import read_page
from flows.records import Document, TakenIn
from flows.worker import Worker


def given_document(
    request: Mapping[str, object],
    worker: Worker,
    *,
    date_key: str = "date",
    whole_text: bool = False,
    limits: Limits | None = None,
    as_of: date | None = None,
) -> Document:
    """The document that ``request`` describes: ``doc_id``, ``text`` or ``html``, ``title``, ``date``, ``url``.

    The given ``text`` stays as long as it is, so that the caller's offsets hold: a character that cannot be stored
    becomes a blank, and nothing else changes. ``html`` is read as a page, and counts where there is no ``text``.
    A given date is a claim of source "given". It was written no later than ``as_of``, today unless it is told. Unknown
    keys are ignored.

    Raises `Refused` with a code and a sentence where there is nothing to annotate.
    """
    limits = limits or Limits()
    given_id = request.get("doc_id")
    text, html, url = (_string(request, key) for key in ("text", "html", "url"))
    own = claim("given", request.get(date_key), "published")
    claims = (own,) if own else ()
    taken_in = TakenIn.on(as_of)
    base = Document(
        doc_id=given_id if isinstance(given_id, str) else str(given_id) if given_id is not None else record_id(request),
        source_uri="-",
        record="",
        media_type="text/plain",
        text="",
        title=_title(request),
        url=url,
        claims=claims,
        whole_text=whole_text,
        taken_in=taken_in,
    )
    if text is not None and text.strip():
        if len(text) > limits.document_bytes:
            raise Refused("too_large", f"longer than {limits.document_bytes:,} characters, the limit for one document")
        stored = storable_in_place(text)
        return replace(base, text=stored, warnings=warnings_about(claims, taken_in.last_day))
    if html is None or not html.strip():
        raise Refused("empty", "neither text nor html in it")
    if len(html) > limits.document_bytes:
        raise Refused("too_large", f"longer than {limits.document_bytes:,} characters, the limit for one document")
    page = read_page(storable(html), url, worker, limits)
    stored = storable(page.text)
    claims = (*claims, *page.claims)
    return replace(
        base,
        media_type="text/html",
        text=stored,
        title=base.title or page.title,
        byline=page.byline,
        outlet=page.outlet,
        url=url or page.url,
        claims=claims,
        warnings=(*page.warnings, *warnings_about(claims, taken_in.last_day)),
    )


def _string(request: Mapping[str, object], key: str) -> str | None:
    value = request.get(key)
    return value if isinstance(value, str) else None


def _title(request: Mapping[str, object]) -> str | None:
    title = _string(request, "title")
    return storable_in_place(title) if title else None
