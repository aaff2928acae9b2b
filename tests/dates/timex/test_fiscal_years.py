"""A government's fiscal year lies where its budget year does; a company's is only about the year of that number."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = Interval(date(2022, 10, 12), date(2022, 10, 12))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The cut was made in the U.S. fiscal year 2012.", date(2011, 10, 1), date(2012, 9, 30)),
        ("India's fiscal 2020 was the worst so far.", date(2019, 4, 1), date(2020, 3, 31)),
        ("Pakistan's economy shrank in fiscal 2019.", date(2018, 7, 1), date(2019, 6, 30)),
        ("The Japanese government will borrow less in fiscal 2021.", date(2021, 4, 1), date(2022, 3, 31)),
        ("Kenyan exports fell in the second half of fiscal 2018.", date(2018, 1, 1), date(2018, 6, 30)),
        ("The U.S. deficit grew in the first quarter of fiscal 2016.", date(2015, 10, 1), date(2015, 12, 31)),
    ],
)
def test_a_fiscal_year_of_a_government_is_its_budget_year(text: str, first: date, last: date) -> None:
    [found] = tag(text, DCT)
    assert (found.interval, found.mod) == (Interval(first, last), None)


@pytest.mark.parametrize(
    "text",
    [
        "The baker earned more in fiscal 2020.",
        "The U.S. retailer earned more in fiscal 2020.",
        "India is its largest market. It earned more in fiscal 2020.",
        "After the flood, growth slowed in fiscal 2020.",
    ],
)
def test_whose_year_it_is_may_be_unknown_and_then_the_days_are_about_right(text: str) -> None:
    [found] = tag(text, DCT)
    assert (found.value, found.interval, found.mod) == (
        "2020",
        Interval(date(2020, 1, 1), date(2020, 12, 31)),
        "APPROX",
    )
