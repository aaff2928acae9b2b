"""An event told again in its article takes date and status from the mention that tells them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events.when.repeats import word_family
from flows.records import Interval
from tests.events.reading import events

MARCH = Interval(date(2024, 3, 1), date(2024, 3, 31))
MONDAY = Interval(date(2024, 5, 20), date(2024, 5, 20))


def test_a_known_event_has_the_date_of_its_dated_mention():
    text = "The envoy was abducted in March.\n\nHis abduction has worried the ministry."
    found = events(text, ("March", MARCH))["abduction"]
    assert (found.date.interval, found.date.basis) == (MARCH, "narrative")


def test_a_known_event_is_planned_where_its_dated_mention_is():
    text = "The envoy will visit Oslo on Monday.\n\nThe ministry praised the visit."
    found = events(text, ("Monday", MONDAY))["visit"]
    assert (found.status, found.cue) == ("planned", "will")


@pytest.mark.parametrize(
    "text",
    [
        "The king visited Oslo in March.\n\nThe visit to Lima is on the minds of the guests.",
        "The king was abducted in March.\n\nAn abduction is a crime.",
        "The king was abducted in March.\n\nNo abduction was reported.",
    ],
)
def test_another_event_of_that_name_keeps_its_own_date(text):
    word = "visit" if "visit" in text else "abduction"
    assert events(text, ("March", MARCH))[word].date.interval != MARCH


def test_a_known_event_was_told_before_it_and_not_in_the_past_told_after():
    text = "Gunmen killed the mayor on the quay. The bishop condemned the killing. In 2012 a man was killed there."
    found = events(text, ("2012", Interval(date(2012, 1, 1), date(2012, 12, 31))))
    assert found["killing"].date.interval == Interval(date(2024, 5, 15), date(2024, 5, 15))


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("invade", "invasion"), ("abduct", "abduction"), ("kidnap", "kidnapping"), ("assassinate", "assassination"),
     ("arrive", "arrival"), ("appoint", "appointment")],
)  # fmt: skip
def test_a_verb_and_its_noun_are_of_one_family(verb, noun):
    assert word_family(verb) == word_family(noun) != ""


@given(st.text())
def test_every_word_has_a_family(word):
    assert len(word_family(word)) <= len(word.lower())


def test_nobody_dies_twice_whatever_it_is_called():
    text = "Ana Duarte was killed in March.\n\nThe army was blamed.\n\nDuarte's murder shook the town."
    found = events(text, ("March", MARCH))["murder"]
    assert (found.date.interval, found.date.basis) == (MARCH, "narrative")


def test_another_death_keeps_its_own_date():
    text = "Ana Duarte was killed in March.\n\nThe murder of Rui Lopes shook the town."
    assert events(text, ("March", MARCH))["murder"].date.interval != MARCH
