"""One reader of date strings: any language and order, our own rules first, dateparser where the language is known."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.calendar.by_dateparser import LONGEST, told_day, whole_date
from flows.calendar.full_date import full_date
from flows.ingest.claims import day_of
from flows.ingest.page_claims import page_claims

MONDAY = date(2017, 11, 20)


@pytest.mark.parametrize(
    "written",
    ["2560-11-20", "20 พ.ย. 2560", "Monday, 20 Nov 17", "20 Νοεμβρίου 2017", "٢٠ نوفمبر ٢٠١٧",
     "2017 m. lapkričio 20 d.", "20 tháng 11, 2017", "106年11月20日 民國106年11月20日", "Mon 20 Nov 2017 09:15 EST"],
)  # fmt: skip
def test_a_date_is_read_in_any_language_and_calendar(written: str):
    assert full_date(written) == MONDAY


@pytest.mark.parametrize("number", [20171120, 20171120.0, "20171120", 1511136000])
def test_a_number_may_be_a_day_or_an_instant(number: object):
    assert day_of(number) == MONDAY


@pytest.mark.parametrize(
    ("written", "language", "month"),
    [("20 listopada 2017", "pl", 11), ("20 listopada 2017", "hr", 10), ("20 listopad 2017", "cs", 11),
     ("lundi 20 novembre 2017 à 10h30", "fr", 11)],
)  # fmt: skip
def test_the_language_of_the_page_settles_names_of_two_months(written: str, language: str, month: int):
    assert full_date(written, language) == date(2017, month, 20)


@pytest.mark.parametrize("language", [None, "en"])
@pytest.mark.parametrize("written", ["est 5 2017", "sat 20 2017", "sun 4 2017", "5/6/2017", "2017", "November 2017"])
def test_time_zones_weekdays_and_figures_of_two_orders_are_no_dates(written: str, language: str | None):
    assert full_date(written, language) is None


def test_a_page_is_asked_for_its_language():
    page = '<html lang="{}"><body><time>20 listopada 2017</time></body></html>'
    assert [c.day for c in page_claims(page.format("pl-PL"), None)] == [MONDAY]
    assert [c.day for c in page_claims(page.format("hr"), None)] == [date(2017, 10, 20)]


@pytest.mark.parametrize(
    ("said", "language", "day"),
    [("gestern", "de", 19), ("vor drei Tagen", "de", 17), ("il y a trois jours", "fr", 17), ("anteayer", "es", 18),
     ("3 дня назад", "ru", 17), ("昨日", "ja", 19)],
)  # fmt: skip
def test_an_expression_is_read_from_the_day_it_was_written(said: str, language: str, day: int):
    assert told_day(said, language, MONDAY) == date(2017, 11, day)


@pytest.mark.parametrize(("said", "language"), [("lunes", "es"), ("mai", "fr"), ("20", "de"), ("gestern", "xx")])
def test_what_dateparser_reads_wrongly_it_is_not_asked(said: str, language: str):
    assert told_day(said, language, MONDAY) is None


def test_a_long_string_is_not_read_at_all():
    assert whole_date("20 novembre 2017 " * 10, "fr") is None
    assert told_day("hier " * LONGEST, "fr", MONDAY) is None


@settings(deadline=None)  # the first call loads the tables
@given(st.text(max_size=LONGEST), st.sampled_from([None, "en", "fr", "th", "xx"]))
def test_no_string_makes_it_fail(text: str, language: str | None):
    assert full_date(text, language) is None or isinstance(full_date(text, language), date)
