"""A date field is a claim, and a claim need not be a date."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest.claims import claim, day_of, warnings_about
from flows.records import Claim, Interval, TakenIn


@pytest.mark.parametrize(
    "written",
    ["2017-11-20", "2017-11-20T23:30:00-05:00", "20171120", "2017/11/20", "20.11.2017", "20 | 11 | 2017", "11/20/2017",
     "20171120T101500Z", "Mon, 20 Nov 2017 12:53:00 GMT", "20 Nov 17 12:53 GMT", "November 20th, 2017",
     "20 novembre 2017", "20 de noviembre de 2017", "20 ноября 2017 г.", "2017年11月20日", "2017년 11월 20일",
     20171120, 1511136000, "1511136000", 1511136000000, date(2017, 11, 20), datetime(2017, 11, 20, 23, 59)],
)  # fmt: skip
def test_a_day_is_read_as_its_writer_saw_it(written: object):
    assert day_of(written) == date(2017, 11, 20)


@pytest.mark.parametrize(
    ("written", "language"),
    [("Mon Nov 20 2017 09:30:00 GMT+0100 (Central European Standard Time)", None), ("/Date(1511136000000)/", None),
     ("Mon, 20 Nov 17 09:30:00 +0300", None), ("Nov. 20, 2017 9:30 p.m. EST", None), ("20-Nov-17", None),
     ("11/20/17", None), ("Monday, 11/20/2017", None), ("Montag, 20.11.2017", None), ("20 listopada 2017", "pl"),
     ("20 พฤศจิกายน 2560", None), ("平成29年11月20日", None), ("2017-11-20T09:00:00\\u002B01:00", None)],
)  # fmt: skip
def test_a_day_is_read_as_people_and_machines_write_it(written: str, language: str | None):
    assert day_of(written, language) == date(2017, 11, 20)


@pytest.mark.parametrize(
    "written",
    ["20171120T093000+0100", "20171120093000", "1511136000123456", 1511136000123456789, 43059, "43059.4", "2017-324",
     "2017-W47-1", "2017:11:20 09:30:00"],
)  # fmt: skip
def test_a_day_is_read_as_programs_count_it(written: object):
    assert day_of(written) == date(2017, 11, 20)


@pytest.mark.parametrize(
    "issue", ["November 20-26, 2017", "20–26 November 2017", "20./26. November 2017", "20-26 nov. 2017"]
)
def test_the_days_of_an_issue_are_an_interval(issue: str):
    made = claim("field date", issue, "published")
    assert made is not None
    assert (made.day, made.span) == (None, Interval(date(2017, 11, 20), date(2017, 11, 26)))


def test_a_reign_in_letters_is_japanese():
    assert day_of("H29.11.20", "ja") == date(2017, 11, 20)


@pytest.mark.parametrize(
    ("written", "language", "day"),
    [("04/05/2017", "en-US", date(2017, 4, 5)), ("04/05/2017", "en-GB", date(2017, 5, 4)),
     ("04/05/2017", "de", date(2017, 5, 4)), ("04/05/2017", "en", None), ("04/05/2017", None, None),
     ("04/05/2017 3:10 PM EST", None, date(2017, 4, 5)), ("Wednesday, 04/05/2017", None, date(2017, 4, 5)),
     ("04.05.2017", None, date(2017, 5, 4))],
)  # fmt: skip
def test_the_order_of_day_and_month_is_the_regions(written: str, language: str | None, day: date | None):
    assert day_of(written, language) == day


@pytest.mark.parametrize("zero", ["1899-12-30T00:00:00", "1900-01-01", "1904-01-01"])
def test_the_zero_of_a_program_is_no_day(zero: str):
    assert day_of(zero) is None


@pytest.mark.parametrize(
    "written",
    ["", "not a date", "05/06/2017", "2017-02-30", "0000-00-00", "0001-01-01", "1970-01-01", 0, -1, 10**30,
     float("inf"), float("nan"), True, None, "November", "2017", "November 2017", "20171399", ["2017-11-20"], "9" * 500,
     "2017-11-20 " * 20, "1.4207731-1641822960", "20 listopad 2017", "31 February 2017"],
)  # fmt: skip
def test_what_is_no_day_is_none(written: object):
    assert day_of(written) is None


@settings(deadline=None)  # the first call loads the tables
@given(st.one_of(st.text(), st.integers(), st.floats(), st.text("0123456789-/.:TZ ", max_size=20)))
def test_no_value_makes_it_fail(value: object):
    made = claim("field date", value)
    assert made is None or isinstance(made, Claim)


def test_what_is_odd_about_a_claim_is_said():
    claims = [claim("a", "05/06/2017"), claim("b", "2031-01-01"), claim("c", "soon"), claim("d", "2017-05-05")]
    found = warnings_about([c for c in claims if c], date(2026, 1, 1))
    assert [code for code, _ in found] == ["ambiguous_date", "publication_in_future", "unreadable_date"]


def test_a_zone_ahead_of_ours_is_not_the_future():
    made = claim("a", "2026-01-02")
    assert made
    assert warnings_about([made], TakenIn(date(2026, 1, 1)).last_day) == ()


@pytest.mark.parametrize(
    ("written", "language", "first", "last"),
    [("June 2019", None, "2019-06-01", "2019-06-30"), ("juin 2019", "fr", "2019-06-01", "2019-06-30"),
     ("2019-06", None, "2019-06-01", "2019-06-30"), ("06/2019", None, "2019-06-01", "2019-06-30"),
     ("2019-06-00", None, "2019-06-01", "2019-06-30"), ("2019年6月", None, "2019-06-01", "2019-06-30"),
     ("2019-00-00", None, "2019-01-01", "2019-12-31"), (2019, None, "2019-01-01", "2019-12-31"),
     ("Q2 2019", None, "2019-04-01", "2019-06-30"), ("04/05/2017", None, "2017-04-05", "2017-05-04")],
)  # fmt: skip
def test_what_names_no_day_leaves_an_interval(written: object, language: str | None, first: str, last: str):
    made = claim("field date", written, "published", language)
    assert made == Claim(
        "field date", str(written), None, "published", Interval(date.fromisoformat(first), date.fromisoformat(last))
    )


@pytest.mark.parametrize("written", ["November", "soon", "June 2019 and May 2018", "12345", "the 2019 report", 19])
def test_what_is_no_month_leaves_none(written: object):
    made = claim("field date", written)
    assert made is not None
    assert made.span is None


@pytest.mark.parametrize(
    ("written", "language"),
    [("1396/08/29", "fa"), ("1396-08-29", "fa-IR"), ("۱۳۹۶/۰۸/۲۹", "fa"), ("۲۹ آبان ۱۳۹۶", None)],
)
def test_figures_of_persia_count_by_the_sun_from_the_hijra(written: str, language: str | None):
    assert day_of(written, language) == date(2017, 11, 20)
