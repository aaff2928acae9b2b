"""A sentence with some words changed for neighbours: the mentions stay where their words are, every answer is open."""

import random
from pathlib import Path

import numpy as np
import pytest

from flows.events.reader.pieces import Pieces
from flows.training import variation
from flows.training.corpus import Example, ReadSentence

COMMON = [f"w{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(300)]
WORDS = ["arrested", "detained", "praised", "kenya", "uganda", "police"]


@pytest.fixture
def neighbours(tmp_path: Path) -> variation.Neighbours:
    """Two directions: what police do and where; of the deeds "praised" lies apart."""
    path = tmp_path / "pieces.txt"
    listed = ["[UNK]", "[CLS]", "[SEP]", *COMMON, *WORDS]
    path.write_text("\n".join(listed) + "\n", encoding="utf-8")
    vectors = np.zeros((len(listed), 2), np.float32)
    vectors[3:-6] = 1
    vectors[-6:] = [[1, 0], [1, 0.1], [0.2, 0.3], [0, 1], [0.1, 1], [1, 1]]
    return variation.Neighbours(Pieces.of(path), vectors)


def test_neighbours_have_the_ending_and_lie_near(neighbours: variation.Neighbours) -> None:
    assert neighbours.of("arrested") == ["detained", "praised"]
    assert neighbours.of("kenya") == ["uganda", "police"]
    assert neighbours.of(COMMON[0]) == []
    assert neighbours.of("unheard") == []


def test_mentions_are_where_their_words_have_gone(neighbours: variation.Neighbours) -> None:
    text = "In Kenya police arrested two, and police praised it"
    rules = [0.5, 1.0]
    marked = [Example(text.index(w), text.index(w) + len(w), rules, classes=(3,)) for w in ("arrested", "praised")]
    read = ReadSentence("t1-001", text, 0, marked)
    dice = random.Random(7)
    changed = [one for _ in range(40) for one in variation.variations([read], neighbours, dice)]
    assert len({one.text for one in changed}) > 10
    for one in changed:
        words = [one.text[e.start : e.end] for e in one.examples]
        assert all(word in ("arrested", "detained", "praised") for word in words)
        for word, e, was in zip(words, one.examples, ("arrested", "praised"), strict=True):
            assert e.features == (rules if word == was else [0.0, 0.0])
            assert (e.weight, e.classes) == (0.0, ())
