"""An attack of last year was last year: how long ago what happened on a known day is told to have been."""

from datetime import date

import pytest

from flows.dates.dct.witnesses import happenings
from flows.records import Interval
from tests.dates.dct.witnesses.test_witnesses import reading


def told(text: str) -> list[Interval]:
    return [t.evidence.says for t in happenings.testimony(reading(text))]


@pytest.mark.parametrize(
    "text",
    [
        "After last year's attack on the Bataclan the hall got new doors.",
        "The singer was in the Bataclan attack last year and plays again.",
    ],
)
def test_an_event_of_last_year_puts_the_writing_into_the_next(text):
    assert told(text) == [Interval(date(2016, 1, 1), date(2016, 12, 31))]


def test_an_event_of_this_month_puts_it_between_the_day_and_the_end_of_the_month():
    assert told("People still bring flowers after the Bataclan attack this month.") == [
        Interval(date(2015, 11, 13), date(2015, 11, 30))
    ]


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("The Bataclan attack two years ago still weighs on the quarter.", date(2017, 11, 20), date(2019, 1, 10)),
        ("The Arab Peace Initiative was adopted last week in Beirut.", date(2002, 4, 4), date(2002, 6, 1)),
    ],
)
def test_what_is_told_of_so_long_after_it_was_written_so_long_after_it(text, inside, outside):
    [window] = told(text)
    assert inside in window
    assert outside not in window


@pytest.mark.parametrize(
    "text",
    [
        "Last year the town bought a bus. The Bataclan attack had shocked it.",
        "The Arab Peace Initiative was praised by a guest last week.",
        "Twitter last year hired a thousand people.",
        "The firm told its owners of a loss last year, and of the Bataclan attack.",
    ],
)
def test_what_does_not_belong_together_says_nothing(text):
    assert told(text) == []
