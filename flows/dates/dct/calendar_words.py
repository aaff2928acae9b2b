"""Names of months and weekdays in the languages that news is written in, borrowed from dateparser's locale data.

dateparser knows the names; what it cannot do is find a date inside a page of ten thousand characters in bounded time.
So its tables are read here once, turned into plain dictionaries, and `written.py` looks words up in them.
"""

from __future__ import annotations

import importlib
import unicodedata
from functools import lru_cache

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# Languages with a sizeable press; a word that names two different months among them is settled by the page's language.
LANGUAGES = (
    "en", "de", "fr", "es", "pt", "it", "nl", "da", "sv", "nb", "fi", "is", "et", "lv", "lt", "pl", "cs", "sk", "sl",
    "hr", "sr", "sr-Cyrl", "bg", "mk", "ru", "uk", "be", "ro", "hu", "el", "tr", "az", "sq", "ca", "gl", "eu", "ar",
    "he", "fa",
    "hi", "bn", "ta", "te", "mr", "ur", "th", "vi", "id", "ms", "fil", "sw", "kk", "ka", "hy",
)  # fmt: skip
_TOO_SHORT = 3  # "IV", "k", "ti": shorter words than this name too many other things


def fold(word: str) -> str:
    """The form under which a calendar word is looked up: case and full stops do not matter, accents do."""
    return unicodedata.normalize("NFC", word).casefold().strip(".'’ ").replace("i̇", "i")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    months: dict[str, dict[str, int]] = {}
    weekdays: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        info = importlib.import_module(f"dateparser.data.date_translation_data.{language}").info
        for table, names, least in ((months, MONTHS, _TOO_SHORT), (weekdays, WEEKDAYS, 2)):
            for number, name in enumerate(names):
                for word in info.get(name, ()):
                    folded = fold(word)
                    if len(folded) >= least and not folded[0].isdigit():
                        table.setdefault(folded, {}).setdefault(language.split("-")[0], number)
    return months, weekdays


def _look_up(table: dict[str, dict[str, int]], word: str, language: str | None) -> int | None:
    by_language = table.get(fold(word))
    if not by_language:
        return None
    if language in by_language:
        return by_language[language]
    numbers = set(by_language.values())
    return numbers.pop() if len(numbers) == 1 else None


def month_number(word: str, language: str | None = None) -> int | None:
    """1–12 for the name of a month in any of `LANGUAGES`; ``None`` where it is none, or names two and nothing decides.

    "listopad" is October in Croatian and November in Polish: ``language`` (ISO 639-1) decides.
    """
    number = _look_up(_tables()[0], word, language)
    return None if number is None else number + 1


def weekday_number(word: str, language: str | None = None) -> int | None:
    """0 (Monday) to 6 for the name of a weekday, as ``date.weekday()`` counts."""
    return _look_up(_tables()[1], word, language)
