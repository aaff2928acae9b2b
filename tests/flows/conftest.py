"""A warehouse made by one direct run over the sample articles, shared by the tests that only read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.ledger import Summary
from flows.pipeline import DIRECT, Request, run

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "seeds" / "articles"


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """What a direct run over ``seeds/articles`` did. Read its warehouse; do not write it."""
    folder = tmp_path_factory.mktemp("sample")
    return run(Request((str(ARTICLES),), folder / "sample.duckdb"), DIRECT)


@pytest.fixture
def sample_copy(sample_run: Summary, tmp_path: Path) -> Path:
    """A copy of that warehouse, with the writer's own file, for tests that write."""
    for path in sample_run.warehouse.parent.glob("sample*.duckdb"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / "sample.duckdb"
