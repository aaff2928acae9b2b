"""Names of months and weekdays in the languages that news is written in, from dateparser's locales.

dateparser knows the names; what it cannot do is find a date inside a page of ten thousand characters in bounded time.
So its tables are read here once, turned into plain dictionaries, and `written.py` looks words up in them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product

from seeds import rows

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
_ONE_LETTER = str.maketrans("يكۀ", "یکه")  # Persian is written with Arabic letters too, keyboards having those
_TOO_SHORT = 3  # "IV", "k", "ti": shorter words than this name too many other things


def calendar_form(word: str) -> str:
    """The form under which a calendar word is looked up: case and full stops do not matter, accents do."""
    folded = unicodedata.normalize("NFC", word).casefold().strip(".'’॰ ").replace("i̇", "i")
    return folded if folded.isascii() else folded.translate(_ONE_LETTER)


def _bare(word: str) -> str:
    """``word`` without accents, as capitals and old keyboards have it: "ΙΟΥΛΙΟΥ", "FEVRIER". Latin and Greek alone."""
    if word.isascii() or word[:1] >= "Ѐ":
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    months: dict[str, dict[str, int]] = {}
    weekdays: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        for table, (words, numbers) in zip((months, weekdays), _names(language), strict=True):
            for word, number in zip(words, numbers, strict=True):
                table.setdefault(word, {}).setdefault(language.split("-")[0], number)
    return months, weekdays


@lru_cache(maxsize=256)
def _names(language: str) -> tuple[tuple[list[str], list[int]], tuple[list[str], list[int]]]:
    """The words for months and weekdays in one language, its regions included, and the numbers they stand for."""
    from dateparser.data.languages_info import language_locale_dict
    from dateparser.languages.loader import default_loader

    if language not in language_locale_dict:
        return ([], []), ([], [])
    regions = [default_loader.get_locale(locale) for locale in language_locale_dict[language]]
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for source in (locale.info for locale in (default_loader.get_locale(language), *regions)):
        for table, names, least in ((months, MONTHS, _TOO_SHORT), (weekdays, WEEKDAYS, 2)):
            for number, name in enumerate(names):
                for word in source.get(name, ()):
                    folded = calendar_form(word)
                    if (len(folded) >= least or folded[0] >= "ก") and not folded[0].isdigit():
                        table.setdefault(folded, number)
                        table.setdefault(_bare(folded), number)
    return (list(months), list(months.values())), (list(weekdays), list(weekdays.values()))


def _look_up(which: int, word: str, language: str | None) -> int | None:
    folded = calendar_form(word)
    by_language = _tables()[which].get(folded)
    if not by_language:
        if language is None or language in LANGUAGES or not language.isalpha():
            return None
        words, numbers = _names(language)[which]  # a language with a small press: asked only where the page is in it
        return numbers[words.index(folded)] if folded in words else None
    if language in by_language:
        return by_language[language]
    meanings = set(by_language.values())
    return meanings.pop() if len(meanings) == 1 else None


def month_of_small_language(word: str) -> int | None:
    """1–12 for the name of a month in any language but `LANGUAGES`; ``None`` where it is none, or names two.

    The first call loads every language of CLDR, in about a second: for words that `month_number` does not know.
    """
    folded = calendar_form(word)
    return None if names_month(word) or folded in _NO_MONTHS else _months_of_small_languages().get(folded)


def names_month(word: str) -> bool:
    """Whether ``word`` names one month, or several, in any of `LANGUAGES`."""
    folded = calendar_form(word)
    return folded in _tables()[0] and folded not in _NO_MONTHS


# Months somewhere, and something else beside nearly every date: weekdays and time zones of English.
_NO_MONTHS = frozenset(
    {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "est", "edt", "cst", "cet", "ist", "gmt", "utc"}
)


@lru_cache(maxsize=1)
def _months_of_small_languages() -> dict[str, int]:
    """Names of months in all of CLDR and in `month_names.csv`; a name that stands for two months is left out."""
    named = months_in_cldr()
    for row in rows("month_names.csv"):
        named.setdefault(row["name"], {int(row["month"])})
    return {name: min(months) for name, months in named.items() if len(months) == 1}


def months_in_cldr() -> dict[str, set[int]]:
    """Every name of a month in CLDR, long or short, and the months that it stands for in one language or another."""
    from babel import Locale, localedata

    named: dict[str, set[int]] = {}
    for language in localedata.locale_identifiers():
        months = Locale.parse(language).months if "_" not in language else {}
        for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            for month, name in months.get(context, {}).get(width, {}).items():
                if (folded := calendar_form(name)) and not folded.isdecimal():
                    named.setdefault(folded, set()).add(month)
        localedata._cache.pop(language, None)  # Babel keeps what it read: 130 MB of languages that are not needed again
    return named


def month_names(language: str) -> list[str]:
    """The names of months in one language, written out in any form; abbreviations are left out."""
    return _long_names(0, language)


def weekday_names(language: str) -> list[str]:
    """The names of weekdays in one language, written out in any form; abbreviations are left out."""
    return _long_names(1, language)


def _long_names(which: int, language: str) -> list[str]:
    """CLDR's own long names, of any length, and dateparser's of five letters and more, which knows inflected ones."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return []
    cldr = locale.days if which else locale.months
    long = {calendar_form(name) for context in ("format", "stand-alone") for name in cldr[context]["wide"].values()}
    inflected = {name for name in _names(language)[which][0] if len(name) >= 5 and name.isalpha()}
    inflected -= {part for name in long for part in name.split("-")}  # "segunda" of "segunda-feira" is "second"
    return sorted(long | inflected)


def month_number(word: str, language: str | None = None) -> int | None:
    """1–12 for the name of a month in any of `LANGUAGES`; ``None`` where it is none, or names two and nothing decides.

    "listopad" is October in Croatian and November in Polish: ``language`` (ISO 639-1) decides.
    """
    number = _look_up(0, word, language)
    return None if number is None else number + 1


def weekday_number(word: str, language: str | None = None) -> int | None:
    """0 (Monday) to 6 for the name of a weekday, as ``date.weekday()`` counts."""
    return _look_up(1, word, language)
