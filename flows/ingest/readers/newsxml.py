"""Articles in XML that is no feed: Factiva's and other databases' sets, NewsML-G2, NITF, and the news sitemaps.

Elements are known by their local names, as the standards give them; whatever else stands around them is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_ARTICLE = frozenset({"article", "newsitem", "nitf", "doc", "document", "story"})
_TITLE = ("headline", "hl1", "title")
_BYLINE = ("byline", "by", "author")
_OUTLET = ("sourcename", "publicationname", "source", "publisher")
_BODY = (
    "leadparagraph", "tailparagraphs", "body.content", "inlinexml", "inlinedata", "articlebody", "fulltext", "body",
    "text", "content",
)  # fmt: skip
_PUBLISHED = ("publicationdate", "pubdate", "contentcreated", "firstcreated", "date.issue", "published", "date")
_UPDATED = ("versioncreated", "thisrevisioncreated", "contentmodified", "modificationdate", "updated")
_BLOCKS = frozenset({"p", "paragraph", "para", "br", "block", "div", "h1", "h2", "hl1", "hl2", "li", "tr", "td"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FEWEST = 40  # letters of an article


@dataclass(frozen=True, slots=True)
class XmlArticle:
    """One article of an XML document; its dates are as they were written."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None  # as ``xml:lang`` states it


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """What a sitemap leads to: a page, with what a news sitemap says of it, or another sitemap.

    ``changed`` is as it was written.
    """

    address: str
    is_list: bool
    changed: str | None
    article: XmlArticle | None = None


def xml_articles(xml: str) -> tuple[XmlArticle, ...]:
    """The articles in ``xml``, whose entities were looked at before; none where it holds none that is known as such."""
    try:
        root = ET.fromstring(xml)
    except (ET.ParseError, ValueError):
        return ()
    return tuple(found for node in _outermost(root) if (found := _article(node)))


def _outermost(root: ET.Element) -> Iterator[ET.Element]:
    if _name(root) in _ARTICLE:
        yield root
        return
    for child in root:
        yield from _outermost(child)


def _article(node: ET.Element) -> XmlArticle | None:
    body = "\n\n".join(filter(None, (_paragraphs(part) for part in _all(node, _BODY))))
    if sum(map(str.isalnum, body)) < _FEWEST:
        return None
    own = [one for one in node.iter() if one is not node]
    return XmlArticle(
        body,
        _first(own, _TITLE),
        _first(own, _BYLINE),
        _first(own, _OUTLET),
        _first(own, _PUBLISHED),
        _first(own, _UPDATED),
        language=node.get(_LANG),
    )


def _all(node: ET.Element, names: Sequence[str]) -> list[ET.Element]:
    """The elements that hold the text: those of the first name that is there, of a lead and its tail both."""
    for name in names:
        found = [one for one in node.iter() if _name(one) == name and one is not node]
        if found and name == "leadparagraph":
            return found + [one for one in node.iter() if _name(one) == "tailparagraphs"]
        if found:
            return found[:1]
    return []


def _first(nodes: Sequence[ET.Element], names: Sequence[str]) -> str | None:
    for name in names:
        for node in nodes:
            if _name(node) == name and (value := " ".join("".join(node.itertext()).split()) or node.get("norm")):
                return value[:1000]
    return None


def _paragraphs(node: ET.Element) -> str:
    pieces: list[str] = []

    def walk(one: ET.Element) -> None:
        if _name(one) == "head":
            return
        pieces.append("\n\n" if _name(one) in _BLOCKS else "")
        pieces.append(" ".join((one.text or "").split()) and (one.text or "").replace("\n", " "))
        for child in one:
            walk(child)
            pieces.append((child.tail or "").replace("\n", " "))
        pieces.append("\n\n" if _name(one) in _BLOCKS else "")

    walk(node)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n\n"))
    return "\n\n".join(line for line in lines if line)


def _listed(nodes: Sequence[ET.Element]) -> XmlArticle | None:
    """The story that an entry of a news sitemap tells of: its headline, as a feed's item without a text is."""
    title = _first(nodes, ("title",))
    published = _first(nodes, ("publication_date", "lastmod"))
    named = (_first(nodes, ("name",)), published, None, _first(nodes, ("loc",)))
    return XmlArticle(title, title, None, *named) if title else None


_SITEMAP = re.compile(r"<(?:[\w-]+:)?(?:urlset|sitemapindex)\b")


def sitemap_entries(xml: str) -> tuple[SitemapEntry, ...]:
    """What a sitemap or an index of sitemaps leads to, in its order; nothing for other XML."""
    if not _SITEMAP.search(xml[:4096]):
        return ()
    try:
        root = ET.fromstring(xml)
    except (ET.ParseError, ValueError):
        return ()
    is_sitemap = _name(root) in ("urlset", "sitemapindex")
    return tuple(found for entry in root if (found := _entry(entry))) if is_sitemap else ()


def _entry(entry: ET.Element) -> SitemapEntry | None:
    nodes = list(entry.iter())
    address = _first(nodes, ("loc",))
    is_list = _name(entry) == "sitemap"
    article = None if is_list else _listed(nodes)
    return SitemapEntry(address, is_list, _first(nodes, ("lastmod",)), article) if address else None


def _name(node: ET.Element) -> str:
    return str(node.tag).rpartition("}")[2].lower()
