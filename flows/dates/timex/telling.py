"""One pass over a text's expressions with a day taken as the moment of writing: where each counts from.

News tells its story from the DCT; history tells it from the point that the narrative has reached (``narrative.py``
decides which, stretch by stretch). Both count "the next day" and "that year" from what was told last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.calendar import spans
from flows.calendar.spans import NOTHING, Span
from flows.dates.timex.expression import Expression
from flows.dates.timex.lists import Ends
from flows.dates.timex.narrative import Manner, same_sentence
from flows.dates.timex.placed import Anchored
from flows.dates.timex.told_dates import ToldDates

_BESIDE = 25  # characters between a time of day and the day it belongs to, and what they must not be
_PARTS = re.compile(r"\b(?:since|until|till|before|after|than|from|by|for|through|and|or)\b")
_TWO_CLOCKS = re.compile(r"(?: (?:local|\w+) time)? ?(?:[-–—/(]|to|until|till|and|or|through|,)? ?(?:at )?")
_REPORT = 1000  # characters in which a quarter told stays the one that figures are compared with
_LOOK_AHEAD = 40  # expressions: a chapter may tell a score of days between two dates in full


@dataclass(slots=True)
class Telling:
    """The state of the pass: which expression is being read (``at``), and what has been told so far (``story``)."""

    dct: date
    text: str
    expressions: Sequence[Expression]
    manner: Manner
    read: Callable[[Telling, Expression], Anchored]  # what any expression stands for, whatever its kind
    ranges: dict[int, Ends]  # the ends of ranges, by where they start
    at: int = 0
    story: ToldDates = field(init=False)

    def __post_init__(self) -> None:
        self.story = ToldDates(self.text)

    @property
    def in_history(self) -> bool:
        """Whether dates without a year belong to the year that the story has reached."""
        return self.manner.stretches[self.at]

    @property
    def all_history(self) -> bool:
        """Whether even "Friday" and "last year" are told from within the story, because all of the text is."""
        return self.manner.whole and self.story.told is not None

    def base(self, e: Expression) -> tuple[date, str]:
        """The day a relative expression counts from, and what to call it."""
        ahead = e.tense == "future" and e.shift == 1  # "will be named the next week": news looks ahead from its day
        if (e.anchor == "narrative" and not ahead) or self.all_history:
            fine = self.story.told_for(e.unit or "D")
            if fine is not None:
                return fine[1], "narrative"
            if self.all_history and self.story.last_day is not None:
                return self.story.last_day, "narrative"
        return self.dct, "dct"

    def day_in_question(self, e: Expression) -> tuple[date, str]:
        """The day a bare time of day belongs to: the one named beside it, else the one told last, else the DCT's."""
        at = e.end
        for index, ahead in enumerate(self.expressions[self.at + 1 : self.at + 4], self.at + 1):
            if ahead.start < at:
                continue
            near = ahead.start - at <= _BESIDE and same_sentence(self.text, at, ahead.start)
            beside = near and _PARTS.search(self.text, at, ahead.start) is None
            named = ahead.kind in ("calendar", "shift") and (ahead.day or ahead.weekday or ahead.unit == "D")
            glue = _TWO_CLOCKS.fullmatch(self.text, at, ahead.start)  # "from 9 a.m. to 5 p.m. on Friday"
            to_a_clock = glue is not None and ahead.hour is not None and e.hour is not None
            if named and (to_a_clock if ahead.hour is not None else beside):
                lo = self.read(self, ahead).span.days.lo
                if lo is not None:
                    return lo, f"timex:{index}"
            if not to_a_clock:  # "3 p.m. (0700 GMT) on Tuesday": the same time told twice
                break
            at = ahead.end
        told = self.story.told.days if self.story.told else NOTHING
        in_reach = self.all_history or same_sentence(self.text, self.story.told_at, e.start)
        if told.is_day and told.lo is not None and in_reach:
            return told.lo, "narrative"
        return self.dct, "dct"

    def next_in_full(self) -> date | None:
        """The first date with month and year that is told soon after."""
        for e in self.expressions[self.at + 1 : self.at + _LOOK_AHEAD]:
            if e.kind == "calendar" and e.year and e.month and e.era != "BC" and spans.representable(e.year):
                return date(e.year, e.month, 1)
        return None

    def of_quarter(self, e: Expression) -> bool:
        """Whether the talk is of a quarter's figures, so that "a year earlier" is that quarter of the year before."""
        story = self.story
        return story.quarter is not None and story.compared_at > 0 and e.start - story.compared_at <= _REPORT

    def last_quarter(self) -> Span:
        """The latest quarter that has ended: what a report of the day is about."""
        return spans.around(spans.moved(self.dct, -1, "Q"), "Q")
