"""What a source is called that is not a file here: an address, and the same address without its credentials.

An address loses its credentials where it is named: from then on everybody, the warehouse and Prefect too, knows it by
what it is called without them. The address as it was named stands in this process's environment, which the processes
that it starts inherit, and is looked up when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from flows.errors import NothingToRead

WEB = ("http", "https")
# What is read by way of fsspec: the package that it needs for a scheme, and the extra of ours that brings it.
STORES = {
    "s3": ("s3fs", "s3"), "s3a": ("s3fs", "s3"), "gs": ("gcsfs", "gs"), "gcs": ("gcsfs", "gs"),
    "az": ("adlfs", "az"), "abfs": ("adlfs", "az"), "abfss": ("adlfs", "az"),
}  # fmt: skip
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
_VARIABLE = "DATELINE_ADDRESSES"
_followed: dict[str, str] = {}  # not in the environment, which has little room

# Names in a query that keep a value secret. What Amazon and Google sign is new each time, and told by the name alone.
_SECRET = re.compile(
    r"token|secret|passw|pwd|credential|signature|api[-_]?key|access[-_]?key|auth(?!or)|session|jwt|^(?:key|sig|sas|pass|pw)$",
    re.I,
)
_SIGNED = re.compile(r"x-(?:amz|goog)-|awsaccesskeyid|signature|expires$", re.I)


class Places(NamedTuple):
    """What was named, apart: files and folders as they were, and addresses without their credentials."""

    paths: tuple[str, ...]
    addresses: tuple[str, ...]


def by_kind(sources: Sequence[str]) -> Places:
    """``sources`` by kind. Raises ``NothingToRead`` for an address that nobody can ask for."""
    addresses = tuple(dict.fromkeys(hide_credentials(named) for named in sources if is_address(named)))
    return Places(tuple(named for named in sources if not is_address(named)), addresses)


def as_called(sources: Sequence[str]) -> tuple[str, ...]:
    """``sources`` in their order, addresses without their credentials. Raises ``NothingToRead`` as `by_kind` does."""
    return tuple(hide_credentials(one) if is_address(one) else one for one in sources)


def is_address(named: str) -> bool:
    """Whether ``named`` is no file or folder: ``file://`` is one."""
    scheme = _SCHEME.match(named)
    return scheme is not None and scheme[1].lower() != "file"


def is_web(address: str) -> bool:
    """Whether a web server answers for it."""
    return _parts(address).scheme in WEB


def hide_credentials(address: str) -> str:
    """``address`` as it is called everywhere; the one that was given is kept for `with_credentials`.

    Raises ``NothingToRead`` where it names no host, and for a scheme that is not read.
    """
    called = without_secrets(address)
    _check(address, called)
    if called != address:
        os.environ[_VARIABLE] = json.dumps({**_kept(), called: address})
    return called


def followed(address: str) -> str:
    """An address that another one leads to, as it is called everywhere; its credentials are kept in this process alone.

    Raises ``NothingToRead`` as `hide_credentials` does.
    """
    called = without_secrets(address)
    _check(address, called)
    if called != address:
        _followed[called] = address
    return called


def with_credentials(called: str) -> str:
    """The address as it was given, where this process or the one that started it was given it."""
    return _followed.get(called) or _kept().get(called, called)


def without_secrets(address: str) -> str:
    """``address`` without user, password, fragment and the secret values of its query; those stay apart by a digest."""
    parts = _parts(address)
    if parts.scheme not in WEB:  # a key may hold anything; what stands before the @ of Azure is a container
        return re.sub(r"^([^:]+://)[^/@]*:[^/@]*@", r"\1", address.strip())
    query = "&".join(_masked(pair) for pair in parts.query.split("&"))
    host = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{host}{parts.path or '/'}{f'?{query}' if query else ''}"


def _masked(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if not equals or value.startswith("***") or not (_SECRET.search(unquote(name)) or _SIGNED.match(unquote(name))):
        return pair
    if _SIGNED.match(unquote(name)):
        return f"{name}=***"
    return f"{name}=***{hashlib.sha256(value.encode()).hexdigest()[:4]}"


def _check(address: str, called: str) -> None:
    parts = _parts(address)
    if parts.scheme not in (*WEB, *STORES):
        raise NothingToRead(called, "an address of a kind that is not read; https, http, s3, gs, az and file are")
    try:
        host, _ = parts.hostname, parts.port
    except ValueError as e:
        raise NothingToRead(called, f"no address: {e}") from e
    if not host:
        raise NothingToRead(called, "no address: it names no host")
    package, extra = STORES.get(parts.scheme, ("", ""))
    if package and not find_spec(package):
        raise NothingToRead(called, f"reading {parts.scheme}:// needs {package}: pip install 'dateline[{extra}]'")


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError as e:  # a bracket too many; what is wrong is told without the rest of it, which may be secret
        raise NothingToRead(address.partition("://")[0] + "://…", f"no address: {e}") from e


def _kept() -> dict[str, str]:
    kept: dict[str, str] = json.loads(os.environ.get(_VARIABLE, "{}"))
    return kept
