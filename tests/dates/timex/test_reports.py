"""Reports of figures: which quarter is meant, and what "a year earlier" is compared with."""

from datetime import date

from flows.dates.timex import tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 2), date(2017, 11, 2))
LEAD = "The mill said its third-quarter profit fell. "


def last_value(text: str) -> str:
    return tag(text, DCT)[-1].value


def test_a_year_earlier_is_the_same_quarter_where_a_quarter_is_reported() -> None:
    assert last_value(LEAD + "It had earned $3 million a year earlier.") == "2016-Q3"
    assert last_value("The fourth quarter ended Oct. 26. A year earlier it had lost money.") == "2016-Q4"


def test_a_year_earlier_is_a_year_where_a_longer_period_is_reported() -> None:
    assert last_value(LEAD + "For the nine months, it lost $2 million, against a gain a year earlier.") == "2016"
    assert last_value(LEAD + "In the first nine months it earned more than in the 2016 period.") == "2016"
    assert last_value("The village was larger a year earlier.") == "2016"


def test_a_quarter_in_passing_or_ahead_is_not_the_one_reported() -> None:
    passing = "After a flat second quarter, its sales grew. "
    ahead = "It will take a charge in the fourth quarter. "
    assert last_value(LEAD + passing + "Costs were lower in the year-earlier period.") == "2016-Q3"
    assert last_value(LEAD + ahead + "Sales rose in the latest quarter.") == "2017-Q3"
