"""Lists of words of `seeds/reference/` that several parts ask for."""

from __future__ import annotations

from functools import lru_cache

from seeds import lines


@lru_cache(maxsize=16)
def word_list(name: str) -> frozenset[str]:
    """A reference list of one word a line."""
    return frozenset(lines(name))


@lru_cache(maxsize=1)
def classes() -> dict[str, frozenset[str]]:
    """Words that frames ask for, by the name of their class (`word_classes.txt`)."""
    return {
        name.strip(): frozenset(words.split())
        for name, words in (line.split(":", 1) for line in lines("word_classes.txt"))
    }
