"""Without a year there is nothing for a weekday to contradict; a day that no year has stays a problem."""

from datetime import date

import pytest

from flows.dates.timex import anchor_expressions, recognise
from flows.records import Interval

TEXT = "The ferry office opened on Wednesday, March 10."


@pytest.mark.parametrize("dct", [Interval(), Interval(date(2020, 1, 1), None), Interval(None, date(2020, 1, 1))])
def test_a_weekday_contradicts_no_day_whose_year_is_unknown(dct: Interval) -> None:
    [timex] = anchor_expressions(recognise(TEXT), dct, TEXT)
    assert timex.problem is None
    assert timex.value == "XXXX-03-10"


def test_a_weekday_contradicts_a_day_whose_year_is_known() -> None:
    day = date(2020, 3, 20)
    [timex] = anchor_expressions(recognise(TEXT), Interval(day, day), TEXT)
    assert timex.problem == "2020-03-10 is no Wednesday"


def test_a_day_that_no_year_has_is_a_problem_in_every_year() -> None:
    text = "The office closed on 30 February."
    [timex] = anchor_expressions(recognise(text), Interval(), text)
    assert timex.problem is not None
