"""A file that is one document: a plain text, or a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from flows.ingest import document
from flows.ingest.document import Place
from flows.ingest.readers.format import Answer, Desk, Format, built
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
    page = partial(document.from_page, raw, place, desk.worker, desk.limits)
    found = built(page if is_page else partial(document.from_text, raw, place), place, raw)
    if isinstance(found, Quarantined):
        yield found
    else:
        yield desk.new(replace(found, warnings=(*source.troubles(), *found.warnings)))


TEXT = Format("text", read_text, suffixes=("mhtml",))
PAGE = Format("html", read_page_file, suffixes=("html", "htm", "xhtml", "shtml"))
