"""What documents say of one another: copies, one event told twice, and no reasoning in a circle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.ledger import Summary
from flows.pipeline import DIRECT, Request, run_pipeline
from tests.conftest import ARTICLES
from warehouse.read import fetch, open_published

STORY = (
    "Kenyan police on Thursday released four engineers whom they had held since a bridge near Kisumu collapsed. A "
    "judge had found no evidence that the men knew of the cracks in its piers. The engineers, all of them employed by "
    "the county, must hand over their passports and report to the police every week until the trial begins in May. "
    "The county thanked the court and said that it would pay the men's wages for the weeks that they spent in prison."
)


def articles(warehouse: Path) -> dict[str, dict[str, Any]]:
    query = "select parse_filename(source_uri) as name, a.* from articles a join documents using (doc_id)"
    with open_published(warehouse) as con:
        return {row["name"]: row for row in fetch(con, query)}


def test_a_repost_is_marked_and_the_better_dated_copy_leads(sample_run: Summary) -> None:
    found = articles(sample_run.warehouse)
    original, repost = found["08_repost_original.txt"], found["09_repost_with_clutter.txt"]
    assert repost["duplicate_of"] == original["doc_id"]
    assert original["duplicate_of"] is None


def test_a_copy_without_a_date_is_dated_about_when_its_original_was_and_says_from_whom(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "dated.txt").write_text(f"Engineers Released\n\n14 February 2019\n\n{STORY}\n")
    run_pipeline(Request((str(tmp_path / "in"),), tmp_path / "w.duckdb"), DIRECT)
    (tmp_path / "in" / "undated.txt").write_text(f"Engineers Released\n\n{STORY}\n")
    run_pipeline(Request((str(tmp_path / "in"),), tmp_path / "w.duckdb"), DIRECT)
    found = articles(tmp_path / "w.duckdb")
    original, copy = found["dated.txt"], found["undated.txt"]
    assert copy["date_from"] <= original["date_from"] <= copy["date_to"]
    assert (copy["date_to"] - copy["date_from"]).days < 7
    with open_published(tmp_path / "w.duckdb") as con:
        [evidence] = fetch(con, "select doc_id, note from date_evidence where kind = 'copy elsewhere'")
        [change] = fetch(con, "select doc_id, cause from date_changes")
    assert evidence["doc_id"] == change["doc_id"] == copy["doc_id"]
    assert str(original["doc_id"])[:12] in evidence["note"]
    assert change["cause"] == "other documents"


def test_mentions_of_one_event_in_two_articles_share_a_canonical_event(sample_run: Summary) -> None:
    query = """
        select count(distinct e.doc_id) as articles from event_links l join events e using (event_id)
        group by l.canonical_id order by articles desc limit 1
    """
    with open_published(sample_run.warehouse) as con:
        assert fetch(con, query)[0]["articles"] >= 2


def test_connecting_again_changes_nothing(sample_copy: Path) -> None:
    def state() -> list[dict[str, object]]:
        with open_published(sample_copy) as con:
            return fetch(con, "select doc_id, duplicate_of, date_from, date_to from articles order by doc_id")

    before = state()
    run_pipeline(Request((str(ARTICLES),), sample_copy), DIRECT)
    assert state() == before
