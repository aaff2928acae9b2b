"""Votes ahead and just held: "Russia's presidential election in March" was written in the year before such a March.

A vote is named with when it is (a month, a weekday, "next month"), or as being ahead ("the upcoming election"), or by
what is left ("with 30 days to go"). The table says on which days that country has voted, so the days of writing are
those from which such a vote lies so. Where the country is not said beside it, it is the one that the text is about.
Where two rivals are named, the vote or debate is that of their race.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.calendar.in_words import day_in_words
from flows.dates.dct.solve.reliability import joined_intervals, raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import election_table, office_table, races
from flows.dates.dct.witnesses.election_table import Called, Election
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry, Name, NamedPassage
from flows.records import Evidence, Interval
from seeds import kept, lines

# How often each relation is told of another vote than those of the table, or the other way round.
_DATED, _WEEKDAY, _COUNTED, _AHEAD, _ANY_VOTE = 0.08, 0.12, 0.12, 0.25, 0.3
_NAMED_AND_AHEAD, _OF_THEIR_RACE = 0.04, 0.06  # "will vote for a president in May"; with both rivals named
_MOST = 2  # testimonies of one article: they mostly tell of one vote
_MOST_DAYS_TOLD = 3
_IN_BETWEEN = re.compile(
    r"^[\s,]*(?:(?:which|that|is|are|was|were|due|scheduled|set|slated|planned|expected|to|be|will|held|take|takes|"
    r"taking|place|begin|begins|starts?|opens?|later|on|in|for|at|this|next|early|late|mid|am|im|en|el|le|night|evening)"
    r"[\s,]*)*"
    r"(?:in [a-z]+(?: [a-z]+)? (?:on |this |next ))?$"  # "in Denver on"
)
_BEFORE_IT = re.compile(r"^(?:'s)?,? (?:(?:the|first|round|of|[a-z.]+(?:an|ish|ese|ch|'s|s))[ ]){0,3}$")
_STILL_TO_COME = re.compile(
    r"\b(?:(?<!days )(?<!week )(?<!weeks )(?<!months )(?<!just )(?<!shortly )before|until|till|ahead of|"
    r"in advance of|upcoming|forthcoming|coming|looming|run up to|will hold|to hold|prepare for|"
    r"holds?|preparing for|prepares for|gear(?:s|ing) up for|head(?:s|ing) (?:in)?to|heads for|"
    r"(?:days?|weeks?|months?) from|is expected to win|once|vor der|vor den|bevorstehende\w*|kommenden?|"
    r"avant l'|"
    r"antes de las?)\b[^.;:!?]{0,40}$"
)
# What was so before a vote, or a week from it, is told after it; so are its results.
_TOLD_AFTER_IT = re.compile(
    r"^(?:'s)?(?: of [\w ]{3,20})?,?[^.;:!?]{0,30}?\b(?:was|were|had|did|wurden?|war|waren|hatten?|etait|etaient|"
    r"fut|avait|era|"
    r"eran|fue|habia|aveva|fu)\b"
)
_ITS_RESULT = re.compile(r"^(?:'s)? (?:victory|win|defeat|loss|results?|triumph|upset|outcome)\b")
_BEFORE = re.compile(r"\b(?:before|until|till|ahead of|from|vor der|vor den|avant l'|antes de las?)\b[^.;:!?]{0,40}$")
_COUNTDOWN = re.compile(
    r"\b(?:(?:with )?(?:only |just |less than |fewer than |under |about |some )?"
    r"(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|"
    r"(?:a|one) hundred|a) (day|week|month)s?"
    r"(?: (?:to go|left|remaining)\b|(?: away from| until)"
    r"(?= (?:[\w.']+ ){0,4}(?:elections?|vote|polls|ballot|referendum|election day|november)\b)|"
    r" before(?= (?:the )?(?!the\b|a\b|th|his|her|its|our)[\w.']+ (?:vote|votes|go to the polls|goes to the polls)\b)))"
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
            "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
            "a hundred": 100, "one hundred": 100}  # fmt: skip
_UNIT_DAYS, _UNIT_SLACK = {"day": 1, "week": 7, "month": 30}, {"day": 2, "week": 6, "month": 20}
_VOTES = re.compile(
    r"\b(?:election|elections|electoral|polls|nominee|candidates?|ballot|votes are cast|voters|swing state)\b"
)
_YEARS_AHEAD, _YEARS_AGO, _NAMED_AHEAD = timedelta(days=330), timedelta(days=330), timedelta(days=800)


@dataclass(frozen=True, slots=True)
class _Told:
    """A vote as told at ``text[start:end]`` of the article: the windows of writing that it allows, by which votes."""

    start: int
    end: int
    wrong: float
    windows: tuple[Interval, ...]
    days: tuple[date, ...]
    is_to_come: bool = False


def entries() -> list[Entry]:
    """What the gazetteer is to look for: the countries that vote."""
    return election_table.countries()


def testimony(reading: Reading) -> list[Testimony]:
    """What the votes told of allow: the surest first, a testimony for each of the few that say most."""
    told = [t for t in _all_told(reading) if t.windows]
    scored = sorted(
        ((raised(t.windows, t.wrong), t) for t in told), key=lambda s: -max((n for *_, n in s[0]), default=0)
    )
    out: list[Testimony] = []
    known: set[tuple[date, ...]] = set()
    for steps, t in scored:
        if steps and t.days not in known and len(out) < _MOST:
            share = 1.0 if not out else 0.4
            known.add(t.days)
            out.append(Testimony(_evidence(reading, t), tuple((lo, hi, nats * share) for lo, hi, nats in steps)))
    return out


def clause(evidence: Evidence) -> str | None:
    """Which votes fit what is told, as part of a sentence."""
    return f"“{evidence.short_quote}” fits {evidence.note}" if evidence.kind == "election" else None


def _evidence(reading: Reading, t: _Told) -> Evidence:
    window = joined_intervals(t.windows)
    says = Interval(*window[0]) if len(window) == 1 else Interval()
    days = [day_in_words(day) for day in t.days]
    note = "the vote of " if len(days) == 1 else "votes of "
    note += ", ".join(days[-_MOST_DAYS_TOLD:]) + (" and others" if len(days) > _MOST_DAYS_TOLD else "")
    return Evidence("election", says, 0.7, reading.article.text[t.start : t.end], t.start, t.end, note)


def _all_told(reading: Reading) -> Iterator[_Told]:
    about = countries_of(reading)
    by_start = sorted(reading.body, key=lambda e: e.start)
    for passage in reading.passages:
        for called in election_table.votes_called(passage.folded, 0, len(passage.folded)):
            said = called.country or country_beside(passage, called)
            votes = [vote for one in ((said,) if said else about) for vote in votes_meant(passage, called, one)]
            of_any_place = said is None and len(called.kinds) > 1  # "the election" of a town may be meant
            if of_any_place and _states().search(_sentence(passage, called)):
                continue
            for told in _dated(reading, passage, called, votes, by_start, of_any_place=of_any_place):
                yield _of_their_race(reading, told, {vote.country for vote in votes})
        if len(about) == 1 and (_VOTES.search(passage.folded) or races.days_of_race(reading, about[0])):
            for told in _counted(passage, about[0]):
                yield _of_their_race(reading, told, set(about))


def votes_meant(passage: NamedPassage, called: Called, country: str) -> Sequence[Election]:
    """The votes of ``country`` that may be meant; "their primary" is one of a state that the sentence names."""
    votes = election_table.held(country, called.kinds)
    if called.kinds != election_table.ANY_PRIMARY:
        return votes
    stop = passage.folded.rfind(". ", 0, called.start)
    low = max(passage.folded.rfind(". ", 0, max(stop, 0)), called.start - 240, 0)  # the sentence before, too
    beside = passage.folded[low : called.end + 60]
    return [vote for vote in votes if _names_state(beside, vote.kind.removesuffix(" primary"))]


@kept
def _states() -> re.Pattern[str]:
    """The states of the United States, which hold elections of their own on other days."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, lines("us_states.txt"))) + r")\b")


def _sentence(passage: NamedPassage, called: Called) -> str:
    """The sentence around a vote, folded, and the one before it."""
    stop = passage.folded.rfind(". ", 0, called.start)
    end = passage.folded.find(". ", called.end)
    return passage.folded[max(passage.folded.rfind(". ", 0, max(stop, 0)), 0) : end if end >= 0 else None]


def _names_state(folded: str, state: str) -> bool:
    """Whether a state is named, and not one whose name holds that of another: "west virginia", "arkansas"."""
    return re.search(rf"(?<!west )\b{re.escape(state)}\b", folded) is not None


def of_their_race(reading: Reading, votes: Sequence[Election]) -> Sequence[Election]:
    """The votes that fall into the race of the rivals named, where there are such; else all."""
    stretches = [s for country in sorted({v.country for v in votes}) for s in races.days_of_race(reading, country)]
    return [v for v in votes if any(v.day in s for s in stretches)] or votes


def _of_their_race(reading: Reading, told: _Told, countries: set[str]) -> _Told:
    """The same of the votes alone that fall into the race of the rivals named, where there are such."""
    stretches = [stretch for country in sorted(countries) for stretch in races.days_of_race(reading, country)]
    of_it = [(w, day) for w, day in zip(told.windows, told.days, strict=True) if any(day in s for s in stretches)]
    if not of_it:
        return told
    wrong = _OF_THEIR_RACE if told.is_to_come else told.wrong
    return replace(told, wrong=wrong, windows=tuple(w for w, _ in of_it), days=tuple(d for _, d in of_it))


def countries_of(reading: Reading) -> tuple[str, ...]:
    """The country that the text is about, or two: named most, by themselves or by those who have held their offices."""
    named: Counter[str] = Counter()
    for passage in reading.passages:
        named.update(name.entry for name in passage.of_kind("electorate") if passage.text[name.start].isupper())
        for name in passage.of_kind("holder"):
            countries = {h.country for h in office_table.holders_named(name.entry)}
            named.update(countries if len(countries) == 1 else ())
    return election_table.most_named(named)


def country_beside(passage: NamedPassage, called: Called) -> str | None:
    """The country named last before the vote in its sentence, or just after it ("election in Kenya"); a state of the
    United States is none.
    """
    low = max(passage.folded.rfind(". ", 0, called.start), called.start - 120, 0)
    near = [
        n for n in passage.of_kind("electorate")
        if low <= n.start and n.end <= called.end + 25 and not _is_state(passage, n)
    ]  # fmt: skip
    ahead = [n for n in near if n.end <= called.start and called.start - n.end < 40]
    behind = [
        n for n in near if n.start >= called.end and passage.folded[called.end : n.start].strip() in ("in", "in the")
    ]
    chosen = behind[:1] or ahead[-1:]
    return chosen[0].entry if chosen else None


def _is_state(passage: NamedPassage, named: Name) -> bool:
    return named.entry == "USA" and _states().fullmatch(passage.folded, named.start, named.end) is not None


def _dated(
    reading: Reading, passage: NamedPassage, called: Called, votes: Sequence[Election], dates: Sequence[Expression], *,
    of_any_place: bool,
) -> Iterator[_Told]:  # fmt: skip
    """The vote with when it is, or as being ahead."""
    folded, offset = passage.folded, passage.start
    ahead = _STILL_TO_COME.search(folded, max(0, called.start - 60), called.start) is not None
    only_before = ahead and _BEFORE.search(folded, max(0, called.start - 60), called.start) is not None
    behind = folded[called.end : called.end + 60]
    ahead = ahead and not (only_before and _TOLD_AFTER_IT.match(behind)) and not _ITS_RESULT.match(behind)
    beside = next((e for e in dates if _is_beside(folded, called, e.start - offset, e.end - offset)), None)
    if beside is not None:
        attribute = beside.year is not None and beside.end <= offset + called.start  # "the 2016 election"
        if attribute and only_before:
            return  # "before the 2016 election" is told of for ever
        over = _ITS_RESULT.match(behind) is not None
        future = not over and (ahead or (beside.direction == "future" and not attribute))
        past = over or (not future and beside.direction == "past")
        found = [(w, v.day) for v in votes if (w := relative_window(v.day, beside, future=future, past=past))]
        start, end = min(beside.start, offset + called.start), max(beside.end, offset + called.end)
        wrong = _ANY_VOTE if of_any_place else _WEEKDAY if beside.weekday else _DATED
        if not of_any_place and future and beside.month:
            wrong = _NAMED_AND_AHEAD
        yield _Told(start, end, wrong, tuple(w for w, _ in found), tuple(d for _, d in found), is_to_come=future)
    elif ahead and not reading.names_a_year(offset + called.start, offset + called.end):
        windows = tuple(Interval(v.day - timedelta(days=400), v.day) for v in votes)
        wrong = _ANY_VOTE if of_any_place else _AHEAD
        yield _Told(offset + called.start, offset + called.end, wrong, windows, tuple(v.day for v in votes))


def _is_beside(folded: str, called: Called, start: int, end: int) -> bool:
    """Whether a date at ``folded[start:end]`` says when the vote is: "election on …", "…'s election"."""
    if start >= called.end:
        return start - called.end <= 40 and _IN_BETWEEN.match(folded[called.end : start]) is not None
    return 0 <= called.start - end <= 30 and _BEFORE_IT.match(folded[end : called.start]) is not None


def relative_window(day: date, e: Expression, *, future: bool, past: bool) -> Interval | None:
    """The days of writing from which what is on ``day`` is told as ``e`` tells it; ``None`` where it cannot be."""
    if e.kind == "calendar" and e.shift is None:
        if (e.year and e.year != day.year) or (e.month and e.month != day.month):
            return None
        if (e.day and e.day != day.day) or (e.weekday and e.weekday != day.isoweekday()):
            return None
        if e.weekday and not e.day:
            return Interval(day if past else day - timedelta(days=6), day if future else day + timedelta(days=6))
        if e.year:  # "the 2016 election" is told of for ever; only one that is still to come bounds the writing
            return Interval(day - _NAMED_AHEAD, day) if future else None
        if e.month:
            return Interval(day if past else day - _YEARS_AHEAD, day if future else day + _YEARS_AGO)
        return None
    if e.kind == "shift" and e.unit in ("W", "M", "Y") and e.shift in (-1, 0, 1):
        return _relative(day, e.unit, e.shift, future=future, past=past)
    return None


def _relative(day: date, unit: str, shift: int, *, future: bool, past: bool) -> Interval:
    """ "Next month's election", "this year's", "last week's"."""
    if unit == "W":
        middle = day - timedelta(days=7 * shift)
        return Interval(middle - timedelta(days=6), middle + timedelta(days=6))
    if unit == "Y":
        first, last = date(day.year - shift, 1, 1), date(day.year - shift, 12, 31)
    else:
        months = day.year * 12 + day.month - 1 - shift
        first = date(months // 12, months % 12 + 1, 1)
        last = date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(days=1)
    if shift == 0:
        return Interval(day if past else first, day if future else last)
    return Interval(first, last)


def _counted(passage: NamedPassage, country: str) -> Iterator[_Told]:
    """ "With 30 days to go": so long before a vote of the country that the text is about."""
    for found in _COUNTDOWN.finditer(passage.folded):
        number, unit = found[1], found[2]
        count = int(number) if number.isdigit() else _NUMBERS[number]
        middle, slack = count * _UNIT_DAYS[unit], _UNIT_SLACK[unit]
        days = [v.day for v in election_table.held(country, frozenset(("president", "parliament", "referendum")))]
        windows = tuple(Interval(d - timedelta(days=middle + slack), d - timedelta(days=middle - slack)) for d in days)
        yield _Told(
            passage.start + found.start(), passage.start + found.end(), _COUNTED, windows, tuple(days), is_to_come=True
        )
