"""Which rows of the tables of names fire in news of known date, and which of them lied: named before they were known.

    python -m tests.benchmarks.bench_terms [clean|messy ...] [--part K/N] [--all]

A row lies where a text that names it was written before the day from which its name can stand. The share of those is
printed, and each such row with how often it fired and the days of the texts; with ``--all`` every row that fired.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from datetime import date

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import reading_of
from flows.dates.dct.solve.fading import Term
from flows.dates.dct.witnesses import terms
from tests.benchmarks.bench_articledate import SHARED, document


def fired(rows: list[dict[str, str]]) -> dict[Term, list[date]]:
    """Every row that fires in ``rows``, with the true days of the texts that name it."""
    out: dict[Term, list[date]] = defaultdict(list)
    for row, article in zip(rows, clean([document(row) for row in rows]), strict=True):
        reading = reading_of(article, analysis_text(article), ())
        found = {term for passage in reading.passages for _, _, term in terms.named(passage)}
        for term in found:
            out[term].append(date.fromisoformat(row["gold_date"][:10]))
    return out


def lies(days: list[date], term: Term) -> list[date]:
    """The days of writing on which the row says that its name could not be written."""
    return sorted(day for day in days if term.known is not None and day < term.known)


def main() -> None:
    """Print the share of firings that lied, and the rows that did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=[])
    parser.add_argument("--part", default="0/1", help="every Nth document, from the Kth")
    parser.add_argument("--all", action="store_true", help="every row that fired")
    asked = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("skipped: the development sets (../shared/benchmarks) are not beside this checkout")
    part, parts = (int(n) for n in asked.part.split("/"))
    for name in asked.sets or ("clean", "messy"):
        with (SHARED / "articledate" / f"{name}.jsonl").open(encoding="utf-8") as text:
            rows = [json.loads(line) for place, line in enumerate(text) if place % parts == part]
        found = fired(rows)
        wrong = {term: lied for term, days in found.items() if (lied := lies(days, term))}
        times, early = sum(map(len, found.values())), sum(map(len, wrong.values()))
        print(
            f"== {name}: {len(found)} rows fired {times} times, {early} times too early ({100 * early / times:.2f} %)"
        )
        for term in sorted(found if asked.all else wrong, key=lambda t: -len(found[t])):
            texts = ", ".join(map(str, wrong.get(term, [])[:4]))
            told = f"; too early in texts of {texts}" if texts else ""
            print(f"  {len(found[term]):4} {term.name}, {term.since}{told}")


if __name__ == "__main__":
    main()
