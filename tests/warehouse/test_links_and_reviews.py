"""What later steps and people add to the warehouse, and that it lasts."""

from pathlib import Path

import pytest

from expectations.rules import check_plainly
from flows import corpus
from flows.corpus.copies import signature
from flows.errors import WarehouseError
from tests.articles import article, document, event
from tests.warehouse.linking import link
from warehouse.files import connect_published
from warehouse.rows import event_id
from warehouse.store import Warehouse

PLAN = document("The minister will arrive in Havana on Monday.")
REPORT = document("The minister arrived in Havana on Monday.")
CLAIMS = {"when": "2017-11-20", "claimed": "2021-06-15", "verdict": "mismatch"}


@pytest.fixture
def warehouse(tmp_path: Path):
    with Warehouse.open(tmp_path / "news.duckdb", checker=check_plainly) as opened:
        opened.begin_run("first")
        opened.write_documents("first", [PLAN, REPORT])
        yield opened


def query(warehouse: Warehouse, sql: str) -> list[tuple]:
    warehouse.publish()
    with connect_published(warehouse.path) as con:
        return con.execute(sql).fetchall()


def mention(of, word):
    at = of.text.index(word)
    return event_id(of.doc_id, at, at + len(word))


def linked(warehouse: Warehouse) -> None:
    planned = event(PLAN, "arrive", status="planned", plover="AGREE")
    warehouse.write_extracted("first", [article(PLAN, events=[planned])])
    warehouse.write_extracted("first", [article(REPORT, events=[event(REPORT, "arrived")])])
    canonical = mention(PLAN, "arrive")
    link(warehouse, [(canonical, canonical, 1.0), (mention(REPORT, "arrived"), canonical, 0.9)])


def test_linked_mentions_are_one_event_of_the_timeline(warehouse: Warehouse) -> None:
    linked(warehouse)
    assert query(warehouse, "select status, mentions, articles from timeline") == [("happened", 2, 2)]
    assert query(warehouse, "select text, happened from planned_and_happened") == [("arrive", True)]


def test_links_are_those_of_the_last_time_they_were_worked_out(warehouse: Warehouse) -> None:
    linked(warehouse)
    link(warehouse, [(mention(REPORT, "arrived"), None, None), (mention(PLAN, "arrive"), None, None)])
    assert query(warehouse, "select count(*) from event_links") == [(0,)]


def test_links_outlive_a_re_resolution_that_keeps_the_mention(warehouse: Warehouse) -> None:
    linked(warehouse)
    warehouse.write_extracted("second", [article(REPORT, events=[event(REPORT, "arrived", "2017-11-21")])])
    assert query(warehouse, "select count(*) from event_links") == [(2,)]


def test_a_link_to_a_mention_that_is_gone_finds_another(warehouse: Warehouse) -> None:
    linked(warehouse)
    warehouse.write_extracted("second", [article(PLAN)])
    left = mention(REPORT, "arrived")
    assert query(warehouse, "select event_id, canonical_id from event_links") == [(left, left)]
    assert not warehouse.audit_corpus("second").held


def test_a_duplicate_stays_one_when_its_article_is_worked_out_again(warehouse: Warehouse) -> None:
    warehouse.write_extracted("first", [article(PLAN), article(REPORT)])
    warehouse.upkeep.mark_duplicates([(REPORT.doc_id, PLAN.doc_id, 0.95)])
    warehouse.write_extracted("second", [article(REPORT)])
    assert query(warehouse, "select doc_id, duplicate_of from duplicates") == [(REPORT.doc_id, PLAN.doc_id)]


def test_a_signature_is_worked_out_once_because_a_text_never_changes(warehouse: Warehouse) -> None:
    warehouse.write_extracted("first", [article(PLAN), article(REPORT)])
    docs = [PLAN.doc_id, REPORT.doc_id]
    assert {row["doc_id"] for row in warehouse.read("unsigned", docs=docs)} == set(docs)

    corpus.settle_corpus(warehouse)
    assert warehouse.read("unsigned", docs=docs) == []
    stored = warehouse.upkeep.signatures_of(docs)
    assert stored[PLAN.doc_id].tolist() == signature(PLAN.text).tolist()

    warehouse.write_extracted("second", [article(PLAN)])
    assert warehouse.read("unsigned", docs=docs) == []


def test_a_changed_article_date_is_recorded_with_its_cause(warehouse: Warehouse) -> None:
    warehouse.write_extracted("first", [article(PLAN, when="2017-11-01/2017-11-30")])
    warehouse.write_extracted("second", [article(PLAN, when="2017-11-19")], cause="a review")
    changes = query(
        warehouse, "select old_from::text, old_to::text, new_from::text, new_to::text, cause from date_changes"
    )
    assert changes == [("2017-11-01", "2017-11-30", "2017-11-19", "2017-11-19", "a review")]


def test_a_decision_lasts_through_later_runs_and_can_be_taken_back(warehouse: Warehouse) -> None:
    states = "select state from flags where code = 'article_date_mismatch'"
    warehouse.write_extracted("first", [article(PLAN, **CLAIMS)])
    [(flag,)] = query(warehouse, "select flag_id from flags where code = 'article_date_mismatch'")

    warehouse.reviews.write(flag, "corrected", reviewer="ada", value="2017-11-19", note="the agency's date")
    warehouse.write_extracted("second", [article(PLAN, **CLAIMS)])
    assert query(warehouse, states) == [("corrected",)]
    assert query(warehouse, "select count(*) from open_flags where code = 'article_date_mismatch'") == [(0,)]
    assert [(row["doc_id"], row["value"]) for row in warehouse.read("corrections")] == [(PLAN.doc_id, "2017-11-19")]

    warehouse.reviews.withdraw(flag)
    assert query(warehouse, states) == [("open",)]
    assert warehouse.read("corrections") == []
    assert query(warehouse, "select reviewer, note, withdrawn_at is not null from reviews") == [
        ("ada", "the agency's date", True)
    ]


def test_a_finding_that_is_no_longer_one_is_closed_and_may_come_back(warehouse: Warehouse) -> None:
    states = "select state from flags where code = 'article_date_mismatch'"
    warehouse.write_extracted("first", [article(PLAN, **CLAIMS)])
    warehouse.write_extracted("second", [article(PLAN)])
    assert query(warehouse, states) == [("closed",)]
    warehouse.write_extracted("third", [article(PLAN, **CLAIMS)])
    assert query(warehouse, states) == [("open",)]


def test_a_review_of_an_unknown_flag_says_so(warehouse: Warehouse) -> None:
    with pytest.raises(WarehouseError, match="no flag 123"):
        warehouse.reviews.write("123", "accepted", reviewer="ada")


def test_quarantine_is_resolved_by_a_later_run_that_can_read_the_input(warehouse: Warehouse) -> None:
    from flows.records import Quarantined

    broken = [Quarantined("a.jsonl", "line 2", "not_json", "no JSON"), Quarantined("b.txt", "", "no_text", "no text")]
    warehouse.write_documents("first", [document("Line one.", source_uri="a.jsonl", record="line 1"), *broken])
    warehouse.finish_run("first", "completed", {})
    assert query(warehouse, "select source_uri, record from quarantine_open") == [("a.jsonl", "line 2"), ("b.txt", "")]

    warehouse.write_documents("second", [document("Line two.", source_uri="a.jsonl", record="line 2"), broken[1]])
    warehouse.finish_run("second", "completed", {})
    assert query(warehouse, "select source_uri, record from quarantine_open") == [("b.txt", "")]
    assert query(warehouse, "select count(*) from quarantine") == [(2,)]
