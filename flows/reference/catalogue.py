"""Which tables a user's own may be laid over, and what their rows are: `seeds/reference/tables.toml`, as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import seeds

Form = Literal["csv", "words", "classes", "frames", "toml"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what may stand in it (a ``kind`` of `flows.reference.values`, or ``choices``), and what it means."""

    name: str
    kind: str
    choices: tuple[str, ...]
    about: str

    @property
    def may_be_empty(self) -> bool:
        return self.kind.endswith("?") or "" in self.choices


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A table: its file, how that is written, what a row is, and by which columns two rows are one."""

    name: str
    file: str
    form: Form
    of: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    example: tuple[str, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@cache
def catalogue() -> dict[str, ReferenceTable]:
    """Every table by its file, in the order in which they are shown."""
    return {said["file"]: _table(name, said) for name, said in seeds.declared("tables.toml").items()}


def _table(name: str, said: dict[str, Any]) -> ReferenceTable:
    columns = tuple(_column(column, of) for column, of in said["columns"].items())
    return ReferenceTable(
        name, said["file"], said["form"], said["of"], said["about"], tuple(said["key"]), columns, tuple(said["example"])
    )


def _column(name: str, said: dict[str, Any]) -> Column:
    kind: str | Sequence[str] = said["is"]
    if isinstance(kind, str):
        return Column(name, kind, (), said["about"])
    return Column(name, "choice", tuple(kind), said["about"])
