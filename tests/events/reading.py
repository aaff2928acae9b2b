"""A text as a dated article, and its events by their words: what the tests of this folder are written in."""

from datetime import date

from flows.dates.timex import tag
from flows.events import extract
from flows.events.reader.readings import CLASSES, RELATIONS, STATUSES, Judgement, Pointer
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


def read(text: str, models: Models = RULES) -> dict[str, Event]:
    """The events of ``text`` by their words, the first of each word, with the date expressions that stand in it."""
    document = Document("d", "test", "", "text/plain", text, whole_text=True)
    article = Article(document, (Region("body", 0, len(text)),), language="en")
    claimed = ArticleDate(None, None, THAT_DAY, "confirmed")
    (extracted,) = extract([DatedArticle(article, claimed, tuple(tag(text, THAT_DAY)))], models=models)
    return {event.text: event for event in reversed(extracted.events)}


NOWHERE = Pointer(1.0, ())


def read_as(when: Pointer = NOWHERE, relation: str = "near", sure: float = 0.9) -> Judgement:
    """What a reader may make of a mention: surely on record, dated by ``when``, lying so to the article's day."""
    relations = tuple(sure if how == relation else (1 - sure) / 3 for how in RELATIONS)
    even = [1 / len(CLASSES)] * len(CLASSES)
    return Judgement(0.9, tuple(even), (1.0, *[0.0] * (len(STATUSES) - 1)), NOWHERE, NOWHERE, when, relations)


def days(lo: str | None, hi: str | None) -> Interval:
    """The days from one to another, of the year of `DCT` where they say none ("05-13"); ``None`` is open."""
    first, last = (date.fromisoformat(at if len(at) > 5 else f"{DCT.year}-{at}") if at else None for at in (lo, hi))
    return Interval(first, last)
