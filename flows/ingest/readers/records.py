"""Records with fields, whatever file they stand in, and the documents that they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from flows.errors import Refused
from flows.ingest import document
from flows.ingest.document import Place
from flows.ingest.fields import record_id
from flows.ingest.readers.format import Answer, Desk, built
from flows.ingest.source import Source
from flows.records import Document, Quarantined


class Record(NamedTuple):
    """A record, the place that it stands at, its own bytes, and what was odd about it."""

    place: str
    fields: dict[str, object]
    raw: bytes
    warnings: tuple[tuple[str, str], ...] = ()


class BadRecord(NamedTuple):
    """A record that could not be read."""

    place: str
    refusal: Refused
    raw: bytes


def answers(records: Iterable[Record | BadRecord], source: Source, desk: Desk) -> Iterator[Answer | None]:
    """An answer a record. One that is known is passed over before its page, if it has one, is read."""
    for item in records:
        if isinstance(item, BadRecord):
            yield Quarantined(source.uri, item.place, item.refusal.code, item.refusal.message, item.raw)
            continue
        place = Place(source.uri, item.place, desk.taken_in)
        found = built(partial(_document, item, place, desk), place, item.raw)
        if isinstance(found, Document):
            yield desk.new(replace(found, warnings=(*item.warnings, *found.warnings)))
        else:
            yield found


def _document(item: Record, place: Place, desk: Desk) -> Document | None:
    if desk.is_known(record_id(item.fields)):
        return None
    return document.from_record(item.fields, item.raw, place, desk.names, desk.worker, desk.limits)
