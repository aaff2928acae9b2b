"""What is remembered of runs, and for how long."""

from pathlib import Path

from expectations.rules import check_plainly
from flows.records import Quarantined
from warehouse.store import Warehouse


def run(warehouse: Warehouse, run_id: str, *found: Quarantined, ended: str) -> None:
    warehouse.begin_run(run_id)
    if found:
        warehouse.write_documents(run_id, found)
    warehouse.finish_run(run_id, "completed", {"quarantined": len(found)} if found else {})
    warehouse._con.execute("update runs set finished_at = ? where run_id = ?", [ended, run_id])


def test_old_runs_lose_their_validation_results_and_those_that_changed_nothing_their_row(tmp_path: Path) -> None:
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as warehouse:
        run(warehouse, "a", Quarantined("a.txt", "", "empty", "nothing in it"), ended="2020-01-01")
        run(warehouse, "idle", ended="2020-01-02")
        run(warehouse, "b", Quarantined("b.txt", "", "empty", "nothing in it"), ended="2020-01-03")
        warehouse.begin_run("c")
        warehouse.forget_runs(30)
        assert len(warehouse._con.execute("from runs").fetchall()) == 4  # there is nothing to publish for it
        warehouse.show_from(0.7)
        warehouse.forget_runs(30)
        kept = warehouse._con.execute("select run_id from runs order by run_id").fetchall()
        validated = warehouse._con.execute("select distinct run_id from validation_results").fetchall()
    assert kept == [("a",), ("b",), ("c",)]
    assert validated == [("b",)]  # the last that there are
