"""Which Tuesday, and the January of which year: what tense, distance and the manner of telling decide."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval


def value(text: str, expression: str, day: date) -> str:
    return next(t.value for t in tag(text, Interval(day, day)) if t.text == expression)


MONDAY = date(2017, 11, 13)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy told the press that he was bound for Lisbon Tuesday.", "2017-11-07"),
        ("The rally that the unions want, as so many before it in the old port, on Tuesday", "2017-11-14"),
        ("Tuesday: talks in Geneva", "2017-11-14"),
    ],
)
def test_a_weekday_that_no_verb_close_by_puts_six_days_back_is_tomorrow(text: str, expected: str) -> None:
    assert value(text, "Tuesday", MONDAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He took office in January.", "2017-01"),
        ("He will take office in January.", "2018-01"),
        ("Since taking office in January, he has not been to the coast.", "2017-01"),
    ],
)
def test_a_month_follows_the_verb_though_the_other_year_is_much_nearer(text: str, expected: str) -> None:
    assert value(text, "January", date(2017, 12, 23)) == expected


def test_a_clause_behind_a_semicolon_has_a_verb_of_its_own() -> None:
    text = "The dam was closed in June; in September engineers will open it again."
    assert value(text, "September", date(2017, 7, 3)) == "2017-09"
    assert value(text, "September", date(2017, 11, 13)) == "2018-09"


def test_what_ends_in_a_month_lies_ahead_though_the_month_is_just_over() -> None:
    assert value("His term ends in January.", "January", date(2017, 3, 21)) == "2018-01"


def test_a_day_beside_one_told_in_full_of_years_ago_is_of_that_year() -> None:
    text = "The bailout passed on October 3, 2008, days after the bank had failed on September 15."
    assert value(text, "September 15", MONDAY) == "2008-09-15"


@pytest.mark.parametrize("day", [date(2017, 12, 27), date(2018, 1, 17)])
def test_a_winter_is_named_by_the_year_in_which_it_begins(day: date) -> None:
    assert value("The winter is long.", "The winter", day) == "2017-WI"


def test_last_winter_and_this_one_are_two() -> None:
    assert value("Last winter was long.", "Last winter", date(2018, 5, 7)) == "2017-WI"
    assert value("This winter will be long.", "This winter", date(2018, 5, 7)) == "2018-WI"


HISTORY = "In March 1978 she joined the corps. In June 1983 she flew. In May 1991 she flew again. "


def test_what_lies_ahead_counts_from_the_day_of_writing_even_behind_a_look_back() -> None:
    text = HISTORY + "She said on Friday that she will fly again in December."
    assert value(text, "December", MONDAY) == "2017-12"


def test_a_text_that_names_a_day_of_these_weeks_is_no_history() -> None:
    text = HISTORY + "The news came on November 10, 2017. The prize is open to flyers in the first half of this year."
    assert value(text, "the first half of this year", MONDAY) == "2017-H1"


def test_a_verb_with_a_preposition_hides_the_tense_and_one_that_goes_along_does_not() -> None:
    november = date(2017, 11, 16)
    assert value("Few thought themselves skilled in sailing on January 21.", "January 21", november) == "2018-01-21"
    assert value("He shot at them, leading to an order against him in February.", "February", november) == "2017-02"


def test_a_clause_of_where_it_was_tells_of_that_time() -> None:
    text = "The owner agreed to send the horses to Cadiz in December, where they fell ill."
    assert value(text, "December", date(2017, 3, 13)) == "2016-12"


# Tuesday, 14 November 2017: what the verb, or what stands in a verb's place, says of a day named alone.
@pytest.mark.parametrize(
    ("text", "expression", "expected"),
    [
        # a present form, told by its subject
        ("She opens a clinic in Graz on Monday.", "Monday", "2017-11-20"),
        ("The pilots, who return from leave on Monday, want more pay.", "Monday", "2017-11-20"),
        ("We fly home on Monday.", "Monday", "2017-11-20"),
        ("The court, which sits on Monday, has nine judges.", "Monday", "2017-11-20"),
        ("Schools reopen on Monday.", "Monday", "2017-11-20"),
        ("The new locks open on Monday.", "Monday", "2017-11-20"),
        ("Whoever wins in June inherits a debt.", "June", "2018-06"),
        # plans, conditions, what is put off
        ("The guild plans a fair in the old port on Monday.", "Monday", "2017-11-20"),
        ("The guild planned a fair in the old port on Monday.", "Monday", "2017-11-20"),
        ("The fleet sailed as planned Monday.", "Monday", "2017-11-13"),
        ("The two planned the murder of their aunt in May.", "May", "2017-05"),
        ("If approved in June, the bridge could open within a year.", "June", "2018-06"),
        ("The final was brought forward to Monday.", "Monday", "2017-11-20"),
        ("A rally was called for Monday.", "Monday", "2017-11-20"),
        ("Ahead of Thursday's choice of a host, both towns were nervous.", "Thursday", "2017-11-16"),
        # a past verb governs whatever is between, as long as nothing new begins
        ("Divers found the hull of the old steamer off the cape on Wednesday.", "Wednesday", "2017-11-08"),
        ("By the end of June half of them had left.", "the end of June", "2017-06"),
        ("The panel will look at the outage of March 3.", "March 3", "2017-03-03"),
        # what is put on a calendar lies where its own verb says; given up, it is open again
        ("Wednesday's match was dull.", "Wednesday", "2017-11-08"),
        ("Monday's match will be dull.", "Monday", "2017-11-20"),
        ("Monday's match is the last of the year.", "Monday", "2017-11-20"),
        ("He faces a Monday deadline.", "Monday", "2017-11-20"),
        ("Wednesday's match was cancelled.", "Wednesday", "2017-11-15"),
    ],
)  # fmt: skip
def test_a_day_named_alone_lies_where_the_verb_says(text: str, expression: str, expected: str) -> None:
    assert value(text, expression, date(2017, 11, 14)) == expected


def test_the_15th_is_of_no_month_that_the_tense_speaks_against() -> None:
    text = "The mayor, elected in June, will open the bridge on the 27th."
    assert value(text, "the 27th", date(2017, 11, 14)) == "2017-11-27"
