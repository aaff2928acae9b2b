"""The published file opens in the oldest DuckDB that its storage format allows, with every view that it holds.

Each client lives in an environment of its own, made for the session; where its package cannot be had (no network, no
wheel for this Python), the test says so and is skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.ledger import Summary

CLIENTS = ("1.0.0", "1.2.2")
ASK = """
import duckdb, json, sys
con = duckdb.connect(sys.argv[1], read_only=True)
con.execute("set enable_progress_bar = false")  # which old ones print on standard output
views = [row[0] for row in con.execute("select view_name from duckdb_views() where not internal order by 1").fetchall()]
found = {}
for view in views:  # every column of it is computed, in DuckDB alone: fetching an instant asks for yet another package
    con.execute(f"create temp table answer as select * from {view}")
    found[view] = con.execute("select count(*) from answer").fetchall()[0][0]
    con.execute("drop table answer")
found["a year"] = len(con.execute("from who_to_whom where in_year(date_from, date_to, 2018)").fetchall())
print(json.dumps([duckdb.__version__, found]))
"""


@pytest.fixture(scope="session", params=CLIENTS)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A Python with DuckDB of that version, and nothing else."""
    home = tmp_path_factory.mktemp("duckdb")
    packages = home / "packages"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--only-binary", ":all:", "--target"]
    try:
        done = subprocess.run(
            [*install, str(packages), f"duckdb=={request.param}"], capture_output=True, text=True, timeout=120
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"DuckDB {request.param} could not be had within two minutes")
    if done.returncode:
        pytest.skip(f"DuckDB {request.param} cannot be had: {done.stderr.strip().splitlines()[-1][:200]}")
    return request.param, packages


def test_an_older_client_reads_every_view(client: tuple[str, Path], sample_run: Summary) -> None:
    version, packages = client
    # -S: without this environment's own packages, and so without its DuckDB
    code = f"import sys; sys.path.insert(0, {str(packages)!r})\n{ASK}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(sample_run.warehouse)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    spoke, found = json.loads(done.stdout)
    assert spoke == version
    with_ours = subprocess.run(
        [sys.executable, "-c", ASK, str(sample_run.warehouse)], capture_output=True, text=True, timeout=60, check=True
    )
    assert found == json.loads(with_ours.stdout)[1]
    assert found["timeline"] > 0
