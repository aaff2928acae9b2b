"""Killed at any instant, a run loses, doubles and halves nothing; hundreds of kills: `tests.benchmarks.bench_kills`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.bench_kills import kills

pytestmark = pytest.mark.slow
INGEST, STAGE, AUDIT, PUBLISH, REPORT = "store_documents", "events", "store_read", "publish", "report"


def test_a_run_killed_in_each_phase_is_finished_by_the_next_as_if_nobody_had_killed_it(tmp_path: Path) -> None:
    killed, wrong = kills(5, tmp_path, (INGEST, STAGE, AUDIT, PUBLISH, REPORT), commands=False)
    assert killed == {INGEST: 1, STAGE: 1, AUDIT: 1, PUBLISH: 1, REPORT: 1}
    assert wrong == {}
