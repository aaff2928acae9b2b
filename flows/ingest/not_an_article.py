"""Pages that a server sends instead of the article: bot checks, error pages, consent and log-in walls."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_SHORT = 700  # characters: a longer text is an article that may well mention cookies


def what_else(title: str, text: str) -> tuple[str, str] | None:
    """``(kind, sentence)`` where a short page is known to be no article, else ``None``."""
    if len(text) > _SHORT:
        return None
    for kind, pattern in _phrases():
        if found := pattern.search(f"{title}\n{text}"):
            return kind, f"the page is no article: it says “{' '.join(found[0].split())[:80]}”"
    return None


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """One pattern a kind, in the order of the table, which goes from the surest to the vaguest."""
    lines = (files("seeds") / "reference" / "not_an_article.csv").read_text(encoding="utf-8").splitlines()
    kinds: dict[str, list[str]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        kinds.setdefault(row["kind"], []).append(re.escape(row["phrase"]))
    return tuple((kind, re.compile("|".join(phrases), re.I)) for kind, phrases in kinds.items())
