"""Whose side it is: that of the rules, the one that the reader points to, or nobody's."""

import pytest

from flows.events.parse import sentences
from flows.events.reader import Pointer
from flows.events.who.pointed import Choice, PointingLimits, choice_of, limits

LIMITS = PointingLimits(likely=0.2, pointed=0.5, alone=0.3, nowhere=0.8)


def heads(*words: str):
    doc = sentences.load_pipeline()("The ferry from Mombasa was seized by rebels.")
    return [next(t for t in doc if t.text == word) for word in words]


@pytest.mark.parametrize(
    ("ruled", "pointed", "nowhere", "whose"),
    [
        (0.3, 0.6, 0.1, "rules"),
        (0.1, 0.6, 0.1, "pointer"),
        (0.1, 0.4, 0.5, "rules"),
        (0.1, 0.4, 0.9, "nobody"),
        (-1.0, 0.4, 0.1, "pointer"),
        (-1.0, 0.2, 0.9, "nobody"),
    ],
)
def test_the_rules_side_stands_unless_the_reader_is_surer(
    ruled: float, pointed: float, nowhere: float, whose: str
) -> None:
    (head,) = heads("rebels")
    assert Choice(ruled, head, pointed, nowhere).falls_on(LIMITS) == whose


def test_a_thing_that_cannot_act_is_not_pointed_to() -> None:
    seized, rebels = heads("seized", "rebels")
    assert choice_of([], Pointer(0.0, ((rebels.i, 0.9),)), seized).head == rebels
    assert choice_of([rebels], Pointer(0.0, ((seized.i, 0.9),)), seized).head is None


def test_the_fitted_limits_are_probabilities() -> None:
    assert all(0 < value < 1 for value in (limits().likely, limits().pointed, limits().alone, limits().nowhere))


def test_a_nouns_side_may_have_been_told_before() -> None:
    """So that a pointer that stands alone has to be surer there."""
    seized, rebels = heads("seized", "rebels")
    assert choice_of([], Pointer(0.0, ((rebels.i, 0.4),)), seized).ruled < 0
    assert choice_of([], Pointer(0.0, ((seized.i, 0.4),)), rebels).ruled == 0
