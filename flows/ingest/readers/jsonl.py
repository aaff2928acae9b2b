"""JSON lines, read by our own line reader: one bad line costs that line and no other (DuckDB fails a whole file)."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BufferedReader, BytesIO, RawIOBase

from flows.errors import Refused
from flows.ingest.decode import decode, wide_encoding
from flows.ingest.fields import FieldMap, record_as_json
from flows.ingest.limits import Limits
from flows.ingest.readers.article_records import NO_OBJECT, BadRecord, Record, answers
from flows.ingest.readers.feed import page_address
from flows.ingest.readers.format import Answer, Desk, Format
from flows.ingest.source import Source, buffered
from flows.records import Document, Linked


def read_lines(source: Source, limits: Limits) -> Iterator[Record | BadRecord]:
    """The objects of a JSONL stream. Blank lines are passed over, every other line yields one item."""
    number, stream = 0, source.stream
    if wide := wide_encoding(source.head()):
        stream = buffered(_AsUtf8(stream, wide))
    while line := stream.readline(limits.document_bytes + 1):
        number += 1
        place = source.place(f"line {number}")
        if len(line) > limits.document_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield BadRecord(place, Refused("too_large", f"longer than {limits.document_bytes:,} bytes"), line[:1000])
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.strip().lstrip(b"\x1e")  # the mark of a JSON text sequence
        if not line:
            continue
        try:
            fields, warnings = parse_object(line)
            if not _is_an_action(fields):
                yield Record(place, _found_in(fields), line, warnings)
        except Refused as e:
            yield BadRecord(place, e, line)


def read_document(source: Source, limits: Limits, names: FieldMap) -> Iterator[Record | BadRecord]:
    """The objects of a ``.json`` file: an array of them, what an interface wraps around one, a single one, or several.

    A file that is larger than one document may be is read as a stream, where an array holds its objects.
    """
    raw = source.stream.read(limits.document_bytes + 1)
    if len(raw) > limits.document_bytes:
        yield from _streamed(raw, source)
        return
    if not raw.strip():
        raise Refused("empty", "nothing in it")
    decoded = decode(raw)
    text = _WRAPPING.sub("", decoded.text, count=1)
    try:
        found = json.loads(text) if not text.endswith(_WRAPPING_ENDS) else json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        if _first_line_is_object(text):
            yield from read_lines(replace(source, stream=buffered(BytesIO(raw)), path=None), limits)
        else:
            yield from _in_a_row(text, source)
        return
    items = unwrapped(found, names)
    for number, item in enumerate(items if items is not None else [found], 1):
        made = _of_item(item, source.place(f"record {number}" if items is not None else ""))
        is_hurt = isinstance(made, Record) and _REPLACED in made.raw
        yield made._replace(warnings=decoded.warnings) if isinstance(made, Record) and is_hurt else made


_REPLACED = b"\\ufffd"  # U+FFFD, as a record in ASCII has it


def _of_item(item: object, place: str) -> Record | BadRecord:
    own = record_as_json(item).encode()
    if isinstance(item, dict):
        return Record(place, _found_in(item), own)
    return BadRecord(place, Refused("bad_rows", f"{NO_OBJECT} {_kind(item)}"), own[:1000])


def _found_in(item: dict[str, object]) -> dict[str, object]:
    """The record in what a search engine answers."""
    inner = item.get("_source")
    return inner if isinstance(inner, dict) else item


def _is_an_action(item: dict[str, object]) -> bool:
    """Whether an object is no record but what a search engine is to do with the next one (its bulk format)."""
    return len(item) == 1 and isinstance(item.get(next(iter(item))), dict) and next(iter(item)) in _ACTIONS


_ACTIONS = ("index", "create", "update", "delete")


def unwrapped(found: object, names: FieldMap) -> list[object] | None:
    """The records that a JSON value holds: an array's own, an interface's ``articles``, ``results``, ``hits`` …, the
    values of an object by id, the rows of an object of columns. ``None`` for an object that is a record itself.
    """
    if isinstance(found, list):
        is_plain = not found or any(_is_record(one, names) for one in found)
        return (None if is_plain else _of_rows(found, names) or _held_by(_objects(found), names)) or found
    if not isinstance(found, dict) or isinstance(_own_text(found, names), str):
        return None
    if rows := _of_columns(found, names) or _of_a_split_table(found, names):
        return rows
    values = list(found.values())
    if values and all(isinstance(v, dict) for v in values) and any(_is_record(v, names) for v in values):
        return values
    return _held_by([found], names)


def _held_by(top: list[dict[str, object]], names: FieldMap) -> list[object] | None:
    """The records that objects hold, however deep: those of a list's objects together."""
    level = [top]
    for _ in range(_DEEPEST):
        for alike in level:
            if held := [record for one in alike for record in _own_records(one, names)]:
                return held
        level = [below for alike in level for below in _below(alike)]
    return None


_DEEPEST = 4


def _own_records(one: dict[str, object], names: FieldMap) -> list[object]:
    """The first list of records that an object holds itself."""
    lists = (value for value in one.values() if isinstance(value, list))
    return next((value for value in lists if any(_is_record(v, names) for v in value)), [])


def _below(alike: list[dict[str, object]]) -> list[list[dict[str, object]]]:
    """The objects in objects that are alike, those of one name together."""
    below: dict[str, list[dict[str, object]]] = {}
    for one in alike:
        for key, value in one.items():
            below.setdefault(key, []).extend(_objects(value))
    return [objects for objects in below.values() if objects]


def _objects(value: object) -> list[dict[str, object]]:
    """An object, or those of a list, each of which may hold records: the chats of an account."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _own_text(found: dict[str, object], names: FieldMap) -> object:
    own = {key: value for key, value in found.items() if not isinstance(value, dict | list)}
    picked = names.pick(own)
    return picked.get("text", picked.get("html", ("", None)))[1] if "title" not in picked or len(picked) > 1 else None


def _is_record(value: object, names: FieldMap) -> bool:
    if not isinstance(value, dict):
        return False
    inner = value.get("_source")
    picked = names.pick(inner if isinstance(inner, dict) else value)
    return "text" in picked or "html" in picked


def _of_columns(found: dict[str, object], names: FieldMap) -> list[object] | None:
    """An object of columns, each an object by row number, as pandas writes a table: its rows."""
    columns = {key: value for key, value in found.items() if isinstance(value, dict)}
    if (
        len(columns) < len(found)
        or len(columns) < 2
        or any(set(c) != set(next(iter(columns.values()))) for c in columns.values())
        or all(isinstance(cell, dict) for c in columns.values() for cell in c.values())  # objects by id, in an envelope
    ):
        return None
    rows: list[object] = [{k: c[i] for k, c in columns.items()} for i in next(iter(columns.values()))]
    return rows if any(_is_record(row, names) for row in rows) and "title" not in next(iter(columns.values())) else None


def _of_a_split_table(found: dict[str, object], names: FieldMap) -> list[object] | None:
    """An object of column names and rows of values, as pandas (``orient="split"``) and query interfaces write."""
    head = next((found[key] for key in ("columns", "fields", "header", "headers") if key in found), None)
    rows = next((found[key] for key in ("data", "rows", "values") if key in found), None)
    if not isinstance(head, list) or not isinstance(rows, list):
        return None
    return _of_rows([[one.get("name") if isinstance(one, dict) else one for one in head], *rows], names)


def _of_rows(found: list[object], names: FieldMap) -> list[object] | None:
    """The records in a list of rows, of which the first names the columns."""
    head, *rows = found or [None]
    if not isinstance(head, list) or not all(isinstance(name, str) for name in head):
        return None
    records: list[object] = [dict(zip(head, row, strict=False)) for row in rows if isinstance(row, list)]
    return records if len(records) == len(rows) and any(_is_record(one, names) for one in records) else None


def _first_line_is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text.strip().partition("\n")[0]), dict)
    except (ValueError, RecursionError):
        return False


def _in_a_row(text: str, source: Source) -> Iterator[Record | BadRecord]:
    """Objects one after another, indented or not, as jq writes them, or in an array that is not JSON as a whole: it was
    cut, or has a comma too many. What no object begins at ends the reading.
    """
    decoder, at, number = json.JSONDecoder(), 0, 0
    between = ",\x1e[]" if text.lstrip().startswith("[") else ",\x1e"
    while at < len(text):
        if text[at].isspace() or text[at] in between:
            at += 1
            continue
        number += 1
        place = source.place(f"record {number}")
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as e:
            yield BadRecord(place, Refused("bad_rows", f"no JSON: {str(e)[:100]}"), text[at : at + 1000].encode())
            return
        yield _of_item(item, place)


# A call or an assignment around JSON: ``callback({…});``, ``window.posts = […]``.
_WRAPPING = re.compile(r"^\s*(?:/\*\*/\s*)?(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]{0,80}\s*[=(]\s*(?=[\[{])")
_WRAPPING_ENDS = (")", ");", ");\n", ")\n", ";", ";\n")
_WRAPPED = re.compile(rb'"(articles|results|items|data|docs|posts|messages|documents|records)"\s*:\s*\[')


def _streamed(raw: bytes, source: Source) -> Iterator[Record | BadRecord]:
    """The objects of an array that is too large to be held at once. Raises ``Refused("too_large")`` for all else."""
    import ijson

    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    wrapped = _WRAPPED.search(start[:4096])
    if not start.startswith(b"[") and not wrapped:
        raise Refused("too_large", "larger than one document may be, and no array of records")
    path = "item" if start.startswith(b"[") else f"{wrapped[1].decode()}.item" if wrapped else ""
    number = 0
    try:
        for number, item in enumerate(ijson.items(_Joined(start, source.stream), path, use_float=True), 1):
            yield _of_item(item, source.place(f"record {number}"))
    except ijson.JSONError as e:
        yield BadRecord(source.place(f"after record {number}"), Refused("bad_rows", f"no JSON: {str(e)[:100]}"), b"")


class _Joined:
    """Bytes that were read already, and the stream that they came from."""

    def __init__(self, start: bytes, stream: BufferedReader) -> None:
        self._start, self._stream = BytesIO(start), stream

    def read(self, size: int = -1) -> bytes:
        return self._start.read(size) or self._stream.read(size)


class _AsUtf8(RawIOBase):
    """A stream of UTF-16 as one of UTF-8: lines of it end at a character and not at a byte."""

    def __init__(self, stream: BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]
        while piece := self._stream.read(max(2, len(target) // 4)):
            if text := self._decoder.decode(piece).encode("utf-8", "replace"):
                target[: len(text)] = text
                return len(text)
        return 0


def parse_object(line: bytes) -> tuple[dict[str, object], tuple[tuple[str, str], ...]]:
    """The object on a line, with warnings. Raises ``Refused("bad_rows")``."""
    decoded = decode(line)
    twice: list[str] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(items)
        if len(found) < len(items):
            twice.extend(k for k in found if sum(k == key for key, _ in items) > 1)
        return found

    try:
        value = json.loads(decoded.text, object_pairs_hook=pairs, parse_constant=_no_number)
    except RecursionError as e:
        raise Refused("bad_rows", "no JSON that can be read: nested too deep") from e
    except ValueError as e:
        raise Refused("bad_rows", f"no JSON: {str(e)[:100]}") from e
    if not isinstance(value, dict):
        raise Refused("bad_rows", f"{NO_OBJECT} {_kind(value)}")
    warnings = decoded.warnings
    if twice:
        warnings = (*warnings, ("duplicate_key", f"“{twice[0][:40]}” stands twice in it; the last one counts"))
    return value, warnings


def _no_number(name: str) -> None:
    """``NaN`` and ``Infinity`` are no JSON; inside a record they are what exporters write for a missing value."""


def _kind(value: object) -> str:
    return "an array" if isinstance(value, list) else "nothing" if value is None else f"a {type(value).__name__}"


def _read_lines(source: Source, desk: Desk) -> Iterator[Answer | None]:
    return answers(read_lines(source, desk.limits), source, desk)


def _read_document(source: Source, desk: Desk) -> Iterator[Answer | Linked | None]:
    found = answers(read_document(source, desk.limits, desk.names), source, desk)
    here = source.fetched.url if source.fetched and _JSON_FEED in source.head() else None
    return (_led_on(answer, here, desk) for answer in found) if here else found


_JSON_FEED = b"://jsonfeed.org/version/"


def _led_on(answer: Answer | None, here: str, desk: Desk) -> Answer | Linked | None:
    """What a JSON Feed that was fetched leads to: the page of an entry that it does not give whole."""
    if not isinstance(answer, Document):
        return answer
    entry = json.loads(answer.raw)
    is_whole = bool(entry.get("content_html") or entry.get("content_text"))
    page = page_address(answer.text, answer.url, here, is_whole=is_whole)
    told = (entry.get(key) for key in ("date_published", "date_modified"))
    changed_at = max(filter(None, map(_instant, told)), default=None)
    return desk.linked(Linked(page, answer, changed_at=changed_at)) if page else answer


def _instant(told: object) -> datetime | None:
    """The instant of RFC 3339 that a JSON Feed tells, in UTC; ``None`` for one of no time zone, which nobody knows."""
    try:
        at = datetime.fromisoformat(str(told))
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


LINES = Format("jsonl", _read_lines, suffixes=("jsonl", "ndjson"), holds_many=True)
DOCUMENT = Format("json", _read_document, suffixes=("json",), holds_many=True)
