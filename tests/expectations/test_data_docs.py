"""Data Docs: a page a suite, a page a stage of each run, and an index that leads to them."""

import re
from pathlib import Path

import pytest

from expectations.rules import check_plainly
from tests.articles import article, document, timex
from warehouse.store import Warehouse

HOSTILE = document("<script>alert(1)</script> Monday")


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from expectations.docs import build_docs

    folder = tmp_path_factory.mktemp("docs")
    published = folder / "news.duckdb"
    with Warehouse.open(published, checker=check_plainly) as warehouse:
        for run in ("first", "second"):
            warehouse.begin_run(run)
            warehouse.write_documents(run, [HOSTILE])
            problem = timex(HOSTILE, "Monday", text="Monday", problem="<script>alert(2)</script>")
            warehouse.write_extracted(run, [article(HOSTILE, timexes=[problem])])
            warehouse.finish_run(run, "completed", {})
            warehouse.publish()
            build_docs(published, folder / "docs")
    return folder / "docs"


def test_the_index_leads_to_every_suite_and_every_run(docs: Path) -> None:
    index = (docs / "index.html").read_text()
    linked = set(re.findall(r"(?:expectations|validations)/[\w/]+\.html", index))
    written = {str(page.relative_to(docs)) for page in docs.rglob("*.html")} - {"index.html"}
    assert linked == written
    assert len([page for page in written if page.startswith("validations/dates/")]) == 2


def test_every_link_between_pages_leads_to_a_page(docs: Path) -> None:
    for page in docs.rglob("*.html"):
        for link in re.findall(r'href="(\.[^"]*\.html)"', page.read_text()):
            assert (page.parent / link).resolve().is_file(), f"{page}: {link}"


def test_a_failed_expectation_tells_its_severity_its_code_and_who_broke_it(docs: Path) -> None:
    [page] = docs.glob("validations/dates/first/*/dates.html")
    text = page.read_text()
    assert "timex_contradicts_calendar" in text
    assert "warning: " in text
    assert "fa-exclamation-triangle" in text
    assert "fa-times" not in text
    assert '"Failed"' not in (docs / "index.html").read_text()
    assert HOSTILE.doc_id in text


def test_no_words_of_an_article_reach_a_page(docs: Path) -> None:
    assert not any("alert(" in page.read_text() for page in docs.rglob("*.html"))


def test_pages_of_runs_that_are_forgotten_are_removed(tmp_path: Path) -> None:
    from expectations.docs import build_docs

    published, folder = tmp_path / "news.duckdb", tmp_path / "docs"
    with Warehouse.open(published, checker=check_plainly) as warehouse:
        for run in ("first", "second"):
            warehouse.begin_run(run)
            warehouse.write_documents(run, [HOSTILE])
            warehouse.finish_run(run, "completed", {"documents": 1})
        warehouse.publish()
        build_docs(published, folder)
        assert {page.name for page in (folder / "validations" / "ingest").iterdir()} == {"first", "second"}
        warehouse._con.execute("update runs set finished_at = '2020-01-01' where run_id = 'first'")
        warehouse.begin_run("third")
        warehouse.show_from(0.7)
        warehouse.forget_runs(30)
        warehouse.publish()
    build_docs(published, folder)
    assert {page.name for page in (folder / "validations" / "ingest").iterdir()} == {"second"}
