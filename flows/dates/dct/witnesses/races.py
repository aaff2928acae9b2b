"""Who runs against whom: a text that sets Obama against Romney, with polls, debates and swing states, is of that race.

Those who stand in `office_holders_added.csv` as candidates for one office at one time are rivals while both run. Two of
them named in full, and words of a campaign under way, put the writing into the time that both were in the race.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import office_names, office_table
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

# How often such a text looks back at the race, by how many different words of a campaign it has, from two on.
_WRONG = (0.45, 0.35, 0.2)
_FEWEST_CUES = 2
_CUES = re.compile(
    r"\b(?:(nominee|nomination)|(debates?)|(polls?|pollsters?|polling)|(campaign trail|campaigning|rally|rallies)|"
    r"(electoral votes|electoral college)|(swing states?|battleground)|(running mate|ticket)|(voters)|"
    r"(primary|primaries|caucus\w*|delegates)|(to go|election day|in november)|"
    r"(front runner|frontrunner|candidates?|contender))\b"
)
_OVER = re.compile(
    r"\b(?:after (?:winning|losing)|(?:won|lost) the (?:\d{4} )?(?:presidential )?election|"
    r"(?:2[0-9]{3}|last) (?:presidential )?(?:election|campaign|race)|president elect|"
    r"former (?:presidential )?(?:candidate|nominee)|since the election|transition team|defeated)\b"
)
_EVE = timedelta(days=3)  # the day after the vote still sounds like the race
_RIVALS = 2


@dataclass(frozen=True, slots=True)
class _Run:
    """A person in a race: who, in which country, from when to when, and where the text names them first."""

    person: str
    country: str
    while_running: Interval
    start: int
    end: int


def entries() -> tuple[Entry, ...]:
    """It asks for no names of its own: the offices' witness asks for those of candidates."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the race between people named in the story allows, if the story is of one."""
    cues = {found.lastindex for p in reading.passages for found in _CUES.finditer(p.folded)}
    if len(cues) < _FEWEST_CUES or any(_OVER.search(p.folded) for p in reading.passages):
        return []
    runs = _runs(reading)
    if len({run.person for run in runs}) < _RIVALS:
        return []
    runs = [run for run in runs if _fits_their_office(reading, run)]
    together: Counter[Interval] = Counter()
    for one, other in combinations(runs, _RIVALS):
        if one.person != other.person and one.country == other.country:
            low = max(one.while_running.lo, other.while_running.lo)  # type: ignore[type-var]
            high = min(one.while_running.hi, other.while_running.hi)  # type: ignore[type-var]
            if low and high and low <= high:
                together[Interval(low, high + _EVE)] += 1
    if not together:
        return []
    steps = raised(together, _WRONG[min(len(cues), len(_WRONG) + 1) - _FEWEST_CUES])
    named = sorted({(run.start, run.end, run.person) for run in runs})[:_RIVALS]
    note = " and ".join(person for *_, person in named)
    start, end, _ = named[0]
    says = next(iter(together)) if len(together) == 1 else Interval()
    return [Testimony(Evidence("race", says, 0.6, reading.article.text[start:end], start, end, note), steps)]


def clause(evidence: Evidence) -> str | None:
    """Whose race it is, as part of a sentence."""
    return f"it tells of a race between {evidence.note}" if evidence.kind == "race" else None


def _fits_their_office(reading: Reading, run: _Run) -> bool:
    """Whether whoever runs is called by no office, or by one held while running: "President Trump" ran in 2020."""
    terms = [
        term
        for passage in reading.passages
        for holding in office_names.holdings(passage)
        if holding.person == run.person and office_table.offices()[holding.office].kind != "candidate"
        for term in holding.terms
    ]
    low, high = run.while_running.lo, run.while_running.hi
    assert low is not None
    assert high is not None
    return not terms or any((t.lo is None or t.lo <= high) and (t.hi is None or t.hi >= low) for t in terms)


def _runs(reading: Reading) -> list[_Run]:
    """Every candidacy of those named in full in the story."""
    out, known, seen = [], office_table.offices(), set()
    for passage in [*reading.passages, *reading.passages_beside]:
        for name in passage.of_kind("holder"):
            for h in office_table.holders_named(name.entry) if name.entry not in seen else ():
                if known[h.office].kind == "candidate" and h.office.startswith("presidential") and h.end:
                    place = passage.start + name.start, passage.start + name.end
                    out.append(_Run(h.person, h.country, Interval(h.start, h.end), *place))
            seen.add(name.entry)
    return out
