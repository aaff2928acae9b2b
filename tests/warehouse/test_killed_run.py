"""A run that is killed at any instant leaves everything whole, and the next run finishes its work."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from expectations.rules import check_plainly
from tests.articles import article, document, event, participant, timex
from warehouse.files import connect_published, work_path
from warehouse.store import Warehouse

STORIES = [document(f"Ministers met on Monday for talk number {n} in Vienna.") for n in range(120)]


def work(path: Path) -> None:
    """One run: take in, work off what is pending, publish now and then."""
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        run = f"run {time.time_ns()}"
        warehouse.begin_run(run)
        for first in range(0, len(STORIES), 30):
            warehouse.write_documents(run, STORIES[first : first + 30])
        for batch in warehouse.pending(15):
            warehouse.write_extracted(run, [extracted(story) for story in batch])
            warehouse.publish()
        warehouse.finish_run(run, "completed", {})
        warehouse.publish()


def extracted(story):
    minister = participant(story, "Ministers")
    return article(story, timexes=[timex(story, "Monday")], events=[event(story, "met", participants=(minister,))])


WHOLE = {  # every article came with all of its rows, or did not come
    "articles without their events": "select count(*) from articles anti join events using (doc_id)",
    "events without their article": "select count(*) from events anti join articles using (doc_id)",
    "events without their participants": "select count(*) from events anti join participants using (event_id)",
    "articles without their dates": "select count(*) from articles anti join timexes using (doc_id)",
    "staged rows": "select count(*) from staging.articles",
}
NOTHING = {what: [(0,)] for what in WHOLE}


def test_killed_runs_leave_no_part_and_the_next_one_finishes(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    chance = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.warehouse.test_killed_run", str(path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        time.sleep(chance.uniform(0, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for file in (work_path(path), path):
            if file.exists():
                with duckdb.connect(str(file)) as con:
                    if con.execute("select 1 from duckdb_tables() where table_name = 'events'").fetchone():
                        assert {what: con.execute(sql).fetchall() for what, sql in WHOLE.items()} == NOTHING
    work(path)
    with connect_published(path) as con:
        assert con.execute("select count(*), count(distinct doc_id) from articles").fetchone() == (120, 120)
        assert con.execute("select count(*) from events").fetchone() == (120,)
        assert con.execute("select count(*) from runs where state = 'running'").fetchone() == (0,)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["news.duckdb", "news.lock", "news.work.duckdb"]


if __name__ == "__main__":
    print("begun", flush=True)
    work(Path(sys.argv[1]))
