"""A run over made-up stories in one process, forked from one that has everything loaded (`warm`)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from flows import logs, pipeline
from flows.engines import Engine
from flows.reading import Asked, Read, read_batch
from flows.records import Document, Models
from flows.stages import Outcome, Stage

RULES_ALONE = Models(None, "off")
LAST_DAY = date(2026, 11, 1)
PLACES = ("Lome", "Accra", "Vellin", "Ostrava", "Tunis", "Quito", "Suva", "Oslo")


def story(n: int) -> str:
    return (
        f"{PLACES[n % 8]}, 8 July 2014 - Ministers of Ghana and Togo met for talk number {n} on 7 July 2014.\n\n"
        "They signed an agreement on trade, and Ghana released three prisoners, officials said on Monday. Talks had "
        "begun in March 2014 in the capital, where both sides promised to withdraw their troops from the border.\n"
    )


def work(inbox: Path, warehouse: Path, said: Connection) -> None:
    """Run the pipeline, in this process alone; tell ``said`` of every step."""
    logs.log.setLevel(logging.DEBUG)
    logs.log.addHandler(_Telling(said))
    said.send("start: begun")
    request = pipeline.Request((str(inbox),), warehouse, RULES_ALONE, as_of=LAST_DAY)
    pipeline.run_pipeline(request, replace(pipeline.DIRECT, read=here))


def here(engine: Engine, batch: Sequence[Document], asked: Asked) -> Future[Read]:
    found: Future[Read] = Future()
    found.set_result(read_batch(batch, told, asked))
    return found


def told(stage: Stage, function: Callable[[Any], Outcome[Any]], batch: Sequence[Any]) -> Outcome[Any]:
    logs.log.debug("%s: begun", stage)
    return function(batch)


class _Telling(logging.Handler):
    def __init__(self, to: Connection) -> None:
        super().__init__()
        self._to = to

    def emit(self, record: logging.LogRecord) -> None:
        self._to.send(record.getMessage())
