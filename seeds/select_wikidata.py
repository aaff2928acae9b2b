"""Select `seeds/reference/people_wikidata.csv` from a table of public facts.

    python -m seeds.select_wikidata ../shared/facts/office_holders.csv

The items of those whom `office_holders.csv` and `office_holders_added.csv` name; a name that two items of one country
bear is left out, and so are two who would be one actor. The same facts give the same table.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from seeds import rows

TABLE = Path(__file__).parent / "reference" / "people_wikidata.csv"
HEADER = """\
# The items of Wikidata of those who held an office in office_holders.csv or office_holders_added.csv. Do not edit:
# selected by
#   python -m seeds.select_wikidata ../shared/facts/office_holders.csv
# Source: Wikidata (CC0) as extracted by the every-politician-scrapers repositories.
"""


def selected(facts: Iterable[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    """(actor_id, person, country, item), sorted by person."""
    from flows.events.who.identity import actor_id

    known = {(row["person"], row["country"]) for row in rows("office_holders.csv")}
    items: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in facts:
        key = row["person"], row["country_iso3"]
        if key in known and row["wikidata_id"]:
            items[key].add(row["wikidata_id"])
    by_actor: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for (person, country), found in items.items():
        actor = actor_id(person, country)
        by_actor[actor] += [(actor, person, country, item) for item in found]
    one = [same for same in by_actor.values() if len({item for *_, item in same}) == 1]
    return sorted((min(same) for same in one), key=lambda row: (row[1], row[2]))


def main() -> int:
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as facts:
        found = selected(csv.DictReader(facts))
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        csv.writer(out, lineterminator="\n").writerows([("actor_id", "person", "country", "wikidata"), *found])
    print(f"{len(found)} people")
    return 0


if __name__ == "__main__":
    sys.exit(main())
