"""Runs killed with SIGKILL at instants spread over their phases: what was lost, doubled or left in part.

    python -m tests.benchmarks.bench_kills -n 200

Each killed run has one new story to take in, and whatever those before it left. The files are looked at after each
kill. After every 20 kills a run is left to end: the warehouse must then say what one says over which nobody killed a
run, and the next 20 get a new one.

Nine runs of ten are forked from a process that has everything loaded, and read their story in their own process: what
a kill can break is in the files, and starting Python, Great Expectations and spaCy takes ten times as long as the rest.
The tenth is the command as its user has it, with its worker processes.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import duckdb

from tests.benchmarks.run_in_fork import LAST_DAY, story, work
from tests.conftest import ROOT
from tests.warehouse.content import content
from warehouse.files import work_path

os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker:UserWarning")  # what killed runs leave is no news
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.benchmarks.warm"])

PHASES = ("start", "store_documents", "clean", "dates", "events", "store_read", "connect", "publish", "report")
A_WAREHOUSE = 20  # kills, then it is finished and looked at
A_COMMAND = 10  # every so manyth kill is of the command itself
COMMAND_SECONDS = 1.5  # from the beginning of a phase to the kill, at most, of a command
HAS = "select 1 from duckdb_tables() where schema_name || '.' || table_name = ?"
IN_PART = {
    "documents twice": "select count(*) - count(distinct doc_id) from documents",
    "articles twice": "select count(*) - count(distinct doc_id) from articles",
    "events twice": "select count(*) - count(distinct event_id) from events",
    "articles without their events": "select count(*) from articles anti join events using (doc_id)",
    "events without their article": "select count(*) from events anti join articles using (doc_id)",
    "articles without their dates": "select count(*) from articles anti join timexes using (doc_id)",
}
STAGED = {"staged rows": "select count(*) from staging.articles"}  # readers' copy has no such table


# ---------------------------------------------------------------- a run that can be killed
class Run(Protocol):
    """A run under way: the lines of its log as they come, and its end."""

    def reaches(self, phase: str) -> bool: ...
    def kill(self) -> bool: ...


class Forked:
    """``pipeline.run`` in a fork of a process that has everything loaded."""

    def __init__(self, inbox: Path, warehouse: Path) -> None:
        self._said, said = FORKS.Pipe(duplex=False)
        self._process = FORKS.Process(target=work, args=(inbox, warehouse, said))
        self._process.start()
        said.close()

    def reaches(self, phase: str) -> bool:
        """Wait until the run says that it begins ``phase``; whether it ever did."""
        try:
            while f"{phase}: begun" not in self._said.recv():
                pass
        except EOFError:
            return False
        return True

    def kill(self) -> bool:
        """Kill the run; whether it was still alive."""
        self._process.kill()
        return self.wait() == -signal.SIGKILL

    def wait(self) -> int:
        """The run's exit status."""
        self._process.join()
        self._said.close()
        assert self._process.exitcode is not None
        return self._process.exitcode


class Command:
    """``dateline run --direct`` as a user has it."""

    def __init__(self, inbox: Path, warehouse: Path) -> None:
        command = [sys.executable, "-P", "-m", "flows", "run", "--direct", "--quiet", "--log-level", "debug",
                   "--as-of", str(LAST_DAY), "--reader", "off", str(inbox), "--warehouse", str(warehouse)]  # fmt: skip
        self._process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=inbox
        )

    def reaches(self, phase: str) -> bool:
        assert self._process.stderr is not None
        said = "read" if phase in ("clean", "dates", "events") else phase  # its processes say nothing of stages
        return phase == "start" or any(f"{said}: begun" in line for line in self._process.stderr)

    def kill(self) -> bool:
        assert self._process.stderr is not None
        self._process.kill()
        self._process.stderr.close()
        return self._process.wait() == -signal.SIGKILL


def kill_in(phase: str, run: Run, delay: float) -> bool:
    """Kill ``run`` so many seconds after ``phase`` has begun; whether it got that far."""
    reached = run.reaches(phase)
    time.sleep(delay)
    return run.kill() and reached


def lengths(folder: Path) -> dict[str, float]:
    """How long each phase of a forked run over one story takes on this machine, in seconds."""
    (folder / "inbox").mkdir(parents=True)
    (folder / "inbox" / "0.txt").write_text(story(0))
    begun = {}
    run = Forked(folder / "inbox", folder / "w.duckdb")
    for phase in PHASES:
        assert run.reaches(phase)
        begun[phase] = time.monotonic()
    assert run.wait() == 0
    ends = [*list(begun.values())[1:], time.monotonic()]
    return {phase: end - begun[phase] for phase, end in zip(PHASES, ends, strict=True)}


# ---------------------------------------------------------------- what is found afterwards
def opened(file: Path) -> duckdb.DuckDBPyConnection:
    """``file``, as soon as the processes of the killed run are gone."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return duckdb.connect(str(file))
        except duckdb.IOException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def in_part(warehouse: Path) -> Counter[str]:
    """What is wrong with the files, as they are after a kill."""
    wrong: Counter[str] = Counter()
    for file in (warehouse, work_path(warehouse)):
        if not file.exists():
            continue
        with opened(file) as con:
            for needed, queries in (("main.events", IN_PART), ("staging.articles", STAGED)):
                for what, query in queries.items() if con.execute(HAS, [needed]).fetchone() else ():
                    [n] = con.execute(query).fetchone() or (0,)
                    wrong[what] += n
    return +wrong


def finish(inbox: Path, warehouse: Path) -> Counter[str]:
    """Let a run end; what is wrong then, or other than in a warehouse over which nobody killed a run."""
    undisturbed = warehouse.with_name("undisturbed.duckdb")
    for one in (warehouse, undisturbed):
        assert Forked(inbox, one).wait() == 0
    wrong = in_part(warehouse)
    ours, theirs = content(warehouse), content(undisturbed)
    for table in theirs:
        missing, extra = Counter(theirs[table]) - Counter(ours[table]), Counter(ours[table]) - Counter(theirs[table])
        wrong += Counter({f"{table} missing": missing.total(), f"{table} too many": extra.total()})
    with duckdb.connect(str(warehouse), read_only=True) as con:
        [still] = con.execute("select count(*) from runs where state = 'running'").fetchone() or (0,)
    kept = {warehouse.name, work_path(warehouse).name, f"{warehouse.stem}.lock", f"{warehouse.stem}-reports"}
    left = {path.name for path in warehouse.parent.glob(f"{warehouse.stem}*")} - kept
    return wrong + Counter({"runs still running": still, "files left over": len(left)})


def kills(
    n: int, folder: Path, phases: Sequence[str] = PHASES, *, commands: bool = True, seed: int = 11
) -> tuple[Counter[str], Counter[str]]:
    """Kill ``n`` runs, in one phase after the other; how many in each, and what was found wrong.

    :param commands: one of ten is the command; otherwise all are forked.
    """
    chance = random.Random(seed)
    seconds = lengths(folder / "undisturbed")
    done: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for number in range(n):
        place, phase = folder / str(number // A_WAREHOUSE), phases[number % len(phases)]
        inbox, warehouse = place / "inbox", place / "w.duckdb"
        inbox.mkdir(parents=True, exist_ok=True)
        (inbox / f"{number}.txt").write_text(story(number))
        if commands and number % A_COMMAND == A_COMMAND - 1:
            run: Run = Command(inbox, warehouse)
            delay = chance.uniform(0, 4 if phase == "start" else COMMAND_SECONDS)
        else:
            run, delay = Forked(inbox, warehouse), chance.uniform(0, seconds[phase])
        done[phase if kill_in(phase, run, delay) else "ended before"] += 1
        wrong += in_part(warehouse)
        if number % A_WAREHOUSE == A_WAREHOUSE - 1 or number == n - 1:
            wrong += finish(inbox, warehouse)
    return done, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=200, help="runs to kill")
    with tempfile.TemporaryDirectory(prefix="dateline-kills-") as folder:
        done, wrong = kills(parser.parse_args().n, Path(folder))
    late = done.pop("ended before", 0)
    print(f"{sum(done.values())} runs killed: " + ", ".join(f"{phase} {n}" for phase, n in done.items()))
    print(f"ended before the kill: {late}")
    print("lost, doubled or left in part: " + (", ".join(f"{what} {n}" for what, n in wrong.items()) or "nothing"))
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
