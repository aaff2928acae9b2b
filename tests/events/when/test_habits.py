"""What is done again and again has no one day, however news-like its tense.

DCT is Wednesday 15 May 2024.
"""

import pytest

from tests.events.reading import days, read


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Every year the two ministers meet in Vienna.", "meet"),
        ("The council meets every Tuesday.", "meets"),
        ("The rivals traditionally meet in January.", "meet"),
        ("The committee usually votes on Fridays.", "votes"),
    ],
)
def test_what_is_usual_is_around_the_day_of_writing(text, word):
    found = read(text)[word].date
    assert (found.interval, found.extent, found.basis) == (days(None, None), "throughout", "tense")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("On Mondays the prisoners were beaten.", "beaten"),
        ("Kenya often accused Sudan of arming rebels.", "accused"),
        ("The guards used to beat the prisoners.", "beat"),
    ],
)
def test_what_was_usual_is_over(text, word):
    assert read(text)[word].date.interval == days(None, "05-14")


def test_what_will_be_usual_is_yet_to_come():
    assert read("The miners will march every Friday.")["march"].date.interval == days("05-16", None)


def test_a_habit_of_a_year_is_of_that_year():
    assert read("They marched every week last year.")["marched"].date.interval == days("2023-01-01", "2023-12-31")


def test_an_annual_meeting_is_held_on_its_day():
    assert read("The annual talks were held on Monday.")["talks"].date.interval == days("05-13", "05-13")
