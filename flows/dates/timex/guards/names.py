"""Whether words of a date are part of a name: "Bloody Sunday", "The Sunday Times", "the April 19 Movement"."""

from __future__ import annotations

from flows.dates.timex.grammar import Match
from flows.dates.timex.guards.guard_words import listed

_EPITHETS = listed("epithets")
_INSTITUTIONS = listed("institutions")
_GROUPS = listed("groups")
_ON_SUNDAY = listed("on_sunday")
_LONGEST = 3  # words of a name after the date
_DATED = ("m", "w", "hol")


def in_a_name(match: Match) -> bool:
    """Whether an epithet stands before a day or month, or the name of an institution ends after it.

    A newspaper, a movement or a treaty is called after a day; it is no time. "on Sunday Times Square was shut" has the
    preposition of a time and is one.
    """
    if not any(name in match.captures for name in _DATED) or "y" in match.captures:
        return False
    if match.before() in _EPITHETS and match.first_word[0].isupper():
        return match.tokens.words[match.first - 1][0].isupper()
    if match.before() == "on" and match.first > 1 and match.tokens.words[match.first - 2].strip() in _ON_SUNDAY:
        return match.first_word == "Sunday"
    counted = match.before() == "of" and match.before(2)[:1].isdigit()  # "the 26th of July Movement"
    article = match.before() == "the" or match.first_word.lower() == "the" or counted
    return (article or "hol" in match.captures) and _institution_behind(match)


def _institution_behind(match: Match) -> bool:
    if match.after() in _GROUPS and "d" in match.captures:
        return True
    for ahead in range(_LONGEST):
        word = match.after(ahead)
        if word in _INSTITUTIONS:
            return True
        if not word[:1].isupper() and not (ahead == 0 and word[:1].isdigit()):
            return False
    return False
