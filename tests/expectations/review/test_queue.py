"""Decisions are rows: they last through re-runs, work the article out again, and can be taken back."""

import duckdb
import pytest

from expectations.reports import build_site, site_path
from expectations.reports.pages import page_of
from expectations.review import ReviewError, decide, deciding, find_flag, list_queue, withdraw
from expectations.rules import check_plainly
from flows.errors import BusyError, CorrectionError, WarehouseError
from tests.expectations.reports.sample import lying_article
from warehouse.store import Warehouse


def mismatch(warehouse):
    return next(flag["flag_id"] for flag in list_queue(warehouse) if flag["code"] == "article_date_mismatch")


def reviews(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(
            "select decision, value, note, reviewer, withdrawn_at is null from reviews order by decided_at"
        ).fetchall()


def test_the_worst_flag_comes_first_and_names_its_article(warehouse):
    first = list_queue(warehouse)[0]
    assert (first["code"], first["title"]) == (
        "article_date_mismatch",
        "Trade envoy due in Oslo as the harbour accord falters",
    )


def test_a_decision_is_a_row_and_takes_the_flag_off_the_queue(warehouse):
    flag = mismatch(warehouse)
    assert decide(warehouse, flag, "accepted", note="reposted in 2022", reviewer="ada")["state"] == "accepted"
    assert reviews(warehouse) == [("accepted", None, "reposted in 2022", "ada", True)]
    assert flag not in [row["flag_id"] for row in list_queue(warehouse)]
    assert flag in [row["flag_id"] for row in list_queue(warehouse, states=["accepted"])]


def test_a_decision_holds_when_the_article_is_read_again(warehouse):
    flag = mismatch(warehouse)
    decide(warehouse, flag, "dismissed", reviewer="ada")
    with Warehouse.open(warehouse, checker=check_plainly) as again:
        again.begin_run("run-2")
        again.write_extracted("run-2", [lying_article()])
        again.publish()
    assert find_flag(warehouse, flag)["state"] == "dismissed"


def test_a_correction_works_the_article_out_again_and_taking_it_back_does_so_too(warehouse):
    def reresolve(opened, doc_id):
        held = [row["value"] for row in opened.read("corrections") if row["doc_id"] == doc_id]
        opened.write_extracted("run-1", [lying_article(*held)], cause="review")
        return []

    def dated():
        with duckdb.connect(str(warehouse), read_only=True) as con:
            return con.execute("select date_from::text from articles where date_verdict = 'mismatch'").fetchone()[0]

    flag = mismatch(warehouse)
    decide(warehouse, flag, "corrected", "2016-11-20", reviewer="ada", reresolve=reresolve)
    assert dated() == "2016-11-20"
    assert withdraw(warehouse, flag, reresolve=reresolve)["state"] == "open"
    assert dated() == "2016-11-18"
    assert reviews(warehouse)[0][-1] is False


def test_the_static_report_follows_a_decision_at_once(warehouse):
    flag, folder = mismatch(warehouse), site_path(warehouse)
    build_site(warehouse, folder)
    decide(warehouse, flag, "dismissed", note="known to all", reviewer="ada")
    assert flag not in (folder / "flags.html").read_text()
    assert "known to all" in (folder / "reviews.html").read_text()
    about = page_of(find_flag(warehouse, flag)["doc_id"])
    assert "known to all" in (folder / about).read_text()
    withdraw(warehouse, flag)
    assert flag in (folder / "flags.html").read_text()
    assert build_site(warehouse, folder).written <= 1  # but for the article's digest nothing is left to be written


@pytest.mark.parametrize(
    ("decision", "value", "why"),
    [
        ("corrected", None, "expected a date"),
        ("corrected", "last Monday", "expected a date"),
        ("accepted", "2017-11-20", "belongs to a correction"),
        ("approved", None, "unknown decision"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_nothing_is_written(warehouse, decision, value, why):
    with pytest.raises((ReviewError, CorrectionError), match=why):
        decide(warehouse, mismatch(warehouse), decision, value, reviewer="ada")
    assert reviews(warehouse) == []


def test_who_decides_while_a_run_writes_is_told_whom_he_waits_for(warehouse, monkeypatch, caplog):
    monkeypatch.setattr(deciding, "WAIT", 0.3)
    flag = mismatch(warehouse)
    with Warehouse.open(warehouse), pytest.raises(BusyError, match=r"process \d+.* was still writing after 0.3 s"):
        decide(warehouse, flag, "accepted", reviewer="ada")
    assert "another run is writing" in caplog.text
    assert reviews(warehouse) == []


def test_nobody_decides_without_a_name(warehouse):
    with pytest.raises(ReviewError, match="name is missing"):
        decide(warehouse, mismatch(warehouse), "accepted", reviewer=" ")


def test_the_first_characters_of_a_flag_do_as_long_as_they_name_one(warehouse):
    flag = mismatch(warehouse)
    assert find_flag(warehouse, flag[:8])["flag_id"] == flag
    assert find_flag(warehouse, flag[:8])["source_uri"] == "articles/oslo.txt"
    for prefix in ("", "no such flag"):
        with pytest.raises(ReviewError, match="no flag"):
            find_flag(warehouse, prefix)


def test_there_is_nothing_to_take_back_of_an_open_flag(warehouse):
    with pytest.raises(ReviewError, match="is open"):
        withdraw(warehouse, mismatch(warehouse))


def test_a_missing_warehouse_is_named(tmp_path):
    with pytest.raises(WarehouseError, match=r"none\.duckdb"):
        list_queue(tmp_path / "none.duckdb")
