"""When an event took place: by an expression, by the event above it, or by tense against the DCT."""

from datetime import date

import pytest

from flows.records import Interval
from tests.events.reading import DCT, events

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


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The visit will take place in March.", "visit"),
        ("Talks were held in March.", "Talks"),
        ("The envoy resigned at the summit in March.", "resigned"),
        ("The envoy accepted an invitation at a summit held in March.", "accepted"),
        ("Delegates met at a summit held in March.", "summit"),
        ("The envoy accepted the request to leave at a summit held in March.", "accepted"),
    ],
)
def test_a_date_serves_the_event_and_its_occasion(sentence, word):
    assert events(sentence, ("March", MARCH))[word].date.interval == MARCH


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The envoy fled on Tuesday while gunmen stormed the hall.", "stormed"),
        ("The envoy spoke on Tuesday as protesters blocked the road.", "blocked"),
        ("Tuesday's attack, which killed three, was condemned.", "killed"),
    ],
)
def test_what_went_on_meanwhile_has_the_same_date(sentence, word):
    found = events(sentence, ("Tuesday", TUESDAY))[word].date
    assert (found.interval, found.basis) == (TUESDAY, "narrative")


def test_what_is_regretted_lies_before_the_regret():
    text = events("The envoy said on Tuesday he regretted calling the king a fool.", ("Tuesday", TUESDAY))
    found = text["calling"].date
    assert found.interval == Interval(None, date(2024, 5, 13))


def test_what_is_asked_for_on_a_day_is_yet_to_come_on_that_day():
    found = events("The envoy told rebels on Tuesday to surrender.", ("Tuesday", TUESDAY))["surrender"].date
    assert found.interval == Interval(DCT, None)


def test_a_copula_hands_its_date_to_the_predicate():
    found = events("The island has been independent since March.", ("March", MARCH))["independent"].date
    assert (found.begin, found.end) == (MARCH, Interval(DCT, DCT))


def test_a_feeling_told_as_present_is_of_the_day():
    found = events("I am shocked by the news.")["shocked"].date
    assert (found.interval, found.basis) == (Interval(DCT, DCT), "dct")


def test_over_a_stretch_fills_it():
    weeks = Interval(date(2024, 5, 1), date(2024, 5, 15))
    found = events("Prices fell over the last two weeks.", ("the last two weeks", weeks))["fell"].date
    assert (found.interval, found.extent) == (weeks, "throughout")


def test_from_and_to_bound_one_stretch():
    may = Interval(date(2024, 5, 1), date(2024, 5, 31))
    when = events("He worked there from March to May.", ("March", MARCH), ("May", may))["worked"].date
    assert (when.extent, when.begin, when.end) == ("throughout", MARCH, may)


def test_what_is_told_of_a_time_that_still_runs_is_over():
    year = Interval(date(2024, 1, 1), date(2024, 12, 31))
    assert events("The envoy resigned this year.", ("this year", year))["resigned"].date.interval.hi == TUESDAY.hi


def test_the_future_of_a_dated_saying_follows_the_saying():
    when = events("He said on Tuesday that talks would resume.", ("Tuesday", TUESDAY))["resume"].date
    assert when.interval == Interval(DCT, None)


def test_since_reaches_as_far_as_is_told():
    date = events("He has worked there since March.", ("March", MARCH))["worked"].date
    assert (date.extent, date.begin, date.end) == ("throughout", MARCH, Interval(DCT, DCT))


def test_until_leaves_the_beginning_open():
    date = events("He worked there until March.", ("March", MARCH))["worked"].date
    assert (date.extent, date.end) == ("throughout", MARCH)
    assert date.begin is not None
    assert date.begin.lo is None


def test_the_present_tense_is_a_state_around_the_dct():
    date = events("The party controls the council.")["controls"].date
    assert (date.extent, date.begin, date.end) == ("throughout", BEFORE, AFTER)


def test_the_story_goes_on_where_it_has_arrived():
    found = events("The envoy arrived on Tuesday. Guards searched the car.", ("Tuesday", TUESDAY))
    assert (found["searched"].date.interval, found["searched"].date.basis) == (TUESDAY, "narrative")


def test_a_saying_leaves_the_story_where_it_is():
    text = "The envoy arrived on Tuesday. The ministry regretted this, it said. Guards opened the car."
    assert events(text, ("Tuesday", TUESDAY))["opened"].date.interval == TUESDAY


def test_a_saying_by_the_way_leaves_the_story_where_it_is():
    text = "The envoy was seized on Tuesday, police said. Guards searched the car."
    assert events(text, ("Tuesday", TUESDAY))["searched"].date.interval == TUESDAY


@pytest.mark.parametrize("signal", ["after", "before", "since", "until", "by", "in"])
@pytest.mark.parametrize("verb", ["left", "had left", "will leave", "leaves"])
@pytest.mark.parametrize("year", [2012, 2024, 2030])
def test_no_event_is_dated_to_no_day_at_all(signal, verb, year):
    may = Interval(date(year, 5, 1), date(year, 5, 31))
    for found in events(f"The envoy {verb} the city {signal} May {year}.", (f"May {year}", may)).values():
        bounds = (found.date.interval, found.date.begin, found.date.end)
        assert not any(bound is not None and bound.is_empty for bound in bounds)


WAR = Interval(date(1939, 9, 1), date(1945, 9, 2))


@pytest.mark.parametrize(
    ("sentence", "word", "interval"),
    [
        ("The regiment fought in World War II.", "fought", WAR),
        ("The bridge was destroyed during the Second World War.", "destroyed", WAR),
        ("The factory closed after World War II.", "closed", Interval(date(1945, 9, 3), date(2024, 5, 14))),
    ],
)
def test_a_named_time_dates_what_a_preposition_ties_to_it(sentence, word, interval):
    found = events(sentence)[word].date
    assert (found.interval, found.basis, found.timex) == (interval, "era:World War II", None)


def test_a_named_time_inside_a_noun_phrase_dates_nothing():
    assert events("The veteran of World War II resigned.")["resigned"].date.basis == "dct"
    assert events("A World War II veteran resigned.")["resigned"].date.basis == "dct"
