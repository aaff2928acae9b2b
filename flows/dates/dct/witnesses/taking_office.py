"""When those who are named came to power or left it, told with a month, a weekday or a count.

"Since President N. took office in January", "since the election of N. in November": within the year after such a month.
"N. will be sworn in on Sunday": in the week before. "The year since N. came to power": about a year after it. "N., who
resigned as home secretary a week ago": so long after the last day in that office. Counts to a day of taking office
("six months into") are `elapsed.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from flows.calendar.spans import shifted
from flows.dates.dct.solve.reliability import counted_out
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import NEWS_YEARS, Reading
from flows.dates.dct.witnesses import elapsed, office_table, offices
from flows.dates.dct.witnesses.heard import dates_told
from flows.dates.timex import Expression
from flows.names.fold import fold
from flows.names.gazetteer import Entry, NamedPassage
from flows.records import Evidence, Interval

# How often it is told of another time, or of another's: where one sentence names who and when, and where the next
# names who; the year since; a day of the week; of those who left an office, and of those whose last day comes weeks
# after they have said so.
_SINCE_WRONG, _NAMED_BEFORE_WRONG, _YEAR_SINCE_WRONG, _ON_A_DAY_WRONG = 0.045, 0.15, 0.045, 0.06
_LEFT_WRONG, _LEADER_LEFT_WRONG = 0.07, 0.25
_SINCE_THAT_MONTH, _SINCE_THAT_VOTE = 375, 330  # days: then it comes again
_EARLY_IN_IT, _LATE_IN_IT = 120, 450  # days of "the last year since", after the first day
_NEXT_SENTENCE = 120  # characters: who took over may be named there only
_A_WEEK, _BESIDE = 6, 70  # days; characters between a verb, who it is told of and when
_RETURN = re.compile(r"\b(?:return\w*|back|second|again|re-?elect\w*)\b")
_TAKES_OFFICE = re.compile(
    r"\b(?:sworn in|swearing in|inaugurat\w*|takes? office|took office|take over|took over|takes? power|vereidigt|"
    r"amtsantritt|amtseinfuhrung|investi(?:ture|tura|e)|prise de fonctions?|prete serment|asumira|toma de posesion|"
    r"giuramento)\b"
)
_LOST = re.compile(
    r"\b(?:(?:was|were|been) (?:ousted|toppled|removed|sacked|fired|dismissed|deposed|overthrown|forced out|voted out|"
    r"driven out|unseated)|gesturzt|entlassen|abgesetzt|abgewahlt|renverse|limoge|destitu\w+|cesad[oa]|depost[oa]|"
    r"rimoss[oa])\b"
)
_GAVE_UP = re.compile(
    r"\b(?:resigned|stepped down|(?<!to )quit|left office|stood down|gave up (?:his|her) (?:post|office|seat)|"
    r"trat\b[^.;!?]{0,60}"
    r"\bzuruck|zuruckgetreten|demissionne|a quitte ses fonctions|dimitio|renuncio|ha dimitido|si e dimess[oa]|"
    r"demitiu se)\b"
)
_AS = re.compile(r"\b(?:as|als|comme|en tant que|como|come|da) (?:the |a )?([a-z ]{4,40})")
_UNITS = {"D": (1.0, 2, 2), "W": (7.0, 4, 4), "M": (30.44, 15, 18)}  # days of one, and how much earlier and later
# Prime ministers stay in office until another is found; presidents leave it as they resign.
_HEAD, _AT_ONCE = "head", "president"
_FULL_NAME = re.compile(r"\b[A-Z][^\W\d_]+(?:[- ][A-Z][^\W\d_]+){1,2}\b")


def entries() -> tuple[Entry, ...]:
    """It asks for no names of its own: the offices' witness asks for them."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first telling of each kind allows."""
    rules = (year_since(reading), on_a_day(reading), left_ago(reading))
    return [*_since(reading), *(said for rule in rules if (said := next(rule, None)))]


def days_recalled(reading: Reading) -> set[int]:
    """Where the dates stand on which whoever holds an office took it: they are no news of the day."""
    return {said.evidence.start for said in _since(reading) if said.evidence.start is not None}


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


def year_since(reading: Reading) -> Iterator[Testimony]:
    """ "In the last year since the arrival of the Trump administration": about a year after that began."""
    for e in reading.body:
        if e.unit != "Y" or e.shift != -1 or not (e.kind == "shift" or (e.kind == "duration" and e.amount == 1)):
            continue
        behind = reading.text[e.end : e.end + 90].partition(". ")[0]
        if not behind.lstrip(" ,").startswith("since "):
            continue
        told = reading.gazetteer.passage(behind)
        led = _led(told)
        starts = _begun(led, behind)
        if not starts and elapsed.took_power(told.folded, 0, len(behind)):
            starts = set(elapsed.came_to_power(told, 0, len(behind)))
        windows = [Interval(shifted(lo, _EARLY_IN_IT), shifted(lo, _LATE_IN_IT)) for lo in starts]
        if windows:
            says = windows[0] if len(windows) == 1 else Interval()
            yield _said(reading, e, says, f"as the year since {_taken(led, starts)}", windows, _YEAR_SINCE_WRONG)


def _begun(led: list[offices.Holding], text: str) -> set[date]:
    """When those came to power of whom ``text`` tells it: the first time, unless it tells of a return."""
    starts = {term.lo for holding in led for term in holding.terms[:1] if term.lo}
    if _RETURN.search(text):
        starts = {term.lo for holding in led for term in holding.terms[1:] if term.lo} or starts
    return starts


def _taken(led: list[offices.Holding], starts: set[date]) -> str:
    """That an office was taken on one of those days, and by whom where that is named."""
    holders = (holding.person for holding in led if any(term.lo in starts for term in holding.terms))
    return f"{who} took office" if (who := next(holders, None)) else "that office was taken"


def _led(told: NamedPassage) -> list[offices.Holding]:
    """Those whose office or administration is named."""
    found, _ = offices.read_holders(told)
    return [h for h in found if h.standing in ("in office", "administration")]


@lru_cache(maxsize=1)  # asked for what it says, and for the date that it recalls
def _since(reading: Reading) -> list[Testimony]:
    said = next(since_month(reading), None)
    return [said] if said else []


def since_month(reading: Reading) -> Iterator[Testimony]:
    """ "Since President N. took office in January": within the year after a January in which one of that name did; the
    same of "since the election of N. in November".
    """
    for e in dates_told(reading):
        if not e.month or e.year or e.direction == "future" or (e.shift or 0) > 0 or e.rule == "month-quarter":
            continue
        low, high = reading.sentence(e.start, e.end)
        told = reading.gazetteer.passage(reading.text[low : high + _NEXT_SENTENCE])
        if elapsed.took_power(told.folded, 0, high - low):
            named = set(elapsed.came_to_power(told, 0, high - low))
            led = _led(told)
            terms = {term.lo for holding in led for term in holding.terms if term.lo} | named
            starts = {day for day in terms if day.month == e.month and day.year >= NEWS_YEARS.start}
            wrong = _SINCE_WRONG if starts <= named else _NAMED_BEFORE_WRONG
            windows = [Interval(lo, shifted(lo, _SINCE_THAT_MONTH)) for lo in sorted(starts)]
            note = f"as {'the day on' if e.day else 'the month in'} which {_taken(led, starts)}"
        else:
            votes = [
                v
                for v in (elapsed.votes_that_chose(told, 0, high - low) if e.direction == "past" else ())
                if v.lo and v.is_day and v.lo.month == e.month and e.day in (None, v.lo.day)
            ]
            windows = [Interval(v.lo, shifted(v.lo, _SINCE_THAT_VOTE)) for v in votes if v.lo]
            note, wrong = "as the month of that vote", _SINCE_WRONG
        if windows:
            yield _said(reading, e, Interval(windows[0].lo, None), note, windows, wrong)


def on_a_day(reading: Reading) -> Iterator[Testimony]:
    """ "N. will be sworn in on Sunday": in the week before such a day; "was sworn in": in the week after it."""
    for e in dates_told(reading):
        if not e.weekday or e.day or e.month:
            continue
        low, high = reading.sentence(e.start, e.end)
        told = reading.gazetteer.passage(reading.text[low:high])
        if not _TAKES_OFFICE.search(told.folded):
            continue
        ahead = e.direction == "future"
        days = [d for d in elapsed.came_to_power(told, 0, high - low) if d.isoweekday() == e.weekday]
        windows = [Interval(shifted(d, -_A_WEEK), d) if ahead else Interval(d, shifted(d, _A_WEEK)) for d in days]
        if windows:
            says = windows[0] if len(windows) == 1 else Interval()
            yield _said(reading, e, says, "as the day on which that office is taken", windows, _ON_A_DAY_WRONG)


def left_ago(reading: Reading) -> Iterator[Testimony]:
    """ "N., who resigned as home secretary a week ago": so long after the last day in that office."""
    for e in reading.body:
        if not (e.kind in ("offset", "shift") or (e.kind == "calendar" and e.weekday)):
            continue
        low, high = reading.sentence(e.start, e.end)
        told = reading.gazetteer.passage(reading.text[low:high])
        verb = _LOST.search(told.folded) or _GAVE_UP.search(told.folded)
        if not verb or (not -_BESIDE <= e.start - low - verb.end() <= _BESIDE and e.end - low > verb.start()):
            continue
        ends = _ends(told, max(0, verb.start() - _BESIDE), verb.end())
        windows = [(w, leads) for day, leads in ends if (w := _so_long_after(day, e))]
        if windows:
            gave_up = _LOST.search(told.folded) is None
            wrong = _LEADER_LEFT_WRONG if gave_up and any(leads for _, leads in windows) else _LEFT_WRONG
            says = windows[0][0] if len(windows) == 1 else Interval()
            yield _said(reading, e, says, "as when that office was left", [w for w, _ in windows], wrong)


def _so_long_after(day: date, e: Expression) -> Interval | None:
    """The days of writing from which ``day`` is told as ``e``: "a week ago", "last week", "on Thursday"."""
    if e.kind == "offset" and e.rule.startswith("ago") and e.unit in _UNITS and e.amount:
        length, early, late = _UNITS[e.unit]
        middle = day + timedelta(round(e.amount * length))
        return Interval(max(day, middle - timedelta(early)), middle + timedelta(late))
    if e.kind == "shift" and e.unit == "W" and e.shift in (-1, 0):
        first, last = (1, 13) if e.shift else (0, _A_WEEK)
        return Interval(shifted(day, first), shifted(day, last))
    if e.kind == "shift" and e.unit == "M" and e.shift == -1:
        months = day.year * 12 + day.month
        first_day = date(months // 12, months % 12 + 1, 1)
        return Interval(first_day, shifted(first_day, 30))
    if e.kind == "calendar" and e.weekday and not (e.day or e.month) and e.direction == "past":
        return Interval(day, shifted(day, _A_WEEK)) if day.isoweekday() == e.weekday else None
    return None


def _ends(told: NamedPassage, low: int, high: int) -> list[tuple[date, bool]]:
    """The last days in office of whoever is named last in the stretch, and whether that was to lead; in the office that
    is named with "as", where one is.
    """
    found, bare = offices.read_holders(told)
    named = [(h.start, fold(h.person)) for h in found] + [(start, key) for start, _, key in bare]
    named = [(start, name) for start, name in named if low <= start < high]
    known, meant = office_table.offices(), _named_offices(told.folded)
    if meant:  # who is not named abroad is known by the office
        named += [(name.start(), fold(name[0])) for name in _FULL_NAME.finditer(told.text, low, high)]
    if not named:
        return []
    terms = [h for h in office_table.holders_named(max(named)[1]) if known[h.office].kind != "candidate"]
    out = set()
    for h in terms:
        goes_on = any(o.office == h.office and h.end and h.start < o.start <= h.end + timedelta(31) for o in terms)
        if h.end and h.end.year >= NEWS_YEARS.start and not goes_on and (not meant or h.office in meant):
            out.add((h.end, known[h.office].kind == _HEAD and h.office != _AT_ONCE))
    return sorted(out)


def _named_offices(folded: str) -> frozenset[str]:
    """The offices that "as home secretary" may mean."""
    titles = office_table.titles()
    for found in _AS.finditer(folded):
        words = found[1].split()
        for count in range(min(5, len(words)), 0, -1):
            if meant := titles.get(" ".join(words[:count])):
                return meant
    return frozenset()


def _said(
    reading: Reading, e: Expression, says: Interval, note: str, windows: Iterable[Interval], wrong: float
) -> Testimony:
    return counted_out(reading.article.text, e.start, e.end, says, note, windows, wrong)
