"""Dates that say what they mean, and dates that need the moment of writing."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))  # a Friday
# Texts longer than a message, so that the rules for messages stay out.
STORY = " The committee went on with its work, and nobody raised an objection that anyone could recall." * 4


def values(text: str, dct: Interval = DCT) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in tag(text + STORY, dct)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on March 5, 2017.", ("March 5, 2017", "2017-03-05")),
        ("A reader (@reader) March 5, 2017Nobody came to the hearing.", ("March 5, 2017", "2017-03-05")),
        ("The treaty of 12 June 1987 stands.", ("12 June 1987", "1987-06-12")),
        ("She was born on the 3rd of May 1950.", ("the 3rd of May 1950", "1950-05-03")),
        ("It was signed on Monday, 13 November 2017.", ("Monday, 13 November 2017", "2017-11-13")),
        ("Sales closed on 20-Jan-2017.", ("20-Jan-2017", "2017-01-20")),
        ("The file says 2016-02-29.", ("2016-02-29", "2016-02-29")),
        ("It was signed in October 2011.", ("October 2011", "2011-10")),
        ("Work began in mid-2014.", ("mid-2014", "2014")),
        ("Prices fell in the 1980s.", ("the 1980s", "198")),
        ("The city grew in the late 1990s.", ("the late 1990s", "199")),
        ("Factories came in the 1800s.", ("the 1800s", "18")),
        ("The guild rose in the 14th century.", ("the 14th century", "13")),
        ("Sales grew in the first quarter of 2016.", ("the first quarter of 2016", "2016-Q1")),
        ("Sales grew in the last quarter of 2016.", ("the last quarter of 2016", "2016-Q4")),
        ("Sales grew in Q3 2016.", ("Q3 2016", "2016-Q3")),
        ("It fell in the second half of 2015.", ("the second half of 2015", "2015-H2")),
        ("They married in the spring of 2003.", ("the spring of 2003", "2003-SP")),
        ("He died in 44 BC.", ("44 BC", "BC0044")),
        ("It passed in nineteen eighty-four.", ("nineteen eighty-four", "1984")),
        ("The vote was the third Thursday of November 2016.", ("the third Thursday of November 2016", "2016-11-17")),
        ("They met on Easter Sunday 2016.", ("Easter Sunday 2016", "2016-03-27")),
        ("It shut on Labor Day 2015.", ("Labor Day 2015", "2015-09-07")),
    ],
)
def test_a_date_that_says_its_year(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left yesterday.", ("yesterday", "2017-11-16")),
        ("They left the day before yesterday.", ("the day before yesterday", "2017-11-15")),
        ("They will leave the week after next.", ("the week after next", "2017-W48")),
        ("They left the month before last.", ("the month before last", "2017-09")),
        ("They left early this morning.", ("early this morning", "2017-11-17TMO")),
        ("They left late last night.", ("late last night", "2017-11-16TNI")),
        ("It was her last day.", ("last day", "XXXX-XX-XX")),
        ("The talks resume on Tuesday.", ("Tuesday", "2017-11-21")),
        ("He resigned last month.", ("last month", "2017-10")),
        ("It begins next week.", ("next week", "2017-W47")),
        ("She won this year.", ("this year", "2017")),
        ("The bridge opened two years ago.", ("two years ago", "2015")),
        ("The bridge opened a year and a half ago.", ("a year and a half ago", "2016")),
        ("Exports rose in October last year.", ("October last year", "2016-10")),
        ("He spoke on Monday.", ("Monday", "2017-11-13")),
        ("He will speak on Monday.", ("Monday", "2017-11-20")),
        ("The deadline was extended to Tuesday.", ("Tuesday", "2017-11-21")),
        ("He was seen last Friday.", ("last Friday", "2017-11-10")),
        ("He was seen on September 14.", ("September 14", "2017-09-14")),
        ("They will meet in January.", ("January", "2018-01")),
        ("They arrested him last November.", ("last November", "2016-11")),
        ("Reporters came over the weekend.", ("the weekend", "2017-W46-WE")),
        ("Nobody slept last night.", ("last night", "2017-11-16TNI")),
        ("They arrived on Sunday morning.", ("Sunday morning", "2017-11-12TMO")),
        ("Talks will resume at 9 am Tuesday.", ("9 am Tuesday", "2017-11-21T09:00")),
        ("They sang on Christmas Eve.", ("Christmas Eve", "2016-12-24")),
        ("They will come this coming Friday.", ("this coming Friday", "2017-11-24")),
        ("Sales fell in the first half.", ("the first half", "2017-H1")),
        ("Sales fell in the December quarter.", ("the December quarter", "2016-Q4")),
        ("It should close by the end of the second quarter.", ("the end of the second quarter", "2017-Q2")),
        ("Sales fell in the latest week.", ("the latest week", "2017-W45")),
        ("It struck in the early hours of Sunday.", ("the early hours of Sunday", "2017-11-12TMO")),
        ("It struck at 0700 GMT.", ("0700 GMT", "2017-11-17T07:00Z")),
    ],
)
def test_a_date_that_hangs_on_the_moment_of_writing(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


def test_last_february_in_march_is_that_of_the_year_before() -> None:
    # else it would have been "last month"
    march = Interval(date(2016, 3, 10), date(2016, 3, 10))
    assert values("The roof fell in last February.", march) == [("last February", "2015-02")]


def test_a_range_gives_each_end_its_month_and_year() -> None:
    assert values("The fair ran from 3 to 5 May 2016.") == [("3", "2016-05-03"), ("5 May 2016", "2016-05-05")]
    assert values("The fair ran May 3-5, 2016.") == [("May 3", "2016-05-03"), ("5, 2016", "2016-05-05")]
    assert values("It was built in 1995-96.") == [("1995", "1995"), ("96", "1996")]


def test_a_preposition_parts_a_time_of_day_from_its_day() -> None:
    assert values("Talks will resume at 9 am on Tuesday.") == [("9 am", "2017-11-21T09:00"), ("Tuesday", "2017-11-21")]


def test_a_time_told_in_two_zones_belongs_to_the_day_named_behind() -> None:
    told = values("It struck at 3 p.m. local time (0700 GMT) Tuesday, November 14.")
    assert [value for _, value in told] == ["2017-11-14T15:00", "2017-11-14T07:00Z", "2017-11-14"]


def test_a_time_of_day_has_nothing_to_do_with_a_day_behind_another_preposition() -> None:
    told = values("It closed at 4 p.m., its lowest since October 19, 1987.")
    assert told == [("4 p.m.", "2017-11-17T16:00"), ("October 19, 1987", "1987-10-19")]


def test_that_june_is_of_the_year_told() -> None:
    assert values("It was announced in January 2007 and sold that June.")[-1] == ("that June", "2007-06")


def test_a_second_decade_keeps_the_century_of_the_first() -> None:
    assert values("Rail grew in the 1880s and 90s.") == [("the 1880s", "188"), ("90s", "189")]


def test_midnight_on_a_day_is_its_end() -> None:
    assert values("It will close at midnight on Tuesday.") == [
        ("midnight", "2017-11-21T24:00"),
        ("Tuesday", "2017-11-21"),
    ]


def test_this_with_a_full_date_behind_is_another_words() -> None:
    assert values("In this May 18, 2017, photo he smiles.") == [("May 18, 2017", "2017-05-18")]


def test_an_expression_may_cross_one_line_break_but_no_blank_line() -> None:
    assert values("He died on March\n5, 2017.") == [("March\n5, 2017", "2017-03-05")]
    assert ("March 5, 2017", "2017-03-05") not in values("We met in March\n\n5, 2017 of them were there.")


def test_an_unknown_dct_leaves_what_hangs_on_it_open() -> None:
    (timex,) = tag("The vote was in October.", Interval())
    assert (timex.value, timex.interval) == ("XXXX-10", Interval())


def test_an_interval_for_the_dct_gives_the_hull() -> None:
    (timex,) = tag("The vote was in October.", Interval(date(2017, 9, 1), date(2018, 2, 28)))
    assert (timex.value, timex.interval) == ("XXXX-10", Interval(date(2016, 10, 1), date(2017, 10, 31)))


def test_an_interval_that_makes_no_difference_leaves_the_value_whole() -> None:
    (timex,) = tag("The vote was in October.", Interval(date(2017, 11, 1), date(2017, 12, 31)))
    assert timex.value == "2017-10"


def test_a_dct_open_on_one_side_leaves_that_side_open() -> None:
    (timex,) = tag("He spoke on Monday.", Interval(date(2017, 11, 17), None))
    assert timex.value == "XXXX-WXX-1"
    assert timex.interval == Interval(date(2017, 11, 13), None)
