"""What an article's words tell of its story: names that few articles hold, and the words that stand around a mention.

Two articles of one story share names of people, villages, ships. Countries and capitals, weekdays and offices stand in
thousands of articles and tell nothing (`common_names.txt` and the tables of countries, places and persons).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flows.calendar.words import MONTHS, WEEKDAYS
from seeds import kept, lines, rows

_SHORTEST = 3  # letters of a name that tells a story
_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]+")
_INSIDE = re.compile(r"(?<=[a-z,;:’'\"”] )[A-Z][\w’'-]+")  # not where every word begins with a capital
_WORD = re.compile(r"[A-Za-z][\w’'-]{3,}")
_SENTENCE = re.compile(r"(?<=[.!?]) |\n")
_FAR = 200  # characters of a sentence before and after a mention
_SELDOM = 2  # times that a word may stand in an article to be one of a single event


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``names`` stand within sentences, ``capitals`` may begin them; ``seldom`` are words that it has once or twice."""

    names: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    seldom: frozenset[str] = frozenset()

    def names_shared(self, other: Vocabulary) -> int:
        """How many names both articles have, which are surely names in one of them."""
        return len((self.names & other.capitals) | (self.capitals & other.names))


UNTOLD = Vocabulary()


def vocabulary_of(text: str) -> Vocabulary:
    """The vocabulary of an article."""
    common = _common_names()
    names, capitals = (frozenset(_telling(pattern, text, common)) for pattern in (_INSIDE, _CAPITAL))
    counted = Counter(folded(word) for word in _WORD.findall(text))
    return Vocabulary(names, capitals, frozenset(word for word, times in counted.items() if times <= _SELDOM))


def words_around(text: str, start: int, end: int) -> frozenset[str]:
    """The words of the sentence of ``text[start:end]`` that are more than grammar."""
    before, after = text[max(0, start - _FAR) : start], text[end : end + _FAR]
    sentence = _SENTENCE.split(before)[-1] + text[start:end] + _SENTENCE.split(after)[0]
    return frozenset(folded(word) for word in _WORD.findall(sentence)) - _filler()


def folded(name: str) -> str:
    """A name in lower case, without accents and without the mark of a possessor."""
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode()
        name = plain or name
    return name.lower().replace("'s", "")


def _telling(pattern: re.Pattern[str], text: str, common: frozenset[str]) -> Iterator[str]:
    for name in pattern.findall(text):
        plain = folded(name)
        if len(plain) >= _SHORTEST and plain not in common:
            yield plain


@kept
def _common_names() -> frozenset[str]:
    """Words that begin with a capital in any article."""
    told = [*MONTHS, *WEEKDAYS, *lines("common_names.txt"), *lines("person_nouns.txt"), *lines("actor_nouns.txt")]
    told += lines("group_nouns.txt")
    for row in rows("countries.csv"):
        told += (row[column].replace("|", " ") for column in ("name", "demonyms", "aliases", "capital"))
    told += (row["name"] for row in rows("places.csv") if row["kind"] in ("country", "capital"))
    told += (row["title"] for row in rows("office_titles.csv"))
    return frozenset(word for name in told for word in folded(name).split())


@kept
def _filler() -> frozenset[str]:
    return frozenset(word for line in lines("filler_words.txt") for word in line.split())
