"""What writing, auditing and publishing cost, on articles made up here: ``python -m tests.benchmarks.bench_warehouse``.

An article has 20 events with two participants, 8 date expressions, 6 regions and 5 witnesses, about what a news story
of 4,000 characters yields: 80 rows with its own.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from expectations.checker import GreatExpectations
from expectations.flags import flags_for
from expectations.rules import check_plainly
from flows.records import EventDate, Evidence, Extracted, Participant, Region
from tests.articles import article, document, event, span, timex
from warehouse.audit import Checker
from warehouse.store import Warehouse

BATCH = 64
_SENTENCE = "Ministers met envoys in Vienna on Monday and agreed to talk about the bridge over the river once more. "


def made_up(number: int) -> Extracted:
    story = document(f"Story {number}.\n" + _SENTENCE * 40)
    at = [story.text.index(_SENTENCE) + n * len(_SENTENCE) for n in range(40)]
    who = [
        Participant("source", "Ministers", start, start + 9, "Ministers", "AUT", "GOV") for start in at[:20]
    ]  # fmt: skip
    whom = [Participant("target", "envoys", start + 14, start + 20, "envoys", "HUN", "GOV") for start in at[:20]]
    days = [timex(story, "Monday", start=start + 34, end=start + 40) for start in at[:8]]
    told = [
        event(story, "met", start=start + 10, end=start + 13, participants=(who[n], whom[n]), confidence=0.8,
              date=EventDate(span("2017-11-20"), "within", "day", "timex", n % 8))
        for n, start in enumerate(at[:20])
    ]  # fmt: skip
    regions = [Region("title", 0, at[0] - 1), *(Region("body", at[n], at[n + 7]) for n in range(0, 35, 7))]
    witnesses = [Evidence("tense", span("2017-11-20/"), 0.6, "Monday", day.start, day.end) for day in days[:5]]
    return article(story, timexes=days, events=told, regions=regions, evidence=witnesses)


def rows_of(batch: list[Extracted]) -> int:
    return sum(
        1 + len(one.dated.article.regions) + len(one.dated.date.evidence) + len(one.dated.timexes)
        + sum(1 + len(told.participants) for told in one.events)
        for one in batch
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000, help="20 events each (default: %(default)s)")
    wanted = parser.parse_args().articles
    batches = [[made_up(n) for n in range(first, first + BATCH)] for first in range(0, wanted, BATCH)]

    def unaudited(*_: object) -> list[object]:
        return []

    print(f"{'':34}{'s a batch of ' + str(BATCH):>18}{'rows a second':>16}")
    kinds: dict[str, tuple[Checker, int]] = {
        "written, with its flags": (unaudited, 10),  # type: ignore[dict-item]
        "… and the rules checked": (check_plainly, 10),
        "… by Great Expectations": (GreatExpectations(), 10),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (checker, most) in kinds.items():
            with Warehouse.open(Path(folder) / f"{name[9:14].strip()}.duckdb", checker=checker) as warehouse:
                warehouse.write_extracted("warm", batches[-1])
                some = batches[:most]
                seconds = timed(lambda w=warehouse, s=some: [w.write_extracted("bench", batch) for batch in s])  # type: ignore[misc]
            print(f"{name:34}{seconds / len(some):18.2f}{sum(map(rows_of, some)) / seconds:16,.0f}")
        flags_for(batches[0])
        seconds = timed(lambda: flags_for(batches[0]))
        print(f"{'flags of annotate, in memory':34}{seconds:18.2f}{rows_of(batches[0]) / seconds:16,.0f}")

        path = Path(folder) / "large.duckdb"
        with Warehouse.open(path, checker=check_plainly) as warehouse:
            for batch in batches:
                warehouse.write_documents("bench", [one.dated.article.document for one in batch])
                warehouse.write_extracted("bench", batch)
            events = warehouse.read("count_events")[0]["events"]
            seconds = timed(warehouse.publish)
            print(f"published with {events:,} events in {seconds:.2f} s, {path.stat().st_size / 1e6:.0f} MB")
            print(f"whole-warehouse rules on them in {timed(lambda: warehouse.audit_corpus('bench')):.2f} s")
            seconds = timed(lambda: warehouse.write_extracted("again", batches[0]))
            print(f"one batch of {BATCH} replaced among them in {seconds:.2f} s")


if __name__ == "__main__":
    main()
