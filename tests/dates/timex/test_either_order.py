"""A date in digits that is another day in the other order says so; a lone "the 15th" is a day."""

from datetime import date

import pytest

from expectations.flags import flags_for
from flows.dates.timex import tag
from flows.records import Interval
from tests.articles import article, document, timex


@pytest.mark.parametrize(
    ("text", "value", "ambiguous"),
    [("6/9/2015", "2015-06-09", True), ("9/09/2015", "2015-09-09", False), ("6/29/2015", "2015-06-29", False),
     ("29/6/2015", "2015-06-29", False), ("6.9.2015", "2015-09-06", False), ("2015/9/6", "2015-09-06", False)],
)  # fmt: skip
def test_two_possible_orders_are_a_problem(text: str, value: str, ambiguous: bool) -> None:
    [found] = tag(f"The permit of {text} has expired.", Interval())
    assert found.value == value
    assert found.problem == ("day and month could be either" if ambiguous else None)


def test_it_contradicts_no_calendar() -> None:
    of = document("The permit of 6/9/2015 has expired. The office gave out another one in the end.")
    read = article(of, timexes=[timex(of, "6/9/2015", "2015-06-09", problem="day and month could be either")])
    [flags] = flags_for([read])
    assert "timex_contradicts_calendar" not in [flag.code for flag in flags]


def test_a_day_of_the_month_that_is_all_that_is_said() -> None:
    [found] = tag("the 21st", Interval())
    assert (found.value, found.type) == ("XXXX-XX-21", "DATE")
    [found] = tag("the 21st", Interval(date(2017, 11, 25), date(2017, 11, 25)))
    assert found.value == "2017-11-21"
    assert tag("the 21st Lancers", Interval()) == []
