"""The site is complete, says what the warehouse says, and is rebuilt by writing only what changed."""

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from expectations.reports import build_site
from expectations.reports.pages import page_of
from warehouse.naming import option_naming


@pytest.fixture(scope="module")
def site(warehouse, tmp_path_factory):
    return build_site(warehouse, tmp_path_factory.mktemp("site"))


def test_every_flagged_article_has_a_page_and_no_other(site, warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as con:
        flagged = {page_of(doc_id) for (doc_id,) in con.execute("select distinct doc_id from flags").fetchall()}
    built = {f"articles/{path.name}" for path in (site.index.parent / "articles").iterdir()}
    assert built == flagged


def test_every_local_link_leads_somewhere(site):
    folder = site.index.parent
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        ids = set(re.findall(r'\bid="([^"]+)"', text))
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if link.startswith("data:"):
                continue
            target, _, fragment = link.partition("#")
            if target:
                assert (page.parent / target).resolve().is_file(), (page.name, link)
            elif fragment:
                assert fragment in ids, (page.name, link)


def test_no_page_names_another_server_or_carries_inline_script_or_style(site):
    for path in site.index.parent.rglob("*"):
        if path.suffix in (".html", ".css", ".js"):
            text = path.read_text("utf-8").replace("http://www.w3.org/", "")
            assert not re.search(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", text), path.name
        if path.suffix == ".html":
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text), path.name
            assert "default-src 'none'; style-src 'self'; script-src 'self'" in text


def test_the_lie_stands_in_the_first_heading_and_on_the_axis(site, warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as con:
        (doc_id,) = con.execute(
            "select doc_id from flags where code = 'article_date_mismatch' order by all limit 1"
        ).fetchone()
    text = (site.index.parent / page_of(doc_id)).read_text("utf-8")
    assert re.search(r"The page says \d+ \w+ \d{4}\. The text says ", text)
    assert "too late for what the article reports" in text
    assert 'class="claim"' in text
    assert 'class="bar solved' in text


def test_a_command_on_a_page_names_the_warehouse_that_it_is_about(site, warehouse):
    pages = [(site.index.parent / "reviews.html"), *(site.index.parent / "articles").iterdir()]
    commands = re.findall(r"<code>(dateline review [^<]*)</code>", "".join(p.read_text("utf-8") for p in pages))
    assert len(commands) > 1
    assert all(command.endswith(f" --warehouse {warehouse}") for command in commands)


def test_the_warehouse_that_is_meant_without_is_not_named(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert option_naming(tmp_path / "warehouse" / "dateline.duckdb") == ""
    assert option_naming(Path("my news.duckdb")) == f" --warehouse '{tmp_path}/my news.duckdb'"


def test_pages_of_a_warehouse_that_was_moved_name_its_new_place(warehouse, tmp_path):
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        moved = tmp_path / folder / "news.duckdb"
        shutil.copy(warehouse, moved)
        build_site(moved, tmp_path / "site")
    text = "".join(page.read_text("utf-8") for page in (tmp_path / "site" / "articles").iterdir())
    assert f" --warehouse {moved}" in text
    assert str(tmp_path / "here") not in text


def test_a_second_build_of_the_same_warehouse_writes_nothing(site, warehouse):
    again = build_site(warehouse, site.index.parent)
    assert (again.written, again.removed) == (0, 0)


def test_a_change_to_one_article_rewrites_its_page_and_the_lists_only(warehouse, tmp_path):
    copy = tmp_path / "news.duckdb"
    shutil.copy(warehouse, copy)
    first = build_site(copy, tmp_path / "site")
    with duckdb.connect(str(copy)) as con:
        (doc_id,) = con.execute("select min(doc_id) from flags").fetchone()
        con.execute("update articles set date_reason = 'Another reason.' where doc_id = ?", [doc_id])
    page = tmp_path / "site" / page_of(doc_id)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site" / "articles").iterdir()}
    second = build_site(copy, tmp_path / "site")
    assert [path for path, at in before.items() if path.stat().st_mtime_ns != at] == [page]
    assert second.articles == first.articles
    assert "Another reason." in page.read_text("utf-8")


def test_the_page_of_an_article_without_flags_goes_away(warehouse, tmp_path):
    copy = tmp_path / "news.duckdb"
    shutil.copy(warehouse, copy)
    build_site(copy, tmp_path / "site")
    with duckdb.connect(str(copy)) as con:
        (doc_id,) = con.execute("select min(doc_id) from flags").fetchone()
        con.execute("update flags set state = 'closed' where doc_id = ?", [doc_id])
    assert build_site(copy, tmp_path / "site").removed == 1
    assert not (tmp_path / "site" / page_of(doc_id)).exists()


def test_pages_are_bounded_in_number(warehouse, tmp_path):
    assert build_site(warehouse, tmp_path, most_articles=3).articles == 3
    assert len(list((tmp_path / "articles").iterdir())) == 3


def test_the_same_report_stands_there_as_json(site, warehouse):
    report = json.loads((site.index.parent / "report.json").read_text("utf-8"))
    with duckdb.connect(str(warehouse), read_only=True) as con:
        (flags,) = con.execute("select count(*) from flags where state = 'open'").fetchone()
    assert report["totals"]["flags"]["open"] == len(report["flags"]) == flags
    assert report["run"]["run_id"] == report["runs"][0]["run_id"]


def test_an_empty_warehouse_has_a_site_too(tmp_path):
    from tests.expectations.reports.synthetic import empty_warehouse

    empty_warehouse(tmp_path / "new.duckdb").close()
    summary = build_site(tmp_path / "new.duckdb", tmp_path / "site")
    assert "No run yet" in summary.index.read_text("utf-8")


@pytest.mark.parametrize("doc_id", ["../../etc/passwd", "a/b", "", "x" * 5000, "\ud800"])
def test_an_id_never_chooses_a_path(doc_id):
    assert re.fullmatch(r"articles/[0-9a-f]{20}\.html", page_of(doc_id))


def test_the_overview_tells_how_large_the_file_and_its_tables_are(site, warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as con:
        (events,) = con.execute("select count(*) from events").fetchone()
    text = site.index.read_text("utf-8")
    assert re.search(rf"Sizes: \d+ MB in {warehouse.name}", text)
    assert re.search(rf"<code>events</code></td><td class=\"number\">{events:,}<", text)


def test_the_overview_tells_how_large_prefects_list_and_the_files_beside_are(warehouse, tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    (tmp_path / "prefect.db").write_bytes(bytes(3_000_000))
    (tmp_path / "prefect.db-wal").write_bytes(bytes(2_000_000))
    shutil.copy(warehouse, tmp_path / "w.duckdb")
    (tmp_path / "w.work.duckdb").write_bytes(bytes(7_000_000))
    (tmp_path / "w-reports").mkdir()
    (tmp_path / "w-reports" / "old.html").write_bytes(bytes(9_000_000))
    text = build_site(tmp_path / "w.duckdb", tmp_path / "site").index.read_text("utf-8")
    assert "the writer's own file 7 MB, these pages 9 MB, Prefect's list of the runs of all warehouses 5 MB." in text
    assert build_site(tmp_path / "w.duckdb", tmp_path / "site").written == 0
