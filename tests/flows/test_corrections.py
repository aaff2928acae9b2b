"""What a correction may say, and how it reaches an article that is worked out again."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.corrections import as_evidence, correct_events, read_correction
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
