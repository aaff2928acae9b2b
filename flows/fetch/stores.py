"""Object stores by way of fsspec: s3, gs and az. Listed first; what is as it was is not fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
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


class Store:
    """The store that an address lies in."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._scheme = address.partition("://")[0]
        self._options: dict[str, Any] = {}

    def files(self) -> list[Stored]:
        """The files that the address names: itself, those below it, or those of a pattern, in order; no hidden ones.

        Raises ``NotFetched``.
        """
        found: list[Stored] = self._ask(self._find)
        if not found:
            raise NotFetched("missing", "there is nothing of that name, or no file below it")
        return found

    def fetch(self, into: Path, limits: Limits) -> tuple[int, str]:
        """Write the file to ``into``: its size and SHA-256. Raises ``NotFetched``."""
        return self._ask(lambda: self._copy(into, limits))  # type: ignore[no-any-return]

    def _find(self) -> list[Stored]:
        system, path = self._open()
        is_pattern = any(sign in path for sign in "*?[")
        found = system.glob(path, detail=True) if is_pattern else system.find(path, detail=True)
        base = "" if is_pattern else path.rstrip("/")
        return [
            self._stored(name, about)
            for name, about in sorted(found.items())
            if about.get("type") != "directory" and not name.endswith("/") and not _is_hidden(name, base)
        ]

    def _stored(self, name: str, about: dict[str, Any]) -> Stored:
        tag, time = _first(about, _TAGS), _first(about, _TIMES)
        return Stored(f"{self._scheme}://{name.lstrip('/')}", about.get("size"), tag, time)

    def _copy(self, into: Path, limits: Limits) -> tuple[int, str]:
        system, path = self._open()
        with system.open(path, "rb", cache_type="none") as remote:
            return write_pieces(_pieces(remote), into, limits.fetch_bytes)

    def _open(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(self._address, use_listings_cache=False, skip_instance_cache=True, **self._options)
        return system, str(path)

    def _ask(self, function: Any) -> Any:
        """What ``function`` answers; a public bucket needs no credentials, so without any it is asked as nobody."""
        try:
            return function()
        except NotFetched:
            raise
        except FileNotFoundError as e:
            raise NotFetched("missing", "there is nothing of that name") from e
        except PermissionError as e:
            raise NotFetched("forbidden", f"access is not permitted: {_line(e)}") from e
        except Exception as e:
            if type(e).__name__ == "NoCredentialsError" and not self._options:
                self._options = {"anon": True}
                return self._ask(function)
            raise NotFetched("store", f"{type(e).__name__}: {_line(e)}", "failed") from e


def file_name(address: str) -> str:
    """The name of a file in a store."""
    return PurePosixPath(address).name


def _pieces(remote: Any) -> Iterator[bytes]:
    return iter(lambda: remote.read(_PIECE), b"")


def _is_hidden(name: str, base: str) -> bool:
    return any(part.startswith(".") for part in name.removeprefix(base).split("/"))


def _first(about: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((str(about[key]).strip('"') for key in keys if about.get(key) is not None), None)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
