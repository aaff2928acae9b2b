"""Laws of an event's bounds, whatever an expression, its preposition and the tense say."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dates.timex import tag
from flows.events.when import bounds
from flows.records import Interval

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.just(date.min) | st.just(date.max) | st.none()
SIGNALS = ["", "since", "from", "to", "until", "till", "through", "before", "ahead", "by", "after", "between", "in"]
FORMS = ["past", "past perfect", "present", "present perfect", "future", "modal", "infinitive", "noun"]


@st.composite
def intervals(draw):
    interval = Interval(draw(DAYS), draw(DAYS))
    return Interval(interval.hi, interval.lo) if interval.is_empty else interval


@st.composite
def anchors(draw):
    return bounds.Anchor(0, draw(intervals()), "day", draw(st.sampled_from(SIGNALS)))


@given(st.lists(anchors(), min_size=1, max_size=3), st.sampled_from(FORMS), intervals())
def test_ends_are_ordered_and_inside_their_hull(found, form, dct):
    said = bounds.between(found) or bounds.by_signal(bounds.finest(found), form, dct)
    if said is None:  # of something else: "was jailed until March"
        assert bounds.finest(found).signal in ("until", "till", "through")
        return
    when = bounds.told(said, form, dct)
    assert not when.interval.is_empty
    for end in (when.begin, when.end):
        if end is not None:
            assert not end.is_empty
            assert when.interval.hull(end) == when.interval
    if when.begin is not None and when.end is not None and when.begin.lo is not None and when.end.hi is not None:
        assert when.begin.lo <= when.end.hi


@given(intervals(), st.booleans())
def test_tense_leaves_time_on_the_right_side(now, lasting):
    assert bounds.behind(now, lasting).interval.lo is None
    assert bounds.ahead(now, lasting).interval.hi is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("early October 2023", date(2023, 10, 1), date(2023, 10, 10)),
        ("mid-October 2023", date(2023, 10, 11), date(2023, 10, 20)),
        ("late October 2023", date(2023, 10, 21), date(2023, 10, 31)),
        ("the end of October 2023", date(2023, 10, 25), date(2023, 10, 31)),
        ("the first half of October 2023", date(2023, 10, 1), date(2023, 10, 15)),
        ("the second half of October 2023", date(2023, 10, 16), date(2023, 10, 31)),
        ("the latter half of February 2023", date(2023, 2, 16), date(2023, 2, 28)),
        ("the spring of 2023", date(2023, 3, 1), date(2023, 5, 31)),
        ("the winter of 2023", date(2023, 12, 1), date(2024, 2, 29)),
        ("late 2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("the early 1990s", date(1990, 1, 1), date(1994, 12, 31)),
        ("October 2023", date(2023, 10, 1), date(2023, 10, 31)),
        ("earlier this year", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_part_of_a_month_or_year_is_less_than_the_whole(words, first, last):
    (timex,) = tag(f"The mill burned down in {words}.", Interval(date(2024, 5, 15), date(2024, 5, 15)))
    assert bounds.meant(timex) == Interval(first, last)


@given(st.sampled_from(["0001-WI", "9999-WI", "9999-SU", "0001-SP"]))
def test_the_ends_of_the_calendar_hold_their_seasons(value):
    edge = date.min if value.startswith("0001") else date.max
    (timex,) = tag("It burned down on 3 May 2023.", Interval(date(2024, 5, 15), date(2024, 5, 15)))
    meant = bounds.meant(replace(timex, value=value, interval=Interval(edge, edge), granularity="season"))
    assert not meant.is_empty
