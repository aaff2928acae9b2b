"""clean → dates → events, once: what a run, a re-working and ``dateline annotate`` all do with documents.

Which process runs a stage is the caller's business: ``Apply`` maps one over batches, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flows import stages
from flows.records import MODELS, Article, DatedArticle, Document, Evidence, Extracted, Models, Quarantined
from flows.stages import Outcome, Stage

Apply = Callable[[Stage, Callable[[Any], Outcome[Any]], Sequence[Sequence[Any]]], list[Outcome[Any]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """How to read. ``until`` names the last stage; the mappings are keyed by ``doc_id``.

    ``trust_claims``: a claimed date is the article's own. ``from_others``: what other documents, and people, say of a
    document's date. ``given``: date these spans instead of finding mentions.
    """

    until: Stage = "events"
    models: Models = MODELS
    trust_claims: bool = False
    from_others: Mapping[str, Sequence[Evidence]] | None = None
    given: Mapping[str, Sequence[tuple[int, int]]] | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a batch, stage by stage as far as was asked, and every document that a stage failed on."""

    articles: list[Article]
    dated: list[DatedArticle]
    extracted: list[Extracted]
    failures: list[Quarantined]


def read_batches(batches: Sequence[Sequence[Document]], apply: Apply, asked: Asked | None = None) -> list[Read]:
    """Each batch read as far as ``asked``; a document on which a stage fails goes no further and is reported."""
    asked = asked or Asked()
    cleaned: list[Outcome[Article]] = apply("clean", stages.clean_batch, batches)
    dated: list[Outcome[DatedArticle]] = [Outcome([], []) for _ in batches]
    found: list[Outcome[Extracted]] = [Outcome([], []) for _ in batches]
    if asked.until != "clean":
        date = partial(stages.date_batch, trust_claims=asked.trust_claims, from_others=asked.from_others)
        dated = apply("dates", date, [outcome.results for outcome in cleaned])
    if asked.until == "events":
        extract = partial(stages.extract_batch, models=asked.models, given=asked.given)
        found = apply("events", extract, [outcome.results for outcome in dated])
    return [
        Read(c.results, d.results, f.results, [*c.failures, *d.failures, *f.failures])
        for c, d, f in zip(cleaned, dated, found, strict=True)
    ]
