"""What a run costs on a large warehouse: synthetic ones, made by SQL (scale.sql), on which the real stages run.

    python -m tests.benchmarks.bench_scale                                  # 10,000 articles, 67 mentions each
    python -m tests.benchmarks.bench_scale --articles 100000
    python -m tests.benchmarks.bench_scale --articles 1000000 --no-text --only nothing
    python -m tests.benchmarks.bench_scale --only memory --short 5000     # a run over many short articles
    python -m tests.benchmarks.bench_scale --only first               # a first run, small reader and without
    python -m tests.benchmarks.bench_scale --only publishing --pad 10 # copying a warehouse of 10 GB

Every run is `dateline run --direct` in a process of its own: seconds by the clock, CPU-seconds of it and its children,
and the largest of these processes. A correction is timed as the served review makes it, its processes warm: until it is
answered, and what is published after that.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from expectations.rules import check_plainly
from flows import corpus
from tests.benchmarks.bench_engine import articles as our_own
from tests.benchmarks.bench_engine import started_by
from tests.conftest import ROOT
from warehouse.files import STORAGE_VERSION, bound_memory, work_path
from warehouse.migrate import migrate
from warehouse.store import Warehouse

PLACES = ("Lome", "Accra", "Vellin", "Ostrava", "Tunis", "Quito", "Suva", "Oslo")
MIB = 1 << 20
PIECE = 20_000  # articles of a large warehouse that are made at once
LENGTH = 3_300  # characters of an article of the first run


@dataclass
class Bench:
    """One warehouse in a folder, and the settings."""

    folder: Path
    articles: int
    mentions: int
    with_text: bool
    short: int
    first: int
    pad: float
    inbox: Path = field(init=False)
    warehouse: Path = field(init=False)

    def __post_init__(self) -> None:
        self.warehouse, self.inbox = self.folder / "scale.duckdb", self.folder / "inbox"
        self.inbox.mkdir(exist_ok=True)

    def make(self) -> None:
        """The warehouse, connected and published."""
        path = work_path(self.warehouse)
        if not path.exists():
            with duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE_VERSION}) as con:
                migrate(con)
                con.execute("set memory_limit = '2GB'; set threads = 1; set preserve_insertion_order = false")
                fill(con, self.articles, self.mentions, with_text=self.with_text)
        with duckdb.connect(
            str(path)
        ) as con:  # kept from an earlier day or not: its links are as today's rules made them
            con.execute("update upkeep.version set rules = ?", [corpus.rules_digest()])
        with Warehouse.open(self.warehouse) as warehouse:
            self.publishing = timed(warehouse.publish)
        size = path.stat().st_size
        print(f"{self.articles:,} articles, {self.articles * self.mentions:,} mentions, {size / MIB:,.0f} MiB")
        print(f"  {'published whole':34}{self.publishing:8.2f} s  {size / MIB / self.publishing:,.0f} MiB/s")

    def add_stories(self, first: int, count: int) -> None:
        for n in range(first, first + count):
            (self.inbox / f"{n}.txt").write_text(story(n))

    def run(self, what: str) -> None:
        """One `dateline run --direct` over the inbox."""
        command = ["run", "--direct", "--quiet", str(self.inbox), "--warehouse", str(self.warehouse)]
        measured(what, [sys.executable, "-P", "-m", "flows", *command])


def fill(con: duckdb.DuckDBPyConnection, articles: int, mentions: int, *, with_text: bool = True) -> None:
    """Write invented articles into an empty warehouse (scale.sql)."""
    statements = duckdb.extract_statements(Path(__file__).with_name("scale.sql").read_text("utf-8"))
    for first in range(0, articles, PIECE):
        count = min(PIECE, articles - first)
        given = {"first": first, "articles": count, "mentions": mentions, "text": int(with_text)}
        for statement in statements:
            con.execute(statement, given if statement.named_parameters else {})


def story(n: int) -> str:
    """A short report of its own."""
    there, day = PLACES[n % 8], f"{7 + n % 18} {('March', 'May', 'July', 'August')[n % 4]} {2012 + n % 9}"
    return (
        f"Talks in {there}\n\n{there}, {day} - Ministers of Ghana and Togo met for talk number {n} on {day}.\n\n"
        f"They signed an agreement on trade, and Ghana released {n % 90 + 3} prisoners, officials in {there} said. "
        f"Talks on plan {n * 7919 % 10007} had begun in January, where both sides promised to withdraw their troops."
    )


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measured(what: str, command: list[str]) -> None:
    """Run ``command``, and print what it took."""
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{what}: ended with {process.returncode}")
    seconds, cpu = time.perf_counter() - began, usage.ru_utime + usage.ru_stime
    print(f"  {what:34}{seconds:8.2f} s  {cpu:8.2f} CPU-s  {usage.ru_maxrss / 1024:8,.0f} MiB", flush=True)


# ---------------------------------------------------------------- what is measured
def nothing(bench: Bench) -> None:
    """A run that finds nothing new: its files are as they were, and so is everything else."""
    if not any(bench.inbox.iterdir()):
        bench.add_stories(0, 10)
    time.sleep(2.5)  # files that changed just now are read again
    with Warehouse.open(bench.warehouse) as warehouse:
        from flows.ingest.unchanged import stamp
        from flows.inputs import Inputs

        memory = Inputs(warehouse, {}, {})
        for path in bench.inbox.iterdir():
            if found := stamp(path):
                memory.was_read(found)
        memory.stored()
    bench.run("nothing new, first")
    bench.run("nothing new")


def new(bench: Bench) -> None:
    """Ten new articles, twice: the first run builds the reports, whose pages the second leaves as they are."""
    bench.add_stories(0, 10)
    bench.run("10 new articles, first")
    bench.add_stories(10, 10)
    bench.run("10 new articles")


def correction(bench: Bench) -> None:
    """A date corrected, twice in one process: the second click finds its processes warm."""
    measured(
        "two corrections and warming up", [sys.executable, "-P", "-m", __spec__.name, "--correct", str(bench.warehouse)]
    )


def correct(path: Path) -> None:
    from functools import partial

    from expectations.review import ReviewDesk
    from expectations.review.held import HeldWarehouse
    from expectations.review.latest import LatestCopy
    from flows.processes import StageProcesses

    with duckdb.connect(str(path), read_only=True) as con:
        query = "select flag_id from flags where code = 'article_date_mismatch' order by flag_id limit 3"
        flags = [flag for (flag,) in con.execute(query).fetchall()]
    with StageProcesses() as processes:
        reresolve = partial(corpus.reresolve, apply=processes.run)
        desk = ReviewDesk(path, reresolve, held=HeldWarehouse(LatestCopy(path)))
        for n, flag in enumerate(flags):
            answered = partial(desk.decide, flag, "corrected", "2016-03-01", reviewer="b")
            for what, work in ((f"a correction, click {n + 1}", answered), ("  published after it", desk.publish)):
                cpu = time.process_time()
                seconds = timed(work)
                cpu = time.process_time() - cpu
                print(f"  {what:34}{seconds:8.2f} s  {cpu:8.2f} CPU-s of ours", flush=True)


STAGED = {
    "articles": "select *, 100000 as text_length from articles", "regions": "from regions",
    "date_evidence": "from date_evidence", "timexes": "select *, text as found from timexes",
    "events": "select *, text as found from events",
    "participants": "select p.*, p.text as found, e.doc_id from participants p join events e using (event_id)",
}  # fmt: skip


def load(bench: Bench) -> None:
    """15,000 articles with a million events, as tables, audited and merged into an empty warehouse in one batch."""
    with duckdb.connect(str(bench.warehouse), read_only=True) as con:
        con.execute(f"create temp table chosen as select doc_id from articles limit {1_000_000 // bench.mentions}")
        wanted = "select * from ({}) semi join chosen using (doc_id)"
        tables = {name: con.sql(wanted.format(query)).to_arrow_table() for name, query in STAGED.items()}
    tables["participants"] = tables["participants"].drop_columns("doc_id")
    count = sum(table.num_rows for table in tables.values())
    path = bench.folder / "loaded.duckdb"
    work_path(path).unlink(missing_ok=True)
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        began, cpu = time.perf_counter(), time.process_time()
        audit = warehouse.write_staged("bench", tables)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    assert not audit.held, [outcome.code for outcome in audit.outcomes if not outcome.success]
    rate = f"{count / seconds:,.0f} rows a second, {count / cpu:,.0f} a CPU-second"
    print(f"  {'load, audit included':34}{seconds:8.2f} s  {cpu:8.2f} CPU-s  {count:,} rows: {rate}", flush=True)


ASKED = (
    "select event_type, count(*) from timeline group by all",
    "from timeline where date_from between date '2014-03-01' and date '2014-03-07'",
    "from who_to_whom where in_year(date_from, date_to, 2014) and source_country = 'C3'",
    "from who_to_whom",
)


def views(bench: Bench) -> None:
    """What somebody asks of the views, each on a connection of its own."""
    for query in ASKED:
        with duckdb.connect(str(bench.warehouse), read_only=True) as con:
            bound_memory(con)
            began, cpu = time.perf_counter(), time.process_time()
            con.execute(f"create temp table answer as {query}")
            seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(f"  {seconds:8.2f} s  {cpu:8.2f} CPU-s  {query}", flush=True)


def memory(bench: Bench) -> None:
    """One run over many short articles of its own warehouse: the memory of its processes as it goes."""
    path = bench.folder / "short.jsonl"
    with path.open("w") as out:
        for n in range(bench.short):
            out.write(json.dumps({"text": story(n)}) + "\n")
    command = [
        "run",
        "--direct",
        "--quiet",
        "--reader",
        "off",
        str(path),
        "--warehouse",
        str(bench.folder / "short.duckdb"),
    ]
    process = subprocess.Popen([sys.executable, "-P", "-m", "flows", *command], cwd=ROOT)
    began, most = time.perf_counter(), 0
    while process.poll() is None:
        time.sleep(5)
        sizes = [resident(pid) for pid in (process.pid, *started_by(process.pid))]
        most = max(most, *sizes)
        print(
            f"  {time.perf_counter() - began:6.0f} s  " + "  ".join(f"{size / MIB:6,.0f}" for size in sizes),
            "MiB",
            flush=True,
        )
    print(f"  {bench.short:,} short articles: {time.perf_counter() - began:.0f} s, at most {most / MIB:,.0f} MiB")


def first(bench: Bench) -> None:
    """A first run, into a warehouse of its own: with the small reader, and by the rules alone."""
    path = bench.folder / "first.jsonl"
    path.write_text("".join(f"{json.dumps({'text': text})}\n" for text in shuffled(bench.first)))
    for reader in ([], ["--reader", "off"]):
        with tempfile.TemporaryDirectory(dir=bench.folder) as own:
            command = ["run", "--direct", "--quiet", *reader, str(path), "--warehouse", f"{own}/first.duckdb"]
            what = f"{bench.first:,} articles, {'rules alone' if reader else 'small reader'}"
            measured(what, [sys.executable, "-P", "-m", "flows", *command])


def shuffled(count: int) -> list[str]:
    """Articles of ``LENGTH`` made of paragraphs of our own ones, drawn by lot: each is another, and none a copy."""
    lot, paragraphs = random.Random(17), [part for one in our_own(10_000) for part in one.text.split("\n\n")]
    found: list[str] = []
    for _ in range(count):
        chosen: list[str] = []
        while sum(map(len, chosen)) < LENGTH:
            chosen.append(lot.choice(paragraphs))
        found.append("\n\n".join(chosen))
    return found


def publishing(bench: Bench) -> None:
    """A copy of the warehouse, padded with what does not compress: published as it is, and after a small change."""
    with tempfile.TemporaryDirectory(dir=bench.folder) as own:
        path = Path(own) / "padded.duckdb"
        shutil.copyfile(work_path(bench.warehouse), work_path(path))
        with duckdb.connect(str(work_path(path))) as con:
            con.execute("set memory_limit = '2GB'")
            (padding := Path(own) / "padding").write_bytes(os.urandom(MIB))  # does not compress
            con.execute("create table padding (bytes blob)")
            while work_path(path).stat().st_size < bench.pad * 1e9:
                con.execute("insert into padding select content from read_blob(?), range(256)", [str(padding)])
                con.execute("checkpoint")
        with Warehouse.open(path) as warehouse:
            for what in ("the first time", "nothing changed", "one row changed"):
                if what == "one row changed":
                    warehouse.begin_run("changed")
                cpu = time.process_time()
                seconds = timed(warehouse.publish)
                cpu = time.process_time() - cpu
                size = path.stat().st_size / 1e9
                what = f"published {size:.1f} GB, {what}"
                print(f"  {what:34}{seconds:8.2f} s  {cpu:8.2f} CPU-s of ours", flush=True)


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


MEASURES: dict[str, Callable[[Bench], None]] = {
    "load": load,
    "new": new,
    "nothing": nothing,
    "correction": correction,
    "views": views,
    "memory": memory,
    "first": first,
    "publishing": publishing,
}
APART = ("memory", "first", "publishing")  # minutes, and only when asked for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--mentions", type=int, default=67, help="of an article")
    parser.add_argument("--no-text", action="store_true")
    parser.add_argument("--short", type=int, default=2_000, help="articles of the run whose memory is watched")
    parser.add_argument("--first", type=int, default=1_000, help="articles of the first run")
    parser.add_argument("--pad", type=float, default=10, help="GB of the warehouse that is published")
    parser.add_argument("--only", choices=MEASURES, action="append", help="repeatable")
    parser.add_argument("--folder", type=Path, help="keep the warehouse there, and use the one that is there")
    parser.add_argument("--correct", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.correct:
        correct(given.correct)
        return
    with tempfile.TemporaryDirectory(prefix="dateline-scale-") as own:
        folder = given.folder or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, given.articles, given.mentions, not given.no_text, given.short, given.first, given.pad)
        wanted = given.only or [name for name in MEASURES if name not in APART]
        if set(wanted) - {"memory", "first"}:
            bench.make()
        for name in wanted:
            MEASURES[name](bench)


if __name__ == "__main__":
    main()
