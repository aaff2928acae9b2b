"""How far from the day of writing bodies speak: what `seeds/reference/lags.csv` states beside what news has.

    python -m tests.benchmarks.bench_lags

Counted over the clean development bodies, whose true day is known. The table is not fitted to them: with shares
counted there, the same bodies are dated hardly better (right within a year .235 against .225).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import Reading, reading_of
from flows.dates.dct.solve import lags
from flows.dates.dct.witnesses.heard import HeardDate, dates_told, heard_dates, last_day
from flows.dates.timex import recognise
from tests.benchmarks.bench_articledate import SHARED, document


def lag(mention: HeardDate, truth: date) -> int:
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
        for mention in heard_dates(reading, dates_told(reading)):
            try:
                found[mention.table].append(lag(mention, truth))
            except ValueError:  # "February 30"
                continue
    return found


def main() -> None:
    """Count, and print a line for every cell."""
    if not SHARED.is_dir():
        sys.exit("skipped: the development sets (../shared/benchmarks) are not beside this checkout")
    readings = []
    with (SHARED / "articledate" / "clean.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            [article] = clean([document(row)])
            text = analysis_text(article)
            readings.append((reading_of(article, text, recognise(text)), date.fromisoformat(row["gold_date"][:10])))
    found = counted(readings)
    print(f"{'told as':28}{'unit':12}{'lag':>16}{'stated':>8}{'counted':>9}{'of':>6}")
    for name, table in lags.tables().items():
        for low, high, share in table.cells:
            here = sum(low <= n <= high for n in found.get(name, []))
            of = len(found.get(name, []))
            print(f"{name:28}{table.unit:12}{f'{low} to {high}':>16}{share:8.3f}{here / max(1, of):9.3f}{of:6}")


if __name__ == "__main__":
    main()
