"""Dates of any distance find their place on one axis."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from expectations.reports.axis import Axis, fit_axis

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS, DAYS, DAYS, DAYS)
def test_the_claim_and_the_solved_interval_are_always_on_the_axis(claim, lo, hi, other):
    lo, hi = min(lo, hi), max(lo, hi)
    axis = fit_axis([(claim, claim), (lo, hi)], [(other, None)])
    assert 0 <= axis.place(claim) <= 100
    bar = axis.bar((lo, hi))
    assert 0 <= bar.x <= bar.x + bar.width <= 100.3


@given(DAYS, st.integers(0, 3_000_000))
def test_an_axis_has_a_few_ticks_and_all_of_them_lie_on_it(lo, length):
    axis = Axis(lo, date.fromordinal(min(lo.toordinal() + length, date.max.toordinal())))
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= 5
    assert all(0 <= tick.at <= 100 for tick in ticks)


def test_an_event_of_1960_does_not_squeeze_the_week_in_question():
    claim, solved = date(2021, 6, 15), (date(2021, 6, 1), date(2021, 6, 20))
    axis = fit_axis([(claim, claim), solved], [(date(1960, 1, 1), date(1960, 12, 31))])
    assert (axis.hi - axis.lo) < timedelta(60)
    assert axis.side((date(1960, 1, 1), date(1960, 12, 31))) == "before"


def test_a_bound_beyond_the_edge_is_drawn_to_the_edge_and_says_so():
    bar = Axis(date(2021, 1, 1), date(2021, 12, 31)).bar((None, date(2021, 6, 30)))
    assert (bar.x, bar.before, bar.after) == (0, True, False)


def test_no_date_no_axis():
    assert fit_axis([(None, None)]) is None
