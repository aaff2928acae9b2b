"""Paragraphs are found again, however the lines were broken."""

import random
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean.blocks import blocks_of
from tests.benchmarks.body_labels import labels_of

WORDS = ("the", "of", "port", "minister", "on", "agreement", "was", "spoken", "through", "a", "harbours")


def paragraphs_of(seed: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randint(40, 90))).capitalize() + "." for _ in range(4)]


def found(text: str) -> list[str]:
    return [" ".join(text[b.start : b.end].split()) for b in blocks_of(text)]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.sampled_from((60, 72, 76)), st.sampled_from(("\n\n", "\n   \n")))
def test_wrapped_paragraphs_apart_by_blank_lines_are_whole_again(seed: int, width: int, between: str) -> None:
    paragraphs = paragraphs_of(seed)
    text = between.join(textwrap.fill(p, width) for p in paragraphs)
    assert found(text) == paragraphs


def test_wrapped_paragraphs_without_blank_lines_end_where_the_next_word_would_have_fitted() -> None:
    text = """\
A title that stands alone
The delegation crossed the border at noon and was met by three officials
from the ministry, who had been waiting there since the early hours of
the morning.
Nothing was said about the talks of last spring, which had broken off
without a result, nor about the two ships that are still being held in
the eastern harbour."""
    assert [block.split()[0] for block in found(text)] == ["A", "The", "Nothing"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert found(f"One{end}{end}Two") == ["One", "Two"]


def test_lists_and_long_lines_are_left_alone() -> None:
    menu = ["Home", "News of the day", "* Sport", "Weather for the coming week"]
    assert found("\n".join(menu)) == menu
    long = ["word " * 60 + "end.", "Another " * 50 + "end."]
    assert len(found("\n".join(long))) == 2


def test_a_body_is_aligned_with_its_page() -> None:
    page = ["Home", "The port was open again on Sunday.", "Read more", "A heading", "The port was open, he said."]
    body = "The port was open again on Sunday. A heading The port was open, he said."
    assert labels_of(page, body) == [False, True, False, True, True]
