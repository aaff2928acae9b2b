"""Asking for an address once: what is asked, and why nothing came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from flows.records import Visit

Again = Literal["no", "failed", "later"]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An address to ask for, and by what its server tells whether it is another one than before."""

    address: str
    etag: str | None = None
    last_modified: str | None = None


class NotFetched(Exception):  # noqa: N818
    """Nothing came: a ``code`` for programs, a sentence without any credentials, and whether to ask another time.

    ``again``: ``no``, it would be the same; ``failed``, it may pass; ``later``, the server wants to be left alone.
    ``wait``: the seconds after which the server is ready, where it says so. ``is_final``: not to be tried at once.
    """

    def __init__(
        self, code: str, cause: str, again: Again = "no", *, status: int | None = None, wait: float | None = None,
        is_final: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(cause)
        self.code = f"not_fetched:{code}"
        self.cause = cause
        self.again = again
        self.status = status
        self.wait = wait
        self.is_final = is_final or again != "failed"


def failed(address: str, trouble: NotFetched) -> Visit:
    """A visit that brought nothing."""
    robots = {"robots": "disallowed", "robots_unreadable": "unreadable"}.get(trouble.code.partition(":")[2])
    return Visit(
        address, datetime.now(UTC), status=trouble.status, robots=robots, code=trouble.code, cause=trouble.cause,
        again=trouble.again,
    )  # fmt: skip
