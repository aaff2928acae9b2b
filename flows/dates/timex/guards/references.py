"""Whether words for now, the past and the future speak of time."""

from __future__ import annotations

from flows.dates.timex.grammar import Match
from flows.dates.timex.guards.guard_words import FUNCTION_WORDS, MESSAGE, listed


def now(match: Match) -> bool:
    """ "current" is an adjective of time, and also a flow of water or electricity."""
    if match.first_word.lower() != "current":
        return True
    after = match.after()
    return bool(after) and after[0].isalpha()


def nowadays(match: Match) -> bool:
    """ "today's farmers need", "today's youth": people and things as they are nowadays; "today's vote" is this day's.

    The plural of those who do something ("-ers", "-ists") is any of them where a verb of the present follows.
    """
    who, verb = match.after(1).lower(), match.after(2).lower()
    doers = len(who) > _DOERS and who.endswith(("ers", "ors", "ists", "ians"))
    over = verb.endswith(("ed", "s")) and not verb.endswith("eed")  # "met", "said"; but "need", "feed"
    return who in _OF_NOWADAYS or (doers and verb.isalpha() and not over and verb not in _NO_VERB)


_OF_NOWADAYS = listed("of_nowadays")
_NO_VERB = FUNCTION_WORDS | {"from", "met", "said", "were", "won", "did"}
_DOERS = 5  # letters


def recent(match: Match) -> bool:
    """ "as recently as 2009" says nothing that "2009" does not."""
    return match.after().lower() != "as"


def former(match: Match) -> bool:
    """ "the former" of two is no time."""
    return match.after()[:1].isalpha() and match.after().lower() not in FUNCTION_WORDS


def the_past(match: Match) -> bool:
    """ "in the past" with nothing after it that it would qualify ("the past year", "past the gate")."""
    if match.first_word.lower() != "the":
        return match.before() == "in" and (not match.after() or not match.after()[0].isalnum())
    after = match.after().lower()
    return not after or not after[0].isalnum() or after in FUNCTION_WORDS | {"of"}


def the_future(match: Match) -> bool:
    """ "the future", not a future contract or price."""
    after = match.after().lower()
    return not after or not after[0].isalnum() or after in FUNCTION_WORDS | {"of"}


def the_present(match: Match) -> bool:
    """ "to present" is a verb where no article stands, "the present" may be a gift."""
    return match.first_word.lower() == "the" or match.before() in ("at", "until", "till")


def to_date(match: Match) -> bool:
    """ "to date", not "up to date" nor the length "year to date"."""
    return match.before(2) not in ("up", "year") and match.after().lower() not in (
        "a",
        "the",
        "her",
        "him",
        "them",
        "his",
        "from",
        "back",
    )


def the_time(match: Match) -> bool:
    """ "at the time", where what follows does not say which ("at the time of the attack", "at the time he left")."""
    after = match.after().lower()
    if match.first_word.lower() == "that" and match.before(2) in _NEW_SENTENCE:  # "By that time he had left"
        return True
    return (
        not after
        or not after[0].isalnum()
        or after in FUNCTION_WORDS - {"he", "she", "they", "it", "we", "the", "his", "when", "that"}
    )


_NEW_SENTENCE = frozenset({"", ".", "!", "?", ";"})
_AHEAD = frozenset({"will", "would", "shall", "may", "might", "could", "can", "'ll", "’ll"})
_SUBJECT = 5  # tokens in which a sentence that opens with "one day" comes to its verb


def one_day(match: Match) -> bool:
    """ "will one day be": a time to come; "one day" of an amount ("in one day", "one day after") is not."""
    if match.first_word.lower() in ("a", "some", "someday"):
        return True
    if match.before() in _NEW_SENTENCE:  # "One day the wells will run dry"
        return any(match.after(ahead).lower() in _AHEAD for ahead in range(_SUBJECT))
    return match.before() in ("will", "would", "could", "may", "might", "can", "to", "that")


def animal(match: Match) -> bool:
    """ "the Year of the Dragon" is a year, in a message also in small letters; "the year of the dog" is any dog's."""
    return match.words("u")[0][0].isupper() or len(match.tokens.words) < MESSAGE


def to_this_day(match: Match) -> bool:
    """ "stands to this day"; "referred to this day as" is that of the story."""
    return match.after().lower() != "as"
