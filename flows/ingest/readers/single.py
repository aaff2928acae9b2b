"""A file that is one document: a plain text, or a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.ingest import document
from flows.ingest.document import Place
from flows.ingest.readers.format import Answer, Desk, Format
from flows.ingest.refusal import Refused
from flows.ingest.source import Source
from flows.records import Quarantined


def read_text(source: Source, desk: Desk) -> Iterator[Answer | None]:
    """The document that a plain text is."""
    return _read(source, desk, is_page=False)


def read_page_file(source: Source, desk: Desk) -> Iterator[Answer | None]:
    """The document that a page holds."""
    return _read(source, desk, is_page=True)


def _read(source: Source, desk: Desk, *, is_page: bool) -> Iterator[Answer | None]:
    raw = source.whole(desk.limits)
    if desk.is_known(document.digest(raw)):
        return
    place = Place(source.uri, source.record, desk.taken_in)
    try:
        found = document.from_page(raw, place, desk.worker, desk.limits) if is_page else document.from_text(raw, place)
    except Refused as e:
        yield Quarantined(source.uri, source.record, e.code, e.message, raw)
        return
    yield desk.new(replace(found, warnings=(*source.troubles(), *found.warnings)))


TEXT = Format("text", read_text, suffixes=("mhtml",))
PAGE = Format("html", read_page_file, suffixes=("html", "htm", "xhtml", "shtml"))
