"""An HTML page to its article: trafilatura in precision mode, and two plainer ways for what it cannot bear."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from flows.ingest.limits import Limits
from flows.ingest.refusal import Refused
from flows.ingest.worker import Failed, Worker
from flows.records import Claim


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its article's text, and its metadata as the page has it."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    claims: tuple[Claim, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


def read_page(html: str, url: str | None, worker: Worker, limits: Limits) -> Page:
    """The article of a page, read in ``worker``: by trafilatura, or by resiliparse, or as its bare text.

    Raises ``Refused`` (``timeout``, ``memory_limit``, ``no_text``) where none of them has an answer in time.
    """
    deadline = time.monotonic() + limits.page_seconds
    ways: tuple[tuple[float, Callable[[str, str | None], Page]], ...] = (
        (0.6, by_trafilatura),
        (0.5, by_resiliparse),
        (1.0, as_bare_text),
    )
    trouble: Failed | None = None
    for share, way in ways:
        if way is by_resiliparse and trouble is None and closed_depth(html) > limits.html_depth:
            continue  # it walks into every element, and on some tens of thousands of them takes minutes
        try:
            page = worker.run((deadline - time.monotonic()) * share, way, html, url)
        except Failed as e:
            trouble = e
            continue
        if page.text.strip():
            return (
                page if way is by_trafilatura else replace(page, warnings=(*page.warnings, _why(trouble, html, limits)))
            )
    if trouble is not None:
        raise Refused(trouble.code, trouble.message)
    raise Refused("no_text", "a page without any text")


def _why(trouble: Failed | None, html: str, limits: Limits) -> tuple[str, str]:
    if (depth := closed_depth(html)) > limits.html_depth:
        return "html_too_deep", f"elements inside one another, {depth:,} deep; read without the page's structure"
    if trouble is not None:
        return "html_fallback", f"read without the usual extractor: {trouble.message}"
    return "html_fallback", "the usual extractor found no article in it"


def by_trafilatura(html: str, url: str | None) -> Page:
    """The article by trafilatura, precision before recall; no text where it finds none."""
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document as Article
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is None:
        return Page("")
    # The day is not asked for here: `page_claims` reads every date that the page claims, and who claims it.
    meta = extract_metadata(tree, default_url=url, date_config={"extensive_search": False}, extensive=False)
    found = bare_extraction(html, url=url, favor_precision=True, include_comments=False)
    return Page(
        text=found.text or "" if isinstance(found, Article) else "",
        title=meta.title or None,
        byline=meta.author or None,
        outlet=meta.sitename or None,
        url=meta.url or None,
    )


def by_resiliparse(html: str, url: str | None) -> Page:
    """The main content by resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(html)
    return Page(
        extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False), tree.title or None, url=url
    )


def as_bare_text(html: str, url: str | None) -> Page:
    """All text of a page but scripts and styles, a line a block. Never builds a tree, so no nesting harms it."""
    reader = _TextOnly()
    reader.feed(html)
    reader.close()
    return Page(
        "\n".join(filter(None, (" ".join(line.split()) for line in "".join(reader.parts).split("\n")))), url=url
    )


class _TextOnly(HTMLParser):
    SILENT = frozenset(["script", "style", "noscript", "template", "svg", "head", "nav", "footer", "form"])
    INLINE = frozenset(
        ["a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup"]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT and self.silent is None:
            self.silent = tag
        elif tag not in self.INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = None
        elif tag not in self.INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self.silent is None:
            self.parts.append(data)


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


def closed_depth(html: str) -> int:
    """How deep elements stand inside one another, counting only those that are closed again. Linear.

    Tags that are never closed are sloppy, not deep: a browser ends most of them where their parent ends.
    """
    stack: list[list[object]] = []  # [name, greatest depth of a closed child]
    open_names: dict[str, int] = {}
    deepest = 0
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if not found[1]:
            stack.append([name, 0])
            open_names[name] = open_names.get(name, 0) + 1
        elif open_names.get(name):
            height = 0
            while True:
                top, inside = stack.pop()
                open_names[str(top)] -= 1
                height = max(height, int(str(inside)))
                if top == name:
                    break
            height += 1
            deepest = max(deepest, height)
            if stack:
                stack[-1][1] = max(int(str(stack[-1][1])), height)
    return deepest
