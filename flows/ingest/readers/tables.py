"""CSV and Parquet by DuckDB, in a connection that can open that one file and nothing else."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TextIO

from flows.errors import Refused
from flows.ingest.decode import decode
from flows.ingest.fields import FieldMap, record_as_json
from flows.ingest.limits import Limits
from flows.ingest.readers.article_records import BadRecord, Record, answers
from flows.ingest.readers.format import Answer, Desk, Format
from flows.ingest.source import LOOK, Source

_ROWS_AT_ONCE = 256
_CSV = """
    select * from read_csv($path, all_varchar = true, header = true, store_rejects = true, rejects_limit = 0,
                           max_line_size = $line, buffer_size = 4 * $line::bigint)
"""
_PARQUET = "select * from read_parquet($path)"
_REJECTS = """
    select line_byte_position, any_value(csv_line) as csv_line, string_agg(distinct error_message, '; ')
    from reject_errors group by line_byte_position order by line_byte_position
"""


def read_table(
    source: Source, form: Literal["csv", "parquet"], limits: Limits, fields: FieldMap
) -> Iterator[Record | BadRecord]:
    """The rows of a table as records, "row 1" being the first below the header; rejected CSV lines as "line N".

    Raises ``Refused`` (``bad_csv``, ``bad_parquet``, ``no_text_column``) for a file that is no such table.
    """
    import duckdb

    with source.on_disk(limits) as path:
        if form == "csv":
            path = _as_utf8(path)
            if _is_too_much(path):
                yield from _read_plainly(path, source, limits, fields)
                return
        with duckdb.connect(config={"threads": 1, "memory_limit": "300MB"}) as connection:
            connection.execute("set allowed_paths = [$path]", {"path": str(path)})
            connection.execute("set enable_external_access = false")
            try:
                parameters: dict[str, object] = {"path": str(path)}
                if form == "csv":
                    parameters["line"] = limits.document_bytes
                rows = connection.execute(_CSV if form == "csv" else _PARQUET, parameters)
                names = [d[0] for d in rows.description or ()]
                number = 0
                while batch := rows.fetchmany(_ROWS_AT_ONCE):
                    if not number:
                        _look_for_text([dict(zip(names, row, strict=True)) for row in batch], fields)
                    for row in batch:
                        number += 1
                        yield _record(dict(zip(names, row, strict=True)), source.place(f"row {number}"))
                if form == "csv":
                    rejects = connection.execute(_REJECTS).fetchall()
                    lines = _line_numbers(path, [at for at, _, _ in rejects])
                    for line, (_, own, why) in zip(lines, rejects, strict=True):
                        line += len(own) - len(own.lstrip("\n"))  # it may begin with the end of the line before
                        yield BadRecord(source.place(f"line {line}"), Refused("bad_rows", why[:200]), _bytes(own))
            except duckdb.Error as e:
                raise Refused(f"bad_{form}", f"no readable table: {' '.join(str(e).split())}"[:200]) from e


# DuckDB's time grows with the square of the signs on a line that may part columns: a quotation mark that nobody closes,
# a book on a line. Files with more of them on one are read by the standard library, which takes each character once.
_MOST_SIGNS = 1000
_SIGNS = (",", ";", "\t", "|")


def _is_too_much(path: Path) -> bool:
    with path.open("rb") as file:
        pieces = iter(lambda: file.readline(1 << 20), b"")
        return any(piece.count(sign.encode()) > _MOST_SIGNS for piece in pieces for sign in _SIGNS)


def _read_plainly(path: Path, source: Source, limits: Limits, fields: FieldMap) -> Iterator[Record | BadRecord]:
    """The rows of a CSV file in UTF-8; one of another length than its header is answered as such."""
    csv.field_size_limit(limits.document_bytes)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        head = file.readline(limits.document_bytes)
        file.seek(0)
        lines = _lines(file, limits.document_bytes)
        rows = csv.reader(lines, delimiter=max(_SIGNS, key=head.count))
        number = 0
        try:
            names = next(rows, [])
            for number, row in enumerate(rows, 1):
                place = source.place(f"row {number}")
                record: dict[str, object] = dict(zip(names, row, strict=False))
                if number == 1:
                    _look_for_text([record], fields)
                if len(row) == len(names):
                    yield _record(record, place)
                elif row:
                    told = f"{len(row):,} values for {len(names):,} columns"
                    yield BadRecord(place, Refused("bad_rows", told), ",".join(row[:20])[:1000].encode())
        except csv.Error as e:
            yield BadRecord(source.place(f"after row {number}"), Refused("bad_csv", f"no readable table: {e}"), b"")


def _lines(file: TextIO, most: int) -> Iterator[str]:
    """Raises ``Refused("too_large")`` for one of more characters than ``most``."""
    while line := file.readline(most + 1):
        if len(line) > most:
            raise Refused("too_large", f"a line of more than {most:,} characters")
        yield line


def _look_for_text(first: list[dict[str, object]], names: FieldMap) -> None:
    """A table without a column of text (GDELT's events, a list of addresses) is one answer, not one a row."""
    columns = names.pick(dict.fromkeys(first[0], "x"))
    if "text" not in columns and "html" not in columns and not any("text" in names.pick(row) for row in first):
        known = ", ".join(list(first[0])[:6])[:160]
        raise Refused(
            "no_text_column", f"no column of text in this table (it begins: {known}); --field text=… names one"
        )


def _record(fields: dict[str, object], place: str) -> Record:
    own = record_as_json(fields).encode()
    odd = [name for name, value in fields.items() if isinstance(value, str) and value.count('"') % 2]
    warnings = (("unbalanced_quote", f"an odd number of quotation marks in “{odd[0][:40]}”"),) if odd else ()
    return Record(place, fields, own, warnings)


def _bytes(value: object) -> bytes:
    return str(value or "").strip("\r\n").encode("utf-8", "replace")


def _line_numbers(path: Path, positions: list[int]) -> Iterator[int]:
    """The lines that bytes stand in, as an editor counts them: DuckDB counts rows, and a row may have many lines."""
    with path.open("rb") as file:
        line = 1
        for position in positions:
            while (ahead := position - file.tell()) > 0:
                line += file.read(min(ahead, 1 << 20)).count(b"\n")
            yield line


_SEPARATOR = re.compile(rb"sep=.\r?\n", re.IGNORECASE)  # the line that Excel writes for itself


def _as_utf8(path: Path) -> Path:
    """A CSV file in UTF-8: itself, or a copy where its start is in another encoding."""
    with path.open("rb") as file:
        head = file.read(LOOK)
        name = decode(head[: head.rfind(b"\n") + 1] or head).encoding
        separator = _SEPARATOR.match(head.removeprefix(b"\xef\xbb\xbf"))
        if name in ("utf-8", "ascii") and not separator:
            return path
        copy = path.with_name("source.utf-8")
        file.seek(0)
        reader = codecs.getreader(name)(file, "replace")
        with copy.open("w", encoding="utf-8") as out:
            for piece in iter(lambda: reader.read(1 << 20), ""):
                piece = piece.lstrip("\ufeff")
                if separator:
                    piece, separator = piece.partition("\n")[2], None
                out.write(piece)
    return copy


def _read_csv(source: Source, desk: Desk) -> Iterator[Answer | None]:
    return answers(read_table(source, "csv", desk.limits, desk.names), source, desk)


def _read_parquet(source: Source, desk: Desk) -> Iterator[Answer | None]:
    return answers(read_table(source, "parquet", desk.limits, desk.names), source, desk)


CSV = Format("csv", _read_csv, suffixes=("csv", "tsv"), holds_many=True)
PARQUET = Format("parquet", _read_parquet, magic=(b"PAR1",), holds_many=True)
