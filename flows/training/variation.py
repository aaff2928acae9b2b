"""Sentences with other words in them, for a large reader to judge and a small one to learn from.

A small reader takes from a large one what it is shown, so it is shown more: every sentence once more, some of its
words given way to near neighbours among the base encoder's own word vectors ("arrested" to "detained", "Kenya" to
"Uganda"). Whatever that makes of its sense, the large reader says what it is now.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from flows.events.reader.pieces import Pieces
from flows.training.corpus import Example, ReadSentence

_SHARE = 0.25  # of the words that may give way do
_NEAR = 12  # neighbours to choose from
_FUNCTION = 300  # so many of the commonest words stay: the vocabulary stands by frequency
_LEAST = 4  # letters of a word that may give way
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_ENDINGS = ("ing", "ed", "ly", "s")


@dataclass(slots=True)
class Neighbours:
    """The words that a vocabulary has whole, and those near each; ``vectors`` has a row for every piece."""

    pieces: Pieces
    vectors: npt.NDArray[np.float32]
    _groups: dict[str, tuple[list[str], npt.NDArray[np.float32]]] = field(init=False)
    _known: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = [w for w in self.pieces.numbers if len(w) >= _LEAST and _WORD.fullmatch(w) and w.isascii()]
        by_ending: dict[str, list[str]] = {}
        for word in words[_FUNCTION:]:
            by_ending.setdefault(_ending(word), []).append(word)
        self._groups = {ending: (group, self._directions(group)) for ending, group in by_ending.items()}

    def _directions(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = self.vectors[[self.pieces.numbers[word] for word in words]]
        unit: npt.NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def of(self, word: str) -> list[str]:
        """The nearest words with the same ending, the nearest first; none for one that may not give way."""
        found = self._known.get(word)
        if found is None:
            group, directions = self._groups.get(_ending(word), ([], np.zeros((0, 1), np.float32)))
            found = []
            if word in group:
                at = group.index(word)
                order = np.argsort(-(directions @ directions[at]), kind="stable")
                found = [group[n] for n in order[: _NEAR + 1] if n != at][:_NEAR]
            self._known[word] = found
        return found


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")


def variations(reads: Sequence[ReadSentence], neighbours: Neighbours, dice: random.Random) -> Iterator[ReadSentence]:
    """Each sentence with some words changed, and every answer open; a changed mention without the rules' numbers."""
    for read in reads:
        changed = [
            (word.start(), word.end(), dice.choice(near))
            for word in _WORD.finditer(read.text)
            if (near := neighbours.of(word.group().lower())) and dice.random() < _SHARE
        ]
        yield _with_words(read, changed)


def _with_words(read: ReadSentence, changed: Sequence[tuple[int, int, str]]) -> ReadSentence:
    """The sentence with these stretches changed for words."""
    text, at = [], 0
    for start, end, word in changed:
        text += [read.text[at:start], word]
        at = end
    text.append(read.text[at:])

    def moved(place: int) -> int:
        return place + sum(len(word) - (end - start) for start, end, word in changed if end <= place)

    def example(e: Example) -> Example:
        is_changed = any(start < e.end and e.start < end for start, end, _ in changed)
        features = [0.0] * len(e.features) if is_changed else e.features
        return Example(moved(e.start), moved(e.end), features, weight=0.0)

    return replace(read, text="".join(text), examples=[example(e) for e in read.examples])
