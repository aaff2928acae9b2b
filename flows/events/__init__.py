"""The last stage of reading: who did what to whom, where, when, and whether it happened at all.

`extract` puts the parts together:

parse/       sentences as the model reads them
actors.py    whom a phrase names, by the tables of countries, bodies and ranks
mentions.py  the events in a sentence; status.py whether they took place
when/        the day or days of each
frames/      what PLOVER makes of a word; who/ who did it to whom
coding.py    type, mode, code, participants and place of a mention
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.events import mentions
from flows.events.coding import Coder
from flows.events.parse import sentences
from flows.events.parse.sentences import DEFAULT_MODEL, READ, Passage
from flows.events.when import dating, repeats
from flows.events.when.clauses import with_tenses
from flows.records import DatedArticle, Event, EventDate, Extracted, Interval

_UNDATED = EventDate(Interval(), "within", "unknown", "none")


def extract(
    dated: Sequence[DatedArticle],
    *,
    model: str = DEFAULT_MODEL,
    given: Mapping[str, Sequence[tuple[int, int]]] = {},
) -> list[Extracted]:
    """The events of each article, in the same order.

    ``given`` maps a ``doc_id`` to spans of its text: these mentions are typed and dated instead of any that we find.
    Articles in a language other than English have no events: the model reads English.
    """
    version = sentences.model_version(model)
    found = []
    for index, passages in sentences.read([d.article for d in dated], model=model):
        article = with_tenses(dated[index], passages)
        spans = given.get(article.article.document.doc_id)
        events = _given(article, passages, spans) if spans is not None else _found(article, passages)
        found.append(Extracted(article, tuple(events), version))
    return found


def _found(dated: DatedArticle, passages: list[Passage]) -> list[Event]:
    """An event for every mention that TimeML would mark or PLOVER has a type for."""
    coder = Coder(passages)
    marked = mentions.find(passages)
    seen = {m.start for m in marked}
    typed = [
        mentions.mention(p.doc[i], p) for p in passages for i in coder.triggers(p) if p.start + p.doc[i].idx not in seen
    ]
    return _events(dated, sorted((*marked, *typed), key=lambda m: m.start), coder)


def _given(dated: DatedArticle, passages: list[Passage], spans: Sequence[tuple[int, int]]) -> list[Event]:
    """An event for each given span, also where the text around it was not read."""
    marked = mentions.at(passages, spans)
    events = iter(_events(dated, sorted((m for m in marked if m is not None), key=lambda m: m.start), Coder(passages)))
    by_start = {event.start: event for event in events}
    text = dated.article.text
    out = []
    for (start, end), mention in zip(spans, marked, strict=True):
        event = by_start.get(mention.start) if mention is not None else None
        if event is None:
            event = Event(start, end, text[start:end], text[start:end].lower(), None, None, "reported", None, _UNDATED)
        out.append(event)
    return out


def _events(dated: DatedArticle, marked: Sequence[mentions.Mention], coder: Coder) -> list[Event]:
    text = dated.article.text
    dates = dating.date_events(marked, dated.timexes, dated.date.interval)
    events = []
    for mention, when in repeats.share(marked, dates):
        token, end = mention.token, mention.start + len(mention.token)
        coding = coder.code(token, mention.passage, mention.status)
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
                confidence=coding.confidence * READ[mention.passage.region],
                cue=mention.standing.cue,
                speaker=mention.standing.speaker,
            )
        )
    return events
