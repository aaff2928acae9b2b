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
from flows.clean.regions import kinds_of, regions_of
from flows.records import Article, Document, Region

__all__ = ["article_of", "clean"]

_SOURCE = re.compile(
    r"(?:originally (?:appeared|published)|first (?:appeared|published)|re(?:printed|published|posted)|appeared)\s+"
    r"(?:at|on|in|by|from|with permission from)\s+(?:the\s)?"
    r"([^,.\n][^,\n]{1,60}?)(?:\.\s|\.$|,| and | under | with |$)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:by\s)?(?:(?:19|20)\d\d\s?(?:[-–]\s?(?:19|20)\d\d)?,?\s*)(?:by\s)?"
    r"(?P<owner>[^\W\d_][^.|,;©\n]{1,50}?)\s*(?:[.|,;]|all rights|alle rechte|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?:[^\W\d_]{2,12})\s?[:：]\s*(?P<name>\S[^\n]{0,200})", re.DOTALL)


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
        document.outlet or _outlet(text, regions),
        document.language or language_of(story or text),
        document.syndicated_from or _origin(text, regions),
    )


def _outlet(text: str, regions: Sequence[Region]) -> str | None:
    """Whom the copyright line names, where its wording leaves no doubt."""
    for region in regions:
        if region.kind == "copyright":
            line = text[region.start : region.end].split("\n", 1)[0][:200]
            if found := _RIGHTS.match(line):
                return found.group("owner").strip(" .,|-–")
    return None


def _origin(text: str, regions: Sequence[Region]) -> str | None:
    """Whom the credit lines name as the source of the story."""
    for region in regions:
        if region.kind == "credit":
            said = " ".join(text[region.start : region.end].split())
            if found := _SOURCE.search(said):
                return found.group(1).strip()
            if found := _LABEL.match(said):
                return found.group("name").strip()
    return None
