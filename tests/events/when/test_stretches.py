"""Events whose length is told fill the days up to what ended them, or from what began them. 15 May 2024: Wednesday."""

import pytest

from tests.events.reading import days, read
from tests.events.when.test_links import dates


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        ("The two clans signed a truce on Tuesday after five days of talks.", "talks", "2024-05-10", "2024-05-14"),
        ("Troops ended a month of protests over bread on Tuesday.", "protests", "2024-04-14", "2024-05-14"),
        ("Nurses ended their three-week strike on Monday.", "strike", "2024-04-22", "2024-05-13"),
        ("The queen began a four-day visit to Oslo on Monday.", "visit", "2024-05-13", "2024-05-16"),
        ("The arrest sparked two nights of riots on Monday.", "riots", "2024-05-13", "2024-05-14"),
    ],
)
def test_what_lasted_so_long_fills_the_days_beside_what_ended_or_began_it(text, word, first, last):
    assert dates(text)[word] == days(first, last)


def test_a_length_alone_says_nothing_of_when():
    assert dates("The queen praised the four-day visit on Monday.")["visit"] == days("2024-05-13", "2024-05-13")


def test_who_ends_a_visit_was_there_on_all_its_days():
    found = read("The foreign minister ended a three-day visit to Peru on Sunday.")
    assert found["visit"].date.interval == days("2024-05-10", "2024-05-12")
