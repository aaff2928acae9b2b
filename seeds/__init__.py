"""The sample corpus and the reference tables: `rows` reads a table, `lines` a list, `declared` a TOML file.

A table may be laid over by one of the user's own (`flows/reference/`): inside `in_use` the three give what comes of
both. What is made of tables is remembered by `kept`, for each set of tables apart.
"""

from __future__ import annotations

import csv
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_REFERENCE = files("seeds") / "reference"
_REMEMBERED = 2  # sets of tables beside our own whose answers are kept


@dataclass(frozen=True, slots=True)
class Overlay:
    """Tables in place of ours, by file name: rows of CSV, lines of text, or the sections of a TOML file.

    ``digest`` tells one set from another; ``own`` has what stands in them because the user put it there, by file.
    """

    digest: str = ""
    rows: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    lines: Mapping[str, list[str]] = field(default_factory=dict)
    sections: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)


OURS = Overlay()
_overlay = OURS


def lines(name: str) -> list[str]:
    """The lines of the table or list ``name``, without blank ones and remarks ("#" in front)."""
    if name in _overlay.lines:
        return list(_overlay.lines[name])
    return [line for part in parts(name) for line in _said(part)]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of the table ``name``, by its columns."""
    if name in _overlay.rows:
        return list(_overlay.rows[name])
    return [row for part in parts(name) for row in _rows(part)]


def declared(name: str) -> dict[str, Any]:
    """The TOML file ``name``, as its sections."""
    if name in _overlay.sections:
        return _overlay.sections[name]
    return tomllib.loads((_REFERENCE / name).read_text(encoding="utf-8"))


def own(name: str) -> frozenset[str]:
    """What stands in the table ``name`` because the user put it there; nothing where no table of theirs is in use."""
    return _overlay.own.get(name, frozenset())


def parts(name: str) -> list[Traversable]:
    """The files that make a table: NAME.csv, what is added to it by hand (NAME_added.csv), all of a folder NAME/."""
    stem, dot, suffix = name.rpartition(".")
    found = [_REFERENCE / name, _REFERENCE / f"{stem}_added{dot}{suffix}"]
    folder = _REFERENCE / stem
    if stem and folder.is_dir():
        found += sorted((f for f in folder.iterdir() if f.name.endswith(dot + suffix)), key=lambda f: f.name)
    if there := [part for part in found if part.is_file()]:
        return there
    raise FileNotFoundError(f"no table of reference is called {name}")


def _said(part: Traversable) -> list[str]:
    text = part.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _rows(part: Traversable) -> Iterator[dict[str, str]]:
    """As `csv.DictReader` has them, in half the time."""
    found = csv.reader(_said(part))
    header = next(found)
    return (dict(zip(header, row, strict=True)) for row in found)


# ---------------------------------------------------------------- which tables are in use
_turn = threading.Condition()
_readers: list[int] = []  # the threads inside `in_use`
_answers: list[_Answers[Any]] = []
_latest: list[str] = []  # digests, the last used one last


@contextmanager
def in_use(tables: Overlay) -> Iterator[None]:
    """Let the tables be these inside the block, and ours again after it.

    A process reads with one set at a time: threads that ask for the same go side by side, one that asks for others
    waits until they have done.
    """
    with _turn:
        if threading.get_ident() in _readers and _overlay.digest != tables.digest:
            raise RuntimeError("other tables are in use already in this thread, which would wait for itself")
        _turn.wait_for(lambda: not _readers or _overlay.digest == tables.digest)
        _take(tables)
        _readers.append(threading.get_ident())
    try:
        yield
    finally:
        with _turn:
            _readers.remove(threading.get_ident())
            if not _readers:
                _take(OURS)
            _turn.notify_all()


def _take(tables: Overlay) -> None:
    global _overlay
    _overlay = tables
    if tables.digest:
        _latest[:] = [*(digest for digest in _latest if digest != tables.digest), tables.digest]
        for forgotten in _latest[:-_REMEMBERED]:
            for answers in _answers:
                answers.pop(forgotten, None)
        del _latest[:-_REMEMBERED]


class _Answers(dict[str, Callable[..., T]], Generic[T]):
    """A function's memories, one for each set of tables."""

    def __init__(self, function: Callable[..., T], most: int | None) -> None:
        super().__init__()
        self._function, self._most = function, most

    def __missing__(self, digest: str) -> Callable[..., T]:
        return self.setdefault(digest, lru_cache(self._most)(self._function))


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what ``function`` makes of the tables, as long as they are those that are in use."""
    return kept_most(None)(function)


def kept_most(most: int | None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """`kept`, for at most so many calls with different arguments."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        answers = _Answers[T](function, most)
        _answers.append(answers)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            return answers[_overlay.digest](*args, **kwargs)

        return call

    return decorate
