"""Dates that say what they mean, and dates that need the moment of writing."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))  # a Friday


def values(text: str, dct: Interval = DCT) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in tag(text, dct)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on March 5, 2017.", ("March 5, 2017", "2017-03-05")),
        ("The treaty of 12 June 1987 stands.", ("12 June 1987", "1987-06-12")),
        ("It was signed in October 2011.", ("October 2011", "2011-10")),
        ("Prices fell in the 1980s.", ("the 1980s", "198")),
        ("The guild rose in the 14th century.", ("the 14th century", "13")),
        ("Sales grew in the first quarter of 2016.", ("the first quarter of 2016", "2016-Q1")),
        ("She died in 44 BC.", ("44 BC", "BC0044")),
        ("They left yesterday.", ("yesterday", "2017-11-16")),
        ("He resigned last month.", ("last month", "2017-10")),
        ("The bridge opened two years ago.", ("two years ago", "2015")),
        ("Exports rose in October last year.", ("October last year", "2016-10")),
        ("He spoke on Monday.", ("Monday", "2017-11-13")),
        ("He will speak on Monday.", ("Monday", "2017-11-20")),
    ],
)
def test_an_expression_and_its_value(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


def test_an_unknown_dct_leaves_what_hangs_on_it_open() -> None:
    (timex,) = tag("The vote was in October.", Interval())
    assert (timex.value, timex.interval) == ("XXXX-10", Interval())


def test_an_interval_for_the_dct_gives_the_hull() -> None:
    (timex,) = tag("The vote was in October.", Interval(date(2017, 9, 1), date(2018, 2, 28)))
    assert (timex.value, timex.interval) == ("XXXX-10", Interval(date(2016, 10, 1), date(2017, 10, 31)))


def test_a_day_that_no_calendar_has_is_said_to_be_impossible() -> None:
    (timex,) = tag("Due on February 30, 2018.", DCT)
    assert timex.value == "2018-02-30"
    assert timex.interval == Interval()
    assert timex.problem is not None
