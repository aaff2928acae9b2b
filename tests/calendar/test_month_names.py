"""Names of months: CLDR and dateparser have them; a table of ours keeps what these lack."""

from datetime import date

import pytest

from flows.calendar.figures import orders
from flows.calendar.full_date import full_date
from flows.calendar.words import calendar_form, months_in_cldr, names_month
from seeds import rows


def test_no_row_of_the_table_repeats_what_cldr_or_dateparser_has():
    known = months_in_cldr()
    names = [row["name"] for row in rows("month_names.csv")]
    assert len(names) > 100
    assert [name for name in names if calendar_form(name) in known or names_month(name)] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 kinimalaadu 2016", None),  # a name of no language
        ("9 Ionawr 2015", date(2015, 1, 9)),  # Welsh: in CLDR, and no language of the press
        ("14 aymuray 2012", date(2012, 5, 14)),  # Quechua: in our table alone
        ("3 listopad 2019", None),  # October in Zagreb, November in Warsaw
    ],
)
def test_a_month_is_known_in_every_language_where_it_means_one(text, day):
    assert full_date(text) == day


@pytest.mark.parametrize(("first", "second", "pairs"), [(5, 6, 2), (5, 5, 1), (25, 6, 1), (6, 25, 1), (32, 40, 0)])
def test_figures_stand_in_as_many_orders_as_the_calendar_allows(first, second, pairs):
    assert len(orders(first, second)) == pairs
