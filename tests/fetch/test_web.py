"""A web server is asked politely, in bounds, and never leads anywhere private."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from flows.fetch import connect
from flows.fetch.visit import Inquiry
from flows.fetch.web import Web
from flows.ingest import Limits
from flows.records import Visit
from tests.fetch.conftest import Site, send, tagged

Ask = Callable[..., Visit]


@pytest.fixture
def ask(site: Site, tmp_path: Path) -> Ask:
    """``ask(path)``: what comes of asking the site for it once."""

    def asking(path: str, etag: str | None = None, *, web: Web | None = None, **limits: float) -> Visit:
        return (web or client(site, **limits)).visit(Inquiry(site.url + path, etag), tmp_path / "body")

    return asking


def client(site: Site, *, allow_private: bool = False, named: str = "/", **limits: float) -> Web:
    bounds = {"fetch_delay_seconds": 0.001, "fetch_seconds": 5.0, "fetch_tries": 1} | limits
    return Web(Limits(**bounds), [site.url + named], allow_private=allow_private)  # type: ignore[arg-type]


def leads(to: str) -> tuple[int, dict[str, str], bytes]:
    return 302, {"Location": to}, b""


def test_what_came_is_in_the_file_with_what_the_server_said_of_it(site: Site, ask: Ask, tmp_path: Path) -> None:
    site.pages["/a"] = (200, {"ETag": '"1"', "Last-Modified": "yesterday", "Content-Type": "text/html; charset=koi8-r"},
                        b"Togo thanked Ghana.")  # fmt: skip
    visit = ask("/a")
    assert (tmp_path / "body").read_bytes() == b"Togo thanked Ghana."
    assert (visit.status, visit.etag, visit.last_modified, visit.bytes) == (200, '"1"', "yesterday", 19)
    assert (visit.name, visit.charset, visit.robots) == ("a.html", "koi8-r", "none")


def test_what_has_not_changed_is_not_sent_again(site: Site, ask: Ask) -> None:
    site.pages["/a"] = tagged('"1"', "Togo thanked Ghana.")
    assert ask("/a").status == 200
    assert ask("/a", '"1"').status == 304


def test_a_redirect_is_followed_and_the_place_where_it_stands_is_told(site: Site, ask: Ask) -> None:
    site.pages |= {"/old": leads("/new?token=geheim"), "/new?token=geheim": "Togo thanked Ghana."}
    visit = ask("/old")
    assert visit.url
    assert visit.url.startswith(f"{site.url}/new?token=***")


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest/meta-data", "http://localhost:1/", "http://[::ffff:10.0.0.1]/", "http://0/"]
)
def test_a_redirect_leads_to_no_private_address(site: Site, ask: Ask, to: str) -> None:
    site.pages["/a"] = leads(to)
    assert ask("/a").code == "not_fetched:private"


def test_a_private_address_is_reached_where_it_is_permitted(site: Site, ask: Ask) -> None:
    site.pages |= {"/a": leads(f"{site.url.replace('127.0.0.1', 'localhost')}/b"), "/b": "Togo thanked Ghana."}
    assert ask("/a").code == "not_fetched:private"
    assert ask("/a", web=client(site, allow_private=True)).status == 200


def test_a_name_is_looked_up_once_and_that_very_address_is_asked(
    site: Site, ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    port = site.server.server_port
    found = iter(["93.184.215.14", "127.0.0.1"])  # a name that means another machine a moment later
    monkeypatch.setattr(connect.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (next(found), port))])
    connected: list[str] = []

    def to(number: str, *_: object) -> None:
        connected.append(number)
        raise connect.httpcore.ConnectError("nobody there")

    backend = connect.Backend([], 1)
    monkeypatch.setattr(backend._plain, "connect_tcp", to)
    with pytest.raises(connect.httpcore.ConnectError):
        backend.connect_tcp("news.example", port)
    assert connected == ["93.184.215.14"]
    assert client(site).visit(Inquiry(f"http://news.example:{port}/a"), tmp_path / "b").code == "not_fetched:private"


@pytest.mark.parametrize(
    ("number", "private"),
    [("127.0.0.1", True), ("10.1.2.3", True), ("169.254.169.254", True), ("100.64.0.1", True), ("0.0.0.0", True),
     ("224.0.0.1", True), ("::1", True), ("fe80::1%eth0", True), ("fd00::1", True), ("::ffff:192.168.0.1", True),
     ("64:ff9b::a00:1", True), ("2002:7f00:1::", True), ("93.184.215.14", False), ("2606:4700::1111", False)],
)  # fmt: skip
def test_which_addresses_are_private(number: str, private: bool) -> None:
    assert connect.is_private(number) is private


def test_redirects_in_a_circle_end(site: Site, ask: Ask) -> None:
    site.pages |= {"/a": leads("/b"), "/b": leads("/a")}
    assert ask("/a").code == "not_fetched:redirects"
    assert len(site.paths) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "gopher://news.example/", "http:///a"])
def test_a_redirect_stays_on_the_web(site: Site, ask: Ask, to: str) -> None:
    site.pages["/a"] = leads(to)
    assert ask("/a").code == "not_fetched:redirects"


def test_a_login_is_for_its_own_origin(site: Site, tmp_path: Path) -> None:
    from flows.fetch.address import hide_credentials

    named = hide_credentials(site.url.replace("//", "//ann:geheim@") + "/a")
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    site.pages |= {"/a": leads("/b"), "/b": leads(f"{elsewhere}/c"), "/c": "Togo thanked Ghana."}
    web = Web(Limits(fetch_delay_seconds=0.001), [named, elsewhere], allow_private=False)
    assert web.visit(Inquiry(named), tmp_path / "body").status == 200
    sent = {path: "authorization" in headers for path, headers in site.asked}
    assert sent == {"/robots.txt": False, "/a": True, "/b": True, "/c": False}


def dripping(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    drip(to)


def dripping_headers(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(to)


def drip(to: BaseHTTPRequestHandler) -> None:
    try:
        for _ in range(200):
            to.wfile.write(b"x")
            time.sleep(0.02)
    except OSError:
        pass


@pytest.mark.parametrize("how", [dripping, dripping_headers])
def test_a_server_that_sends_a_byte_at_a_time_has_no_more_time_than_others(site: Site, ask: Ask, how: Ask) -> None:
    site.pages["/a"] = how
    begun = time.monotonic()
    visit = ask("/a", fetch_seconds=0.3)
    assert (visit.code, visit.again) == ("not_fetched:timeout", "failed")
    assert time.monotonic() - begun < 3


def test_an_answer_that_breaks_off_is_no_answer(site: Site, ask: Ask) -> None:
    site.pages["/a"] = (200, {"Content-Length": "500"}, b"Togo thanked")
    assert ask("/a").code == "not_fetched:truncated"


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "10"}])
def test_a_size_beyond_the_limit_is_not_received(site: Site, ask: Ask, headers: dict[str, str]) -> None:
    def endless(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        try:
            while True:
                to.wfile.write(b"x" * 10_000)
        except OSError:
            pass

    site.pages |= {"/a": (200, headers, b"x" * 10), "/b": endless}
    assert ask("/a", fetch_bytes=9).code == "not_fetched:too_large"
    assert ask("/b", fetch_bytes=100_000).code == "not_fetched:too_large"


def test_a_packed_answer_is_unpacked_and_a_bomb_is_not(site: Site, ask: Ask, tmp_path: Path) -> None:
    packed = {"Content-Encoding": "gzip"}
    site.pages |= {
        "/a": (200, packed, gzip.compress(b"Togo thanked Ghana.")),
        "/bomb": (200, packed, gzip.compress(b"\0" * 20_000_000)),
        "/cut": (200, packed, gzip.compress(b"Togo thanked Ghana. " * 900)[:-20]),
        "/plain": (200, packed, b"Togo thanked Ghana."),
    }
    assert ask("/a").bytes == 19
    assert (tmp_path / "body").read_bytes() == b"Togo thanked Ghana."
    assert ask("/bomb").code == "not_fetched:decompression_limit"
    assert ask("/cut").code == "not_fetched:truncated"
    assert ask("/plain").bytes == 19


def test_what_may_pass_is_asked_for_again_and_a_server_that_wants_rest_has_it(site: Site, ask: Ask) -> None:
    answers = iter([(503, {"Retry-After": "0"}, b""), (429, {}, b""), (200, {}, b"Togo thanked Ghana.")])
    site.pages |= {"/a": lambda to: send(to, *next(answers)), "/b": (500, {}, b""), "/gone": (410, {}, b""),
                   "/rest": (503, {"Retry-After": "3600"}, b"")}  # fmt: skip
    web = client(site)
    assert [ask(path, web=web).code for path in ("/rest", "/a")] == ["not_fetched:status_503", "not_fetched:wait"]
    del site.asked[:]
    assert ask("/a", fetch_tries=3).status == 200
    assert [(v.code, v.again) for v in (ask("/b", fetch_tries=2), ask("/gone"), ask("/rest"))] == [
        ("not_fetched:status_500", "failed"), ("not_fetched:status_410", "no"), ("not_fetched:status_503", "later"),
    ]  # fmt: skip
    assert site.paths == ["/a"] * 3 + ["/b"] * 2 + ["/gone", "/rest"]


def test_a_server_that_fails_again_and_again_is_left_alone(site: Site, ask: Ask) -> None:
    site.pages |= {f"/{n}": (500, {}, b"") for n in range(5)}
    web = client(site)
    assert [ask(f"/{n}", web=web).again for n in range(5)] == ["failed"] * 3 + ["later"] * 2
    assert len(site.paths) == 3


def test_robots_are_heard(site: Site, ask: Ask) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /in/*.html$\nAllow: /in/\n", "/in/b": "Togo thanked Ghana."}
    visit = ask("/in/a.html")
    assert (visit.code, visit.robots) == ("not_fetched:robots", "disallowed")
    assert ask("/in/b").robots == "allowed"
    assert site.paths == ["/in/b"]


@pytest.mark.parametrize(
    ("status", "code", "robots"),
    [(403, None, "none"), (404, None, "none"), (500, "not_fetched:robots_unreadable", "unreadable")],
)
def test_robots_that_cannot_be_read(site: Site, ask: Ask, status: int, code: str | None, robots: str) -> None:
    site.pages |= {"/robots.txt": (status, {}, b""), "/a": "Togo thanked Ghana."}
    visit = ask("/a")
    assert (visit.code, visit.robots) == (code, robots)


def test_there_is_a_pause_between_two_requests(site: Site, ask: Ask) -> None:
    site.pages |= {"/robots.txt": "User-agent: dateline\nCrawl-delay: 0.2\n", "/a": "Togo.", "/b": "Ghana."}
    web = client(site)
    begun = time.monotonic()
    assert [ask(path, web=web).status for path in ("/a", "/b")] == [200, 200]
    assert time.monotonic() - begun >= 0.2


def test_a_pause_that_no_run_can_make_is_left_to_the_next(site: Site, ask: Ask) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nCrawl-delay: 3600\n", "/a": "Togo.", "/b": "Ghana."}
    web = client(site)
    assert [ask(path, web=web).again for path in ("/a", "/b")] == ["no", "later"]


def test_a_picture_is_not_fetched(site: Site, ask: Ask) -> None:
    site.pages["/a"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    assert ask("/a").code == "not_fetched:media"


def test_nobody_there_and_no_secure_connection_are_told(site: Site, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/"
    secure = site.url.replace("http:", "https:") + "/"
    web = Web(Limits(fetch_tries=1, fetch_seconds=5), [nobody, secure], allow_private=False)
    visits = [web.visit(Inquiry(address), tmp_path / "body") for address in (nobody, secure)]
    assert [visit.code for visit in visits] == ["not_fetched:connection", "not_fetched:tls"]
