"""When an event took place: by an expression, by the event above it, or by tense against the DCT."""

from datetime import date

import pytest

from flows.records import Interval

from .reading import DCT, events

MARCH = Interval(date(2024, 3, 1), date(2024, 3, 31))
TUESDAY = Interval(date(2024, 5, 14), date(2024, 5, 14))
BEFORE = Interval(None, TUESDAY.hi)
AFTER = Interval(date(2024, 5, 16), None)


@pytest.mark.parametrize(
    ("sentence", "word", "days", "basis"),
    [
        ("The envoy left.", "left", Interval(DCT, DCT), "dct"),
        ("The envoy will leave.", "leave", AFTER, "tense"),
        ("The envoy had left.", "left", BEFORE, "tense"),
        ("The treaty, signed by both, was read out.", "signed", BEFORE, "tense"),
    ],
)
def test_tense_places_what_no_expression_dates(sentence, word, days, basis):
    date = events(sentence)[word].date
    assert (date.interval, date.basis) == (days, basis)


@pytest.mark.parametrize(
    ("sentence", "expression", "word", "interval"),
    [
        ("The envoy left on Tuesday.", ("Tuesday", TUESDAY), "left", TUESDAY),
        ("Troops withdrew before March.", ("March", MARCH), "withdrew", Interval(None, date(2024, 2, 29))),
        ("Troops must withdraw by March.", ("March", MARCH), "withdraw", Interval(None, MARCH.hi)),
    ],
)
def test_an_expression_dates_the_event_it_modifies(sentence, expression, word, interval):
    found = events(sentence, expression)[word].date
    assert (found.interval, found.basis, found.timex) == (interval, "timex", 0)


def test_since_leaves_the_end_open():
    date = events("He has worked there since March.", ("March", MARCH))["worked"].date
    assert (date.extent, date.begin, date.end) == ("throughout", MARCH, AFTER)


def test_until_leaves_the_beginning_open():
    date = events("He worked there until March.", ("March", MARCH))["worked"].date
    assert (date.extent, date.end) == ("throughout", MARCH)
    assert date.begin is not None
    assert date.begin.lo is None


def test_the_present_tense_is_a_state_around_the_dct():
    date = events("The party controls the council.")["controls"].date
    assert (date.extent, date.begin, date.end) == ("throughout", BEFORE, AFTER)
