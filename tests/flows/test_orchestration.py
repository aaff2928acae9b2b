"""The flow on a real Prefect: the same rows as a direct run, and artifacts left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.ledger import Summary
from flows.pipeline import Request
from tests import readme
from tests.conftest import ARTICLES
from tests.flows.poison import poisoned
from tests.warehouse.content import content
from warehouse.read import fetch, open_published

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server with a scheduler and a database of its own."""
    os.environ["PREFECT_HOME"] = str(tmp_path_factory.mktemp("prefect"))
    from flows.prefect_server import api_server

    with api_server() as url:
        yield url


def test_the_flow_and_a_direct_run_agree_to_the_row(prefect_api: str, sample_run: Summary, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows.orchestration import run_flow
    from flows.prefect_runs import delete_old, name

    summary = run_flow(Request((str(ARTICLES),), tmp_path / "flow.duckdb", workers=2, as_of=readme.AS_OF))
    assert summary.state == "completed"
    assert content(summary.warehouse) == content(sample_run.warehouse)
    with get_client(sync_client=True) as client:
        keys = {artifact.key for artifact in client.read_artifacts()}
        assert {f"dateline-{what}-{name(summary.warehouse)}" for what in ("summary", "flags", "reports")} <= keys
        assert delete_old(tmp_path / "another.duckdb", days=0) == 0
        assert delete_old(summary.warehouse, days=0) == 1
        assert not keys & {artifact.key for artifact in client.read_artifacts()}


def test_deleting_takes_the_pages_of_that_warehouse_from_prefect(prefect_api: str, tmp_path: Path) -> None:
    from prefect.artifacts import create_markdown_artifact
    from prefect.client.orchestration import get_client

    from flows.cli.operate import delete_prefect_pages
    from flows.prefect_runs import name

    mine, other = tmp_path / "mine.duckdb", tmp_path / "other.duckdb"
    for warehouse in (mine, mine, other):  # a key is told of anew at each run
        create_markdown_artifact(key=f"dateline-flags-{name(warehouse)}", markdown="what 08_repost.txt says")
    assert delete_prefect_pages(mine) == 2
    assert delete_prefect_pages(mine) == 0
    with get_client(sync_client=True) as client:
        left = {artifact.key for artifact in client.read_artifacts()}
    assert f"dateline-flags-{name(other)}" in left
    assert f"dateline-flags-{name(mine)}" not in left


def test_runs_that_were_due_while_nobody_served_them_are_made_good_by_one(prefect_api: str, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.states import Scheduled

    from flows.orchestration import dateline_flow
    from flows.prefect_runs import catch_up

    given = {"sources": [str(ARTICLES)], "warehouse": str(tmp_path / "w.duckdb")}
    assert not catch_up("was-down", given)  # it was never served
    with get_client(sync_client=True) as client:
        deployment = dateline_flow.to_deployment("was-down", cron="0 6 * * *", parameters=given).apply()
        assert not catch_up("was-down", given)  # nothing was missed
        for hours in range(1, 21):
            due = Scheduled(scheduled_time=datetime.now(UTC) - timedelta(hours=hours))
            client.create_flow_run_from_deployment(deployment, state=due)
        assert catch_up("was-down", given)


def test_a_document_that_crashes_a_stage_costs_no_other(
    prefect_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.orchestration import run_flow

    for name, value in poisoned(tmp_path / "poison").items():
        monkeypatch.setenv(name, value)
    (tmp_path / "a.txt").write_text("Togo thanked Ghana on 1 May 2011 for its help.")
    (tmp_path / "b.txt").write_text("The dam CRASHES on 2 May 2011, officials said.")
    summary = run_flow(Request((str(tmp_path / "a.txt"), str(tmp_path / "b.txt")), tmp_path / "w.duckdb", workers=1))
    assert (summary.counts["articles"], summary.counts["quarantined"]) == (1, 1)
    with open_published(summary.warehouse) as con:
        [row] = fetch(con, "select code from quarantine")
    assert row["code"] == "stage_crashed:clean"
