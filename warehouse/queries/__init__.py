"""The SQL that reads and writes the warehouse, one file a statement or a short script."""

from functools import cache
from importlib.resources import files


@cache
def query_text(query: str) -> str:
    """The text of ``warehouse/queries/QUERY.sql``."""
    return (files("warehouse") / "queries" / f"{query}.sql").read_text(encoding="utf-8")
