"""The sample corpus and the reference tables; `rows` reads a table, `lines` a list."""

from __future__ import annotations

import csv
from importlib.resources import files


def lines(name: str) -> list[str]:
    """The lines of the table or list ``name`` in `reference/`, without blank ones and remarks ("#" in front)."""
    text = (files("seeds") / "reference" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of the table ``name`` in `reference/`, by its columns."""
    return list(csv.DictReader(lines(name)))
