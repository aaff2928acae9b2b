"""Complete dates are found as pages write them, in any language, and doubt about their order is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar.other_calendars import persian_day
from flows.calendar.written import find_written, settle


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Posted Jan 7, 2024 by A. Writer", "en", date(2024, 1, 7)),
        ("Sunday, 18th July 2021", "en", date(2021, 7, 18)),
        ("The Harbour HeraldJuly 18, 2021 GMT", "en", date(2021, 7, 18)),
        ("18/07/202112 comments", "en", date(2021, 7, 18)),
        ("24. Januar 2022", "de", date(2022, 1, 24)),
        ("le 19 février 2020 à 9 h", "fr", date(2020, 2, 19)),
        ("3 de abril de 2020", "es", date(2020, 4, 3)),
        ("20 Nisan 2026", "tr", date(2026, 4, 20)),
        ("2020. április 3.", "hu", date(2020, 4, 3)),
        ("24 сентября 2020", "ru", date(2020, 9, 24)),
        ("2020年7月3日", "ja", date(2020, 7, 3)),
        ("2020년 7월 3일", "ko", date(2020, 7, 3)),
        ("2020-04-26T10:00:00Z", None, date(2020, 4, 26)),
        ("28.04.2023", "de", date(2023, 4, 28)),
        ("15.10.24 23:35", "nb", date(2024, 10, 15)),
        ("৩ জুলাই ২০২০", "bn", date(2020, 7, 3)),
        ("٣ يوليو ٢٠٢٠", "ar", date(2020, 7, 3)),
        ("3 تموز 2020", "ar", date(2020, 7, 3)),
        ("2020-Jul-03", "en", date(2020, 7, 3)),
        ("Fri Jul 03 10:15:00 +0000 2020", "en", date(2020, 7, 3)),
        ("3 ΙΟΥΛΙΟΥ 2020", "el", date(2020, 7, 3)),
        ("20 FEVRIER 2020", "fr", date(2020, 2, 20)),
        ("3 Gorffennaf 2020", "cy", date(2020, 7, 3)),
        ("3 ก.ค. 2563", "th", date(2020, 7, 3)),
        ("3 ก.ค. 63", "th", date(2020, 7, 3)),
        ("۱۳ تیر ۱۳۹۹", "fa", date(2020, 7, 3)),
        ("令和2年7月3日", "ja", date(2020, 7, 3)),
        ("民國109年7月3日", "zh", date(2020, 7, 3)),
    ],
)
def test_a_complete_date_is_read(text, language, day):
    [found] = [w for w in find_written(text, language) if w.granularity == "day"]
    assert found.days == (day,)


def test_the_persian_year_begins_with_the_spring():
    assert persian_day(1399, 1, 1) == date(2020, 3, 20)
    assert persian_day(1403, 12, 30) == date(2025, 3, 20)  # a leap year
    assert persian_day(1404, 12, 30) is None


@given(st.integers(1206, 1497), st.integers(1, 12), st.integers(1, 29))
def test_persian_days_follow_one_another(year, month, day):
    here, there = persian_day(year, month, day), persian_day(year, month, day + 1) or persian_day(year, month + 1, 1)
    assert here is not None
    assert (there or persian_day(year + 1, 1, 1)) == here + timedelta(1)


def test_a_word_that_names_two_months_is_settled_by_the_language():
    assert find_written("5 listopad 2020", "pl")[0].days == (date(2020, 11, 5),)
    assert find_written("5 listopad 2020", "hr")[0].days == (date(2020, 10, 5),)


def test_day_and_month_stay_both_possible_where_nothing_decides():
    [found] = find_written("03/04/2021", "en")
    assert set(found.days) == {date(2021, 4, 3), date(2021, 3, 4)}


def test_another_date_of_the_page_decides_the_order():
    text = "03/04/2021 and 25/03/2021"
    first, _ = settle(find_written(text, "en"), text, "en")
    assert first.days == (date(2021, 4, 3),)


def test_a_clock_of_twenty_four_hours_is_no_american_date():
    text = "Published on 07/02/2024 - 16:20"
    assert settle(find_written(text, "en"), text, "en")[0].days == (date(2024, 2, 7),)


def test_days_that_the_page_writes_in_words_decide_the_order():
    text = "02/10/2020 Students were moved out on Sept. 29, 2020, the university said."
    assert settle(find_written(text, "en"), text, "en")[0].days == (date(2020, 10, 2),)


def test_an_hour_before_a_date_is_no_day_of_it():
    assert find_written("09:31 August 20, 2019", "en")[0].days == (date(2019, 8, 20),)


def test_a_weekday_beside_the_date_decides_the_order():
    [found] = find_written("Saturday 03/04/2021", "en")
    assert found.days == (date(2021, 4, 3),)


@pytest.mark.parametrize("text", ["1.4207731-1641822960", "version 9.1.10.4", "call 555-2013-88", "192.168.10.12"])
def test_ids_versions_and_addresses_are_not_dates(text):
    assert not [w for w in find_written(text) if w.granularity == "day"]


@given(st.text(max_size=300))
def test_any_text_is_read_without_error_and_spans_lie_inside_it(text):
    for found in find_written(text):
        assert 0 <= found.start < found.end <= len(text)


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)))
def test_what_is_written_in_words_is_read_back(day):
    assert find_written(f"{day.day} {day:%B %Y}", "en")[0].days == (day,)


def test_points_between_figures_put_the_day_first_whatever_clock_stands_behind():
    text = "02.12.2022 06:06 PM"
    assert settle(find_written(text, "en"), text, "en")[0].days == (date(2022, 12, 2),)


def test_dates_and_clocks_that_lost_the_blank_between_them_are_read_apart():
    def days(text: str) -> list[date]:
        return [w.days[0] for w in find_written(text, "de") if w.granularity == "day"]

    assert days("Kahnfreund14.03.1907:52") == [date(2019, 3, 14)]
    assert days("Lokales 30. Mai 202030. Mai 2020Boote, Wehr") == [date(2020, 5, 30)] * 2
    assert days("Fotos vom Wehr 2018\n\n4. Mai 2021") == [date(2021, 5, 4)]  # a title's year dates no line below


def test_the_number_of_an_issue_is_no_day_of_its_month():
    [found] = find_written("Rowing Letters, Issue 3, June 2012", "en")
    assert (found.granularity, found.interval.lo, found.interval.hi) == ("month", date(2012, 6, 1), date(2012, 6, 30))
