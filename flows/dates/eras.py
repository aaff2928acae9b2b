"""Named times of history: "during World War II", "in the Cold War" date an event where no expression does.

The table is `seeds/reference/eras.csv`, a source to each row. By TimeML 1.2.1 such names are no TIMEX3 (they name
events), so they stand beside an article's date expressions and not among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.calendar.partial import bound
from flows.records import Interval
from seeds import kept, rows


@dataclass(frozen=True, slots=True)
class Era:
    """A named time at ``start`` to ``end`` of a text, as written there (``text``) and as the table shows it."""

    start: int
    end: int
    text: str
    name: str
    days: Interval


def eras(text: str) -> list[Era]:
    """The named times of ``text``, in order, none overlapping; in time linear in its length."""
    known, pattern = _known()
    return [Era(m.start(), m.end(), m.group(), *known[" ".join(m.group().split())]) for m in pattern.finditer(text)]


@kept
def _known() -> tuple[dict[str, tuple[str, Interval]], re.Pattern[str]]:
    """Every name → how it is shown and its days; and what finds them, the longer names first."""
    known = {}
    for row in rows("eras.csv"):
        days = Interval(bound(row["date_from"], last=False), bound(row["date_to"], last=True))
        for name in (row["name"], *filter(None, row["also"].split("|"))):
            known[name] = (row["name"], days)
            if name.endswith(" War"):
                known[f"{name[:-3]}war"] = known[name]  # as newspapers write it: "the Korean war"
    spelled = sorted((re.escape(name).replace(r"\ ", r"\s") for name in known), key=len, reverse=True)
    return known, re.compile(rf"\b(?:{'|'.join(spelled)})\b")
