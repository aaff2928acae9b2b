"""Stages in processes that can be killed: a document that crashes, hangs or swells is set apart, the others are read.

A batch that does not come back is read again, document by document, in the process that has taken the place of the one
that ended; the document that ends that one too is the one to set apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, LifoQueue
from typing import Any, TypeVar

from flows.ingest.limits import Limits
from flows.records import MODELS, OURS, Models, Reference
from flows.stages import Outcome, Stage, document_of, set_apart
from flows.worker import Failed, Failure, Worker

R = TypeVar("R")
_SLOWEST = 3_000  # characters a second: one core reads twice as much, with the small reader
_HOW: dict[Failure, str] = {"timeout": "timeout", "memory_limit": "memory", "crashed": "crashed", "error": "failed"}


class StageProcesses:
    """Up to ``count`` processes, started when there is something to read, each with the model loaded once.

    :param until: the last stage that will be asked for: what later ones need is not loaded.
    :param models: who reads events: what to load; with ``reference``, the user's own tables.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        limits: Limits | None = None,
        until: Stage = "events",
        models: Models = MODELS,
        reference: Reference = OURS,
    ) -> None:
        self.models = models
        self._limits = limits or Limits()
        self._workers = [
            Worker(self._limits.stage_memory_bytes, partial(warm_up, until, models, reference))
            for _ in range(max(1, count))
        ]
        self._idle: LifoQueue[Worker] = LifoQueue()  # the last one used is warm
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> StageProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes at once, whatever they do; whoever waits for one gets a ``ClosedError``."""
        for worker in self._workers:
            worker.close()

    def get_ready(self) -> None:
        """Start one process, unless there is one or all are at work: it loads the model while other things are done."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            return
        try:
            worker.launch()
        finally:
            self._idle.put(worker)

    def run(self, stage: Stage, function: Callable[[Any], Outcome[R]], batch: Sequence[Any]) -> Outcome[R]:
        """``function`` (module-level, or a ``partial`` of one) over a batch, as soon as a process is free."""
        if not batch:
            return Outcome([], [])
        worker = self._idle.get()
        try:
            return self._read(worker, stage, function, batch)
        finally:
            self._idle.put(worker)

    def _read(
        self, worker: Worker, stage: Stage, function: Callable[[Any], Outcome[R]], batch: Sequence[Any]
    ) -> Outcome[R]:
        try:
            return worker.run(self._seconds(batch), function, batch)
        except Failed as failed:
            if len(batch) == 1:
                return Outcome([], [set_apart(stage, batch[0], _HOW[failed.code], failed.message)])
        alone = [self._read(worker, stage, function, [item]) for item in batch]
        return Outcome([r for one in alone for r in one.results], [f for one in alone for f in one.failures])

    def _seconds(self, batch: Sequence[Any]) -> float:
        """What the batch may take: the limit for one document, and time by size on top."""
        return self._limits.stage_seconds + sum(len(document_of(item).text) for item in batch) / _SLOWEST


_SENTENCE = "Ministers from Ghana and Togo met in Accra on 3 May 2012."


def warm_up(until: Stage, models: Models, reference: Reference = OURS) -> None:
    """Read one sentence: what is loaded once is loaded before any document's time and memory are counted.

    Raises where a stage cannot read it: that is no document's fault.
    """
    from flows import stages
    from flows.records import Document

    articles = _well_read(stages.clean_batch([Document("", "", "", "text/plain", _SENTENCE)]))
    if until == "clean":
        return
    dated = _well_read(stages.date_batch(articles, reference=reference))
    if until == "events":
        from flows.events.parse.sentences import DEFAULT_MODEL, load_pipeline

        load_pipeline(models.spacy or DEFAULT_MODEL)
        _well_read(stages.extract_batch(dated, models=models, reference=reference))


def _well_read(outcome: Outcome[R]) -> list[R]:
    for failure in outcome.failures:
        raise RuntimeError(failure.message.partition(": ")[2])
    return outcome.results
