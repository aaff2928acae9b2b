"""The way of every input through ingest: found, opened, recognised, read, and one answer for each document in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from flows.errors import CannotStartError, Refused
from flows.ingest.fields import FieldMap
from flows.ingest.half_written import whole_first
from flows.ingest.limits import Limits
from flows.ingest.page import Pages, page_worker
from flows.ingest.readers.format import Answer, Desk, sentence
from flows.ingest.sniff import sniff
from flows.ingest.source import Fetched, Source, find_sources, open_source
from flows.ingest.unchanged import HALF_WRITTEN, PASSING, Memory, watched
from flows.records import Linked, Quarantined, TakenIn
from flows.worker import ClosedError


def read(
    sources: Sequence[str],
    *,
    limits: Limits | None = None,
    field_map: FieldMap | None = None,
    known: Container[str] = frozenset(),
    as_of: date | None = None,
    memory: Memory | None = None,
    language: str | None = None,
    arrivals: Arrivals | None = None,
    pages: Pages | None = None,
) -> Iterator[Answer]:
    """Read everything that ``sources`` name (files, folders, ``-`` for standard input), one answer a document.

    A `Document`, or a `Quarantined` with its code, sentence and place. What stands in ``known`` (document ids) is
    passed over, and so is what this call has yielded before: the same bytes are the same document. Never raises for
    what an input holds, takes no network connection, and holds one document at a time. Every document remembers when it
    was taken in: today (UTC), on ``as_of``, or when the archive that it comes from captured it, if that was earlier.
    What ``memory`` says was read before is not opened, and a file that is still being written waits for the next call.
    ``language`` (ISO 639-1) is that of every document that states none. ``arrivals`` are read after the files: they
    were fetched, and what they lead to is theirs to fetch. ``pages`` reads pages, and ends with the call; a process of
    this machine unless it is given.

    Raises `NothingToRead` at once for a path that is not there or a folder without a file.
    """
    files = find_sources(sources)
    limits = limits or Limits()
    pages = pages or page_worker(limits)
    desk = Desk(limits, field_map or FieldMap(), known, pages, TakenIn.on(as_of), language=language)
    return _read_files(files, desk, memory, arrivals)


class Arrivals(Protocol):
    """Files that were fetched, and answers about what could not be. What a file leads to may arrive after it."""

    def __iter__(self) -> Iterator[Fetched | Answer]:
        """One after the other; the next is asked for when the one before it was read."""

    def was_read(self, file: Fetched, links: Sequence[Linked], answers: Answered) -> None:
        """Told of a file once all its answers were yielded, with what it leads to."""


class Answered(NamedTuple):
    """What a fetched file was answered with: documents, troubles that are its own, troubles of the moment."""

    documents: int = 0
    refused: int = 0
    passing: int = 0


def _read_files(
    files: Sequence[Path | None], desk: Desk, memory: Memory | None, arrivals: Arrivals | None
) -> Iterator[Answer]:
    with desk.worker:
        reader = SourceReader(desk)
        to_read = files if memory is None else memory.to_read(files)
        desk.worker.expect(to_read)
        for path, is_whole in whole_first(to_read):
            desk.worker.turn_to(path)
            answers = reader.file(path) if is_whole else iter([_half_written(path)])
            yield from answers if memory is None else watched(path, answers, memory)
        if arrivals is not None:
            yield from read_arrivals(arrivals, reader)


def read_arrivals(arrivals: Arrivals, reader: SourceReader) -> Iterator[Answer]:
    """All answers about what arrives, one file after the other."""
    for one in arrivals:
        if isinstance(one, Fetched):
            yield from _read_arrival(one, reader, arrivals)
        else:
            yield one


def _read_arrival(file: Fetched, reader: SourceReader, arrivals: Arrivals) -> Iterator[Answer]:
    links: list[Linked] = []
    met: Counter[str] = Counter()
    reader.desk.worker.turn_to(file)
    for answer in reader.answers(file):
        if isinstance(answer, Linked):
            links.append(answer)
            continue
        is_passing = isinstance(answer, Quarantined) and answer.code in PASSING
        met["passing" if is_passing else "refused" if isinstance(answer, Quarantined) else "documents"] += 1
        yield answer
    arrivals.was_read(file, links, Answered(**met))


def _half_written(path: Path | None) -> Quarantined:
    return Quarantined(str(path), "", HALF_WRITTEN, "another program is still writing it; the next run reads it")


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads one source after another; what it has answered once, it does not answer again."""

    desk: Desk

    def file(self, path: Path | None) -> Iterator[Answer]:
        """All answers of one file (``None``: standard input), which leads nowhere else."""
        return (answer for answer in self.answers(path) if not isinstance(answer, Linked))

    def answers(self, file: Path | Fetched | None) -> Iterator[Answer | Linked]:
        """All answers of one file, and what it leads to if it was fetched."""
        uri = "-" if file is None else file.address if isinstance(file, Fetched) else str(file)
        try:
            source = open_source(file)
        except Refused as e:
            yield Quarantined(uri, "", e.code, e.message)
            return
        with source.stream:
            yield from self.source(source)

    def source(self, source: Source) -> Iterator[Answer | Linked]:
        """All answers of one stream. Whatever goes wrong in it is an answer too."""
        try:
            yield from self._by_format(source)
        except Refused as e:
            yield Quarantined(source.uri, source.record, e.code, e.message)
        except (CannotStartError, ClosedError):
            raise
        except Exception as e:  # noqa: BLE001 - whatever a reader raises is an answer about its source
            yield Quarantined(source.uri, source.record, "unreadable", sentence(e))

    def _by_format(self, source: Source) -> Iterator[Answer | Linked]:
        head = source.head()
        if not head:
            raise Refused(*(source.troubles() or [("empty", "nothing in it")])[0])
        form = sniff(head, source.name)
        any_answer = False
        met = self.desk.repeated
        for answer in form.read(source, self.desk):
            any_answer |= answer is not None or self.desk.repeated == met
            if isinstance(answer, Source):
                yield from self.source(answer)
            elif answer is not None:
                yield answer
        only_repeats = not any_answer and self.desk.repeated > met
        if form.holds_many or only_repeats:
            yield from _at_the_end(source, any_answer, only_repeats=only_repeats)


def _at_the_end(source: Source, any_answer: bool, *, only_repeats: bool) -> Iterator[Answer]:
    """What is wrong with a source as far as its end tells, and that no document was in it, or none but repeats."""
    for code, message in source.troubles():
        any_answer = True
        yield Quarantined(source.uri, source.record, code, message)
    if only_repeats and not any_answer:
        said = "all that is in it was read before in this run, from another place"
        yield Quarantined(source.uri, source.record, "already_read", said)
    elif not any_answer:
        yield Quarantined(source.uri, source.record, "no_documents", "read to its end, and no document is in it")
