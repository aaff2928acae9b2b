"""A warehouse to review: the lying article and an honest one."""

import shutil
from pathlib import Path

import pytest

from tests.articles import article, document
from tests.browser import browser, chromium  # noqa: F401 -- fixtures
from tests.expectations.reports.sample import lying_article, sample_warehouse

HONEST = document("The ministers met on 20 November 2017.")


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("to-review")
    return sample_warehouse(folder / "news.duckdb", [lying_article(), article(HONEST, title="Ministers meet")])


@pytest.fixture
def warehouse(published: Path, tmp_path: Path) -> Path:
    """A copy of the published file, which is all that a review needs: the writer's file is restored from it."""
    return Path(shutil.copy(published, tmp_path / "news.duckdb"))
