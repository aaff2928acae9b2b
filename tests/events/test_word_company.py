"""The words by which an event is known again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events.parse.sentences import read_passages
from flows.events.word_company import Company, company_of, share_of_words
from tests.events.reading import dated

WORDS = st.frozensets(st.sampled_from("abcdef"))


def company(text: str, word: str) -> Company:
    [(_, (passage,))] = read_passages([dated(text).article])
    return company_of(next(token for token in passage.doc if token.text == word))


def test_whom_a_deed_is_done_to_is_told_with_all_that_belongs_to_him():
    found = company("Police in Lima arrested two striking miners of the north.", "arrested")
    assert found.heads == {"miner"}
    assert {"two", "miner", "north"} <= found.objects
    assert "police" not in found.objects


@pytest.mark.parametrize("text", ["The tanker was seized off Yeosu.", "Sailors seized the tanker off Yeosu."])
def test_a_passive_has_the_object_of_its_active(text: str):
    assert "tanker" in company(text, "seized").heads


def test_a_mention_is_not_in_its_own_company_and_empty_verbs_are_in_none():
    found = company("Kenya has said that it arrested a smuggler.", "arrested")
    assert not {"arrest", "say", "have"} & found.sentence
    assert "smuggler" in found.sentence


@given(WORDS, WORDS)
def test_a_share_is_one_of_the_shorter_and_the_same_from_both_sides(a: frozenset[str], b: frozenset[str]):
    assert share_of_words(a, b) == share_of_words(b, a)
    assert 0 <= share_of_words(a, b) <= 1
    assert share_of_words(a, a | b) == (1 if a else 0)
