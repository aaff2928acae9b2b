"""Deeds: nouns and gerunds that tell what is over, so that a present verb above them says nothing of when.

Three truths of English, none of them about single words:

-   Nobody announces a massacre, a crash or an arrest: a dated one has happened (the class ``unannounced``).
-   One is accused of, blamed for and thanked for what one has done (the class ``judging``).
-   What a state follows on is over: "is shut after talks on Sunday" (after "after", "following", "over").

What is put on a calendar (the class ``scheduled``) lies on the side that the verb of its own sentence tells.

The classes stand in ``seeds/reference/deed_words.toml``.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_FOLLOWED = frozenset({"after", "following"})
_GOVERNS = frozenset({"of", "for", "over", "with", "in", "by"})


def is_deed(word: str) -> bool:
    """Whether a word (lower case) names something that nobody announces."""
    return word in _classes()["unannounced"]


def is_scheduled(word: str) -> bool:
    """Whether a word (lower case) names something that is put on a calendar: a vote, a match, a hearing."""
    return word in _classes()["scheduled"]


def deed_at(words: list[str], at: int, word: str, first: int) -> str:
    """The deed that token ``at``, ``word`` in lower case, shows to govern the expression at ``first``; else empty."""
    if is_deed(word):
        return word
    if word in _classes()["judging"]:
        behind = words[at + 1].strip().lower() if at + 1 < first - 1 else ""
        return word if behind in _GOVERNS else ""
    return word if word in _FOLLOWED and at < first - 1 else ""


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    read = tomllib.loads(files("seeds").joinpath("reference/deed_words.toml").read_text("utf-8"))
    return {
        "unannounced": _with_plurals(read["unannounced"]),
        "scheduled": _with_plurals(read["scheduled"]),
        "judging": frozenset(read["judging"]),
    }


def _with_plurals(singular: list[str]) -> frozenset[str]:
    return frozenset(word + ending for word in singular for ending in ("", "s", "es"))
