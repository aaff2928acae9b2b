"""An article that does not tell its date may inherit it from a better-dated one, and the chain is told."""

from pathlib import Path

import pytest

from expectations.rules import check_plainly
from flows.records import Interval
from tests.articles import article, day, document, event, span
from tests.warehouse.linking import link
from warehouse.rows import event_id
from warehouse.store import Warehouse

DATED = document("The minister met the envoys in Vienna on Monday, 20 November 2017.")
UNDATED = document("The minister met the envoys in Vienna on Monday.")
VAGUE = {"when": "2015-01-01/2020-12-31", "verdict": "inferred"}
SURE = {"when": "2017-11-21", "verdict": "confirmed", "claimed": "2017-11-21"}


@pytest.fixture
def warehouse(tmp_path: Path):
    with Warehouse.open(tmp_path / "news.duckdb", checker=check_plainly) as opened:
        opened.write_documents("first", [DATED, UNDATED])
        yield opened


def linked(warehouse: Warehouse, status: str = "happened") -> None:
    keys = []
    for story, about in ((DATED, SURE), (UNDATED, VAGUE)):
        told = event(story, "met", status="happened" if story is DATED else status)
        warehouse.write_extracted("first", [article(story, events=[told], **about)])
        keys.append(event_id(story.doc_id, told.start, told.end))
    link(warehouse, [(keys[0], keys[0], 1.0), (keys[1], keys[0], 0.8)])


def test_what_is_told_as_happened_was_written_no_earlier_than_the_event(warehouse: Warehouse) -> None:
    linked(warehouse)
    [(doc_id, [bound])] = warehouse.bounds_from_others().items()
    assert doc_id == UNDATED.doc_id
    assert bound.says == Interval(day("2017-11-20"), None)
    assert UNDATED.text[bound.start : bound.end] == bound.quote == "met"
    assert bound.note == (
        f"{DATED.source_uri} (document {DATED.doc_id[:12]}), written on 21 November 2017,"
        " dates the same event on 20 November 2017"
    )


def test_what_is_told_as_planned_was_written_no_later_than_the_event(warehouse: Warehouse) -> None:
    linked(warehouse, "planned")
    [[bound]] = warehouse.bounds_from_others().values()
    assert bound.says == Interval(None, day("2017-11-20"))


def test_a_copy_without_a_date_was_written_when_the_dated_one_was(warehouse: Warehouse) -> None:
    warehouse.write_extracted("first", [article(DATED, **SURE), article(UNDATED, **VAGUE)])
    warehouse.upkeep.mark_duplicates([(UNDATED.doc_id, DATED.doc_id, 0.9)])
    [[bound]] = warehouse.bounds_from_others().values()
    assert (bound.kind, bound.says) == ("copy elsewhere", span("2017-11-21"))


def test_a_copy_with_a_later_claim_was_written_by_the_day_of_the_first(warehouse: Warehouse) -> None:
    late = {"when": "2021-06-15", "verdict": "consistent", "claimed": "2021-06-15"}
    warehouse.write_extracted("first", [article(DATED, **SURE), article(UNDATED, **late)])
    warehouse.upkeep.mark_duplicates([(UNDATED.doc_id, DATED.doc_id, 0.9)])
    [[bound]] = warehouse.bounds_from_others().values()
    assert bound.says == Interval(None, day("2017-11-21"))


def test_nothing_is_inherited_twice_or_handed_back(warehouse: Warehouse) -> None:
    linked(warehouse)
    bounds = warehouse.bounds_from_others()
    narrowed = article(UNDATED, when="2017-11-20/2017-11-27", verdict="consistent", evidence=bounds[UNDATED.doc_id],
                       events=[event(UNDATED, "met")])  # fmt: skip
    warehouse.write_extracted("second", [narrowed], cause="other documents")
    assert warehouse.bounds_from_others() == {}
    assert warehouse.bounds_of([UNDATED.doc_id])[UNDATED.doc_id] != []


def test_what_no_longer_holds_is_taken_back(warehouse: Warehouse) -> None:
    linked(warehouse)
    bounds = warehouse.bounds_from_others()
    told = [event(UNDATED, "met")]
    warehouse.write_extracted("second", [article(UNDATED, evidence=bounds[UNDATED.doc_id], events=told, **VAGUE)])
    link(warehouse, [(event_id(UNDATED.doc_id, told[0].start, told[0].end), None, None)])
    assert warehouse.bounds_from_others() == {UNDATED.doc_id: []}


def test_articles_that_know_their_date_inherit_nothing(warehouse: Warehouse) -> None:
    warehouse.write_extracted("first", [article(DATED, **SURE), article(UNDATED, **SURE)])
    warehouse.upkeep.mark_duplicates([(UNDATED.doc_id, DATED.doc_id, 0.9)])
    assert warehouse.bounds_from_others() == {}
