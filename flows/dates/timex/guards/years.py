"""Whether digits and words for years and decades mean a time, and no number, amount or temperature."""

from __future__ import annotations

from flows.calendar.digits import plain_digits
from flows.dates.timex.grammar import Match
from flows.dates.timex.guards.guard_words import closes, listed
from flows.dates.timex.lexicon import word_lists

_NUMBERING = listed("numbering")
_COUNTED = listed("counted")


def is_year(match: Match) -> bool:
    """Four digits are a year unless money, a number in a series ("Resolution 1973"), a count or a larger number."""
    if match.first_word.lower() == "the":
        return True
    if len(match.words("y")) != 1:  # "two thousand men", but "in two thousand and six"
        return match.words("y")[0].lower() != "two" or (match.before() in _BEFORE_SPOKEN and closes(match))
    word = plain_digits(match.words("y")[0])
    before, after = match.before(), match.after().lower()
    if before in _NUMBERING or (before == "." and match.before(2) in ("no", "nos")):
        return False
    if match.touches_before and before in ("-", "–", "/", ".", "+", "=", "&", "_", ":", "@", "\\"):
        earlier = plain_digits(match.before(2))
        if not (before in ("-", "–", "/") and ((len(earlier) == 4 and earlier.isdigit()) or earlier in _LEADING)):
            return False
    if match.touches_after and after in ("$", "€", "£", "+", "=", "_", "@", "°", "%"):
        return False
    if match.touches_after and after in ("-", "–"):
        behind = match.after(1)
        if behind[:1].isdigit() and len(behind) not in (2, 4):
            return False
    if after in _COUNTED or (after == "." and match.touches_after and match.after(1)[:1].isdigit()):
        return False
    if _counts(match):
        return False
    if before == "at" and not after[:1].isalpha():  # "the index closed at 1985, down 3%"
        return False
    if "a" in match.captures:  # "founded about 1910"; "about 1500 people" counts
        return 1000 <= int(word) <= 2100 and closes(match)
    value = int(word)
    if not 1500 <= value <= 2100:
        return before in (
            "in",
            "since",
            "until",
            "by",
            "of",
            "from",
            "to",
            "year",
            "before",
            "after",
            "c",
            "circa",
            "(",
        )
    return True


def _counts(match: Match) -> bool:
    """Whether a number counts: by what stands before ("nearly"), or after (a verb of people, a street)."""
    before, after = match.before(), match.after()
    if before in _QUANTIFIERS or (match.before(2), before) in (("up", "to"), ("close", "to"), ("many", "as")):
        at = 2 if before != "least" and before != "than" else 3
        if match.before(at) not in _TIMES:
            return True
    if before == "and" and after.islower() and _number_of(match.before(3), match.before(2)):
        return True  # "1200 cows and 2000 sheep"
    if before == "of" and match.before(2) in _BODIES and {match.before(3), match.before(4)} & _ONE_S_OWN:
        return True  # "a crowd of 1900", "its total workforce of 2000"; "the class of 1999" is of a year
    if before in _COUNTING_VERBS and after.lower() not in ("in", "when"):
        return True
    if before in ("", ".", "and", "but", ",") and after.lower() in _PEOPLE_VERBS:
        return True
    if before in ("from", "to") and match.near(_TALLIES) and match.before(2) != "year":
        return True
    if match.touches_after and after == "-" and match.after(1)[:1].isalpha():
        return match.after(1).lower() not in _OF_A_YEAR
    if after.lower() in ("index", "average") and match.before()[:1].isalpha():
        return True
    return after[:1].isupper() and any(match.after(n) in _STREETS for n in (1, 2))


def _number_of(number: str, noun: str) -> bool:
    """Whether a number counts the noun after it, and is no year of it ("the 1990 elections")."""
    digits = plain_digits(number).replace(",", "")
    return digits.isdigit() and (noun in _COUNTED or (noun.endswith("s") and not 1500 <= int(digits) <= 2100))


_BEFORE_SPOKEN = ("in", "since", "of", "year", "by", "until", "from", "to", "and", "before", "after", "around", "about")
_TIMES = ("since", "until", "till", "from", "in", "by", "of", "before", "after")
_QUANTIFIERS = listed("quantifiers")
_BODIES = listed("bodies")
_ONE_S_OWN = frozenset({"a", "an", "its", "his", "her", "their", "our", "my", "whose"})
_COUNTING_VERBS = listed("counting_verbs")
_PEOPLE_VERBS = listed("people_verbs")
_TALLIES = listed("tallies")
_STREETS = listed("streets")
_OF_A_YEAR = listed("of_a_year")
_LEADING = frozenset({"pre", "post", "mid", "early", "late", *word_lists()["MONTH"], *word_lists()["SEASON"]})


def short_year(match: Match) -> bool:
    """ "'97" is a year after a preposition or a season, not an age or a score."""
    return match.before() in (
        "in",
        "of",
        "since",
        "until",
        "from",
        "by",
        "to",
        "and",
        "spring",
        "summer",
        "fall",
        "winter",
    )


def second_year(match: Match) -> bool:
    """ "1995-96": two digits after a year, greater than the year's own."""
    start = plain_digits(match.before(2)).removeprefix("fy")
    if not match.touches_before or len(start) != 4 or not start.isdigit():
        return False
    second = int(plain_digits(match.words("y")[0]))
    return (int(start[2:]) < second or (start[2:] == "99" and second == 0)) and match.after() not in ("-", "–", "/")


def is_decade(match: Match) -> bool:
    """ "in his eighties", "the 30s" of a temperature are no decades: a bare number or word needs "the" before it."""
    if match.words("de")[0][:1].isdigit() and len(match.words("de")[0]) == 5:
        return True
    if match.near(_WEATHER) or match.before() in ("his", "her", "their", "my", "your", "our"):
        return False
    return match.first_word.lower() == "the" or match.words("de")[0][:1] in "'’" or "e" in match.captures


_WEATHER = listed("weather")


def other_calendar(match: Match) -> bool:
    """A year of another calendar lies in the centuries of which news and history tell."""
    told = int(plain_digits(match.words("cy")[0]))
    name = match.words("cal")[0].lower()
    republic = word_lists()["CALENDAR_NAME"].get(name) == "republic"  # counted from 1912, as a reign is
    if name in word_lists()["REIGN"] or republic:
        return 1 <= told <= 150 and match.words("cal")[0][0].isupper()
    return 100 <= told <= 6000
