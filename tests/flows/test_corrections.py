"""What a correction may say, and how it reaches an article that is worked out again."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.corpus.corrected import correct_events
from flows.corrections import (
    Correction,
    EventCorrection,
    Named,
    as_evidence,
    as_it_stands,
    placed,
    places_now,
    read_correction,
)
from flows.errors import CorrectionError
from flows.records import Interval
from tests.articles import article, document, event, span


@pytest.mark.parametrize(
    ("value", "interval", "granularity"),
    [
        ("2017-11-20", span("2017-11-20"), "day"),
        (" 2017-11 ", span("2017-11-01/2017-11-30"), "month"),
        ("2016-02", span("2016-02-01/2016-02-29"), "month"),
        ("2017", span("2017-01-01/2017-12-31"), "year"),
        ("9999-12", Interval(date(9999, 12, 1), date.max), "month"),
        ("2017-11-20/2018-01", span("2017-11-20/2018-01-31"), "day"),
    ],
)
def test_a_date_may_be_reduced_or_an_interval(value, interval, granularity):
    said = read_correction(value, of_event=False)
    assert (said.interval, said.granularity) == (interval, granularity)


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "20.11.2017", "2017-13-01", "2017-02-30", "2018/2017", "2017/", "planned", "none", "٢٠١٧"],
)
def test_what_is_no_date_is_refused_with_what_was_expected(value):
    with pytest.raises(CorrectionError):
        read_correction(value, of_event=False)


def test_an_event_may_be_given_a_status_a_date_both_or_be_denied_to_exist():
    assert read_correction("planned", of_event=True).status == "planned"
    both = read_correction("2017-11-20 denied", of_event=True)
    assert (both.interval, both.status) == (span("2017-11-20"), "denied")
    assert read_correction("none", of_event=True).removed


@pytest.mark.parametrize(
    ("value", "source", "target"),
    [
        ("source=Ri Yong-ho (PRK GOV)", (Named("Ri Yong-ho", "PRK", "GOV"),), None),
        ("denied target=Cuba; Ghana (GHA)", None, (Named("Cuba"), Named("Ghana", "GHA"))),
        ("2017 AID source=the  Red Cross (NGO) target=nobody", (Named("the Red Cross", None, "NGO"),), ()),
    ],
)
def test_sides_are_names_with_country_and_sector_where_they_are_known(value, source, target):
    said = read_correction(value, of_event=True)
    assert (said.source, said.target) == (source, target)


@pytest.mark.parametrize(
    "value",
    ["source=", "source=;", "source=Ri (XYZ)", "source=Ri (PRK CUB)", "source=Ri source=Kim", "none source=Ri", "Cuba",
     "target=a (b", "source=Ri (PRK) of Cuba"],
)  # fmt: skip
def test_what_names_nobody_is_refused(value):
    with pytest.raises(CorrectionError):
        read_correction(value, of_event=True)


names = st.from_regex(r"[A-Z][a-z']{1,8}( [A-Z][a-z-]{1,8})?", fullmatch=True)
named = st.builds(Named, names, st.sampled_from([None, "PRK", "GHA"]), st.sampled_from([None, "GOV", "MIL"]))
side = st.none() | st.lists(named, max_size=3, unique=True).map(tuple)
dates = st.sampled_from(
    ["2017-11-20", "2016-02", "1998", "2017-11-20/2018-01-31", "unknown", "../2017-11-20", "2017-11-20/.."]
)
dated = st.just(Correction()) | dates.map(lambda text: read_correction(text, of_event=True))
corrected = st.builds(
    lambda when, status, kind, source, target: Correction(
        when.interval, when.granularity, status, kind, source, target
    ),
    dated, st.sampled_from([None, "planned", "denied"]), st.sampled_from([None, "AID", "CONSULT"]), side, side,
)  # fmt: skip


@given(corrected)
def test_a_correction_is_read_as_it_was_written(said):
    if str(said):
        assert read_correction(str(said), of_event=True) == said


@given(corrected, corrected, corrected)
def test_what_a_later_correction_does_not_name_stays_as_the_earlier_said(one, two, three):
    assert three.over(two.over(one)) == three.over(two).over(one)
    assert Correction().over(one) == one
    assert one.over(Correction()) == one
    assert one.over(Correction(removed=True)) == one


def test_an_event_as_it_stands_is_written_as_a_correction_would_be():
    row = {"date_from": date(2016, 2, 1), "date_to": date(2016, 2, 29), "granularity": "month", "status": "planned",
           "event_type": "AID"}  # fmt: skip
    people = [{"role": "source", "name": "Kim (the elder); Ri", "country": "PRK", "sector": None}]
    assert str(as_it_stands(row, people)) == "2016-02 planned AID source=Kim the elder Ri (PRK) target=nobody"
    row |= {"date_from": None, "date_to": date(2016, 2, 29)}
    assert str(as_it_stands(row, [])).startswith("../2016-02-29 planned")


@given(st.text(max_size=40))
def test_any_other_text_is_refused_not_a_crash(value):
    with suppress(CorrectionError):
        read_correction(value, of_event=True)


def test_a_corrected_article_date_becomes_a_witness_that_names_the_reviewer():
    rows = [{"doc_id": "d1", "event_id": None, "value": "2017-11-20", "reviewer": "ada", "note": "the agency's date"},
            {"doc_id": "d1", "event_id": "e1", "value": "planned", "reviewer": "ada", "note": None}]  # fmt: skip
    [witness] = as_evidence(rows)["d1"]
    assert (witness.kind, witness.says, witness.note) == ("review", span("2017-11-20"), "ada: the agency's date")


def test_corrected_events_change_and_the_others_stay():
    of = document("They met on Monday and will meet again. Nobody resigned.")
    met, again, resigned = event(of, "met"), event(of, "meet"), event(of, "resigned")
    read_again = correct_events(
        article(of, events=[met, again, resigned]),
        {(met.start, met.end): "2017-11-13 reported", (resigned.start, resigned.end): "none"},
    )
    first, second = read_again.events
    assert (first.date.interval, first.date.basis, first.status) == (span("2017-11-13"), "review", "reported")
    assert second == again


def test_a_mention_that_was_cut_otherwise_is_the_one_that_shares_most_of_its_place():
    mentions = {(0, 4): "took", (5, 9): "part", (20, 25): "spoke"}
    named = {"took part in": (0, 12), "art": (6, 9), "spoke": (90, 95), "gone": (30, 40), "nowhere": None}
    assert places_now(named, mentions) == {"took part in": (0, 4), "art": (5, 9), "spoke": (20, 25)}


def test_a_mentions_own_correction_wins_over_that_of_one_that_was_cut_otherwise_and_then_the_first():
    said = [
        EventCorrection("took part", (0, 9), "planned"), EventCorrection("took", (0, 4), "denied"),
        EventCorrection("spoke up", (20, 28), "none"), EventCorrection("poke", (21, 25), "2011"),
    ]  # fmt: skip
    assert placed(said, {(0, 4): "took", (20, 25): "spoke"}) == {(0, 4): "denied", (20, 25): "none"}
