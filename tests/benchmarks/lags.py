"""Counts how far from the day of writing bodies speak, and writes `seeds/reference/lags.csv` anew.

    python -m tests.benchmarks.lags [--leave K/N]

Counted over the clean development bodies; ``--leave K/N`` leaves out the documents whose hashed name falls in the Kth
of N parts, so that the rest can be tuned on and they can judge. The shares before counting are worth ten mentions.
The table is written at the end, when all is counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import seeds
from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import Reading, lags
from flows.dates.dct.mentions import Mention, last_day, mentions
from flows.dates.timex import recognise
from seeds import rows
from tests.benchmarks.bench_articledate import SHARED, document

TABLE = Path(seeds.__path__[0]) / "reference" / "lags.csv"
WORTH = 10  # mentions that the shares before counting stand for
LEAST = 0.003  # a share is never less: the next thousand texts have what this one lacked


def in_part(doc_id: str, part: int, parts: int) -> bool:
    """Whether a document falls in a part of the set; all shifted copies of one text fall in the same."""
    return int(hashlib.sha1(doc_id.split("@")[0].encode()).hexdigest(), 16) % parts == part


def lag(mention: Mention, truth: date) -> int:
    """How far ``truth`` lies from what is mentioned, in the unit of its table."""
    e = mention.expression
    match lags.tables()[mention.table].unit:
        case "weekday":
            return (truth.isoweekday() - (e.weekday or 0)) % 7
        case "month":
            return (truth.month - (e.month or 0)) % 12
        case "day of year":
            leap = date(2020, truth.month, truth.day) - date(2020, e.month or 1, e.day or 1)
            return (leap.days + 183) % 366 - 183
        case _:
            return (truth - last_day(e)).days


def counted(readings: Sequence[tuple[Reading, date]]) -> Mapping[str, list[int]]:
    """The lags found, by table."""
    found: dict[str, list[int]] = defaultdict(list)
    for reading, truth in readings:
        for mention in mentions(reading):
            try:
                found[mention.table].append(lag(mention, truth))
            except ValueError:  # "February 30"
                continue
    return found


def table(found: Mapping[str, list[int]]) -> str:
    """The table of lags with its header, the shares worked out again."""
    out = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    out.append("table,unit,low,high,before,share")
    for row in rows("lags.csv"):
        lags_of = found.get(row["table"], [])
        here = sum(int(row["low"]) <= n <= int(row["high"]) for n in lags_of)
        share = max((here + WORTH * float(row["before"])) / (len(lags_of) + WORTH), LEAST)
        name = f'"{row["table"]}"'
        out.append(f"{name},{row['unit']},{row['low']},{row['high']},{row['before']},{share:.3f}")
    return "\n".join(out) + "\n"


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave", default="-1/1")
    part, parts = (int(n) for n in parser.parse_args().leave.split("/"))
    if not SHARED.is_dir():
        sys.exit("skipped: the development sets (../shared/benchmarks) are not beside this checkout")
    with (SHARED / "articledate" / "clean.jsonl").open(encoding="utf-8") as lines:
        documents: list[dict[str, Any]] = [json.loads(line) for line in lines]
    documents = [row for row in documents if not in_part(row["doc_id"], part, parts)]
    readings = []
    for row in documents:
        [article] = clean([document(row)])
        text = analysis_text(article)
        readings.append((Reading(article, text, recognise(text)), date.fromisoformat(row["gold_date"][:10])))
    TABLE.write_text(table(counted(readings)), encoding="utf-8")


if __name__ == "__main__":
    main()
