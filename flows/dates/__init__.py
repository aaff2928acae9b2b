"""Dates: articles in, dated articles out. The article's own date is solved, its expressions are anchored to it.

timex/    date expressions in a text: `recognise` reads them, `anchor_expressions` anchors them
dct/      the article's own date, an unknown that witnesses allow to solve
eras.py   named times of history, which date events beside the expressions
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.clean.analysis import analysis_text
from flows.dates import timex
from flows.dates.dct import Reading, date_of, reading_of
from flows.records import Article, DatedArticle, Evidence, Interval, RegionKind, Timex

__all__ = ["anchored_anew", "resolve"]

_NOBODY: Mapping[str, Sequence[Evidence]] = {}
# Of these the expressions belong to the story and are anchored to its date; a teaser's belong to another article.
_OF_THE_STORY: frozenset[RegionKind] = frozenset({"title", "body", "caption", "pull_quote", "dateline"})


def resolve(
    articles: Sequence[Article],
    *,
    trust_claims: bool = False,
    from_others: Mapping[str, Sequence[Evidence]] = _NOBODY,
) -> list[DatedArticle]:
    """The articles in order, each with its date solved and its expressions resolved against that date.

    ``from_others`` holds, by ``doc_id``, bounds inherited from other documents. A claim whose source is "review" always
    wins. ``trust_claims`` takes the claimed day as the date without doubting it. No article is of a later day than its
    document was taken in, and no clock is read: the same arguments give the same answer on any day. Raises on no text.
    """
    return [_dated(a, trust_claims, from_others.get(a.document.doc_id, ())) for a in articles]


def _dated(article: Article, trust_claims: bool, inherited: Sequence[Evidence]) -> DatedArticle:
    text = analysis_text(article)
    expressions = timex.recognise(text, article.language)
    reading = reading_of(article, text, expressions)
    solved = date_of(reading, trust_claims=trust_claims, inherited=inherited)
    return DatedArticle(article, solved, _anchored(reading, solved.writing))


def anchored_anew(dated: DatedArticle) -> DatedArticle:
    """The article, its expressions resolved against days of writing that are fewer than they were resolved against."""
    text = analysis_text(dated.article)
    reading = reading_of(dated.article, text, timex.recognise(text, dated.article.language))
    return replace(dated, timexes=_anchored(reading, dated.date.writing))


def _anchored(reading: Reading, dct: Interval) -> tuple[Timex, ...]:
    """The story's expressions resolved against its date; those of the page's furniture against nothing."""
    kinds = {e.start: reading.region_at(e.start) for e in reading.expressions}
    story = timex.anchor_expressions(reading.expressions, dct, reading.text)
    if all(kind in _OF_THE_STORY for kind in kinds.values()):
        alone = story
    else:
        alone = timex.anchor_expressions(reading.expressions, Interval(), reading.text)
    chosen = []
    for at_home, astray in zip(story, alone, strict=True):
        kind = kinds[at_home.start]
        timex_here = at_home if kind in _OF_THE_STORY else astray
        as_written = reading.article.text[timex_here.start : timex_here.end]  # not as unwrapped for the grammar
        chosen.append(replace(timex_here, region=kind, text=as_written))
    return tuple(chosen)
