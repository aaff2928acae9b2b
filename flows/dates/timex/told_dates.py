"""What a text has told so far: the last date, the last of each granularity, and the point its story has reached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from flows.calendar import spans
from flows.calendar.spans import Span
from flows.dates.timex.expression import Expression
from flows.dates.timex.narrative import opens_sentence
from flows.dates.timex.placed import start_month


@dataclass(slots=True)
class ToldDates:
    """The dates told in a text, in the order of telling."""

    text: str
    told: Span | None = None  # the last date told, of a year or less
    told_at: int = 0  # where it ended
    finest: dict[int, tuple[int, Span]] = field(default_factory=dict)  # rank of granularity → where, and what
    clock: date | None = None  # the point that the story has reached, for dates that leave out their year
    clock_year_only: bool = False
    clock_before: date | None = None  # where the story stood before a date that looked back, or leapt ahead
    clock_leapt: bool = False
    clock_at: int = 0
    quarter: Span | None = None  # the quarter that a report is about: the last told, and not one in passing
    compared_at: int = 0  # where it was spoken of last; 0 where the talk has gone on to a longer period
    before_christ: int | None = None  # the last year told, where it is one before Christ

    def tell(self, e: Expression, span: Span) -> None:
        """Note what was told, and let the story's clock move on.

        A look back ("two decades earlier") leaves the clock alone, and so does a year in passing ("the 1976 season"): a
        bare year sets it at the head of a sentence or line, or where the last date told is far after it.
        """
        lo, hi = span.days.lo, span.days.hi
        if lo is None or hi is None or span.granularity in ("decade", "century"):
            return
        self.before_christ = None
        if e.kind == "offset" and e.shift == -1 and e.amount == 1 and e.unit == "Y":
            return  # "a year ago" in a report compares; the story stays where it is
        self.told, self.told_at = span, e.end
        self.finest[_RANK[span.granularity]] = (e.end, span)
        if span.granularity == "quarter":
            in_passing = _IN_PASSING.search(self.text[max(0, e.start - 30) : e.start])
            if e.kind != "offset" and e.quarter != 0 and e.direction != "future" and not in_passing:
                self.quarter = span
            self.compared_at = e.end
        if e.kind == "offset" and (e.shift or 0) < 0:
            return
        bare = span.granularity == "year"
        if bare and self.clock is not None and lo.year - self.clock.year > _ERA:
            return  # "letters that came to light in 2006": the teller's time, not the story's
        far_behind = e.start - self.clock_at > _FAR_BEHIND
        if bare and self.clock is not None and not far_behind and not opens_sentence(self.text, e.start):
            return
        now = lo if span.granularity != "season" else spans.shifted(lo, (hi - lo).days // 2)
        looks_back = self.clock is not None and e.year is not None and (now - self.clock).days < -_LOOKS_BACK
        leapt = self.clock is not None and e.year is not None and (now - self.clock).days > _LEAPS
        self.clock_before = self.clock if (looks_back or leapt) and not bare else None
        self.clock_leapt = leapt
        self.clock, self.clock_year_only, self.clock_at = now, bare, e.end

    def pass_time(self, e: Expression) -> None:
        """Note an amount of time: figures "for the nine months" are compared with the year before, not the quarter."""
        if e.unit == "Y" or (e.unit == "M" and (e.amount or 0) > 3):
            self.compared_at = 0

    @property
    def last_day(self) -> date | None:
        """The first day of the last date told."""
        return self.told.days.lo if self.told else None

    def told_for(self, unit: str) -> tuple[int, date] | None:
        """Where the last time told ended, and its first day, among those told as exactly as ``unit`` needs.

        "the next day" counts from the last day told, not from a year in passing.
        """
        rank = _RANK_OF_UNIT.get(unit, 4)
        fine = [told for r, told in self.finest.items() if r <= rank]
        if not fine:
            return None
        at, span = max(fine, key=lambda told: told[0])
        return (at, span.days.lo) if span.days.lo else None

    def told_as(self, unit: str) -> date | None:
        """The first day of the last time told that is just as fine as ``unit``, else of the last that is finer."""
        _, span = self.finest.get(_RANK_OF_UNIT.get(unit, 4), (0, None))
        finer = self.told_for(unit)
        return span.days.lo if span is not None else finer[1] if finer is not None else None

    def year_of(self, e: Expression, ahead: date | None, dct: date) -> int:
        """The year that history means: that of the occurrence nearest to where the story stands.

        ``ahead`` is the first date with month and year told soon after, ``dct`` where a story stands that told nothing.
        Stories go forward: a step back counts double, and so does a step past the next date that is told in full. The
        story stands at the last date told, or, had that been a look back, at the one before it. Beyond two years
        distance counts no more, for then the story has jumped.
        """
        now = self.clock or ahead or dct
        if self.clock_year_only and self.clock is not None:
            return now.year
        at = start_month(e)

        def steps(start: date, year: int) -> int:
            months = 12 * (year - start.year) + at - start.month
            return min(_JUMP, months if months >= 0 else -2 * months)

        came_back = (
            ahead is not None and ahead < now
        )  # a leap that the next date in full takes back was told in passing
        stood = self.clock_before if came_back or not self.clock_leapt else None

        def cost(year: int) -> int:
            whole = steps(now, year)
            if stood is not None:
                whole = min(whole, steps(stood, year) + _LOOK_BACK_COST)
            if ahead is not None:
                beyond = 12 * (year - ahead.year) + at - ahead.month
                whole += min(_BEYOND, max(0, 2 * beyond))
            return whole

        around = [now, *(d for d in (stood, ahead) if d is not None)]
        years = dict.fromkeys(y for d in around for y in (d.year, d.year + 1, d.year - 1))
        return min(years, key=cost)


_RANK = {"time": 0, "day": 0, "weekend": 1, "week": 1, "month": 2, "quarter": 3, "season": 3, "half": 3, "year": 4}
_RANK_OF_UNIT = {"D": 0, "N": 0, "H": 0, "TM": 0, "S": 0, "W": 1, "WE": 1, "FN": 1, "M": 2, "Q": 3, "SM": 3}
_IN_PASSING = re.compile(r"\b(?:after|before|since|from|until) (?:[a-z]{1,12} ){0,2}$", re.I)  # "after a flat second …"
_ERA = 60  # years ahead of the clock: no story leaps so far at a bare year
_FAR_BEHIND = 1000  # characters since the clock was set
_LOOKS_BACK = 100  # days before the clock from which on a date told is a look back
_LEAPS = 730  # days after the clock from which on a date told may be one in passing
_LOOK_BACK_COST = 1
_JUMP = 24  # months: a story that skips more than these has jumped, how far does not matter
_BEYOND = 18  # the most that a step past the next full date counts: less than a jump, for that date may look back
