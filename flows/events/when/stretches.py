"""Events whose length is told: "after five days of talks", "ended their three-week strike", "began a four-day visit".

What lasted so long filled the days up to what came after it or ended it, that day among them, or those from what began
it on. A length without such a verb says nothing of when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.events.mentions import Mention
from flows.events.when import bounds
from flows.events.when.counted_apart import counted
from flows.records import EventDate, Interval, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_BEGINNING = frozenset({"begin", "start", "launch", "open", "commence", "embark"})
_CAUSING = frozenset({"cause", "prompt", "provoke", "set", "spark", "start", "trigger", "unleash"})
_ENDING = frozenset(
    {"break", "call", "close", "complete", "conclude", "end", "finish", "halt", "lift", "stop", "suspend", "wrap"}
)
_AFTER = frozenset({"after", "following"})
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class LengthTold:
    """``count`` units ("D", "W", "M", "Y") that an event filled, up to another or, ``from_then``, from it on."""

    count: int
    unit: str
    from_then: bool

    def beside(self, outer: EventDate) -> EventDate | None:
        """The date of an event of this length where what ended or began it was of ``outer``."""
        days = outer.interval
        if days.lo is None or days.hi is None or outer.extent != "within":
            return None
        far = self._far(days.lo if self.from_then else days.hi)
        if far is None:
            return None
        begin, end = (days, far) if self.from_then else (far, days)
        made = replace(outer, interval=Interval(begin.lo, end.hi), extent="throughout", begin=begin, end=end)
        return bounds.narrated(made)

    def _far(self, day: date) -> Interval | None:
        """The day of its other end: the first and the last are counted."""
        way = 1 if self.from_then else -1
        end = counted(day, way * self.count, self.unit, to_the_day=True)
        if end is None or end.lo is None or self.unit != "D":
            return end
        at = end.lo - way * _ONE_DAY
        return Interval(at, at)


def lengths_told(doc: Doc, start: int, timexes: Sequence[Timex], at: Mapping[int, Mention]) -> dict[int, LengthTold]:
    """The events of a passage that starts at ``start`` whose length is told beside what began or ended them."""
    found = {}
    for timex in timexes:
        length = bounds.length_of(timex) if timex.type == "DURATION" and "H" not in timex.value else None
        span = doc.char_span(timex.start - start, timex.end - start, alignment_mode="expand")
        if length is None or span is None or not len(span):
            continue
        event, of_it = _filled(span)
        side = _side(span.root if of_it else event, event) if event is not None and event.i in at else None
        if event is not None and side is not None:
            found[event.i] = LengthTold(*length, from_then=side)
    return found


def _filled(length: Span) -> tuple[Token | None, bool]:
    """The event of which a length is told, and whether as "five days of talks" rather than "a four-day visit"."""
    of = next((c for c in length.root.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    if of is not None:
        return next((c for c in of.children if c.dep_ == "pobj"), None), True
    before = length.root.dep_ in ("compound", "amod", "nmod", "nummod") and length.root.head.i >= length.end
    return (length.root.head if before else None), False


def _side(phrase: Token, event: Token) -> bool | None:
    """Whether the phrase stands with what began the event, or with what came after it; ``None`` for neither."""
    above = phrase.head
    if phrase.dep_ == "pobj" and above.lower_ in _AFTER:
        return False
    if phrase.dep_ != "dobj":
        return None
    if phrase is not event and above.lemma_ in _CAUSING:
        return True
    if above.lemma_ in _BEGINNING:
        return True
    return False if phrase is not event or above.lemma_ in _ENDING else None
