"""Any event can be corrected, struck out, joined with another or set apart; that lasts, is told, and can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from expectations.review import ReviewDesk, ReviewError, decisions_on, find_subject, told_with
from expectations.rules import check_plainly
from flows import corpus
from flows.records import Evidence, Extracted
from flows.stages import Outcome
from tests.articles import article, document, event, participant, span
from warehouse.exports import export_query
from warehouse.read import fetch, open_published
from warehouse.rows import event_id
from warehouse.store import Warehouse

HARBOUR = document("The envoy Mira Valen met fishermen of Kesta on Friday. She met them for an hour and praised Ghana.")
PORT = document("Officials of Kesta and Mira Valen talked at the port on Friday.")
UNREAD = document("Nothing was read here.")


AT = HARBOUR.text.rindex("met")


def extracted(when: Mapping[str, str] | None = None) -> dict[str, Extracted]:
    """What is read of each document; ``when``: the article's date where a person has said it."""
    dates = {HARBOUR.doc_id: "2017-11-20/2018-11-20", PORT.doc_id: "2017-11-20"} | dict(when or {})
    met = event(HARBOUR, "met", participants=(participant(HARBOUR, "Mira Valen", country="NOR"),))
    again = event(HARBOUR, "met", start=AT, end=AT + 3, retells=met.start)
    praised = event(HARBOUR, "praised", event_type="SUPPORT", mode=None, plover="SUPPORT")
    talked = event(PORT, "talked", "2017-11-24", participants=(participant(PORT, "Mira Valen", country="NOR"),))
    said = {doc: [Evidence("review", span(day), 1.0, day)] for doc, day in (when or {}).items()}
    return {
        of.doc_id: article(of, events=events, when=dates[of.doc_id], evidence=said.get(of.doc_id, ()))
        for of, events in ((HARBOUR, [met, again, praised]), (PORT, [talked]))
    }


def named(of: Any, word: str, *, last: bool = False) -> str:
    start = of.text.rindex(word) if last else of.text.index(word)
    return event_id(of.doc_id, start, start + len(word))


MET, AGAIN, PRAISED, TALKED = (
    named(HARBOUR, "met"), named(HARBOUR, "met", last=True), named(HARBOUR, "praised"), named(PORT, "talked"),
)  # fmt: skip


def read_again(stage: str, function: Any, batch: Sequence[Any]) -> Outcome[Any]:
    """Stages that read what was read the first time, but that they believe what a person says of the date."""
    if stage == "clean":
        return Outcome([extracted()[one.doc_id].dated.article for one in batch], [])
    if stage == "events":
        return Outcome([replace(extracted()[one.article.document.doc_id], dated=one) for one in batch], [])
    said = {doc: str(found[0].quote) for doc, found in function.keywords["from_others"].items() if found}
    return Outcome([extracted(said)[one.document.doc_id].dated for one in batch], [])


def reresolve(warehouse: Warehouse, doc_id: str) -> list[str]:
    return corpus.reresolve(warehouse, doc_id, read_again)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("events") / "w.duckdb"
    with Warehouse.open(path, checker=check_plainly) as warehouse:
        warehouse.begin_run("first")
        warehouse.write_documents("first", [HARBOUR, PORT, UNREAD])
        warehouse.write_extracted("first", [*extracted().values(), article(UNREAD, outlet="The Kesta Mail")])
        corpus.settle_corpus(warehouse)
        warehouse.publish()
    return path.read_bytes()


@pytest.fixture
def desk(made: bytes, tmp_path: Path) -> ReviewDesk:
    (tmp_path / "w.duckdb").write_bytes(made)
    return ReviewDesk(tmp_path / "w.duckdb", reresolve, corpus.relink)


def ask(desk: ReviewDesk, query: str) -> list[tuple[Any, ...]]:
    with open_published(desk.published) as con:
        return con.execute(query).fetchall()


def sides(desk: ReviewDesk, event: str) -> set[tuple[Any, ...]]:
    return set(ask(desk, f"select role, name, country, sector, text from participants where event_id = '{event}'"))


def together(desk: ReviewDesk, event: str) -> set[str]:
    return {row["event_id"] for row in told_with(desk.published, event)}


def test_sides_are_put_right_where_the_text_names_them_or_on_the_events_own_words(desk: ReviewDesk) -> None:
    desk.decide(PRAISED, "corrected", "planned source=Mira Valen (NOR GOV) target=Ghana; Togo", "why", "ana")
    assert sides(desk, PRAISED) == {
        ("source", "Mira Valen", "NOR", "GOV", "Mira Valen"),
        ("target", "Ghana", "GHA", None, "Ghana"),
        ("target", "Togo", "TGO", None, "praised"),
    }
    assert ask(desk, f"select status, plover, confidence from events where event_id = '{PRAISED}'") == [
        ("planned", "AGREE", 1.0)
    ]


def test_a_second_correction_goes_on_top_of_the_first_and_each_tells_what_stood_before(desk: ReviewDesk) -> None:
    desk.decide(PRAISED, "corrected", "source=Mira Valen (NOR)", reviewer="ana")
    desk.decide(PRAISED, "corrected", "2017-11", reviewer="bo")
    second, first = decisions_on(desk.published, find_subject(desk.published, PRAISED)["flag_id"])
    assert (first["value"], first["before"]) == (
        "source=Mira Valen (NOR)", "2017-11-20 happened SUPPORT source=nobody target=nobody",
    )  # fmt: skip
    assert (second["reviewer"], second["value"]) == ("bo", "2017-11 source=Mira Valen (NOR)")
    assert second["before"] == "2017-11-20 happened SUPPORT source=Mira Valen (NOR) target=nobody"
    desk.withdraw(PRAISED)
    assert sides(desk, PRAISED) == {("source", "Mira Valen", "NOR", None, "Mira Valen")}
    assert ask(desk, f"select date_from::text from events where event_id = '{PRAISED}'") == [("2017-11-20",)]


def test_what_was_struck_out_is_still_found_by_its_id_and_comes_back_with_those_that_retold_it(
    desk: ReviewDesk,
) -> None:
    desk.decide(MET, "corrected", "none", reviewer="ana")
    assert ask(desk, "select event_id, retells from events where text = 'met'") == [(AGAIN, None)]
    desk.withdraw(MET)
    assert set(ask(desk, "select event_id, retells from events where text = 'met'")) == {(MET, None), (AGAIN, MET)}


def test_corrections_survive_a_reworking_of_their_article(desk: ReviewDesk) -> None:
    desk.decide(PRAISED, "corrected", "denied target=Togo", reviewer="ana")
    desk.decide_same(MET, TALKED, True, reviewer="ana")
    with desk.opened() as warehouse:
        warehouse.begin_run("again")
        corpus.rework(warehouse, "again", {HARBOUR.doc_id: []}, read_again, cause="reworked")
        warehouse.publish()
    assert sides(desk, PRAISED) == {("target", "Togo", "TGO", None, "praised")}
    assert together(desk, TALKED) == {MET, AGAIN, TALKED}


def reading_otherwise(*changed: tuple[str, str | None]) -> Any:
    """Stages of a later version: of each two words of HARBOUR it reads the second where it read the first, or none."""

    def read(stage: str, function: Any, batch: Sequence[Any]) -> Outcome[Any]:
        outcome = read_again(stage, function, batch)
        if stage != "events":
            return outcome
        return Outcome([replace(one, events=tuple(cut(one.events))) for one in outcome.results], [])

    def cut(events: Sequence[Any]) -> Iterator[Any]:
        words = dict(changed)
        for one in events:
            word = words.get(one.text, one.text)
            if word is not None:
                word = word if HARBOUR.text.startswith(word, one.start) else one.text
                yield replace(one, end=one.start + len(word), text=word)

    return read


def rework(desk: ReviewDesk, apply: Any) -> None:
    with desk.opened() as warehouse:
        warehouse.begin_run("again")
        corpus.rework(warehouse, "again", {HARBOUR.doc_id: []}, apply, cause="reworked")
        warehouse.publish()


GONE = "select message from flags where code = 'decided_mention_gone' and state = 'open' order by message"


def test_decisions_go_with_a_mention_that_a_later_version_cuts_otherwise(desk: ReviewDesk) -> None:
    desk.decide(PRAISED, "corrected", "denied target=Togo", reviewer="ana")
    desk.decide_same(PRAISED, TALKED, True, reviewer="ana")
    desk.decide(AGAIN, "corrected", "none", reviewer="ana")
    otherwise = reading_otherwise(("praised", "praised Ghana"), ("met", "met them"))
    rework(desk, otherwise)
    now = named(HARBOUR, "praised Ghana")
    assert ask(desk, f"select status from events where event_id = '{now}'") == [("denied",)]
    assert together(desk, now) == {now, TALKED}
    assert ask(desk, "select count(*) from events where char_start = " + str(AT)) == [(0,)]
    assert ask(desk, GONE) == []

    later = ReviewDesk(desk.published, lambda warehouse, doc: corpus.reresolve(warehouse, doc, otherwise), None)
    later.decide(now, "corrected", "2017-11-23", reviewer="bo")  # goes on top of what ana said
    assert ask(desk, f"select status, date_from::text from events where event_id = '{now}'") == [
        ("denied", "2017-11-23")
    ]


def test_a_decision_on_a_mention_that_is_gone_is_told(desk: ReviewDesk) -> None:
    desk.decide(PRAISED, "corrected", "denied", reviewer="ana")
    desk.decide_same(TALKED, PRAISED, True, reviewer="bo")
    desk.decide_same(MET, PRAISED, False, reviewer="bo")
    desk.decide(AGAIN, "corrected", "none", reviewer="ana")
    rework(desk, reading_otherwise(("praised", None)))
    assert ask(desk, GONE) == [
        ('"praised" was corrected by ana (denied) and is no event any more: that is without effect.',),
        ('"praised" was joined with another mention by bo and is no event any more: that is without effect.',),
    ]
    rework(desk, read_again)
    assert ask(desk, GONE) == []
    assert together(desk, PRAISED) == {PRAISED, TALKED}


def test_mentions_are_joined_with_all_that_is_one_with_them_and_set_apart_again(desk: ReviewDesk) -> None:
    assert together(desk, MET) == {MET, AGAIN}
    flag = desk.decide_same(TALKED, AGAIN, True, reviewer="ana")
    assert together(desk, TALKED) == {MET, AGAIN, TALKED}
    assert ask(desk, f"select mentions, articles from timeline where event_id in ('{MET}', '{AGAIN}', '{TALKED}')") == [
        (3, 2)
    ]
    desk.withdraw(flag["flag_id"])
    assert together(desk, TALKED) == {TALKED}
    assert ask(desk, "select count(*) from event_links") == [(2,)]


def test_who_is_set_apart_in_an_article_leaves_the_others_together(desk: ReviewDesk) -> None:
    desk.decide_same(PRAISED, MET, False, reviewer="ana")
    desk.decide_same(MET, AGAIN, False, reviewer="ana")
    assert [together(desk, one) for one in (MET, AGAIN)] == [{MET}, {AGAIN}]
    desk.decide_same(MET, AGAIN, True, reviewer="bo")
    assert together(desk, MET) == {MET, AGAIN}


def test_a_decision_that_an_earlier_one_forbids_is_not_taken(desk: ReviewDesk) -> None:
    desk.decide_same(MET, TALKED, False, reviewer="ana")
    desk.decide_same(PRAISED, TALKED, True, reviewer="bo")
    apart, one = (" and ".join(sorted(pair)) for pair in ((MET, TALKED), (PRAISED, TALKED)))
    with pytest.raises(ReviewError, match=rf"\({apart} are two; {one} are one\): take those back first"):
        desk.decide_same(PRAISED, MET, True, reviewer="bo")
    assert together(desk, PRAISED) == {PRAISED, TALKED}


def test_taking_a_date_back_leaves_no_new_flag(desk: ReviewDesk) -> None:
    flags = ask(desk, "select code from flags where state = 'open' order by all")
    desk.decide(HARBOUR.doc_id, "corrected", "2017-11-24", reviewer="ana")
    desk.withdraw(HARBOUR.doc_id)
    assert ask(desk, "select code from flags where state = 'open' order by all") == flags


def test_whoever_was_quicker_is_named_and_the_second_looks_again(desk: ReviewDesk) -> None:
    desk.decide(PRAISED, "corrected", "denied", "heard it", "ana", seen=0)
    with pytest.raises(ReviewError, match=r"ana corrected it to denied meanwhile \(heard it\)"):
        desk.decide(PRAISED, "corrected", "planned", reviewer="bo", seen=0)
    desk.decide(PRAISED, "corrected", "planned", reviewer="bo", seen=1)


def test_flags_of_a_kind_or_an_outlet_are_decided_together_and_taken_back_by_who_did_so(desk: ReviewDesk) -> None:
    states = "select outlet, state from flags join articles using (doc_id) where code = 'body_short' order by all"
    assert desk.decide_all("dismissed", "body_short", "The Kesta Mail", "noise", "ana") == 1
    assert ("The Kesta Mail", "dismissed") in ask(desk, states)
    assert desk.decide_all("accepted", "body_short", None, reviewer="ana") == 2
    with pytest.raises(ReviewError, match="no such flag of body_short"):
        desk.withdraw_all("body_short", None, "bo")
    assert desk.withdraw_all("body_short", None, "ana") == 3
    assert {state for _, state in ask(desk, states)} == {"open"}


def test_an_export_is_taken_over_by_another_warehouse_once(desk: ReviewDesk, made: bytes, tmp_path: Path) -> None:
    desk.decide(PRAISED, "corrected", "denied source=Mira Valen target=nobody", "why", "ana")
    desk.decide(PRAISED, "corrected", "none", reviewer="bo")
    desk.decide(PORT.doc_id, "corrected", "2017-11-24", reviewer="ana")
    desk.decide_same(MET, TALKED, True, reviewer="ana")
    with open_published(desk.published) as con:
        rows = [json.loads(json.dumps(row, default=str)) for row in fetch(con, export_query("corrections", "jsonl"))]
    assert [(row["value"], row["holds"]) for row in rows if row["event_id"] == PRAISED] == [
        ("denied source=Mira Valen target=nobody", False), ("none", True),
    ]  # fmt: skip
    assert all(row["text"][row["char_start"] : row["char_end"]] == row["mention"] for row in rows if row["event_id"])

    (tmp_path / "other.duckdb").write_bytes(made)
    other = ReviewDesk(tmp_path / "other.duckdb", reresolve, corpus.relink)
    assert other.take_over(rows) == (4, [])
    for query in ("from reviews order by decided_at", "from event_links order by all", "from events order by event_id",
                  "select doc_id, date_from, date_to from articles order by all"):  # fmt: skip
        assert ask(other, query) == ask(desk, query)
    assert other.take_over(rows) == (0, [])
