"""Years that no calendar of ours reaches are recognised and said to be so; none is taken for a year near by."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("The clock runs until the year 12017.", "the year 12017", "12017"),
        ("There was no such thing as the year 0.", "the year 0", "0000"),
        ("It stops on 12 May 12017.", "12 May 12017", "12017-05-12"),
        ("It stops in May 12017.", "May 12017", "12017-05"),
        ("The form says 3 June 0000.", "3 June 0000", "0000-06-03"),
        ("The form says 0000-06-03.", "0000-06-03", "0000-06-03"),
    ],
)
def test_a_year_outside_the_calendar_is_a_problem_and_has_no_days(text: str, span: str, value: str) -> None:
    [timex] = tag(text, DCT)
    assert (timex.text, timex.value, timex.interval) == (span, value, Interval())
    assert timex.problem == "a year outside the calendar"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He died on the 3rd of May, 44 BC.", "BC0044-05-03"),
        ("He died in 264 BC.", "BC0264"),
        ("The town was founded in the year 800.", "0800"),
    ],
)
def test_years_before_christ_and_early_ones_have_values(text: str, value: str) -> None:
    assert [(t.value, t.problem) for t in tag(text, DCT)] == [(value, None)]


def test_an_hour_that_no_day_has_is_a_problem() -> None:
    [timex] = tag("Logged 2017-11-17T99:99:99.", DCT)
    assert timex.problem == "no such time of day"
