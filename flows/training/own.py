"""Our own articles as the project reads them: every event that it finds beside the annotated ones that it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flows.clean import clean
from flows.dates import resolve
from flows.events import tellers
from flows.events.once import Teller
from flows.records import MODELS, Claim, Document, Event, Models
from flows.training import corpus

_BATCH = 64


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An annotated article; ``answers[n]`` are the ids of the annotated events that ``tellers[n]`` tells of."""

    record: dict[str, Any]
    tellers: list[Teller]
    answers: list[frozenset[int]]


def read_own(records: Sequence[dict[str, Any]], models: Models = MODELS) -> Iterator[ReadArticle]:
    """Each article read with its true date given."""
    for at in range(0, len(records), _BATCH):
        batch = records[at : at + _BATCH]
        dated = resolve(clean([_published(record) for record in batch]), trust_claims=True)
        for record, (_, told) in zip(batch, tellers(dated, models), strict=True):
            gold = corpus.golds(record)
            yield ReadArticle(record, told, [_answered(teller.event, gold, record) for teller in told])


def _published(record: dict[str, Any]) -> Document:
    day = date.fromisoformat(record["date"])
    return replace(corpus.annotated_document(record), claims=(Claim("annotation", record["date"], day, "published"),))


def _answered(event: Event, gold: Sequence[corpus.Gold], record: dict[str, Any]) -> frozenset[int]:
    """The annotated events whose word this is; else those of its class in whose clause it stands."""
    named = frozenset(g.event["id"] for g in gold if event.start < g.end and g.start < event.end)
    if named:
        return named
    return frozenset(
        annotated["id"]
        for annotated in record["events"]
        if event.event_type in annotated["types"]
        for mention in annotated["mentions"]
        if 0 <= event.start - record["text"].index(mention["quote"]) < len(mention["quote"])
    )
