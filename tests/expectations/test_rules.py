"""What each rule finds, in the words a reviewer reads; and that it leaves a sound article alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.flags import Flag, flags_for
from expectations.rules import advice, check_plainly, rules
from flows.records import Claim, EventDate, Evidence, Extracted, Interval, Region
from tests.articles import article, day, document, event, participant, span, timex
from warehouse.audit import STAGES
from warehouse.migrate import migrate
from warehouse.queries import query_text

STORY = document(
    "Ministers met in Vienna on Monday, 20 November, officials said. They agreed to go on talking about the bridge, "
    "the ferry and the tunnel, and to leave the question of who pays for the three of them to the next round of talks."
)
SOUND = {
    "timexes": [timex(STORY, "Monday, 20 November")],
    "events": [event(STORY, "met", participants=(participant(STORY, "Ministers"),))],
}


def found(extracted: Extracted) -> dict[str, Flag]:
    [flags] = flags_for([extracted])
    return {flag.code: flag for flag in flags}


def test_a_sound_article_raises_no_flag() -> None:
    assert found(article(STORY, **SOUND)) == {}


def test_a_participant_named_twice_by_the_parser_is_written_once() -> None:
    twice = event(STORY, "met", participants=(participant(STORY, "Ministers"),) * 2)
    assert found(article(STORY, timexes=SOUND["timexes"], events=[twice])) == {}


def told_late(*told: tuple[str, str], anchor: str = "self", **given: Any) -> Extracted:
    """An article of 20 November 2017 whose words name later days for these events."""
    timexes = [timex(STORY, word, when, anchor=anchor) for word, when in told]
    events = [event(STORY, word, date=EventDate(span(when), "within", "day", "timex", n), **given)
              for n, (word, when) in enumerate(told)]  # fmt: skip
    return article(STORY, timexes=timexes, events=events)


def published(*days: str) -> tuple[Claim, ...]:
    return tuple(Claim(f"source {n}", text, day(text), "published") for n, text in enumerate(days))


UPDATED_IN_2017 = Claim("source 1", "2017-11-20", day("2017-11-20"), "updated")

MINISTERS_OF_TWO = tuple(participant(STORY, "Ministers", country=country) for country in ("AUT", "HUN"))

BROKEN = {
    "region_span": article(STORY, regions=[Region("body", 0, 10_000)]),
    "region_overlap": article(STORY, regions=[Region("title", 0, 20), Region("body", 19, 230)]),
    "timex_key": article(STORY, timexes=[timex(STORY, "Monday"), timex(STORY, "Monday")]),
    "timex_span": article(STORY, timexes=[timex(STORY, "Monday", text="Tuesday")]),
    "timex_interval": article(
        STORY, timexes=[timex(STORY, "Monday", interval=Interval(day("2018-01-01"), day("2017-01-01")))]
    ),
    "evidence_valid": article(STORY, evidence=[Evidence("tense", span("2017-01-01/"), 1.5, "Monday", 0, 5)]),
    "article_interval": article(STORY, when="2018-01-01/2017-01-01"),
    "event_key": article(STORY, events=[event(STORY, "met"), event(STORY, "met")]),
    "event_span": article(STORY, events=[event(STORY, "met", start=-3)]),
    "event_interval": article(
        STORY,
        events=[
            event(STORY, "met", date=EventDate(Interval(day("2018-01-01"), day("2017-01-01")), "within", "day", "dct"))
        ],
    ),
    "event_references": article(
        STORY, events=[event(STORY, "met", date=EventDate(span("2017-11-20"), "within", "day", "timex", timex=7))]
    ),
    "participant_valid": article(
        STORY, events=[event(STORY, "met", participants=(participant(STORY, "Ministers", text="Envoys"),))]
    ),
    "participant_key": article(STORY, events=[event(STORY, "met", participants=MINISTERS_OF_TWO)]),
}


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_broken_invariant_is_critical(code: str) -> None:
    assert found(BROKEN[code])[code].severity == "critical"


MISMATCH = article(
    STORY,
    verdict="mismatch",
    claimed="2021-06-15",
    source="date line",
    when="2017-09-16/2018-01-20",
    evidence=[Evidence("page_date", span("2021-06-15"), 0.3, "Monday", 27, 33)],
)

WARNED = {
    "article_date_mismatch": (
        MISMATCH,
        "The page says 15 June 2021 (date line), but the text was written between 16 September 2017 and "
        "20 January 2018.",
    ),
    "claimed_date_in_future": (
        article(
            STORY,
            claimed="2199-01-01",
            evidence=[Evidence("taken in", span("/2017-12-02"), 1.0, "2017-12-01", note="ingested on that day")],
        ),
        "The claimed date, 1 January 2199, is later than 1 December 2017, when it was taken in.",
    ),
    "claimed_date_impossible": (
        article(STORY, claimed="1970-01-01"),
        "The claimed date, 1 January 1970, is what a computer writes that knows no date.",
    ),
    "claimed_date_unreadable": (
        article(STORY, claimed="the day after", source="metadata"),
        '"the day after" (metadata) is given as the article\'s date, but names no day.',
    ),
    "claims_contradict": (
        article(replace(STORY, claims=published("2017-11-20", "2021-06-15"))),
        "Published on 20 November 2017 (source 0) or on 15 June 2021 (source 1): the claims contradict each other.",
    ),
    "updated_before_published": (
        article(replace(STORY, claims=(*published("2021-06-15"), UPDATED_IN_2017))),
        "Updated on 20 November 2017, before it was published on 15 June 2021.",
    ),
    "timex_contradicts_calendar": (
        article(STORY, timexes=[timex(STORY, "Monday, 20 November", problem="20 November 2018 is a Tuesday")]),
        '"Monday, 20 November": 20 November 2018 is a Tuesday',
    ),
    "event_after_article": (
        told_late(("met", "2018-03-05")),
        '"met" is told as happened on 5 March 2018, but the article was written on 20 November 2017.',
    ),
    "body_missing": (
        article(STORY, regions=[Region("chrome", 0, 50)]),
        f"None of the {len(STORY.text)} characters was taken for the body of an article.",
    ),
}  # fmt: skip


def test_a_month_that_stands_is_no_unreadable_date() -> None:
    month = article(
        STORY, claimed="November 2017", source="field date", when="2017-11-01/2017-11-30", verdict="consistent"
    )
    assert "claimed_date_unreadable" not in found(month)


@pytest.mark.parametrize("code", sorted(WARNED))
def test_a_finding_is_a_warning_that_says_what_is_wrong(code: str) -> None:
    extracted, message = WARNED[code]
    flag = found(extracted)[code]
    assert (flag.severity, flag.message) == ("warning", message)


def test_an_article_whose_date_is_wrong_is_one_finding_however_many_events_it_tells() -> None:
    late = told_late(("met", "2018-03-05"), ("Monday", "2018-05-01"))
    flags = [flag for flag in flags_for([late])[0] if flag.code == "event_after_article"]
    assert [flag.message for flag in flags] == [
        '"Monday" is told as happened on 1 May 2018, but the article was written on 20 November 2017.'
        " So is another event."
    ]


def test_the_reason_is_the_message_where_there_is_one() -> None:
    reasoned = replace(MISMATCH.dated.date, reason="The page says 2021, but nothing in it is newer than 2017.")
    extracted = replace(MISMATCH, dated=replace(MISMATCH.dated, date=reasoned))
    assert found(extracted)["article_date_mismatch"].message == reasoned.reason


def test_a_claim_may_be_written_in_any_way_that_somebody_could_read() -> None:
    in_the_text = [Evidence("date line", span("2017-11-20"), 0.9, "Monday, 20 November", 27, 46)]
    claimed = article(STORY, **SOUND, claimed="Monday, 20 November", source="date line", evidence=in_the_text)
    assert found(claimed) == {}
    told = replace(STORY, claims=(Claim("og", "20.11.2017", day("2017-11-20"), "published"),))
    assert found(article(told, **SOUND, claimed="20.11.2017", source="og")) == {}


NOTED = {
    "body_short": article(STORY, regions=[Region("body", 0, 60)]),
    "language_not_read": article(STORY, language="fi"),
    "article_undated": article(STORY, when="/", verdict="unknown"),
    "no_publication_date": article(STORY, when="2017-09-16/2018-01-20", verdict="inferred"),
}


@pytest.mark.parametrize("code", sorted(NOTED))
def test_what_is_worth_counting_is_info(code: str) -> None:
    assert found(NOTED[code])[code].severity == "info"


def test_a_flag_points_at_the_words_it_is_about() -> None:
    flag = found(MISMATCH)["article_date_mismatch"]
    assert STORY.text[flag.start : flag.end] == "Monday"
    flag = found(WARNED["event_after_article"][0])["event_after_article"]
    assert STORY.text[flag.start : flag.end] == "met"


@pytest.mark.parametrize(
    "sound",
    [
        article(STORY, **SOUND, claimed="2017-11-20", verdict="confirmed"),
        article(STORY, **SOUND, claimed="1605-06-01"),
        article(replace(STORY, claims=published("2017-11-20", "2017-11-21")), **SOUND),
        article(STORY, timexes=SOUND["timexes"], events=[event(STORY, "met", "2018-03-05", status="planned")]),
        article(STORY, timexes=SOUND["timexes"], events=[event(STORY, "met", "2017-11-01/2018-03-05")]),
        told_late(("met", "2018-03-05"), anchor="dct"),
        told_late(("met", "2018-03-05"), confidence=0.3),
        told_late(("met", "2018-03-05"), event_type=None),
        article(STORY, timexes=SOUND["timexes"], events=[event(STORY, "met", "2018-03-05/", basis="tense")]),
        article(document(""), when="/2017-11-20", verdict="consistent"),
    ],
    ids=[
        "claim agrees",
        "oldest newspaper",
        "time zones",
        "planned after",
        "may be before",
        "worked out from the article",
        "too unsure",
        "of no type",
        "by its tense alone",
        "no text",
    ],
)
def test_what_only_looks_wrong_is_left_alone(sound: Extracted) -> None:
    assert found(sound) == {}


def test_flags_come_back_for_each_article_in_order_also_of_one_document_twice() -> None:
    flags = flags_for([article(STORY, **SOUND), MISMATCH, article(STORY, **SOUND)])
    assert [[f.code for f in one] for one in flags] == [[], ["article_date_mismatch"], []]
    assert flags_for([]) == []


def test_flags_of_one_batch_say_nothing_of_the_next() -> None:
    first = flags_for([MISMATCH])
    assert flags_for([article(STORY, **SOUND)]) == [[]]
    assert flags_for([MISMATCH]) == first


def test_every_rule_has_a_severity_and_says_what_it_expects() -> None:
    for stage in STAGES:
        for rule in rules(stage):
            assert rule.expects.endswith("."), rule.code
            last = rule.sql.rstrip().splitlines()[-1]
            assert "--" not in last, (
                f"{rule.code}: Great Expectations wraps the query, and the comment would eat its end"
            )


def test_codes_are_one_rule_each_and_each_is_shown_firing_here() -> None:
    codes = [rule.code for stage in STAGES for rule in rules(stage)]
    assert len(codes) == len(set(codes))
    shown = Path(__file__).read_text()
    assert [code for code in codes if f'"{code}"' not in shown] == []


# Rules about the input, and about the warehouse as a whole, on tables filled by hand.


@pytest.fixture
def tables():
    with duckdb.connect() as con:
        migrate(con)
        yield con


def messages(con: duckdb.DuckDBPyConnection, stage: str, code: str, scope: str = "scope_of_the_whole") -> Sequence[str]:
    if stage == "corpus":
        con.execute("delete from upkeep.scope")
        con.execute(query_text(scope))
    found = {outcome.code: outcome for outcome in check_plainly(con, stage)}
    outcome = found[code]
    assert outcome.error is None
    return [row["message"] for row in outcome.offenders]


def put(con: duckdb.DuckDBPyConnection, table: str, **columns: object) -> None:
    names = ", ".join(columns)
    con.execute(f"insert into {table} ({names}) values ({', '.join('?' * len(columns))})", list(columns.values()))


def put_document(con, doc_id="a", *, schema="staging", text="Text.", warnings="[]", claims="[]", run_id="r") -> None:
    put(con, f"{schema}.documents", doc_id=doc_id, source_uri="a.txt", record="", media_type="text/plain",
        ingested_at="2026-01-01", run_id=run_id, text=text,
        metadata=f'{{"warnings": {warnings}, "claims": {claims}}}')  # fmt: skip


def put_article(con, doc_id="a", **more) -> None:
    put(con, "main.articles", **({"doc_id": doc_id, "date_verdict": "inferred", "run_id": "r"} | more))


def put_event(con, event_id="e", doc_id="a", when="2020-01-01") -> None:
    put(con, "main.events", event_id=event_id, doc_id=doc_id, char_start=0, char_end=3, text="met", lemma="meet",
        status="happened", date_from=when, date_to=when, extent="within", granularity="day", date_basis="timex",
        confidence=0.9)  # fmt: skip


def test_a_document_stands_once(tables) -> None:
    put_document(tables)
    assert messages(tables, "ingest", "document_key") == []
    put_document(tables, schema="main")
    assert messages(tables, "ingest", "document_key") == ["Document a is stored 2 times."]


def test_an_input_is_set_aside_once_for_one_reason(tables) -> None:
    row = {"source_uri": "a.txt", "record": "", "code": "no_text", "message": "", "run_id": "r",
           "first_seen": "2026-01-01", "quarantined_at": "2026-01-01", "resolved": False}  # fmt: skip
    put(tables, "staging.quarantine", **row)
    assert messages(tables, "ingest", "quarantine_key") == []
    put(tables, "staging.quarantine", **row)
    assert messages(tables, "ingest", "quarantine_key") == ["a.txt is in quarantine 2 times for no_text."]


def test_a_correction_whose_mention_is_gone_is_shown_unless_it_says_so_itself(tables) -> None:
    put_document(tables, schema="main", text="They met.")
    put(tables, "staging.articles", doc_id="a", date_verdict="inferred", run_id="r")
    put(tables, "main.flags", flag_id="f", doc_id="a", event_id="e", stage="review", expectation="by_hand",
        code="by_hand", severity="info", message="", char_start=5, char_end=8, run_id="r")  # fmt: skip
    put(tables, "main.reviews", flag_id="f", doc_id="a", event_id="e", code="by_hand", decision="corrected",
        value="none", reviewer="ana", decided_at="2026-01-01")  # fmt: skip
    assert messages(tables, "events", "decided_mention_gone") == []
    tables.execute("update main.reviews set value = 'planned'")
    assert messages(tables, "events", "decided_mention_gone") == [
        '"met" was corrected by ana (planned) and is no event any more: that is without effect.'
    ]


def test_a_document_without_text_is_shown(tables) -> None:
    put_document(tables, "a", text=" \n")
    put_document(tables, "b")
    assert messages(tables, "ingest", "document_empty") == ["a.txt was read, but no text came out of it."]


def test_damage_by_a_wrong_encoding_is_counted(tables) -> None:
    put_document(tables, "a", text="\ufffd" * 2 + "x" * 98)
    put_document(tables, "b", text="\ufffd" + "x" * 99)
    assert messages(tables, "ingest", "text_damaged") == ["2 of 100 characters could not be decoded."]


def test_what_the_reader_met_is_told(tables) -> None:
    put_document(tables, "a", warnings='[["wrong_encoding", "Declared ASCII, read as UTF-8."], ["cut", "Cut."]]')
    put_document(tables, "b")
    assert messages(tables, "ingest", "reader_warning") == ["Declared ASCII, read as UTF-8.", "Cut."]


def test_that_the_only_date_is_none_is_told_once(tables) -> None:
    warnings = '[["unreadable_date", "the feed says 31 June, which is no date"]]'
    put_document(tables, "a", warnings=warnings, claims='[["feed", "31 June 2015", null, "published"]]')
    put_document(
        tables, "b", warnings=warnings, claims='[["feed", "31 June", null, ""], ["meta", "x", "2015-06-30", ""]]'
    )
    assert messages(tables, "ingest", "reader_warning") == ["the feed says 31 June, which is no date"]


def test_events_that_nothing_else_dates_are_counted_where_the_day_is_missing() -> None:
    told = [
        event(STORY, "met", confidence=0.9),
        event(STORY, "Ministers", confidence=0.9, basis="timex", event_type=None),
    ]
    [flag] = flags_for([article(STORY, when="2016-01-01/2017-12-31", events=told, verdict="inferred")])[0]
    assert flag.message.endswith(
        "written between 1 January 2016 and 31 December 2017. One of its events has no other date."
    )


def test_an_article_stands_once_in_a_batch(tables) -> None:
    for _ in range(2):
        put(tables, "staging.articles", doc_id="a", date_verdict="unknown", run_id="r")
    assert messages(tables, "clean", "article_key") == ["The batch holds 2 articles of this document."]


def test_a_date_expression_has_an_article(tables) -> None:
    put(tables, "staging.date_evidence", doc_id="a", kind="tense", weight=0.5)
    assert messages(tables, "dates", "timex_article") == ["A witness without an article."]
    put(tables, "staging.articles", doc_id="a", date_verdict="unknown", run_id="r")
    assert messages(tables, "dates", "timex_article") == []


def test_a_date_that_widens_says_so(tables) -> None:
    put_article(tables, date_from="2020-01-01", date_to="2020-01-31")
    put(tables, "staging.articles", doc_id="a", date_verdict="unknown", run_id="r", date_from="2020-01-01",
        date_to="2020-06-30", date_reason="A witness was wrong.")  # fmt: skip
    assert messages(tables, "dates", "article_date_widened") == [
        "Was written between 1 January 2020 and 31 January 2020, as far as was known; now between 1 January 2020 and "
        "30 June 2020. A witness was wrong."
    ]
    tables.execute("update staging.articles set date_to = '2020-01-15'")
    assert messages(tables, "dates", "article_date_widened") == []


def test_keys_of_the_whole_warehouse_stand_once(tables) -> None:
    put_article(tables)
    assert messages(tables, "corpus", "unique_keys") == []
    put_article(tables)
    assert messages(tables, "corpus", "unique_keys") == ["1 rows of articles share a key with another, such as a."]


def test_references_of_the_whole_warehouse_are_whole(tables) -> None:
    put_document(tables, schema="main")
    put_article(tables)
    put_event(tables)
    assert messages(tables, "corpus", "references_whole") == []
    put(tables, "main.event_links", event_id="e", canonical_id="gone", score=1.0)
    assert messages(tables, "corpus", "references_whole") == [
        "1 rows of event_links (canonical) refer to something that is not there, such as gone."
    ]


def test_only_a_look_at_the_whole_shows_what_belongs_to_nothing(tables) -> None:
    put(tables, "main.event_links", event_id="gone", canonical_id="gone", score=1.0)
    with pytest.raises(KeyError):  # it is left out
        messages(tables, "corpus", "no_orphans", "scope_of_the_change")
    assert messages(tables, "corpus", "no_orphans") == [
        "1 rows of event_links refer to an event that is not there, such as gone."
    ]


def test_a_look_at_the_change_is_at_documents_that_are_due_or_affected(tables) -> None:
    put_article(tables)
    put_article(tables)
    assert messages(tables, "corpus", "unique_keys", "scope_of_the_change") == []
    put(tables, "upkeep.affected", doc_id="a")
    assert len(messages(tables, "corpus", "unique_keys", "scope_of_the_change")) == 1


def test_mentions_of_one_event_that_cannot_be_of_one_day_are_shown(tables) -> None:
    put_event(tables, "e")
    put_event(tables, "f", when="2020-01-03")
    put(tables, "main.event_links", event_id="f", canonical_id="e", score=1.0)
    assert messages(tables, "corpus", "canonical_events_disagree") == [
        '"met" is dated on 3 January 2020 here and on 1 January 2020 in another mention of the same event.'
    ]
    tables.execute("update main.events set date_basis = 'dct' where event_id = 'f'")  # worked out, not told
    assert messages(tables, "corpus", "canonical_events_disagree") == []
    tables.execute("update main.events set date_from = '2020-01-01', date_basis = 'timex'")
    assert messages(tables, "corpus", "canonical_events_disagree") == []


def test_copies_of_one_text_that_lie_far_apart_are_shown(tables) -> None:
    put_article(tables, "a", date_from="2020-01-01", date_to="2020-01-01")
    put_article(tables, "b", date_from="2020-01-05", date_to="2020-01-05", duplicate_of="a")
    assert messages(tables, "corpus", "duplicates_disagree") == []
    tables.execute("update main.articles set date_from = '2021-01-05', date_to = '2021-01-05' where doc_id = 'b'")
    assert messages(tables, "corpus", "duplicates_disagree") == [
        "A copy of a text written on 1 January 2020, but itself dated on 5 January 2021."
    ]


@pytest.mark.parametrize(
    ("code", "many", "few", "message"),
    [
        ("many_duplicates", {"duplicate_of": "0"}, {}, "6 of 10 articles repeat another one."),
        ("many_undated", {}, {"date_from": "2020-01-01"}, "6 of 10 articles have no date at all."),
        ("outlet_claims_lie", {"date_verdict": "mismatch", "claimed_date": "2021-01-01", "outlet": "The Post"},
         {"date_verdict": "confirmed", "claimed_date": "2021-01-01", "outlet": "The Post"},
         '6 of the 10 dates that "The Post" claims contradict their texts.'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_most_articles_is_one_finding(tables, code, many, few, message) -> None:
    for n in range(5):
        put_article(tables, f"few {n}", **few)
        put_article(tables, f"many {n}", **many)
    assert messages(tables, "corpus", code) == []
    tables.execute("delete from main.articles where doc_id = 'few 0'")
    put_article(tables, "many 5", **many)
    assert messages(tables, "corpus", code) == [message]


def test_a_run_that_sets_aside_most_of_its_input_is_a_finding(tables) -> None:
    put(tables, "main.runs", run_id="r", started_at="2026-01-01", state="running")
    for n in range(10):
        put(tables, "main.quarantine", source_uri=f"{n}.txt", record="", code="no_text", message="", run_id="r",
            first_seen="2026-01-01", quarantined_at="2026-01-01", resolved=False)  # fmt: skip
    assert messages(tables, "corpus", "many_quarantined") == ["10 inputs were set aside and 0 documents read."]
    for n in range(10):
        put_document(tables, str(n), schema="main")
    assert messages(tables, "corpus", "many_quarantined") == []


def test_whoever_looks_at_a_flag_is_told_what_to_do() -> None:
    asked = {rule.code for stage in STAGES for rule in rules(stage) if rule.severity != "critical"}
    assert set(advice()) == asked
    assert all(said.endswith(".") and len(said) < 200 for said in advice().values())
    assert not [code for code, said in advice().items() if said.startswith("Nothing")]
