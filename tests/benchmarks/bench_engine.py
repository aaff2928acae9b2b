"""Two workers against one: how much sooner batches are read, and what each worker has to do for it.

    python -m tests.benchmarks.bench_engine                     # 96 of our own articles, 2 a batch
    python -m tests.benchmarks.bench_engine --articles 475

A scheduler and two workers of one process each, as separate processes; no warehouse: what is timed is the CPU-bound
part, clean to events with the small reader. The second worker joins after the first has read everything alone. On a
machine whose cores others use, the clock says little: so CPU-seconds count, those of each worker with the process that
reads for it. Two workers read as much sooner as one worker's CPU-seconds are to those of the busier of two. What the
client spends is told apart: it is the part that no worker takes off it.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.engines import open_engine, read_ahead
from flows.ingest.document import digest
from flows.pipeline import batched
from flows.reading import Asked
from flows.records import Claim, Document
from tests.cluster import Cluster, wait_for
from tests.conftest import ROOT


def articles(count: int) -> list[Document]:
    """The first of the articles in ``seeds/training``, each with the day that it claims."""
    found = []
    for path in sorted((ROOT / "seeds" / "training").glob("articles-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            text, day = one["text"], date.fromisoformat(one["date"])
            claims = (Claim("field date", one["date"], day, "published"),)
            found.append(Document(digest(text.encode()), path.name, one["doc_id"], "text/plain", text, claims=claims))
    return found[:count]


@dataclass(frozen=True)
class Took:
    """What reading everything took: seconds by the clock, CPU-seconds of the client and of each worker."""

    seconds: float
    client: float
    workers: tuple[float, ...]


def started_by(process: int) -> list[int]:
    """The processes that ``process`` has started, in whichever of its threads, and those that they have."""
    found: list[int] = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended since
            found += map(int, children.read_text("ascii").split())
    return [pid for child in found for pid in (child, *started_by(child))]


def cpu_seconds(process: int) -> float:
    """CPU-seconds of a process and of those that it has started and that are there."""
    total = 0.0
    for pid in (process, *started_by(process)):
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def read_all(cluster: Cluster, names: Sequence[str], documents: Sequence[Document], size: int) -> Took:
    """Everything read by the workers that are there, of which ``names`` are watched."""
    processes = [cluster.processes[name].pid for name in names]
    with open_engine(cluster.address) as engine:
        warm = [engine.submit(documents[:1], Asked()) for _ in range(4 * len(names))]
        for one in warm:
            one.result()
        before, begun, own = [cpu_seconds(p) for p in processes], time.perf_counter(), time.process_time()
        done = 0
        for found in read_ahead(lambda batch: engine.submit(batch, Asked()), batched(documents, size), engine):
            done += len(found.extracted)
        assert done == len(documents)
        seconds, own = time.perf_counter() - begun, time.process_time() - own
        return Took(seconds, own, tuple(cpu_seconds(p) - b for p, b in zip(processes, before, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=96)
    parser.add_argument("--batch-size", type=int, default=2)
    given = parser.parse_args()
    documents = articles(given.articles)
    with tempfile.TemporaryDirectory(prefix="dateline-engine-") as folder, Cluster(Path(folder)) as cluster:
        took = []
        for names in (["a"], ["a", "b"]):
            cluster.add_worker(names[-1])
            wait_for(lambda names=names: cluster.workers() == set(names))  # type: ignore[misc]
            took.append(read_all(cluster, names, documents, given.batch_size))
            said = ", ".join(f"{cpu:.1f}" for cpu in took[-1].workers)
            print(
                f"{len(names)} worker{'s' * (len(names) > 1)}: {took[-1].seconds:.1f} s by the clock, "
                f"CPU-seconds of the workers {said}, of the client {took[-1].client:.2f}",
                flush=True,
            )
    one, two = took
    print(f"two against one, by the CPU-seconds of the busier: {one.workers[0] / max(two.workers):.2f}")
    print(f"two against one, by the clock of this machine: {one.seconds / two.seconds:.2f}")
    print(f"what no worker takes off the client: {two.client / sum(two.workers):.1%} of what is read")


if __name__ == "__main__":
    main()
