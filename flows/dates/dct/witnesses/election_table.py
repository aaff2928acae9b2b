"""The days on which countries vote (`elections.csv`), and what votes are called (`election_words.csv`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from flows.names.fold import fold
from flows.names.gazetteer import Entry
from seeds import kept, kept_most, rows

_MIDTERM = 4  # years: the votes for Congress between two for president
ANY_PRIMARY = frozenset({"primary"})  # a primary of a state that is told elsewhere


@dataclass(frozen=True, slots=True)
class Election:
    """A day on which ``country`` votes, or does what ``kind`` says; ``round`` 2 of a second round."""

    country: str
    day: date
    kind: str
    round: int


@dataclass(frozen=True, slots=True)
class Called:
    """A vote named in a folded text at ``[start:end]``: the kinds it can be of, and the country if its name says so."""

    start: int
    end: int
    kinds: frozenset[str]
    country: str | None


@kept
def elections() -> tuple[Election, ...]:
    """Every row of the table, in order."""
    return tuple(
        Election(r["country"], date.fromisoformat(r["day"]), r["kind"], int(r["round"])) for r in rows("elections.csv")
    )


@kept_most(4096)
def held(country: str, kinds: frozenset[str]) -> tuple[Election, ...]:
    """The days on which ``country`` held, or will hold, what ``kinds`` say; one entry a day."""
    by_day: dict[date, Election] = {}
    for e in elections():
        if e.country == country and any(_is(e, kind) for kind in kinds):
            by_day.setdefault(e.day, e)
    return tuple(by_day[day] for day in sorted(by_day))


def _is(election: Election, kind: str) -> bool:
    if kind == "runoff":
        return election.round == 2 and election.kind in ("president", "parliament")
    if kind == "midterm":
        return election.kind == "parliament" and election.day.year % _MIDTERM == 2
    return election.kind == kind or (kind in ANY_PRIMARY and election.kind.endswith(" primary"))


def votes_called(folded: str, start: int, end: int) -> list[Called]:
    """The votes named in ``folded[start:end]``, the longer names first where two begin alike."""
    pattern, meanings = _words()
    out = []
    for found in pattern.finditer(folded, start, end):
        if _OF_A_PLACE.search(folded, max(0, found.start() - 30), found.start()):
            continue
        kinds, country = meanings[found.lastindex or 1]
        out.append(Called(found.start(), found.end(), kinds, country))
    return out


# What stands before a vote that is none of a country's: "local elections", "re-election", "by-election".
_OF_A_PLACE = re.compile(
    r"\b(?:local|regional|municipal|mayoral|council|provincial|city|county|state|district|gubernatorial|senate|party|"
    r"leadership|union|student|board|school|special|congressional|primary|re|by|bye|papal|kommunal|landtags) $"
)


@kept
def _words() -> tuple[re.Pattern[str], list[tuple[frozenset[str], str | None]]]:
    """One pattern with a group for every row, and what the rows mean by the number of their group."""
    table = [(r["words"].split("|"), frozenset(_kinds(r["kinds"])), r["country"] or None) for r in _rows()]
    groups = ("|".join(_written(w) for w in sorted(words, key=len, reverse=True)) for words, _, _ in table)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(f"({group})" for group in groups) + r")(?!\w)")
    return pattern, [(frozenset(), None), *((kinds, country) for _, kinds, country in table)]


def _rows() -> list[dict[str, str]]:
    """The rows, those with the longer words first: "presidential election" before "election"."""
    return sorted(rows("election_words.csv"), key=lambda r: -max(map(len, r["words"].split("|"))))


def _kinds(written: str) -> list[str]:
    known = {e.kind for e in elections()} | {"runoff", "midterm"} | ANY_PRIMARY
    return [written] if written in known else written.split()


def _written(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


def countries() -> list[Entry]:
    """The names and adjectives of every country that votes, folded, for the gazetteer."""
    voting = {e.country for e in elections()}
    out = []
    for row in rows("countries.csv"):
        if row["iso3"] in voting:
            people = [f"{word}s" for word in row["demonyms"].split("|") if word.endswith(("n", "i"))]  # "Kenyans"
            names = [row["name"], *row["demonyms"].split("|"), *people, *row["aliases"].split("|"), row["capital"]]
            out += [(fold(name), "electorate", row["iso3"]) for name in names if len(name) > 3]
    return [*out, ("u.s.", "electorate", "USA"), ("americans", "electorate", "USA")]


def most_named(named: Counter[str]) -> tuple[str, ...]:
    """The country that a text is about, or the two: those named most, and together more often than all others.

    A second one counts where it is named at least half as often: "the election" of a story about a visit is of either.
    """
    ranked = named.most_common(2)
    chosen = [country for country, n in ranked if 2 * n >= ranked[0][1]]
    return tuple(chosen) if 2 * sum(named[c] for c in chosen) > sum(named.values()) else ()
