"""A published warehouse of invented articles, and its site, shared by the tests of the reports."""

from pathlib import Path

import pytest

from tests.reports.synthetic import synthetic_warehouse


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory) -> Path:
    return synthetic_warehouse(tmp_path_factory.mktemp("published") / "news.duckdb", articles=60, runs=4)
