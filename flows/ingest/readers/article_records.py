"""Records with fields, whatever file they stand in, and the documents that they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from flows.calendar.full_date import Order, is_ambiguous, order_of
from flows.errors import Refused
from flows.ingest import document
from flows.ingest.document import Place
from flows.ingest.fields import FieldMap, record_id
from flows.ingest.limits import MIB
from flows.ingest.readers.format import Answer, Desk, built
from flows.ingest.source import Source
from flows.records import Document, Quarantined

NO_OBJECT = "not an object but"

# How many records are looked at together, before the first is answered, for the order of day and month in their dates.
_TOGETHER, _TOGETHER_BYTES = 1000, 8 * MIB
_NONE_IN_DOUBT = 64  # records: where none of so many is in doubt, no more are waited for


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
    """An answer a record. One that is known is passed over before its page, if it has one, is read.

    Dates in figures are read in the order of day and month that their column tells: one with a 13 in it tells it.
    Of many records without a text (a table of figures, the service messages of a chat) there is one answer, at the end.
    """
    held: list[Quarantined] = []  # without a text, until it is known whether there are many, or others beside them
    number = told = 0
    are_alone = True
    for answer in _answers(iter(records), source, desk):
        if is_silent := isinstance(answer, Quarantined) and answer.message.startswith(_SILENT):
            number += 1
            held += [answer] if number <= _MOST_SILENT else []
        are_alone = are_alone and is_silent
        if not are_alone and number <= _MOST_SILENT:
            yield from held
            told += len(held)
            held.clear()
        if not is_silent:
            yield answer
    if number <= _MOST_SILENT:
        yield from held
    else:
        yield _without_text(number - told, source)


_SILENT = (document.WITHOUT_TEXT, NO_OBJECT)
_MOST_SILENT = 20  # records without a text that are answered one by one


def _without_text(number: int, source: Source) -> Quarantined:
    told = f"no text in {number:,} records of it; --field text=… names one"
    return Quarantined(source.uri, source.record, "no_text_column", told)


def _answers(left: Iterator[Record | BadRecord], source: Source, desk: Desk) -> Iterator[Answer | None]:
    first, trouble = _first(left, desk.names)
    orders = _orders(first, desk.names)
    for item in first:
        yield _answer(item, orders, source, desk)
    if trouble is not None:
        raise trouble
    for item in left:
        yield _answer(item, orders, source, desk)


def _first(records: Iterator[Record | BadRecord], names: FieldMap) -> tuple[list[Record | BadRecord], Exception | None]:
    """The records that are looked at together, and what ended their reading, if anything did."""
    found: list[Record | BadRecord] = []
    size, in_doubt = 0, False
    try:
        for item in records:
            found.append(item)
            size += len(item.raw)
            in_doubt = in_doubt or any(is_ambiguous(value) for _, value in _dates_in(item, names))
            if len(found) >= (_TOGETHER if in_doubt else _NONE_IN_DOUBT) or size >= _TOGETHER_BYTES:
                break
    except Exception as e:  # noqa: BLE001 - raised again where the records before it have been answered
        return found, e
    return found, None


def _orders(records: Sequence[Record | BadRecord], names: FieldMap) -> dict[str, Order]:
    """The order of day and month in each field of dates that tells one."""
    columns: dict[str, list[str]] = defaultdict(list)
    for item in records:
        for name, value in _dates_in(item, names):
            columns[name].append(value)
    told = {name: order_of(values) for name, values in columns.items()}
    return {name: order for name, order in told.items() if order}


def _dates_in(item: Record | BadRecord, names: FieldMap) -> Iterator[tuple[str, str]]:
    if isinstance(item, Record):
        picked = names.pick(item.fields)
        for key in ("published", "updated"):
            if key in picked and isinstance(picked[key][1], str):
                yield picked[key][0], str(picked[key][1])


def _answer(item: Record | BadRecord, orders: Mapping[str, Order], source: Source, desk: Desk) -> Answer | None:
    if isinstance(item, BadRecord):
        return Quarantined(source.uri, item.place, item.refusal.code, item.refusal.message, item.raw)
    place = Place(source.uri, item.place, desk.taken_in)
    found = built(partial(_document, item, place, orders, desk), place, item.raw)
    if isinstance(found, Document):
        return desk.new(replace(found, warnings=(*item.warnings, *found.warnings)))
    return found


def _document(item: Record, place: Place, orders: Mapping[str, Order], desk: Desk) -> Document | None:
    if desk.is_known(record_id(item.fields)):
        return None
    return document.from_record(item.fields, item.raw, place, desk.names, desk.worker, desk.limits, orders)
