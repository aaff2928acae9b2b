"""Counted time: "five years since the 2011 earthquake", "six months into his presidency", "100 days to the Games".

A count of days, months or years ties the day of writing to what it is counted from, or to. That is a date told beside
it, the day on which somebody named came to power, a vote, a feast, or what is held on days known years ahead
(`fixtures.py`). What is told of as over ("two years later he died") counts between two things of the story and not to
the writing, so the clause has to be in the present or the perfect, or of news ("on Friday").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from flows.calendar.holidays import holiday
from flows.calendar.spans import shifted, valid
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import NEWS_YEARS, Reading
from flows.dates.dct.witnesses import election_table, elections, fixtures, happenings, office_table, offices
from flows.dates.dct.witnesses.heard import names_days, span
from flows.dates.timex import Expression
from flows.names.fold import fold
from flows.names.gazetteer import Entry, NamedPassage
from flows.records import Evidence, Interval
from seeds import declared, kept

# How often the count is to something else: of one day, of what comes again, of years and of people in the past tense.
_ONE_WRONG, _OF_MANY_WRONG, _NARRATED_WRONG = 0.05, 0.1, 0.35
_NEWS_WRONG, _LEAD_WRONG, _ON_ITS_DAY_WRONG = (
    0.08,
    0.25,
    0.02,
)  # of what has a name, in the present; at the top of a story in any tense
_FOR_POWER = frozenset({"president", "parliament"})
_FROM_VOTE_TO_OFFICE, _SOME_MONTHS = timedelta(days=200), timedelta(days=120)
_PERFECT_BEHIND, _BEGAN_BESIDE = 50, 150  # characters
_UNDER_WAY = 150  # days before a vote in which the rivals named are those of its race
_MOST = 2  # counts heard of one text
_CLAUSE = 130  # characters in which what is counted from stands
_LEADERS = frozenset({"president", "prime minister", "pope", "monarch", "supreme leader"})
# Days of a unit; how much earlier and later than so many of them it is said, of a day that is known.
_UNITS = {"D": (1.0, 1, 1), "W": (7.0, 3, 5), "M": (30.44, 15, 20), "Y": (365.25, 45, 150), "DE": (3652.5, 250, 400)}
_ROUNDED = 0.04  # of a long count: people round it
# A clause of the present: what is so now, or is news.
_NOW = re.compile(
    r"\b(?:is|are|am|has|have|hasn't|haven't|'ve|still|remains?|continues?|today|yesterday|this (?:week|month|year)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|says?|can|cannot|live|lives|does|do|now|will|stands?|remembers?|"
    r"returns?|marks?|waits?|wants?|plans?|comes?|lies?|ist|sind|hat|haben|noch|heute|steht|stehen|lebt|leben|gibt|"
    r"kommt|kommen|zeigt|zeigen|erinnert|erinnern|feiert|feiern|wird|will|soll|est|sont|ont|encore|toujours|aujourd|"
    r"reste|restent|vit|vivent|es|son|esta|estan|ha|han|sigue|siguen|aun|todavia|hoy|ancora|oggi|sono)\b"
)
_THEN = re.compile(
    r"\b(?:was|were|had|did|died|went|came|became|began|left|took|made|got|won|lost|fell|rose|met|saw|gave|said|war|"
    r"waren|wurde|wurden|hatte|etait|fut|fue|fueron|era|(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\bno )"
    r"\w{3,}ed)\b"
)
_CHOSEN = re.compile(
    r"\b(?:was elected|elected|election of|election victory|won the (?:presidency|election)|wahl|election|eleccion|"
    r"victory)\b"
)
_WHO_WAS_CHOSEN = re.compile(
    r"\b(?:was elected|were elected|got elected|the election of|election of|(?<=s )(?:election )?victory|won the "
    r"(?:presidency|election)|wahl von|wahlsieg von|l'election d'|l'election de|la eleccion de|l'elezione di)(?!\w)"
)
_BESIDE_A_VOTE = 35  # characters to who was chosen
_IN_OFFICE = re.compile(
    r"^ (?:into (?:his|her|their|the|its|[a-z.' ]{2,40}'s?) (?:[a-z]+ )?(?:term|presidency|premiership|tenure|rule|"
    r"mandate|time in office|administration|chancellorship|papacy|government|job)|in (?:the )?(?:office|power|job)|"
    r"(?:into|as) (?:the )?(?:president|prime minister|chancellor|premier)|im amt|au pouvoir|"
    r"en el (?:poder|cargo)|al potere)\b"
)
_AT = ("a ", "ad ")  # what "à", "a" and "ad" are as `fold` leaves them
_IN = re.compile(r"(?:^|\W)(?:in|dans|en|tra|fra|over) $")
_BEGINS = re.compile(
    r"^,? (?:[\w']+ ){0,5}?(?:begins?|starts?|opens?|kicks? off|beginn\w+|startet|commence\w*|empieza|inizia|"
    r"takes? effect|comes? into (?:force|effect)|enters? into force|appl(?:y|ies)|gilt|tritt|entre|entra)\b"
)
_BEGUN = re.compile(
    r"\b(?:founded|opened|launched|started|began|begun|set up|established|created|built|born|formed|broke out|"
    r"gegrundet|"
    r"begonnen|begann|begannen|eroffnet|fonde\w*|commence\w*|debute\w*|ouvert\w*|fundad\w*|empez\w*|comenz\w*|"
    r"inici\w*|abri\w*|fondat\w*|iniziat\w*|cominciat\w*|since|seit|depuis|desde)\b"
)
_FOR = re.compile(r"\b(?:for|in business for|has run for|for the past|for the last) (?:[a-z]+ ){0,2}$")
_PERFECT = re.compile(r"\b(?:has|have|hasn't|haven't|been)\b")
# The same in languages that tell in the present what still lasts; "da cinque anni" is of Italian alone.
_LASTS = re.compile(
    r"\b(?:seit|depuis|desde hace|ormai da|dura(?:n)? ya|lleva(?:n)? ya|dauert (?:schon|nun)|dure deja) (?:[a-z]+ )?$"
)
# What stands before a count that explains a date: "by June 2018, five months before the vote".
_EXPLAINS = re.compile(
    r"(?:\d|(?<!yester)(?<!to)day|then|january|february|march|april|may|june|july|august|september|october|november|"
    r"december), (?:(?:just|only|about|some) )?$"
)
# "A year after the fire,": of which the text has told already, with its day.
_TOLD_ALREADY = re.compile(r" (?:the|that|this|those|dem|der|den|la|le|el)(?: \w+){1,2}(?=[,.;]| \w+(?:s|ed) )")
# "Three weeks before Scots vote": it is still to come, whatever has been done so long before it.
_STILL_HAS_TO = re.compile(
    r" (?:[\w'.-]+ ){1,6}?(?:votes?|leaves?|opens?|begins?|starts?|elects?|chooses?|goes to|go to|"
    r"takes? (?:office|effect))\b"
)
# Between the count and a name that is not what it counts from: "two weeks after he left, the Rana Plaza report".
_ANOTHER_THING = re.compile(r"[.;:!?]|, (?:(?:the|a|an|his|her|its|their|der|die|das|le|la|les|el|los|il) )?$")
_FEW_WORDS = 4  # ahead of a count that opens its sentence: "With just", "There are"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty")  # "twenty-one", hyphens as blanks
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MORE_NEWS, _OLD_NEWS = 300, 20  # characters back to what "six years on" is counted from; years that nobody narrates


@dataclass(frozen=True, slots=True)
class _Count:
    """A count at ``folded[start:end]`` of a passage, and on which side of what it is told with it stands."""

    start: int
    end: int
    amount: float
    unit: str
    about: str  # "about" less than that, "over" more, "exactly" to the day, ""
    relation: str  # since, later, until, left, for, in office

    def after(self, day: Interval) -> Interval:
        """The days of writing that lie so long after ``day``, a stretch of days that is known."""
        assert day.lo is not None
        assert day.hi is not None
        length, early, late = self._length()
        if day.lo != day.hi:  # a year or a month is told: its own width is slack enough
            nearly = min(round(0.12 * self.amount * _UNITS[self.unit][0]), 300) if self.about == "about" else 0
            early, late = min(early, 30) + nearly, late if self.about == "over" else min(late, 30)
        return Interval(shifted(day.lo, length - early), shifted(day.hi, length + late))

    def before(self, day: Interval) -> Interval:
        """The days of writing that lie so long ahead of ``day``."""
        assert day.lo is not None
        assert day.hi is not None
        length, early, late = self._length()
        early, late = min(early, 20), min(late, 20)
        return Interval(max(shifted(day.lo, -length - late), date(1900, 1, 1)), shifted(day.hi, early - length))

    def _length(self) -> tuple[int, int, int]:
        days, early, late = _UNITS[self.unit]
        rounded = round(_ROUNDED * self.amount * days) if self.unit in ("D", "W", "M") else 0
        early, late = early + rounded, late + rounded
        if self.about == "about":
            early, late = early + round(0.12 * self.amount * days) + round(days / 3), round(late / 5)
        elif self.about == "over":
            early, late = 0, late + round(0.8 * days)
        elif self.about == "exactly":
            early, late = 1, 1
        return round(self.amount * days), early, late


# What says that long has passed since a day that a story opens with, and how far behind that day it is said.
_LOOKS_BACK = re.compile(
    r"\b(?:ever since|since(?= ?[,.;]| then\b)|to this day|until today|(?:years|decades) (?:later|on)\b|back then|"
    r"seither|seitdem|bis heute|jahre später|damals|depuis lors|jusqu[’']à (?:ce jour|aujourd[’']hui)|ans plus tard|"
    r"desde entonces|hasta (?:hoy|la fecha)|años después)",
    re.IGNORECASE,
)
_LOOKED_BACK_WITHIN = 400  # characters


class _Counted(NamedTuple):
    """The days of writing that a count allows, how often it is of others, what it counts from or to, in words; the date
    told that this is, and where the words end that name it.
    """

    windows: tuple[Interval, ...]
    wrong: float
    note: str
    told: Expression | None = None
    end: int | None = None


def entries() -> tuple[Entry, ...]:
    """It asks for no names of its own: the witnesses of offices, votes and fixtures ask for them."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first counts say that are to or from something with a day."""
    return [said for said, _ in _tellings(reading)]


def counted_from(reading: Reading) -> set[int]:
    """Where the dates stand from which it counts: they are so long ago, and no news of the day."""
    return {told.start for _, told in _tellings(reading) if told}


@lru_cache(maxsize=1)  # asked for what it says, and for the dates that it counts from
def _tellings(reading: Reading) -> list[tuple[Testimony, Expression | None]]:
    """What the counts say, and the date from which each counts, if it is one of the text."""
    out: list[tuple[Testimony, Expression | None]] = []
    known: set[tuple[Interval, ...]] = set()
    for passage in [*reading.passages_beside, *reading.passages]:
        for count in _counts(passage.folded):
            if reading.region_at(passage.start + count.start) == "caption":
                continue
            found = _windows(reading, passage, count)
            if not found or not found.windows or found.windows in known or len(out) >= _MOST:
                continue
            if (found.windows[0].lo or date.min) > reading.today:
                continue
            if steps := raised(found.windows, found.wrong):
                known.add(found.windows)
                start, end = passage.start + count.start, passage.start + (found.end or count.end)
                says = found.windows[0] if len(found.windows) == 1 else Interval()
                quote = reading.article.text[start:end]
                evidence = Evidence("arithmetic", says, 0.6, quote, start, end, found.note)
                out.append((Testimony(evidence, steps), found.told))
    return out


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


def _counts(folded: str) -> Iterator[_Count]:
    pattern, numbers, units = _words()
    for found in pattern.finditer(folded):
        amount = float(found["n"]) if found["n"].isdigit() else numbers.get(found["n"], 1.0)
        told = "exactly" if found["exactly"] else "about" if found["about"] else "over" if found["over"] else ""
        after = folded[found.end() : found.end() + 60]
        relation = "in office" if _IN_OFFICE.match(after) else found.lastgroup or ""
        if relation == "from_here":  # "à dix jours du scrutin"
            relation = "until" if folded[: found.start()].endswith(_AT) else ""
        if relation in ("unit", "exactly"):
            relation = "for" if _is_still_so(folded, found.start(), found.end()) else ""
            if _IN.search(folded, max(0, found.start() - 6), found.start()) and _BEGINS.search(after):
                relation = "left"  # "in three weeks the World Cup begins"
        if relation and amount:
            yield _Count(found.start(), found.end(), amount, units[found["unit"]], told, relation)


def _is_still_so(folded: str, start: int, end: int) -> bool:
    """Whether the count at ``folded[start:end]`` says how long something has lasted: "for six years they have not"."""
    if _LASTS.search(folded, max(0, start - 40), start):
        return True
    told = _FOR.search(folded, max(0, start - 40), start)
    return told is not None and _PERFECT.search(folded, max(0, start - 70), end + _PERFECT_BEHIND) is not None


def _windows(reading: Reading, passage: NamedPassage, count: _Count) -> _Counted | None:
    """The days of writing that a count allows, if what it counts from or to has a day."""
    low, high = (p - passage.start for p in reading.sentence(passage.start + count.start, passage.start + count.end))
    low, high = max(0, low), min(len(passage.folded), high)
    if count.relation in ("until", "left"):
        return _ahead(reading, passage, count, low, high)
    if count.relation == "in office":
        if not _is_now(passage.folded, count, count.end, low, high):
            return None
        days = _in_power(passage, low, high, chosen=False)
        return _Counted(tuple(count.after(day) for day in days), _ONE_WRONG, ", counted from the taking of office,")
    end = min(high, count.end + _CLAUSE)
    took = took_power(passage.folded, count.end, end)
    chosen = None if took else _CHOSEN.search(passage.folded, count.end, end)
    what = (took or chosen) if count.relation == "since" else None
    if what and _is_now(passage.folded, count, what.end(), low, high):
        days = _in_power(passage, count.end, min(high, what.end() + 45), chosen=chosen is not None)
        note = ", counted from the vote," if chosen else ", counted from the taking of office,"
        if days:
            return _Counted(tuple(count.after(day) for day in days), _ONE_WRONG, note)
    if count.relation == "since" and (remembered := _on_its_day(reading, passage, count, high)):
        return remembered
    if count.relation == "since" and (happened := _happened(reading, passage, count, low, high)):
        return happened
    told, wrong = _told_beside(reading, passage, count, low, high)
    days_told = span(told) if told else None
    if told is None or days_told is None:
        return None
    return _Counted((count.after(days_told),), wrong, f", counted from “{told.text}”,", told)


def _ahead(reading: Reading, passage: NamedPassage, count: _Count, low: int, high: int) -> _Counted | None:
    """The same of a count to what is still to come."""
    if not _is_ahead(passage.folded, count, low, high):
        return None
    days, wrong, note = _to_come(reading, passage, count, *_around(count, low, high))
    return _Counted(tuple(count.before(day) for day in days), wrong, note)


def _on_its_day(reading: Reading, passage: NamedPassage, count: _Count, high: int) -> _Counted | None:
    """ "PARIS, Jan. 7 – A year after …": a dateline of the very day of the year on which it happened is no chance."""
    datelines = [e for e in reading.expressions if reading.region_at(e.start) == "dateline" and e.month and e.day]
    if not datelines or count.unit != "Y" or count.about or count.amount != int(count.amount):
        return None
    end = min(high, count.end + _CLAUSE)
    named = ((h.day, h.what, None, h.end) for h in happenings.with_a_day(passage) if count.end <= h.start < end)
    dated = (
        (days.lo, f"told as “{e.text}”", e, None)
        for e in reading.body
        if e.day
        and names_days(e)
        and (days := span(e))
        and days.lo
        and 0 <= e.start - passage.start - count.end <= _CLAUSE
    )
    for day, what, told, ends in (*named, *dated):
        there = valid(day.year + int(count.amount), day.month, day.day)
        for e in datelines if there else ():
            assert there is not None
            printed = valid(there.year, e.month or 0, e.day or 0)
            if e.year in (None, there.year) and printed and abs((printed - there).days) <= 1:
                window = Interval(shifted(printed, -1), shifted(printed, 2))
                return _Counted(
                    (window,), _ON_ITS_DAY_WRONG, f"({what}), of which the dateline has the day,", told, ends
                )
    return None


def _happened(reading: Reading, passage: NamedPassage, count: _Count, low: int, high: int) -> _Counted | None:
    """The same of a count from something with a name that happened on one day."""
    for named in happenings.with_a_day(passage):
        if not count.end <= named.start <= count.end + _CLAUSE or named.start >= high:
            continue
        if _ANOTHER_THING.search(passage.folded[count.end : named.start]):
            continue
        is_now = _is_now(passage.folded, count, named.end, low, high)
        if is_now or reading.leads(passage.start + named.start):
            window = count.after(Interval(named.day, named.day))
            return _Counted((window,), _NEWS_WRONG if is_now else _LEAD_WRONG, f"({named.what})", None, named.end)
        break
    return None


def _around(count: _Count, low: int, high: int) -> tuple[int, int]:
    """Where what it is so long to stands: behind "before"; on either side of "three weeks away"."""
    ahead = max(low, count.start - _CLAUSE) if count.relation == "left" else count.end
    return ahead, min(high, count.end + _CLAUSE)


def _is_ahead(folded: str, count: _Count, low: int, high: int) -> bool:
    """Whether what it is so long to is still to come: not where the clause is over, or the count explains a date."""
    before = folded[low : count.start]
    if _EXPLAINS.search(before):
        return False
    if count.relation == "until" and _STILL_HAS_TO.match(folded, count.end, high):
        return True
    opens = len(before.split()) < _FEW_WORDS
    clause = (folded[count.end : high].partition(", ")[2] or folded[count.end : high]) if opens else before
    return not _THEN.search(clause) or _comes_first(_NOW, _THEN, clause)


def _is_now(folded: str, count: _Count, end: int, low: int, high: int) -> bool:
    """Whether the clause that is so long after something (told up to ``end``) is of the present, or news."""
    if folded[count.start : count.end].endswith("since"):
        return " had " not in folded[max(low, count.start - 30) : count.start]
    before = folded[low : count.start]
    if _EXPLAINS.search(before):
        return False
    if len(before.split()) >= _FEW_WORDS and count.relation != "in office":
        return _comes_first(_NOW, _THEN, before)
    rest = before + folded[end:high]
    return _comes_first(_NOW, _THEN, rest) or _comes_first(_NOW, _THEN, rest.partition(", ")[2])


def _comes_first(one: re.Pattern[str], other: re.Pattern[str], text: str) -> bool:
    """Whether ``text`` has the one, and ahead of the other."""
    found, beside = one.search(text), other.search(text)
    return found is not None and (beside is None or found.start() < beside.start())


def _told_beside(
    reading: Reading, passage: NamedPassage, count: _Count, low: int, high: int
) -> tuple[Expression | None, float]:
    """The date from which so long is counted: in the clause behind it; or, of "six years on", the last told."""
    dates = [
        e for e in (*opening_days(reading), *reading.body) if names_days(e) and span(e) and e.direction != "future"
    ]
    start, end, folded = passage.start + count.start, passage.start + count.end, passage.folded
    first: Expression | None
    if count.relation == "since":
        first = next((e for e in dates if 0 <= e.start - end <= _CLAUSE and e.start < passage.start + high), None)
        ends = first.end - passage.start if first else count.end
        if first is None and (thing := _TOLD_ALREADY.match(folded, count.end)):
            first, ends = _last_told(dates, start), thing.end()
        is_now = first is not None and _is_now(folded, count, ends, low, high)
    elif count.relation == "for":
        first = next((e for e in reversed(dates) if passage.start + low <= e.start < start), None)
        is_now = first is not None and _BEGUN.search(folded[low : first.start - passage.start]) is not None
        if not is_now and count.unit in ("Y", "DE"):
            first = next((e for e in dates if _tells_a_beginning(reading, passage, e, start, end)), None)
            is_now = first is not None
    else:
        first = _last_told(dates, start)
        is_now = count.unit not in ("D", "W") and _comes_first(_NOW, _THEN, folded[count.end : high])
    if first is None or first.year is None or not _is_newest(dates, first, count):
        return None, 0.0
    if is_now:
        return first, _ONE_WRONG
    years = count.amount * (10 if count.unit == "DE" else 1)
    narrated = count.relation != "for" and count.unit in ("Y", "DE") and years >= _OLD_NEWS
    return (first, _NARRATED_WRONG) if narrated else (None, 0.0)


def _tells_a_beginning(reading: Reading, passage: NamedPassage, e: Expression, start: int, end: int) -> bool:
    """Whether a date is told in the sentence before or after the count, as when something began."""
    if not passage.start <= e.start < passage.start + len(passage.folded) or e.day:
        return False
    low, high = (p - passage.start for p in reading.sentence(e.start, e.end))
    near = e.start - start >= -_BEGAN_BESIDE and e.start - end <= _BEGAN_BESIDE
    return near and _BEGUN.search(passage.folded, max(0, low), high) is not None


def opening_days(reading: Reading) -> list[Expression]:
    """The day that opens the story on its first line ("May 2, 2011: helicopters land"): it looks like a date line."""
    top = reading.body_spans[0][0] if reading.body_spans else 0
    return [
        replace(e, direction=None)
        for e in reading.expressions
        if (e.start == top and reading.text[e.end : e.end + 1] == ":")
        or (e.end <= top and reading.region_at(e.start) == "date_line" and "\n" not in reading.text[e.start : top])
    ]


def looked_back_on(reading: Reading) -> set[int]:
    """Where the day stands that opens a story which looks back on it, no other date between: "… the dam breaks. Ever
    since, …".
    """
    found = set()
    for e in opening_days(reading):
        back = _LOOKS_BACK.search(reading.text, e.end, e.end + _LOOKED_BACK_WITHIN)
        if back and not any(e.end <= other.start < back.start() and other.year for other in reading.expressions):
            found.add(e.start)
    return found


def _last_told(dates: list[Expression], start: int) -> Expression | None:
    """The newest date told not far ahead of ``start``."""
    return max(
        (e for e in dates if 0 < start - e.end <= _MORE_NEWS), key=lambda e: (e.year or 0, e.start), default=None
    )


def _is_newest(dates: list[Expression], first: Expression, count: _Count) -> bool:
    """Whether no date told as past lies after what it is counted to: else the story goes on from there."""
    days = span(first)
    assert days is not None
    there = count.after(days).hi
    assert there is not None
    return all((other := span(e)) is None or other.lo is None or other.lo <= there for e in dates)


def _in_power(passage: NamedPassage, low: int, high: int, *, chosen: bool) -> list[Interval]:
    """When those came to power who are named in the stretch; when they were ``chosen``, as far as that is known."""
    leaders = _leaders(passage, low, high)[:3]
    return [_chosen_on(country, day) if chosen else Interval(day, day) for day, country in leaders]


def _chosen_on(country: str, day: date) -> Interval:
    """The day of the vote after which somebody came to power on ``day``; some months before it where none is known."""
    votes = election_table.held(country, _FOR_POWER)
    last = next((v.day for v in reversed(votes) if timedelta(0) < day - v.day <= _FROM_VOTE_TO_OFFICE), None)
    return Interval(last, last) if last else Interval(day - _SOME_MONTHS, day)


def took_power(folded: str, low: int, high: int) -> re.Match[str] | None:
    """Where ``folded[low:high]`` tells that somebody came to power."""
    return _powers().search(folded, low, high)


@kept
def _powers() -> re.Pattern[str]:
    table = declared("elapsed_words.toml")["power"]
    verbs, seats, alone = (
        "|".join(re.escape(w).replace(r"\*", r"\w*") for w in table[key]) for key in ("verbs", "seats", "alone")
    )
    return re.compile(rf"\b(?:(?:{verbs})\b[^.]{{0,20}}\b(?:{seats})|{alone})\b")


def came_to_power(passage: NamedPassage, low: int, high: int) -> list[date]:
    """The days on which those came to power who are named in ``passage.folded[low:high]``."""
    return sorted({day for day, _ in _leaders(passage, low, high)})


def votes_that_chose(passage: NamedPassage, low: int, high: int) -> list[Interval]:
    """The votes that brought those to power who are named in the stretch, where it tells that they were chosen."""
    return [
        vote
        for found in _WHO_WAS_CHOSEN.finditer(passage.folded, low, high)
        for vote in _in_power(
            passage, max(low, found.start() - _BESIDE_A_VOTE), found.end() + _BESIDE_A_VOTE, chosen=True
        )
    ]


def _leaders(passage: NamedPassage, low: int, high: int) -> list[tuple[date, str]]:
    """When and where those came to power who are named in the stretch: by title, in full, or, where nobody is, by the
    family name.
    """
    found, bare = offices.read_holders(passage)
    starts = {
        first for h in found
        if low <= h.start < high and h.standing != "former" and h.office in _LEADERS and h.terms
        for first in _first_days(office_table.holders_named(fold(h.person))) if first[0] == h.terms[0].lo
    }  # fmt: skip
    if not starts:
        keys = [key for start, _, key in bare if low <= start < high]
        starts = {first for key in keys for first in _first_days(office_table.holders_named(key))}
    if not starts:
        words = re.finditer(r"(?<![\w.])[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?", passage.text[low:high])
        starts = {first for w in words for first in _first_days(office_table.family(fold(w[0])))}
    return sorted(starts)


def _first_days(holders: tuple[office_table.Holder, ...]) -> list[tuple[date, str]]:
    """The first day in power of each of those who led a country, and the country."""
    first: dict[tuple[str, str], date] = {}
    for h in holders:
        if h.office in _LEADERS:
            first[h.country, h.person] = min(h.start, first.get((h.country, h.person), h.start))
    return [(day, country) for (country, _), day in first.items() if day.year >= NEWS_YEARS.start]


def _to_come(
    reading: Reading, passage: NamedPassage, count: _Count, low: int, high: int
) -> tuple[list[Interval], float, str]:
    """What it is so long to: a fixture, a vote, a feast; and how often it is another."""
    for held in fixtures.fixtures_named(passage):
        if low <= held.start < high:
            days = [Interval(one.opens, one.opens) for one in held.meant]
            return days, held.wrong, ", counted to that day,"
    about = elections.countries_of(reading)
    for called in election_table.votes_called(passage.folded, low, high):
        if _is_heard_of_votes(reading, passage, count):
            break
        country = called.country or elections.country_beside(passage, called)
        votes: Sequence[election_table.Election] = [
            v for one in ((country,) if country else about) for v in elections.votes_meant(passage, called, one)
        ]
        if count.amount * _UNITS[count.unit][0] <= _UNDER_WAY:
            votes = elections.of_their_race(reading, votes)
        return (
            [Interval(v.day, v.day) for v in votes],
            _ONE_WRONG if country else _OF_MANY_WRONG,
            ", counted to a vote,",
        )
    for e in reading.body:
        if e.holiday and low <= e.start - passage.start < high and not e.year:
            days = [Interval(day, day) for year in NEWS_YEARS if (day := holiday(e.holiday, year))]
            return days, _OF_MANY_WRONG, ", counted to that feast,"
    return [], 0.0, ""


def _is_heard_of_votes(reading: Reading, passage: NamedPassage, count: _Count) -> bool:
    """Whether the witness of votes has heard this count, who knows which race it is: one clue is not told twice."""
    start, end = passage.start + count.start, passage.start + count.end
    told = (said.evidence for said in elections.testimony(reading))
    return any(e.start is not None and e.end is not None and e.start < end and start < e.end for e in told)


@kept
def _words() -> tuple[re.Pattern[str], dict[str, float], dict[str, str]]:
    """One pattern of all counts, what their numbers mean, and the units."""
    table = declared("elapsed_words.toml")
    numbers = {word: float(n) for word, n in table["numbers"].items()}
    numbers |= {f"{ten} {one}": numbers[ten] + numbers[one] for ten in _TENS for one in _ONES}
    units = {word: unit for unit, words in table["units"].items() for word in words}
    said = {key: _any(words) for key, words in table["words"].items()}
    pattern = (
        rf"(?<![\w'])(?:(?:(?P<about>{said['about']})|(?P<over>{said['over']})|exactly|about|some|around|just|only) )*"
        rf"(?P<n>\d{{1,3}}|{_any(numbers)}|the|im)(?: (?:full|whole|long|ersten|first|premiers|primeros))? "
        rf"(?P<unit>{_any(units)})(?P<exactly> (?:{said['exactly']}))?"
        rf"(?: (?:have|has) (?:now )?(?:passed|gone by|elapsed))?"
        rf"(?:(?P<since> (?:{said['since']})(?= ))|(?P<left> (?:{said['left']})(?!\w))"
        rf"|(?P<until> (?:{said['until']})(?= ))|(?P<from_here> (?:{said['from_here']})(?=[ ']))|"
        rf"(?P<later> (?:{said['later']})(?![\w])))?"
    )
    return re.compile(pattern), numbers, units


def _any(words: dict[str, float] | list[str] | dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
