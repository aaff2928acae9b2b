"""Words are cut into the pieces that the encoder was taught, and each piece knows where its word stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events.reader.pieces import Pieces

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "envoy", "en", "##voy", "##s", "arrest", "##ed", ".", "'", "s"]


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    path = tmp_path / "pieces.txt"
    path.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return Pieces.of(path)


def spelled(pieces: Pieces, text: str) -> list[str]:
    return [VOCABULARY[p.id] for p in pieces.cut(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys", ["the", "envoy", "##s"]),
        ("arrested.", ["arrest", "##ed", "."]),
        ("Énvoy's", ["envoy", "'", "s"]),
        ("the walrus", ["the", "[UNK]"]),
    ],
)
def test_the_longest_known_piece_comes_first(pieces: Pieces, text: str, expected: list[str]) -> None:
    assert spelled(pieces, text) == expected


def test_every_piece_of_a_word_knows_the_whole_word(pieces: Pieces) -> None:
    assert [(p.start, p.end) for p in pieces.cut("the envoys")] == [(0, 3), (4, 10), (4, 10)]


@given(st.text(max_size=60))
def test_any_text_is_cut_in_order_and_inside_its_bounds(text: str) -> None:
    cut = Pieces({name: n for n, name in enumerate(VOCABULARY)}, 1, 2, 3).cut(text)
    assert all(0 <= p.start < p.end <= len(text) for p in cut)
    assert [p.start for p in cut] == sorted(p.start for p in cut)
