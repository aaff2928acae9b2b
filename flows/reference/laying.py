"""A user's entries laid over ours: theirs stand first, and take the place of ours with the same key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import seeds
from flows.reference.catalogue import ReferenceTable, catalogue
from flows.reference.entries import Key, Problem, ReferenceRow, is_meant, read_entries


@cache
def our_entries(file: str) -> tuple[ReferenceRow, ...]:
    """The entries of a table of ours, in order. Raises ``ValueError`` where one of its files is written wrongly."""
    table, problems = catalogue()[file], list[Problem]()
    parts = seeds.parts(file)
    found = [entry for part in parts for entry in read_entries(table, part.read_text("utf-8"), problems)]
    if problems:
        raise ValueError(f"{problems[0]}")
    return tuple(found)


def misplaced(table: ReferenceTable, theirs: Sequence[ReferenceRow]) -> list[Problem]:
    """Rows that say one thing twice, and rows that strike out what is not there."""
    found, seen = [], dict[Key, int]()
    ours = [entry.key for entry in our_entries(table.file)]
    for entry in theirs:
        place = entry.place
        if entry.key in seen:
            same = f"the same {' and '.join(table.key)} as in line {seen[entry.key]}"
            found.append(Problem(table.file, place.line, place.column, same))
        seen.setdefault(entry.key, place.line)
        if entry.struck and not any(_meant(entry.key, key) for key in ours):
            hint = is_meant(" ".join(entry.key), [" ".join(key) for key in ours])
            say = f"strikes out {', '.join(filter(None, entry.key))!r}, which is no row of ours{hint}"
            found.append(Problem(table.file, place.line, place.column, say))
    return found


def _meant(struck: Key, key: Key) -> bool:
    """Whether a struck-out key names this one: a cell that is left empty stands for anything."""
    return all(wanted in ("", there) for wanted, there in zip(struck, key, strict=True))


def remaining(table: ReferenceTable, theirs: Sequence[ReferenceRow]) -> list[ReferenceRow]:
    """The entries of ours that theirs neither replace nor strike out."""
    replaced = {entry.key for entry in theirs if not entry.struck}
    struck = [entry.key for entry in theirs if entry.struck]
    return [
        entry
        for entry in our_entries(table.file)
        if entry.key not in replaced and not any(_meant(key, entry.key) for key in struck)
    ]


def overlay(digest: str, theirs: Mapping[str, Sequence[ReferenceRow]]) -> seeds.Overlay:
    """What comes of ours and theirs, for each file of theirs."""
    rows, lines, sections, own = {}, {}, {}, {}
    for file, entries in theirs.items():
        table = catalogue()[file]
        added = [entry for entry in entries if not entry.struck]
        laid = [*added, *remaining(table, entries)]
        own[file] = frozenset(entry.key[-1] for entry in added)
        if table.form == "csv":
            rows[file] = [entry.texts() for entry in laid]
        elif table.form == "toml":
            sections[file] = _sections(laid)
        else:
            lines[file] = list(_WRITTEN[table.form](laid))
    return seeds.Overlay(digest, rows, lines, sections, own)


def _sections(entries: Iterable[ReferenceRow]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        name = entry.cells["section"].text
        if name.startswith("macros."):
            found.setdefault("macros", {})[name.removeprefix("macros.")] = entry.body
        elif "pattern" in entry.body:
            found.setdefault("rule", []).append(entry.body)
        else:
            found[name] = entry.body
    return found


def _classes(entries: Iterable[ReferenceRow]) -> Iterable[str]:
    for name, members in groupby(entries, key=lambda entry: entry.cells["class"].text):
        yield f"{name}: {' '.join(member.cells['word'].text for member in members)}"


def _frames(entries: Iterable[ReferenceRow]) -> Iterable[str]:
    for entry in entries:
        yield "{type} {mode}: {pattern}".format(**entry.texts())


_WRITTEN: dict[str, Callable[[Iterable[ReferenceRow]], Iterable[str]]] = {
    "words": lambda entries: (entry.cells["word"].text for entry in entries),
    "classes": _classes,
    "frames": _frames,
}
