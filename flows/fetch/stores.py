"""Object stores by way of fsspec: s3, gs and az. Listed first; what is as it was is not fetched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from flows.fetch.spool import write_pieces
from flows.fetch.visit import NotFetched
from flows.ingest.limits import Limits

_TAGS = ("ETag", "etag", "md5Hash", "content_md5", "generation")
_TIMES = ("LastModified", "last_modified", "updated", "mtime")
_PIECE = 1 << 20


class Stored(NamedTuple):
    """A file in a store: its address, its size in bytes, and by what a change is told."""

    address: str
    size: int | None
    etag: str | None
    last_modified: str | None


class Stores:
    """Every store that a run asks."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._public: set[str] = set()  # buckets that are asked as nobody

    def files(self, address: str) -> list[Stored]:
        """The files that the address names: itself, those below it, or those of a pattern, in order; no hidden ones.

        Raises ``NotFetched``.
        """
        found: list[Stored] = self._ask(address, _find)
        if not found:
            raise NotFetched("missing", "there is nothing of that name, or no file below it")
        return found

    def fetch(self, address: str, into: Path) -> tuple[int, str]:
        """Write a file to ``into``: its size and SHA-256. Raises ``NotFetched``."""
        copied: tuple[int, str] = self._ask(address, partial(_copy, into, self._limits.fetch_bytes))
        return copied

    def content(self, stored: Stored) -> bytes:
        """The bytes of a file of which `files` has told. Raises ``NotFetched``, also where it is another one by now."""
        found: bytes = self._ask(stored.address, partial(_read, stored))
        return found

    def _ask(self, address: str, function: Callable[[Any, str, str], Any]) -> Any:
        """What ``function`` answers; a public bucket needs no credentials, so without any it is asked as nobody."""
        from fsspec.core import url_to_fs

        scheme, _, rest = address.partition("://")
        bucket = f"{scheme}://{rest.partition('/')[0]}"
        options = {"anon": True} if bucket in self._public else {}
        try:
            system, path = url_to_fs(address, use_listings_cache=False, **options)
            return function(system, str(path), scheme)
        except NotFetched:
            raise
        except FileNotFoundError as e:
            raise NotFetched("missing", "there is nothing of that name") from e
        except PermissionError as e:
            raise NotFetched("forbidden", f"access is not permitted: {_line(e)}") from e
        except Exception as e:
            if type(e).__name__ == "NoCredentialsError" and not options:
                self._public.add(bucket)
                return self._ask(address, function)
            raise NotFetched("store", f"{type(e).__name__}: {_line(e)}", "failed") from e


def _find(system: Any, path: str, scheme: str) -> list[Stored]:
    is_pattern = any(sign in path for sign in "*?[") and not system.exists(path)
    found = system.glob(path, detail=True) if is_pattern else system.find(path, detail=True)
    if not isinstance(found, dict):  # adlfs answers so for a single file
        found = {name: system.info(name) for name in found}
    base = "" if is_pattern else path.rstrip("/")
    return [
        Stored(f"{scheme}://{name.lstrip('/')}", about.get("size"), _first(about, _TAGS), _first(about, _TIMES))
        for name, about in sorted(found.items())
        if about.get("type") != "directory" and not name.endswith("/") and not _is_hidden(name, base)
    ]


def _copy(into: Path, most: int, system: Any, path: str, scheme: str) -> tuple[int, str]:
    with system.open(path, "rb", cache_type="none") as remote:
        return write_pieces(iter(lambda: remote.read(_PIECE), b""), into, most)


def _read(stored: Stored, system: Any, path: str, scheme: str) -> bytes:
    with system.open(path, "rb", cache_type="none") as remote:
        about = getattr(remote, "details", {})
        found = bytes(remote.read())
    if len(found) != stored.size or _first(about, _TAGS) not in (None, stored.etag):
        raise NotFetched("changed", "it is not the one that was listed")
    return found


def _is_hidden(name: str, base: str) -> bool:
    return any(part.startswith(".") for part in name.removeprefix(base).split("/"))


def _first(about: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((str(about[key]).strip('"') for key in keys if about.get(key) is not None), None)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
