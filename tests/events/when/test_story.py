"""Whether a text reports news, of which day, and what that says of events without a date."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.records import Interval, Models
from tests.events.reading import DCT, THAT_DAY, events, read

TUESDAY = Interval(date(2024, 5, 14), date(2024, 5, 14))
MARCH = Interval(date(2024, 3, 1), date(2024, 3, 31))
UP_TO_NOW = Interval(None, DCT)
REST = " ".join(["The harbour is old."] * 8)  # sentences that end the opening


def test_an_opening_shares_the_day_of_the_news():
    text = "Rebels stormed the fort. A guard died. The general arrived on Tuesday."
    found = events(text, ("Tuesday", TUESDAY))
    assert found["stormed"].date.interval == found["died"].date.interval == TUESDAY


def test_the_newest_day_of_the_opening_is_that_of_the_news():
    monday = Interval(date(2024, 5, 13), date(2024, 5, 13))
    text = "Divers found the boat on Tuesday. It vanished on Monday.\n\nThe widow wept."
    assert events(text, ("Tuesday", TUESDAY), ("Monday", monday))["wept"].date.interval == TUESDAY


def test_when_the_news_took_place_may_be_told_after_it():
    monday = Interval(date(2024, 5, 13), date(2024, 5, 13))
    text = "Nine guards have been killed in a blast. The incident took place on Monday. The king mourned on Tuesday."
    found = events(text, ("Monday", monday), ("Tuesday", TUESDAY))
    assert found["killed"].date.interval == monday
    other = text.replace("The incident", "A wedding")
    assert events(other, ("Monday", monday), ("Tuesday", TUESDAY))["killed"].date.interval == TUESDAY


def test_news_told_on_a_day_may_be_older_than_the_telling():
    monday = Interval(date(2024, 5, 13), date(2024, 5, 13))
    text = (
        "Nine miners were killed, officials said on Tuesday. The governor said the raiders reached the camp on Monday."
    )
    found = events(text, ("Tuesday", TUESDAY), ("Monday", monday))
    assert found["killed"].date.interval == monday
    short = text.partition(". ")[0] + "."
    assert events(short, ("Tuesday", TUESDAY))["killed"].date.interval == TUESDAY


def test_what_goes_on_from_years_gone_by_is_no_news():
    year = Interval(date(1987, 1, 1), date(1987, 12, 31))
    text = "The painter moved to Lima in 1987. The junta jailed her."
    assert events(text, ("1987", year))["jailed"].date.interval == year.hull(THAT_DAY)
    quoted = text.replace("The junta", "The mayor said so. The junta")
    assert events(quoted, ("1987", year))["said"].date.interval == THAT_DAY
    assert events(quoted, ("1987", year))["jailed"].date.interval != year.hull(THAT_DAY)


def test_what_was_done_to_a_thing_was_done_after_it_was_made():
    found = events("The owners had ignored orders issued in March.", ("March", MARCH))["ignored"].date
    assert found.interval == Interval(MARCH.lo, date(2024, 5, 14))


def test_further_down_a_report_tells_what_was_since():
    text = f"Rebels stormed the fort on Tuesday.\n\n{REST}\n\nThe council condemned the raid."
    found = events(text, ("Tuesday", TUESDAY))["condemned"].date
    assert (found.interval, found.basis) == (TUESDAY.hull(THAT_DAY), "narrative")


def test_a_far_off_time_is_no_day_of_the_news():
    text = "Rebels stormed the fort in March.\n\nThe widow wept."
    assert events(text, ("March", MARCH))["wept"].date.interval == THAT_DAY


@pytest.mark.parametrize(
    "text",
    [
        "The alliance is old. It rests on fear. Its friends are few. Havana predicted its end.",
        "We must think again. Nothing is won by threats. The old retreat resulted in shame, and nobody predicted it.",
    ],
)
def test_what_a_commentary_tells_as_past_was_at_any_time_before_it(text):
    found = events(text)["predicted"].date
    assert found.basis != "dct"
    assert not found.interval.is_day


def test_what_has_been_done_has_been_done_by_now():
    text = f"Rebels stormed the fort on Tuesday.\n\n{REST}\n\nThe bank has seized the mine."
    assert events(text, ("Tuesday", TUESDAY))["seized"].date.interval == UP_TO_NOW


@settings(deadline=None, max_examples=40)
@given(
    verbs=st.lists(
        st.sampled_from(["stormed", "has stormed", "had stormed", "will storm", "may storm", "is storming", "storms"]),
        min_size=1, max_size=8,
    ),
    dated=st.booleans(),
)  # fmt: skip
def test_no_event_lies_on_the_wrong_side_of_its_telling(verbs, dated):
    text = " ".join(f"The army {verb} the fort." for verb in verbs) + (" The king fled on Tuesday." if dated else "")
    for event in events(text, *([("Tuesday", TUESDAY)] if dated else [])).values():
        when = event.date.interval
        assert not when.is_empty
        if event.status == "planned":
            assert when.lo is not None
            assert when.lo >= DCT
        if event.status == "happened":
            assert when.hi is not None
            assert when.hi <= DCT


def test_only_a_first_sentence_tells_the_news_in_the_perfect():
    found = events("The bank has seized the mine. The king fled on Tuesday. The army has left.", ("Tuesday", TUESDAY))
    assert found["seized"].date.interval == TUESDAY
    assert found["left"].date.interval == UP_TO_NOW


def test_what_has_since_been_done_was_so_after_the_last_day_told_in_whatever_paragraph():
    text = f"Rebels stormed the fort in March.\n\n{REST}\n\nThe governor has since closed the road."
    assert events(text, ("March", MARCH))["closed"].date.interval == MARCH.hull(THAT_DAY)


@pytest.mark.parametrize("since", ["has ignored the court ever since", "has ignored the court since then"])
def test_since_then_counts_from_what_was_told_before(since):
    text = f"The tribunal ruled against the firm in March; the firm {since}."
    assert events(text, ("March", MARCH))["ignored"].date.interval == MARCH.hull(THAT_DAY)


def test_a_clause_behind_a_comma_goes_on_with_the_story_and_one_without_says_what_is_meant():
    going_on = "Soldiers raided a farm on Tuesday, where they seized two rifles."
    assert events(going_on, ("Tuesday", TUESDAY))["seized"].date.interval == TUESDAY
    which = "Soldiers who seized two rifles raided a farm on Tuesday."
    assert events(which, ("Tuesday", TUESDAY))["seized"].date.interval != TUESDAY


@pytest.mark.parametrize("word", ["fled", "jailed", "dissolved"])
def test_main_clauses_joined_by_semicolons_go_on_with_their_scene(word):
    text = "In March rebels burned the market. Traders fled; nine were jailed; the guild was dissolved."
    assert events(text, ("March", MARCH))[word].date.interval == MARCH


def test_an_act_that_was_going_on_when_news_was_told_is_of_the_day_of_the_news():
    text = "A bomb killed two traders on Tuesday. Police were questioning four men."
    assert read(text, Models(reader="small"))["questioning"].date.interval == TUESDAY
