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
    return _by_class("word_classes.txt")


@kept
def given_names() -> dict[str, frozenset[str]]:
    """Given names in lower case: those of men under "he", those of women under "she"."""
    return _by_class("given_names.txt")


def _by_class(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, words in (line.split(":", 1) for line in lines(name)):
        found.setdefault(one.strip(), set()).update(words.split())
    return {one: frozenset(words) for one, words in found.items()}
