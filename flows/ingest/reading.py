"""The way of every input through ingest: found, opened, recognised, read, and one answer for each document in it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.ingest import document, jsonl
from flows.ingest.document import Place
from flows.ingest.fields import FieldMap
from flows.ingest.limits import Limits
from flows.ingest.refusal import Refused
from flows.ingest.sniff import sniff
from flows.ingest.source import Source, find, opened
from flows.ingest.worker import Worker
from flows.records import Document, Quarantined

Answer = Document | Quarantined


def read(
    sources: Sequence[str],
    *,
    limits: Limits | None = None,
    field_map: FieldMap | None = None,
    known: Container[str] = frozenset(),
) -> Iterator[Answer]:
    """Read everything that ``sources`` name (files, folders, ``-`` for standard input), one answer a document.

    A `Document`, or a `Quarantined` with its code, sentence and place. What stands in ``known`` (document ids) is
    passed over, and so is what this call has yielded before: the same bytes are the same document. Never raises for
    what an input holds, takes no network connection, and holds one document at a time.

    Raises `NothingToRead` at once for a path that is not there or a folder without a file.
    """
    files = find(sources)
    return _read_files(files, limits or Limits(), field_map or FieldMap(), known)


def _read_files(
    files: Sequence[Path | None], limits: Limits, names: FieldMap, known: Container[str]
) -> Iterator[Answer]:
    with Worker(limits.page_memory_bytes) as worker:
        reader = _Reader(limits, names, known, worker)
        for path in files:
            yield from reader.file(path)


@dataclass(slots=True)
class _Reader:
    limits: Limits
    names: FieldMap
    known: Container[str]
    worker: Worker
    seen: set[str] = field(default_factory=set)

    def file(self, path: Path | None) -> Iterator[Answer]:
        uri = "-" if path is None else str(path)
        try:
            source = opened(path)
        except Refused as e:
            yield Quarantined(uri, "", e.code, e.message)
            return
        with source.stream:
            yield from self.source(source)

    def source(self, source: Source) -> Iterator[Answer]:
        """All answers of one stream. Whatever goes wrong in it is an answer too."""
        try:
            head = source.head()
            if not head:
                raise Refused("empty", "nothing in it")
            match sniff(head, source.name):
                case "html":
                    yield from self._single(source, page=True)
                case "jsonl":
                    yield from self._records(jsonl.read_lines(source, self.limits), source)
                case "json":
                    yield from self._records(jsonl.read_document(source, self.limits), source)
                case "text":
                    yield from self._single(source, page=False)
                case other:
                    raise Refused(f"unsupported_type:{other}", f"{other} is not read yet")
        except Refused as e:
            yield Quarantined(
                source.uri, source.record, e.code, e.message, source.head()[:1000] if not source.stream.closed else b""
            )
        except (OSError, MemoryError, RecursionError) as e:
            yield Quarantined(source.uri, source.record, "unreadable", f"{type(e).__name__}: {e}"[:200])

    def _single(self, source: Source, *, page: bool) -> Iterator[Answer]:
        raw = source.whole(self.limits)
        if self._is_known(document.digest(raw)):
            return
        place = Place(source.uri, source.record)
        try:
            read = document.from_page(raw, place, self.worker, self.limits) if page else document.from_text(raw, place)
        except Refused as e:
            yield Quarantined(source.uri, source.record, e.code, e.message, raw)
            return
        yield from self._once(replace(read, warnings=(*source.warnings, *read.warnings)))

    def _records(self, records: Iterator[jsonl.Record | jsonl.BadRecord], source: Source) -> Iterator[Answer]:
        for item in records:
            if isinstance(item, jsonl.BadRecord):
                yield Quarantined(source.uri, item.place, item.refusal.code, item.refusal.message, item.raw)
                continue
            place = Place(source.uri, item.place)
            try:
                read = document.from_record(item.fields, item.raw, place, self.names, self.worker, self.limits)
            except Refused as e:
                yield Quarantined(source.uri, item.place, e.code, e.message, item.raw)
                continue
            yield from self._once(replace(read, warnings=(*item.warnings, *read.warnings)))

    def _is_known(self, doc_id: str) -> bool:
        return doc_id in self.seen or doc_id in self.known

    def _once(self, read: Document) -> Iterator[Document]:
        if not self._is_known(read.doc_id):
            self.seen.add(read.doc_id)
            yield read
