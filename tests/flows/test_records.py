"""Intervals obey the laws that everything dated rests on."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.records import Interval

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    lo, hi = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return Interval(hi, lo) if lo and hi and lo > hi else Interval(lo, hi)


@given(intervals(), intervals(), DAYS)
def test_a_day_is_in_the_intersection_exactly_if_it_is_in_both(a: Interval, b: Interval, day: date) -> None:
    assert (day in a.intersect(b)) == (day in a and day in b)


@given(intervals(), intervals(), DAYS)
def test_the_hull_holds_every_day_of_either(a: Interval, b: Interval, day: date) -> None:
    if day in a or day in b:
        assert day in a.hull(b)


@given(intervals(), intervals())
def test_overlap_is_symmetric_and_means_a_common_day(a: Interval, b: Interval) -> None:
    assert a.overlaps(b) == b.overlaps(a) == (not a.intersect(b).is_empty)


@given(DAYS)
def test_a_day_is_an_interval_of_one_day(day: date) -> None:
    one = Interval(day, day)
    assert one.is_day
    assert one.days == 1


def test_an_open_side_has_no_length() -> None:
    assert Interval(date(2020, 1, 1), None).days is None
    assert Interval().is_open
