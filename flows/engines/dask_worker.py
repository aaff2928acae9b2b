"""What Dask's workers do: ``dateline worker dask://host:8786``; ``dask worker … --preload flows.engines.dask_worker``.

A worker says which dateline it has as a resource of Dask's, by the name of its installation, and the scheduler gives it
the batches of runs that ask for that one. It takes this back where no process starts, such as on a full disk: others
read what it was given. A document is read as at home, in a process that can be killed and under the limits of the run,
one process for each of the worker's threads. Nothing is read from the worker's disk but dateline, and its credentials
for object stores, where objects are fetched.
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol, TypeVar, cast

from distributed import Reschedule, Worker, get_worker
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.utils import sync

from flows.engines.installation import installation
from flows.engines.objects_ahead import Brought, bring
from flows.engines.pages_ahead import Recording, Told, read_parcel
from flows.errors import CannotStartError, EngineError
from flows.events import models_version
from flows.ingest.limits import Limits
from flows.processes import StageProcesses
from flows.reading import Read, read_batch
from flows.records import Models
from flows.stages import Stage

log = logging.getLogger("distributed.worker")  # where Dask's own lines of a worker go
TROUBLE = "dateline cannot read: "  # a resource of a worker on which no process starts is called so, with the cause


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run reads: who, with what version (`flows.events.models_version`), within which limits, and how far."""

    models: Models
    version: str
    limits: Limits
    until: Stage = "events"


def read_packed(settings: Settings, packed: bytes) -> Read:
    """A batch and how it is asked for, pickled: read through all stages.

    Raises ``EngineError`` where this worker's models are others than the run's; ``NoSuchModel``.
    """
    batch, asked = pickle.loads(packed)
    with _seats.taken(settings, _processes) as processes:
        return read_batch(batch, processes.run, asked)


def run_stage(settings: Settings, packed: bytes) -> object:
    """One stage, its function and a batch, pickled; the stage's outcome. Raises as `read_packed` does."""
    stage, function, batch = pickle.loads(packed)
    with _seats.taken(settings, _processes) as processes:
        return processes.run(stage, function, batch)


def read_pages(settings: Settings, packed: bytes) -> Told:
    """A `Parcel` of inputs, pickled: what reading its pages asks and answers."""
    with _seats.taken(settings, _pages) as pages:
        return read_parcel(pickle.loads(packed), pages)


def bring_objects(settings: Settings, packed: bytes) -> list[Brought | str]:
    """A `Slice` of a store's listing, pickled: what this worker brings of it."""
    with _seats.taken(settings, _pages) as pages:
        return bring(pickle.loads(packed), pages)


def _processes(settings: Settings) -> StageProcesses:
    worker = get_worker()
    if (here := models_version(settings.models)) != settings.version:
        raise EngineError(f"{worker.address} reads with {here}, and this run with {settings.version}")
    ours, asked = worker.memory_manager.memory_limit, settings.limits.stage_memory_bytes
    memory = min(ours // worker.state.nthreads, asked) if ours else asked
    limits = replace(settings.limits, stage_memory_bytes=memory)
    return StageProcesses(limits=limits, until=settings.until, models=settings.models)


def _pages(settings: Settings) -> Recording:
    return Recording(settings.limits)


class _Closable(Protocol):
    def close(self) -> None: ...


C = TypeVar("C", bound=_Closable)


class _Idle(NamedTuple):
    made_by: object
    settings: Settings
    processes: _Closable


class _Seats:
    """The processes of this worker, one for each task that is at work; an idle one keeps its model for the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Idle] = []
        self._busy: dict[str, _Closable] = {}
        self.trouble = ""  # why nothing can be read here

    @contextmanager
    def taken(self, settings: Settings, make: Callable[[Settings], C]) -> Iterator[C]:
        """Processes for the present task: idle ones of these settings, or new ones. Those of other settings end."""
        if self.trouble:
            raise Reschedule
        key = str(get_worker().get_current_task())
        with self._lock:
            strange = [one for one in self._idle if one.settings != settings]
            fitting = [one for one in self._idle if one.settings == settings]
            ours = next((one for one in fitting if one.made_by is make), None)
            self._idle = [one for one in fitting if one is not ours]
            processes = cast("C", ours.processes) if ours else make(settings)
            self._busy[key] = processes
        for one in strange:
            one.processes.close()
        try:
            yield processes
        except CannotStartError as error:
            self._give_up(str(error))
            raise Reschedule from error
        with self._lock:
            if self._busy.pop(key, None):  # neither after an error nor where it was closed
                self._idle.append(_Idle(make, settings, processes))

    def _give_up(self, trouble: str) -> None:
        """No process starts here, whatever is to be read: others read it, until somebody starts this worker again."""
        worker, self.trouble = get_worker(), trouble
        told = {installation(): 0.0, f"{TROUBLE}{trouble}": 1.0}
        sync(worker.loop, worker.scheduler.set_resources, resources=told, worker=worker.contact_address)
        log.error("this worker reads nothing any more: %s", trouble)

    def close(self, key: str) -> None:
        """End what is read for a task, whatever it is doing."""
        with self._lock:
            processes = self._busy.pop(key, None)
        if processes:
            processes.close()

    def close_all(self) -> None:
        """End everything."""
        with self._lock:
            found = [*(one.processes for one in self._idle), *self._busy.values()]
            self._idle, self._busy = [], {}
        for processes in found:
            processes.close()


_seats = _Seats()


class _Cancelling(WorkerPlugin):
    """Ends what a run no longer wants at once, instead of reading it to its end for nobody."""

    def transition(self, key: object, start: str, finish: str, **_: object) -> None:
        if (start, finish) == ("executing", "released"):  # finish is what the scheduler asks for
            _seats.close(str(key))

    def teardown(self, worker: Worker) -> None:
        _seats.close_all()


async def dask_setup(worker: Worker) -> None:
    """Dask calls this when the worker starts, before the scheduler hears of it."""
    name, threads = installation(), float(worker.state.nthreads)
    worker.state.total_resources[name] = worker.state.available_resources[name] = threads
    await worker.plugin_add(_Cancelling(), name="dateline")
