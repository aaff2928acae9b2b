"""A text as a dated article, and its events by their words: what the tests of this folder are written in."""

from datetime import date

from flows.events import extract
from flows.records import (
    Article,
    ArticleDate,
    DatedArticle,
    Document,
    Event,
    Interval,
    Models,
    Region,
    RegionKind,
    Timex,
)

DCT = date(2024, 5, 15)
THAT_DAY = Interval(DCT, DCT)
RULES = Models(reader="off")


def dated(
    text: str,
    *timexes: tuple[str, Interval],
    dct: Interval = THAT_DAY,
    language: str = "en",
    region: RegionKind = "body",
) -> DatedArticle:
    """``text``, all of it one region, written on ``dct``; each timex is given by its words and its days."""
    document = Document("d", "test", "", "text/plain", text, whole_text=True)
    article = Article(document, (Region(region, 0, len(text)),), language=language)
    found = []
    for words, days in timexes:
        start = text.index(words)
        granularity = "day" if days.is_day else "other"
        found.append(Timex(start, start + len(words), words, "DATE", "", None, days, granularity, "dct", "test"))
    claimed = ArticleDate(None, None, dct, "confirmed")
    return DatedArticle(article, claimed, tuple(sorted(found, key=lambda t: t.start)))


def events(text: str, *timexes: tuple[str, Interval], **options) -> dict[str, Event]:
    """The events of ``text`` by the word that stands for each."""
    (extracted,) = extract([dated(text, *timexes, **options)], models=RULES)
    return {event.text: event for event in extracted.events}
