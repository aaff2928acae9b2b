"""Select `seeds/reference/office_holders.csv` from a table of public facts.

    python -m seeds.select_office_holders ../shared/facts/office_holders.csv

The facts (country_iso3, organisation, office, person, wikidata_id, start, end, source) name an office in thousands of
ways; `seeds/reference/offices.csv` says which of them are which office here. Terms that ended before 1990, rows without
a start and rows that `office_holders_added.csv` corrects are left out. The facts end in 2022 or 2023: where one holder
of a national office was left in it and an added row names the next, the term ends there. The same facts give the same
table.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from seeds import rows

REFERENCE = Path(__file__).parent / "reference"
COLUMNS = ("country", "office", "person", "start", "end", "source")
HEADER = """\
# Who held which public office from when to when, for the witness flows/dates/dct/witnesses/offices.py. Do not edit:
# selected by
#   python -m seeds.select_office_holders ../shared/facts/office_holders.csv
# as offices.csv says, terms that ended after 1989; what is known better stands in office_holders_added.csv.
# Source: Wikidata (CC0) as extracted by the every-politician-scrapers repositories (repository@commit in `source`).
# `start` and `end` may be a year or a month only. An empty `end` means "in office when last looked at", never "today".
"""
_EARLIEST_END = "1990"
_OF_A_MINISTRY = (
    r"(?:Federal |Union |Cabinet )?(?:Minister|Secretary|Secretary of State) (?:of|for|in charge of) (?:the )?"
)
_BODIES = {"UN": "@UN", "ICJ": "@UN", "WTO": "@WTO", "OSCE": "@OSCE", "EU": "@EU", "Council of Europe": "@CoE"}
_MINISTERS = ("foreign", "defence", "finance", "interior", "justice", "health")
_ONE_AT_A_TIME = {
    "president",
    "prime minister",
    "monarch",
    "central bank governor",
    *(f"{m} minister" for m in _MINISTERS),
}
_PARTS = {"Scotland": "GBR", "Wales": "GBR", "Northern Ireland": "GBR"}  # what else stands under organisation


def patterns(offices: Iterable[dict[str, str]]) -> list[tuple[str, str, re.Pattern[str]]]:
    """Office, the country it is of or "", and what its name in the facts looks like; in order of trial."""
    out = []
    for row in offices:
        if row["facts"]:
            ways = (re.sub(r"^minister: (.*)", rf"{_OF_A_MINISTRY}(?:\1).*", way) for way in row["facts"].split(";"))
            out.append((row["office"], row["only"], re.compile("|".join(f"(?:{way})" for way in ways))))
    return out


def selected(
    facts: Iterable[dict[str, str]], offices: Iterable[dict[str, str]], added: Iterable[dict[str, str]]
) -> Iterator[dict[str, str]]:
    """The facts that a news text can be dated by, in our columns.

    `country` is an ISO 3166-1 alpha-3 code, or "@" and the name of a body. A row is left out for an added one of the
    same country, office and family name whose term begins in its time.
    """
    tried = patterns(offices)
    better: dict[tuple[str, str, str], list[str]] = {}
    for row in added:
        better.setdefault((row["country"], row["office"], _family(row["person"])), []).append(row["start"])
    names: dict[tuple[str, str], str | None] = {}
    for fact in facts:
        body = fact["organisation"]
        country = fact["country_iso3"] or _PARTS.get(body) or _BODIES.get(body)
        if not country or not fact["start"] or (fact["end"] and fact["end"] < _EARLIEST_END):
            continue
        key = (country, fact["office"])
        if key not in names:
            names[key] = next(
                (o for o, only, p in tried if only in ("", country) and p.fullmatch(fact["office"])), None
            )
        office = names[key]
        if office is None:
            continue
        if not any(_same_term(start, fact) for start in better.get((country, office, _family(fact["person"])), ())):
            term = (country, office, fact["person"], fact["start"], fact["end"], fact["source"].rsplit("/", 1)[-1])
            yield dict(zip(COLUMNS, term, strict=True))


def closed(terms: Sequence[dict[str, str]], added: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The terms, the open end of an office's only holder closed by the start of a successor who was added."""
    left = Counter((row["country"], row["office"]) for row in terms if not row["end"])
    starts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in added:
        starts.setdefault((row["country"], row["office"]), []).append((row["start"], _family(row["person"])))
    for row in terms:
        key = row["country"], row["office"]
        if not row["end"] and left[key] == 1 and row["office"] in _ONE_AT_A_TIME:
            later = [s for s, family in starts.get(key, ()) if s > row["start"] and family != _family(row["person"])]
            row = row | {"end": min(later, default="")}
        yield row


def _family(person: str) -> str:
    return person.split()[-1]


def _same_term(start: str, fact: dict[str, str]) -> bool:
    """Whether a term that begins on ``start`` is the fact's: within a year of its begin, or inside of it."""
    return abs(int(start[:4]) - int(fact["start"][:4])) <= 1 or fact["start"] <= start <= (fact["end"] or "9999")


def main() -> None:
    """Write the table."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    added = rows("office_holders_added.csv")
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as facts:
        terms = list(selected(list(csv.DictReader(facts)), rows("offices.csv"), added))
    chosen = {tuple(row.values()) for row in closed(terms, added)}
    with (REFERENCE / "office_holders.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(sorted(chosen))
    print(f"{len(chosen)} terms selected")


if __name__ == "__main__":
    main()
