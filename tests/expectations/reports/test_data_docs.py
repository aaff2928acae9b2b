"""Great Expectations' pages, repaired: complete without a network, and one click from the article that is wrong."""

import re

import pytest

from expectations.reports import build_report, repair_data_docs
from expectations.reports.pages import page_of
from tests.expectations.reports.sample import lying_article, sample_warehouse


@pytest.fixture(scope="module")
def docs(tmp_path_factory):
    published = sample_warehouse(tmp_path_factory.mktemp("docs") / "news.duckdb")
    return build_report(published).index.parent / "docs"


def results(docs):
    return next(docs.glob("validations/dates/*/*/dates.html"))


def test_the_overview_leads_to_them(docs):
    assert 'href="docs/index.html"' in (docs.parent / "index.html").read_text("utf-8")


def test_no_page_names_another_server_or_runs_an_inline_script(docs):
    for page in docs.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"https?://", text), page
        assert not re.search(r"<script>|\son[a-z]+=", text), page
        for link in re.findall(r'(?:src|href)="([^"#]+)"', text):
            assert link.startswith("data:") or (page.parent / link).resolve().is_file(), (page, link)


def test_what_broke_an_expectation_links_to_the_articles_page(docs):
    target = page_of(lying_article().dated.article.document.doc_id)
    found = re.findall(r'article_date_mismatch.*?href="([^"]+)"', results(docs).read_text("utf-8"), re.DOTALL)
    assert (results(docs).parent / found[0]).resolve() == (docs.parent / target).resolve()


def test_repairing_again_changes_nothing_but_links_whose_page_is_gone(docs):
    assert repair_data_docs(docs) == 0
    page = docs.parent / page_of(lying_article().dated.article.document.doc_id)
    content = page.read_bytes()
    page.unlink()
    assert repair_data_docs(docs) > 0
    page.write_bytes(content)
    assert repair_data_docs(docs) > 0
    assert repair_data_docs(docs) == 0


def test_the_licences_of_what_is_vendored_are_kept(docs):
    listed = (docs / "assets" / "README.md").read_text("utf-8")
    for licence in re.findall(r"`(licenses/[^`]+)`", listed):
        assert (docs / "assets" / licence).stat().st_size > 1_000


def test_they_are_styled_and_filled_without_a_request_to_anyone(browser, docs):
    for page in (docs / "index.html", results(docs), docs / "expectations" / "dates.html"):
        browser.open(page)
        assert browser.errors() == [], page
        assert browser.requests() == {"file://"}, page
    browser.open(docs / "index.html")
    browser.find("i.fas")  # the tables are drawn by script, a moment after the page has loaded
    said = browser.script("return [...document.querySelectorAll('tbody td')].map((t) => t.textContent).join(' ')")
    assert {"dates", "ingest", "run-1"} <= set(said.split())
    assert "Font Awesome" in browser.script("return getComputedStyle(document.querySelector('i.fas')).fontFamily")


def test_the_buttons_show_only_what_failed(browser, docs):
    browser.open(results(docs))
    shown = "return [...document.querySelectorAll('tbody tr')].filter((row) => row.offsetParent).length"
    every = browser.script(shown)
    browser.driver.find_element("css selector", "[data-call=hideSucceededValidations]").click()
    assert browser.script(shown) < every
    browser.driver.find_element("css selector", "[data-call=showAllValidations]").click()
    assert browser.script(shown) == every
