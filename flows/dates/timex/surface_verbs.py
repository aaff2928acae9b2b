"""Which word is a verb and of which tense, as far as its spelling and its neighbours show it; no parser has been there.

Every function looks at the token at an index of ``words``, which keep the blank after them (``lexicon.Tokens``).
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

SIGNALS = frozenset({
    "on", "in", "at", "since", "until", "till", "by", "before", "after", "during", "for", "from", "to", "through",
    "between", "of", "within", "over", "throughout", "as",
})  # fmt: skip
ARTICLES = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "my", "any", "each", "every"})
ENDS = frozenset({".", "!", "?", ""})  # a blank line is a token of nothing
POSSESSIVE = ("'s", "’s")
_ADVERBS = frozenset({"still", "yet", "long", "now", "once", "soon", "so", "as", "much", "well"})
_NOT_BEFORE_A_VERB = SIGNALS | {"be", "been", "being", "is", "are", "was", "were", "has", "have", "had", *POSSESSIVE}


class TenseWords(NamedTuple):
    """The word lists of ``seeds/reference/tense_words.toml``."""

    past: frozenset[str]
    modals: frozenset[str]
    planning: frozenset[str]
    asking: frozenset[str]
    lasting: frozenset[str]
    moving: frozenset[str]
    setting: frozenset[str]
    present: frozenset[str]
    timetable: frozenset[str]
    perfect: frozenset[str]
    conjunctions: frozenset[str]
    not_past: frozenset[str]
    unmarked: frozenset[str]
    abbreviations: frozenset[str]


@lru_cache(maxsize=1)
def tense_words() -> TenseWords:
    """The lists, read once."""
    read = tomllib.loads(files("seeds").joinpath("reference/tense_words.toml").read_text("utf-8"))
    return TenseWords(**{name: frozenset(words) for name, words in read.items()})


def word_at(words: list[str], at: int) -> str:
    """The token without its blank, in lower case; empty outside the text."""
    return words[at].strip().lower() if 0 <= at < len(words) else ""


def ends_sentence(words: list[str], at: int) -> bool:
    """Whether the sentence ends at a token: not at the point of an abbreviation ("Mr.", "Sept.", "J.")."""
    word = words[at].strip()
    if word != ".":
        return word in ENDS
    before = word_at(words, at - 1)
    initial = len(before) == 1 and before.isalpha() and words[at - 1].strip().isupper()
    goes_on = words[at + 1 : at + 2] != [] and words[at + 1][0].islower()
    return not (initial or goes_on or before in tense_words().abbreviations)


def is_modal_may(words: list[str], at: int) -> bool:
    """ "may" and "might", not the month and the name, which have a capital where no sentence begins."""
    word = words[at].strip()
    if word.lower() not in ("may", "might") or word_at(words, at + 1) in ("have", "not"):
        return False
    return (
        word.islower()
        or word.isupper()
        or at == 0
        or (ends_sentence(words, at - 1) and words[at + 1 : at + 2] != ["I"])
    )


def is_past_form(word: str, lists: TenseWords) -> bool:
    """Whether a word (lower case) is spelt as a past form or participle."""
    return word in lists.past or (word.endswith("ed") and len(word) > 4 and word not in lists.not_past)


def is_attributive(words: list[str], at: int) -> bool:
    """Whether an article before it shows a past form to be no verb: "a still unnamed hall", "on the ground"."""
    before = word_at(words, at - 1)
    adverb = before.endswith("ly") or before in _ADVERBS
    return before in ARTICLES or (adverb and word_at(words, at - 2) in ARTICLES)


def is_finite(words: list[str], at: int) -> bool:
    """Whether a form that is past and present alike ("hit") is a verb here, and no noun or participle."""
    before = word_at(words, at - 1)
    return not (before in _NOT_BEFORE_A_VERB or before in ARTICLES or before.endswith("'s"))


def tells_a_plan(words: list[str], at: int) -> bool:
    """Whether "plans" or "planned" has an object right behind it: no "to", no "for", no verb of the plans."""
    behind = word_at(words, at + 1)
    return word_at(words, at) in ("plans", "planned", "planning") and behind.isalpha() and behind not in _BEHIND_A_NOUN


_BEHIND_A_NOUN = _NOT_BEFORE_A_VERB | {
    "and", "or", "that", "which", "would", "will", "but", "it", "he", "they",
}  # fmt: skip


def is_told_by_subject(words: list[str], at: int) -> bool:
    """Whether what is before it tells a present form: "he faces", "they meet", "who return", "doors open"."""
    subject, word = word_at(words, at - 1), word_at(words, at)
    if subject in ("he", "she", "whoever", "which"):
        return word.endswith("s") and word not in _NO_VERBS
    if word in tense_words().timetable and len(subject) > _LONGER_THAN_THIS and subject.endswith("s"):
        return not subject.endswith(("'s", "ss"))
    adverb = word.endswith("ly") and word not in ("fly", "rely", "apply", "reply", "rally", "supply", "comply")
    return subject in ("they", "we", "who") and word.isalpha() and not adverb and word not in _NO_VERBS


_LONGER_THAN_THIS = 4  # letters
_NO_VERBS = _ADVERBS | SIGNALS | {
    "also", "always", "never", "often", "sometimes", "perhaps", "thus", "this", "all", "both", "each", "not", "just",
    "and", "or", "who", "was", "were", "had", "did", "could", "would", "should", "might", "must", "can", "cannot",
    "have", "has", "first", "last", "later", "then", "too", "even", "already", "ever", "is", "are",
}  # fmt: skip


def is_a_thing_had(word: str) -> bool:
    """Whether what follows "has" is a thing and no participle: "has a plant", "have 30 ships"."""
    return word in ARTICLES or word[:1].isdigit() or word in ("no", "some", "many", "several")
