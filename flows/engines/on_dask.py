"""The engine on other machines: Dask's scheduler hands batches to its workers, and gives them to others when one ends.

Nothing is shared but Dask's protocol. A batch travels inside its task, pickled, so that the scheduler can hand it on
when a worker ends; what was read comes back the same way. A task asks for a resource by the name of this installation
(`flows.engines.dask_worker`): a worker with another version, or other word lists, is never given one.
"""

from __future__ import annotations

import logging
import pickle
import time
import uuid
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

from distributed import Client, Future, KilledWorker
from distributed.versions import VersionMismatchWarning

from flows.engines import SCHEMES, dask_worker
from flows.engines.installation import installation
from flows.engines.objects_ahead import Brought, ObjectsAhead, Slice
from flows.engines.pages_ahead import PagesAhead, Parcel, Told
from flows.errors import EngineError
from flows.events import models_version
from flows.fetch.fetching import Ahead
from flows.ingest import FieldMap, Limits
from flows.ingest.page import Pages
from flows.reading import Asked, Read
from flows.records import Document, Models
from flows.stages import Outcome, Stage

log = logging.getLogger("dateline")
T = TypeVar("T")
_CONNECT_SECONDS = 10.0
_WORKER_SECONDS = 60.0  # for a first worker to come, and for another one when the last has gone
_LOOK_SECONDS = 5.0
_FULL = "paused"  # what Dask calls a worker that has used up its memory: until some is free it begins nothing


class DaskEngine:
    """A client of the scheduler at ``address`` (``dask://host:port``)."""

    def __init__(self, address: str, limits: Limits, models: Models) -> None:
        scheme, _, place = address.partition("://")
        self._address = address
        self._settings = dask_worker.Settings(models, models_version(models), limits)
        self._found: dict[str, Any] = {}
        self._looked = 0.0
        self._alone: float | None = None  # since when nobody who could read is there
        self._told: set[str] = set()  # of workers that read nothing of this run
        self._full: dict[str, float] = {}  # workers that take nothing, and since when
        _be_quiet()
        try:
            self._client = Client(f"{SCHEMES[scheme]}://{place}", timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(f"{address}: no scheduler of Dask's answers there") from error
        try:
            self._wait_for_workers()
            self._tell_of_refused()
        except BaseException:
            self._client.close(timeout=1)
            raise

    @property
    def at_once(self) -> int:
        return 2 * self._threads() + 1

    def get_ready(self) -> None:
        """Workers load what they read with at their first batch, and keep it from run to run."""

    def submit(self, batch: Sequence[Document], asked: Asked) -> Remote[Read]:
        return self._send(dask_worker.read_packed, (batch, asked), asked.until)

    def intake(self, names: FieldMap) -> tuple[Pages, Ahead]:
        limits = self._settings.limits
        pages = PagesAhead(limits, names, self._send_parcel, lambda: self.at_once)
        return pages, ObjectsAhead(limits, names, self._send_slice, lambda: self.at_once, pages)

    def _send_parcel(self, parcel: Parcel) -> Remote[Told]:
        return self._send(dask_worker.read_pages, parcel)

    def _send_slice(self, wanted: Slice) -> Remote[list[Brought | str]]:
        return self._send(dask_worker.bring_objects, wanted)

    def run(self, stage: Stage, function: Callable[[Any], Outcome[Any]], batch: Sequence[Any]) -> Outcome[Any]:
        if not batch:
            return Outcome([], [])
        return cast("Outcome[Any]", self._send(dask_worker.run_stage, (stage, function, batch)).result())

    def __enter__(self) -> DaskEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close(timeout=2)  # the scheduler lets go of what nobody waits for, the workers stop reading it

    def _send(
        self, function: Callable[[dask_worker.Settings, bytes], T], given: object, until: Stage = "events"
    ) -> Remote[T]:
        settings = replace(self._settings, until=until)
        packed = pickle.dumps(given, protocol=pickle.HIGHEST_PROTOCOL)  # which the scheduler passes on unopened
        wants = {installation(): 1}
        return Remote(
            lambda: self._client.submit(
                function, settings, packed, key=f"{function.__name__}-{uuid.uuid4().hex}", resources=wants, pure=False
            ),
            self,
        )

    # ---------------------------------------------------------------- who is there
    def _tell_of_refused(self) -> None:
        for sentence in self._refused():
            if sentence not in self._told:
                self._told.add(sentence)
                log.warning("%s; this run goes on without it", sentence)

    def look_around(self) -> None:
        """Raise ``EngineError`` where nobody who could read has been there for a while."""
        self._tell_of_refused()
        if self._threads():
            self._alone = None
            return
        self._alone = self._alone or time.monotonic()
        if time.monotonic() > self._alone + _WORKER_SECONDS:
            nobody = f"{self._address}: nobody is there who could read for this run"
            raise EngineError("; ".join([nobody, *self._refused(), *map(_is_full, self._full)]))

    def is_stuck(self, key: str) -> bool:
        """Whether a task waits at a worker that takes nothing any more."""
        self._workers()
        long_full = [place for place, since in self._full.items() if time.monotonic() > since + _WORKER_SECONDS]
        return bool(long_full) and any(key in keys for keys in self._client.processing(long_full).values())

    def _wait_for_workers(self) -> None:
        while not self._threads():
            if refused := self._refused():
                raise EngineError(f"{self._address}: " + "; ".join([*refused, *map(_is_full, self._full)]))
            self.look_around()
            time.sleep(_LOOK_SECONDS / 10)
            self._looked = 0.0

    def _threads(self) -> int:
        ready = [worker for worker in self._workers().values() if worker["status"] != _FULL]
        return sum(int(worker["nthreads"]) for worker in ready if worker["resources"].get(installation()))

    def _refused(self) -> list[str]:
        """A sentence for each worker that gives no answers, or would give others than this installation."""
        found = []
        for place, worker in self._workers().items():
            trouble = next((name for name in worker["resources"] if name.startswith(dask_worker.TROUBLE)), None)
            if trouble:
                cause = trouble.removeprefix(dask_worker.TROUBLE)
                found.append(f"the worker {place} reads nothing any more ({cause}); start it again when that is mended")
            elif installation() not in worker["resources"]:
                theirs = [name for name in worker["resources"] if name.startswith("dateline ")]
                has = theirs[0] if theirs else "none (`dateline worker` starts one that has)"
                found.append(f"the worker {place} is refused: this run has {installation()}, and it has {has}")
        return found

    def _workers(self) -> dict[str, Any]:
        if time.monotonic() > self._looked + _LOOK_SECONDS:
            try:
                self._found = self._client.scheduler_info()["workers"]
            except (OSError, TimeoutError, RuntimeError) as error:
                raise self.gone() from error
            self._looked = time.monotonic()
            full = [place for place, worker in self._found.items() if worker["status"] == _FULL]
            self._full = {place: self._full.get(place, self._looked) for place in full}
        return self._found

    def gone(self) -> EngineError:
        """What is said when the scheduler has gone."""
        return EngineError(f"{self._address}: the scheduler has gone; the next run goes on from here")


class Remote(Generic[T]):
    """What a worker was asked for."""

    def __init__(self, submit: Callable[[], Future[T]], engine: DaskEngine) -> None:
        self._submit, self._future = submit, submit()
        self._engine = engine

    def result(self) -> T:
        """Wait, as long as somebody is there who could answer. Raises ``EngineError``, or what reading raised."""
        try:
            while not self._future.done():
                with suppress(TimeoutError):
                    self._future.exception(timeout=_LOOK_SECONDS)  # waits, and fetches nothing
                self._engine.look_around()
                if self._engine.is_stuck(str(self._future.key)):
                    self._future.cancel()
                    self._future = self._submit()
            return self._future.result()
        except CancelledError as error:
            raise self._engine.gone() from error
        except KilledWorker as error:
            last = error.last_worker.address
            raise EngineError(
                f"each worker that was given this batch has ended over it, the last one {last}"
            ) from error


def _is_full(place: str) -> str:
    return f"the worker {place} has no memory left and takes nothing (`dateline worker --memory`)"


def _be_quiet() -> None:
    """Dask's own lines tell in tracebacks what an ``EngineError`` tells in a sentence."""
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=VersionMismatchWarning)  # those that matter are in `installation`
    warnings.filterwarnings("ignore", message="Sending large graph")
