"""What an expression, or a tense, says of an event's time: as an interval, or as a span with two bounded ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from flows.events.when.counted_apart import counted
from flows.records import EventDate, Interval, Timex

_ONE_DAY = timedelta(1)
FRESH = timedelta(7)  # what is dated further back is no news
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\bthrough\b)\s*")
_AND = re.compile(r"\s+and(?: the)?\s+")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_MONTHS_OF = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)}  # first month, how many
_QUARTERS = {"START": (1, 3), "END": (10, 3)}
_END_OF_YEAR = (11, 2)
_THIRDS: dict[str | None, tuple[int, int | None]] = {"START": (1, 10), "MID": (11, 20), "END": (21, None)}
_HALVES: dict[str | None, tuple[int, int | None]] = {"START": (1, 15), "END": (16, None)}
_AGO = re.compile(r"^(?!an?\b|one\b)\w+ (week|year)s ago$", re.IGNORECASE)
_LAST_WEEK = 25  # of a month, which "the end of" it means
_DAYS = {"D": 1, "W": 7, "M": 30.44, "Y": 365.25}
_TO_COME = frozenset({"future", "modal", "infinitive"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What dates an event, and the preposition that introduces it ("" for none): an expression, or a named time.

    ``timex`` is the expression's index, ``None`` for a named time, whose name stands in ``basis`` ("era:Cold War").
    """

    timex: int | None
    interval: Interval
    granularity: str
    signal: str
    basis: str = "timex"
    until: Interval | None = None  # the last day of several: "9 to 11 May"
    length: tuple[int, str] | None = None  # of a stretch that is counted from a day: "within two weeks"


def is_before(one: Interval, other: Interval) -> bool:
    """Whether all of one interval lies before the other."""
    return one.hi is not None and other.lo is not None and one.hi < other.lo


def is_fresh(days: Interval, dct: Interval) -> bool:
    """Whether some of the days lie in the week before the article, or after: older ones are no news."""
    return days.hi is None or dct.lo is None or dct.lo - days.hi <= FRESH


def finest(anchors: Sequence[Anchor]) -> Anchor:
    """The shortest of the intervals that modify one event: "Monday" rather than "this year"."""
    return min(anchors, key=lambda a: a.interval.days or 10**6)


def between(anchors: Sequence[Anchor]) -> EventDate | None:
    """ "from … to …" and "9-11 May" fill the time between two expressions, "between … and …" lies within it."""
    for a in anchors:
        if a.until is not None and a.signal == "between":
            return EventDate(a.interval.hull(a.until), "within", a.granularity, a.basis, a.timex)
        if a.until is not None and (days := _filled(on(a.interval, a.basis), a.interval, a.until)) is not None:
            return replace(days, granularity=a.granularity, timex=a.timex)
    by_signal: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        by_signal.setdefault(anchor.signal, []).append(anchor)
    if len(both := by_signal.get("between", [])) == 2:
        hull = both[0].interval.hull(both[1].interval)
        return None if hull.is_empty else EventDate(hull, "within", both[0].granularity, both[0].basis, both[0].timex)
    begin = by_signal.get("from", [None])[0]
    end = next((by_signal[word][0] for word in ("to", "until", "till", "through") if word in by_signal), None)
    if begin is None or end is None:
        return None
    made = EventDate(begin.interval, "within", begin.granularity, begin.basis, begin.timex)
    return _filled(made, begin.interval, end.interval)


def ranges(text: str, start: int, timexes: Sequence[tuple[int, Timex]]) -> dict[int, tuple[int, Interval]]:
    """The expressions that begin a range, by index, with index and days of the one that ends it: "9 to 11 May"."""
    found = {}
    for (first, one), (second, other) in pairwise(timexes):
        gap = text[one.end - start : other.start - start]
        dated = not (one.interval.is_open or other.interval.is_open) and one.type == other.type == "DATE"
        if text[: one.start - start].endswith("between ") and _AND.fullmatch(gap) and dated:
            found[first] = (second, other.interval)
            continue
        runs_on = _AND.fullmatch(gap) and _shift(one.interval.hi, _ONE_DAY) == other.interval.lo  # "2 and 3 May"
        if dated and (runs_on or _RANGE.fullmatch(gap)) and is_before(one.interval, other.interval):
            found[first] = (second, other.interval)
    return found


def _filled(made: EventDate, begin: Interval, end: Interval) -> EventDate | None:
    """``made`` from one interval to another, neither end beyond the other; ``None`` where they are out of order."""
    begin, end = begin.intersect(Interval(None, end.hi)), end.intersect(Interval(begin.lo, None))
    if begin.is_empty or end.is_empty:
        return None
    return replace(made, extent="throughout", interval=Interval(begin.lo, end.hi), begin=begin, end=end)


def told(when: EventDate, form: str, dct: Interval) -> EventDate:
    """What is told as past of a time that still runs ("this week") is over, what is told as future yet to come."""
    if when.extent == "throughout" or when.interval.is_day:
        return when
    side = _earlier(dct) if "past" in form or form == "present perfect" else Interval()
    side = _later(dct) if form == "future" else side
    clipped = when.interval.intersect(side)
    return when if clipped.is_empty else replace(when, interval=clipped)


def meant(timex: Timex) -> Interval:
    """The days that an expression means: of "early October" the first ten, of "spring" three whole months.

    TIMEX3 has the whole October with a modifier, and seasons as the sun has them. A month falls into thirds, or into
    halves where they are named, and "the end of" it is its last week; a decade into halves; of a year the first and the
    last quarter.
    """
    days = timex.interval
    if (season := _SEASON.fullmatch(timex.value)) is not None:
        days = _months(int(season[1]), *_MONTHS_OF[season[2]]) or days
    lo, words = days.lo, set(timex.text.lower().split())
    if lo is None or days.hi is None or words & {"earlier", "later"}:  # than now: of no part of it
        return days
    parts = _HALVES if "half" in words else _THIRDS
    if timex.granularity == "month" and timex.mod in parts:
        first, last = parts[timex.mod]
        first = _LAST_WEEK if last is None and "end" in words else first
        return Interval(lo.replace(day=first), lo.replace(day=last) if last else days.hi)
    if timex.granularity == "decade" and timex.mod in ("START", "END"):
        middle = lo.replace(year=lo.year + 4, month=12, day=31)
        return Interval(lo, middle) if timex.mod == "START" else Interval(_shift(middle, _ONE_DAY), days.hi)
    if timex.granularity == "year" and timex.mod == "END" and "end" in words:
        return _months(lo.year, *_END_OF_YEAR) or days
    if timex.granularity == "year" and timex.mod in _QUARTERS:
        return _months(lo.year, *_QUARTERS[timex.mod]) or days
    return days


def ago(timex: Timex, dct: Interval) -> Interval | None:
    """The days of "two weeks ago" and, at the turn of a year, of "two years ago"; ``None`` for what is no such length.

    TIMEX3 names one week or year of the calendar. Who counts in weeks means more than the week before them and less
    than the next; and in January as much of "two years ago" lies in the year before the one that the calendar gives.
    """
    counted, days = _AGO.search(timex.text), timex.interval
    if counted is None or timex.anchor != "dct" or dct.lo is None or dct.hi is None or days.lo is None:
        return None
    if counted[1] == "week" and timex.granularity == "week":
        weeks = round((dct.lo - days.lo).days / 7)
        return Interval(_back(dct.lo, 7 * weeks + 6), _back(dct.hi, 7 * weeks - 6))
    if counted[1] == "year" and timex.granularity == "year" and dct.lo.month == 1 and days.lo.year > 1:
        return Interval(days.lo.replace(year=days.lo.year - 1), days.hi)
    return None


def _back(day: date, count: int) -> date | None:
    try:
        return day - timedelta(count)
    except OverflowError:
        return None


def _months(year: int, first: int, count: int) -> Interval | None:
    """Some months of a year on end, perhaps into the next; ``None`` beyond the calendar."""
    past, month = divmod(first - 1 + count, 12)
    try:
        return Interval(date(year, first, 1), date(year + past, month + 1, 1) - _ONE_DAY)
    except (ValueError, OverflowError):
        return None


def stretch(timex: Timex, dct: Interval) -> Interval | None:
    """The days of "the past three months" or "the next week", counted from the DCT."""
    length = length_of(timex)
    words = set(timex.text.lower().split())
    if length is None or not dct.is_day or dct.lo is None:
        return None
    days = timedelta(int(length[0] * _DAYS[length[1]]))
    try:
        if words & {"past", "last", "previous", "recent"}:
            return Interval(dct.lo - days, dct.lo)
        return Interval(dct.lo, dct.lo + days) if words & {"next", "coming", "following"} else None
    except OverflowError:
        return None


def part_of(timex: Timex, whole: Interval) -> Interval | None:
    """The days of "the first nine months" or "the last week" of a longer time; ``None`` for what is no such part."""
    length, words = length_of(timex), set(timex.text.lower().split())
    if length is None or whole.lo is None or whole.hi is None or whole.hi == date.max or not words & {"first", "last"}:
        return None
    count, unit = length
    if "first" in words:
        end = counted(whole.lo, count, unit, to_the_day=True)
        days = Interval(whole.lo, _shift(end.lo, -_ONE_DAY)) if end is not None else whole
    else:
        begin = counted(whole.hi + _ONE_DAY, -count, unit, to_the_day=True)
        days = Interval(begin.lo, whole.hi) if begin is not None else whole
    return days if days.intersect(whole) == days else None


def length_of(timex: Timex) -> tuple[int, str] | None:
    """How many days, weeks, months or years an expression counts; of hours, the days that they reach into."""
    if (hours := re.fullmatch(r"PT(\d{1,4})H", timex.value)) is not None:
        return max(1, -(-int(hours[1]) // 24)), "D"
    length = re.fullmatch(r"P(\d{1,4})([DWMY])", timex.value)
    return (int(length[1]), length[2]) if length is not None else None


def by_length(anchor: Anchor, form: str, now: Interval, *, is_to_come: bool) -> EventDate | None:
    """What a length says that is counted from ``now``: "will decide within ten days", "has been shut for two weeks"."""
    if anchor.length is None or not now.is_day or now.lo is None:
        return None
    count, unit = anchor.length
    made = EventDate(now, "within", "unknown", anchor.basis, anchor.timex)
    if anchor.signal == "within" and is_to_come:
        last = counted(now.lo, count, unit, to_the_day=True)
        return replace(made, interval=Interval(_later(now).lo, last.hi)) if last is not None else None
    if anchor.signal == "for" and form == "present perfect":
        first = counted(now.lo, -count, unit)
        return _filled(made, first, now) if first is not None else None
    return None


def by_signal(anchor: Anchor, form: str, dct: Interval) -> EventDate | None:
    """What an expression says of an event's time through its preposition; ``None`` where it is of something else."""
    said, signal = anchor.interval, anchor.signal
    if anchor.granularity == "time" and signal in ("before", "by", "after", "ahead"):
        signal = ""  # "before dawn": on that day
    if signal in ("until", "till", "through") and form in ("past", "present perfect") and is_before(dct, said):
        return None  # "was jailed until March": it is the jail that ends there
    made = EventDate(said, "within", anchor.granularity, anchor.basis, anchor.timex)
    if signal == "since" or (signal == "from" and form != "past"):  # as far as is told: whether it goes on is not
        still = _filled(made, said, dct)
        return still or _filled(made, said, _later(said)) or made
    if signal in ("until", "till", "through"):
        coming = _filled(made, _later(dct), said) if form in _TO_COME else None
        return coming or _filled(made, _earlier(said), said) or made
    ahead_of_now = Interval(_later(dct).lo, None) if form in _TO_COME and is_before(dct, said) else Interval()
    if signal in ("before", "ahead"):
        return replace(made, interval=Interval(ahead_of_now.lo, _shift(said.lo, -_ONE_DAY)))
    if signal in ("over", "throughout") and not said.is_day:
        return replace(made, extent="throughout")
    if signal == "by":
        return replace(made, interval=Interval(ahead_of_now.lo, said.hi))
    if signal == "after":
        after = Interval(_shift(said.hi, _ONE_DAY), None)
        over = after.intersect(Interval(None, dct.hi))
        return replace(made, interval=over if "past" in form and not over.is_empty else after)
    return made


def narrated(outer: EventDate) -> EventDate:
    """The same date, at one remove from the words that say it."""
    return replace(outer, basis="narrative") if outer.basis == "timex" else outer


def on(day: Interval, basis: str) -> EventDate:
    """At the time of writing, or of the saying that tells of it."""
    return EventDate(day, "within", "day" if day.is_day else "unknown", basis)


def by(now: Interval) -> EventDate:
    """At any time up to that of writing."""
    return EventDate(Interval(None, now.hi), "within", "unknown", "tense")


def since(day: Interval, now: Interval) -> EventDate:
    """After the story's own day at the earliest, and before it was written down."""
    return EventDate(day.hull(now), "within", "unknown", "narrative")


def lasting_since(beginning: Interval, now: Interval) -> EventDate:
    """From an event until now."""
    begin = beginning.intersect(Interval(None, now.hi))
    begin = Interval(None, now.hi) if begin.is_empty else begin
    return EventDate(Interval(begin.lo, now.hi), "throughout", "unknown", "narrative", begin=begin, end=now)


def ahead(now: Interval, lasting: bool) -> EventDate:
    """Yet to come: what lasts has both its ends there."""
    after = _later(now)
    if lasting:
        return EventDate(after, "throughout", "unknown", "tense", begin=after, end=after)
    return EventDate(after, "within", "unknown", "tense")


def behind(now: Interval, lasting: bool) -> EventDate:
    """Over and done: what lasted had both its ends there."""
    before = _earlier(now)
    if lasting:
        return EventDate(before, "throughout", "unknown", "tense", begin=before, end=before)
    return EventDate(before, "within", "unknown", "tense")


def state(dct: Interval) -> EventDate:
    """What the present tense says holds: begun before the DCT, over after it."""
    return EventDate(Interval(), "throughout", "unknown", "tense", begin=_earlier(dct), end=_later(dct))


def _earlier(interval: Interval) -> Interval:
    """The days before a day; before or within a longer interval, whose parts we cannot tell apart."""
    return Interval(None, _shift(interval.hi, -_ONE_DAY) if interval.is_day else interval.hi)


def _later(interval: Interval) -> Interval:
    return Interval(_shift(interval.lo, _ONE_DAY) if interval.is_day else interval.lo, None)


def _shift(day: date | None, by: timedelta) -> date | None:
    """``day`` moved, or itself at the ends of the calendar."""
    if day in (None, date.min, date.max):
        return day
    return day + by
