"""Why the date is what it is, in a paragraph that a person reads in ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.dates.dct.solve import Solution
from flows.records import Evidence, Interval

_MOST = 3


def reason(solution: Solution, evidence: Sequence[Evidence]) -> str:
    """One paragraph: what is claimed, what speaks for or against it, and what follows."""
    said = _witnesses(solution, evidence)
    claim = solution.claimed
    if solution.verdict == "unknown":
        return "Nothing in the article or about it says when it was written."
    if claim is None:
        return f"No date is claimed; {_list(said)}: written {_span(solution.interval)}."
    opening = f"The {_source(claim.source)} says {_day(claim.day)}"
    if solution.verdict == "mismatch":
        return f"{opening}, but {_list(said)}: written {_span(solution.interval)}."
    if solution.verdict == "confirmed":
        return f"{opening}, and {_list(said)}." if said else f"{opening}, and other witnesses agree."
    return f"{opening}; nothing in the text contradicts it."


def _witnesses(solution: Solution, evidence: Sequence[Evidence]) -> list[str]:
    """The few strongest witnesses from the text, each in a clause."""
    out: list[str] = []
    past = [e for e in evidence if e.kind == "explicit date" and e.note.startswith("told as past") and e.says.lo]
    if past:
        newest = max(past, key=lambda e: e.says.lo or date.min)
        out.append(f"the newest date told as past is “{_quote(newest)}”")
    for e in evidence:
        if e.kind == "office holder" and len(out) < _MOST:
            out.append(f"“{_quote(e)}” held that office {_term(e.says)}")
    for e in evidence:
        if e.kind in ("day without year", "explicit date") and len(out) < _MOST and e.note.startswith("told as future"):
            out.append(f"“{_quote(e)}” is told as future")
    if not out:
        out = [f"“{_quote(e)}” is told of" for e in evidence if e.start is not None][:_MOST]
    return out


def _quote(e: Evidence) -> str:
    return " ".join(e.quote.split())[:60]


def _list(parts: Sequence[str]) -> str:
    if not parts:
        return "its text points elsewhere"
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _source(source: str) -> str:
    return "page" if source == "date line" else source


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _term(says: Interval) -> str:
    if says.lo and says.hi:
        return f"from {_day(says.lo)} to {_day(says.hi)}"
    return f"from {_day(says.lo)}" if says.lo else "at an unknown time"


def _span(interval: Interval) -> str:
    if interval.lo and interval.hi:
        return f"on {_day(interval.lo)}" if interval.is_day else f"between {_day(interval.lo)} and {_day(interval.hi)}"
    if interval.lo:
        return f"after {_day(interval.lo)}"
    return f"before {_day(interval.hi)}" if interval.hi else "at an unknown time"
