"""The word lists that guards share (seeds/reference/timex_contexts.toml), and what they tell of a match."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from flows.dates.timex.grammar import Match


def listed(name: str) -> frozenset[str]:
    """A list of ``timex_contexts.toml``."""
    return frozenset(tomllib.loads(files("seeds").joinpath("reference/timex_contexts.toml").read_text("utf-8"))[name])


TIME_PREPOSITIONS = listed("time_prepositions")
FUNCTION_WORDS = listed("function_words")
DETERMINERS = frozenset({
    "a", "an", "the", "this", "that", "each", "every", "any", "his", "her", "its", "their", "our", "my", "your",
})  # fmt: skip


MESSAGE = 60  # tokens: a text no longer than this may be a message


def closes(match: Match) -> bool:
    """Whether what follows is no noun that the expression could qualify: the clause goes on or ends."""
    after = match.after()
    return not after or not after[0].isalnum() or after.lower() in FUNCTION_WORDS
