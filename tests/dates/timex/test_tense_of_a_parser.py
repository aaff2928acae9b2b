"""What a parser knows of the tense overrules the surface, but not the expression's own words."""

from datetime import date

import pytest

from flows.dates.timex import anchor_expressions, retold, tag
from flows.dates.timex.recognise import recognise
from flows.records import Interval, Timex

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))  # a Friday


def first(text: str) -> Timex:
    return tag(text, DCT)[0]


def test_a_weekday_moves_to_the_side_that_the_parser_found() -> None:
    text = "On Tuesday the league, founded by two teachers, plans to march."
    timex = first(text)
    again = retold(timex, "future", text, timex.start, DCT)
    assert (again.value, again.interval.lo) == ("2017-11-21", date(2017, 11, 21))
    assert again.rule == "weekday+tense"


def test_where_the_parser_says_nothing_new_nothing_changes() -> None:
    text = "The league marched on Tuesday."
    timex = first(text)
    assert retold(timex, "past", text, timex.start, DCT) is timex


@pytest.mark.parametrize(
    "text",
    [
        "The league put the march off until Tuesday.",
        "The dividend, declared at noon, is payable December 7.",
        "The league marched last Tuesday.",
        "The league marched on November 14, 2017.",
    ],
)
def test_words_that_say_more_than_a_tense_outweigh_it(text: str) -> None:
    for timex in anchor_expressions(recognise(text), DCT, text):
        for direction in ("past", "future"):
            assert retold(timex, direction, text, timex.start, DCT) == timex  # type: ignore[arg-type]


def test_the_ends_of_a_range_are_told_again_together() -> None:
    text = "The fair, founded by two teachers in Lund, from Wednesday to Monday fills the square."
    ends = [t for t in tag(text, DCT) if t.text in ("Wednesday", "Monday")]
    again = [retold(t, "future", text, t.start, DCT).value for t in ends]
    assert again == ["2017-11-22", "2017-11-27"]
