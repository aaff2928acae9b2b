"""What the office holders of a text say of its date: how often, how rightly, and what it costs.

    python -m tests.benchmarks.bench_offices [--part K/N]

Bodies of known date (articledate/clean); right is what holds the truth within a week. Skips where the sets are absent.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from datetime import date, timedelta

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import reading_of
from flows.dates.dct.witnesses import gazetteer, offices
from flows.dates.timex import recognise
from flows.records import Interval
from tests.benchmarks.bench_articledate import SHARED, document

_WEEK = timedelta(days=7)


def near(day: date, says: Interval) -> bool:
    """Whether ``day`` lies in the interval or within a week of it."""
    return (says.lo is None or says.lo - _WEEK <= day) and (says.hi is None or day <= says.hi + _WEEK)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="0/1", help="every Nth document, from the Kth")
    part, parts = (int(n) for n in parser.parse_args().part.split("/"))
    if not SHARED.is_dir():
        sys.exit("skipped: the development sets (../shared/benchmarks) are not beside this checkout")
    started = time.process_time()
    gazetteer()
    print(f"loading: {time.process_time() - started:.2f} s, once a process")
    with (SHARED / "articledate" / "clean.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for place, line in enumerate(lines) if place % parts == part]
    readings = []
    for article in clean([document(row) for row in rows]):
        text = analysis_text(article)
        readings.append(reading_of(article, text, recognise(text)))
    started = time.process_time()
    heard = [offices.testimony(reading) for reading in readings]
    print(f"reading: {1000 * (time.process_time() - started) / len(rows):.2f} ms an article, {len(rows)} articles")
    articles, said, right = Counter[str](), Counter[str](), Counter[str]()
    for row, testimonies in zip(rows, heard, strict=True):
        truth = date.fromisoformat(row["gold_date"][:10])
        articles.update({t.evidence.kind for t in testimonies})
        for testimony in testimonies:
            said[testimony.evidence.kind] += 1
            right[testimony.evidence.kind] += near(truth, testimony.evidence.says)
    print("kind             articles  intervals  right")
    for kind, count in sorted(articles.items()):
        print(f"{kind:16} {count:8}  {said[kind]:9}  {right[kind] / said[kind]:.3f}")


if __name__ == "__main__":
    main()
