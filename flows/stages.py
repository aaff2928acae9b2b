"""The stages over a batch, each with its failures set apart: one document that breaks takes no other down.

A stage is tried on the whole batch, because batches are fast. Only where that raises is it tried document by document,
so that exactly the broken ones are quarantined, each with the stage and the cause. What raises nothing and breaks all
the same (a native crash, a hang, no memory) is `flows.processes`' to survive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, Literal, TypeVar

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
from flows.reference import laid

T = TypeVar("T")
R = TypeVar("R")

Stage = Literal["clean", "dates", "events"]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a stage made of a batch: results in the batch's order, and the documents that it could not read."""

    results: list[R]
    failures: list[Quarantined]


def isolate(stage: Stage, function: Callable[[Sequence[T]], list[R]], batch: Sequence[T]) -> Outcome[R]:
    """Apply ``function`` to ``batch``; on an error, to each item alone, setting apart those that raise.

    Raises ``MemoryError``: a process that has run out of memory is in no state to try again.
    """
    try:
        return Outcome(function(batch), [])
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  any error of one document must not cost the others; it is told below, per document
        outcome: Outcome[R] = Outcome([], [])
    for item in batch:
        try:
            outcome.results.extend(function([item]))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  told as a quarantine row that names document and cause
            outcome.failures.append(set_apart(stage, item, "failed", f"{type(error).__name__}: {error}"))
    return outcome


def set_apart(stage: Stage, item: object, how: str, cause: str) -> Quarantined:
    """The row of a document that a stage could not read: code ``stage_HOW:STAGE``, and a sentence with the cause."""
    document = document_of(item)
    message = f"the {stage} stage could not read this document: {cause}"
    return Quarantined(document.source_uri, document.record, f"stage_{how}:{stage}", message)


def document_of(item: object) -> Document:
    """The document that a stage's input is about."""
    if isinstance(item, Document):
        return item
    if isinstance(item, Article):
        return item.document
    assert isinstance(item, DatedArticle)
    return item.article.document


def clean_batch(documents: Sequence[Document]) -> Outcome[Article]:
    """ingest → clean: regions, title, byline, outlet, language."""
    from flows.clean import clean

    return isolate("clean", clean, documents)


def date_batch(
    articles: Sequence[Article],
    *,
    trust_claims: bool = False,
    from_others: Mapping[str, Sequence[Evidence]] | None = None,
    reference: Reference = OURS,
) -> Outcome[DatedArticle]:
    """clean → dates: every date expression, and the article's own date. ``from_others`` is keyed by ``doc_id``."""
    from flows.dates import resolve

    with laid(reference):
        return isolate("dates", partial(resolve, trust_claims=trust_claims, from_others=from_others or {}), articles)


def extract_batch(
    dated: Sequence[DatedArticle],
    *,
    models: Models = MODELS,
    given: Mapping[str, Sequence[tuple[int, int]]] | None = None,
    reference: Reference = OURS,
) -> Outcome[Extracted]:
    """dates → events: who did what to whom, and when. ``given`` dates these spans instead of finding mentions."""
    from flows.events import extract

    with laid(reference):
        return isolate("events", partial(extract, models=models, given=given or {}), dated)
