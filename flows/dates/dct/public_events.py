"""Public events with a name of their own: "Hurricane Irma" is written of from 31 August 2017 on, and mostly that year.

The table is `seeds/reference/public_events.csv`: elections, summits and games that were scheduled, storms and attacks
that were not. Before a name is known nobody writes it; while the event lasts everybody does; then ever fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flows.dates.dct import gazetteer
from flows.dates.dct.gazetteer import fold
from flows.dates.dct.lags import shift
from flows.dates.dct.reading import Reading
from flows.dates.dct.timeline import Step, Testimony
from flows.records import Evidence, Interval

_UNKNOWN_YET, _TO_COME = -4.0, -1.0  # nats: before the name exists; known, but not yet under way
_AFTERWARDS = ((1, 365, -0.5), (366, 1460, -1.3), (1461, 40_000, -1.8))  # days since the end, until, nats
_SHARE, _MOST = 2.0, 8


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event and its days; ``known_from`` is when its name first existed."""

    phrase: str
    known_from: date
    days: Interval


def testimony(reading: Reading) -> list[Testimony]:
    """What the events named in the body allow, one testimony an event."""
    first: dict[PublicEvent, tuple[int, int]] = {}
    for start, end in reading.body_spans:
        for name_start, name_end, event in named(reading.text[start:end]):
            first.setdefault(event, (start + name_start, start + name_end))
    share = _SHARE / max(1.0, len(first) / 2) ** 0.5
    out = []
    for event, (start, end) in list(first.items())[:_MOST]:
        assert event.days.lo is not None
        assert event.days.hi is not None
        steps: list[Step] = [
            (None, event.known_from - timedelta(1), _UNKNOWN_YET * share),
            (event.known_from, event.days.lo - timedelta(1), _TO_COME * share),
        ]
        if event.known_from >= event.days.lo:
            steps.pop()
        for after, until, nats in _AFTERWARDS:
            steps.append((shift(event.days.hi, after), shift(event.days.hi, until), nats * share))
        weight = round(min(0.6 * share, 1.0), 2)
        evidence = Evidence(
            "public event", Interval(event.known_from, None), weight, reading.article.text[start:end],
            start, end, f"in the news from {event.days.lo} to {event.days.hi}",
        )  # fmt: skip
        out.append(Testimony(evidence, tuple(steps)))
    return out


def named(text: str) -> list[tuple[int, int, PublicEvent]]:
    """The events named in ``text``: start, end, event; the longest name where two overlap."""
    found = [n for n in gazetteer.names(gazetteer.fold(text)) if n.kind == "public event"]
    return [(n.start, n.end, n.entry) for n in gazetteer.longest(found)]


def entries() -> Iterator[tuple[str, str, PublicEvent]]:
    """What the gazetteer is to look for: every name of every event."""
    for row in gazetteer.table("public_events.csv"):
        known, lo, hi = (date.fromisoformat(row[k]) for k in ("known_from", "date_from", "date_to"))
        for phrase in row["phrase"].split("|"):
            yield fold(phrase), "public event", PublicEvent(fold(phrase), known, Interval(lo, hi))
