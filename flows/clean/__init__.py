"""Clean: documents in, articles out. What is the story, what is not, and what the lines around it say of it.

>>> [article] = clean([Document("id", "a.txt", "", "text/plain", text)])
>>> [article.text[r.start:r.end] for r in article.regions if r.kind == "body"]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.clean.body import body_of
from flows.clean.header import byline_in
from flows.clean.language import language_of
from flows.clean.layout import PageText
from flows.clean.origin import origin_of, outlet_of
from flows.clean.regions import kinds_of, regions_of
from flows.records import Article, Document, Region

__all__ = ["article_of", "clean"]


def clean(documents: Sequence[Document]) -> list[Article]:
    """Articles in the order of ``documents``: regions over the unaltered text, title, byline, language, origin.

    What the document was given (its page's metadata) counts before what its lines say.
    """
    pages = [None if document.whole_text else PageText.of(document.text) for document in documents]
    # The reader of a page kept nothing but its article, so only lines that name what they are are set apart.
    mixed = [page for document, page in zip(documents, pages, strict=True) if page and not _is_chosen(document)]
    bodies = iter(body_of(mixed))
    articles = []
    for document, page in zip(documents, pages, strict=True):
        if page is None:
            articles.append(_whole(document))
        elif _is_chosen(document):
            articles.append(article_of(document, page, [True] * len(page.blocks)))
        else:
            articles.append(article_of(document, page, next(bodies)))
    return articles


def _is_chosen(document: Document) -> bool:
    return document.media_type == "text/html"


def _whole(document: Document) -> Article:
    """The article of a document that is body from end to end, or blank."""
    regions = (Region("body", 0, len(document.text)),) if document.text.strip() else ()
    language = document.language or language_of(document.text)
    return Article(
        document, regions, document.title, document.byline, document.outlet, language, document.syndicated_from
    )


def article_of(document: Document, page: PageText, body: Sequence[bool]) -> Article:
    """The article of ``document`` when it is known which blocks of its page are body."""
    text = document.text
    kinds, title = kinds_of(page, body, document.title)
    regions = regions_of(page, kinds)
    said = next((text[r.start : r.end] for r in regions if r.kind == "byline"), None)
    named = byline_in(said) if said else None
    headline = None if title is None else " ".join(text[page.blocks[title].start : page.blocks[title].end].split())
    story = " ".join(text[r.start : min(r.end, r.start + 2000)] for r in regions if r.kind == "body")
    return Article(
        document,
        tuple(regions),
        document.title or headline,
        document.byline or (named.group("names") if named else said and re.sub(r"[\W_]+$", "", said)),
        document.outlet or outlet_of(text, regions),
        document.language or language_of(story or text),
        document.syndicated_from or origin_of(text, regions),
    )
