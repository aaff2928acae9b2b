"""The engine that needs nothing: processes of this machine, each of which can be killed (`flows.processes`)."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from flows.ingest import FieldMap, Limits
from flows.ingest.page import Pages
from flows.processes import StageProcesses
from flows.reading import Apply, Asked, Read, read_batch
from flows.records import OURS, Document, Models, Reference


class LocalEngine:
    """``workers`` processes, and a thread for each that takes one batch after the other through all stages."""

    def __init__(self, workers: int, limits: Limits, models: Models, reference: Reference = OURS) -> None:
        self._limits = limits
        self._processes = StageProcesses(workers, limits=limits, models=models, reference=reference)
        self._threads = ThreadPoolExecutor(workers, "batch")
        self.at_once = 2 * workers

    @property
    def run(self) -> Apply:
        return self._processes.run

    def get_ready(self) -> None:
        self._processes.get_ready()

    def submit(self, batch: Sequence[Document], asked: Asked) -> Future[Read]:
        return self._threads.submit(read_batch, batch, self._processes.run, asked)

    def intake(self, names: FieldMap) -> tuple[Pages, None]:
        return Pages(self._limits), None

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._processes.close()
        self._threads.shutdown(cancel_futures=True)
