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
from flows.records import MODELS, Claim, Document, Event, Interval, Models
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
        dated = resolve(clean([published(record) for record in batch]), trust_claims=True)
        for record, (_, told) in zip(batch, tellers(dated, models), strict=True):
            gold = corpus.golds(record)
            yield ReadArticle(record, told, [_answered(teller.event, gold, record) for teller in told])


def is_dated_right(gold: dict[str, Any], found: Interval) -> bool:
    """Whether an interval is the annotated one, as the guide of the articles judges it.

    Each end within a day or 15 % of the annotated width; any day of it for what is told as vaguely recent.
    """
    want = Interval(*(date.fromisoformat(gold[end]) if gold[end] else None for end in ("from", "to")))
    if gold["vague"]:
        return want.overlaps(found)
    slack = max(1, round(0.15 * (want.days - 1))) if want.days is not None else 1
    return all(
        ours == theirs or (ours is not None and theirs is not None and abs((ours - theirs).days) <= slack)
        for ours, theirs in ((found.lo, want.lo), (found.hi, want.hi))
    )


def published(record: dict[str, Any]) -> Document:
    """An annotated article as it comes in, with its true date given."""
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
