"""What a date expression says, before anything is known of when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.records import TimexType

Kind = Literal["calendar", "shift", "offset", "duration", "set", "reference", "anaphor"]
Direction = Literal["past", "future"]
Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression as recognised: where it stands, and what its words say; free of any DCT.

    ``text == source[start:end]``. Units are ``D W M Q Y DE CE ML`` (day, week, month, quarter, year, decade, century,
    millennium), ``WE`` weekend, ``FN`` fortnight, ``H TM S`` hour, minute, second. ``kind`` says how to read the rest:

    ``calendar``  names a place in the calendar by the fields from ``year`` to ``zone``; those that its words leave out
                  are ``None``. "September 14": month 9, day 14. "the 15th": day 15 alone. "Monday": weekday 1.
                  "September 14, 2017": a full date. "the third quarter": quarter 3. ``shift`` counts years where the
                  words do ("October last year": month 10, shift -1, unit "Y"), or which of the named ones is meant
                  ("last October", "next Monday": shift -1 or 1, unit ``None``). "9 pm": hour 21.
    ``shift``     the ``unit`` that stands ``shift`` units from the anchor: "last week" -1 W, "this year" 0 Y,
                  "tomorrow" 1 D, "tonight" 0 D with ``part`` "NI". ``quarter``, ``half``, ``part`` narrow it.
    ``offset``    ``amount`` of ``unit`` on the side ``shift`` (-1 or 1) of the anchor: "over two years ago" is amount
                  2, unit "Y", shift -1, mod "MORE_THAN"; ``amount`` is ``None`` where vague ("several years ago").
    ``duration``  ``amount`` of ``unit`` (``None``: vague), as in "three months". ``shift`` is -1 for "the past three
                  months", 1 for "the next two years", else ``None``. "for the first time in three months" is a
                  duration of rule ``first-time-in``.
    ``set``       a recurrence; ``value`` is ready.
    ``reference`` "now", "recently", "the future": ``value`` is PRESENT_REF, PAST_REF or FUTURE_REF.
    ``anaphor``   points back at a time already told: "that year", "the same day" (``unit``, ``part``).

    ``anchor`` says what a relative expression counts from: ``dct`` the moment of writing ("ago", "yesterday"),
    ``narrative`` the time the story has reached ("earlier", "the next day"), ``either`` where the words leave it open
    ("in October"), ``self`` where nothing is left open, and ``dependent`` where ``point``, an expression inside its
    own words, is what it counts from ("two days after July 4").

    Cues of the surroundings: ``signal`` is the preposition before it ("on", "since", "until", "by", …), lower case.
    ``tense`` is the tense of the verb that governs the clause, ``None`` where none shows; ``direction`` says on which
    side of the moment of writing the expression lies, by its own words or else by the tense, and ``cue`` gives the
    words that said so. ``firm`` is whether that can be relied on: the expression's own words, or a verb close by, and
    no signal such as "until" or "by" that reaches past the verb's time.
    """

    start: int
    end: int
    text: str
    type: TimexType
    rule: str
    kind: Kind
    anchor: Literal["dct", "narrative", "either", "self", "dependent"] = "self"
    value: str | None = None
    mod: str | None = None
    # the calendar fields
    year: int | None = None
    era: Literal["BC", "AD"] | None = None
    century: int | None = None  # 19 for "the 20th century": the leading digits of its years
    decade: int | None = None  # 198 for "the 1980s"; 80 to 89 divided by ten, 8, where only "the eighties" is said
    half: int | None = None
    quarter: int | None = None
    season: str | None = None  # SP SU FA WI
    month: int | None = None
    week: int | None = None
    day: int | None = None
    weekday: int | None = None  # ISO: Monday is 1
    nth: int | None = None  # which weekday, day or week of the month: "the third Thursday of November"; -1 the last
    holiday: str | None = None  # a key of seeds/reference/holidays.toml
    part: str | None = None  # MO MI AF EV NI DT: the part of a day
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str | None = None  # "+08", "Z": what stands after the time of day
    # relative fields
    unit: str | None = None
    amount: float | None = None
    shift: int | None = None
    point: Expression | None = None
    # cues
    signal: str | None = None
    tense: Tense | None = None
    direction: Direction | None = None
    cue: str = ""
    firm: bool = False
    problem: str | None = None

    @property
    def is_full_date(self) -> bool:
        """Whether year, month and day are all told."""
        return self.year is not None and self.month is not None and self.day is not None
