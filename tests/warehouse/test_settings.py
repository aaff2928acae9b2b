"""How sure an event must be to be shown is the user's to say; what is not shown stays in the tables."""

from pathlib import Path

import duckdb

from warehouse.store import Warehouse


def least(path: Path) -> float:
    with duckdb.connect(str(path), read_only=True) as con:
        row = con.execute("select least_confidence()").fetchone()
        assert row is not None
        return float(row[0])


def test_the_threshold_is_a_half_until_it_is_set_and_stays_as_set(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with Warehouse.open(path) as warehouse:
        warehouse.publish()
    assert least(path) == 0.5
    with Warehouse.open(path) as warehouse:
        warehouse.show_from(0.7)
        warehouse.publish()
    with Warehouse.open(path) as warehouse:
        warehouse.publish()
    assert least(path) == 0.7
