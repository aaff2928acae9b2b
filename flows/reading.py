"""clean → dates → events, once: what a run, a re-working and ``dateline annotate`` all do with documents.

Which process runs a stage is the caller's business: ``Apply`` runs one over a batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flows import stages
from flows.records import (
    MODELS,
    OURS,
    Article,
    DatedArticle,
    Document,
    Evidence,
    Extracted,
    Models,
    Quarantined,
    Reference,
)
from flows.stages import Outcome, Stage

Apply = Callable[[Stage, Callable[[Any], Outcome[Any]], Sequence[Any]], Outcome[Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """How to read. ``until`` names the last stage; the mappings are keyed by ``doc_id``.

    ``trust_claims``: a claimed date is the article's own. ``from_others``: what other documents, and people, say of a
    document's date. ``given``: date these spans instead of finding mentions. ``reference``: the user's own tables.
    """

    until: Stage = "events"
    models: Models = MODELS
    trust_claims: bool = False
    from_others: Mapping[str, Sequence[Evidence]] | None = None
    given: Mapping[str, Sequence[tuple[int, int]]] | None = None
    reference: Reference = OURS


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a batch, stage by stage as far as was asked, and every document that a stage failed on.

    ``seconds``: what each stage took by the clock, where it ran.
    """

    articles: list[Article]
    dated: list[DatedArticle]
    extracted: list[Extracted]
    failures: list[Quarantined]
    seconds: Mapping[Stage, float] = field(default_factory=dict)


def read_batch(batch: Sequence[Document], apply: Apply, asked: Asked | None = None) -> Read:
    """A batch read as far as ``asked``; a document on which a stage fails goes no further and is reported."""
    asked = asked or Asked()
    seconds: dict[Stage, float] = {}

    def run(stage: Stage, function: Callable[[Any], Outcome[Any]], items: Sequence[Any]) -> Outcome[Any]:
        begun = time.monotonic()
        outcome = apply(stage, function, items)
        seconds[stage] = time.monotonic() - begun
        return outcome

    cleaned: Outcome[Article] = run("clean", stages.clean_batch, batch)
    dated: Outcome[DatedArticle] = Outcome([], [])
    found: Outcome[Extracted] = Outcome([], [])
    if asked.until != "clean":
        date = partial(
            stages.date_batch,
            trust_claims=asked.trust_claims,
            from_others=asked.from_others,
            reference=asked.reference,
        )
        dated = run("dates", date, cleaned.results)
    if asked.until == "events":
        extract = partial(stages.extract_batch, models=asked.models, given=asked.given, reference=asked.reference)
        found = run("events", extract, dated.results)
    failures = [*cleaned.failures, *dated.failures, *found.failures]
    return Read(cleaned.results, dated.results, found.results, failures, seconds)
