"""RSS and Atom by feedparser, after a look at the entities that would blow up or reach outside."""

from __future__ import annotations

import json
import re
import xml.parsers.expat
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from html import unescape
from urllib.parse import urljoin

from flows.calendar.full_date import Order, order_of
from flows.errors import Refused
from flows.ingest.claims import claim, day_of, warnings_about
from flows.ingest.decode import Decoded, decode, repair_mojibake, storable
from flows.ingest.document import Place, digest, stored_text
from flows.ingest.fields import record_id
from flows.ingest.page import bare_text, refusal
from flows.ingest.readers.format import Answer, Desk, Format, built
from flows.ingest.readers.newsxml import SitemapEntry, XmlArticle, sitemap_entries, xml_articles
from flows.ingest.source import Source
from flows.records import Document, Linked, Quarantined
from flows.worker import Failed

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,60})["']""")
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|channel)\b", re.I)
_CUT_END = re.compile(r"</\w{1,10}\s*$")
# What UTF-16 has two units for, written as two references (&#55357;&#56832;): XML knows neither, and feedparser dies.
_HALF = r"&#(?:x0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:5(?:29[6-9]|[3-9]\d\d)|6\d{3}|7(?:[0-2]\d\d|3[0-3]\d|34[0-3])));"
_HALVES = re.compile(f"(?:{_HALF})+")
_MOST = 10_000_000  # characters that all entities of a feed may stand for


@dataclass(frozen=True, slots=True)
class Item:
    """What one entry of a feed says. ``published`` and ``updated`` are as they were written."""

    key: str
    text: str
    title: str | None
    byline: str | None
    url: str | None
    published: str | None
    updated: str | None
    is_whole: bool = False  # the feed says that this is what its page says
    changed_at: datetime | None = None  # the last instant (UTC) that it tells of itself


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries, what it says of itself, and what is wrong with it."""

    items: tuple[Item, ...]
    title: str | None
    is_feed: bool
    other_text: str  # of XML that is no feed (a NITF or NewsML article): all text in it
    warnings: tuple[tuple[str, str], ...]
    articles: tuple[XmlArticle, ...] = ()  # of XML that is no feed
    language: str | None = None  # as the feed states it: "en-us"
    order: Order | None = None  # of day and month in its dates in figures
    entries: tuple[SitemapEntry, ...] = ()  # of a sitemap


def parse_feed(raw: bytes, charset: str | None = None) -> Feed:
    """Read a feed's bytes; ``charset`` is what its server said, and counts where it says nothing itself.

    Raises ``Refused("xml_entity_bomb")``, or ``binary_content`` for what is no text at all.
    """
    import feedparser

    decoded, trouble = decode_xml(raw, charset)
    warnings = [*decoded.warnings, *trouble]
    text = _DECLARATION.sub("", storable(decoded.text), count=1)  # its encoding has been seen to
    text = _HALVES.sub(_character, text)
    if outside := check_entities(text):
        warnings.append(outside)
    if entries := sitemap_entries(text):
        listed = tuple(one.article for one in entries if one.article)
        order = order_of([one.published or "" for one in listed])
        return Feed((), None, False, "", tuple(warnings), listed, order=order, entries=entries)
    found = feedparser.parse(text.encode(), response_headers={"content-type": "application/xml; charset=utf-8"})
    only_end_cut = bool(found.entries) and _CUT_END.search(text[-40:]) is not None  # in the last tag: nothing is lost
    if found.bozo and not only_end_cut and not _is_about_encoding(found.bozo_exception):
        warnings.append(("feed_not_well_formed", f"no well-formed XML: {found.bozo_exception}"[:160]))
    about = found.feed
    is_feed = bool(found.entries) or _ROOT.search(text) is not None
    items = tuple(_item(e) for e in found.entries)
    own = () if is_feed else xml_articles(text)
    dates = [i.published or i.updated or "" for i in items] + [a.published or a.updated or "" for a in own]
    return Feed(
        items=items,
        title=_text(about.get("title")),
        is_feed=is_feed,
        other_text="" if is_feed else _all_text(text),
        warnings=tuple(warnings),
        articles=own,
        language=_text(about.get("language")),
        order=order_of(dates),
    )


def _character(references: re.Match[str]) -> str:
    """The characters that references to halves of surrogate pairs stand for; U+FFFD for a half without its other."""
    units = re.findall(r"&#(x?)(\w+);", references[0])
    halves = "".join(chr(int(number, 16 if is_hex else 10)) for is_hex, number in units)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def decode_xml(raw: bytes, charset: str | None = None) -> tuple[Decoded, tuple[tuple[str, str], ...]]:
    """The text of an XML document; one of no stated encoding has to be UTF-8, and is warned about if it is not."""
    stated = _DECLARED.search(raw[:1024])
    declared = stated[1].decode("latin-1") if stated else charset
    decoded = decode(raw, declared)
    if not declared and not decoded.warnings and not decoded.encoding.startswith("utf-"):
        return decoded, (
            ("encoding_mismatch", f"XML without a declared encoding is UTF-8; this reads as {decoded.encoding}"),
        )
    return decoded, ()


def check_entities(text: str) -> tuple[str, str] | None:
    """Look at the entities that a document declares, without expanding one.

    Raises ``Refused("xml_entity_bomb")`` where they would grow beyond all measure; returns a warning where one would
    fetch something from elsewhere. Nothing is ever fetched.
    """
    if "<!ENTITY" not in text:
        return None
    values: dict[str, str] = {}
    outside: list[str] = []

    def declared(name: str, _p: bool, value: str | None, _b: str | None, system: str | None, *_: object) -> None:
        if value is None:
            outside.append(system or name)
        else:
            values.setdefault(name, value)

    parser = xml.parsers.expat.ParserCreate()
    parser.EntityDeclHandler = declared
    end = text.find("]>")
    try:
        parser.Parse(text[: end + 2] if end > 0 else text, False)
    except xml.parsers.expat.ExpatError as e:
        if e.code == xml.parsers.expat.errors.codes[xml.parsers.expat.errors.XML_ERROR_AMPLIFICATION_LIMIT_BREACH]:
            raise Refused("xml_entity_bomb", "its entities expand beyond all measure") from e
    sizes: dict[str, int] = {}
    grown = sum(_expanded(name, values, sizes, 0) * text.count(f"&{name};") for name in values)
    if grown > _MOST:
        raise Refused("xml_entity_bomb", f"its entities stand for {grown:,} characters; none was expanded")
    if outside:
        return "external_entity_refused", f"names something outside of itself ({outside[0][:80]}), which was not read"
    return None


def _expanded(name: str, values: dict[str, str], sizes: dict[str, int], depth: int) -> int:
    if name not in sizes:
        sizes[name] = _MOST + 1 if depth > 50 else 0  # stands here while a reference to itself is followed
        value = values.get(name, "")
        inner = re.findall(r"&(\w[\w.-]{0,99});", value)
        size = len(value) + sum(_expanded(n, values, sizes, depth + 1) for n in inner)
        sizes[name] = _MOST + 1 if name in inner else min(size, 1 << 60)
    return sizes[name]


def _all_text(xml_text: str) -> str:
    """The text of any XML; what stands in a CDATA section is markup as often as not."""
    return bare_text(xml_text.replace("<![CDATA[", "").replace("]]>", ""))


def _is_about_encoding(problem: object) -> bool:
    import feedparser

    return isinstance(problem, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)


def _item(entry: dict[str, object]) -> Item:
    link, title = _text(entry.get("link")), _text(entry.get("title"))
    bodies = entry.get("content")
    html = max(
        [str(b.get("value") or "") for b in bodies if isinstance(b, dict)] if isinstance(bodies, list) else [],
        key=len,
        default="",
    ) or str(entry.get("summary") or "")
    is_whole = bool(bodies) and bool(html)
    text = bare_text(html) or unescape(" ".join(re.findall(r"""\balt=["']([^"'<>]{1,300})["']""", html)))
    return Item(
        key=_text(entry.get("id")) or link or title or "",
        text=text or title or link or "",
        title=title,
        byline=_text(entry.get("author")),
        url=link,
        published=_text(dict.get(entry, "published")),
        updated=_text(dict.get(entry, "updated")),  # its own get() gives the published date instead,
        is_whole=is_whole,
        changed_at=max(
            filter(None, map(_instant, (entry.get("published_parsed"), entry.get("updated_parsed")))), default=None
        ),
    )


def _instant(parsed: object) -> datetime | None:
    """What feedparser makes of a time stamp, in UTC; ``None`` for a day alone, whose instant nobody knows."""
    try:
        return datetime(*parsed[:6]).replace(tzinfo=UTC) if isinstance(parsed, tuple) and any(parsed[3:6]) else None
    except ValueError:
        return None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    line = " ".join(bare_text(value).split()) if "<" in value else " ".join(value.split())
    return line[:1000] or None


def from_item(item: Item, feed: Feed, place: Place) -> Document:
    """A document out of an entry of a feed; its bytes are the entry's fields as JSON."""
    fields = {"key": item.key, "title": item.title, "url": item.url, "published": item.published,
              "updated": item.updated, "text": item.text}  # fmt: skip
    how = feed.language, feed.order
    claims = tuple(
        c
        for c in (
            claim("feed item published", item.published, "published", *how),
            # Atom asks for the day of an update, and not for the first: alone, it is the day of the item.
            claim("feed item updated", item.updated, "updated" if item.published else "unknown", *how),
        )
        if c is not None
    )
    text, warnings = repair_mojibake(item.text)
    return Document(
        doc_id=record_id(fields),
        source_uri=place.uri,
        record=place.record,
        media_type="text/plain",
        text=storable(text),
        raw=json.dumps(fields, ensure_ascii=True).encode(),
        title=item.title,
        byline=item.byline,
        outlet=feed.title,
        url=item.url,
        claims=claims,
        warnings=(*warnings, *warnings_about(claims, place.taken_in.last_day)),
        taken_in=place.taken_in,
    )


def from_xml(feed: Feed, raw: bytes, place: Place, warnings: tuple[tuple[str, str], ...]) -> Document:
    """A document out of XML that is no feed: its text, an element a line."""
    text, repaired = stored_text(feed.other_text)
    return Document(
        doc_id=digest(raw),
        source_uri=place.uri,
        record=place.record,
        media_type="application/xml",
        text=text,
        raw=raw,
        warnings=(*warnings, *repaired),
        taken_in=place.taken_in,
    )


def read_feed(source: Source, desk: Desk) -> Iterator[Answer | Linked | None]:
    """The entries of a feed; of XML that is none, all its text as one document.

    A feed that was fetched from the web leads to the pages of entries that it does not give whole, a sitemap to all.
    """
    raw = source.whole(desk.limits)
    here, charset = (source.fetched.url, source.fetched.charset) if source.fetched else (None, None)
    try:
        feed = desk.worker.run(desk.limits.page_seconds, parse_feed, raw, charset)
    except Failed as e:
        raise refusal(e) from e
    troubles = (*source.troubles(), *feed.warnings)
    place = Place(source.uri, source.record, desk.taken_in)
    if here and feed.entries:
        yield from _entries(feed, source, desk, here)
        return
    if feed.articles:
        yield from _articles(feed, source, desk, troubles)
        return
    if feed.entries:
        lists = "a sitemap of addresses without headlines; name its own address, and the pages are fetched"
        raise Refused("no_documents", lists)
    if feed.other_text and not feed.items:
        yield desk.new(from_xml(feed, raw, place, troubles))
        return
    silent = []
    for number, item in enumerate(feed.items, 1):
        if not item.text:
            silent.append(number)
            continue
        at = place._replace(record=source.place(f"item {number}"))
        found = built(partial(from_item, item, feed, at), at, raw)
        if isinstance(found, Quarantined):
            yield found
            continue
        found = replace(found, warnings=(*troubles, *found.warnings))
        page = page_address(item.text, item.url, here, is_whole=item.is_whole) if here else None
        yield desk.linked(Linked(page, found, changed_at=item.changed_at)) if page else desk.new(found)
    if len(silent) < len(feed.items):
        for number in silent:
            yield Quarantined(source.uri, source.place(f"item {number}"), "empty", "an item that says nothing")
    else:
        nothing = ("no_documents", "a feed without an item") if feed.is_feed else ("feed_empty", "no feed is in it")
        code, message = troubles[0] if feed.is_feed and troubles else nothing
        yield Quarantined(source.uri, source.record, code, message, raw)


# A summary has a sentence or two, an article more; one that breaks off goes on elsewhere, whatever the feed calls it.
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.)\W*$|\b(?:continue reading|read more|read the full)\b.{0,60}$", re.I)
_SUMMARY = 1_200  # characters: the longest that is taken for one
_WHOLE_SUMMARY = 300  # the longest that is taken for one although the feed calls it the content


def page_address(text: str, link: str | None, here: str, *, is_whole: bool) -> str | None:
    """The address of an entry's page, where that has to be read: the entry's ``text`` does not give all that it says.

    ``here`` is where the feed stands; ``is_whole``: the feed calls the text the content, and no summary.
    """
    page = _joined(here, link or "")
    longest = _WHOLE_SUMMARY if is_whole else _SUMMARY
    is_summary = len(text) < longest or _BREAKS_OFF.search(text[-100:]) is not None
    return page if is_summary and page.lower().startswith(("http://", "https://")) and page != here else None


def _joined(here: str, link: str) -> str:
    """A link's address; as it is written where it is none, and is told to be none by whoever asks for it."""
    try:
        return urljoin(here, link)
    except ValueError:
        return link


def _entries(feed: Feed, source: Source, desk: Desk, here: str) -> Iterator[Answer | Linked | None]:
    """What a sitemap leads to; of a news sitemap's page the headline and the day are known before it is read."""
    for number, entry in enumerate(feed.entries, 1):
        page = _joined(here, entry.address)
        changed = day_of(entry.changed) if entry.changed else None
        if not (told := entry.article):
            yield Linked(page, None, entry.is_list, changed)
            continue
        at = Place(source.uri, source.place(f"article {number}"), desk.taken_in)
        made = built(partial(_from_article, replace(told, url=page), feed.order, at), at, told.text.encode())
        yield made if isinstance(made, Quarantined) else desk.linked(Linked(page, made, updated=changed))


def _articles(feed: Feed, source: Source, desk: Desk, troubles: tuple[tuple[str, str], ...]) -> Iterator[Answer | None]:
    """The documents of XML that holds articles and is no feed."""
    for number, article in enumerate(feed.articles, 1):
        at = Place(source.uri, source.place(f"article {number}" if len(feed.articles) > 1 else ""), desk.taken_in)
        made = built(partial(_from_article, article, feed.order, at), at, article.text.encode())
        yield made if isinstance(made, Quarantined) else desk.new(replace(made, warnings=(*troubles, *made.warnings)))


def _from_article(article: XmlArticle, order: Order | None, place: Place) -> Document:
    fields = asdict(article)
    dates = (
        claim("xml published", article.published, "published", article.language, order),
        claim("xml updated", article.updated, "updated", article.language, order),
    )
    claims = tuple(c for c in dates if c is not None)
    text, repaired = stored_text(article.text)
    return Document(
        doc_id=record_id(fields),
        source_uri=place.uri,
        record=place.record,
        media_type="application/xml",
        text=text,
        raw=json.dumps(fields, ensure_ascii=True).encode(),
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        url=article.url,
        claims=claims,
        warnings=(*repaired, *warnings_about(claims, place.taken_in.last_day)),
        taken_in=place.taken_in,
    )


FEED = Format("feed", read_feed, suffixes=("xml", "rss", "atom", "rdf"))
