"""Where batches are read: in processes of this machine, or by Dask's workers on others.

One process writes the warehouse, whoever reads. `read_ahead` keeps enough batches under way that no reader waits for
the writer, and few enough that the writer's memory stays as it is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from types import TracebackType
from typing import Protocol, TypeVar

from flows.errors import NoEngineError, SettingError
from flows.fetch.fetching import Ahead
from flows.ingest import FieldMap, Limits
from flows.ingest.page import Pages
from flows.reading import Apply, Asked, Read
from flows.records import MODELS, OURS, Document, Models, Reference

T = TypeVar("T", covariant=True)
SCHEMES = {"dask": "tcp", "dask+tls": "tls"}  # what an address begins with, and what Dask calls it


class Promised(Protocol[T]):
    """What somebody is at work on."""

    def result(self) -> T:
        """Wait for it. Raises what kept it from being done, whatever the documents hold."""


class Engine(Protocol):
    """Who reads batches. Leaving its context ends all reading, whatever it does."""

    @property
    def run(self) -> Apply:
        """A stage over one batch, waited for: for the few documents that are worked out again."""

    @property
    def at_once(self) -> int:
        """How many batches are to be under way, so that nobody waits; it changes as readers come and go."""

    def get_ready(self) -> None:
        """There will be something to read: what a reader loads first, it may load now. Waits for nothing."""

    def submit(self, batch: Sequence[Document], asked: Asked) -> Promised[Read]:
        """Have a batch read, as soon as somebody is free."""

    def intake(self, names: FieldMap) -> tuple[Pages, Ahead | None]:
        """What reads the pages of a run whose records are called by ``names``, one after the other.

        And who fetches objects of stores before the run comes to them; nobody, where only the run could.
        """

    def __enter__(self) -> Engine: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def check_engine(address: str | None) -> None:
    """Raise ``SettingError`` unless ``address`` is one of an engine (``dask://host:port``); ``None`` passes.

    Raises ``NoEngineError`` where what it needs is not installed.
    """
    scheme, there, host = (address or "").partition("://")
    name, _, port = host.rpartition(":")
    if address is not None and not (scheme in SCHEMES and there and name and port.isdecimal()):
        raise SettingError(f"{address!r} is no engine such as dask://scheduler:8786")
    if address is not None and find_spec("distributed") is None:
        raise NoEngineError(f"{address} needs Dask, which is not installed: pip install 'dateline[dask]'")


def open_engine(
    address: str | None = None,
    *,
    workers: int = 1,
    limits: Limits | None = None,
    models: Models = MODELS,
    reference: Reference = OURS,
) -> Engine:
    """The engine at ``address``; without one, ``workers`` processes of this machine, warm with these tables.

    Raises as `check_engine` does, and ``EngineError`` where nobody is there who could read.
    """
    check_engine(address)
    if address is None:
        from flows.engines.local import LocalEngine

        return LocalEngine(workers, limits or Limits(), models, reference)
    from flows.engines.on_dask import DaskEngine

    return DaskEngine(address, limits or Limits(), models)


def read_ahead(
    submit: Callable[[Sequence[Document]], Promised[Read]], batches: Iterable[Sequence[Document]], engine: Engine
) -> Iterator[Read]:
    """Each batch read, in order; as many are under way as ``engine`` wants, whatever is done with those that are."""
    waiting: deque[Promised[Read]] = deque()
    for batch in batches:
        waiting.append(submit(batch))
        while len(waiting) >= engine.at_once:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
