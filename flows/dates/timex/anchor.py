"""Anchoring: from what an expression says to the calendar, given when the text was written.

The moment of writing (DCT) may be a day, an interval, or unknown. Where it is no single day, a text is anchored to both
its ends and to days between: what always comes out the same is certain; the rest becomes the hull of them all with X's
in the value for what is not known, never a guess that looks like a day.

News tells its story from the DCT; history tells it from the point that the narrative has reached (``narrative.py``
decides which, stretch by stretch). Both count "the next day" and "that year" from what was told last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from flows.calendar import spans
from flows.calendar.spans import NOTHING, Span
from flows.dates.timex.expression import Expression
from flows.dates.timex.narrative import Manner, manner_of_telling, same_paragraph, same_sentence
from flows.dates.timex.numerals import duration_value
from flows.dates.timex.placed import Anchored, in_utc, in_year, with_time, year_before_christ
from flows.dates.timex.story import Story
from flows.dates.timex.uncertain import days_to_try, whichever_day
from flows.records import Interval, Timex


def resolve(expressions: Sequence[Expression], dct: Interval, text: str) -> list[Timex]:
    """The TIMEX3 of each expression, in order. ``dct`` is the moment of writing: a day, an interval, or open.

    ``text`` is the text that ``recognise`` read. An expression that hangs on an unknown DCT has X's in its value and an
    open interval. Never raises on any text or DCT; an empty interval (``lo > hi``) counts as an open one.
    """
    if dct.is_empty:
        dct = Interval()
    manner = manner_of_telling(expressions, dct)
    passes = [_Anchoring(day, text, expressions, manner).run() for day in days_to_try(dct)]
    return [_timex(e, whichever_day(e, found, dct)) for e, *found in zip(expressions, *passes, strict=True)]


def _timex(e: Expression, found: Anchored) -> Timex:
    value, days, granularity = found.span
    return Timex(
        e.start, e.end, e.text, e.type, value, e.mod, in_utc(e, days), granularity, found.anchor, e.rule,
        problem=e.problem or found.problem,
    )  # fmt: skip


@dataclass(slots=True)
class _Anchoring:
    """One pass over a text's expressions with a day taken as the moment of writing."""

    dct: date
    text: str
    expressions: Sequence[Expression]
    manner: Manner
    at: int = 0
    found: list[Anchored] = field(default_factory=list)
    story: Story = field(init=False)

    def __post_init__(self) -> None:
        self.story = Story(self.text)

    def run(self) -> list[Anchored]:
        """What each expression stands for, in order: what is told becomes what the next may count from."""
        for at, e in enumerate(self.expressions):
            self.at = at
            found = self._anchored(e)
            self.found.append(found)
            if found.anchor.startswith("timex:"):
                continue  # "at noon the next day": the day is told by the words behind
            if e.type in ("DATE", "TIME") and found.span.days.lo is not None:
                self.story.tell(e, found.span)
            elif e.era == "BC" and e.year is not None:
                self.story.before_christ = e.year
            elif e.kind == "duration":
                self.story.pass_time(e)
        return self.found

    def _anchored(self, e: Expression) -> Anchored:
        if self.story.before_christ is not None:
            found = self._before_christ(e, self.story.before_christ)
            if found is not None:
                return found
        return _KINDS[e.kind](self, e)

    def _before_christ(self, e: Expression, year: int) -> Anchored | None:
        """What counts from a year before Christ: years count down there, and its days are on no calendar of ours."""
        if e.kind == "calendar" and e.year is None and self._in_history and (e.season or e.month):
            return year_before_christ(e, year, "narrative")
        if e.kind not in ("shift", "offset", "anaphor") or e.anchor != "narrative":
            return None
        if e.unit not in ("Y", "DE", "CE"):
            return Anchored(
                Span(f"BC{year:04d}-XX-XX" if e.unit == "D" else f"BC{year:04d}", NOTHING, "day"), "narrative"
            )
        years = (e.shift or 0) * int(e.amount or 1) * {"Y": 1, "DE": 10, "CE": 100}[e.unit]
        self.story.before_christ = max(1, year - years)
        value = f"BC{self.story.before_christ:04d}"
        return Anchored(Span({"Y": value, "DE": value[:5], "CE": value[:4]}[e.unit], NOTHING, "year"), "narrative")

    # -------------------------------------------------------------- where to count from
    @property
    def _in_history(self) -> bool:
        """Whether dates without a year belong to the year that the story has reached."""
        return self.manner.stretches[self.at]

    @property
    def _all_history(self) -> bool:
        """Whether even "Friday" and "last year" are told from within the story, because all of the text is."""
        return self.manner.whole and self.story.told is not None

    def _base(self, e: Expression) -> tuple[date, str]:
        """The day a relative expression counts from, and what to call it."""
        ahead = e.tense == "future" and e.shift == 1  # "will be named the next week": news looks ahead from its day
        if (e.anchor == "narrative" and not ahead) or self._all_history:
            fine = self.story.told_for(e.unit or "D")
            if fine is not None:
                return fine[1], "narrative"
            if self._all_history and self.story.last_day is not None:
                return self.story.last_day, "narrative"
        return self.dct, "dct"

    def _day_in_question(self, e: Expression) -> tuple[date, str]:
        """The day a bare time of day belongs to: the one named beside it, else the one told last, else the DCT's."""
        for index, ahead in enumerate(self.expressions[self.at + 1 : self.at + 3], self.at + 1):
            names_day = ahead.kind in ("calendar", "shift") and (ahead.day or ahead.weekday or ahead.unit == "D")
            near = ahead.start - e.end <= _BESIDE and same_sentence(self.text, e.end, ahead.start)
            beside = near and _PARTS.search(self.text, e.end, ahead.start) is None
            if names_day and ahead.hour is None and beside:
                lo = self._anchored(ahead).span.days.lo
                if lo is not None:
                    return lo, f"timex:{index}"
            if not (ahead.zone and beside):  # "3 p.m. (0700 GMT) on Tuesday": the same time told twice
                break
        told = self.story.told.days if self.story.told else NOTHING
        in_reach = self._all_history or same_sentence(self.text, self.story.told_at, e.start)
        if told.is_day and told.lo is not None and in_reach:
            return told.lo, "narrative"
        return self.dct, "dct"

    # -------------------------------------------------------------- calendar
    def _calendar(self, e: Expression) -> Anchored:
        if e.era == "BC":
            if e.century is not None:
                return Anchored(Span(f"BC{e.century:02d}", NOTHING, "century"), "self")
            if e.decade is not None:
                return Anchored(Span(f"BC{e.decade:03d}", NOTHING, "decade"), "self")
            return year_before_christ(e, e.year or 0, "self")
        if e.century is not None:
            return Anchored(spans.century(e.century), "self")
        if e.decade is not None:
            return self._decade(e.decade)
        if e.unit == "Q" and e.month is not None:
            return self._quarter_of_month(e)
        if e.quarter == 0 and e.year is not None:  # "the 1988 period": the one in question, of another year
            if not self._of_quarter(e) and "quarter" not in e.text.lower():
                return in_year(replace(e, quarter=None), e.year, "self")
            lo = (self.story.quarter or self._last_quarter()).days.lo or self.dct
            return Anchored(spans.quarter(e.year, (lo.month + 2) // 3), "narrative")
        if e.year is not None:
            return in_year(e, e.year, "self")
        if e.unit == "Y":
            base, anchor = self._base(e)
            return in_year(e, base.year + (e.shift or 0), anchor)
        if e.unit == "W" and e.weekday is not None and e.nth is None:
            base, anchor = self._base(e)
            week = spans.week(spans.moved(base, e.shift or 0, "W")).days.lo
            return Anchored(spans.day(spans.shifted(week or base, e.weekday - 1)), anchor)
        if e.unit == "M" and e.day is not None and e.month is None:
            base, anchor = self._base(e)
            month = spans.moved(base, e.shift or 0, "M")
            return in_year(replace(e, month=month.month, weekday=None), month.year, anchor)
        if e.month is not None or e.season is not None or e.holiday is not None:
            behind = self._month_behind(e)
            if behind is not None:
                return in_year(e, behind.year - ((e.month or 0) > behind.month), "dct")
            looks_ahead = e.direction == "future" and not self.manner.whole  # "will fly in December": from the DCT
            if (self._in_history or self._beside_far_year(e)) and not e.shift and not looks_ahead:
                return in_year(e, self.story.year_of(e, self._next_in_full(), self.dct), "narrative")
            year, anchor = self._nearest_year(e), "narrative" if self._all_history and e.shift else "dct"
            if e.season == "WI" and year > self.dct.year and not self._all_history:
                # before it ends, a winter has its first year
                return Anchored(spans.season(self.dct.year, "WI"), anchor)
            return in_year(e, year, anchor)
        if e.quarter is not None:
            return self._quarter(e)
        if e.half is not None:
            this_year = e.half == 1 or "year" in e.text.lower() or e.direction == "future"
            past = self.dct.month <= 6 and not this_year  # in spring "the second half" is last year's
            return Anchored(spans.half(self.dct.year - past, e.half), "dct")
        if e.unit == "D" and e.shift is not None:
            base, anchor = self._base(e)
            return Anchored(with_time(spans.day(spans.shifted(base, e.shift)), e), anchor)
        if e.weekday is not None and e.day is None:
            day, anchor = self._weekday(e)
            return Anchored(with_time(spans.day(day), e), anchor)
        if e.day is not None:
            return self._day_of_month(e)
        day, anchor = self._day_in_question(e)
        return Anchored(with_time(spans.day(day), e), anchor)

    def _beside_far_year(self, e: Expression) -> bool:
        """Whether the sentence has just told a day of years ago: "on May 3, 2008, days after it failed on April 15"."""
        story = self.story
        if story.clock is None or story.clock_year_only or not same_sentence(self.text, story.clock_at, e.start):
            return False
        return abs(story.clock.year - self.dct.year) > 1

    def _decade(self, tens: int) -> Anchored:
        if tens > 9:
            return Anchored(spans.decade(tens), "self")
        full = self.dct.year // 100 * 10 + tens
        return Anchored(spans.decade(full if full * 10 <= self.dct.year else full - 10), "dct")

    def _quarter(self, e: Expression) -> Anchored:
        assert e.quarter is not None
        current = (self.dct.month + 2) // 3
        year = ((self.story.last_day if self._all_history else None) or self.dct).year
        if e.quarter > current + 1 or (e.quarter == current + 1 and e.direction != "future" and current < 3):
            year -= 1  # reports look back: in spring "the fourth quarter" is last year's
        return Anchored(spans.quarter(year, e.quarter), "dct")

    def _month_behind(self, e: Expression) -> date | None:
        """The second month of "January through October", which gives the first one its year."""
        if e.rule != "month" or self.at + 1 >= len(self.expressions):
            return None
        then = self.expressions[self.at + 1]
        if then.rule != "month" or self.text[e.end : then.start].strip() not in (
            "through",
            "to",
            "-",
            "–",
            "and",
            "until",
        ):
            return None
        return self._anchored(then).span.days.lo

    def _quarter_of_month(self, e: Expression) -> Anchored:
        """ "the December quarter"; "the quarter ended July 31": the one that holds most of the three months before."""
        if e.day is None and e.month is not None:
            year = e.year or self._nearest_year(replace(e, unit=None))
            return Anchored(spans.quarter(year, (e.month + 2) // 3), "dct")
        day = in_year(replace(e, unit=None, weekday=None), e.year or self._nearest_year(e), "dct").span.days.lo
        return Anchored(spans.around(spans.shifted(day or self.dct, -45), "Q"), "dct")

    def _next_in_full(self) -> date | None:
        """The first date with month and year that is told soon after."""
        for e in self.expressions[self.at + 1 : self.at + _LOOK_AHEAD]:
            if e.kind == "calendar" and e.year and e.month and e.era != "BC" and spans.representable(e.year):
                return date(e.year, e.month, 1)
        return None

    def _nearest_year(self, e: Expression) -> int:
        """The year whose occurrence is nearest to the DCT, those on the wrong side of it counting for farther off.

        "last February" said in March is that of the year before: else it would have been "last month".
        """
        base, _ = self._base(e)
        y = base.year
        if e.shift == -1:
            for back in (y, y - 1, y - 2):
                days = in_year(e, back, "").span.days
                if days.hi is not None and (base - days.hi).days >= (28 if e.day is None and e.month else 1):
                    return back
            return y - 1
        if e.shift == 1:
            days = in_year(e, y, "").span.days
            return y if days.lo is not None and days.lo > base else y + 1
        if e.shift == 0:
            return y
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

    def _weekday(self, e: Expression) -> tuple[date, str]:
        assert e.weekday is not None
        base, anchor = self.dct, "dct"
        if (e.anchor == "narrative" or self._all_history) and self.story.last_day is not None:
            base, anchor = self.story.last_day, "narrative"
        ahead = (e.weekday - base.isoweekday()) % 7
        if e.shift is not None and e.anchor != "narrative":
            if e.shift < 0:
                return spans.shifted(base, ahead - 7), anchor
            # "next Friday" is next week's, "this coming Friday" the next
            if e.shift > 0 and "coming" in e.text.lower():
                return spans.shifted(base, ahead or 7), anchor
            if e.shift > 0:
                return spans.shifted(base, 7 - base.isoweekday() + e.weekday), anchor
            return spans.shifted(base, e.weekday - base.isoweekday()), anchor
        if anchor == "narrative":
            return spans.shifted(base, (ahead or 7) if e.shift != -1 else ahead - 7), anchor
        if e.direction == "future" or (ahead == 1 and not e.firm):
            # of the day six days ago news says "last Tuesday": bare, and with no past verb beside it, it is tomorrow
            return spans.shifted(base, ahead), anchor
        return spans.shifted(base, ahead - 7 if ahead else 0), anchor

    def _day_of_month(self, e: Expression) -> Anchored:
        """ "the 15th": of the month told last, else the one nearest to the DCT on the side that the tense gives."""
        assert e.day is not None
        near = e.weekday is None and (self._in_history or same_paragraph(self.text, self.story.told_at, e.start))
        if self.story.told is not None and self.story.told.granularity in ("day", "month") and near:
            m = self.story.told.days.lo or self.dct
            found = spans.valid(m.year, m.month, e.day)
            if found is not None:
                return Anchored(with_time(spans.day(found), e), "narrative")
        if e.weekday is not None:  # "Friday the 13th": the nearest month in which it is one
            for back in (0, -1, 1, -2, 2, -3, 3, -4, -5, -6, 4, 5, 6):
                there = spans.moved(self.dct, back, "M")
                found = spans.valid(there.year, there.month, e.day)
                if found is not None and found.isoweekday() == e.weekday:
                    return Anchored(spans.day(found), "dct")
        month = self.dct
        if e.direction == "past" and e.day > self.dct.day:
            month = spans.moved(self.dct, -1, "M")
        elif e.direction == "future" and e.day < self.dct.day:
            month = spans.moved(self.dct, 1, "M")
        found = spans.valid(month.year, month.month, e.day)
        if found is None:
            return Anchored(Span(f"{month.year:04d}-{month.month:02d}-{e.day:02d}", NOTHING, "day"), "dct")
        return Anchored(with_time(spans.day(found), e), "dct")

    # -------------------------------------------------------------- relative
    def _shift(self, e: Expression) -> Anchored:
        base, anchor = self._base(e)
        unit, shift = e.unit or "D", e.shift or 0
        if self._all_history and e.rule in ("named-day", "tonight") and shift == 0:
            # history is not told on the day it is written: "today" is the reader's present
            return Anchored(Span("PRESENT_REF" if e.part is None else "XXXX-XX-XX" + f"T{e.part}", NOTHING, ""), "none")
        if unit == "WE":
            return Anchored(spans.weekend(spans.moved(base, shift, "W")), anchor)
        return Anchored(with_time(spans.around(spans.moved(base, shift, unit), unit), e), anchor)

    def _offset(self, e: Expression) -> Anchored:
        if e.point is not None:
            lo = self._anchored(e.point).span.days.lo
            base, anchor = (lo, "dependent") if lo is not None else (self.dct, "dct")
        else:
            base, anchor = self._base(e)
        sign = e.shift or -1
        if e.amount is None:
            return Anchored(Span("PAST_REF" if sign < 0 else "FUTURE_REF", NOTHING, ""), anchor)
        unit = e.unit or "D"
        if unit in ("H", "TM", "S"):
            return Anchored(Span(duration_value(e.amount, unit), NOTHING, "time"), anchor)
        if e.quarter == 0 and ("quarter" in e.text.lower() or self._of_quarter(e)):  # "the year-ago quarter"
            quarter = self.story.quarter or self._last_quarter()
            lo = quarter.days.lo
            return Anchored(spans.around(spans.moved(lo, -1, "Y"), "Q") if lo else quarter, "narrative")
        if e.amount % 1:
            smaller, times = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "DE": ("Y", 10), "CE": ("Y", 100)}.get(
                unit, (unit, 1)
            )
            return Anchored(spans.around(spans.moved(base, sign * int(e.amount * times), smaller), unit), anchor)
        years = e.amount * spans.MONTHS_IN.get(unit, 0) / 12
        if not spans.representable(base.year + sign * int(years)):
            return Anchored(Span("PAST_REF" if sign < 0 else "FUTURE_REF", NOTHING, ""), anchor)
        moved = spans.moved(base, sign * int(e.amount), unit)
        if unit == "Y" and e.amount == 1 and self.story.told is not None and self.story.told.days.lo is not None:
            # "in the third quarter, up from 3% a year earlier": the same quarter or month of another year
            of_month = self.story.told.granularity == "month" and same_sentence(self.text, self.story.told_at, e.start)
            if of_month:
                return Anchored(spans.around(spans.moved(self.story.told.days.lo, sign, "Y"), "M"), "narrative")
            if self._of_quarter(e) and self.story.quarter is not None and self.story.quarter.days.lo is not None:
                return Anchored(spans.around(spans.moved(self.story.quarter.days.lo, sign, "Y"), "Q"), "narrative")
        return Anchored(spans.around(moved, "Y" if unit == "DE" else unit), anchor)

    def _of_quarter(self, e: Expression) -> bool:
        """Whether the talk is of a quarter's figures, so that "a year earlier" is that quarter of the year before."""
        story = self.story
        return story.quarter is not None and story.compared_at > 0 and e.start - story.compared_at <= _REPORT

    def _last_quarter(self) -> Span:
        """The latest quarter that has ended: what a report of the day is about."""
        return spans.around(spans.moved(self.dct, -1, "Q"), "Q")

    def _anaphor(self, e: Expression) -> Anchored:
        unit = e.unit or "D"
        if e.season is not None:
            told = self.story.last_day
            return Anchored(spans.season((told or self.dct).year, e.season), "narrative" if told else "dct")
        if unit == "Q":
            return Anchored(self.story.quarter or self._last_quarter(), "narrative" if self.story.quarter else "dct")
        if e.rule == "one-part" and not self._all_history:  # "one night": none in particular
            return Anchored(Span(f"XXXX-XX-XXT{e.part}", NOTHING, "time"), "none")
        if e.part is not None and e.rule != "that-unit":
            day, anchor = self._day_in_question(e)
            return Anchored(with_time(spans.day(day), e), anchor)
        fine = self.story.told_for(unit)
        if fine is None and self._all_history and self.story.last_day is not None:
            fine = self.story.told_at, self.story.last_day
        if fine is not None and e.tense == "future" and not self._all_history:
            over = spans.around(fine[1], unit).days.hi
            if over is not None and over < self.dct:
                fine = None  # "since 2009, and will retire by the end of the year": that is in no time gone by
        near = fine is not None and (
            self._in_history or e.rule == "that-unit" or same_paragraph(self.text, fine[0], e.start)
        )
        if fine is not None and near and not (e.rule == "the-unit" and unit == "WE"):
            return Anchored(with_time(spans.around(fine[1], unit), e), "narrative")
        if unit == "WE":
            back = self.dct.isoweekday() <= 3 and e.direction != "future"
            return Anchored(spans.weekend(spans.shifted(self.dct, -7 if back else 0)), "dct")
        return Anchored(with_time(spans.around(self.dct, unit), e), "dct")

    # -------------------------------------------------------------- what needs no anchor
    def _duration(self, e: Expression) -> Anchored:
        value = e.value or duration_value(e.amount, e.unit or "D")
        return Anchored(Span(value, NOTHING, _GRANULARITY.get(e.unit or "", "")), "none")

    def _ready(self, e: Expression) -> Anchored:
        if e.rule == "the-time" and self._all_history and self.story.last_day is not None:
            return Anchored(spans.year(self.story.last_day.year), "narrative")
        return Anchored(Span(e.value or "XXXX", NOTHING, ""), "none")


_LOOK_AHEAD = 40  # expressions: a chapter may tell a score of days between two dates in full
_REPORT = 1000  # characters in which a quarter told stays the one that figures are compared with
_BESIDE = 25  # characters between a time of day and the day it belongs to, and what they must not be
_PARTS = re.compile(r"\b(?:since|until|till|before|after|than|from|by|for|through|and|or)\b")
# How much farther a date seems that lies on the side the tense speaks against: where a past verb stands, by whether the
# expression is a bare month and the verb close by; where a verb looks ahead, by whether it surely does.
_AGAINST_PAST = {(False, False): 3.0, (False, True): 12.0, (True, False): 4.0, (True, True): 60.0}
_AGAINST_FUTURE = {False: 3.0, True: 12.0}
_GRANULARITY = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}
_KINDS: dict[str, Callable[[_Anchoring, Expression], Anchored]] = {
    "calendar": _Anchoring._calendar,
    "shift": _Anchoring._shift,
    "offset": _Anchoring._offset,
    "anaphor": _Anchoring._anaphor,
    "duration": _Anchoring._duration,
    "set": _Anchoring._ready,
    "reference": _Anchoring._ready,
}
