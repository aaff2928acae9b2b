"""A file that is a text or a page: most often one document, but databases export many articles in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flows.ingest import columns, document
from flows.ingest.claims import claim, warnings_about
from flows.ingest.decode import decode
from flows.ingest.document import Place
from flows.ingest.readers import databases
from flows.ingest.readers.databases import Exported
from flows.ingest.readers.format import Answer, Desk, Format, built
from flows.ingest.readers.many_on_a_page import Appended, several_on
from flows.ingest.source import Source
from flows.records import Document, Quarantined
from flows.worker import Failed

_ENOUGH_MARKS = (b"<article", b"<ARTICLE")


def read_text(source: Source, desk: Desk) -> Iterator[Answer | None]:
    """The document that a plain text is, or the articles that a database's export holds."""
    raw = source.whole(desk.limits)
    if desk.is_known(document.digest(raw)):
        return
    place = Place(source.uri, source.record, desk.taken_in)
    found = built(partial(document.from_text, raw, place, **_told(source)), place, raw)
    if isinstance(found, Document) and (read := _columns(raw)):
        found = replace(found, text=document.stored_text(read)[0], warnings=(*found.warnings, columns.APART))
    yield from read_articles(found, source, desk)


def _columns(raw: bytes) -> str | None:
    """The text with its columns one after the other, where it has some; a form feed parts pages and is not stored."""
    return columns.apart(decode(raw).text) if len(_GUTTERS.findall(raw)) >= _LEAST_GUTTERS else None


_GUTTERS = re.compile(rb"\S {2,}\S[^\n]{15}")
_LEAST_GUTTERS = 4  # lines; a text in columns has more


def read_articles(found: Document | Quarantined, source: Source, desk: Desk) -> Iterator[Answer | None]:
    """The document that a text is, or the articles that it holds as the export of a database."""
    if isinstance(found, Quarantined):
        yield found
        return
    if exported := databases.exported_articles(found.text):
        yield from read_parts(exported, found.text, source, desk, found.warnings)
        return
    odd = databases.several(found.text)
    yield desk.new(replace(found, warnings=(*source.troubles(), *found.warnings, *([odd] if odd else []))))


def read_page_file(source: Source, desk: Desk) -> Iterator[Answer | None]:
    """The document that a page holds, or those that it holds where they are several."""
    raw = source.whole(desk.limits)
    if desk.is_known(document.digest(raw)):
        return
    place = Place(source.uri, source.record, desk.taken_in)
    several = _several(raw, desk)
    if several and isinstance(several[0], Exported):
        parts = [one for one in several if isinstance(one, Exported)]
        yield from read_parts(parts, "", source, desk, source.troubles())
        return
    for number, one in enumerate((one for one in several if isinstance(one, Appended)), 1):
        own = one.html.encode("utf-8", "replace")
        at = place._replace(record=source.place(f"article {number}"))
        yield _kept(
            partial(document.from_page, own, at, desk.worker, desk.limits, charset="utf-8"), at, own, source, desk
        )
    if not several:
        build = partial(document.from_page, raw, place, desk.worker, desk.limits, **_told(source))
        yield _kept(build, place, raw, source, desk)


def _told(source: Source) -> dict[str, Any]:
    """What is known from elsewhere of a source that was fetched."""
    of = source.fetched
    return {"url": of.url, "charset": of.charset, "claims": of.claims} if of else {}


def _kept(build: Callable[[], Document], place: Place, raw: bytes, source: Source, desk: Desk) -> Answer | None:
    found = built(build, place, raw)
    if isinstance(found, Quarantined):
        return found
    return desk.new(replace(found, warnings=(*source.troubles(), *found.warnings)))


def _several(raw: bytes, desk: Desk) -> Sequence[Exported | Appended]:
    """The articles of a page that may hold several: the question costs something, so the bytes are looked at first."""
    if not any(mark in raw for mark in document.SEVERAL_MARKS) and sum(raw.count(m) for m in _ENOUGH_MARKS) < 2:
        return ()
    try:
        return desk.worker.run(desk.limits.page_seconds, several_on, document.page_text(raw))
    except Failed:
        return ()  # then it is read as one page, and says what is wrong with it


def read_parts(
    parts: Sequence[Exported], text: str, source: Source, desk: Desk, warnings: tuple[tuple[str, str], ...]
) -> Iterator[Answer | None]:
    """The documents of a database's export; ``text`` is what the parts' offsets count in, ``""`` where they do not."""
    for number, part in enumerate(parts, 1):
        where = f"article {number}, characters {part.start}–{part.end}" if text else f"article {number}"
        place = Place(source.uri, source.place(where), desk.taken_in)
        found = built(partial(_of_part, part, text, place), place, part.text.encode())
        if isinstance(found, Document):
            yield desk.new(replace(found, warnings=(*warnings, *found.warnings)))
        else:
            yield found


def _of_part(part: Exported, text: str, place: Place) -> Document:
    own = text[part.start : part.end] or "\n".join(filter(None, [part.title, part.outlet, part.date, part.text]))
    raw = own.encode("utf-8", "replace")
    stored, repaired = document.stored_text(part.text)
    claims = tuple(c for c in [claim(f"{part.database} date", part.date, "published")] if c)
    return Document(
        doc_id=document.digest(raw),
        source_uri=place.uri,
        record=place.record,
        media_type="text/plain",
        text=stored,
        raw=raw,
        title=part.title,
        byline=part.byline,
        outlet=part.outlet,
        claims=claims,
        warnings=(*repaired, *warnings_about(claims, place.taken_in.last_day)),
        taken_in=place.taken_in,
    )


TEXT = Format("text", read_text)
PAGE = Format("html", read_page_file, suffixes=("html", "htm", "xhtml", "shtml"))
