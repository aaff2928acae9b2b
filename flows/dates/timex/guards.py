"""What is no date although its words could be one: conditions on the surroundings, named by the rules that need them.

Each guard states something true of English, and gets the match; it answers whether the reading stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files

from flows.dates.timex.grammar import Match
from flows.dates.timex.lexicon import plain_digits, word_lists


def _listed(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(files("seeds").joinpath("reference/timex_contexts.toml").read_text("utf-8"))[name])


_TIME_PREPOSITIONS = _listed("time_prepositions")


def stands(match: Match) -> bool:
    """Whether the match's rule has no guard, or its guard lets it stand."""
    if _touches_before(match) and _before(match) in ("#", "@"):
        return "c" in match.captures  # a tag is a name, though a time of day may be tagged
    name = match.rule.guard
    return name is None or GUARDS[name](match)


def _before(match: Match, back: int = 1) -> str:
    """The token ``back`` places in front of the extent, lower case; empty at the start of a text or paragraph."""
    at = match.first - back
    return match.tokens.words[at].strip().lower() if at >= 0 else ""


def _after(match: Match, ahead: int = 0) -> str:
    at = match.last + ahead
    return match.tokens.words[at].strip() if at < len(match.tokens.words) else ""


def _near(match: Match, words: frozenset[str]) -> bool:
    """Whether any of ``words`` stands within a dozen tokens on either side."""
    around = match.tokens.words[max(0, match.first - _WITHIN) : match.last + _WITHIN]
    return any(w.strip().lower() in words for w in around)


_WITHIN = 12


def _touches_before(match: Match) -> bool:
    """Whether nothing parts the expression from the token in front."""
    return match.first > 0 and not match.tokens.words[match.first - 1][-1:].isspace()


def _touches_after(match: Match) -> bool:
    return not match.tokens.words[match.last - 1][-1:].isspace() and bool(_after(match))


def _first_word(match: Match) -> str:
    return match.tokens.words[match.first].strip()


# ------------------------------------------------------------------ dates
def article(match: Match) -> bool:
    """ "the" belongs to a date that is no modifier: "the 4th of May", "on the 20 September", not "the May 4 attack"."""
    if _first_word(match).lower() != "the":
        return True
    if match.words("d")[0].isdigit():  # "on the 20 September"
        at = match.captures["d"][0]
        return at == match.first + 1 and _closes(match)
    return True


def _closes(match: Match) -> bool:
    """Whether what follows is no noun that the expression could qualify: the clause goes on or ends."""
    after = _after(match)
    return not after or not after[0].isalnum() or after.lower() in _FUNCTION_WORDS


def month_day(match: Match) -> bool:
    """Not a count behind a month ("in May 10 percent of", "March 20 people"), and as ``article`` says."""
    after = _after(match).lower()
    if after in ("%", "percent", "per", "million", "billion", "points", "people", "years", "days"):
        return False
    return article(match)


def month(match: Match) -> bool:
    """A month that is also a word or a name ("May", "March") needs a neighbour that shows it to be a month."""
    if _first_word(match).lower() == "the":
        return True  # "the month of March"
    word = match.words("m")[-1] if match.words("m") else ""
    if word.lower() not in ("may", "march", "august", "april", "june"):
        return True
    before, after = _before(match), _after(match)
    if word.lower() in ("april", "june", "august"):  # names of people too: "June Carter", "August Wilson"
        return not (after[:1].isupper() and after.isalpha() and before not in _TIME_PREPOSITIONS and before != "the")
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
    if after in ("-", "–", "/", ",") and _after(match, 1).lower() in word_lists()["MONTH"]:
        return True
    return before in _TIME_PREPOSITIONS


def month_short(match: Match) -> bool:
    """A bare abbreviation of a month is often a name ("Jan", "Mar"): it needs a preposition of time in front."""
    if _touches_after(match) and _after(match) in ("-", "–"):
        return False
    if _before(match) in ("and", "or", ",", "-", "/"):
        return _month_before(match)
    return _before(match) in _TIME_PREPOSITIONS - {"of", "to"} and not _after(match)[:1].isupper()


def _month_before(match: Match) -> bool:
    """Whether a month stands a few tokens in front, as in a list of them."""
    return any(w.strip().lower() in _MONTHS for w in match.tokens.words[max(0, match.first - 5) : match.first])


_MONTHS = frozenset({*word_lists()["MONTH"], *word_lists()["MONTH_SHORT"]})


def weekday_short(match: Match) -> bool:
    """ "Sun" and "Sat", "Mon" and "Wed" are words of other meanings; bare, they need a sign that a day is meant."""
    word = _first_word(match).lower()
    if _touches_before(match) and _before(match) in ("'", "’", "#", "@"):
        return False
    if word in ("sun", "sat", "mon", "wed"):
        return _before(match) in ("on", "this", "next", "last", "or", "by", "until", "till") and not (
            _after(match)[:1].isupper() and _after(match).isalpha()
        )
    return True


def weekday_part(match: Match) -> bool:
    """ "Monday breakfast" names a meal."""
    return match.words("p")[-1].lower() not in ("breakfast", "lunchtime") or "e" in match.captures


def day_of_month(match: Match) -> bool:
    """ "the 15th" is a day where no noun follows that it counts ("the 11th Circuit", "the 5th floor")."""
    if len(match.words("d")) and match.last - match.first > 2:
        return True
    before, after = _before(match), _after(match)
    if _touches_after(match) and after == "-":
        return False
    ends = not after or after in (".", ",", ";", ":", ")", "?", "!", "–", "—", '"', "”", "''", "'", "’")
    if before in ("on", "by", "until", "till", "since", "from", "before", "after", "through", "to"):
        return ends or after in _FUNCTION_WORDS
    return False


_FUNCTION_WORDS = _listed("function_words")


def second_day(match: Match) -> bool:
    """ "May 4 and 5" is two days; "May 4 and 5 people" is a day and a count."""
    after = _after(match).lower()
    lists = word_lists()
    if after in lists["UNIT"] or after in lists["MONTH"] or after in lists["AMPM"]:
        return False
    if after in ("%", "percent", "million", "billion", "points", "people", "-", "–", "/", ":", "of"):
        return False
    glue = _before(match)
    if glue in ("-", "–", "—"):
        return True
    return not after or after in (".", ",", ";", ":", ")", "?", "!", "”", '"') or after in _FUNCTION_WORDS


# ------------------------------------------------------------------ years
_NUMBERING = _listed("numbering")
_COUNTED = _listed("counted")


def year(match: Match) -> bool:
    """Four digits are a year unless money, a number in a series ("Resolution 1973"), a count or a larger number."""
    if len(match.words("y")) != 1 or _first_word(match).lower() == "the":
        return True
    word = plain_digits(match.words("y")[0])
    before, after = _before(match), _after(match).lower()
    if before in _NUMBERING or (before == "." and _before(match, 2) in ("no", "nos")):
        return False
    if _touches_before(match) and before in ("-", "–", "/", ".", "+", "=", "&", "_", ":", "@", "\\"):
        earlier = plain_digits(_before(match, 2))
        if not (before in ("-", "–", "/") and ((len(earlier) == 4 and earlier.isdigit()) or earlier in _LEADING)):
            return False
    if _touches_after(match) and after in ("$", "€", "£", "+", "=", "_", "@", "°", "%"):
        return False
    if _touches_after(match) and after in ("-", "–"):
        behind = _after(match, 1)
        if behind[:1].isdigit() and len(behind) not in (2, 4):
            return False
    if after in _COUNTED or (after == "." and _touches_after(match) and _after(match, 1)[:1].isdigit()):
        return False
    if "a" in match.captures:  # "founded about 1910"; "about 1500 people" counts
        return 1000 <= int(word) <= 2100 and _closes(match)
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


_LEADING = frozenset({"pre", "post", "mid", "early", "late", *word_lists()["MONTH"], *word_lists()["SEASON"]})


def short_year(match: Match) -> bool:
    """ "'97" is a year behind a preposition or a season, not an age or a score."""
    return _before(match) in (
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
    """ "1995-96": two digits behind a year, greater than the year's own."""
    start = plain_digits(_before(match, 2))
    if not _touches_before(match) or len(start) != 4 or not start.isdigit():
        return False
    return int(start[2:]) < int(plain_digits(match.words("y")[0])) and _after(match) not in ("-", "–", "/")


def decade(match: Match) -> bool:
    """ "in his eighties", "the 30s" of a temperature are no decades: a bare number or word needs "the" in front."""
    if match.words("de")[0][:1].isdigit() and len(match.words("de")[0]) == 5:
        return True
    if _near(match, _WEATHER):
        return False
    return _first_word(match).lower() == "the" or match.words("de")[0][:1] in "'’" or "e" in match.captures


# ------------------------------------------------------------------ seasons, quarters, holidays
def season(match: Match) -> bool:
    """Not a fall of a city or of prices, not a spring of water, not a name ("Prague Spring", "Winter Palace")."""
    word = match.words("s")[-1]
    before, after = _before(match), _after(match)
    if (
        _first_word(match).lower() == "the"
        and word.lower() != "fall"
        and after.isalpha()
        and after not in _FUNCTION_WORDS
    ):
        return False  # "the summer offensive": the article is the offensive's
    if word.lower() == "fall":
        return (
            after != "of"
            and after not in ("in", "from")
            and (before in _TIME_PREPOSITIONS)
            and _first_word(match) != "Fall"
        )
    if word[0].isupper() and after[:1].isupper() and after.isalpha() and before not in ("", ".", "in", "of"):
        return False
    if word.lower() == "spring" and (
        before in ("to", "would", "will", "could", "hot") or (before == "a" and not after.isalpha())
    ):
        return False
    return not (
        word[0].isupper() and before not in ("", ".", "in", "of", "the", "during", "by", "since", "'", '"', "“")
    )


def no_year_behind(match: Match) -> bool:
    """ "in this Dec. 28, 2017, photo": the year is told, and "this" is the photo's."""
    behind = plain_digits(_after(match, 1) if _after(match) == "," else _after(match))
    return not (len(behind) == 4 and behind.isdigit())


def rel_units(match: Match) -> bool:
    """ "should last decades": the verb."""
    return _first_word(match).lower() != "last" or _before(match) not in (
        "should",
        "will",
        "would",
        "can",
        "could",
        "may",
        "to",
        "might",
    )


def not_of(match: Match) -> bool:
    """ "the last fall of" is a fall."""
    return _after(match) != "of"


def quarter(match: Match) -> bool:
    """ "the third quarter" may be one of a game, "the first quarter mile" one of a mile."""
    if "y" not in match.captures and _near(match, _SPORTS):
        return False
    return _after(match).lower() not in ("mile", "pole", "final", "finals", "century")


_SPORTS, _WEATHER = _listed("sports"), _listed("weather")


def quarter_number(match: Match) -> bool:
    """ "Q3" in capitals, not part of a name ("the Q3 model", "Audi Q3")."""
    return match.words("q")[0][0] == "Q" and (
        "y" in match.captures or not match.tokens.words[match.first - 1][:1].isupper()
    )


def holiday(match: Match) -> bool:
    """A holiday's name inside a longer name ("Easter Island", "Christmas Carol") is none."""
    return _after(match).lower() not in ("island", "islands", "rising", "carol", "bunny", "egg", "eggs")


# ------------------------------------------------------------------ times of day
def clock(match: Match) -> bool:
    """A bare "3:21" is a score, a verse or a running time unless something shows a time of day."""
    words = match.words("c")
    if "ap" in match.captures or "z" in match.captures:
        return True
    if words and words[-1].lower() in word_lists()["CLOCKWORD"]:
        before = _before(match)
        return before not in ("high",) and not (words[0][0].isupper() and _after(match)[:1].isupper())
    if len(words) > 1 or any(k in match.captures for k in ("d", "w", "nd", "p")):
        return True
    shaped = words and words[0].count(":") == 1 and len(words[0].split(":")[1]) == 2
    if shaped and len(match.tokens.words) < _MESSAGE_TOKENS:  # a message tells few scores, and many times of day
        return True
    return bool(shaped) and _before(match) in (
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
    return len(match.words("c")[0]) == 4


_MESSAGE_TOKENS = 60


def named_day(match: Match) -> bool:
    """ "USA Today" is a newspaper, "The Tonight Show" a programme."""
    before, after = _before(match), _after(match)
    if not _first_word(match)[0].isupper():
        return True
    return (
        before not in ("usa", "psychology", "russia")
        and after != "Show"
        and not (before == "the" and after[:1].isupper())
    )


def part_of_the_day(match: Match) -> bool:
    """ "the night" of an event ("the night the flight went down", "the evening news") is not the day's."""
    after = _after(match)
    return (
        not after or not (after[0].isalnum()) or after.lower() in _FUNCTION_WORDS - {"the", "he", "she", "they", "it"}
    )


def overnight(match: Match) -> bool:
    """ "overnight" as an adjective of amounts ("overnight rates") still is the night; as part of a name it is not."""
    if _before(match) == "almost":  # "famous almost overnight"
        return False
    return not (_first_word(match)[0].isupper() and _after(match)[:1].isupper())


def rel_part(match: Match) -> bool:
    """ "this breakfast" names a meal, "this dawn" a dawn."""
    return match.words("p")[-1].lower() not in ("breakfast", "sunset", "sunrise", "daytime")


# ------------------------------------------------------------------ units
def rel_unit(match: Match) -> bool:
    """ "this second", "last minute", "last hours": too short or too vague to be a place in the calendar."""
    unit = match.words("u")[-1].lower()
    if unit in word_lists()["UNIT_PLURAL"]:
        return False
    return word_lists()["UNIT"][unit] not in ("S", "TM", "N")


def spanning(match: Match) -> bool:
    """ "for the next decade" fills it: a length of time; "in the next decade" may be any time in it."""
    return _before(match) in ("for", "over", "within", "throughout", "lasted")


def clause_end(match: Match) -> bool:
    """ "the day before" and "two days after" stand alone where the clause ends; else what follows is their point."""
    after = _after(match)
    return (
        not after
        or after in (".", ",", ";", ":", ")", "?", "!", '"', "”", "''")
        or after.lower() in ("and", "but", "in", "at")
    )


def the_unit(match: Match) -> bool:
    """ "the week's", "the year ended": the unit we are in; not "the day he came", "the year of the horse"."""
    after = _after(match).lower()
    unit = match.words("u")[0].lower()
    if after in ("of", "when", "that", "he", "she", "they", "it", "after", "before", "-"):
        return False
    if unit in ("day", "decade", "century"):
        return not after or after in (".", ",", ";", ")", "?", "!")
    return True


def that_unit(match: Match) -> bool:
    """ "that day" points back; "that year-old" does not, nor "the same day-to-day"."""
    return not (_touches_after(match) and _after(match) == "-")


# ------------------------------------------------------------------ amounts
def duration(match: Match) -> bool:
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
        one = match.words("n")[-1].lower() in ("one", "1")
        return one or _after(match).lower() in ("period", "of") or _before(match) in _DETERMINERS
    if match.words("v") == ["some"] and not word.endswith("s"):
        return False
    if _after(match).lower() == "old":
        return False
    return not (_touches_before(match) and _before(match) in ("-", "–", "#", "@", ":"))


_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "this", "that", "our", "my"})


def _over_is_a_preposition(match: Match) -> bool:
    """ "spread over three years" fills them; "for over three years", "lasted over a week" is more than that."""
    return match.words("a") == ["over"] and _before(match) not in _BEFORE_AMOUNT | {
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
        return unit in ("DE", "CE", "ML", "WE") and _after(match).lower() != "of"
    return not (_touches_after(match) and _after(match) == "-")


def age(match: Match) -> bool:
    """ "a 44-year-old" tells an age, not a stretch of the story's time; "three-quarters" is a fraction."""
    if _touches_after(match) and _after(match) in ("-", "–") and _after(match, 1).lower() in ("old", "olds"):
        return False
    unit = match.words("u")[-1].lower()
    return word_lists()["UNIT"][unit] not in ("Q", "S") and _after(match).lower() != "old"


def the_amount(match: Match) -> bool:
    """ "the two days" and "the first nine months" as a whole; ordinals of single units are other rules'."""
    return match.words("u")[-1].lower() in word_lists()["UNIT_PLURAL"]


def bare_units(match: Match) -> bool:
    """ "for weeks", "months of": a vague amount of time; not a part of a compound ("business days", "office hours")."""
    before, after = _before(match), _after(match).lower()
    if _touches_before(match) and before in ("-", "–", "#", "'", "’"):
        return False
    if before in ("early", "late", "wee", "small", "working", "business", "office"):
        return False
    if _touches_after(match) and after == "-":
        return False
    return (
        before in _BEFORE_AMOUNT or before in ("", ".") or after in ("of", "ago", "before", "after", "later", "earlier")
    )


_BEFORE_AMOUNT = _listed("before_amount")


def the_units(match: Match) -> bool:
    """ "the weeks ahead", "the years of": not "the days when" of a bygone time."""
    return _after(match).lower() not in ("in",)


def a_while(match: Match) -> bool:
    """ "for a while", "for some time": amounts; "some time ago", "once in a while" are not."""
    return _before(match) in ("for", "after", "in", "within") and _before(match, 2) != "once"


def bare_day(match: Match) -> bool:
    """In a message "have a nice day" speaks of a day; "day-to-day" does not."""
    return not (_touches_after(match) and _after(match) in ("-", "'"))


# ------------------------------------------------------------------ recurrences
def every(match: Match) -> bool:
    """ "per second" is a rate of physics."""
    return match.words("ev") != ["per"] or word_lists()["UNIT"][match.words("u")[-1].lower()] != "S"


def rate(match: Match) -> bool:
    """ "$5 million a year", "four flights a week": a number or an amount stands close in front, and no preposition."""
    word = match.words("u")[-1].lower()
    if word in word_lists()["UNIT_PLURAL"] or word_lists()["UNIT"][word] in ("S", "Q", "WE"):
        return False
    before = _before(match)
    if (
        not before
        or not (before[0].isalnum() or before == "%")
        or before in _NO_RATE
        or _after(match).lower() in ("ago", "earlier", "later", "after", "before")
    ):
        return False
    lists = word_lists()
    near = [w.strip().lower() for w in match.tokens.words[max(0, match.first - 4) : match.first]]
    return any(
        w[:1].isdigit()
        or w in lists["NUMWORD"]
        or w in ("$", "%", "million", "billion", "hundred", "once", "twice", "thousand")
        for w in near
    )


_NO_RATE = _listed("no_rate")


def frequency(match: Match) -> bool:
    """ "Daily" in a newspaper's name is none."""
    if not _first_word(match)[0].isupper() or _first_word(match).isupper():
        return True
    return not _after(match)[:1].isupper() and _before(match) in ("", ".", "!", "?")


# ------------------------------------------------------------------ present, past, future
def now(match: Match) -> bool:
    """ "current" is an adjective of time, and also a flow of water or electricity."""
    if _first_word(match).lower() != "current":
        return True
    after = _after(match)
    return bool(after) and after[0].isalpha()


def recent(match: Match) -> bool:
    """ "as recently as 2009" says nothing that "2009" does not."""
    return _after(match).lower() != "as"


def former(match: Match) -> bool:
    """ "the former" of two is no time."""
    return _after(match)[:1].isalpha() and _after(match).lower() not in _FUNCTION_WORDS


def the_past(match: Match) -> bool:
    """ "in the past" with nothing behind it that it would qualify ("the past year", "past the gate")."""
    if _first_word(match).lower() != "the":
        return _before(match) == "in" and (not _after(match) or not _after(match)[0].isalnum())
    after = _after(match).lower()
    return not after or not after[0].isalnum() or after in _FUNCTION_WORDS | {"of"}


def the_future(match: Match) -> bool:
    """ "the future", not a future contract or price."""
    after = _after(match).lower()
    return not after or not after[0].isalnum() or after in _FUNCTION_WORDS | {"of"}


def the_present(match: Match) -> bool:
    """ "to present" is a verb where no article stands, "the present" may be a gift."""
    return _first_word(match).lower() == "the" or _before(match) in ("at", "until", "till")


def to_date(match: Match) -> bool:
    """ "to date", not "up to date"."""
    return _before(match, 2) != "up" and _after(match).lower() not in (
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
    after = _after(match).lower()
    return (
        not after
        or not after[0].isalnum()
        or after in _FUNCTION_WORDS - {"he", "she", "they", "it", "we", "the", "his", "when", "that"}
    )


def one_day(match: Match) -> bool:
    """ "will one day be": a time to come; "one day" of an amount ("in one day", "one day after") is not."""
    if _first_word(match).lower() in ("a", "some", "someday"):
        return True
    return _before(match) in ("will", "would", "could", "may", "might", "can", "to", "that")


GUARDS: dict[str, Callable[[Match], bool]] = {
    guard.__name__.replace("_", "-"): guard
    for guard in (
        article,
        month_day,
        month,
        month_short,
        weekday_short,
        weekday_part,
        day_of_month,
        second_day,
        year,
        short_year,
        second_year,
        decade,
        season,
        no_year_behind,
        rel_units,
        not_of,
        quarter,
        quarter_number,
        holiday,
        clock,
        clock_hours,
        named_day,
        part_of_the_day,
        overnight,
        rel_part,
        rel_unit,
        clause_end,
        the_unit,
        that_unit,
        duration,
        duration_article,
        age,
        the_amount,
        bare_units,
        the_units,
        a_while,
        bare_day,
        every,
        rate,
        frequency,
        now,
        spanning,
        recent,
        former,
        the_past,
        the_future,
        the_present,
        to_date,
        the_time,
        one_day,
    )
}
