"""Which occurrence: the year of "in June", the week of "on Friday", the month of "the 15th", where words leave it open.

The one nearest to the moment of writing is meant, those on the side that the tense speaks against counting for farther
off.
"""

from __future__ import annotations

from datetime import date

from flows.calendar import spans
from flows.calendar.spans import NOTHING, Span
from flows.dates.timex.expression import Direction, Expression
from flows.dates.timex.narrative import same_paragraph
from flows.dates.timex.placed import Anchored, in_year, with_time
from flows.dates.timex.telling import Telling

# How much farther a date seems that lies on the side the tense speaks against: where a past verb stands, by whether the
# expression is a bare month and the verb close by; where a verb looks ahead, by whether it surely does.
_AGAINST_PAST = {(False, False): 4.0, (False, True): 12.0, (True, False): 4.0, (True, True): 60.0}
_AGAINST_FUTURE = {False: 2.5, True: 12.0}


def nearest_year(t: Telling, e: Expression) -> int:
    """The year whose occurrence is nearest to the DCT, those on the wrong side of it counting for farther off.

    "last February" said in March is that of the year before: else it would have been "last month".
    """
    looks_back = e.shift is not None and e.shift < 0 and e.anchor == "dct"
    base = t.dct if looks_back else t.base(e)[0]  # "last May" is the teller's, wherever the story stands
    y = base.year
    if e.shift is not None and e.shift < 0:
        for back in (y, y - 1, y - 2):
            days = in_year(e, back, "").span.days
            if days.hi is not None and (base - days.hi).days >= (28 if e.day is None and e.month else 1):
                return back + 1 + e.shift  # "the summer before last", "two summers ago"
        return y + e.shift
    if e.shift is not None and e.shift > 0:
        days = in_year(e, y, "").span.days
        return (y if days.lo is not None and days.lo > base else y + 1) + e.shift - 1
    if e.shift == 0:
        lasts = e.season == "WI" and base <= (in_year(e, y - 1, "").span.days.hi or base)
        return y - (lasts or (e.season == "WI" and e.direction == "past"))
    best, least = y, float("inf")
    bare = e.month is not None and e.day is None
    sure = e.firm and e.cue not in ("is", "are", "am")  # "the talks are in May" may be over or ahead
    against = {"past": _AGAINST_PAST[bare, e.firm], "future": _AGAINST_FUTURE[sure]}
    for year in (y, y - 1, y + 1):
        days = in_year(e, year, "").span.days
        if days.lo is None or days.hi is None:
            continue
        if base < days.lo:
            distance = (days.lo - base).days * (
                against["past"] if e.direction == "past" else 1.0 if e.direction else 1.3
            )
        elif base > days.hi:
            distance = (base - days.hi).days * (against["future"] if e.direction == "future" else 1.0)
        else:
            distance = 0.0
        if distance < least:
            best, least = year, distance
    return best


def weekday(t: Telling, e: Expression) -> tuple[date, str]:
    assert e.weekday is not None
    base, anchor = t.dct, "dct"
    if (e.anchor == "narrative" or t.all_history) and t.story.last_day is not None:
        base, anchor = t.story.last_day, "narrative"
    ahead = (e.weekday - base.isoweekday()) % 7
    if e.shift is not None and e.anchor != "narrative":
        if e.shift < 0:
            return spans.shifted(base, ahead - 7 + 7 * (e.shift + 1)), anchor
        # "next Friday" is next week's, "this coming Friday" the next
        if e.shift > 0 and "coming" in e.text.lower():
            return spans.shifted(base, ahead or 7), anchor
        if e.shift > 0:
            return spans.shifted(base, 7 - base.isoweekday() + e.weekday), anchor
        return spans.shifted(base, e.weekday - base.isoweekday()), anchor
    if anchor == "narrative" and e.rule == "that-weekday":
        return spans.shifted(base, ahead), anchor
    if anchor == "narrative":
        return spans.shifted(base, (ahead or 7) if e.shift != -1 else ahead - 7), anchor
    if e.direction == "future" or (ahead == 1 and not e.firm):
        # of the day six days ago news says "last Tuesday": bare, and with no past verb beside it, it is tomorrow
        return spans.shifted(base, ahead), anchor
    return spans.shifted(base, ahead - 7 if ahead else 0), anchor


def day_of_month(t: Telling, e: Expression) -> Anchored:
    """ "the 15th": of the month told last, else the one nearest to the DCT on the side that the tense gives."""
    assert e.day is not None
    near = e.weekday is None and (t.in_history or same_paragraph(t.text, t.story.told_at, e.start))
    if t.story.told is not None and t.story.told.granularity in ("day", "month") and near:
        m = t.story.told.days.lo or t.dct
        found = spans.valid(m.year, m.month, e.day)
        against = found is not None and e.direction == "future" and found < t.dct and not t.in_history
        if found is not None and not against:  # "elected in December, he will speak on the 26th": of another month
            return Anchored(with_time(spans.day(found), e), "narrative")
    if e.weekday is not None and (day := _weekday_and_day(t.dct, e.weekday, e.day, e.direction)) is not None:
        return Anchored(spans.day(day), "dct")
    month = t.dct
    if e.direction == "past" and e.day > t.dct.day:
        month = spans.moved(t.dct, -1, "M")
    elif e.direction == "future" and e.day < t.dct.day:
        month = spans.moved(t.dct, 1, "M")
    found = spans.valid(month.year, month.month, e.day)
    if found is None:
        return Anchored(Span(f"{month.year:04d}-{month.month:02d}-{e.day:02d}", NOTHING, "day"), "dct")
    return Anchored(with_time(spans.day(found), e), "dct")


_MONTHS_BETWEEN = 14  # two Fridays the 13th lie no farther apart


def _weekday_and_day(dct: date, weekday: int, day: int, direction: Direction | None) -> date | None:
    """ "Friday the 13th": the day of the nearest month in which it is one, on the side that the tense gives."""
    months = (spans.moved(dct.replace(day=1), back, "M") for back in range(-_MONTHS_BETWEEN, _MONTHS_BETWEEN + 1))
    found = [there for m in months if (there := spans.valid(m.year, m.month, day)) and there.isoweekday() == weekday]
    if direction is not None:
        found = [there for there in found if (there <= dct if direction == "past" else there >= dct)]
    return min(found, key=lambda there: abs((there - dct).days), default=None)
