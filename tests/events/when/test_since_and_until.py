"""What has lasted since a time, what is to come before one, and what was announced for one. 15 May 2024: Wednesday."""

import pytest

from tests.events.reading import days
from tests.events.when.test_links import dates


@pytest.mark.parametrize(
    ("text", "word", "since"),
    [
        ("Since April exports of timber have been banned by the ministry.", "banned", "2024-04-01"),
        (
            "The navy has detained nine crews since the winter before last, when the ice melted.",
            "detained",
            "2022-12-01",
        ),
    ],
)
def test_what_has_been_done_since_a_time_goes_on_until_now(text, word, since):
    assert dates(text)[word] == days(since, "2024-05-15")


def test_since_belongs_to_a_verb_in_the_perfect():
    found = dates("Crews who have camped at the dock since mid-April left on Tuesday.")
    assert found["camped"] == days("2024-04-11", "2024-05-15")
    assert found["left"] == days("2024-05-14", "2024-05-14")


@pytest.mark.parametrize(
    ("text", "war"),
    [
        ("Since the start of the siege in April, the agency has fed nine families.", ("2024-04-01", "2024-05-15")),
        ("Trade has grown since the end of the siege in April.", (None, "2024-04-30")),
        ("The outbreak of the siege in April closed the school.", ("2024-04-01", "2024-05-15")),
    ],
)
def test_what_lasts_begins_or_ends_at_the_time_of_its_beginning_or_its_end(text, war):
    assert dates(text)["siege"] == days(*war)


def test_has_since_counts_from_the_date_told_last():
    text = "Pirates seized the ferry in March. Its owner has since sacked the captain."
    assert dates(text)["sacked"] == days("2024-03-01", "2024-05-15")
    assert dates(text.replace(" since", ""))["sacked"] == days(None, "2024-05-15")


@pytest.mark.parametrize(
    ("text", "word", "last"),
    [
        ("The senate will vote by 20 June.", "vote", "2024-06-20"),
        ("The brigade is to leave before 1 July.", "leave", "2024-06-30"),
    ],
)
def test_what_is_to_be_done_by_a_day_lies_between_now_and_then(text, word, last):
    assert dates(text)[word] == days("2024-05-16", last)


def test_what_was_promised_by_a_day_to_come_was_not_done_by_it():
    text = "The island handed over the mine in March. It also promised to repay the loan by 2026."
    assert dates(text)["promised"] == days("2024-03-01", "2024-03-31")


def test_what_was_done_by_a_day_has_no_first_one():
    assert dates("The rebels had left by 3 May.")["left"] == days(None, "2024-05-03")


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("The union announced a two-hour strike for Monday.", "strike", "2024-05-20"),
        ("The dockers called a strike for Friday.", "strike", "2024-05-17"),
    ],
)
def test_what_is_announced_for_a_day_is_still_to_come(text, word, day):
    assert dates(text)[word] == days(day, day)


def test_the_announcement_itself_was_made_before():
    assert dates("The union announced a two-hour strike for Monday.")["announced"].hi == days(None, "2024-05-15").hi


def test_praise_for_mondays_attack_sets_nothing():
    assert dates("The rebels called for revenge for Monday's attack.")["attack"] == days("2024-05-13", "2024-05-13")


def test_the_end_of_a_year_is_its_last_two_months():
    assert dates("The colonel was convicted at the end of 2019.")["convicted"] == days("2019-11-01", "2019-12-31")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The court banned the party in March. Its leader, who has since left the country, wrote a book.", "left"),
        ("The court banned the party in March. Its leader has since left the country and founded a school.", "founded"),
        ("The court banned the party in March. Its leader said nine clerks had since been dismissed.", "dismissed"),
    ],
)
def test_what_has_since_been_done_came_after_what_was_dated_last(text, word):
    assert dates(text)[word] == days("2024-03-01", "2024-05-15")


def test_what_had_lasted_since_a_day_is_told_up_to_now():
    assert dates("Troops had surrounded the fort since the 2nd.")["surrounded"] == days("2024-05-02", "2024-05-15")
