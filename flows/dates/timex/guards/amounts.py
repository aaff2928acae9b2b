"""Whether amounts and units of time mean a length of time, a place in the calendar, or a recurrence."""

from __future__ import annotations

from flows.dates.timex.grammar import Match
from flows.dates.timex.guards.guard_words import DETERMINERS, MESSAGE, closes, listed
from flows.dates.timex.lexicon import word_lists


def rel_units(match: Match) -> bool:
    """ "should last decades", "is to last two hours": the verb."""
    return match.first_word.lower() != "last" or match.before() not in _BEFORE_THE_VERB


_BEFORE_THE_VERB = frozenset({"should", "shall", "will", "would", "can", "could", "may", "must", "to", "might"})


def rel_unit(match: Match) -> bool:
    """ "this second", "last minute", "last hours": too short or too vague to be a place in the calendar."""
    unit = match.words("u")[-1].lower()
    if unit in word_lists()["UNIT_PLURAL"]:
        return False
    the = match.first_word.lower() == "the" or match.before() == "the"
    if "last" in match.words("r") and (unit == "day" or (the and match.after() == "of")):
        return False  # "the last month of the war" closes it; and nobody calls yesterday "last day"
    return word_lists()["UNIT"][unit] not in ("S", "TM", "N")


def is_last_day(match: Match) -> bool:
    """ "his last day", "today last day to sign" is the one that ends a time, whichever that is, and not yesterday."""
    return match.before() in DETERMINERS or len(match.tokens.words) < MESSAGE


def spanning(match: Match) -> bool:
    """ "for the next decade" fills it: a length of time; "in the next decade" may be any time in it.

    A figure right before it is that year's: "against 61,000 for the previous year".
    """
    if match.before() == "for" and match.before(2)[:1].isdigit():
        return False
    if match.before() == "for" and match.words("u")[-1] in ("year", "quarter") and match.near(_FIGURES):
        return False  # "a loss for the last year" is told of a business year
    return match.before() in ("for", "over", "within", "throughout", "lasted")


_FIGURES = listed("figures")


def clause_end(match: Match) -> bool:
    """ "the day before" and "two days after" stand alone where the clause ends; else what follows is their point."""
    after = match.after()
    return (
        not after
        or after in (".", ",", ";", ":", ")", "?", "!", '"', "”", "''")
        or after.lower() in ("and", "but", "in", "at")
    )


def the_unit(match: Match) -> bool:
    """ "the week's", "the year ended": the unit we are in; not "the day he came", nor "person of the year"."""
    after = match.after().lower()
    unit = match.words("u")[0].lower()
    if match.before() == "of" and (match.words("u")[0][0].isupper() or match.before(2) in _OF_THE_YEAR):
        return False
    if match.before() == "by" and unit == "day":  # "worse by the day"
        return False
    if after in ("of", "when", "that", "he", "she", "they", "it", "after", "before", "-"):
        return False
    if unit == "day" and match.before() in _DAY_BOUNDS and after != "'s":
        return True
    if unit in ("day", "decade", "century"):
        return not after or after in (".", ",", ";", ")", "?", "!")
    return True


_OF_THE_YEAR = listed("of_the_year")
_DAY_BOUNDS = listed("day_bounds")


def of_the_year(match: Match) -> bool:
    """ "Teacher of the Year", a title in capitals; "most of the Year" in a headline has no title before it."""
    return match.words("u")[0][0].isupper() and match.tokens.words[match.first - 2][:1].isupper()


def edge_of_unit(match: Match) -> bool:
    """ "at the end of the day, they agree" speaks of no day."""
    at = 1 if match.first_word.lower() == "the" else 2
    idiom = match.words("u")[-1].lower() == "day" and match.before(at) == "at" and match.after() == ","
    return not (idiom and match.before(at + 1) in ("", ".", ",", ":", ";", "but", "and", "that", "because"))


def that_unit(match: Match) -> bool:
    """ "that day" points back; "that year-old" does not, nor "the same day-to-day"."""
    return not (match.touches_after and match.after() == "-")


def is_duration(match: Match) -> bool:
    """Not an age ("the 44-year-old"), a fraction ("three quarters"), an ordinal's second, a rate or a score."""
    if _over_is_a_preposition(match):
        return False
    units = word_lists()["UNIT"]
    unit = units[match.words("u")[-1].lower()]
    word = match.words("u")[-1].lower()
    if unit == "Q" and not word.endswith("s"):
        return False
    if unit == "S" and word in ("second", "sec"):
        return match.words("n") != [] and match.words("n")[0].lower() in ("one", "1")
    if word in ("min", "mins", "sec", "secs") and not match.words("n"):
        return False
    if "n" in match.captures and not word.endswith("s") and word not in ("min", "hr", "sec", "yr", "wk", "mth"):
        number = match.words("n")[-1].lower()
        one = number in ("one", "1") or "/" in number  # "1/2 day"
        in_message = number.isdigit() and len(match.tokens.words) < MESSAGE  # "2 hour", as people write in haste
        return one or in_message or match.after().lower() in ("period", "of") or match.before() in DETERMINERS
    if match.words("v") == ["some"] and not word.endswith("s"):
        return False
    if match.after().lower() == "old":
        return False
    if match.touches_before and match.before() in ("-", "–") and match.before(2).isdigit():
        return "n" in match.captures  # "10-12 hours"
    return not (match.hyphened or (match.touches_before and match.before() in ("#", "@", ":")))


def _over_is_a_preposition(match: Match) -> bool:
    """ "spread over three years" fills them; "for over three years", "lasted over a week" is more than that."""
    return match.words("a") == ["over"] and match.before() not in _BEFORE_AMOUNT | {
        "last",
        "lasting",
        "just",
        "well",
        "is",
        "was",
        "were",
    }


def duration_article(match: Match) -> bool:
    """ "a second" is mostly another one, "a quarter" mostly a fourth."""
    if _over_is_a_preposition(match):
        return False
    unit = word_lists()["UNIT"][match.words("u")[-1].lower()]
    word = match.words("u")[-1].lower()
    if word in word_lists()["UNIT_PLURAL"]:
        return False
    if unit in ("S", "Q"):
        return "a" in match.captures and unit == "S"
    if unit in ("N", "WE", "DE", "CE", "ML"):
        return unit in ("DE", "CE", "ML", "WE") and match.after().lower() != "of"
    return not (match.touches_after and match.after() == "-")


def age(match: Match) -> bool:
    """ "a 44-year-old" tells an age, not a stretch of the story's time; "three-quarters" is a fraction."""
    if match.touches_after and match.after() in ("-", "–") and match.after(1).lower() in ("old", "olds"):
        return False
    unit = match.words("u")[-1].lower()
    return word_lists()["UNIT"][unit] not in ("Q", "S") and match.after().lower() != "old"


def old(match: Match) -> bool:
    """ "a decades-old feud", "the 8-month-old truce" last so long; what is said of people is their age."""
    word = match.words("u")[-1].lower()
    if match.hyphened:
        return False
    if word in word_lists()["UNIT_PLURAL"]:
        return not match.words("n")
    return word_lists()["UNIT"][word] != "Y" and match.after().lower() not in _PEOPLE


_PEOPLE = listed("young_people")


def all_unit(match: Match) -> bool:
    """ "all week", not "All Day" in a name, nor "of all year"."""
    return not match.after()[:1].isupper() and match.before() not in ("of", "and", "above", "after")


def the_amount(match: Match) -> bool:
    """ "the two days" and "the first nine months" as a whole; ordinals of single units are other rules'."""
    return match.words("u")[-1].lower() in word_lists()["UNIT_PLURAL"]


def of_an_event(match: Match) -> bool:
    """ "the first year of the siege" is an event's; "the first day of the month" is the calendar's."""
    behind = match.after(2).lower()
    return behind not in word_lists()["UNIT"] and behind not in word_lists()["MONTH"] and not behind[:1].isdigit()


def bare_units(match: Match) -> bool:
    """ "for weeks", "months of": a vague amount of time; not a part of a compound ("business days", "office hours")."""
    before, after = match.before(), match.after().lower()
    if match.hyphened or (match.touches_before and before in ("#", "'", "’")):
        return False
    if before in ("early", "late", "wee", "small", "working", "business", "office"):
        return False
    if match.touches_after and after == "-":
        return False
    if before in ("just", "only", "barely", "mere"):  # "in just minutes"
        return match.before(2) in _BEFORE_AMOUNT
    if before in ("is", "was", "are", "were", "been") and after in ("in", "away", "long", "late", "of"):
        return True  # "was years in the making"
    return (
        before in _BEFORE_AMOUNT or before in ("", ".") or after in ("of", "ago", "before", "after", "later", "earlier")
    )


_BEFORE_AMOUNT = listed("before_amount")


def the_units(match: Match) -> bool:
    """ "the weeks ahead", "the years of": not "the days when" of a bygone time."""
    return match.after().lower() not in ("in",) and not (match.touches_after and match.after() == "-")


def a_while(match: Match) -> bool:
    """ "for a while", "for some time": amounts; "some time ago", "once in a while" are not."""
    return match.before() in ("for", "after", "in", "within") and match.before(2) != "once"


def bare_day(match: Match) -> bool:
    """In a message "have a nice day" speaks of a day; "day-to-day" and "now in its second month" do not."""
    if match.before() in word_lists()["ORDINAL"] and match.before(2) in DETERMINERS - {"the"}:
        return False
    return not (match.touches_after and match.after() in ("-", "'")) and match.before() != "new"


def every(match: Match) -> bool:
    """ "per second" is a rate of physics, "miles per hour" a speed."""
    if match.words("ev") != ["per"]:
        return True
    return word_lists()["UNIT"][match.words("u")[-1].lower()] != "S" and match.before() not in _LENGTHS


_LENGTHS = listed("lengths")


def rate(match: Match) -> bool:
    """ "$5 million a year", "four flights a week": a number or an amount stands close before it, and no preposition."""
    word = match.words("u")[-1].lower()
    if word in word_lists()["UNIT_PLURAL"] or word_lists()["UNIT"][word] in ("S", "Q", "WE"):
        return False
    quoted = match.before() in _QUOTES  # "400 'incidents' a month"
    before = match.before(2 if quoted else 1)
    if before == ")":  # "15 miles (24 km) a day"
        before = match.before(2)
    if not before or not (before[0].isalnum() or before == "%") or before in _NO_RATE:
        return False
    if match.after().lower() in ("ago", "earlier", "later", "after", "before"):
        return False
    reach = 8 if quoted else 4
    near = [w.strip().lower() for w in match.tokens.words[max(0, match.first - reach) : match.first]]
    numbers = word_lists()["NUMWORD"]
    return any(w[:1].isdigit() or w in numbers or w.removesuffix("s") in _AMOUNTS for w in near)


_QUOTES = ('"', "”", "'", "’")
_AMOUNTS = frozenset({"$", "%", "million", "billion", "trillion", "hundred", "thousand", "dozen", "percent"})
_NO_RATE = listed("no_rate")


def frequency(match: Match) -> bool:
    """ "Daily" in a newspaper's name is none, "everyday life" is any life, and "quarterly results" are a quarter's."""
    if match.first_word.lower() in ("everyday", "quarterly") and not closes(match):
        return False
    if not match.first_word[0].isupper() or match.first_word.isupper():
        return True
    return not match.after()[:1].isupper() and match.before() in ("", ".", "!", "?")
