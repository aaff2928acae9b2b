"""What others assert of the article's day: metadata, JSON-LD, feed items, URLs, a caller's date; and a reviewer's word.

Claims are kept apart and weighed apart, because each lies in its own way: a page's "modified" is later than its
"published", an address is right or absent, a given date may be the day of the crawl.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.records import Claim, Evidence, Interval

REVIEW = "review"  # the source of a claim that a person made after looking: it always wins
_EARLIEST = date(1605, 1, 1)  # the first newspaper
_EPOCH = date(1970, 1, 1)  # day nought of Unix time is a missing date
# How often a claim of this role names the article's day, before the text is heard.
_TRUST = {"published": 0.95, "unknown": 0.95, "updated": 0.5}


@dataclass(frozen=True, slots=True)
class Claimed:
    """A day that is asserted, by whom, in whose words, and how far it is trusted before the body is heard."""

    day: date
    source: str
    value: str
    trust: float


def reviewed(claims: Sequence[Claim]) -> Claim | None:
    """The last claim that a reviewer made, if any."""
    return next((c for c in reversed(claims) if c.source == REVIEW and c.day is not None), None)


def asserted(claims: Sequence[Claim], today: date) -> list[Claimed]:
    """The claims that name a day at all: no later than ``today``, not before there was a press."""
    return [
        Claimed(c.day, c.source, c.value, _TRUST[c.role])
        for c in claims
        if c.day is not None and _impossible(c, today) is None
    ]


def evidence(claims: Sequence[Claim], today: date) -> list[Evidence]:
    """One evidence a claim; one that names no possible day says nothing, and why."""
    out = []
    for c in claims:
        why = _impossible(c, today)
        says = Interval() if why else Interval(c.day, c.day)
        note = why or ("" if c.role == "unknown" else c.role)
        out.append(Evidence(f"claim: {c.source}", says, 0.0 if why else _TRUST[c.role], c.value, note=note))
    return out


def _impossible(claim: Claim, today: date) -> str | None:
    if claim.day is None:
        return "no date"
    if claim.day > today:
        return "still to come"
    if claim.day < _EARLIEST or claim.day == _EPOCH:
        return "before there was a press" if claim.day < _EARLIEST else "the zero of a clock"
    return None
