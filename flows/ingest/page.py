"""An HTML page to its article: trafilatura in precision mode, and two plainer ways for what it cannot read."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import NamedTuple

from flows.errors import Refused
from flows.ingest.limits import Limits
from flows.ingest.not_an_article import redirects
from flows.ingest.page_claims import page_claims
from flows.ingest.page_data import embedded_article
from flows.ingest.source import Fetched
from flows.records import Claim
from flows.worker import Failed, Worker


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


class Pages(Worker):
    """A process for pages and feeds, with the parser's libraries loaded before its memory is bounded."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.page_memory_bytes, _load_parser)

    def expect(self, files: Sequence[Path | None]) -> None:
        """Told of the files that will be read, in their order; one that can read ahead begins to."""

    def turn_to(self, file: Path | Fetched | None) -> None:
        """Told that the next calls are about ``file``."""


def page_worker(limits: Limits) -> Pages:
    """The process for pages, in this machine."""
    return Pages(limits)


def _load_parser() -> None:
    import trafilatura  # noqa: F401


def refusal(failed: Failed) -> Refused:
    """What a page or feed that no answer came back for is turned down with."""
    code = {"crashed": "parser_died", "error": "parser_error"}.get(failed.code, failed.code)
    return Refused(code, failed.message)


def read_page(html: str, url: str | None, worker: Worker, limits: Limits) -> Page:
    """The article of a page and the dates that the page claims, read in ``worker``.

    Of a page that shows next to nothing, the article is looked for in the data of its scripts. Raises ``Refused``
    (``timeout``, ``memory_limit``, ``no_text``) where no way of reading it has an answer in time, and
    ``not_an_article:redirect_page`` for a page that only leads on to another.
    """
    worker.start()  # before the clock runs
    deadline = time.monotonic() + limits.page_seconds
    nothing: Refused | None = None
    try:
        page = _article(html, url, worker, limits, deadline)
    except Refused as e:
        if e.code != "no_text":
            raise
        page, nothing = Page("", url=url), e
    if _letters(page.text) < _THIN:
        page = _from_data(html, page, worker, deadline)
        if leads_on := redirects(html, page.text):
            raise Refused(*leads_on)
        if _letters(page.text) < _A_SPINNER and (nothing or _APPLICATION.search(html)):
            raise nothing or Refused("no_text", "a page without any text: its scripts would fetch it")
    try:
        claims = worker.run(deadline - time.monotonic(), page_claims, html, url or page.url)
    except Failed as e:
        return replace(page, warnings=(*page.warnings, ("claims_unread", f"its own dates were not read: {e.message}")))
    return replace(page, claims=(*page.claims, *claims))


_THIN = 400  # letters: a page that shows less may have its article elsewhere
_A_SPINNER = 25  # letters: "Loading …"
_APPLICATION = re.compile(r"""\bid\s?=\s?["']?(?:root|app|__next|__nuxt|___gatsby|q-app|svelte)\b""", re.IGNORECASE)
_MANY_TIMES = 2  # the letters of what a page shows are in its data, where the data is taken for the article


def _from_data(html: str, page: Page, worker: Worker, deadline: float) -> Page:
    """The article from the data of the page's scripts, where there is much more of it than the page shows."""
    if "<script" not in html.lower():
        return page
    try:
        found = worker.run(deadline - time.monotonic(), embedded_article, html, page.title or _title_of(html))
    except Failed:
        return page  # it is read as far as it shows anything
    if found is None:
        return page
    text = bare_text(found.text).replace("\n", "\n\n") if "<" in found.text else found.text
    if _letters(text) < _MANY_TIMES * _letters(page.text):
        return page
    return replace(
        page,
        text=text,
        title=page.title or found.title,
        byline=page.byline or found.byline,
        claims=found.claims,
        warnings=(("article_in_data", "the page shows no article; this is what the data of its scripts holds"),),
    )


def _title_of(html: str) -> str | None:
    found = re.search(r"<title\b[^>]{0,200}>([^<]{1,500})", html, re.IGNORECASE)
    return " ".join(unescape(found[1]).split()) if found else None


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _article(html: str, url: str | None, worker: Worker, limits: Limits, deadline: float) -> Page:
    """By trafilatura, or by resiliparse, or as bare text: the first that finds any."""
    trouble: Failed | None = None

    def tried(way: Callable[[str, str | None], Page], source: str) -> Page | None:
        nonlocal trouble
        try:
            page = worker.run((deadline - time.monotonic()) / 2, way, source, url)
        except Failed as e:
            trouble = e
            return None
        return page if page.text.strip() else None

    if page := tried(by_trafilatura, html):
        return page
    tags = tags_of(html)
    is_deep = tags.depth > limits.html_depth
    # What is left open nests for the parser, which gives up at its limit though the page is not deep at all.
    is_sloppy = not is_deep and len(tags.unclosed) > limits.html_depth
    if is_sloppy and (page := tried(by_trafilatura, tags.without_unclosed(html))):
        return page
    # Resiliparse walks into every element and takes minutes for some tens of thousands inside one another.
    page = None if is_deep else tried(by_resiliparse, html)
    page = page or Page(bare_text(html), url=url)
    if page.text.strip():
        return replace(page, warnings=(_why(trouble, tags.depth, is_deep),))
    raise refusal(trouble) if trouble else Refused("no_text", "a page without any text")


def _why(trouble: Failed | None, depth: int, is_deep: bool) -> tuple[str, str]:
    if is_deep:
        return "html_too_deep", f"elements inside one another, {depth:,} deep; read without the page's structure"
    if trouble is not None:
        return "html_fallback", f"read without the usual extractor: {trouble.message}"
    return "html_fallback", "the usual extractor found no article in it; this is all that was found"


def by_trafilatura(html: str, url: str | None) -> Page:
    """The article by trafilatura, precision before recall; no text where it finds none."""
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document as Article
    from trafilatura.utils import load_html

    if "<html" not in html[:2000].lower():
        html = f"<html><body>{html}</body></html>"  # a fragment; trafilatura wants a page
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


_MARKUP = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?|!--|[!?][^<>]*>?)")
_SILENT = frozenset(["script", "style", "template", "svg", "head", "nav", "footer", "form"])
_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup"]
)


def bare_text(html: str) -> str:
    """All text of a piece of HTML but scripts and navigation, a line a block.

    One pass that builds no tree and goes back nowhere: it is what is left for a page that breaks every parser.
    """
    parts: list[str] = []
    silent: str | None = None
    at = 0
    while found := _MARKUP.search(html, at):
        name = (found[2] or "").lower()
        if silent is None:
            parts.append(html[at : found.start()])
            if name not in _INLINE:
                parts.append("\n")
            if name in _SILENT and not found[1]:
                silent = name
        elif name == silent and found[1]:
            silent = None
        at = found.end()
        if found[0] == "<!--":
            end = html.find("-->", at)
            at = len(html) if end < 0 else end + 3  # a browser, too, takes all that follows for the comment
    if silent is None:
        parts.append(html[at:])
    lines = (" ".join(line.split()) for line in unescape("".join(parts)).split("\n"))
    return "\n".join(line for line in lines if line)


_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Up to the next "<" at most: on a page of nothing but "<a" a greedy search for ">" would take quadratic time.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")


class Tags(NamedTuple):
    """How a page's tags nest: the greatest depth of elements that are closed, and the start tags that never are."""

    depth: int
    unclosed: list[tuple[int, int]]

    def without_unclosed(self, html: str) -> str:
        """The page without the tags that are never closed. Sloppy and not deep: a browser ends most of them itself."""
        ends = [0, *(end for _, end in self.unclosed)]
        starts = [*(start for start, _ in self.unclosed), len(html)]
        return "".join(html[a:b] for a, b in zip(ends, starts, strict=True))


def tags_of(html: str) -> Tags:
    """Match start tags with end tags. Linear, whatever the page."""
    stack: list[tuple[str, int, int, int]] = []  # name, start, end, greatest depth of a closed child
    open_names: Counter[str] = Counter()
    unclosed: list[tuple[int, int]] = []
    deepest = 0
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if name in _VOID:
            continue
        if not found[1]:
            stack.append((name, *found.span(), 0))
            open_names[name] += 1
        elif open_names[name]:
            inside = 0
            while True:
                top, start, end, depth = stack.pop()
                open_names[top] -= 1
                inside = max(inside, depth)
                if top == name:
                    break
                unclosed.append((start, end))
            deepest = max(deepest, inside + 1)
            if stack:
                stack[-1] = (*stack[-1][:3], max(stack[-1][3], inside + 1))
    unclosed += [(start, end) for name, start, end, _ in stack]
    return Tags(deepest, sorted(unclosed))
