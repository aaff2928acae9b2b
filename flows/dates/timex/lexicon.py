"""Words, tokens and letters: text becomes a string of letters over which the grammar is matched.

Every token is given one letter that stands for the set of categories it belongs to ("second" is a unit and an ordinal;
"12" may be a day, an hour, a minute, a number). A grammar symbol is then a class of letters, a rule a regular
expression without unbounded repetition over them, and one pass of the C regular-expression engine finds every rule's
place in a text. Tokens outside all categories share one letter that no rule names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from flows.calendar.digits import plain_digits

# A token takes the blank after it along (one line break at most, so that expressions may cross a hard wrap); a blank
# line is a token of its own, which no rule crosses. The tokens of a text put together are the text.
# Numbers keep the points, commas, colons and slashes inside them: "1,000", "27.03.15", "10:30"; ISO dates their dashes.
# The year after a day's comma ends there, though a page that lost its line breaks glues the next word to it:
# "October 31, 2017Russia".
# Two days or two years with a slash between them ("14/15 May", "May 14/15", "2022/23") are cut at the slash, and a day
# is cut from the month it is glued to ("29Mar22").
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept|sep|oct|nov|dec"
_LONG_MONTHS = "january|february|march|april|june|july|august|september|october|november|december"
_BEHIND_A_MONTH = "|".join(
    rf"(?<={name}{point}[ ])" for point in ("", "[.]") for name in f"{_LONG_MONTHS}|{_MONTHS}".split("|")
)
_TOKEN = re.compile(
    rf"""(?:
      [12]\d{{3}}(?=/(?:\d\d|[12]\d{{3}})(?![\d/]))
    | \d{{1,2}}(?=/\d{{1,2}}[ ](?:{_LONG_MONTHS}|{_MONTHS})(?![^\W_]))
    | (?=\d{{1,2}}/\d{{1,2}}(?![\d/]))(?:{_BEHIND_A_MONTH})\d{{1,2}}
    | \d{{1,2}}(?=(?:{_MONTHS})\d\d(?:\d\d)?(?![^\W_]))
    | (?<=\d)(?:{_MONTHS})(?=\d\d(?:\d\d)?(?![^\W_]))
    | [0-2]?\d:?[0-5]\dZ(?![^\W_])
    | \d{{4}}-?[WQH]\d{{1,2}}(?![\w-])
    | \d{{1,2}}-\d{{1,2}}-[12]\d{{3}}(?![\d-])
    | """
    r"""
      \d{4}-\d{2}-\d{2}(?![\d-])(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?
    | \d+(?:st|nd|rd|th|s)(?![^\W_])
    | \d+(?:[.:,/]\d+)*(?=(?:am|pm|a\.m|p\.m|noon|yrs?|hrs?|mins?|secs?|
        wks?|mths?|nights?|days?|weeks?|months?|years?|hours?|
        minutes?|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|
        february|march|april|august|september|october|november|december|ad|bc|h)(?![^\W_]))
    | \d+(?:[.:,/]\d+)*(?![^\W_])
    | (?<=\d,[ ])(?:19|20)\d\d(?=(?-i:[A-Z]|pic\.))
    | [^\W\d_](?:\.[^\W\d_](?![^\W_]))+\.?
    | [^\W\d_]+(?=['’]s(?!\w))
    | o['’]clock(?!\w)
    | \w+
    | ['’](?:s|ll|d|re|ve|\d\ds?)(?!\w)
    | [^\w\s]
    )[^\S\n]*(?:\n(?![^\S\n]*\n)[^\S\n]*)? | \s+""",
    re.X | re.I,
)
_OTHER = " "
_MEMO_LIMIT = 200_000  # distinct tokens remembered: a text of random tokens must not fill the memory


class Tokens(NamedTuple):
    """A text cut into tokens: with the blank after each, their offsets (one more than tokens), their letters."""

    words: list[str]
    starts: list[int]
    letters: str


@lru_cache(maxsize=1)
def word_lists() -> dict[str, dict[str, int | float | str]]:
    """The categories of ``seeds/reference/timex_words.toml``: category → word → value."""
    return tomllib.loads(files("seeds").joinpath("reference/timex_words.toml").read_text("utf-8"))


class Alphabet(dict[str, str]):
    """Token → letter, worked out once per distinct token (``dict.__missing__``); symbol → its class of letters."""

    def __init__(self, literals: Iterable[str]) -> None:
        """``literals`` are the words that rules name directly; each is a category of its own."""
        super().__init__()
        self._sets: dict[str, set[str]] = {}
        for category, words in word_lists().items():
            for word in words:
                self._sets.setdefault(word, set()).add(category)
        for word in literals:
            self._sets.setdefault(word, set()).add(word)
        self._cased = set(word_lists()["CASED"])
        known = {frozenset({"FISCAL_YEAR"})}
        known |= {self.categories(word) for listed in self._sets for word in (listed, listed.capitalize())}
        known |= {number_categories(sample) for sample in _number_samples()}
        known.discard(frozenset())
        self._letters = {categories: chr(_FIRST_LETTER + i) for i, categories in enumerate(sorted(known, key=sorted))}
        self._of_category: dict[str, str] = {}
        for categories, letter in self._letters.items():
            for category in categories:
                self._of_category[category] = self._of_category.get(category, "") + letter

    def __missing__(self, token: str) -> str:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        letter = self[token] = self._letters.get(self.categories(token.rstrip()), _OTHER)
        return letter

    def categories(self, word: str) -> frozenset[str]:
        """All categories of a token without its blank."""
        if not word or len(word) > _LONGEST:
            return frozenset()
        if word[0].isdecimal() or (word[0] in "'’" and word[1:2].isdecimal()):
            return number_categories(plain_digits(word)) or frozenset(self._sets.get(word.lower(), ()))  # "2nite"
        if _FISCAL.fullmatch(word):
            return frozenset({"FISCAL_YEAR"})
        if _QUARTER_YEAR.fullmatch(word):
            return frozenset({"QUARTER_YEAR"})
        found = self._sets.get(word.lower().replace("’", "'"))
        if not found:
            return frozenset()
        if word[0].isupper():
            return frozenset(found | {"CAPITAL"})
        if word in self._cased:
            return frozenset({category if category.islower() else f"{category}_LOWER" for category in found})
        return frozenset(found)

    def symbol(self, name: str) -> str:
        """The letters of a category or literal. ``KeyError`` where no word has it."""
        return self._of_category[name]

    def tokens(self, text: str) -> Tokens:
        """Cut ``text`` up; linear in its length."""
        words = _TOKEN.findall(text)
        return Tokens(words, [0, *accumulate(map(len, words))], "".join(map(self.__getitem__, words)))


_FIRST_LETTER = 0xA1  # after ASCII, so that no letter means anything in a regular expression
_LONGEST = 40  # no word of the grammar is longer; whatever is, is no word


def cut(text: str) -> list[str]:
    """The tokens of a short text without their blanks."""
    return [word.rstrip().lower() for word in _TOKEN.findall(text)]


def number_categories(word: str) -> frozenset[str]:
    """The categories of a token that starts with an ASCII digit, or with an apostrophe and a digit."""
    if word.isdecimal():
        return _integer(word)
    for name, shape in _SHAPES:
        if shape.fullmatch(word):
            return frozenset(name)
    if _ORDINAL.fullmatch(word):
        day = 1 <= int(word[:-2]) <= 31
        return frozenset({"ORDNUM", "ORDDAY"} if day else {"ORDNUM"})
    return frozenset()


_FISCAL = re.compile(r"FY['’]?\d\d(?:\d\d)?", re.I)
_QUARTER_YEAR = re.compile(r"Q[1-4](?:FY)?['’]?\d\d(?:\d\d)?|[1-4]Q\d\d(?:\d\d)?")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.I)
_CLOCK = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_SHAPES = [
    (names.split(), re.compile(shape))
    for names, shape in (
        ("ISODATE", r"\d{4}-(?:0\d|1[0-2])-[0-3]\d"),
        ("ISOTIME", r"\d{4}-(?:0\d|1[0-2])-[0-3]\dT.*"),
        ("DECADE4", r"1\d\d0s|20\d0s"),
        ("DECADE3", r"[1-9]\d0s"),
        ("DECADE2", r"['’]?[1-9]0s"),
        ("YEARAPOS", r"['’]\d\d"),
        ("CLOCK", r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"),
        ("CLOCKDOT NUM", _CLOCK),
        ("ZULU", r"[0-2]?\d:?[0-5]\d[Zz]"),
        ("ISOWEEK", r"\d{4}-?[Ww][0-5]\d"),
        ("QUARTER_YEAR", r"[1-4][Qq]\d\d(?:\d\d)?|\d{4}-?[Qq][1-4]"),
        ("HALF_YEAR", r"[12][Hh]\d\d(?:\d\d)?|\d{4}-?[Hh][12]"),
        ("NUMDATE", r"(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}([./])\d{1,2}\2\d{1,2})"),
        ("FRAC MONTHDAY", r"[1-9]/[2-9]"),
        ("MONTHDAY", r"\d{1,2}/\d\d"),
        ("QUARTER_NAME", r"[1-4][Qq]"),
        ("NUM", r"\d{1,9}\.\d{1,3}"),
        ("NUM BIG", r"\d{1,3}(?:,\d{3}){1,3}"),
    )
]


def _integer(word: str) -> frozenset[str]:
    size = len(word)
    if size == 8 and _COMPACT.fullmatch(word):
        return frozenset({"COMPACTDATE"})
    if size > 9:
        return frozenset()
    value = int(word)
    found = {"NUM", "INT"}
    if size <= 2:
        found |= {name for name, low, high in _SMALL if low <= value <= high}
        if size == 2:
            found |= {"YEAR2"} | ({"MINUTE"} if value < 60 else set())
    if size == 3:
        found |= {"YEAR3"} | ({"CLOCK4"} if value % 100 < 60 and 1 <= value // 100 <= 12 else set())
    if size == 4:
        found |= {"CLOCK4"} if value % 100 < 60 and value < 2400 else set()
        found |= {"YEAR4"} if 1000 <= value <= 2199 else set()
        found |= {"YEAR4ANY"} | ({"NO_YEAR"} if not value else set())
    if size == 5:
        found |= {"NO_YEAR"}
    return frozenset(found)


_COMPACT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")  # "20171120", as files are named
_SMALL = (("DAYNUM", 1, 31), ("MONTHNUM", 1, 12), ("HOUR12", 1, 12), ("HOUR24", 0, 24))


def _number_samples() -> list[str]:
    """Numbers of every kind that ``number_categories`` tells apart."""
    integers = [str(n) for n in range(2500)] + [f"{n:02}" for n in range(10)] + [f"{n:03}" for n in range(100)]
    others = [
        "9999",
        "0000",
        "99999",
        "2017-11-17",
        "20171117",
        "2017-11-17T09:00",
        "1980s",
        "470s",
        "'80s",
        "'97",
        "10:30",
        "10.30",
        "27.03.15",
        "2130Z",
        "2023-W23",
        "2Q23",
        "1H23",
        "3Q",
    ]
    return integers + [f"{n:04}" for n in range(1000)] + others + ["1/2", "9/11", "3.75", "1,000", "15th", "32nd"]
