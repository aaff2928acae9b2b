"""Where a story ends: below it nothing is body, whatever it reads like."""

import numpy as np
import pytest

from flows.clean.body import chosen
from flows.clean.layout import PageText

PARAGRAPH = "The ferry left the quay at noon and came back an hour later, with nobody on board but its crew."


def body_of(*lines: str) -> list[str]:
    """The body of a page on which all that is as long as a paragraph reads like body."""
    page = PageText.of("\n\n".join(lines))
    assert page is not None
    odds = np.array([2.0 if len(words) > 60 else -5.0 for words in page.words], np.float32)
    return [words for words, here in zip(page.words, chosen(odds, page.blocks, page.cues), strict=True) if here]


def story(count: int) -> list[str]:
    return [f"{n}. {PARAGRAPH}" for n in range(count)]


@pytest.mark.parametrize(
    "end", ["Comments", "Kommentare (12)", "© 2019 The Quay Observer. All rights reserved.", "Se connecter"]
)
def test_below_its_comments_copyright_and_forms_there_is_no_story(end: str) -> None:
    assert body_of(*story(6), end, f"I was there. {PARAGRAPH}") == story(6)


@pytest.mark.parametrize("amid", ["Comments", "Log in", "Related articles", "Advertisement"])
def test_what_stands_amid_a_story_does_not_end_it(amid: str) -> None:
    told = story(6)
    assert body_of(*told[:2], amid, *told[2:]) == told


def test_far_below_a_story_that_is_told_no_more_of_it_comes() -> None:
    menu = [f"Island {n}" for n in range(60)]
    assert body_of(*story(6), *menu, PARAGRAPH) == story(6)
    assert body_of(PARAGRAPH, *menu, *story(6)) == [PARAGRAPH, *story(6)]
