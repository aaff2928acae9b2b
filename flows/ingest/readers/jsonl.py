"""JSON lines, read by our own line reader: one bad line costs that line and no other (DuckDB fails a whole file)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from flows.errors import Refused
from flows.ingest.decode import decode
from flows.ingest.limits import Limits
from flows.ingest.readers.format import Answer, Desk, Format
from flows.ingest.readers.records import BadRecord, Record, answers
from flows.ingest.source import Source, buffered


def read_lines(source: Source, limits: Limits) -> Iterator[Record | BadRecord]:
    """The objects of a JSONL stream. Blank lines are passed over, every other line yields one item."""
    number = 0
    while line := source.stream.readline(limits.document_bytes + 1):
        number += 1
        place = source.place(f"line {number}")
        if len(line) > limits.document_bytes and not line.endswith(b"\n"):
            while (rest := source.stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield BadRecord(place, Refused("too_large", f"longer than {limits.document_bytes:,} bytes"), line[:1000])
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.strip()
        if not line:
            continue
        try:
            fields, warnings = parse_object(line)
            yield Record(place, fields, line, warnings)
        except Refused as e:
            yield BadRecord(place, e, line)


def read_document(source: Source, limits: Limits) -> Iterator[Record | BadRecord]:
    """The objects of a ``.json`` file: an array of them, a single one, or JSON lines under another name."""
    raw = source.whole(limits)
    if not raw.strip():
        raise Refused("empty", "nothing in it")
    try:
        found = json.loads(decode(raw).text)
    except (ValueError, RecursionError):
        yield from read_lines(replace(source, stream=buffered(BytesIO(raw)), path=None), limits)
        return
    for number, item in enumerate(found if isinstance(found, list) else [found], 1):
        place = source.place(f"record {number}" if isinstance(found, list) else "")
        own = json.dumps(item, ensure_ascii=True).encode()
        if isinstance(item, dict):
            yield Record(place, item, own)
        else:
            yield BadRecord(place, Refused("bad_rows", f"not an object but {_kind(item)}"), own[:1000])


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
        raise Refused("bad_rows", f"not an object but {_kind(value)}")
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


def _read_document(source: Source, desk: Desk) -> Iterator[Answer | None]:
    return answers(read_document(source, desk.limits), source, desk)


LINES = Format("jsonl", _read_lines, suffixes=("jsonl", "ndjson"), holds_many=True)
DOCUMENT = Format("json", _read_document, suffixes=("json",), holds_many=True)
