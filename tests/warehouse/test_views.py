"""Each view on a warehouse small enough to count by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from expectations.rules import check_plainly
from flows.records import Event, EventDate, Interval, Quarantined
from tests.articles import article, document, event, participant, span
from tests.warehouse.linking import link
from warehouse.files import connect_published
from warehouse.rows import event_id
from warehouse.store import Warehouse

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse.open(tmp_path / "news.duckdb", checker=check_plainly) as opened:
        opened.begin_run("first")
        yield opened


@pytest.fixture
def ask(warehouse: Warehouse) -> Ask:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        warehouse.publish()
        with connect_published(warehouse.path) as con:
            return con.execute(sql).fetchall()

    return rows


def store(warehouse: Warehouse, *articles: Any) -> None:
    warehouse.write_documents("first", [one.dated.article.document for one in articles])
    assert not warehouse.write_extracted("first", articles).held


def told(text: str, word: str, when: str = "2017-11-20", *, sources: str = "", targets: str = "", **given: Any) -> Any:
    """An article of one event. ``sources`` and ``targets`` are names with countries: "Moscow/RUS, the guard/"."""
    of = document(text)
    return article(of, events=[_event(of, word, when, sources, targets, **given)])


def _event(of: Any, word: str, when: str, sources: str = "", targets: str = "", **given: Any) -> Event:
    people = [
        participant(of, name, role, country=country or None)
        for role, side in (("source", sources), ("target", targets))
        for name, country in (one.split("/") for one in side.split(", ") if one)
    ]
    return event(of, word, when, participants=tuple(people), **given)


def undated() -> EventDate:
    return EventDate(Interval(), "within", "", "none")


def test_the_countries_of_a_side_are_its_own_in_the_order_of_its_names(warehouse: Warehouse, ask: Ask) -> None:
    text = "Zagreb, Accra and the envoys signed with Bern and Bergen."
    store(
        warehouse,
        told(text, "signed", sources="Zagreb/HRV, Accra/GHA, the envoys/", targets="Bern/CHE, Bergen/NOR"),
        told("The envoys left.", "left", sources="The envoys/"),
    )
    assert ask(
        "select source, source_country, target, target_country, source_countries from mentions order by text"
    ) == [
        ("The envoys", None, None, None, None),
        ("Accra, Zagreb, the envoys", "GHA, HRV", "Bergen, Bern", "NOR, CHE", ["GHA", "HRV"]),
    ]
    assert ask("select source_country, target_country from timeline where text = 'signed'") == [
        ("GHA, HRV", "NOR, CHE")
    ]


def test_a_country_that_stands_under_two_names_is_told_once(warehouse: Warehouse, ask: Ask) -> None:
    store(warehouse, told("Paris and Lyon and Kyiv met.", "met", sources="Paris/FRA, Lyon/FRA, Kyiv/UKR"))
    assert ask("select source, source_country from timeline") == [("Kyiv, Lyon, Paris", "UKR, FRA")]


def test_a_month_counts_every_pair_of_countries(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        told("Oslo and Rome sued Lima and Quito.", "sued", sources="Oslo/NOR, Rome/ITA", targets="Lima/PER, Quito/ECU"),
        told("Oslo sued Lima again.", "sued", "2017-11-02/2017-11-30", sources="Oslo/NOR", targets="Lima/PER"),
        told("Rebels sued Lima.", "sued", sources="Rebels/", targets="Lima/PER"),
        told("Lima sued Lima.", "sued", "2017-12-01", sources="Lima/PER", targets="Lima/PER"),
    )
    assert ask("select month::text, source, event_type, target, events from who_did_what_by_month") == [
        ("2017-11-01", "NOR", "CONSULT", "PER", 2),
        ("2017-11-01", "ITA", "CONSULT", "ECU", 1),
        ("2017-11-01", "ITA", "CONSULT", "PER", 1),
        ("2017-11-01", "NOR", "CONSULT", "ECU", 1),
        ("2017-11-01", None, "CONSULT", "PER", 1),
        ("2017-12-01", "PER", "CONSULT", "PER", 1),
    ]


def test_nobody_meets_himself(warehouse: Warehouse, ask: Ask) -> None:
    both = "Malta/MLT, Tunis/TUN"
    store(warehouse, told("Malta and Tunis held talks.", "talks", sources=both, targets=both))
    assert ask("select source, target, events from who_did_what_by_month") == [("MLT", "TUN", 1), ("TUN", "MLT", 1)]


def test_a_month_leaves_out_what_is_of_no_month_and_says_so(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        told("Chad voted.", "voted", "2017-11-29/2017-12-02"),
        told("Mali voted.", "voted", "2017-11-29/"),
        told("Togo voted.", "voted", date=undated()),
        told("Peru will vote.", "vote", status="planned"),
        told("Cuba voted.", "voted"),
    )
    assert ask("select count(*), sum(events) from who_did_what_by_month") == [(1, 1)]
    assert ask("select reason, counted, rows_left_out from left_out where view_name = 'who_did_what_by_month'") == [
        ("not told as happened: planned", "events", 1),
        ("not within one month", "events", 1),
        ("open on one side", "events", 1),
        ("undated", "events", 1),
    ]


def test_a_plan_is_one_row_however_often_it_is_told_and_kept(warehouse: Warehouse, ask: Ask) -> None:
    plans = [told(f"The envoy will come, says {who}.", "come", status="planned") for who in ("one", "two", "three")]
    reports = [told(f"The envoy came, says {who}.", "came", when) for who, when in
               (("one", "2017-11-20/2017-11-30"), ("two", "2017-11-21"))]  # fmt: skip
    alone = told("The fair will open.", "open", "2018-01-03", status="planned")
    store(warehouse, *plans, *reports, alone)
    ids = [
        event_id(one.dated.article.document.doc_id, one.events[0].start, one.events[0].end) for one in plans + reports
    ]
    link(warehouse, [(each, ids[0], 0.9) for each in ids])
    assert ask("select planned_from::text, happened, happened_from::text, planned_mentions, happened_mentions"
               " from planned_and_happened") == [
        ("2017-11-20", True, "2017-11-21", 3, 2), ("2018-01-03", False, None, 1, 0),
    ]  # fmt: skip


def test_what_was_over_before_its_days_is_not_what_became_of_a_plan(warehouse: Warehouse, ask: Ask) -> None:
    plan = told("The envoy will come again.", "come", "2018-01-03", status="planned")
    earlier = told("The envoy came.", "came", "2016-05-20")
    store(warehouse, plan, earlier)
    ids = [
        event_id(one.dated.article.document.doc_id, one.events[0].start, one.events[0].end) for one in (plan, earlier)
    ]
    link(warehouse, [(each, ids[0], 0.9) for each in ids])
    assert ask("select planned_from::text, happened, happened_mentions from planned_and_happened") == [
        ("2018-01-03", False, 0)
    ]


STORY = "Mali recalled its envoy. Chad recalled its envoy. Togo protested."


def recalls(text: str, when: str, **given: Any) -> Any:
    """An article of two recalls and a protest, and of a fourth event where ``text`` goes on."""
    of = document(text)
    second = text.index("recalled", text.index("recalled") + 1)
    events = [
        event(of, "recalled", when, event_type="PROTEST", **given),
        Event(second, second + 8, "recalled", "recalled", "PROTEST", None, "happened", "PROTEST",
              EventDate(span(when), "within", "day", "dct")),
        event(of, "protested", when, event_type="PROTEST"),
    ]  # fmt: skip
    if "resigned" in text:
        events.append(event(of, "resigned", when, event_type="COERCE"))
    return article(of, when=when, events=events)


def test_a_repost_adds_no_second_row_whatever_its_dates(warehouse: Warehouse, ask: Ask) -> None:
    original, copy = recalls(STORY, "2020-02-14"), recalls(f"Share this! {STORY}", "2012-01-01/2020-02-14", mode=None)
    store(warehouse, original, copy)
    first, second = (one.dated.article.document.doc_id for one in (original, copy))
    assert ask("select count(*) from timeline") == [(6,)]
    warehouse.upkeep.mark_duplicates([(second, first, 0.95)])
    assert (
        ask("select date_from::text, date_to::text, doc_id, mentions, articles from timeline")
        == [("2020-02-14", "2020-02-14", first, 2, 1)] * 3
    )


def test_what_a_repost_adds_stands_for_itself(warehouse: Warehouse, ask: Ask) -> None:
    original, copy = recalls(STORY, "2020-02-14"), recalls(f"{STORY} Later the minister resigned.", "2020-02-15")
    store(warehouse, original, copy)
    first, second = (one.dated.article.document.doc_id for one in (original, copy))
    warehouse.upkeep.mark_duplicates([(second, first, 0.95)])
    assert ask("select text, doc_id from timeline where mentions = 1") == [("resigned", second)]
    assert ask("select count(*) from timeline") == [(4,)]


def test_what_another_article_tells_is_linked_with_both_copies(warehouse: Warehouse, ask: Ask) -> None:
    original, copy = recalls(STORY, "2020-02-14"), recalls(f"Share this! {STORY}", "2012-01-01/2020-02-14")
    other = told("Togo has protested, too.", "protested", "2020-02-14", event_type="PROTEST")
    store(warehouse, original, copy, other)
    first, second = (one.dated.article.document.doc_id for one in (original, copy))
    warehouse.upkeep.mark_duplicates([(second, first, 0.95)])
    there, here = (
        event_id(one.dated.article.document.doc_id, e.start, e.end)
        for one in (original, other)
        for e in one.events
        if e.text == "protested"
    )
    link(warehouse, [(there, there, 1.0), (here, there, 0.9)])
    assert ask("select mentions, articles from timeline where text = 'protested'") == [(3, 2)]


def test_every_event_mention_stands_in_the_timeline_or_is_counted_beside_it(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        recalls(STORY, "2020-02-14"),
        told("Perhaps it rained.", "rained", confidence=0.2),
        told("It rained.", "rained", event_type=None),
        told("They met and met.", "met", status="planned", event_type=None),
    )
    assert ask("select reason, rows_left_out from left_out where view_name = 'timeline'") == [
        ("of no event type", 2), ("confidence below 0.5", 1),
    ]  # fmt: skip
    assert ask("select reason, rows_left_out from left_out where view_name = 'planned_and_happened'") == [
        ("of no event type", 1)
    ]
    counted = "(select count(*) from timeline) + (select sum(rows_left_out) from left_out where view_name = 'timeline')"
    assert ask(f"select {counted} = (select count(*) from events)") == [(True,)]


def test_disagreements_are_worst_first_with_the_newest_event_told(warehouse: Warehouse, ask: Ask) -> None:
    near = document("The dam broke on Monday.")
    far = document("The mine closed on Friday.")
    store(
        warehouse,
        article(near, when="2017-11-20", claimed="2017-11-30", verdict="mismatch",
                events=[event(near, "broke", "2017-11-20", basis="timex")]),
        article(far, when="2017-11-20", claimed="2021-06-15", verdict="mismatch",
                events=[event(far, "closed", "2017-11-17", basis="dct")]),
        told("All is well.", "is"),
    )  # fmt: skip
    asked = "select claimed_date::text, days_off, newest_event::text, newest_event_text from date_disagreements"
    assert ask(asked) == [
        ("2021-06-15", 1303, None, None), ("2017-11-30", 10, "2017-11-20", "broke"),
    ]  # fmt: skip


def test_duplicates_say_how_much_later_the_copy_claims_to_be(warehouse: Warehouse, ask: Ask) -> None:
    first, copy = document("A storm came."), document("A storm came!")
    store(warehouse, article(first, claimed="2017-11-20"), article(copy, claimed="2017-11-25"))
    warehouse.upkeep.mark_duplicates([(copy.doc_id, first.doc_id, 0.9)])
    assert ask("select doc_id, duplicate_of, duplicate_score, days_later from duplicates") == [
        (copy.doc_id, first.doc_id, 0.9, 5)
    ]


def test_open_flags_are_worst_first_and_without_those_decided(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        article(document("Short."), claimed="2021-06-15", verdict="mismatch", when="2017-11-20"),
        article(document("Shorter."), claimed="2018-06-15", verdict="mismatch", when="2017-11-20"),
    )
    [(worst,), _] = ask("select flag_id from open_flags where code = 'article_date_mismatch'")
    assert ask("select list(distinct severity order by severity desc) from open_flags") == [(["warning", "info"],)]
    assert ask("select code, magnitude from open_flags limit 2") == [
        ("article_date_mismatch", 1303.0), ("article_date_mismatch", 207.0),
    ]  # fmt: skip
    warehouse.reviews.write(worst, "dismissed", reviewer="ada")
    assert ask("select magnitude from open_flags where code = 'article_date_mismatch'") == [(207.0,)]


def test_open_quarantine_is_what_still_cannot_be_read(warehouse: Warehouse, ask: Ask) -> None:
    warehouse.write_documents("first", [Quarantined("a.pdf", "", "unsupported_type:pdf", "this is pdf")])
    assert ask("select source_uri, code, run_id from quarantine_open") == [("a.pdf", "unsupported_type:pdf", "first")]


def test_who_did_what_to_whom_is_a_row_a_pair_of_countries(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        told("Oslo and Bergen sued Lima, Quito and rebels.", "sued", sources="Oslo/NOR, Bergen/NOR",
             targets="Lima/PER, Quito/ECU, rebels/", event_type="ACCUSE"),
        told("Rome will sue.", "sue", "2018-01-01/2018-12-31", sources="Rome/ITA", status="planned"),
    )  # fmt: skip
    assert ask("select source_country, source, target_country, target, status from who_to_whom") == [
        ("NOR", "Bergen, Oslo", "ECU", "Quito", "happened"),
        ("NOR", "Bergen, Oslo", "PER", "Lima", "happened"),
        ("NOR", "Bergen, Oslo", None, "rebels", "happened"),
        ("ITA", "Rome", None, None, "planned"),
    ]
    assert ask("select count(*) from who_to_whom where in_year(date_from, date_to, 2018)") == [(1,)]


def test_three_who_met_are_six_pairs_of_which_nobody_meets_himself(warehouse: Warehouse, ask: Ask) -> None:
    three = "Malta/MLT, Tunis/TUN, Paris/FRA"
    store(warehouse, told("Malta, Tunis and Paris held talks.", "talks", sources=three, targets=three))
    assert ask("select source_country || target_country from who_to_whom order by 1") == [
        ("FRAMLT",), ("FRATUN",), ("MLTFRA",), ("MLTTUN",), ("TUNFRA",), ("TUNMLT",),
    ]  # fmt: skip


def test_a_year_holds_what_lies_in_it_and_maybe_what_may(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        told("Peru voted.", "voted", "2017-12-31"),
        told("Chad voted.", "voted", "2016-12-31/2017-01-01"),
        told("Mali voted.", "voted", "2017-11-29/"),
        told("Cuba voted.", "voted", "2018-01-01"),
        told("Togo voted.", "voted", date=undated()),
    )
    assert ask("select count(*) from timeline where in_year(date_from, date_to, 2017)") == [(1,)]
    assert ask("select count(*) from timeline where maybe_in_year(date_from, date_to, 2017)") == [(3,)]
    assert ask("select count(*) from timeline where days = 1") == [(2,)]


def test_those_who_met_are_pairs_across_the_sides_or_of_the_only_one(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        told("Ada and Bo met Cy.", "met", sources="Ada/FRA, Bo/ITA", targets="Cy/CYP"),
        told("Di and Ed met.", "met", "2017-11-01/2017-11-30", sources="Di/DEU, Ed/ESP"),
        told("Flo visited.", "visited", sources="Flo/FIN"),
        told("Gus sued Hal.", "sued", sources="Gus/GRC", targets="Hal/HUN", event_type="ACCUSE"),
    )
    assert ask("select one, other, month::text from meetings") == [
        ("Di", "Ed", "2017-11-01"), ("Ada", "Cy", "2017-11-01"), ("Bo", "Cy", "2017-11-01"),
    ]  # fmt: skip
    assert ask("select reason, rows_left_out from left_out where view_name = 'meetings'") == [
        ("fewer than two who met are named", 1)
    ]


def test_what_happened_in_a_place_has_its_coordinates_where_they_are_known(warehouse: Warehouse, ask: Ask) -> None:
    store(
        warehouse,
        told("They met in Kyiv.", "met", place="Kiev", place_country="UKR"),
        told("They met in Cuba.", "met", place="Cuba", place_country="CUB"),
        told("They met in Nowhere.", "met", place="Nowhere"),
        told("They met.", "met"),
    )
    assert ask("select place, country, place_latitude, place_longitude, place_precision from events_by_place") == [
        ("Cuba", "Cuba", 21.6, -79.0, "country"),
        ("Kiev", "Ukraine", 50.45, 30.52, "city"),
        ("Nowhere", None, None, None, None),
    ]
    assert ask("select reason, rows_left_out from left_out where view_name = 'events_by_place'") == [
        ("no place is told", 1)
    ]


def test_what_several_articles_tell_says_whether_they_agree(warehouse: Warehouse, ask: Ask) -> None:
    tellings = [told(f"The bridge fell, says {who}.", "fell", when) for who, when in
                (("one", "2017-11-20"), ("two", "2017-11-19/2017-11-21"), ("three", "2017-11-22"))]  # fmt: skip
    store(warehouse, *tellings, told("The fair opened.", "opened"))
    ids = [event_id(one.dated.article.document.doc_id, one.events[0].start, one.events[0].end) for one in tellings]
    link(warehouse, [(each, ids[0], 0.9) for each in ids[:2]])
    asked = "select articles, mentions, dates_agree, len(doc_ids) from told_by_several"
    assert ask(asked) == [(2, 2, True, 2)]
    link(warehouse, [(each, ids[0], 0.9) for each in ids])
    assert ask(asked) == [(3, 3, False, 3)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("He came. Dr. No of the U.S. navy left\nport at 5 p.m. on Monday. She stayed.",
      "Dr. No of the U.S. navy left port at 5 p.m. on Monday."),
     ("They left", "They left"),
     ("A headline\n\nThe crew left “at once.” Nobody saw it.", "The crew left “at once.”"),
     ("It rained! All 12 left.\n\nMore follows", "All 12 left."),
     ("Élan rose. Émile left, in 2016. Âme", "Émile left, in 2016.")],
)  # fmt: skip
def test_a_mention_stands_in_its_sentence(warehouse: Warehouse, ask: Ask, text: str, sentence: str) -> None:
    store(warehouse, told(text, "left"))
    assert ask("select sentence from sentences") == [(sentence,)]


def test_sides_carry_the_ids_of_their_actors(warehouse: Warehouse, ask: Ask) -> None:
    of = document("Ada and Cy met Bo and a crowd.")
    people = [participant(of, name, role, actor=who) for name, role, who in
              (("Ada", "source", "q2"), ("Cy", "source", "q1"), ("Bo", "target", "q3"),
               ("a crowd", "target", ""))]  # fmt: skip
    store(warehouse, article(of, events=[event(of, "met", participants=tuple(people))]))
    warehouse.upkeep.update_actors([("q1", "Q1")])
    assert ask("select source_actor_ids, target_actor_ids from timeline") == [(["q1", "q2"], ["q3"])]
    assert ask("select actor, actor_names, role from actors_in_events order by actor") == [
        ("Ada", ["Ada"], "source"), ("Bo", ["Bo"], "target"), ("Cy", ["Cy"], "source"),
    ]  # fmt: skip
