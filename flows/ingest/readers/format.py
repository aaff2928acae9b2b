"""What a reader of a format is, and what it is given to read with."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from flows.errors import CannotStartError, Refused
from flows.ingest.document import Place
from flows.ingest.fields import FieldMap
from flows.ingest.limits import Limits
from flows.ingest.page import Pages
from flows.ingest.source import Source
from flows.records import Document, Linked, Quarantined, TakenIn
from flows.worker import ClosedError

Answer = Document | Quarantined


@dataclass(slots=True)
class Desk:
    """Where sources are read: the settings, the killable process for pages, and what was answered before.

    What stands in ``known`` or was answered once (document ids) is not answered again. ``taken_in`` says when.
    """

    limits: Limits
    names: FieldMap
    known: Container[str]
    worker: Pages
    taken_in: TakenIn = field(default_factory=TakenIn.on)
    seen: set[str] = field(default_factory=set)
    language: str | None = None  # of the documents that state none
    repeated: int = 0  # how often a document was met again that had been answered here before

    def is_known(self, doc_id: str) -> bool:
        """Whether a document of that id needs no reading."""
        if doc_id in self.seen:
            self.repeated += 1
            return True
        return doc_id in self.known

    def new(self, found: Document) -> Document | None:
        """The document, if it was not answered before."""
        if self.is_known(found.doc_id):
            return None
        self.seen.add(found.doc_id)
        return replace(found, language=found.language or self.language)

    def linked(self, to: Linked) -> Linked | None:
        """What a feed leads to, unless its own words on it were taken in before."""
        return None if to.document and to.document.doc_id in self.known else to


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what tells it, and how it is read.

    ``read`` yields an `Answer` a document, ``None`` for one that is known, a `Source` for what is to be read in its own
    right, `Linked` for what is to be fetched. It may raise ``Refused``: then that is the answer. ``magic`` are bytes
    that only this format begins with, ``suffixes`` end the names of its files (lower case, no dot), and ``recognise``
    knows it by how a text begins. A format that ``holds_many`` documents and has none says so.
    """

    name: str
    read: Callable[[Source, Desk], Iterator[Answer | Linked | Source | None]]
    magic: tuple[bytes, ...] = ()
    suffixes: tuple[str, ...] = ()
    holds_many: bool = False
    recognise: Callable[[bytes], bool] | None = None


D = TypeVar("D", bound=Document | None)


def built(build: Callable[[], D], place: Place, raw: bytes) -> D | Quarantined:
    """The document, or why there is none: whatever is wrong with a record costs that record."""
    try:
        return build()
    except Refused as e:
        return Quarantined(place.uri, place.record, e.code, e.message, raw)
    except (CannotStartError, ClosedError):
        raise
    except Exception as e:  # noqa: BLE001 - told, with its cause
        return Quarantined(place.uri, place.record, "unreadable", sentence(e), raw)


def sentence(error: Exception) -> str:
    """An error of ours as the cause that a quarantine row names."""
    return f"{type(error).__name__}: {error}"[:200]
