"""Pages that hold several articles: exports of databases, and stories that were appended below a page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from flows.calendar import written
from flows.ingest.page import bare_text
from flows.ingest.readers.databases import Exported, exported_articles

_MAY_HOLD_SEVERAL = re.compile(
    r"DocPublicationName|\d (?:of|de|von) \d{1,5} DO[CK]|End of Document|Do[ck]umento? [A-Z][A-Z0-9]{3,11}[12]\d{7}"
    r"|Full text:",
    re.I,
)
_ARTICLE = re.compile(r"<article\b", re.I)
_LEAST_LETTERS, _LEAST_PARAGRAPHS = 300, 2  # of a story in full: a teaser has less


@dataclass(frozen=True, slots=True)
class Appended:
    """A story on a page that holds several: a page of its own."""

    html: str


def several_on(html: str) -> list[Exported] | list[Appended]:
    """The articles of a page that holds several, in their order; none where it holds one at most."""
    if _MAY_HOLD_SEVERAL.search(html):
        if "DocPublicationName" in html and (found := list(_europresse(html))):
            return found
        if exported := exported_articles(bare_text(html)):
            return exported
    return _appended(html) if len(_ARTICLE.findall(html, 0, 3_000_000)) > 1 else []


_EUROPRESSE_TEXT = ("DocText", "docOcurrContainer")  # what its exports have called it in turn


def _europresse(html: str) -> Iterator[Exported]:
    """Europresse and Eureka: an ``<article>`` each, whose parts are named by their classes."""
    for node in _tree(html).iter("article"):
        header = _of_class(node, "DocHeader")
        text = next(filter(None, (_of_class(node, name) for name in _EUROPRESSE_TEXT)), "")
        if not text:
            continue
        days = [one for one in written.find_written(header) if one.granularity == "day"]
        paragraphs = bare_text(text)
        yield Exported(
            0, 0, "Europresse", paragraphs.replace("\n", "\n\n"),
            _line(_of_class(node, "titreArticle")), None, _line(_of_class(node, "DocPublicationName")),
            header[days[0].start : days[0].end] if days else None,
        )  # fmt: skip


def _of_class(node: Any, name: str) -> str:
    """The markup of the first element of a class that holds a text; of another one, its words."""
    from lxml.html import tostring

    found = node.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    if not found:
        return ""
    return str(tostring(found[0], encoding="unicode")) if name in _EUROPRESSE_TEXT else " ".join(found[0].itertext())


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _appended(html: str) -> list[Appended]:
    """The stories that stand on a page in full, each with a headline and a date of its own."""
    from lxml.html import tostring

    tree = _tree(html)
    stories = [node for node in tree.iter("article") if _is_story(node)]
    if len(stories) < 2:
        return []
    pages = [
        f"<html><head><title>{escape(_headline(node))}</title></head><body>{tostring(node, encoding='unicode')}"
        "</body></html>"
        for node in stories[1:]
    ]
    for node in stories[1:]:
        node.drop_tree()
    return [Appended(str(tostring(tree, encoding="unicode"))), *map(Appended, pages)]


def _is_story(node: Any) -> bool:
    if any(True for _ in node.iterancestors("article")) or any(True for _ in node.iterdescendants("article")):
        return False
    paragraphs = [p for p in node.iter("p") if len(" ".join(p.itertext())) > 60]
    letters = sum(len(" ".join(p.itertext())) for p in paragraphs)
    dated = node.xpath(".//time[@datetime]|.//*[contains(@itemprop, 'datePublished')]|.//*[contains(@class, 'date')]")
    full = len(paragraphs) >= _LEAST_PARAGRAPHS and letters >= _LEAST_LETTERS
    return bool(full and dated and _headline(node))


def _headline(node: Any) -> str:
    found = next(iter(node.xpath(".//h1|.//h2")), None)
    return " ".join(" ".join(found.itertext()).split()) if found is not None else ""


def _tree(html: str) -> Any:
    from lxml.html import HTMLParser, document_fromstring

    return document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
