"""Folders of a user's own tables, for tests."""

from __future__ import annotations

from pathlib import Path

from flows.records import Reference
from flows.reference import read_reference


def folder_of(path: Path, **tables: str) -> Path:
    """A folder with these files: ``actors_csv`` is actors.csv."""
    path.mkdir(exist_ok=True)
    for name, text in tables.items():
        stem, _, suffix = name.rpartition("_")
        (path / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return path


def tables_of(path: Path, **tables: str) -> Reference:
    """The tables of such a folder, read."""
    return read_reference(folder_of(path, **tables))
