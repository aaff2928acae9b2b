"""What has no day of its own, or that of something else: consequences, months gone by, what never was, "within two
days of", "on the day it took power". 15 May 2024 is a Wednesday."""

import pytest

from flows.events.parse.sentences import load_pipeline
from flows.events.status import standing
from tests.events.reading import days
from tests.events.when.test_links import dates


@pytest.mark.parametrize("text", ["The ban has caused hunger.", "The ban has worsened hunger."])
def test_what_has_had_consequences_by_now_was_before(text):
    assert dates(text)["ban"] == days(None, "2024-05-14")


@pytest.mark.parametrize("when", ["In recent months", "Over the years"])
def test_what_has_been_done_over_months_or_years_has_no_day(when):
    assert dates(f"{when} the police have raided nine papers.")["raided"] == days(None, "2024-05-15")


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        ("The junta rejected the plan on the day it took power, 2 February 2019.", "rejected", "2019-02-02", None),
        ("Hackers stole the files within two days of the vote of 3 May.", "stole", "2024-05-03", "2024-05-05"),
        ("Rebels held the mayor for a week before freeing him on 3 May.", "held", "2024-04-26", "2024-05-03"),
        ("Nurses left within a week after the attack of 3 May.", "left", "2024-05-03", "2024-05-10"),
    ],
)
def test_a_day_may_be_told_by_what_else_happened_on_it_or_before_it(text, word, first, last):
    assert dates(text)[word] == days(first, last or first)


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The cabinet never banned the march.", "banned", "denied"),
        ("The senator, who would have visited Baku in May, stayed at home.", "visited", "hypothetical"),
        ("Should the strike go ahead on Friday, the ports will close.", "strike", "hypothetical"),
        ("He said he would have visited Baku by May.", "visited", None),
    ],
)
def test_what_grammar_alone_says_was_not_is_no_matter_of_words(text, word, status):
    found = standing(next(t for t in load_pipeline()(text) if t.text == word))
    assert (found.status if found.is_firm else None) == status
