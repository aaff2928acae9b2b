"""Lists of words of `seeds/reference/` that several parts ask for."""

from __future__ import annotations

from seeds import kept, lines


@kept
def word_list(name: str) -> frozenset[str]:
    """A reference list of one word a line."""
    return frozenset(lines(name))


@kept
def classes() -> dict[str, frozenset[str]]:
    """Words that frames ask for, by the name of their class (`word_classes.txt`)."""
    found: dict[str, set[str]] = {}
    for name, words in (line.split(":", 1) for line in lines("word_classes.txt")):
        found.setdefault(name.strip(), set()).update(words.split())
    return {name: frozenset(words) for name, words in found.items()}
