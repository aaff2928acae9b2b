"""A webhook is told of new flags, once; that nobody listens is said and fails no run."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.errors import SettingError
from flows.ledger import Summary
from flows.notify import check_webhook
from flows.pipeline import DIRECT, Request, run_pipeline, tell
from tests.conftest import ARTICLES
from warehouse.store import Warehouse

LIE = ARTICLES / "01_page_date_years_later.txt"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An address on this machine, and what was posted to it."""
    heard: list[dict[str, Any]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/flags", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_new_flags_are_posted_once(listener: tuple[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    url, heard = listener
    request = Request((str(LIE),), tmp_path / "w.duckdb", webhook=url)
    run_pipeline(request, DIRECT)
    [message] = heard
    assert "article_date_mismatch" in {flag["code"] for flag in message["flags"]}
    run_pipeline(request, DIRECT)
    assert len(heard) == 1


def test_that_nobody_listens_is_said_and_fails_no_run(tmp_path: Path) -> None:
    summary = run_pipeline(Request((str(LIE),), tmp_path / "w.duckdb", webhook="http://127.0.0.1:9/"), DIRECT)
    assert summary.state == "completed"
    assert "127.0.0.1:9" in summary.troubles[0]


def test_a_listener_that_speaks_no_http_is_said_and_fails_no_run(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=lambda: server.accept()[0].sendall(b"no HTTP at all\r\n\r\n"))
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        summary = Summary("run", tmp_path / "w.duckdb", held=["something to tell of"])
        with Warehouse.open(summary.warehouse) as warehouse:
            warehouse.publish()
        assert tell(url, summary) is False
        thread.join()
    assert url in summary.troubles[0]


@pytest.mark.parametrize(
    "wrong", ["http://[bad/", "ftp://example.org", "example.org", "http://a b/", "http://a:99999/"]
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(SettingError, match="is no address"):
        check_webhook(wrong)
