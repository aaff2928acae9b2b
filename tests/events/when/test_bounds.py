"""Laws of an event's bounds, whatever an expression, its preposition and the tense say."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

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
