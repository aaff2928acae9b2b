"""Lengths of time, recurrences, and words for past, present and future."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval, Timex

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))
STORY = " The committee went on with its work, and nobody raised an objection that anyone could recall." * 4


def only(text: str) -> Timex:
    (timex,) = tag(text + STORY, DCT)
    return timex


@pytest.mark.parametrize(
    ("text", "span", "value", "mod"),
    [
        ("They waited for three months.", "three months", "P3M", None),
        ("They waited nearly forty years.", "nearly forty years", "P40Y", "LESS_THAN"),
        ("They waited more than four hours.", "more than four hours", "PT4H", "MORE_THAN"),
        ("They waited at least 30 days.", "at least 30 days", "P30D", "EQUAL_OR_MORE"),
        ("They waited about two and a half years.", "about two and a half years", "P2.5Y", "APPROX"),
        ("They waited half an hour.", "half an hour", "PT30M", None),
        ("They waited 5 1/2 hours.", "5 1/2 hours", "PT5H30M", None),
        ("They waited two hours and 30 minutes.", "two hours and 30 minutes", "PT2H30M", None),
        ("They waited a fortnight.", "a fortnight", "P2W", None),
        ("They waited for weeks.", "weeks", "PXW", None),
        ("They waited several years.", "several years", "PXY", None),
        ("It grew over the past 12 months.", "the past 12 months", "P12M", None),
        ("It will grow in the next few days.", "the next few days", "PXD", None),
        ("He signed a five-year contract.", "five-year", "P5Y", None),
        ("It was hot for the first nine months.", "the first nine months", "P9M", None),
        ("They waited two-and-a-half hours.", "two-and-a-half hours", "PT2H30M", None),
        ("They waited a half-century.", "a half-century", "P50Y", None),
        ("It will take the next three to five years.", "the next three to five years", "P5Y", None),
        ("CAIRO — -Three weeks after it began, it ended.", "Three weeks", "P3W", None),
        ("They waited all week.", "all week", "P1W", None),
        ("They did it in under a month.", "under a month", "P1M", "LESS_THAN"),
        ("It was a nine day long march.", "nine day long", "P9D", None),
        ("He left after a several-year quarrel.", "several-year", "PXY", None),
        ("The feast is to last three days.", "three days", "P3D", None),
        ("The 8-month-old truce holds.", "8-month-old", "P8M", None),
        ("It ended a decades-old feud.", "decades-old", "PXY", None),
        ("It was the best for the first time in three months.", "three months", "P3M", None),
    ],
)
def test_a_length_of_time(text: str, span: str, value: str, mod: str | None) -> None:
    timex = only(text)
    assert (timex.text, timex.type, timex.value, timex.mod) == (span, "DURATION", value, mod)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("They meet every Monday.", "every Monday", "XXXX-WXX-1"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("They meet every other day.", "every other day", "P2D"),
        ("They meet twice a year.", "twice a year", "P1Y"),
        ("They meet weekly.", "weekly", "P1W"),
        ("Rents are paid quarterly.", "quarterly", "P3M"),
        ("They met in each of the last three years.", "each of the last three years", "P1Y"),
        ("They meet several times a day.", "several times a day", "P1D"),
        ("They meet on Tuesdays.", "Tuesdays", "XXXX-WXX-2"),
        ("They meet every mon in the hall.", "every mon", "XXXX-WXX-1"),
        ("Monday mornings are for the choir.", "Monday mornings", "XXXX-WXX-1TMO"),
        ("It costs $5 million a year.", "a year", "P1Y"),
    ],
)
def test_a_recurrence(text: str, span: str, value: str) -> None:
    timex = only(text)
    assert (timex.text, timex.type, timex.value) == (span, "SET", value)


def test_two_weekdays_share_their_nights() -> None:
    told = tag("Ships leave on Monday and Tuesday nights." + STORY, DCT)
    assert [(t.text, t.type, t.value) for t in told] == [
        ("Monday", "SET", "XXXX-WXX-1TNI"), ("Tuesday nights", "SET", "XXXX-WXX-2TNI"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("They are now at home.", "now", "PRESENT_REF"),
        ("They recently moved.", "recently", "PAST_REF"),
        ("They were friends in the past.", "the past", "PAST_REF"),
        ("Nobody knows the future.", "the future", "FUTURE_REF"),
        ("It is rare these days.", "these days", "PRESENT_REF"),
        ("Today's bakers rise late.", "Today", "PRESENT_REF"),
        ("Today's weavers need no looms.", "Today", "PRESENT_REF"),
        ("He mourned for today's youth.", "today", "PRESENT_REF"),
        ("The owls hunt at night.", "night", "XXXX-XX-XXTNI"),
        ("It began several years ago.", "several years ago", "PAST_REF"),
    ],
)
def test_a_side_of_the_present(text: str, span: str, value: str) -> None:
    timex = only(text)
    assert (timex.text, timex.value, timex.interval) == (span, value, Interval())


def test_what_is_told_of_a_day_is_of_that_day() -> None:
    assert only("Today's voters stayed at home.").value == "2017-11-17"
    assert only("Today's speeches lasted long.").value == "2017-11-17"


def test_each_of_two_amounts_is_one() -> None:
    told = tag("The trip takes three or four weeks." + STORY, DCT)
    assert [(t.text, t.value) for t in told] == [("three", "P3W"), ("four weeks", "P4W")]


@pytest.mark.parametrize("text", ["The best time stood at 1:04:09.", "She clocked 1:04:09."])
def test_a_time_that_was_run_is_a_length(text: str) -> None:
    assert (only(text).type, only(text).value) == ("DURATION", "PT1H4M9S")


def test_a_rate_may_have_its_figure_in_brackets() -> None:
    assert only("The glacier moved 30 feet (9 metres) a month.").type == "SET"
