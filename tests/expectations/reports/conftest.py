"""A published warehouse of invented articles, and its site, shared by the tests of the reports."""

from pathlib import Path

import pytest

from expectations.reports import build_site
from tests.browser import browser, chromium  # noqa: F401 -- fixtures
from tests.expectations.reports.sample import sample_warehouse
from tests.expectations.reports.synthetic import synthetic_warehouse


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory) -> Path:
    return synthetic_warehouse(tmp_path_factory.mktemp("published") / "news.duckdb", articles=60, runs=4)


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """The site of a warehouse that holds the lying article and hostile ones."""
    folder = tmp_path_factory.mktemp("sample")
    return build_site(sample_warehouse(folder / "news.duckdb"), folder / "site").index.parent
