"""A warehouse to review: the lying article and an honest one."""

from pathlib import Path

import pytest

from tests.articles import article, document
from tests.browser import browser, chromium  # noqa: F401 -- fixtures
from tests.reports.sample import lying_article, sample_warehouse

HONEST = document("The ministers met on 20 November 2017.")


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return sample_warehouse(tmp_path / "news.duckdb", [lying_article(), article(HONEST, title="Ministers meet")])
