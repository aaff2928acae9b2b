"""Days of the year that name what happened on one of them: "the Sept. 11 attacks".

The table is ``seeds/reference/known_days.csv``.
"""

from __future__ import annotations

import re

from seeds import kept, rows

KnownDay = tuple[int, re.Pattern[str], re.Pattern[str]]
"""The year, what finds the noun after the day, and what finds it before."""


@kept
def known_days() -> dict[tuple[int, int], list[KnownDay]]:
    """Month and day → what happened on it that is called by it."""
    known: dict[tuple[int, int], list[KnownDay]] = {}
    for row in rows("known_days.csv"):
        behind = re.compile(rf"(?:[ -][a-z]+){{0,2}} (?:{row['nouns']})\b", re.I)
        before = re.compile(rf"\b(?:{row['nouns']}) (?:of|on) $", re.I)
        known.setdefault((int(row["month"]), int(row["day"])), []).append((int(row["year"]), behind, before))
    return known
