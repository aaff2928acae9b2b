"""Without a day of writing, a value says what the words say and nothing else; what it does say holds on every day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from expectations.rules import check_plainly
from flows.clean import clean
from flows.dates import resolve
from flows.dates.timex import tag
from flows.records import Document, Extracted, Interval, Timex
from warehouse.read import fetch, open_published
from warehouse.store import Warehouse

UNKNOWN = Interval()
DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yesterday", "XXXX-XX-XX"),
        ("last month", "XXXX-XX"),
        ("the 21st of last month", "XXXX-XX-21"),
        ("next week", "XXXX-WXX"),
        ("three weeks ago", "XXXX-WXX"),
        ("the previous quarter", "XXXX-QX"),
        ("two months ago", "XXXX-XX"),
        ("at 7 am", "XXXX-XX-XXT07:00"),
        ("tonight", "XXXX-XX-XXTNI"),
        ("this weekend", "XXXX-WXX-WE"),
        ("on Tuesday evening", "XXXX-WXX-2TEV"),
        ("the second quarter", "XXXX-Q2"),
        ("last November", "XXXX-11"),
        ("Friday the 13th", "XXXX-XX-13"),
        ("at Easter", "XXXX-XX-XX"),
        ("on New Year's Day", "XXXX-01-01"),
        ("in the nineties", "XX9"),
        ("two years ago", "XXXX"),
    ],
)
def test_a_value_says_what_the_words_say(text: str, value: str) -> None:
    [timex] = tag(text, UNKNOWN)
    assert (timex.value, timex.interval) == (value, UNKNOWN)


def _shifted(*units: str) -> st.SearchStrategy[str]:
    return st.builds("{} {}".format, st.sampled_from(["last", "this", "next", "the previous"]), st.sampled_from(units))


AMOUNTS = st.sampled_from(["a", "two", "three", "ten", "twenty"])
UNITS = st.sampled_from(["day", "week", "month", "quarter", "year", "decade"])
RELATIVE = st.one_of(
    _shifted("week", "month", "quarter", "year", "decade", "century", "weekend"),
    st.builds(lambda n, unit: f"{n} {unit}{'' if n == 'a' else 's'} ago", AMOUNTS, UNITS),
    st.builds(lambda n, unit: f"in {n} {unit}{'' if n == 'a' else 's'}", AMOUNTS, UNITS),
    st.sampled_from(["yesterday", "today", "tomorrow", "tonight", "this morning", "yesterday evening", "the next day",
                     "the weekend", "the end of the month", "the start of the week", "the year before",
                     "the day before yesterday", "Easter", "Good Friday", "Pentecost"]),
)  # fmt: skip
SPOKEN = st.one_of(
    RELATIVE,
    st.sampled_from(["the 21st of last month", "last November", "next May", "on Tuesday", "next Friday", "this summer",
                     "last winter", "the second quarter", "Christmas", "June 30", "Friday the 13th", "the 1980s",
                     "the nineties", "May 8, 1945", "at 7 am", "on Sunday night", "the first half of the year"]),
)  # fmt: skip


@given(RELATIVE)
@settings(max_examples=150, deadline=None)
def test_a_relative_expression_says_no_year_month_week_or_day(text: str) -> None:
    for timex in tag(text, UNKNOWN):
        if timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF"):
            assert not re.search(r"\d", timex.value), timex


def matches(wide: Timex, narrow: Timex) -> bool:
    """Whether what is known without the day of writing holds with it: X stands for any digit."""
    day = narrow.value
    if wide.value.startswith("XXXX-WXX-") and narrow.interval.lo and "W" not in day:
        iso = narrow.interval.lo.isocalendar()
        day = f"{iso.year}-W{iso.week:02d}-{iso.weekday}{day[10:]}"
    return re.fullmatch(wide.value.replace("X", r"[\dX]"), day) is not None


@given(SPOKEN, DAYS)
@settings(max_examples=400, deadline=None)
def test_what_is_said_of_an_unknown_day_holds_on_every_day(text: str, day: date) -> None:
    for wide, narrow in zip(tag(text, UNKNOWN), tag(text, Interval(day, day)), strict=True):
        assert matches(wide, narrow), (wide, narrow)


@given(SPOKEN, DAYS, st.integers(1, 1500), st.data())
@example("last month", date(2016, 7, 1), 395, None)
@example("yesterday", date(2016, 6, 2), 30, None)
@example("Easter", date(1990, 3, 1), 918, None)  # in April of 1990 and of 1992, in March of 1991
@settings(max_examples=400, deadline=None)
def test_what_is_said_of_an_interval_holds_on_each_of_its_days(text: str, lo: date, length: int, data) -> None:
    hi = date.fromordinal(lo.toordinal() + length)
    days = [date.fromordinal(lo.toordinal() + length // 3)] if data is None else [data.draw(st.dates(lo, hi))]
    for day in days:
        for wide, narrow in zip(tag(text, Interval(lo, hi)), tag(text, Interval(day, day)), strict=True):
            assert matches(wide, narrow), (wide, narrow)


def test_the_warehouse_holds_no_month_that_nobody_knows(tmp_path: Path) -> None:
    of = Document("d" * 64, "a.txt", "", "text/plain", "The shop closed yesterday. It opens again on Monday at 9 am.")
    [dated] = resolve(clean([of]))
    assert dated.date.interval == UNKNOWN
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as warehouse:
        warehouse.begin_run("first")
        warehouse.write_documents("first", [of])
        warehouse.write_extracted("first", [Extracted(dated, ())])
        warehouse.publish()
    with open_published(tmp_path / "w.duckdb") as con:
        values = {row["text"]: row["value"] for row in fetch(con, "select text, value from timexes")}
    assert values == {"yesterday": "XXXX-XX-XX", "Monday": "XXXX-WXX-1", "9 am": "XXXX-XX-XXT09:00"}
