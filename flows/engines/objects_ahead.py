"""Objects of a store fetched on other machines before the run comes to them.

A prefix may hold a hundred thousand small objects, and each costs a round trip before a page of it is read. So slices
of the listing are sent to workers: each fetches its objects with the credentials of its own machine, since none travel,
reads them as `flows.engines.pages_ahead` has it, and sends back their bytes and what the calls for pages gave. The run
writes, counts and unfolds these bytes in its own order. It fetches itself what nobody brought: what is too large to
travel, what is not the version that it has listed, and whatever a worker had trouble with, so that the trouble which is
told is the run's own.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from flows.engines import Promised
from flows.engines.pages_ahead import SENT, WHOLE, PagesAhead, Parcel, Recording, Told, read_parcel
from flows.fetch.spool import write_pieces
from flows.fetch.stores import Stored, Stores
from flows.fetch.visit import NotFetched
from flows.ingest.fields import FieldMap
from flows.ingest.limits import Limits

log = logging.getLogger("dateline")
_MOST = 64  # objects that are sent for together, however small
_AT_ONCE = 8  # that a worker asks for at the same time


class Slice(NamedTuple):
    """Objects of a listing that one worker is to bring."""

    objects: tuple[Stored, ...]
    limits: Limits
    names: FieldMap


class Brought(NamedTuple):
    """An object's bytes, and what reading its pages asked and answered."""

    content: bytes
    told: Told


def bring(wanted: Slice, pages: Recording) -> list[Brought | str]:
    """Fetch and read each object of a slice, on a worker; or why it could not be fetched."""
    stores = Stores(wanted.limits)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        fetched = list(pool.map(lambda one: _fetched(stores, one), wanted.objects))
    return [
        one if isinstance(one, str) else Brought(one, _told(stored, one, wanted, pages))
        for stored, one in zip(wanted.objects, fetched, strict=True)
    ]


def _fetched(stores: Stores, stored: Stored) -> bytes | str:
    try:
        return stores.content(stored)
    except NotFetched as trouble:
        return trouble.cause


def _told(stored: Stored, content: bytes, wanted: Slice, pages: Recording) -> Told:
    return read_parcel(Parcel(((_name(stored.address), content),), wanted.limits, wanted.names), pages)


class _Sent(NamedTuple):
    objects: tuple[Stored, ...]
    promised: Promised[list[Brought | str]]


class ObjectsAhead:
    """Who fetches objects for a run (`flows.fetch.fetching.Ahead`); from several threads, if need be.

    :param send: sends a slice; ``at_once`` says how many are to be under way.
    :param pages: is told what reading an object's pages gave.
    """

    def __init__(
        self, limits: Limits, names: FieldMap, send: Callable[[Slice], Promised[list[Brought | str]]],
        at_once: Callable[[], int], pages: PagesAhead,
    ) -> None:  # fmt: skip
        self._limits, self._names, self._send, self._at_once, self._pages = limits, names, send, at_once, pages
        self._listed: deque[Stored] = deque()
        self._sent: deque[_Sent] = deque()
        self._brought: dict[str, Brought] = {}
        self._out_of_reach: set[str] = set()  # buckets that workers cannot read
        self._lock = threading.Lock()

    def expect(self, objects: Sequence[Stored]) -> None:
        """Begin to have these fetched, in their order; those that may travel."""
        most = min(WHOLE, self._limits.fetch_bytes)
        with self._lock:
            self._listed += (one for one in objects if one.size is not None and one.size <= most)
            self._top_up()

    def bring(self, address: str, into: Path) -> tuple[int, str] | None:
        """Write an object to ``into``: its size and SHA-256; ``None`` where nobody brings it.

        Raises ``EngineError`` where nobody is there any more.
        """
        with self._lock:
            while address not in self._brought and any(one.address == address for s in self._sent for one in s.objects):
                self._receive(self._sent.popleft())
                self._top_up()
            brought = self._brought.pop(address, None)
        if brought is None:
            return None
        self._pages.tell(address, brought.told)
        return write_pieces([brought.content], into, self._limits.fetch_bytes)

    def _receive(self, sent: _Sent) -> None:
        answers = sent.promised.result()
        for stored, one in zip(sent.objects, answers, strict=True):
            if isinstance(one, Brought):
                self._brought[stored.address] = one
        troubles = [one for one in answers if isinstance(one, str)]
        bucket = _bucket(sent.objects[0])
        if len(troubles) == len(answers) and bucket not in self._out_of_reach:
            log.warning("%s: a worker cannot read it (%s); this run fetches it itself", bucket, troubles[0])
            self._out_of_reach.add(bucket)

    def _top_up(self) -> None:
        while len(self._sent) < self._at_once() and (objects := tuple(self._next())):
            self._sent.append(_Sent(objects, self._send(Slice(objects, self._limits, self._names))))

    def _next(self) -> Iterator[Stored]:
        """The next objects to send for together: of one bucket, and of so many bytes, or one alone."""
        size = count = 0
        bucket = ""
        while self._listed and count < _MOST:
            one = self._listed[0]
            if _bucket(one) in self._out_of_reach:
                self._listed.popleft()
                continue
            if count and (_bucket(one) != bucket or size + (one.size or 0) > SENT):
                return
            self._listed.popleft()
            bucket, size, count = _bucket(one), size + (one.size or 0), count + 1
            yield one


def _bucket(stored: Stored) -> str:
    scheme, _, rest = stored.address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def _name(address: str) -> str:
    return PurePosixPath(address).name
