"""What a tense says of a span: going on, over, to come, of several events. DCT is Wednesday 15 May 2024."""

import pytest

from flows.records import Interval
from tests.events.reading import days, read

NOW = days("05-15", "05-15")
BEFORE, AFTER = days(None, "05-14"), days("05-16", None)


def ends(text: str, word: str) -> tuple[Interval | None, Interval | None]:
    found = read(text)[word].date
    return found.begin, found.end


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The river is rising in the north.", "rising"),
        ("Villagers are leaving the valley, and shops are closing.", "closing"),
        ("Divers cannot reach the wreck.", "reach"),
    ],
)
def test_what_is_in_progress_began_before_and_goes_on(text, word):
    assert ends(text, word) == (BEFORE, AFTER)


def test_who_is_saying_something_says_it_now():
    assert read("The mayor is warning residents of a flood.")["warning"].date.interval == NOW


def test_what_may_have_been_going_on_is_over():
    assert ends("The crew may have been hiding on the island.", "hiding") == (BEFORE, BEFORE)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The treaty would allow the withdrawal of the garrison.", "withdrawal"),
        ("Forecasters say heavy rains will cause landslides.", "landslides"),
    ],
)
def test_what_lasts_and_is_still_to_come_has_both_its_ends_ahead(text, word):
    assert ends(text, word) == (AFTER, AFTER)


def test_what_is_to_be_settled_goes_on_already():
    assert ends("The envoy hopes to defuse the crisis.", "crisis") == (BEFORE, AFTER)


def test_several_events_are_not_of_one_day():
    assert ends("A judge ordered the port shut after a rash of thefts.", "thefts") == (BEFORE, BEFORE)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The dam is old. The rebels have tried to blow it up.", "blow"),
        ("The club had attempted to bribe a referee.", "bribe"),
    ],
)
def test_what_was_tried_is_of_the_time_of_trying(text, word):
    found = read(text)[word].date.interval
    assert found.lo is None
    assert found.hi is not None
    assert found.hi <= NOW.hi


def test_what_was_once_done_is_no_news():
    text = "A ferry sank on Tuesday.\n\nIts owner previously sold two ships.\n\nThe crew once refused to sail."
    found = read(text)
    assert found["sank"].date.interval == days("05-14", "05-14")
    assert found["sold"].date.interval == found["refused"].date.interval == BEFORE


def test_a_war_of_that_name_fills_its_time():
    found = read("Her father was lost in the Falklands war.")
    assert found["war"].date.interval == days("1982-04-02", "1982-06-14")
    assert found["war"].date.extent == "throughout"


def test_what_has_now_happened_may_have_happened_before_today():
    assert read("The minister has now resigned.")["resigned"].date.interval == days(None, "05-15")


def test_a_paper_says_what_it_shows_when_it_comes_out():
    text = "Births rose in April. Figures showed a fall in deaths."
    assert read(text)["showed"].date.interval.hi == NOW.hi


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("Exports fell in the first nine months of 2021.", "fell", "2021-01-01", "2021-09-30"),
        ("Profits fell in the last three months of 2018.", "fell", "2018-10-01", "2018-12-31"),
        ("Six homes collapsed in the last two days of April.", "collapsed", "2024-04-29", "2024-04-30"),
        ("It was shut for the first two weeks of March.", "shut", "2024-03-01", "2024-03-14"),
    ],
)
def test_the_first_or_last_part_of_a_time_is_counted_within_it(text, word, lo, hi):
    assert read(text)[word].date.interval == days(lo, hi)


def test_a_length_longer_than_its_whole_is_no_part_of_it():
    found = read("It was shut for the first six weeks of March.")["shut"].date.interval
    assert (found.lo, found.hi) == (days("2024-03-01", "2024-03-31").lo, days("2024-03-01", "2024-03-31").hi)


@pytest.mark.parametrize(
    ("text", "word", "lo"),
    [
        ("The mills are going to start closing in the winter.", "closing", "2024-12-01"),
        ("The bank will get split up in the fourth quarter.", "split", "2024-10-01"),
        ("The pier is going to reopen in February.", "reopen", "2025-02-01"),
    ],
)
def test_a_time_below_a_plan_lies_ahead(text, word, lo):
    assert read(text)[word].date.interval.lo == days(lo, lo).lo


def test_going_to_is_the_future_of_another_verb():
    assert set(read("The pier is going to reopen soon.")) == {"reopen"}
    assert "going" in read("The king is going to Oslo.")


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("Unemployment fell to 4 percent in March from 4.3 percent in February.", "fell", "03-01", "03-31"),
        ("Profit rose to 3 million euros in 2022, up from 2 million in 2021.", "rose", "2022-01-01", "2022-12-31"),
        ("Six crews were rescued from three ships in March.", "rescued", "03-01", "03-31"),
        ("The road will be shut from midnight on Thursday until 20 June.", "shut", "05-16", "06-20"),
    ],
)
def test_what_an_amount_is_measured_by_has_a_time_of_its_own(text, word, lo, hi):
    assert read(text)[word].date.interval == days(lo, hi)


@pytest.mark.parametrize(
    ("text", "word", "lo", "hi"),
    [
        ("Shares fell on Tuesday, extending a slump that began in March.", "slump", "03-01", "05-15"),
        ("The siege of the old town ended on Friday.", "siege", None, "05-10"),
        ("The minister finished a tour of the coast on Monday.", "tour", None, "05-13"),
        ("Rebels started a siege of the port on 2 May.", "siege", "05-02", "05-15"),
    ],
)
def test_what_lasts_is_bounded_by_the_day_on_which_it_began_or_ended(text, word, lo, hi):
    found = read(text)[word].date
    assert (found.interval, found.extent) == (days(lo, hi), "throughout")


def test_a_plan_in_the_passive_is_a_plan():
    assert read("The yard is to be sold in October.")["sold"].status == "planned"
    assert read("The envoy was to have spoken.")["spoken"].status != "planned"


def test_a_habit_that_is_tagged_as_an_infinitive_goes_on():
    assert ends("Police patrol the market every Friday.", "patrol") == (BEFORE, AFTER)
