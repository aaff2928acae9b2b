"""The sample corpus and the reference tables; `rows` reads a table."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of the table ``name`` in `reference/`, by its columns; lines that begin with "#" are remarks."""
    lines = (files("seeds") / "reference" / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
