"""Whether words for seasons, quarters and holidays mean a part of a year."""

from __future__ import annotations

from flows.dates.timex.grammar import Match
from flows.dates.timex.guards.guard_words import FUNCTION_WORDS, TIME_PREPOSITIONS, listed


def is_season(match: Match) -> bool:
    """Not a fall of a city or of prices, a spring of water, a leap, or a name ("Prague Spring", "Winter Palace")."""
    word = match.words("s")[-1]
    before, after = match.before(), match.after()
    if match.first_word.lower() == "the" and word.lower() != "fall" and after.isalpha() and after not in FUNCTION_WORDS:
        return False  # "the summer offensive": the article is the offensive's
    if word.lower() == "fall":
        return (
            after != "of"
            and after not in ("in", "from", "into")
            and (before in TIME_PREPOSITIONS)
            and match.first_word != "Fall"
        )
    if word[0].isupper() and after[:1].isupper() and after.isalpha() and before not in ("", ".", "in", "of"):
        return False
    if word.lower() == "spring" and (
        before in _BEFORE_THE_VERB
        or after.lower() in ("into", "up", "forth", "back")
        or (before == "a" and not after.isalpha())
    ):
        return False
    return not (
        word[0].isupper() and before not in ("", ".", "in", "of", "the", "during", "by", "since", "'", '"', "“")
    )


_BEFORE_THE_VERB = frozenset({"to", "would", "will", "could", "hot", "i", "we", "you", "they", "who"})


def not_of(match: Match) -> bool:
    """ "the last fall of" is a fall."""
    return match.after() != "of"


def is_quarter(match: Match) -> bool:
    """ "the third quarter" may be one of a game, "the first quarter mile" one of a mile."""
    if "y" not in match.captures and match.near(_SPORTS):
        return False
    return match.after().lower() not in ("mile", "pole", "final", "finals", "century")


_SPORTS = listed("sports")


def is_half(match: Match) -> bool:
    """ "the first half" of a year's figures, not of a match, a book or an hour."""
    if match.tokens.words[match.last - 1].strip().lower() == "year":
        return True
    shown = match.first_word.lower() == "the" or "-" in [
        w.strip() for w in match.tokens.words[match.first : match.last]
    ]
    after = match.after().lower()
    return shown and not match.near(_SPORTS) and after not in ("of", "hour", "mile", "century", "time", "decade", "-")


def quarter_number(match: Match) -> bool:
    """ "Q3" in capitals, not part of a name ("the Q3 model", "Audi Q3")."""
    if "qy" in match.captures:
        return True
    return match.words("q")[0][0] == "Q" and (
        "y" in match.captures or not match.tokens.words[match.first - 1][:1].isupper()
    )


def is_holiday(match: Match) -> bool:
    """Not in the name of a thing ("Easter Island", "Christmas tree"), nor "a good Friday", nor "nye" (new)."""
    words = match.words("hol")
    if words[0].islower() and " ".join(words).lower() in ("good friday", "nye", "may day", "epiphany"):
        return False
    return match.after().lower() not in _HOLIDAY_THINGS and match.before() not in _OTHERS_FEASTS


_OTHERS_FEASTS = listed("others_feasts")
_HOLIDAY_THINGS = listed("holiday_things")
