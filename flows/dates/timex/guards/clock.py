"""Whether words for hours and parts of the day mean a time of day."""

from __future__ import annotations

from flows.dates.timex.grammar import Match
from flows.dates.timex.guards.guard_words import FUNCTION_WORDS, MESSAGE, closes, listed
from flows.dates.timex.lexicon import word_lists


def clock(match: Match) -> bool:
    """A bare "3:21" is a score, a verse or a running time unless something shows a time of day."""
    words = match.words("c")
    if "ap" in match.captures or "z" in match.captures or (words and words[0][-1:] in "Zz"):
        return True
    if words and words[-1].lower() in word_lists()["CLOCKWORD"]:
        before = match.before()
        return before not in ("high",) and not (words[0][0].isupper() and match.after()[:1].isupper())
    if len(words) > 1 or any(k in match.captures for k in ("d", "w", "nd", "p")):
        return True
    shaped = words and words[0].count(":") == 1 and len(words[0].split(":")[1]) == 2
    if shaped and len(match.tokens.words) < MESSAGE:  # a message tells few scores, and many times of day
        return True
    return bool(shaped) and match.before() in (
        "at",
        "by",
        "until",
        "till",
        "from",
        "around",
        "about",
        "before",
        "after",
        "to",
    )


def clock_hours(match: Match) -> bool:
    """ "1930hrs" is a time of day; "120 hours" an amount."""
    hijri = match.tokens.words[match.last - 1].strip() == "H" and match.before() in (
        "in",
        "of",
        "year",
        "since",
        "until",
    )
    return len(match.words("c")[0]) == 4 and not hijri  # "in 1444 H" is a year of the Hijra


def named_day(match: Match) -> bool:
    """ "USA Today" is a newspaper, "The Tonight Show" a programme."""
    before, after = match.before(), match.after()
    if not match.first_word[0].isupper():
        return True
    return (
        before not in ("usa", "psychology", "russia")
        and after != "Show"
        and not (before == "the" and after[:1].isupper())
    )


def part_of_the_day(match: Match) -> bool:
    """ "the night" of an event ("the night the flight went down", "the evening news") is not the day's."""
    after = match.after()
    return not after or not (after[0].isalnum()) or after.lower() in FUNCTION_WORDS - {"the", "he", "she", "they", "it"}


def overnight(match: Match) -> bool:
    """ "overnight" as an adjective of amounts ("overnight rates") still is the night; as part of a name it is not."""
    if match.before() == "almost":  # "famous almost overnight"
        return False
    named = match.first_word[0].isupper() and match.after()[:1].isupper()
    return not named or match.after().lower() in word_lists()["WEEKDAY"]  # "Overnight Friday, shots were heard"


def rel_part(match: Match) -> bool:
    """ "this breakfast" names a meal, "this dawn" a dawn."""
    return match.words("p")[-1].lower() not in ("breakfast", "sunset", "sunrise", "daytime")


def clock_of_24(match: Match) -> bool:
    """ "at 0530", "at 1430": four digits after "at", or with a zero before it; else they count or name a year."""
    digits = match.words("c")[0]
    if match.before(2) in _WORTH or match.near(_MARKET):  # "stands at 2011", "the index closed at 1950"
        return False
    known = closes(match) or match.after().lower() == "on"
    at = match.before() == "at" or (match.before() in ("about", "around", "abt") and match.before(2) == "at")
    return len(digits) == 4 and (digits[0] == "0" or at) and known


def clock_spoken(match: Match) -> bool:
    """ "at half past four", not "the first half past one goal"."""
    return closes(match) or match.after().lower() in ("on", *word_lists()["WEEKDAY"])


def clock_dotted(match: Match) -> bool:
    """ "at 21.30 on Monday": no price, rate or score, which stand near words of the market or before a unit."""
    if match.before(2) in _WORTH or match.near(_MARKET) or (match.touches_after and match.after() in ("%", "-")):
        return False
    hour, minute = (int(n) for n in match.words("c")[0].split("."))
    day_behind = match.after().lower() in ("on", "local", *word_lists()["WEEKDAY"], *word_lists()["NAMED_DAY"])
    return (
        hour < 24
        and minute < 60
        and len(match.words("c")[0].split(".")[1]) == 2
        and (day_behind or (hour > 12 and closes(match)))
    )


_WORTH = listed("worth")
_MARKET = listed("market")


def any_night(match: Match) -> bool:
    """ "at night" is any night in a story, and the coming one in a message."""
    return len(match.tokens.words) >= MESSAGE
