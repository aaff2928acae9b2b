"""The tables of offices, of the titles they go by, and of who held them from when to when.

`offices.csv` names the offices, `office_titles.csv` their words in many languages, `office_holders.csv` (selected
from public facts) and `office_holders_added.csv` (by hand) the terms. There are tens of thousands of names, so what is
not asked for is not made: a term is read only when its holder is named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import seeds
from flows.calendar.partial import bound
from flows.names.fold import fold

ADMINISTRATION, CAMPAIGN = "*administration", "*campaign"  # words of office_titles.csv that are no office themselves
_FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "MNG", "SGP", "HKG", "MAC"})
_NO_NAMES = frozenset({"jr", "sr", "ii", "iii", "sir", "dame", "baron", "baroness", "dr", "lord", "lady", "sheikh"})
_NICKNAME = re.compile(r'"[^"]*"|\([^)]*\)')
_COLUMNS = ("country", "office", "person", "start", "end")
_Row = tuple[str, str, str, str, str]  # country, office, person, start, end


@dataclass(frozen=True, slots=True)
class Office:
    """An office: what ``kind`` it is of, whether the press ``abroad`` names its holders, and by ``surname`` alone."""

    kind: str
    abroad: bool
    surname: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """One term of one person in one office; ``end`` of ``None`` is unknown, not "today"."""

    country: str
    office: str
    person: str
    start: date
    end: date | None


@seeds.kept
def offices() -> dict[str, Office]:
    """Every office by its name."""
    return {
        r["office"]: Office(r["kind"], r["reach"] == "world", r["surname"] == "yes") for r in seeds.rows("offices.csv")
    }


@seeds.kept
def titles() -> dict[str, frozenset[str]]:
    """The offices that a title may mean; a title of a whole kind ("minister") means every office of it."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for name, office in offices().items():
        kinds["any " + office.kind].append(name)
    out: dict[str, set[str]] = defaultdict(set)
    for row in seeds.rows("office_titles.csv"):
        out[fold(row["title"])].update(kinds.get(row["office"], [row["office"]]))
    return {title: frozenset(meant) for title, meant in out.items()}


@seeds.kept
def vague() -> frozenset[str]:
    """The titles that too many people have ("leader"): they count beside a full name, not beside a family name."""
    return frozenset(fold(row["title"]) for row in seeds.rows("office_titles.csv") if row["needs"] == "full")


@seeds.kept
def _rows() -> list[_Row]:
    return [tuple(row[c] for c in _COLUMNS) for row in seeds.rows("office_holders.csv")]  # type: ignore[misc]


@seeds.kept
def _people() -> list[str]:
    """The holder of every row, folded."""
    return fold("|".join(person.replace("|", " ") for _, _, person, _, _ in _rows())).split("|")


@seeds.kept
def _index() -> dict[str, list[int]]:
    """The rows by each word of their holder's name; the forms that names take are made of those looked at only."""
    words: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(_people()):
        for word in person.translate(_UNMARKED).split():
            words[word].append(place)
    return words


@seeds.kept_most(4096)
def holders_named(name: str) -> tuple[Holder, ...]:
    """The terms of everybody of that full name, folded."""
    last = name.rsplit(" ", 1)[-1]
    return _holders(place for place in _index().get(last, ()) if name in _forms(place)[0])


@seeds.kept_most(4096)
def family(name: str) -> tuple[Holder, ...]:
    """The terms, in offices known abroad, of everybody of that family name, folded."""
    last, rows, table_of_offices = name.rsplit(" ", 1)[-1], _rows(), offices()
    places = (place for place in _index().get(last, ()) if table_of_offices[rows[place][1]].abroad)
    return _holders(place for place in places if name == _forms(place)[1])


def _holders(places: Iterable[int]) -> tuple[Holder, ...]:
    rows, out = _rows(), []
    for country, office, person, start, end in (rows[place] for place in places):
        begun = bound(start, last=False)
        if begun:
            out.append(Holder(country, office, person, begun, bound(end, last=True)))
    return tuple(out)


def known_abroad() -> set[str]:
    """The full names of those whom the press abroad names."""
    known = {name for name, office in offices().items() if office.abroad}
    forms = {form for place, row in enumerate(_rows()) if row[1] in known for form in _forms(place)[0]}
    return {form for form in forms if " " in form}


def spelt_elsewhere() -> Iterator[tuple[str, str]]:
    """Spellings in other scripts than Latin ("путин*"), and the full names that they stand for, folded."""
    for row in seeds.rows("office_spellings.csv"):
        yield from ((fold(spelling), fold(row["person"])) for spelling in row["spellings"].split("|"))


@seeds.kept_most(64)  # a long text names one holder ten thousand times, and is searched once
def named_in_full(holder: Holder, folded: str) -> bool:
    """Whether a folded text has a full name of the holder anywhere."""
    forms, _ = _forms_of(holder.person, holder.country, fold(holder.person))
    return any(" " in form and form in folded for form in forms)


@seeds.kept
def _given_names() -> frozenset[str]:
    """What somebody's name begins with: "Juan Manuel" is no short form of "Juan Manuel Santos", for Manuel is one."""
    return frozenset(person.split(" ", 1)[0] for person in _people())


@seeds.kept_most(16384)
def _forms(place: int) -> tuple[frozenset[str], str]:
    country, _, person, _, _ = _rows()[place]
    return _forms_of(person, country, _people()[place])


def _forms_of(person: str, country: str, folded: str) -> tuple[frozenset[str], str]:
    """The forms of a holder's name: in full, without middle names and initials; and the family name."""
    if not folded.replace(" ", "").isalpha():
        folded = _NICKNAME.sub(" ", folded).translate(_UNMARKED)
    words = [word for word in folded.split() if word not in _NO_NAMES]
    if not words:
        return frozenset(), ""
    out = {" ".join(words)}
    core = [word for word in words if len(word) > 1]
    if len(core) < 2:
        return frozenset(out), ""
    out.add(" ".join(core))
    if country in _FAMILY_NAME_FIRST:
        return frozenset(out), core[0]
    if len(core) > 2:
        out.add(f"{core[0]} {core[-1]}")
        if "-" not in person and core[1] not in _given_names() and core[1] not in _PARTICLES:
            out.add(f"{core[0]} {core[1]}")  # "Enrique Peña Nieto" goes by the first two as well
    at = len(core) - 1
    while at > 1 and core[at - 1] in _PARTICLES:
        at -= 1
    return frozenset(out), " ".join(core[at:])


_UNMARKED = {ord(c): None for c in '.,"()'}
_PARTICLES = frozenset(
    {"de", "der", "den", "von", "van", "la", "le", "du", "al", "el", "bin", "di", "da", "dos", "ter"}
)
