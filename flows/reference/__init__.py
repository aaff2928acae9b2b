"""A user's own tables of reference: a folder of files that are laid over ours, row by row.

    reference = read_reference(Path("tables"))      # read and checked; raises TablesError
    with laid(reference): ...                       # what reads tables in here finds the user's rows in them

`catalogue` says which tables there are, `entries` reads a file of any of them, `values` knows what may stand in a
column, `laying` puts the rows together; `examples` writes a folder to begin with. Our own tables pass the same checks
(tests/reference).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import seeds
from flows.errors import TablesError
from flows.records import OURS, Reference
from flows.reference.catalogue import catalogue
from flows.reference.entries import Problem, ReferenceRow, is_meant, read_entries
from flows.reference.laying import misplaced, overlay
from flows.reference.values import wrong_rules, wrong_values

_SUFFIXES = (".csv", ".txt", ".toml")
_SHOWN = 20


def read_reference(folder: str | Path | None) -> Reference:
    """The tables in ``folder``, read and checked; none for ``None``.

    Files with other endings than tables have, and hidden ones, are left alone.
    Raises `TablesError`, with a line for each thing that is wrong: file, line, column and what.
    """
    if folder is None:
        return OURS
    reference = Reference(str(folder), tuple(_texts(Path(folder))))
    entries_of(reference)
    return reference


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    if not folder.is_dir():
        raise TablesError([f"{folder}: there is no folder of this name"])
    problems = list[Problem]()
    for path in sorted(folder.iterdir()):
        if path.suffix not in _SUFFIXES or path.name.startswith(".") or not path.is_file():
            continue
        if path.name not in catalogue():
            say = f"no table has this name{is_meant(path.name, list(catalogue()))} (`dateline tables` lists them)"
            problems.append(Problem(path.name, 0, 0, say))
            continue
        raw = path.read_bytes()
        try:
            yield path.name, raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
            problems.append(Problem(path.name, line, column, "the file is not written in UTF-8"))
    _raise(str(folder), problems)


def entries_of(reference: Reference) -> Mapping[str, Sequence[ReferenceRow]]:
    """The entries of each of the user's files. Raises `TablesError` where something is wrong with any."""
    return _checked(reference)[0]


@contextmanager
def laid(reference: Reference) -> Iterator[None]:
    """Let these tables be in use: ours, with the user's laid over them. Raises `TablesError`."""
    with seeds.in_use(_checked(reference)[1] if reference.files else seeds.OURS):
        yield


@lru_cache(maxsize=4)
def _checked(reference: Reference) -> tuple[dict[str, list[ReferenceRow]], seeds.Overlay]:
    problems = list[Problem]()
    found = {file: read_entries(catalogue()[file], text, problems) for file, text in reference.files}
    problems += [problem for file, entries in found.items() for problem in misplaced(catalogue()[file], entries)]
    _raise(reference.folder, problems)
    tables = overlay(reference.digest, found)
    with seeds.in_use(tables):
        wrong = [p for file, entries in found.items() for one in entries for p in wrong_values(catalogue()[file], one)]
        if not wrong and "timex_rules.toml" in found:
            wrong = wrong_rules(found["timex_rules.toml"])
    _raise(reference.folder, wrong)
    return found, tables


def _raise(folder: str, problems: Sequence[Problem]) -> None:
    if problems:
        told = [f"{Path(folder, problem.file)}{str(problem)[len(problem.file) :]}" for problem in sorted(problems)]
        more = [f"and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
        raise TablesError([*told[:_SHOWN], *more])
