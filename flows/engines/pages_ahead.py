"""Pages read on other machines before the run comes to them.

What costs time in taking in an input are the calls of the process for pages (`flows.ingest.page.Pages`): a tree is
built of each page, the article found in it, its dates asked for. They are pure functions. So a file, or a piece of a
web archive cut where a record begins, is sent to a worker, which reads it as if it were all there is and sends back
what each call gave. The run reads the same bytes a little later, in its own order, and is told by these answers; a call
that has none it makes itself. Whatever was sent, cut or lost, the documents are those of a run alone. What lies in an
object store is fetched by workers, too (`flows.engines.objects_ahead`).
"""

from __future__ import annotations

import hashlib
import io
import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar, cast

from flows.engines import Promised
from flows.errors import Answer, Refused
from flows.ingest.fields import FieldMap
from flows.ingest.intake import SourceReader
from flows.ingest.limits import MIB, Limits
from flows.ingest.page import Pages
from flows.ingest.readers import tables
from flows.ingest.readers.format import Desk, Format
from flows.ingest.readers.jsonl import DOCUMENT, LINES
from flows.ingest.readers.single import TEXT
from flows.ingest.sniff import sniff
from flows.ingest.source import LOOK, Fetched, Source, buffered
from flows.worker import Failed

P = ParamSpec("P")
T = TypeVar("T")
Told = dict[bytes, object]
"""What calls gave, or raised, by `_name_of` each."""

SENT = 2 * MIB  # of an archive, or of small files together: a few seconds of work
WHOLE = 32 * MIB  # a larger file that cannot be cut is read where the run is
_KEPT = 3  # answers of so many parcels: a call may be made a little later than the next one


class Parcel(NamedTuple):
    """Inputs that are sent together: a name that hints at each one's format, and its bytes."""

    inputs: tuple[tuple[str, bytes], ...]
    limits: Limits
    names: FieldMap


class Recording(Pages):
    """The process for pages on a worker: remembers what each call gave.

    Nothing is remembered of a call that took too long or too much, or had trouble with the disk: that may be the
    machine's fault, and the run asks for itself.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.told: Told = {}

    def run(self, seconds: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """As `Worker.run` does."""
        name = _name_of(function, args)
        try:
            answer = super().run(seconds, function, *args, **kwargs)
        except (Failed, Answer) as error:
            if not isinstance(error, Failed) or (error.code == "error" and not error.message.startswith("OSError")):
                self.told[name] = error
            raise
        self.told[name] = answer
        return answer


def read_parcel(parcel: Parcel, pages: Recording) -> Told:
    """Read what was sent, and tell what the process for pages was asked and answered on the way."""
    pages.told = {}
    for name, content in parcel.inputs:
        desk = Desk(parcel.limits, parcel.names, frozenset(), pages)
        for _ in SourceReader(desk).source(Source(name, buffered(io.BytesIO(content)), name)):
            pass
    return pages.told


@dataclass(slots=True)
class _Sent:
    first: int  # the places of its files among those that the run will read
    last: int
    told: Promised[Told]


class PagesAhead(Pages):
    """The process for pages of a run, told by others what its calls will give.

    :param send: sends a parcel; ``at_once`` says how many are to be under way.
    """

    def __init__(
        self, limits: Limits, names: FieldMap, send: Callable[[Parcel], Promised[Told]], at_once: Callable[[], int]
    ) -> None:
        super().__init__(limits)
        self._limits, self._names, self._send, self._at_once = limits, names, send, at_once
        self._places: dict[Path | Fetched | None, int] = {}
        self._at = -1
        self._parcels: Iterator[tuple[int, int, Parcel]] = iter(())
        self._sent: deque[_Sent] = deque()
        self._told: deque[Told] = deque(maxlen=_KEPT)
        self._told_of: dict[str, Told] = {}  # by address, of what was fetched and read elsewhere

    def expect(self, files: Sequence[Path | Fetched | None]) -> None:
        """Begin to have these files read, in their order."""
        self._sent.clear()
        self._places = {file: place for place, file in enumerate(files)}
        self._parcels = self._packed(files)
        self._top_up()

    def tell(self, address: str, told: Told) -> None:
        """Somebody who fetched what lies there has read it, too."""
        self._told_of[address] = told

    def turn_to(self, file: Path | Fetched | None) -> None:
        """The next calls are about ``file``: what others were told of those before it is let go."""
        if isinstance(file, Fetched):
            if told := self._told_of.pop(file.address, None):
                self._told.append(told)
            elif file.path.stat().st_size > SENT:
                self.expect([file])
        self._at = self._places.get(file, -1)
        while self._sent and self._sent[0].last < self._at:
            self._sent.popleft()
            self._top_up()

    def run(self, seconds: float, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the call gave elsewhere; otherwise what it gives here. Raises as `Worker.run` does."""
        name = _name_of(function, args)
        if not any(name in told for told in self._told) and self._sent and self._sent[0].first <= self._at:
            self._told.append(self._sent.popleft().told.result())
            self._top_up()
        for told in self._told:
            if name in told:
                answer = told[name]
                if isinstance(answer, BaseException):
                    raise answer
                return cast("T", answer)
        return super().run(seconds, function, *args, **kwargs)

    def _top_up(self) -> None:
        while len(self._sent) < self._at_once() and (packed := next(self._parcels, None)):
            first, last, parcel = packed
            self._sent.append(_Sent(first, last, self._send(parcel)))

    def _packed(self, files: Sequence[Path | Fetched | None]) -> Iterator[tuple[int, int, Parcel]]:
        """The files as parcels, small ones together, with the places of the first and the last file of each."""
        waiting: list[tuple[int, str, bytes]] = []
        for place, file in enumerate(files):
            for piece in _pieces(file) if file is not None else ():
                waiting.append((place, file.name if file is not None else "", piece))
                if sum(len(content) for _, _, content in waiting) >= SENT:
                    yield self._pack(waiting)
                    waiting = []
        if waiting:
            yield self._pack(waiting)

    def _pack(self, waiting: Sequence[tuple[int, str, bytes]]) -> tuple[int, int, Parcel]:
        inputs = tuple((name, content) for _, name, content in waiting)
        return waiting[0][0], waiting[-1][0], Parcel(inputs, self._limits, self._names)


def _name_of(function: Callable[..., object], args: Sequence[object]) -> bytes:
    """A call's name; each argument is pickled alone, since what two share would be written once."""
    told = hashlib.sha256(f"{function.__module__}.{function.__qualname__}".encode())
    for one in args:
        told.update(hashlib.sha256(pickle.dumps(one, pickle.HIGHEST_PROTOCOL)).digest())
    return told.digest()


# ---------------------------------------------------------------- what is sent of a file
def _pieces(named: Path | Fetched) -> Iterator[bytes]:
    """A file in pieces that can be read by themselves; nothing of one that has no pages, or cannot be cut."""
    path = named.path if isinstance(named, Fetched) else named
    with suppress(OSError, Refused), path.open("rb") as file:
        head = file.read(LOOK)
        if not _has_pages(head, named.name):
            return
        starts = _RECORDS.get(_kind(head))
        if path.stat().st_size <= SENT or starts is None:
            if path.stat().st_size <= WHOLE:
                yield head + file.read()
            return
        rest = head
        while more := file.read(SENT):
            rest += more
            if at := starts(rest):
                yield rest[:at]
                rest = rest[at:]
        yield rest


_RECORDS_OF_FIELDS = (LINES, DOCUMENT, tables.CSV, tables.PARQUET)


def _has_pages(head: bytes, name: str) -> bool:
    """Whether reading it may ask the process for pages; texts do not, records of fields where they hold markup."""
    form: Format = sniff(head, name)
    return form is not TEXT and (form not in _RECORDS_OF_FIELDS or b"<p" in head.lower())


def _kind(head: bytes) -> str:
    if head.startswith(b"WARC/"):
        return "plain"
    return "gzip" if _begins_record(head) else ""


def _begins_record(data: bytes) -> bool:
    """Whether these bytes are compressed and begin a record of a web archive."""
    with suppress(zlib.error):
        return zlib.decompressobj(31).decompress(data[:4096], 16).startswith(b"WARC/")
    return False


def _last_plain(data: bytes) -> int:
    """Where the last record begins; 0 where none does but the first."""
    at = data.rfind(b"\r\n\r\nWARC/")
    return at + 4 if at > 0 else 0


def _last_compressed(data: bytes) -> int:
    """Where the last record begins; 0 where none does but the first."""
    at = len(data)
    while (at := data.rfind(b"\x1f\x8b\x08", 1, at)) > 0:
        if _begins_record(data[at : at + 4096]):
            return at
    return 0


_RECORDS: dict[str, Callable[[bytes], int]] = {"plain": _last_plain, "gzip": _last_compressed}
