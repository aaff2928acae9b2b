"""A web server on this machine with what a test gives it, faults included; and taking in, from address to warehouse."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from expectations.rules import check_plainly
from flows import fetch
from flows.fetch.fetching import Fetching
from flows.fetch.spool import Spool
from flows.ingest import FieldMap, Limits, page_worker
from flows.ingest.intake import SourceReader, read_arrivals
from flows.ingest.readers.format import Desk
from flows.records import Document, Quarantined
from flows.worker import Worker
from warehouse.store import Warehouse

Answer = Callable[[BaseHTTPRequestHandler], None]
Page = bytes | str | tuple[int, dict[str, str], bytes] | Answer


class Site:
    """The pages of a server by path, and what it was asked for. A page is its text, or what is to be sent, or done."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                page = site.pages.get(self.path, (404, {}, b""))
                if callable(page):
                    page(self)
                    return
                status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
                send(self, status, headers, body.encode() if isinstance(body, str) else body)

            def log_message(self, *_: object) -> None:
                """Nothing on standard error."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self) -> list[str]:
        """What it was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def send(to: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    """Answer a request; a ``Content-Length`` or type among the headers goes before the true one."""
    to.send_response(status)
    for name, value in ({"Content-Type": "text/plain", "Content-Length": str(len(body))} | headers).items():
        to.send_header(name, value)
    to.end_headers()
    to.wfile.write(body)


def tagged(etag: str, body: str, media: str = "text/plain") -> Answer:
    """A page that answers 304 to whoever has it already."""

    def answer(to: BaseHTTPRequestHandler) -> None:
        has_it = to.headers.get("If-None-Match") == etag
        send(to, 304 if has_it else 200, {"ETag": etag, "Content-Type": media}, b"" if has_it else body.encode())

    return answer


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with Warehouse.open(tmp_path_factory.mktemp("fetch") / "w.duckdb", checker=check_plainly) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with page_worker(Limits()) as worker:
        yield worker


Begin = Callable[..., Fetching]
Take = Callable[..., list[Document | Quarantined]]


@pytest.fixture
def begin(warehouse: Warehouse, tmp_path: Path) -> Begin:
    """``begin(address, …, reading=…, limit=value)``: what a run fetches, which has not begun to."""

    def beginning(*named: str, reading: str = "1", **limits: float) -> Fetching:
        bounds = Limits(**{"fetch_delay_seconds": 0.001, "fetch_tries": 1} | limits)  # type: ignore[arg-type]
        return Fetching(
            fetch.by_kind(named).addresses, warehouse.fetches, Spool(tmp_path / "fetched"), bounds,
            step=lambda fetching, asked: fetching.fetch(asked), reading=reading,
        )  # fmt: skip

    return beginning


@pytest.fixture
def ingest(warehouse: Warehouse, worker: Worker) -> Callable[[Fetching], list[Document | Quarantined]]:
    """All answers about what is fetched; what is in the warehouse is known."""

    def ingesting(fetching: Fetching) -> list[Document | Quarantined]:
        desk = Desk(Limits(), FieldMap(), warehouse.known_documents(), worker)
        return list(read_arrivals(fetching, SourceReader(desk)))

    return ingesting


@pytest.fixture
def take(warehouse: Warehouse, begin: Begin, ingest: Callable[..., list[Any]], tmp_path: Path) -> Take:
    """``take(address, …, limit=value)``: what a run takes in and stores of these addresses."""
    runs = iter(range(1000))

    def taking(*named: str, **limits: float) -> list[Document | Quarantined]:
        run_id = f"{tmp_path.name}-{next(runs)}"
        fetching = begin(*named, **limits)
        warehouse.begin_run(run_id)
        answers = ingest(fetching)
        if answers and not warehouse.has_been_told(answers):
            assert not warehouse.write_documents(run_id, answers).held
        fetching.stored()
        warehouse.finish_run(run_id, "completed", {})
        return answers

    return taking


def rows(warehouse: Warehouse, query: str) -> list[Any]:
    return warehouse._con.execute(query).fetchall()
