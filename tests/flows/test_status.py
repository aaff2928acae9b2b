"""What an operator is told of a warehouse, and a collector of metrics, too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from flows.cli import main
from flows.ledger import Summary
from flows.operating import versions, writer
from warehouse.files import writers_lock


def told(warehouse: Path, *options: str) -> str:
    answer = CliRunner().invoke(main, ["status", "--warehouse", str(warehouse), *options])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_it_says_runs_sizes_versions_and_what_waits_within_80_columns(sample_run: Summary):
    said = told(sample_run.warehouse)
    assert " completed " in said
    assert f"dateline   {versions()['dateline']}" in said
    assert "flags to decide" in said
    assert [line for line in said.splitlines()[1:] if len(line) > 80] == []


def test_scripts_get_the_same_as_json(sample_run: Summary):
    state = json.loads(told(sample_run.warehouse, "--format", "json"))
    [run] = state["runs"]
    assert (run["state"], run["run_id"]) == ("completed", sample_run.run_id)
    assert run["counts"]["documents"] == sample_run.counts["documents"]
    assert run["seconds"] > 0
    assert state["bytes"]["published"] == sample_run.warehouse.stat().st_size
    assert state["bytes"]["reports"] > 0
    assert state["waiting"]["documents not read yet"] == 0
    assert state["waiting"]["articles of another version"] == 0
    assert state["made_by"][0]["model"] == " + reader ".join((state["versions"]["parser"], state["versions"]["reader"]))


def test_prefects_database_counts_with_what_it_has_not_folded_in_yet(
    sample_run: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    (tmp_path / "prefect.db").write_bytes(b"x" * 3_000_000)
    (tmp_path / "prefect.db-wal").write_bytes(b"x" * 1_500_000)
    (tmp_path / "profiles.toml").write_bytes(b"x")
    assert json.loads(told(sample_run.warehouse, "--format", "json"))["bytes"]["prefect"] == 4_500_000
    assert "  prefect           4.5 MB" in told(sample_run.warehouse)


def test_a_collector_of_openmetrics_can_read_it(sample_run: Summary):
    text = told(sample_run.warehouse, "--openmetrics")
    assert text.endswith("\n# EOF\n")
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert [(s.name, s.labels["state"], s.value) for s in families["dateline_runs"].samples] == [
        ("dateline_runs_total", "completed", 1.0)
    ]
    assert families["dateline_last_run_good"].samples[0].value == 1.0
    sizes = {sample.labels["what"]: sample.value for sample in families["dateline_size_bytes"].samples}
    assert sizes["published"] == sample_run.warehouse.stat().st_size


def test_who_writes_is_told_only_while_somebody_does(tmp_path: Path):
    warehouse = tmp_path / "news.duckdb"
    assert writer(warehouse) is None
    with writers_lock(warehouse):
        pass
    assert writer(warehouse) is None
