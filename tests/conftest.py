"""What all tests share: the folder of development data, where this checkout has it, and one run over the sample."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flows.ledger import Summary

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "seeds" / "articles"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("development data (../shared) is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """What README's run over ``seeds/articles`` did. Read its warehouse; do not write it."""
    from tests import readme

    return readme.sample_run(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def sample_copy(sample_run: Summary, tmp_path: Path) -> Path:
    """A copy of that warehouse, with the writer's own file, for tests that write."""
    for path in sample_run.warehouse.parent.glob("sample*.duckdb"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / "sample.duckdb"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that wait for a clock come first, so that nothing waits for them at the end."""
    items.sort(key=lambda item: item.path.stem != "test_schedule")
