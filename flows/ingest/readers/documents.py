"""What word processors and printers make: DOCX, RTF, and PDF with a text layer.

python-docx, striprtf and pypdf take them apart, in the killable process and within its limits. What they give is a text
like any other: one article, or the export of a database that holds many.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from flows.calendar.spans import valid
from flows.errors import Refused
from flows.ingest import columns, document
from flows.ingest.claims import claim, warnings_about
from flows.ingest.document import Place
from flows.ingest.page import refusal
from flows.ingest.readers.format import Answer, Desk, Format, built
from flows.ingest.readers.single import read_articles
from flows.ingest.source import Source
from flows.records import Document
from flows.worker import Failed

if TYPE_CHECKING:
    from pypdf import PdfReader

_SCAN_LETTERS = 40  # letters a page, on average: with fewer, what a reader sees is a picture
_MOST_PAGES, _MOST_PLACED = 600, 100  # pages of a PDF that are read, and of one that is looked through for columns
_HEAD = 20_000  # characters at the start of an RTF document, in which it says what it is called
_FEWEST_TITLE_LETTERS = 8


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A document's words and what it says of itself. ``changed`` is the day on which it was last saved or printed."""

    text: str
    title: str | None = None
    changed: date | None = None
    warnings: tuple[tuple[str, str], ...] = ()


def parse_docx(raw: bytes) -> WrittenDocument:
    """The paragraphs and tables of a Word document, in their order. Raises whatever python-docx trips over."""
    import docx

    word = docx.Document(io.BytesIO(raw))
    blocks = [text for block in word.iter_inner_content() for text in _of_block(block)]
    about = word.core_properties
    return WrittenDocument("\n\n".join(blocks), about.title or None, _day(about.modified))


def _of_block(block: object) -> Iterator[str]:
    """The text of a paragraph, or of each row of a table, a line a cell."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    if isinstance(block, Paragraph):
        yield block.text.strip("\n")
    elif isinstance(block, Table):
        for row in block.rows:
            texts = [cell.text.strip() for cell in row.cells]  # a cell that spans several stands there for each
            yield "\n".join(dict.fromkeys(filter(None, texts)))


def parse_rtf(raw: bytes) -> WrittenDocument:
    """The text of a Rich Text document. Raises whatever striprtf trips over."""
    from striprtf.striprtf import rtf_to_text

    source = raw.decode("latin-1")  # RTF is ASCII; what is not stands there as \'xx, in the code page that it names
    text: str = rtf_to_text(source, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    title = re.search(r"\{\\title ([^{}\\]{1,300})\}", source[:_HEAD])
    return WrittenDocument(text, title[1] if title else None, _saved(source[:_HEAD]))


def _saved(head: str) -> date | None:
    found = re.search(r"\\(?:revtim|printim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})", head)
    return valid(*map(int, found.groups())) if found else None


def parse_pdf(raw: bytes) -> WrittenDocument:
    """The text layer of a PDF, columns one after the other.

    Raises ``Refused`` (``encrypted_pdf``, and ``scanned_pdf`` for one whose pages are pictures), and whatever pypdf
    trips over.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    # One that was cut or written by hand may not say where its index is; pypdf then makes one, if there is anything to
    # look for.
    ended = raw if b"startxref" in raw[-4096:] else raw + b"\nstartxref\n0\n%%EOF\n"
    reader = PdfReader(io.BytesIO(ended))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted_pdf", "it opens with a password only")
    except DependencyError as e:
        raise Refused("encrypted_pdf", "it is encrypted in a way that is not read") from e
    total = len(reader.pages)
    text, by_place = _layers(reader, min(total, _MOST_PAGES))
    if sum(map(str.isalnum, text)) < _SCAN_LETTERS * total and _has_pictures(reader):
        raise Refused("scanned_pdf", f"a scan (pages: {total}): pictures without a text layer; OCR would give it one")
    about: Mapping[str, object] = reader.metadata or {}
    warnings = [("pdf_cut", f"{total:,} pages; the first {_MOST_PAGES:,} were read")] if total > _MOST_PAGES else []
    return WrittenDocument(
        by_place or text,
        str(about.get("/Title") or "") or None,
        _of_pdf(str(about.get("/ModDate") or about.get("/CreationDate") or "")),
        (*warnings, *([columns.APART] if by_place else [])),
    )


def _layers(reader: PdfReader, count: int) -> tuple[str, str | None]:
    """The text in the order in which it was written to the file, and by its place where that shows columns."""
    plain: list[str] = []
    placed: list[str] = []
    for number in range(count):
        page = reader.pages[number]
        plain.append(page.extract_text())
        if count <= _MOST_PLACED:
            placed.append(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False))
    pages = columns.without_heads([text.split("\n") for text in plain])
    return "\n\n".join(map(columns.paragraphs, pages)), columns.apart("\f".join(placed))


def _has_pictures(reader: PdfReader) -> bool:
    for page in reader.pages[:3]:
        resources = page.get("/Resources")
        things = resources.get_object().get("/XObject") if resources is not None else None
        if things and any(one.get_object().get("/Subtype") == "/Image" for one in things.get_object().values()):
            return True
    return False


def _of_pdf(written: str) -> date | None:
    """The day of a PDF's time stamp: ``D:20210302093000+01'00'``."""
    found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", written)
    return valid(*map(int, found.groups())) if found else None


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def _reader(
    parse: Callable[[bytes], WrittenDocument], media_type: str, name: str
) -> Callable[[Source, Desk], Iterator[Answer | None]]:
    def read(source: Source, desk: Desk) -> Iterator[Answer | None]:
        raw = source.whole(desk.limits)
        if desk.is_known(document.digest(raw)):
            return
        place = Place(source.uri, source.record, desk.taken_in)
        found = built(partial(_document, parse, raw, place, media_type, name, desk), place, raw)
        yield from read_articles(found, source, desk)

    return read


def _document(
    parse: Callable[[bytes], WrittenDocument], raw: bytes, place: Place, media_type: str, name: str, desk: Desk
) -> Document:
    try:
        own = desk.worker.run(desk.limits.document_seconds, parse, raw)
    except Failed as e:
        if e.code == "error":
            raise Refused(f"unsupported_type:{name}", f"a {name} that cannot be read: {e.message}"[:200]) from e
        raise refusal(e) from e
    text, warnings = document.stored_text(own.text)
    claims = tuple(c for c in [claim(f"{name} saved", own.changed, "updated")] if c)
    found = Document(
        document.digest(raw), place.uri, place.record, media_type, text, raw, claims=claims, taken_in=place.taken_in
    )
    return replace(
        found,
        title=_own_title(own.title, text),
        warnings=(*own.warnings, *warnings, *warnings_about(claims, place.taken_in.last_day)),
    )


def _own_title(title: str | None, text: str) -> str | None:
    """The title that a file gives itself, where its text begins with it: programs write all kinds of things there."""
    plain = " ".join((title or "").split())
    if (
        sum(map(str.isalnum, plain)) < _FEWEST_TITLE_LETTERS
        or plain.lower() not in " ".join(text[:1000].split()).lower()
    ):
        return None
    return plain


def read_docx(source: Source, desk: Desk) -> Iterator[Answer | None]:
    """The articles of a Word document, which is a zip archive: `zipped` knows it by its members."""
    return _reader(parse_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")(
        source, desk
    )


RTF = Format("rtf", _reader(parse_rtf, "application/rtf", "rtf"), magic=(b"{\\rtf",))
PDF = Format("pdf", _reader(parse_pdf, "application/pdf", "pdf"), magic=(b"%PDF-",))
