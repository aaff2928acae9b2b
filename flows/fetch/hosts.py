"""Web servers, each asked one thing at a time, with a pause between, and only for what its robots.txt leaves open.

RFC 9309: without a robots.txt (any answer from 400 to 499) everything may be fetched; while it cannot be read (500 and
above, or no answer) nothing may.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from flows.fetch.visit import NotFetched

if TYPE_CHECKING:
    from protego import Protego

AGENT = "dateline"
PATIENCE = 60.0  # seconds that a run waits because a server asks for it; who asks for more is asked again by the next
_MOST_TROUBLES = 3  # addresses in a row that a server failed to give: then it is left alone until the next run

AskRobots = Callable[[str], tuple[int, bytes]]
"""Given the address of a robots.txt, its status and its bytes. Raises ``NotFetched``."""


@dataclass(slots=True)
class Host:
    """One server, by scheme, name and port."""

    origin: str
    delay: float  # seconds from the end of a request to the next
    _robots: Protego | None = None
    _is_known: bool = False
    _reading: threading.Lock = field(default_factory=threading.Lock)
    _asking: threading.Lock = field(default_factory=threading.Lock)
    _free_at: float = 0.0
    _troubles: list[NotFetched] = field(default_factory=list)

    def permits(self, address: str, ask: AskRobots) -> str:
        """``allowed``, or ``none`` where there is no robots.txt. Raises ``NotFetched`` where it is not permitted."""
        with self._reading:
            if not self._is_known:
                self._robots, self._is_known = self._read_robots(ask), True
        if self._robots is None:
            return "none"
        if not self._robots.can_fetch(address, AGENT):
            raise NotFetched("robots", "the robots.txt of its server asks programs not to fetch it")
        self.delay = max(self.delay, self._robots.crawl_delay(AGENT) or 0.0)
        return "allowed"

    def _read_robots(self, ask: AskRobots) -> Protego | None:
        from protego import Protego

        status, raw = ask(f"{self.origin}/robots.txt")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
            cause = f"its server answers {status} for robots.txt, and until that can be read nothing may be fetched"
            raise NotFetched("robots_unreadable", cause, "failed")
        return Protego.parse(raw.decode("utf-8", "replace")) if status == HTTPStatus.OK else None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Ask the server for one thing inside, when it is time to. Raises ``NotFetched`` where that is not soon."""
        if len(self._troubles) >= _MOST_TROUBLES:
            first = self._troubles[0]
            raise NotFetched("server", f"its server failed {_MOST_TROUBLES} times in a row: {first.cause}", "later")
        with self._asking:
            wait = self._free_at - time.monotonic()
            if wait > PATIENCE:
                raise NotFetched("wait", f"its server is to be left alone for another {wait:,.0f} seconds", "later")
            time.sleep(max(0.0, wait))
            try:
                yield
            finally:
                self._free_at = time.monotonic() + self.delay

    def answered(self, trouble: NotFetched | None) -> None:
        """Note what became of an address: what may pass counts against the server, anything else is an answer."""
        if trouble and trouble.wait:
            self._free_at = time.monotonic() + trouble.wait
        if trouble is None or trouble.again == "no":
            self._troubles.clear()
        elif trouble.again == "failed":
            self._troubles.append(trouble)


class Hosts:
    """Every server that a run asks."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    def of(self, origin: str) -> Host:
        """The server of an origin (``https://host:port``)."""
        with self._lock:
            return self._hosts.setdefault(origin, Host(origin, self._delay))
