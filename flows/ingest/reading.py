"""The way of every input through ingest: found, opened, recognised, read, and one answer for each document in it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from flows.ingest import document, jsonl
from flows.ingest.document import Place
from flows.ingest.feed import parse_feed
from flows.ingest.fields import FieldMap
from flows.ingest.limits import Limits
from flows.ingest.page import page_worker, refusal
from flows.ingest.refusal import Refused
from flows.ingest.sniff import sniff
from flows.ingest.source import Source, find, opened
from flows.ingest.tables import read_table
from flows.ingest.unfold import members, nameless_compression, unfolded
from flows.ingest.warc import BadSaved, read_archive
from flows.records import Document, Quarantined
from flows.worker import CannotStartError, ClosedError, Failed, Worker

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
    with page_worker(limits) as worker:
        reader = Reader(limits, names, known, worker)
        for path in files:
            yield from reader.file(path)


@dataclass(slots=True)
class Reader:
    """Reads one source after another; what it has answered once, it does not answer again."""

    limits: Limits
    names: FieldMap
    known: Container[str]
    worker: Worker
    seen: set[str] = field(default_factory=set)

    def file(self, path: Path | None) -> Iterator[Answer]:
        """All answers of one file (``None``: standard input)."""
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
            yield from self._by_format(source)
        except Refused as e:
            yield Quarantined(source.uri, source.record, e.code, e.message)
        except (CannotStartError, ClosedError):
            raise
        except Exception as e:  # noqa: BLE001 - whatever a reader raises is an answer about its source
            yield Quarantined(source.uri, source.record, "unreadable", _sentence(e))

    def _by_format(self, source: Source) -> Iterator[Answer]:
        head = source.head()
        if not head:
            raise Refused(*(source.troubles() or [("empty", "nothing in it")])[0])
        form = sniff(head, source.name)
        if form == "text":
            form = nameless_compression(head) or form
        match form:
            case "text" | "html":
                yield from self._single(source, is_page=form == "html")
            case "zip":
                yield from self._members(source)
            case "gzip" | "zstd" | "lz4" | "bzip2" | "xz" | "brotli" | "deflate":
                if source.nesting >= self.limits.archive_nesting:
                    raise Refused("nested_too_deep", f"more than {self.limits.archive_nesting} archives in one another")
                yield from self.source(unfolded(source, form, self.limits))
            case "jsonl":
                yield from self._parts(self._records(jsonl.read_lines(source, self.limits), source), source)
            case "json":
                yield from self._parts(self._records(jsonl.read_document(source, self.limits), source), source)
            case "csv" | "parquet":
                yield from self._parts(self._records(read_table(source, form, self.limits), source), source)
            case "warc" | "arc":
                yield from self._parts(self._archive(source), source)
            case "feed":
                yield from self._feed(source)

    def _parts(self, answers: Iterator[Answer | None], source: Source) -> Iterator[Answer]:
        """The answers of a source with many documents; ``None`` is one that was known. What holds none says so."""
        any_answer = False
        for answer in answers:
            any_answer = True
            if answer is not None:
                yield answer
        for code, message in source.troubles():
            any_answer = True
            yield Quarantined(source.uri, source.record, code, message)
        if not any_answer:
            yield Quarantined(source.uri, source.record, "no_documents", "read to its end, and no document is in it")

    def _members(self, source: Source) -> Iterator[Answer]:
        if source.nesting >= self.limits.archive_nesting:
            raise Refused("nested_too_deep", f"more than {self.limits.archive_nesting} archives in one another")
        empty = True
        for member in members(source, self.limits):
            empty = False
            if isinstance(member, Source):
                yield from self.source(member)
            else:
                name, refusal = member
                yield Quarantined(source.uri, source.place(name), refusal.code, refusal.message)
        if empty:
            raise Refused("empty", "an archive without a file")

    def _single(self, source: Source, *, is_page: bool) -> Iterator[Answer]:
        raw = source.whole(self.limits)
        if self._is_known(document.digest(raw)):
            return
        place = Place(source.uri, source.record)
        if is_page:
            build = partial(document.from_page, raw, place, self.worker, self.limits)
        else:
            build = partial(document.from_text, raw, place)
        found = _built(build, place, raw)
        if isinstance(found, Quarantined):
            yield found
        else:
            yield from self._once(replace(found, warnings=(*source.troubles(), *found.warnings)))

    def _archive(self, source: Source) -> Iterator[Answer | None]:
        for saved in read_archive(source, self.limits):
            if isinstance(saved, BadSaved):
                yield Quarantined(source.uri, saved.place, saved.refusal.code, saved.refusal.message)
                continue
            place = Place(source.uri, saved.place)
            if self._is_known(document.digest(saved.raw)):
                yield None
                continue
            if saved.is_page:
                build = partial(
                    document.from_page, saved.raw, place, self.worker, self.limits, url=saved.url, charset=saved.charset
                )
            else:
                build = partial(document.from_text, saved.raw, place, url=saved.url)
            found = _built(build, place, saved.raw)
            if isinstance(found, Quarantined):
                yield found
            else:
                yield self._new(replace(found, warnings=(*saved.warnings, *found.warnings)))

    def _feed(self, source: Source) -> Iterator[Answer]:
        raw = source.whole(self.limits)
        try:
            feed = self.worker.run(self.limits.page_seconds, parse_feed, raw)
        except Failed as e:
            raise refusal(e) from e
        troubles = (*source.troubles(), *feed.warnings)
        place = Place(source.uri, source.record)
        if feed.other_text and not feed.items:
            yield from self._once(document.from_xml(feed, raw, place, troubles))
            return
        silent = []
        for number, item in enumerate(feed.items, 1):
            if not item.text:
                silent.append(number)
                continue
            at = place._replace(record=source.place(f"item {number}"))
            found = _built(partial(document.from_item, item, feed, at), at, raw)
            if isinstance(found, Quarantined):
                yield found
            else:
                yield from self._once(replace(found, warnings=(*troubles, *found.warnings)))
        if len(silent) < len(feed.items):
            for number in silent:
                yield Quarantined(source.uri, source.place(f"item {number}"), "empty", "an item that says nothing")
        else:
            nothing = ("no_documents", "a feed without an item") if feed.is_feed else ("feed_empty", "no feed is in it")
            code, message = troubles[0] if feed.is_feed and troubles else nothing
            yield Quarantined(source.uri, source.record, code, message, raw)

    def _records(self, records: Iterator[jsonl.Record | jsonl.BadRecord], source: Source) -> Iterator[Answer | None]:
        for item in records:
            if isinstance(item, jsonl.BadRecord):
                yield Quarantined(source.uri, item.place, item.refusal.code, item.refusal.message, item.raw)
                continue
            place = Place(source.uri, item.place)
            build = partial(document.from_record, item.fields, item.raw, place, self.names, self.worker, self.limits)
            found = _built(build, place, item.raw)
            if isinstance(found, Quarantined):
                yield found
            else:
                yield self._new(replace(found, warnings=(*item.warnings, *found.warnings)))

    def _is_known(self, doc_id: str) -> bool:
        return doc_id in self.seen or doc_id in self.known

    def _new(self, found: Document) -> Document | None:
        """The document, if it was not answered before."""
        if self._is_known(found.doc_id):
            return None
        self.seen.add(found.doc_id)
        return found

    def _once(self, found: Document) -> Iterator[Document]:
        if new := self._new(found):
            yield new


def _built(build: Callable[[], Document], place: Place, raw: bytes) -> Answer:
    """The document, or why there is none: whatever is wrong with a record costs that record."""
    try:
        return build()
    except Refused as e:
        return Quarantined(place.uri, place.record, e.code, e.message, raw)
    except (CannotStartError, ClosedError):
        raise
    except Exception as e:  # noqa: BLE001 - told, with its cause
        return Quarantined(place.uri, place.record, "unreadable", _sentence(e), raw)


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
