"""Clean: documents in, articles out. What is the story, what is not, and what the lines around it say of it.

>>> [article] = clean([Document("id", "a.txt", "", "text/plain", text)])
>>> [article.text[r.start:r.end] for r in article.regions if r.kind == "body"]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.clean.blocks import Block, blocks_of
from flows.clean.body import body_of
from flows.clean.cues import Cue, cues_of
from flows.clean.header import byline_in
from flows.clean.language import language_of
from flows.clean.origin import origin_of, outlet_of
from flows.clean.regions import kinds_of, regions_of
from flows.records import Article, Document, Region

__all__ = ["article_of", "clean"]


def clean(documents: Sequence[Document]) -> list[Article]:
    """Articles in the order of ``documents``: regions over the unaltered text, title, byline, language, origin.

    What the document was given (its page's metadata) counts before what its lines say.
    """
    return [_article(document) for document in documents]


def _article(document: Document) -> Article:
    blocks = blocks_of(document.text)
    if document.whole_text or not blocks:
        regions = (Region("body", 0, len(document.text)),) if blocks else ()
        language = document.language or language_of(document.text)
        given = document.title, document.byline, document.outlet, language, document.syndicated_from
        return Article(document, regions, *given)
    cues = cues_of(document.text, blocks)
    # Of a page its reader has kept the article alone; only the lines that say what they are are told apart there.
    is_chosen = document.media_type == "text/html"
    body = [True] * len(blocks) if is_chosen else body_of(document.text, blocks, cues)
    return article_of(document, blocks, body, cues)


def article_of(
    document: Document, blocks: Sequence[Block], body: Sequence[bool], cues: Sequence[Cue | None] | None = None
) -> Article:
    """The article of ``document`` when it is known which of its blocks (one or more) are body."""
    text = document.text
    cues = cues_of(text, blocks) if cues is None else cues
    kinds, title = kinds_of(text, blocks, cues, body, document.title)
    regions = regions_of(text, blocks, kinds)
    said = next((text[r.start : r.end] for r in regions if r.kind == "byline"), None)
    named = byline_in(said) if said else None
    story = " ".join(text[r.start : min(r.end, r.start + 2000)] for r in regions if r.kind == "body")
    return Article(
        document,
        tuple(regions),
        document.title or (None if title is None else " ".join(text[blocks[title].start : blocks[title].end].split())),
        document.byline or (named.group("names") if named else said and re.sub(r"[\W_]+$", "", said)),
        document.outlet or outlet_of(text, regions),
        document.language or language_of(story or text),
        document.syndicated_from or origin_of(text, regions),
    )
