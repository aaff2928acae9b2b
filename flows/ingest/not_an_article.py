"""Pages that a server sends instead of the article: bot checks, error pages, consent and log-in walls."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


def what_else(title: str, text: str) -> tuple[str, str] | None:
    """``(kind, sentence)`` where a page is known to be no article, else ``None``."""
    for kind, longest, pattern in _phrases():
        if len(text) <= longest and (found := pattern.search(f"{title}\n{text}")):
            return kind, f"the page is no article: it says “{' '.join(found[0].split())[:80]}”"
    return None


@cache
def _phrases() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """One pattern a kind, in the order of the table, which goes from the surest to the vaguest."""
    lines = (files("seeds") / "reference" / "not_an_article.csv").read_text(encoding="utf-8").splitlines()
    kinds: dict[tuple[str, int], list[str]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        kinds.setdefault((row["kind"], int(row["longest"])), []).append(re.escape(row["phrase"]))
    return tuple((kind, longest, re.compile("|".join(p), re.I)) for (kind, longest), p in kinds.items())
