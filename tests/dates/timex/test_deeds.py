"""A deed that nobody announces lies behind, whatever the tense of the verb above it; and what is no verb at all."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = date(2021, 10, 20)  # a Wednesday


def value(text: str, expression: str) -> str:
    return next(t.value for t in tag(text, Interval(DCT, DCT)) if t.text == expression)


@pytest.mark.parametrize(
    "text",
    [
        "The guards are blamed for burning the mill on Saturday.",
        "The guards are on trial for the fire on Saturday.",
        "The mill is closed after a party on Saturday.",
        "Villagers say the flood on Saturday was small.",
        "Saturday's robbery is a riddle.",
    ],
)
def test_a_deed_is_over_though_the_verb_is_present(text: str) -> None:
    assert value(text, "Saturday") == "2021-10-16"


def test_what_can_be_announced_still_follows_the_verb() -> None:
    assert value("The party is on Saturday.", "Saturday") == "2021-10-23"
    assert value("The judge will hear the case of the flood on Saturday.", "Saturday") == "2021-10-23"


@pytest.mark.parametrize(
    "text",
    [
        "The bell rang at 3 am on Thursday.",
        "The choir sang for Mrs May on Thursday.",
        "The choir sang in May and on Thursday.",
        "The choir thanked Dr. Lind on Thursday.",
        "The hail hit St. Brid on Thursday.",
    ],
)
def test_am_and_may_are_no_verbs_here_and_the_point_of_an_abbreviation_no_end(text: str) -> None:
    assert value(text, "Thursday") == "2021-10-14"


def test_i_am_and_we_may_are_verbs() -> None:
    assert value("I am in town on Thursday.", "Thursday") == "2021-10-21"
    assert value("We may sing on Thursday.", "Thursday") == "2021-10-21"
