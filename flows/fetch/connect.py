"""Connections that go where they may, and end in time.

The host's name is resolved here, each of its addresses is looked at, and the connection is made to that very address:
a name that means another address a moment later (DNS rebinding) leads nowhere else. The name stays what the server's
certificate is held against.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any

import httpcore

from flows.fetch.visit import NotFetched

_CONNECT_SECONDS = 10.0
_STEADY = 1 << 18  # bytes for which a second more is granted

Origin = tuple[str, int]  # host and port


def own_origin(host: str, port: int) -> Origin | None:
    """The origin that somebody means who names this machine or a number: it may be private, for it was said so."""
    host = host.strip("[]").lower()
    return (host, port) if host == "localhost" or _is_number(host) else None


def is_private(number: str) -> bool:
    """Whether an IP address is of this machine, its network, or of no network that the public reaches."""
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = _inside(address) if isinstance(address, ipaddress.IPv6Address) else None
    return is_private(str(inner)) if inner else not address.is_global or address.is_multicast


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to: mapped, 6to4, or translated (NAT64)."""
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class Backend(httpcore.NetworkBackend):
    """Connects for one request: to public addresses, and to ``allowed`` origins (``None``: to any).

    The request has ``seconds``, and one more for every 256 KiB that arrive, however it is spent.
    """

    def __init__(self, allowed: Iterable[Origin] | None, seconds: float) -> None:
        self._allowed = None if allowed is None else frozenset(allowed)
        self.clock = Clock(seconds)
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Connect to the first address of the host that answers. Raises ``NotFetched("private")``."""
        trouble: Exception | None = None
        for number in self._numbers(host, port):
            try:
                within = min(_CONNECT_SECONDS, self.clock.left())
                return _Timed(self._plain.connect_tcp(number, port, within, local_address, socket_options), self.clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as e:
                trouble = e
        raise trouble or httpcore.ConnectError(f"{host} has no address")

    def _numbers(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as e:
            raise httpcore.ConnectError(f"the name {host} leads to no address: {_said(e)}") from e
        numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
        if self._allowed is None or (host.lower(), port) in self._allowed:
            return numbers
        if private := next((number for number in numbers if is_private(number)), None):
            where = host if host == private else f"{host} ({private})"
            raise NotFetched("private", f"{where} is an address of a private network; --allow-private permits it")
        return numbers


class Clock:
    """How long a request may still take: so many seconds, and one more for every 256 KiB that came."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.seconds = seconds

    def left(self) -> float:
        """Seconds. Raises httpcore's ``ReadTimeout`` where none are left."""
        if (left := self._end - time.monotonic()) <= 0:
            raise httpcore.ReadTimeout("too slow")
        return left

    def came(self, size: int) -> None:
        """Grant time for so many bytes."""
        self._end += size / _STEADY


class _Timed(httpcore.NetworkStream):
    """A connection that keeps to the clock, also where the other side sends a byte at a time."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most so many bytes."""
        received = self._stream.read(max_bytes, self._clock.left())
        self._clock.came(len(received))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted."""
        within = min(_CONNECT_SECONDS, self._clock.left())
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, within), self._clock)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self._stream.get_extra_info(info)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
