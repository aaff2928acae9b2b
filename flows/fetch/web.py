"""Asking web servers: conditional requests, redirects, retries, and bounds on time and size."""

from __future__ import annotations

import base64
import mimetypes
import re
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from itertools import count
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

import httpcore
import httpx

from flows import __version__
from flows.errors import Refused
from flows.fetch.address import with_credentials, without_secrets
from flows.fetch.connect import Backend, Origin, own_origin
from flows.fetch.hosts import AGENT, PATIENCE, Host, Hosts
from flows.fetch.spool import write_pieces
from flows.fetch.visit import Again, Inquiry, NotFetched, failed
from flows.ingest.limits import Limits
from flows.ingest.readers.compressed import CODINGS, Unfolding
from flows.records import Visit

_ROBOTS_BYTES = 512 * 1024  # RFC 9309 asks for 500 KiB at least
_REDIRECTS = (301, 302, 303, 307, 308)
_MAY_PASS = (408, 425, 429)
_NO_TEXT = ("image/", "video/", "audio/", "font/")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{2,40})", re.I)


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: Iterator[bytes]


class Web:
    """Fetches from web servers, from several threads if need be.

    Of private addresses only those are asked whose origin stands among ``named`` as this machine or as a number, unless
    all are permitted. The user and password of a named address are for its origin, and for nobody else.
    """

    def __init__(self, limits: Limits, named: Sequence[str], *, allow_private: bool) -> None:
        self._limits = limits
        urls = [httpx.URL(with_credentials(address)) for address in named]
        self._logins = {_origin(url): _login(url) for url in urls if url.userinfo}
        self._allowed = None if allow_private else frozenset(own for url in urls if (own := own_origin(*_place(url))))
        self._hosts = Hosts(limits.fetch_delay_seconds)

    def visit(self, asked: Inquiry, into: Path) -> Visit:
        """Ask for an address, again where the trouble may pass; what it holds is written to ``into``. Never raises."""
        try:
            named = self._host(httpx.URL(with_credentials(asked.address)))
        except httpx.InvalidURL as e:
            return failed(asked.address, NotFetched("address", f"no valid address: {e}"))
        for attempt in count(1):
            try:
                visit = self._follow(asked, into)
            except NotFetched as e:
                if e.is_final or attempt >= self._limits.fetch_tries:
                    named.answered(e)
                    return failed(asked.address, e)
                time.sleep(e.wait if e.wait is not None else self._limits.fetch_delay_seconds * 2**attempt)
                continue
            named.answered(None)
            return visit
        raise AssertionError("unreachable")

    def _follow(self, asked: Inquiry, into: Path) -> Visit:
        url = httpx.URL(with_credentials(asked.address))
        for _ in range(self._limits.fetch_redirects + 1):
            host = self._host(url)
            robots = host.permits(str(url), self._robots)
            with host.turn(), self._request(url, _conditions(asked)) as answer:
                if leads_to := _leads_to(answer, url):
                    url = leads_to
                    continue
                return self._visit(asked, url, robots, answer, into)
        most = self._limits.fetch_redirects
        raise NotFetched("redirects", f"more than {most} redirects, the last to {without_secrets(str(url))}")

    def _visit(self, asked: Inquiry, url: httpx.URL, robots: str, answer: _Answer, into: Path) -> Visit:
        headers, now = answer.headers, datetime.now(UTC)
        place = without_secrets(str(url))
        told = (headers.get("etag"), headers.get("last-modified"))
        if answer.status == HTTPStatus.NOT_MODIFIED and (asked.etag or asked.last_modified):
            return Visit(asked.address, now, place, answer.status, *told, robots=robots)
        if not 200 <= answer.status < 300:
            raise _refusal(answer)
        size, digest = self._receive(answer, into)
        charset = _CHARSET.search(headers.get("content-type", ""))
        return Visit(
            asked.address, now, place, answer.status, *told, bytes=size, sha256=digest, robots=robots,
            name=_file_name(url, headers), charset=charset[1] if charset else None,
        )  # fmt: skip

    def _receive(self, answer: _Answer, into: Path) -> tuple[int, str]:
        """Write the body to a file, without its content coding: its size and digest."""
        most = self._limits.fetch_bytes
        media = answer.headers.get("content-type", "").strip().lower()
        if media.startswith(_NO_TEXT):
            raise NotFetched("media", f"it is {media.partition(';')[0]}, which holds no text")
        if (said := answer.headers.get("content-length", "")).isdigit() and int(said) > most:
            raise NotFetched("too_large", f"{int(said):,} bytes; the limit is {most:,} (fetch_bytes)")
        received = write_pieces(answer.body, into, most)
        codings = [c for c in re.split(r"[\s,]+", answer.headers.get("content-encoding", "").lower()) if c in CODINGS]
        for coding in reversed(codings):
            received = self._decode(into, CODINGS[coding]) or received
        return received

    def _decode(self, path: Path, form: str) -> tuple[int, str] | None:
        """Undo a content coding in place; ``None`` where the server only says that there is one."""
        unfolded = path.with_name(f"{path.name}.unfolded")
        with path.open("rb", buffering=0) as packed:
            unfolding = Unfolding(packed, form, self._limits)
            pieces = iter(lambda: unfolding.read(1 << 16) or b"", b"")
            try:
                found = write_pieces(pieces, unfolded, self._limits.fetch_bytes)
            except Refused as e:
                raise NotFetched(e.code, e.message) from e
        if unfolding.damage and not found[0]:
            unfolded.unlink()
            return None
        if unfolding.damage:
            raise NotFetched("truncated", f"what the server sent is broken: {unfolding.damage}", "failed")
        unfolded.replace(path)
        return found

    def _robots(self, address: str) -> tuple[int, bytes]:
        url = httpx.URL(address)
        for _ in range(self._limits.fetch_redirects + 1):
            with self._request(url, {}) as answer:
                if leads_to := _leads_to(answer, url):
                    url = leads_to
                    continue
                raw = b""
                for piece in answer.body:
                    if len(raw := raw + piece) >= _ROBOTS_BYTES:
                        break
                return answer.status, raw
        return int(HTTPStatus.NOT_FOUND), b""  # RFC 9309: after five redirects it counts as not there

    def _host(self, url: httpx.URL) -> Host:
        return self._hosts.of(f"{url.scheme}://{url.netloc.decode('ascii')}")

    @contextmanager
    def _request(self, url: httpx.URL, headers: Mapping[str, str]) -> Iterator[_Answer]:
        """One request. Raises ``NotFetched``, also while the body is read inside."""
        login = {"Authorization": self._logins[_origin(url)]} if _origin(url) in self._logins else {}
        said = {**login, "User-Agent": f"{AGENT}/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip", **headers}
        sent = [(name.encode(), value.encode("latin-1", "replace")) for name, value in said.items()]
        backend = Backend(self._allowed, self._limits.fetch_seconds)
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._trusted, network_backend=backend) as pool,
                pool.stream("GET", target, headers=sent) as response,
            ):
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                yield _Answer(response.status, told, response.iter_stream())
        except httpcore.ConnectTimeout as e:
            raise NotFetched("connection", "no connection in time", "failed", is_final=True) from e
        except httpcore.TimeoutException as e:
            cause = f"not received within {backend.clock.seconds:,.0f} seconds"
            raise NotFetched("timeout", cause, "failed", is_final=True) from e
        except (httpcore.NetworkError, httpcore.ProtocolError) as e:
            raise _broken(e) from e

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()  # also what SSL_CERT_FILE and SSL_CERT_DIR name


def _conditions(asked: Inquiry) -> dict[str, str]:
    told = {"If-None-Match": asked.etag, "If-Modified-Since": asked.last_modified}
    return {name: value for name, value in told.items() if value}


def _login(url: httpx.URL) -> str:
    return f"Basic {base64.b64encode(f'{url.username}:{url.password}'.encode()).decode()}"


def _place(url: httpx.URL) -> Origin:
    return url.host, url.port or (443 if url.scheme == "https" else 80)


def _origin(url: httpx.URL) -> tuple[str, Origin]:
    return url.scheme, _place(url)


def _leads_to(answer: _Answer, url: httpx.URL) -> httpx.URL | None:
    """Where a redirect leads; ``None`` for what is none. Raises ``NotFetched`` for one that leaves the web."""
    if answer.status not in _REDIRECTS or not (location := answer.headers.get("location")):
        return None
    try:
        found = url.join(location.encode("latin-1").decode("utf-8", "replace"))
        if found.scheme in ("http", "https") and found.host:
            return found
        raise NotFetched("redirects", f"a redirect to {found.scheme or 'no'}://, which is no web address")
    except (httpx.InvalidURL, ValueError) as e:
        raise NotFetched("redirects", "a redirect to what is no address") from e


def _refusal(answer: _Answer) -> NotFetched:
    status = answer.status
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "no known status"
    cause = f"the server answers {status} ({phrase})"
    again: Again = "failed" if status >= 500 or status in _MAY_PASS else "no"
    wait = _seconds(answer.headers.get("retry-after", "")) if again == "failed" else None
    if wait is not None and wait > PATIENCE:
        return NotFetched(
            f"status_{status}", f"{cause} and asks for {wait:,.0f} seconds", "later", status=status, wait=wait
        )
    return NotFetched(f"status_{status}", cause, again, status=status, wait=wait)


def _seconds(retry_after: str) -> float | None:
    """``Retry-After`` in seconds: a number of them, or the instant (RFC 9110)."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _broken(error: Exception) -> NotFetched:
    said = re.sub(r"\s*\(_ssl\.c:\d+\)|\[Errno -?\d+\]\s*|\[SSL: [A-Z_ ]+\]\s*", "", str(error)).strip()
    if "incomplete" in said or "complete message" in said:
        return NotFetched("truncated", f"the connection ended before all was sent: {said}", "failed")
    if "certificate" in said or "SSL" in str(error) or "TLS" in said:
        return NotFetched("tls", f"no secure connection: {said}", "failed", is_final=True)
    return NotFetched("connection", f"no connection: {said or type(error).__name__}", "failed")


def _file_name(url: httpx.URL, headers: Mapping[str, str]) -> str:
    """A file name that hints at the format: the path's, and what the server says where that has no suffix of a file."""
    name = PurePosixPath(unquote(url.path)).name or "index"
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    told = mimetypes.guess_extension(media) or ""
    return name if mimetypes.guess_type(name)[0] else f"{name}{told}"
