"""Word pieces, as BERT and MPNet have them: lower case, no accents, the longest known piece first.

Forty lines of our own, because the library that does this brings a client for a model hub with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|\S")
_LONGEST = 100  # characters: a longer word is unknown, as the base models were taught


class Piece(NamedTuple):
    """A piece's number in the vocabulary, and where its word stands in the text, ``[start, end)`` in characters."""

    id: int
    start: int
    end: int


@dataclass(slots=True)
class Pieces:
    """A vocabulary: the number of each piece; those that go on inside a word begin with "##"."""

    numbers: Mapping[str, int]
    unknown: int
    first: int  # stands before the text
    last: int  # stands after it
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path) -> Pieces:
        """The vocabulary in a file of one piece a line; its number is the line's."""
        numbers = {line: n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines())}
        first, last = ("<s>", "</s>") if "<s>" in numbers else ("[CLS]", "[SEP]")
        return cls(numbers, numbers["[UNK]"], numbers[first], numbers[last])

    def cut(self, text: str) -> list[Piece]:
        """The text's pieces in order, without the two that stand around it."""
        found = []
        for word in _WORD.finditer(text):
            start, end = word.span()
            found += [Piece(number, start, end) for number in self._numbers(word.group())]
        return found

    def _numbers(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 100_000:  # a run may read a million names
                self._known.clear()
            found = self._known[word] = self._split(_plain(word))
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST:
            return (self.unknown,)
        found, at = [], 0
        while at < len(word):
            inside = "##" if at else ""
            end = next((e for e in range(len(word), at, -1) if inside + word[at:e] in self.numbers), None)
            if end is None:
                return (self.unknown,)
            found.append(self.numbers[inside + word[at:end]])
            at = end
        return tuple(found)


def _plain(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
