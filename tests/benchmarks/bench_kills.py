"""Runs killed with SIGKILL at instants spread over their phases: what was lost, doubled or left in part.

    python -m tests.benchmarks.bench_kills -n 200

Each killed run has one new document to take in, and whatever those before it left. The files are looked at after each
kill; every tenth run is left to end, and then every document that was ever offered must stand there once, with an
article, its dates and its events.
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
from pathlib import Path

import duckdb

from tests.conftest import ROOT
from warehouse.files import work_path

PHASES = ("start", "store_documents", "clean", "dates", "events", "store_read", "connect", "publish", "report")
LONGEST = 1.5  # seconds from the beginning of a phase to the kill, at most
PLACES = ("Lome", "Accra", "Vellin", "Ostrava", "Tunis", "Quito", "Suva", "Oslo")
IN_PART = {
    "documents twice": "select count(*) - count(distinct doc_id) from documents",
    "articles twice": "select count(*) - count(distinct doc_id) from articles",
    "events twice": "select count(*) - count(distinct event_id) from events",
    "articles without their events": "select count(*) from articles anti join events using (doc_id)",
    "events without their article": "select count(*) from events anti join articles using (doc_id)",
    "articles without their dates": "select count(*) from articles anti join timexes using (doc_id)",
    "staged rows": "select count(*) from staging.articles",
}


def add_story(inbox: Path, n: int) -> None:
    text = (
        f"{PLACES[n % 8]}, 8 July 2014 - Ministers of Ghana and Togo met for talk number {n} on 7 July 2014.\n\n"
        "They signed an agreement on trade, and Ghana released three prisoners, officials said on Monday. Talks had "
        "begun in March 2014 in the capital, where both sides promised to withdraw their troops from the border.\n"
    )
    (inbox / f"{n}.txt").write_text(text)


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "flows", "run", "--direct", "--quiet", "--log-level", "debug",
               str(folder / "inbox"), "--warehouse", str(folder / "w.duckdb")]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=folder)


def kill_in(phase: str, folder: Path, delay: float) -> bool:
    """Kill a run ``delay`` seconds after ``phase`` has begun; whether it got that far."""
    run = start(folder)
    assert run.stderr is not None
    reached = phase == "start" or any(f"{phase}: begun" in line for line in run.stderr)
    time.sleep(delay)
    run.send_signal(signal.SIGKILL)
    run.stderr.close()
    return run.wait() == -signal.SIGKILL and reached


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


def in_part(folder: Path) -> Counter[str]:
    """What is wrong with the files, as they are after a kill."""
    wrong: Counter[str] = Counter()
    for file in (folder / "w.duckdb", work_path(folder / "w.duckdb")):
        if not file.exists():
            continue
        with opened(file) as con:
            if con.execute("select 1 from duckdb_tables() where table_name = 'events'").fetchone():
                for what, query in IN_PART.items():
                    [n] = con.execute(query).fetchone() or (0,)
                    wrong[what] += n
    return +wrong


def finish(folder: Path) -> Counter[str]:
    """Let a run end; what is wrong, missing or doubled then."""
    run = start(folder)
    _, said = run.communicate()
    assert run.returncode == 0, said
    offered = len(list((folder / "inbox").iterdir()))
    with duckdb.connect(str(folder / "w.duckdb"), read_only=True) as con:
        stored = con.execute("select count(distinct doc_id) from articles join documents using (doc_id)").fetchone()
        [still] = con.execute("select count(*) from runs where state = 'running'").fetchone() or (0,)
    assert stored is not None
    return in_part(folder) + Counter({"lost": offered - stored[0], "runs still running": still})


def kills(n: int, folder: Path, seed: int = 11) -> tuple[Counter[str], Counter[str]]:
    """Kill ``n`` runs; how many in each phase, and what was found wrong."""
    chance = random.Random(seed)
    (folder / "inbox").mkdir()
    done: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for number in range(n):
        phase = PHASES[number % len(PHASES)]
        add_story(folder / "inbox", number)
        if kill_in(phase, folder, chance.uniform(0, 4 if phase == "start" else LONGEST)):
            done[phase] += 1
        wrong += in_part(folder)
        if number % 10 == 9 or number == n - 1:
            wrong += finish(folder)
    return done, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=200, help="runs to kill")
    with tempfile.TemporaryDirectory(prefix="dateline-kills-") as folder:
        done, wrong = kills(parser.parse_args().n, Path(folder))
    print(f"{sum(done.values())} runs killed: " + ", ".join(f"{phase} {n}" for phase, n in done.items()))
    print("lost, doubled or left in part: " + (", ".join(f"{what} {n}" for what, n in wrong.items()) or "nothing"))
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
