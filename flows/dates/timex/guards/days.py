"""Whether words for months, weekdays and days of the month mean a date."""

from __future__ import annotations

from itertools import pairwise

from flows.calendar.digits import plain_digits
from flows.dates.timex.grammar import Match
from flows.dates.timex.guards.guard_words import DETERMINERS, FUNCTION_WORDS, TIME_PREPOSITIONS, closes, listed
from flows.dates.timex.lexicon import word_lists


def definite_article(match: Match) -> bool:
    """ "the" belongs to a date that is no modifier: "the 4th of May", "on the 20 September", not "the May 4 attack"."""
    if match.first_word.lower() != "the":
        return True
    if match.words("d")[0].isdigit():  # "on the 20 September"
        at = match.captures["d"][0]
        return at == match.first + 1 and closes(match)
    return True


def month_day(match: Match) -> bool:
    """Not a count after a month ("in May 10 percent of", "in June the second army came"), and as ``article`` says."""
    after = match.after().lower()
    if match.words("d")[0].isalpha() and not closes(match):
        return False
    if after in ("%", "percent", "per", "million", "billion", "points", "people", "years", "days"):
        return False
    return definite_article(match)


def is_month(match: Match) -> bool:
    """A month that is also a word or a name ("May", "March") needs a neighbour that shows it to be a month."""
    if match.first_word.lower() == "the":
        return True  # "the month of March"
    word = match.words("m")[-1] if match.words("m") else ""
    if word.lower() not in ("may", "march", "august", "april", "june"):
        return True
    before, after = match.before(), match.after()
    if word.lower() in ("april", "june", "august"):  # names of people too: "June Carter", "August Wilson"
        return not (after[:1].isupper() and after.isalpha() and before not in TIME_PREPOSITIONS and before != "the")
    if before in ("and", "or", ",", "-", "–", "to", "/"):
        return _month_before(match)
    if before == "the":
        return after.islower() and after not in (
            "to",
            "of",
            "for",
            "on",
            "in",
            "by",
            "was",
            "and",
            "from",
            "that",
            "will",
        )
    if after in ("-", "–", "/", ",") and match.after(1).lower() in word_lists()["MONTH"]:
        return True
    return before in TIME_PREPOSITIONS


def month_short(match: Match) -> bool:
    """A bare abbreviation of a month is often a name ("Jan", "Mar"): it needs a preposition of time before it."""
    if match.touches_after and match.after() in ("-", "–"):
        return False
    if match.before() in ("and", "or", ",", "-", "/"):
        return _month_before(match)
    return match.before() in TIME_PREPOSITIONS - {"of", "to"} and not match.after()[:1].isupper()


def _month_before(match: Match) -> bool:
    """Whether a month stands a few tokens before it, as in a list of them."""
    return any(w.strip().lower() in _MONTHS for w in match.tokens.words[max(0, match.first - 5) : match.first])


_MONTHS = frozenset({*word_lists()["MONTH"], *word_lists()["MONTH_SHORT"]})


def weekday_short(match: Match) -> bool:
    """ "Sun" and "Sat", "Mon" and "Wed" are words of other meanings; bare, they need a sign that a day is meant."""
    word = match.first_word.lower()
    if match.touches_before and match.before() in ("'", "’", "#", "@"):
        return False
    if word in ("sun", "sat", "mon", "wed"):
        return match.before() in ("on", "this", "next", "last", "or", "by", "until", "till") and not (
            match.after()[:1].isupper() and match.after().isalpha()
        )
    return True


def weekday_short_lower(match: Match) -> bool:
    """ "on mon", "fri or sat", "sat - gym sun - sleep": people write so in messages; "sat" alone is another word."""
    if match.after() in _BEHIND_A_LABEL and _in_a_timetable(match):
        return True
    before = match.before()
    joined = before in ("or", "and", ",", "/", "-") and any(
        w.strip().lower() in _WEEKDAYS for w in match.tokens.words[max(0, match.first - 4) : match.first]
    )
    return (before in ("on", "this", "next", "last", "by", "until", "till") or joined) and closes(match)


def _in_a_timetable(match: Match) -> bool:
    """Whether another weekday with a dash or colon behind it stands a few tokens before or after."""
    words = [w.strip().lower() for w in match.tokens.words[max(0, match.first - _A_LABEL) : match.last + _A_LABEL + 1]]
    labels = [word for word, then in pairwise(words) if word in _WEEKDAYS and then in _BEHIND_A_LABEL]
    return len(labels) > 1


_BEHIND_A_LABEL = ("-", "–", ":", "=")
_A_LABEL = 8  # tokens from one day of a timetable to the next
_WEEKDAYS = frozenset({*word_lists()["WEEKDAY"], *word_lists()["WEEKDAY_SHORT"]})


def weekday_part(match: Match) -> bool:
    """ "Monday breakfast" names a meal, "Monday mornings" come back."""
    if match.words("p")[-1].lower() in ("mornings", "afternoons", "evenings", "nights"):
        return False
    return match.words("p")[-1].lower() not in ("breakfast", "lunchtime") or "e" in match.captures


def is_day_of_month(match: Match) -> bool:
    """ "the 15th" is a day where no noun follows that it counts ("the 11th Circuit", "the 5th floor")."""
    if len(match.words("d")) and match.last - match.first > 2:
        return True
    before, after = match.before(), match.after()
    if match.touches_after and after == "-":
        return False
    if not before and not after:
        return True  # nothing but "the 15th" is said
    ends = not after or after in (".", ",", ";", ":", ")", "?", "!", "–", "—", '"', "”", "''", "'", "’")
    if before in ("on", "by", "until", "till", "since", "from", "before", "after", "through", "to"):
        return ends or after in FUNCTION_WORDS
    return False


def second_day(match: Match) -> bool:
    """ "May 4 and 5" is two days; "May 4 and 5 people" is a day and a count."""
    after = match.after().lower()
    lists = word_lists()
    if after in ("-", "–") and match.before() == "," and _opens_a_range(match):
        return True
    if after in lists["UNIT"] or after in lists["MONTH"] or after in lists["AMPM"]:
        return False
    if after in ("%", "percent", "million", "billion", "points", "people", "-", "–", "/", ":", "of"):
        return False
    glue = match.before()
    if glue in ("-", "–", "—"):
        return True
    return not after or after in (".", ",", ";", ":", ")", "?", "!", "”", '"') or after in FUNCTION_WORDS


def _opens_a_range(match: Match) -> bool:
    """ "May 2-3, 9-10 and 16-17": a day and its last follow; not "May 2, 9-10 people"."""
    last, behind = plain_digits(match.after(1)), match.after(2).lower()
    return last.isdigit() and 1 <= int(last) <= 31 and (not behind[:1].isalnum() or behind in FUNCTION_WORDS)


def no_day_behind(match: Match) -> bool:
    """ "in this May 18, 2017, photo": the day is told, and "this" is the photo's."""
    return not plain_digits(match.after()).isdigit()


def no_year_behind(match: Match) -> bool:
    """ "in this Dec. 28, 2017, photo": the year is told, and "this" is the photo's."""
    behind = plain_digits(match.after(1) if match.after() == "," else match.after())
    return not (len(behind) == 4 and behind.isdigit())


def unbroken(match: Match) -> bool:
    """ "19-Nov-12", "29Mar22": no blank inside, and no further digits or letters at either end."""
    inside = match.tokens.words[match.first : match.last - 1]
    if any(w[-1].isspace() for w in inside):
        return False
    tied_before = match.touches_before and match.before() in ("-", "/", ".", "_")
    tied_behind = match.touches_after and match.after() in ("-", "/")
    return not tied_before and not tied_behind


def compact_date(match: Match) -> bool:
    """ "20171120" by itself, not a part of a longer number, a code or an amount ("no. 20171120", "$20171120")."""
    tied = match.touches_before and match.before() in ("-", "/", ".", "_", ",")
    tied = tied or (match.touches_after and match.after() in ("-", "/", "_"))
    series = match.before(2 if match.before() in (".", ":") else 1) in _NUMBERING
    return not tied and not series and closes(match)


_NUMBERING = listed("numbering")


def year_month(match: Match) -> bool:
    """ "2022 Aug", "2022 August 14", as lists and forms have it; "in 2022 March was dry" is a year and a month."""
    if match.before() in ("in", "since", "by", "of", "and") and "d" not in match.captures:
        return match.before() == "of" and closes(match)
    return closes(match) or "d" in match.captures


def calendar_week(match: Match) -> bool:
    """No year has more than 53 weeks."""
    return 1 <= int(plain_digits(match.words("wk")[0])) <= 53


def weekday_week_off(match: Match) -> bool:
    """ "on Tuesday week", "they meet Tuesday week" end their clause; "the Friday week 3", "a Sunday week" do not."""
    counted = match.tokens.words[match.last - 1].strip().lower() not in ("week", "fortnight")
    return closes(match) and (counted or match.before() not in DETERMINERS)


def day_of_named_month(match: Match) -> bool:
    """ "that August day": not "a May Day rally"."""
    if not match.words("u")[0].islower():
        return False
    return match.first_word.lower() == "that" or "y" in match.captures or closes(match)
