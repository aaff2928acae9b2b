"""Words and numbers that look like dates and are none, and dates that contradict the calendar."""

from datetime import date

import pytest

from flows.dates.timex import recognise, tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))
STORY = " The committee went on with its work, and nobody raised an objection that anyone could recall." * 4


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "May they rest.",
        "They march through the town.",
        "The Long March was long.",
        "Resolution 1973 was passed.",
        "He was on Flight 1549.",
        "He paid $2000 for it.",
        "Vision 2030 is a plan.",
        "About 1500 people came.",
        "The id is 1.4207731-1641822960.",
        "The fall of the city was near.",
        "The score was 3:21.",
        "He came a second time.",
        "A quarter of the voters stayed away.",
        "The 6-year-old boy cried.",
        "USA Today reported it.",
        "The 11th Circuit ruled.",
        "Sun Microsystems and Jan Kavan agreed.",
        "Prices are up to date.",
        "They ate on Easter Island.",
        "The index closed at 1985, down a little.",
        "She was hurt in the fall into the pit.",
        "They sat under the Christmas tree.",
        "The Holy Thursday Accord failed.",
        "The Friday Mosque was full.",
        "The May 3rd Elementary School was shut.",
        "The odds stood at 9/12.",
        "Invoice no. 20140917 was lost.",
        "The sum of 20140917 euros was lost.",
        "It gets worse by the day.",
        "At the end of the day, they agree.",
        "He was in his early 30s.",
        "Mr. Lee, 52 years old, runs the firm.",
        "They won in the first half of the match.",
        "Cars went at 40 miles per hour.",
        "It became part of our everyday life.",
        "Shares are up 5% year to date.",
        "They spring into action when the bell rings.",
        "The town has a hot spring.",
        "He is a second cousin of the duke.",
        "His phone is 555-1984.",
        "It costs 1,999 dollars.",
        "Section 2018 applies.",
        "A crowd of 1900 cheered.",
        "Close to 1900 cheered.",
        "They counted 1200 cows and 1900 goats.",
        "Its total workforce of 1750 stayed at home.",
        "The 3rd of May Movement won.",
        "The Mail on Sunday printed it.",
        "The firm published quarterly figures.",
        "That is the last word of the day of rest.",
    ],
)
def test_no_date(text: str) -> None:
    assert [e.text for e in recognise(text + STORY)] == []


def test_a_year_in_a_name_is_still_a_year() -> None:
    assert [e.text for e in recognise("The 1962 Cuban Missile Crisis ended." + STORY)] == ["1962"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It happened on 30 February 2016.", "2016-02-30"),
        ("It happened on 29 February 2017.", "2017-02-29"),
        ("It happened on Friday, 22 March 2018.", "2018-03-22"),  # a Thursday
    ],
)
def test_what_contradicts_the_calendar_is_marked_and_not_moved(text: str, value: str) -> None:
    (timex,) = tag(text + STORY, DCT)
    assert timex.value == value
    assert timex.problem is not None


def test_a_weekday_that_agrees_is_no_problem() -> None:
    (timex,) = tag("It happened on Thursday, 22 March 2018." + STORY, DCT)
    assert timex.problem is None
