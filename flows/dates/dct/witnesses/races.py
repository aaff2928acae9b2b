"""Who runs against whom: a text that sets Obama against Romney, with polls, debates and swing states, is of that race.

Those who stand in `office_holders_added.csv` as candidates for one office at one time are rivals while both run. Two of
them named, one at least in full, and words of a campaign under way, put the writing into the time that both were in
the race. The votes and debates that such a text looks ahead to are those of their race (`days_of_race`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from flows.calendar.in_words import day_in_words
from flows.calendar.partial import bound
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import office_names, office_table
from flows.dates.dct.witnesses.office_names import still_to_come
from flows.names.fold import fold
from flows.names.gazetteer import Entry, NamedPassage
from flows.records import Evidence, Interval
from seeds import kept, rows

# How often such a text looks back at the race, by how many different words of a campaign it has, from two on.
_WRONG = (0.45, 0.35, 0.2)
_FEWEST_CUES = 2
_THE_NOMINEE = re.compile(r"\bthe (?:republican|democratic|gop|party's) (?:presidential )?nominee\b")
_NOMINEE_WRONG = 0.12  # how often the nominee of a race that is over is still called so beside the rival
_BESIDE = 150  # characters between the name of who runs and a word of the campaign
_CUES = re.compile(
    r"\b(?:(nominee|nomination)|(debates?)|(polls?|pollsters?|polling)|(campaign trail|campaigning|rally|rallies)|"
    r"(electoral votes|electoral college)|(swing states?|battleground)|(running mate|ticket)|(voters)|"
    r"(primary|primaries|caucus\w*|delegates)|(to go|election day|in november)|"
    r"(front runner|frontrunner|candidates?|contender))\b"
)
_OVER = re.compile(
    r"\b(?:after (?:winning|losing)|(?:won|lost) the (?:\d{4} )?(?:presidential )?election|"
    r"(?:2[0-9]{3}|last) (?:presidential )?(?:election|campaign|race)|president elect|"
    r"former (?:presidential )?(?:candidate|nominee)|since the election|transition team|defeated|"
    r"(?:election|shock|surprise|crushing|stunning|her|his|'s) (?:defeat|loss)|conceded|concession (?:speech|call)|"
    r"(?:election|upset|stunning|shock) (?:victory|win))\b"
)
# "During the campaign, when he was …": then it is over.
_LOOKS_BACK = re.compile(
    r"\b(?:during|throughout|all through|back in) the (?:\d{4} )?(?:presidential |election |us |u.s. )*"
    r"(?:election|campaign|race)\b[^.;:!?]{0,60}\b(?:was|wasn t|were|did|had|said|promised|vowed|called|ran|claimed|"
    r"told|would|argued|attacked|criticized|criticised|pledged|mocked)\b"
)
_LOOKS_BACK_NATS = -2.5  # against a day before the race was over
# "An Elizabeth Warren administration"; "the incoming Poe administration" is told of long after.
_ADMINISTRATION = re.compile(
    r"\b[Aa]n?(?: (?:possible|potential|future|hypothetical|new))? "
    r"(?P<name>[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?) (?:administration|presidency|White House)\b"
)
# What a candidate plans: "As president, Ann Poe said, she would", "If elected, Poe promised to".
_AS_PRESIDENT = re.compile(
    r"\b(?:[Aa]s (?:the next )?president|[Ii]f (?:(?:he|she) (?:is|were) )?elected(?: president)?), "
    r"(?P<name>[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?)\b"
)
_PLANS = re.compile(r"[^.;:!?]{0,60}\b(?:would|will|promise[sd]?|pledge[sd]?|vow(?:s|ed))\b")
_WOULD_HAVE = re.compile(r"[^.;:!?]{0,25}\b(?:would|could|might|may) (?:\w+ )?have\b")  # it never came
_UNTIL_IT_COMES, _TO_COME_WRONG = timedelta(days=75), 0.045  # …; how often it is looked back at
_EVE = timedelta(days=3)  # the day after the vote still sounds like the race
_RIVALS = 2
_NOMINEE = "presidential nominee"
_FOR_THE_TOP = "presidential"  # how the offices of those begin who run for president
# What may stand before a family name that is alone: no given name of another ("Jill Biden").
_NO_GIVEN_NAME = re.compile(r"(?:^|[^\w\s]\s*|\b(?:Mr|Mrs|Ms|President|Senator|Governor|Secretary|[a-z][\w'’]*)\.? )$")


@dataclass(frozen=True, slots=True)
class _Run:
    """A person in a race: who, in which country, from when to when, and where the text names them first."""

    person: str
    country: str
    while_running: Interval
    start: int
    end: int
    office: str


def entries() -> tuple[Entry, ...]:
    """It asks for no names of its own: the offices' witness asks for those of candidates."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the race between people named in the story allows, if the story is of one, or looks back at one."""
    if back := _looking_back(reading):
        return [back]
    if ahead := _to_come(reading):
        return [ahead]
    if any(_OVER.search(p.folded) for p in reading.passages):
        return []
    runs = [run for run in _runs(reading) if _fits_their_office(reading, run)]
    fewest = _FEWEST_CUES
    if len({run.person for run in runs}) < _RIVALS:  # by their family names, those who stood against each other alone
        runs, fewest = [run for run in (*runs, *_by_family_name(reading)) if run.office == _NOMINEE], _FEWEST_CUES + 1
    cues = _cues_beside(reading, {run.person.rsplit(" ", 1)[-1] for run in runs})
    nominated = [run for run in runs if run.office == _NOMINEE] if cues and _is_told_of_a_nominee(reading) else []
    if len({run.person for run in nominated}) >= _RIVALS:
        runs = nominated
    elif len(cues) < fewest:
        return []
    together: Counter[Interval] = Counter()
    for one, other in combinations(runs, _RIVALS):
        if _are_rivals(one, other, runs):
            low = max(one.while_running.lo, other.while_running.lo)  # type: ignore[type-var]
            high = min(one.while_running.hi, other.while_running.hi)  # type: ignore[type-var]
            if low and high and low <= high:
                together[Interval(low, high + _EVE)] += 1
    if not together:
        return []
    wrong = _WRONG[max(min(len(cues), len(_WRONG) + 1) - _FEWEST_CUES, 0)]
    steps = raised(together, _NOMINEE_WRONG if runs is nominated else wrong)
    first = {run.person: run for run in sorted(runs, key=lambda run: run.start, reverse=True)}
    named = sorted((run.start, run.end, run.person) for run in first.values())[:_RIVALS]
    note = " and ".join(person for *_, person in named)
    start, end, _ = named[0]
    says = next(iter(together)) if len(together) == 1 else Interval()
    return [Testimony(Evidence("race", says, 0.6, reading.article.text[start:end], start, end, note), steps)]


def _is_told_of_a_nominee(reading: Reading) -> bool:
    """Whether somebody is "the Republican nominee" of today: of no year, and not a former or a later one."""
    return any(
        not reading.names_a_year(passage.start + found.start(), passage.start + found.end())
        for passage in reading.passages
        for found in _THE_NOMINEE.finditer(passage.folded)
    )


def _are_rivals(one: _Run, other: _Run, runs: Sequence[_Run]) -> bool:
    """Whether both stand for one office: in the primaries of one party, or as nominees of two."""
    if one.person == other.person or one.country != other.country:
        return False
    parties = [_parties().get((run.country, run.person)) for run in (one, other)]
    return parties[0] == parties[1] or None in parties or (_is_nominated(one, runs) and _is_nominated(other, runs))


def _is_nominated(run: _Run, runs: Sequence[_Run]) -> bool:
    """Whether that run led to the nomination: both end with the vote."""
    return any(
        r.person == run.person and r.office == _NOMINEE and r.while_running.hi == run.while_running.hi for r in runs
    )


@kept
def _parties() -> dict[tuple[str, str], str]:
    """In whose primaries candidates stood, by country and person; no entry of those who stood in none."""
    return {(row["country"], row["person"]): row["party"] for row in rows("primary_parties.csv")}


def _cues_beside(reading: Reading, names: set[str]) -> set[int | None]:
    """The different words of a campaign under way that stand near one of these names, if any are."""
    if not names:
        return set()
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(fold(name)) for name in sorted(names)) + r")\b")
    out: set[int | None] = set()
    for passage in reading.passages:
        places = [found.start() for found in pattern.finditer(passage.folded)]
        for found in _CUES.finditer(passage.folded):
            if any(abs(found.start() - place) <= _BESIDE for place in places):
                out.add(found.lastindex)
    return out


def _looking_back(reading: Reading) -> Testimony | None:
    """ "During the campaign, when he called her names …": written after the vote."""
    for passage in reading.passages:
        found = _LOOKS_BACK.search(passage.folded)
        if not found:
            continue
        nominees = [run for run in _runs(reading) if run.office == _NOMINEE]
        ends = [
            both.hi
            for one, other in combinations(nominees, _RIVALS)
            if one.person != other.person and (both := one.while_running.intersect(other.while_running)) and both.hi
            if not both.is_empty
        ]
        if ends:
            over, start, end = min(ends), passage.start + found.start(), passage.start + found.end()
            quote = reading.article.text[start:end]
            note = f"looks back at the vote of {day_in_words(over)}"
            evidence = Evidence("campaign over", Interval(over, None), 0.5, quote, start, end, note)
            return Testimony(evidence, ((None, over, _LOOKS_BACK_NATS),))
    return None


def _to_come(reading: Reading) -> Testimony | None:
    """ "A Warren administration would …", "As president, Warren said, she would …": while Warren runs."""
    for passage in reading.passages:
        for found, name, windows in (*_administrations(reading, passage), *_plans(reading, passage)):
            if steps := raised(windows, _TO_COME_WRONG):
                start, end = passage.start + name, passage.start + found.end()
                says = windows[0] if len(windows) == 1 else Interval()
                quote = reading.article.text[start:end]
                note = "is told as still to come"
                return Testimony(Evidence("presidency to come", says, 0.6, quote, start, end, note), steps)
    return None


def _administrations(reading: Reading, passage: NamedPassage) -> Iterator[tuple[re.Match[str], int, list[Interval]]]:
    for found in _ADMINISTRATION.finditer(passage.text):
        name = found["name"].rsplit(" ", 1)[-1]
        new = still_to_come(passage.folded, found.start("name"), found.end())
        if new and not _WOULD_HAVE.match(passage.folded, found.end()):
            yield found, found.start("name"), _while_running(reading, name, _UNTIL_IT_COMES)


def _plans(reading: Reading, passage: NamedPassage) -> Iterator[tuple[re.Match[str], int, list[Interval]]]:
    for found in _AS_PRESIDENT.finditer(passage.text):
        if _PLANS.match(passage.folded, found.end()):
            yield found, found.start(), _while_running(reading, found["name"].rsplit(" ", 1)[-1], _EVE)


def _while_running(reading: Reading, name: str, until: timedelta) -> list[Interval]:
    """When those of that family name ran: in the race of the rivals who are named, where there are such."""
    _, bearers = _family_names()
    running = [(country, run) for _, country, run, _ in bearers.get(name, ()) if run.lo and run.hi]
    rivals = [s for country in {country for country, _ in running} for s in days_of_race(reading, country)]
    of_it = [run for _, run in running if any(run.overlaps(s) for s in rivals)]
    return [Interval(run.lo, run.hi + until) for run in of_it or [run for _, run in running] if run.hi]


def clause(evidence: Evidence) -> str | None:
    """Whose race it is, or which it looks back at, as part of a sentence."""
    if evidence.kind == "campaign over":
        return f"it {evidence.note}"
    if evidence.kind == "presidency to come":
        return f"“{evidence.short_quote}” {evidence.note}"
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


@lru_cache(maxsize=4)  # asked for each vote that the story tells of
def days_of_race(reading: Reading, country: str) -> tuple[Interval, ...]:
    """The stretches in which two of those named in the story ran against each other in ``country``."""
    runs = [run for run in (*_runs(reading), *_by_family_name(reading)) if run.country == country]
    if not any(" " in reading.text[run.start : run.end] for run in runs):
        return ()
    out = set()
    for (one, here), (other, there) in combinations({(run.person, run.while_running) for run in runs}, _RIVALS):
        both = here.intersect(there)
        if one != other and not both.is_empty:
            out.add(both)
    return tuple(out)


def _by_family_name(reading: Reading) -> Iterator[_Run]:
    """The candidacies of those whom the story calls by the family name."""
    pattern, bearers = _family_names()
    for passage in [*reading.passages, *reading.passages_beside]:
        for found in pattern.finditer(passage.text):
            if _NO_GIVEN_NAME.search(passage.text[max(0, found.start() - 20) : found.start()]):
                for person, country, running, office in bearers[found[0]]:
                    place = passage.start + found.start(), passage.start + found.end()
                    yield _Run(person, country, running, *place, office)


@kept
def _family_names() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str, Interval, str]]]]:
    """The family names of all who ran for president, and who of that name ran where and when."""
    bearers: dict[str, list[tuple[str, str, Interval, str]]] = defaultdict(list)
    for row in rows("office_holders_added.csv"):
        if row["office"] in _offices_run_for() and row["end"]:
            running = Interval(bound(row["start"], last=False), bound(row["end"], last=True))
            bearers[row["person"].rsplit(" ", 1)[-1]].append((row["person"], row["country"], running, row["office"]))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, bearers)) + r")\b"), bearers


@kept
def _offices_run_for() -> frozenset[str]:
    known = office_table.offices()
    return frozenset(name for name in known if known[name].kind == "candidate" and name.startswith(_FOR_THE_TOP))


def _runs(reading: Reading) -> list[_Run]:
    """Every candidacy of those named in full in the story."""
    out, seen = [], set()
    for passage in [*reading.passages, *reading.passages_beside]:
        for name in passage.of_kind("holder"):
            for h in office_table.holders_named(name.entry) if name.entry not in seen else ():
                if h.office in _offices_run_for() and h.end:
                    place = passage.start + name.start, passage.start + name.end
                    out.append(_Run(h.person, h.country, Interval(h.start, h.end), *place, h.office))
            seen.add(name.entry)
    return out
