"""Why the date is what it is, in a paragraph that a person reads in ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.dates.dct.solve import Solution
from flows.records import Evidence, Interval

_MOST = 3
_LONG = date(9999, 12, 31)


def reason(solution: Solution, evidence: Sequence[Evidence]) -> str:
    """One paragraph: what is claimed, what speaks for or against it, and what follows."""
    if solution.verdict == "unknown":
        return "Nothing in the article or about it says when it was written."
    claim = solution.claimed
    if solution.verdict == "confirmed" and claim:
        evidence = [e for e in evidence if claim.day in e.says]
    said = _witnesses(evidence, None if claim is None or solution.verdict != "mismatch" else claim.day)
    if claim is None:
        because = f"; {_list(said)}" if said else ""
        return f"No date is claimed{because}: written {_span(solution.interval)}."
    opening = f"The {_source(claim.source)} says {_day(claim.day)}"
    if solution.verdict == "mismatch":
        return (
            f"{opening}, but {_list(said) or 'the text fits another time better'}: written {_span(solution.interval)}."
        )
    if solution.verdict == "confirmed":
        return f"{opening}, and {_list(said)}." if said else f"{opening}, and other witnesses agree."
    return f"{opening}; nothing in the text contradicts it."


def _witnesses(evidence: Sequence[Evidence], against: date | None) -> list[str]:
    """The few witnesses that tell most, each in a clause; against a doubted claim, those it lies outside of first."""
    out: list[str] = []
    corrected = next((e for e in evidence if e.kind == "review"), None)
    if corrected is not None:
        return [f"a reviewer found {corrected.quote}" + (f" ({corrected.note})" if corrected.note else "")]
    past = [e for e in evidence if e.says.lo and (e.kind == "caption" or e.note.startswith("told as past"))]
    if past:
        newest = max(past, key=lambda e: e.says.lo or date.min)
        told = "a picture is of" if newest.kind == "caption" else "the newest event told as past is of"
        out.append(f"{told} {_quote(newest)}")
        if against and newest.says.lo and (against - newest.says.lo).days > 366:
            out[-1] += " and nothing dated later is told"
    bounds = sorted((e for e in evidence if e.kind in _BOUNDS), key=lambda e: _tells(e, against))
    out += [_bound(e) for e in bounds[: _MOST - len(out)]]
    for e in evidence:
        if e.kind == "arithmetic" and len(out) < _MOST and e.says.lo:
            out.append(f"“{_quote(e)}” {e.note} makes it {_span(e.says)}")
    for e in evidence:
        if len(out) < _MOST and e.note.startswith("told as future"):
            out.append(f"{_quote(e)} is told as future")
    return out or [f"“{_quote(e)}” is told of" for e in evidence if e.start is not None][:_MOST]


_BOUNDS = ("office holder", "former holder", "term", "public figure", "inherited")


def _tells(e: Evidence, against: date | None) -> tuple[bool, bool, int]:
    """Order of telling: what the doubted day lies outside of, then what is surest, then the shortest term."""
    length = ((e.says.hi or _LONG) - (e.says.lo or date.min)).days
    return (against is None or against in e.says, e.kind == "public figure", length)


def _bound(e: Evidence) -> str:
    if e.kind == "office holder":
        return f"“{_quote(e)}” was in that office {_term(e.says)}"
    if e.kind == "former holder":
        return f"“{_quote(e)}” had left that office by {_day(e.says.lo)}" if e.says.lo else f"“{_quote(e)}” is named"
    if e.kind == "public figure":
        return f"{_quote(e)} was in office {_term(e.says)}"
    if e.kind == "term":
        return f"it names “{_quote(e)}”, {e.note}"
    return f"{e.note or 'another document'} puts it {_span(e.says)}"


def _quote(e: Evidence) -> str:
    return " ".join(e.quote.split())[:60]


def _list(parts: Sequence[str]) -> str:
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _source(source: str) -> str:
    return "page" if source == "date line" else source


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


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
