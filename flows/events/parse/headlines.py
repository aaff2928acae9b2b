"""Headlines in Title Case, as a sentence would write them: "Court Frees Minister" is read as "Court frees minister".

The parser takes a capital for a name, and so "Condemns Russia" for somebody. Which words are names is told by the
sentences of the same article; of a word that they do not have, by the words that frames are made of. What neither knows
stays as it is. Nothing changes its place: only letters change their case.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from flows.events import word_lists
from flows.events.parse.datelines import DATELINE
from seeds import kept, lines

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CAPITALISED = re.compile(r"(?<![\w'’])[A-Z][a-z]+(?:['’][a-z]+)*(?!\w)")
_BEGUN = re.compile(r"(?<![\w'’])[a-z][a-z'’]*[,;]? ([A-Z][a-z]+)(?!\w)")  # a name, for no sentence begins there
_GOES_ON = re.compile(r"(?<!\w)([A-Z][a-z]+) (?=([A-Z][a-z]+)(?!\w))")
_LOWER = re.compile(r"(?<![\w'’])[a-z]+(?!\w)")
_LONG = 4  # letters: shorter words are prepositions and the like, which most headlines write small
_STORY = 60  # words after which whoever a headline names has been named
_LONGEST = 200  # characters of a headline
_STUCK_DATELINE = re.compile(rf"(?<=[^\W_])[-–—|. ]+{DATELINE}-?")
_FEWEST, _SHARE = 3, 0.8
_DATES = frozenset(map(str.lower, [*calendar.day_name, *calendar.month_name[1:]]))
_LEMMA = re.compile(r"(?:^|;)\s*\??(\w[\w-]*)")
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"))


def is_title_case(line: str) -> bool:
    """Whether nearly every long word of a line, but the first, begins with a capital."""
    long = [word for word in _WORD.findall(line)[1:] if len(word) >= _LONG]
    titled = sum(word[0].isupper() and not word.isupper() for word in long)
    return len(long) >= _FEWEST and titled >= _SHARE * len(long)


def stuck_headline(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the headline of a line ends and its story begins, where a page was copied so that nothing but a dateline
    parts them: "Court Frees Former Minister-LAGOS — A court …". ``None`` for any other line.
    """
    for dateline in _STUCK_DATELINE.finditer(text, start, min(end, start + _LONGEST)):
        if is_title_case(text[start : dateline.start()]):
            return dateline.start(), dateline.end()
    return None


class SentenceCase:
    """How the sentences of one article, whose ``text`` this is, write its words; looked at once a headline asks.

    ``verbs`` are words that only a name could be instead: of whom a headline names the story tells, so that "Stokes" is
    nobody where no sentence has him.
    """

    def __init__(self, text: str, verbs: frozenset[str] = frozenset()) -> None:
        self._text, self._verbs = text, verbs

    def written(self, line: str) -> str:
        """A line in Title Case as a sentence, of the same length; any other as it is."""
        if not is_title_case(line):
            return line
        first = _WORD.search(line)
        after = first.end() if first else 0
        kept_together = [m for m in _GOES_ON.finditer(line) if m.groups() in self._pairs]  # "White House"
        pairs = {m.start(part) for m in kept_together for part in (1, 2)}

        def cased(word: re.Match[str]) -> str:
            return word[0] if after + word.start() in pairs or self._is_name(word[0]) else word[0].lower()

        return line[:after] + _CAPITALISED.sub(cased, line[after:])

    def _is_name(self, word: str) -> bool:
        plain = re.sub(r"['’].*", "", word)
        small = plain.lower()
        if small in _DATES:
            return True
        as_name, as_word = self._names[plain], self._words[small]
        if as_name or as_word:
            return as_name >= as_word
        stems = frozenset(_stems(small))
        if stems & self._stems_of_names:
            return True
        is_verb = self._is_told and bool((stems - {small}) & self._verbs)
        return not (is_verb or stems & self._stems or stems & _ordinary())

    @cached_property
    def _running(self) -> str:
        lines = (line[(stuck_headline(line, 0, len(line)) or (0, 0))[1] :] for line in self._text.splitlines())
        return "\n".join(line for line in lines if not is_title_case(line))

    @cached_property
    def _is_told(self) -> bool:
        return len(self._running.split()) >= _STORY

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(_BEGUN.findall(self._running))

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_GOES_ON.findall(self._running))

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(_LOWER.findall(self._running))

    @cached_property
    def _stems_of_names(self) -> frozenset[str]:
        all_names = {*self._names, *(name for pair in self._pairs for name in pair)}
        names = (name.lower() for name in all_names if name.lower() not in self._words)
        return frozenset(stem for name in names for stem in _stems(name))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for word in self._words for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """What a word in lower case may be a form of, itself included: "condemns" and "condemned" are of "condemn"."""
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LONG - 1:
            yield word.removesuffix(ending) + instead


@kept
def _ordinary() -> frozenset[str]:
    """Words that news is told in: those of frames and of the lists of nouns, and the little words of grammar."""
    from spacy.lang.en.stop_words import STOP_WORDS

    frames = (line for name in ("verb_frames.txt", "noun_frames.txt", "operators.txt") for line in lines(name))
    lemmas = {lemma for line in frames for lemma in _LEMMA.findall(line.partition(":")[2])}
    nouns = {word for name in ("actor_nouns.txt", "group_nouns.txt") for word in word_lists.word_list(name)}
    return frozenset().union(STOP_WORDS, lemmas, nouns, *word_lists.classes().values())
