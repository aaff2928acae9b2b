"""What is fetched in a run, and in which order: what was named, then what that leads to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from flows.errors import NothingToRead
from flows.fetch.address import followed, is_web
from flows.fetch.spool import Spool
from flows.fetch.visit import Inquiry, NotFetched, failed
from flows.ingest.intake import Answered
from flows.ingest.limits import Limits
from flows.ingest.readers.format import Answer
from flows.ingest.source import Fetched
from flows.records import Awaited, Linked, Quarantined, Visit

if TYPE_CHECKING:
    from flows.fetch.stores import Stored, Stores
    from flows.fetch.web import Web

_SERVERS = 8  # that are asked at the same time
_PAGES, _LISTS = 32, 4  # that are fetched before they are read
_MOST_FAILURES = 3  # runs in which a page that may come yet did not: then what its feed says of it is taken

Row = Mapping[str, Any]


class Ledger(Protocol):
    """What is remembered of addresses from run to run."""

    def known(self, addresses: Sequence[str]) -> dict[str, Row]:
        """The rows of ``fetches`` of these addresses that were asked for before."""

    def awaited(self, named: Sequence[str], addresses: Sequence[str]) -> list[Awaited]:
        """What is to be fetched because ``named`` led there, and what else is known of ``addresses``, in order."""

    def write(self, rows: Sequence[Row], awaited: Sequence[Awaited], settled: Sequence[str]) -> None:
        """Store what came of addresses, what they lead to, and which of those need no fetching any more."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that an address in a store names."""

    address: str
    files: tuple[Stored, ...]


class Ahead(Protocol):
    """Who fetches objects of stores before the run asks for them."""

    def expect(self, objects: Sequence[Stored]) -> None:
        """Told of the objects that will be asked for, in their order."""

    def bring(self, address: str, into: Path) -> tuple[int, str] | None:
        """Write an object to ``into``: its size and SHA-256; ``None`` where it has to be fetched here."""


class Fetching:
    """Everything that a run fetches, as `flows.ingest.intake.Arrivals`: files to read, and answers about the others.

    ``step`` calls `fetch`, as a step of the pipeline. ``reading`` is a digest of what files are read with: what was
    read with another one is asked for as if for the first time. ``ahead`` may fetch objects of stores elsewhere.
    """

    def __init__(
        self,
        named: Sequence[str],
        ledger: Ledger,
        spool: Spool,
        limits: Limits,
        *,
        step: Step,
        reading: str = "",
        allow_private: bool = False,
        ahead: Ahead | None = None,
    ) -> None:
        self._named, self._ahead = tuple(named), ahead
        self._ledger, self._spool, self._limits, self._step = ledger, spool, limits, step
        self._reading, self._allow_private = reading, allow_private
        self._left: dict[str, int] = defaultdict(lambda: limits.fetch_links)  # by named address
        self._awaited: dict[str, Awaited] = {}  # by address; neither fetched nor given up
        self._stored: dict[str, Stored] = {}  # files of stores that are new or changed
        self._before: dict[str, Row] = {}
        self._visits: dict[str, Visit] = {}
        self._asked: set[str] = set()
        self._failing: set[str] = set()
        self._instead: list[Answer] = []  # answers about what was just read
        # Since `stored` was last called:
        self._rows: dict[str, Row] = {}
        self._found: list[Awaited] = []
        self._settled: list[str] = []
        self._read: list[str] = []
        self._is_held = False

    # The run's order of things

    def __iter__(self) -> Iterator[Fetched | Answer]:
        left = list(self._spool.waiting())
        self._awaited = {
            one.link.address: one for one in self._ledger.awaited(self._named, [visit.address for visit in left])
        }
        self._know([visit.address for visit in left])
        for visit in left:
            yield from self._whole(visit)
        wanted: Sequence[str] = self._named
        while wanted:
            self._know(wanted)
            self._asked.update(wanted)
            for found in self._step(self, [self._ask_again(address) for address in wanted]):
                yield from self._arrived(found)
            wanted = self._next()
        yield from self._waiting()

    def _next(self) -> list[str]:
        """What to ask for now: files of stores, then pages, then lists of pages, the latest first."""
        if files := [address for address in self._stored if address not in self._asked]:
            return files[:_PAGES]
        open_ = [one for one in self._awaited.values() if one.link.address not in self._asked]
        lists = sorted((one for one in open_ if one.link.is_list), key=_changed, reverse=True)
        pages = (one for one in open_ if not one.link.is_list)
        return self._within_limits(pages, _PAGES) or self._within_limits(lists, _LISTS)

    def _within_limits(self, links: Iterable[Awaited], most: int) -> list[str]:
        def granted() -> Iterator[str]:
            for one in links:
                if one.named in self._named and self._left[one.named] > 0:
                    self._left[one.named] -= 1
                    yield one.link.address

        return list(islice(granted(), most))

    def _ask_again(self, address: str) -> Inquiry:
        before = self._before.get(address)
        if not before or before.get("reading") != self._reading:
            return Inquiry(address)
        return Inquiry(address, before.get("etag"), before.get("last_modified"))

    def _know(self, addresses: Sequence[str]) -> None:
        self._before |= self._ledger.known(addresses)

    # The network

    def fetch(self, asked: Sequence[Inquiry]) -> list[Visit | Listing]:
        """Ask for addresses, in their order; several servers at the same time, each for one after the other."""
        servers: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(asked):
            servers[urlsplit(one.address).netloc if is_web(one.address) else one.address].append(place)
        ask = {kind: self._web.visit if kind else self._visit_store for kind in {is_web(one.address) for one in asked}}

        def visit(places: Sequence[int]) -> list[tuple[int, Visit | Listing]]:
            return [(n, ask[is_web(asked[n].address)](asked[n], self._spool.part(asked[n].address))) for n in places]

        with ThreadPoolExecutor(_SERVERS) as pool:
            found = sorted(chain.from_iterable(pool.map(visit, servers.values())), key=itemgetter(0))
        return [one for _, one in found]

    def _visit_store(self, asked: Inquiry, into: Path) -> Visit | Listing:
        known = self._stored.get(asked.address)
        try:
            if not known:
                return Listing(asked.address, tuple(self._stores.files(asked.address)))
            brought = self._ahead.bring(asked.address, into) if self._ahead else None
            size, digest = brought or self._stores.fetch(asked.address, into)
        except NotFetched as trouble:
            return failed(asked.address, trouble)
        return Visit(
            asked.address, datetime.now(UTC), etag=known.etag, last_modified=known.last_modified,
            bytes=size, sha256=digest, name=PurePosixPath(asked.address).name,
        )  # fmt: skip

    @cached_property
    def _stores(self) -> Stores:
        from flows.fetch.stores import Stores

        return Stores(self._limits)

    @cached_property
    def _web(self) -> Web:
        from flows.fetch.web import Web

        return Web(self._limits, tuple(filter(is_web, self._named)), allow_private=self._allow_private)

    # What came

    def _arrived(self, found: Visit | Listing) -> Iterator[Fetched | Answer]:
        if isinstance(found, Listing):
            self._listed(found)
        elif found.code:
            yield from self._failed(found)
        elif found.status == 304 or self._is_as_before(found):
            self._spool.part(found.address).unlink(missing_ok=True)
            self._note(found, self._reading)
            self._settle(found.address)
        else:
            self._spool.keep(found)
            yield from self._whole(found)

    def _is_as_before(self, visit: Visit) -> bool:
        before = self._before.get(visit.address, {})
        return (before.get("sha256"), before.get("reading")) == (visit.sha256, self._reading)

    def _whole(self, visit: Visit) -> Iterator[Fetched | Answer]:
        """The file of a visit, and what is to be answered once it was read."""
        self._visits[visit.address] = visit
        link = self._awaited.get(visit.address)
        claims = link.link.document.claims if link and link.link.document else ()
        path = self._spool.path(visit.address)
        yield Fetched(path, visit.address, visit.url, visit.name, visit.charset, claims)
        yield from self._instead
        self._instead.clear()

    def _failed(self, visit: Visit) -> Iterator[Answer]:
        self._spool.part(visit.address).unlink(missing_ok=True)
        link = self._awaited.get(visit.address)
        if link and visit.again == "later":
            return  # it is among those that wait
        row = self._note(visit, None)
        self._failing.add(visit.address)
        yield Quarantined(visit.address, "", visit.code or "", visit.cause or "")
        if link and (visit.again == "no" or row["failures"] >= _MOST_FAILURES):
            self._settle(visit.address)
            if link.link.document and not row.get("sha256"):  # else what was read of the page before stands
                yield link.link.document

    def _listed(self, listing: Listing) -> None:
        self._know([file.address for file in listing.files])
        for file in listing.files:
            if _is_another(file, self._before.get(file.address) or {}, self._reading):
                self._stored[file.address] = file
        if self._ahead:
            self._ahead.expect([file for file in listing.files if file.address in self._stored])
        if listing.address not in {file.address for file in listing.files}:
            self._note(Visit(listing.address, datetime.now(UTC)), None)
        self._asked.discard(listing.address)  # of a single file, it is asked for itself now

    def was_read(self, file: Fetched, links: Sequence[Linked], answers: Answered) -> None:
        """Told of a file once all its answers were yielded, with what it leads to."""
        if answers.passing:
            return  # it stays where it is, for the next run
        here = self._awaited.get(file.address)
        was_read = bool(self._before.get(file.address, {}).get("sha256"))
        self._follow(here.named if here else file.address, links)
        # Which of its lists have changed an index may not tell, so it is read each time.
        self._note(self._visits[file.address], None if any(link.is_list for link in links) else self._reading)
        self._read.append(file.address)
        self._settle(file.address)
        if here and here.link.document and answers.refused and not answers.documents and not was_read:
            self._instead.append(here.link.document)

    def _follow(self, named: str, links: Sequence[Linked]) -> None:
        """Await what is new among ``links``, what changed since it was fetched, and lists that may have."""
        called: dict[str, Linked] = {}
        for link in links:
            try:
                called.setdefault(followed(link.address), link)
            except NothingToRead as e:
                self._instead += [Quarantined(link.address, "", "not_fetched:address", str(e))]
                self._instead += [link.document] if link.document else []
        known = self._ledger.known(list(called))
        for address, link in called.items():
            is_new = address not in known or _has_changed(link, known[address])
            if is_new and address not in self._awaited and address not in self._asked:
                self._awaited[address] = Awaited(named, replace(link, address=address))
                self._found.append(self._awaited[address])

    def _waiting(self) -> Iterator[Answer]:
        waiting = Counter(one.named for one in self._awaited.values() if one.link.address not in self._failing)
        for named in self._named:
            if number := waiting[named]:
                most = f"one run follows {self._limits.fetch_links} (fetch_links), and none where a server wants rest"
                yield Quarantined(
                    named, "", "not_fetched:waiting",
                    f"{number:,} addresses that it leads to wait for the next run; {most}",
                )  # fmt: skip

    # What is remembered

    def _note(self, visit: Visit, reading: str | None) -> Row:
        link = self._awaited.get(visit.address)
        before = self._before.get(visit.address) or {"failures": 0, "found_in": link.named if link else None}
        told = {
            "address": visit.address, "url": visit.url, "status": visit.status, "etag": visit.etag,
            "last_modified": visit.last_modified, "fetched_at": visit.fetched_at, "bytes": visit.bytes,
            "sha256": visit.sha256, "robots": visit.robots, "code": visit.code, "cause": visit.cause,
        }  # fmt: skip
        if not visit.sha256:  # what was received before is what is known of it
            always = ("code", "cause", "status")
            told = {key: value for key, value in told.items() if value is not None or key in always}
        row = {**before, **told, "failures": before["failures"] + (visit.again != "later") if visit.code else 0}
        row["reading"] = before.get("reading") if visit.code else reading
        self._rows[visit.address] = self._before[visit.address] = row
        return row

    def _settle(self, address: str) -> None:
        if self._awaited.pop(address, None):
            self._settled.append(address)

    def stored(self, *, held: bool = False) -> None:
        """What was answered so far is stored, unless it was held back: then nothing from then on counts as read."""
        self._is_held |= held
        if not self._is_held and (self._rows or self._found or self._settled):
            self._ledger.write(list(self._rows.values()), self._found, self._settled)
            for address in self._read:
                self._spool.drop(address)
        for told in (self._rows, self._found, self._settled, self._read):
            told.clear()


class Step(Protocol):
    """Calls `Fetching.fetch`."""

    def __call__(self, fetching: Fetching, asked: Sequence[Inquiry], /) -> list[Visit | Listing]:
        """What came of each address."""


def _changed(one: Awaited) -> date:
    return one.link.updated or date.min


def _is_another(file: Stored, before: Row, reading: str) -> bool:
    """Whether a file of a store is new, was changed since it was fetched, or is read otherwise now."""
    as_before = (before.get("etag"), before.get("last_modified"), before.get("bytes"), before.get("reading"))
    return as_before != (file.etag, file.last_modified, file.size, reading)


def _has_changed(link: Linked, before: Row) -> bool:
    """Whether a page was changed since it was read, as far as is told, or a list may have been.

    A change that is still to come is a wrong clock.
    """
    fetched_at: datetime = before["fetched_at"]
    if link.is_list:
        return link.updated is None or link.updated >= fetched_at.astimezone(UTC).date()
    if link.changed_at is None or not before["sha256"]:
        return False
    return fetched_at.replace(microsecond=0) <= link.changed_at <= datetime.now(UTC)  # feeds tell whole seconds
