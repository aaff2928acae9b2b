"""People's corrections laid over what is read: of its events, whenever their article is worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from flows.corrections import Correction, Named, Span, read_correction
from flows.records import Event, EventDate, Extracted, Participant


def correct_events(extracted: Extracted, by_span: Mapping[Span, str]) -> Extracted:
    """``extracted`` with people's corrections of its events; ``by_span`` maps (start, end) of a mention to a value."""
    if not by_span:
        return extracted
    said = {span: read_correction(value, of_event=True) for span, value in by_span.items()}
    text = extracted.dated.article.text
    kept = [
        _corrected(event, said.get((event.start, event.end), Correction()), text)
        for event in extracted.events
        if not said.get((event.start, event.end), Correction()).removed
    ]
    return replace(extracted, events=tuple(_retold(kept)))


def _corrected(event: Event, said: Correction, text: str) -> Event:
    if said == Correction():
        return event
    status, event_type = said.status or event.status, said.event_type or event.event_type
    sides = _sides(event, said, text)
    when = EventDate(said.interval, "within", said.granularity, "review") if said.interval else event.date
    corrected = replace(event, date=when, status=status, event_type=event_type, participants=sides)
    if event_type is None:
        return corrected
    corrected = replace(corrected, confidence=1.0)  # who corrects a part of it has seen that it is one
    if (status, event_type) == (event.status, event.event_type):
        return corrected
    from flows.events.frames.reported import counted_in

    mode = event.mode if event_type == event.event_type else None
    return replace(corrected, mode=mode, plover=counted_in(event_type, status))


def _sides(event: Event, said: Correction, text: str) -> tuple[Participant, ...]:
    sides: list[tuple[Literal["source", "target"], Sequence[Named] | None]] = [
        ("source", said.source), ("target", said.target)
    ]  # fmt: skip
    found: list[Participant] = []
    for role, side in sides:
        if side is None:
            found += (p for p in event.participants if p.role == role)
        else:
            found += (_participant(role, one, event, text) for one in side)
    return tuple(found)


def _participant(role: Literal["source", "target"], one: Named, event: Event, text: str) -> Participant:
    """A participant that a person names: at its name where the text has it, or else at the event's own words.

    Country and sector are those that the tables know of the name, where the person does not tell them.
    """
    from flows.events import actors
    from flows.events.who.identity import actor_id

    known = actors.actor_names().get(tuple(actors.words_of(one.name)))
    country = one.country or (known.country if known else None)
    sector = one.sector or (known.sector if known else None)
    start, end = _nearest(one.name, event, text)
    return Participant(role, text[start:end], start, end, one.name, country, sector, actor_id(one.name, country))


def _nearest(name: str, event: Event, text: str) -> Span:
    words = r"\s+".join(map(re.escape, name.split()))
    pattern = rf"(?<!\w){words}(?!\w)"
    found = [match.span() for match in re.finditer(pattern, text)]
    return min(found, key=lambda span: abs(span[0] - event.start), default=(event.start, event.end))


def _retold(events: Sequence[Event]) -> list[Event]:
    """Where the first mention of an event was struck out, the next one that retold it is its first."""
    there = {event.start for event in events}
    heirs: dict[int, int] = {}
    result = []
    for event in events:
        if event.retells is None or event.retells in there:
            result.append(event)
        else:
            heir = heirs.setdefault(event.retells, event.start)
            result.append(replace(event, retells=None if heir == event.start else heir))
    return result
