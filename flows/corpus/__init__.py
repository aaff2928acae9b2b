"""What only the warehouse as a whole can tell: near-duplicates, dates from other documents, canonical events.

Reasoning never goes round in a circle: a document gives bounds to others only where its own date stands on its own
witnesses, to the day, and a document that repeats another one gives none.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from flows import reading
from flows.corpus.copied import mark_copies
from flows.corpus.corrected import correct_events
from flows.corpus.decided import follow_decisions
from flows.corpus.linked import link_mentions
from flows.corrections import EventCorrection, as_evidence, of_events, placed
from flows.ledger import Summary, new_run_id, recorded
from flows.reading import Apply, Asked
from flows.records import MODELS, OURS, Evidence, Extracted, Models, Reference
from seeds import kept, rows

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.audit import Audit, RuleOutcome
    from warehouse.store import Warehouse

_log = logging.getLogger("dateline")
COUNTED = {"articles": "redated", "quarantine": "quarantined"}  # what a ledger calls the rows that are written here
_BATCH = 64
_AT_ONCE = 250  # documents whose copies and links are brought up to date in one transaction
_ROUNDS = 3  # of handing dates on: who has inherited one hands none on, so that few need a second
_RULES = ("copies.py", "copied.py", "links.py", "vocabulary.py", "linked.py", "decided.py", "groups.py")


@dataclass(slots=True)
class Connected:
    """What became of each write, and the articles that were worked out again."""

    audits: list[Audit] = field(default_factory=list)
    extracted: list[Extracted] = field(default_factory=list)

    def add(self, more: Connected) -> None:
        """Count in what another round did."""
        self.audits += more.audits
        self.extracted += more.extracted


def is_due(warehouse: Warehouse) -> bool:
    """Whether anything that rests on several documents is out of date."""
    return warehouse.upkeep.is_due(rules_digest())


@cache
def rules_digest() -> str:
    """A digest of the rules by which copies and links are found: other rules find them anew."""
    package = files("flows.corpus")
    return hashlib.sha256(b"".join((package / name).read_bytes() for name in _RULES)).hexdigest()[:16]


def connect(
    warehouse: Warehouse, run_id: str, apply: Apply, models: Models = MODELS, reference: Reference = OURS
) -> Connected:
    """Mark near-duplicates, link mentions of one event, let dated documents bound undated ones; audit what changed.

    Looks at documents whose articles are new, or others than before, and at what they touch. Running it again on the
    same documents changes nothing.
    """
    done = Connected()
    settle_corpus(warehouse)
    for _ in range(_ROUNDS):
        bounds = warehouse.bounds_from_others()
        if not bounds:
            break
        cause = "other documents"
        done.add(rework(warehouse, run_id, bounds, apply, cause=cause, models=models, reference=reference))
    done.audits.append(warehouse.audit_corpus(run_id, whole=False))
    warehouse.upkeep.settled()
    return done


def settle_corpus(warehouse: Warehouse, among: Sequence[str] | None = None) -> None:
    """Bring copies, links and actors up to date with every article that is due.

    :param among: with these articles alone, for somebody who waits: what a run was to link and has not, and all that
        other rules than before would link otherwise, is left to the next run.
    """
    if among is None and (count := warehouse.upkeep.start_over_by(rules_digest())):
        _log.warning("%s: events are linked by other rules than before: %s articles anew", warehouse.path, f"{count:,}")
    while docs := warehouse.upkeep.due(_AT_ONCE, among):
        with warehouse.upkeep.step(docs):
            mark_copies(warehouse, docs)
            follow_decisions(warehouse, link_mentions(warehouse, docs))
    warehouse.upkeep.update_actors(_wikidata())


@kept
def _wikidata() -> tuple[tuple[str, str], ...]:
    """What Wikidata calls the actors of our tables: read once, because who corrects an event waits for it."""
    return tuple((row["actor_id"], row["wikidata"]) for row in rows("people_wikidata.csv"))


@dataclass(frozen=True, slots=True)
class Audited:
    """What broke a rule of the warehouse as a whole; ``held``: something critical did."""

    broken: list[RuleOutcome]
    held: bool


def audit(path: Path) -> Audited:
    """Look at everything in the warehouse, and publish what is found."""
    from expectations.checker import GreatExpectations
    from warehouse.store import Warehouse

    with Warehouse.open(path, checker=GreatExpectations()) as warehouse:
        summary = Summary(new_run_id(), path)
        with recorded(warehouse, summary):
            found = warehouse.audit_corpus(summary.run_id)
            summary.stored(found)
        warehouse.publish()
    return Audited([outcome for outcome in found.outcomes if not outcome.success], found.held)


def reresolve(warehouse: Warehouse, doc_id: str, apply: Apply) -> list[str]:
    """Work a document out again after a review, with the models and the user's tables that it was read with; what
    changed is in ``date_changes``.

    Returns what kept it from being worked out, a sentence each: nothing where all went well.
    """
    summary = Summary(new_run_id(), warehouse.path)
    reference = warehouse.tables.of(doc_id)
    with recorded(warehouse, summary):
        warehouse.tables.read_with(summary.run_id, reference, chosen=False)
        models, heard = warehouse.models_of(doc_id), warehouse.bounds_of([doc_id])
        done = rework(warehouse, summary.run_id, heard, apply, cause="review", models=models, reference=reference)
        for audit in done.audits:
            summary.stored(audit, COUNTED)
        summary.read_with(done.extracted)
        summary.troubles += warehouse.troubles_of(summary.run_id)
    return [*summary.held, *summary.troubles]


def relink(warehouse: Warehouse, docs: Sequence[str]) -> None:
    """Link the events of these documents again, with what people said of which are one."""
    warehouse.upkeep.make_due(docs)
    settle_corpus(warehouse, docs)


def rework(
    warehouse: Warehouse,
    run_id: str,
    from_others: Mapping[str, Sequence[Evidence]],
    apply: Apply,
    *,
    cause: str,
    models: Models = MODELS,
    reference: Reference = OURS,
) -> Connected:
    """Date and extract the documents that ``from_others`` names again, with what people have corrected."""
    done = Connected()
    corrected = warehouse.read("corrections")
    reviewed = as_evidence(corrected)
    said = of_events(corrected)
    left = iter(from_others)
    while names := list(islice(left, _BATCH)):
        witnesses = {doc_id: [*from_others[doc_id], *reviewed.get(doc_id, [])] for doc_id in names}
        asked = Asked(models=models, from_others=witnesses, reference=reference)
        found = reading.read_batch(warehouse.documents(names), apply, asked)
        if found.failures:
            done.audits.append(warehouse.write_documents(run_id, found.failures))
        extracted = [correct_events(one, _by_span(one, said)) for one in found.extracted]
        done.audits += store_innocent(warehouse, run_id, extracted, cause=cause)
        done.extracted += extracted
    settle_corpus(warehouse, list(from_others))
    return done


def store_innocent(
    warehouse: Warehouse, run_id: str, batch: Sequence[Extracted], *, cause: str | None = None
) -> list[Audit]:
    """Store a batch. Where it is held back, the documents that broke nothing are stored without the offenders."""
    audits = [warehouse.write_extracted(run_id, batch, cause=cause)]
    offenders = audits[0].offenders
    innocent = [one for one in batch if one.dated.article.document.doc_id not in offenders]
    if audits[0].held and offenders and innocent:
        audits.append(warehouse.write_extracted(run_id, innocent, cause=cause))
    return audits


def _by_span(extracted: Extracted, said: Mapping[str, Sequence[EventCorrection]]) -> dict[tuple[int, int], str]:
    from warehouse.rows import event_id

    doc_id = extracted.dated.article.document.doc_id
    if doc_id not in said:
        return {}
    mentions = {(event.start, event.end): event_id(doc_id, event.start, event.end) for event in extracted.events}
    return placed(said[doc_id], mentions)
