"""A second look at dates whose direction was open, once a parser has told the tense of the verb that they modify.

"On Tuesday the league, which was founded in May, plans to march": on the surface the verb nearest to the day is a past
one. The dates stage does not parse; the stage that does hands the tense back to ``retold``.
"""

from __future__ import annotations

from dataclasses import replace

from flows.dates.timex.anchor import anchor_expressions
from flows.dates.timex.cues import speaks_for_itself
from flows.dates.timex.expression import Direction, Expression
from flows.dates.timex.lists import with_other_end
from flows.dates.timex.recognise import recognise
from flows.records import Interval, Timex

BY_PARSE = "+tense"  # what is added to the name of the rule


def is_open(timex: Timex) -> bool:
    """Whether the side of the DCT that an expression lies on may be the clause's to say: a weekday, a spring."""
    return timex.anchor == "dct" and timex.type in ("DATE", "TIME") and not timex.rule.startswith(("rel-", "named-"))


def retold(timex: Timex, direction: Direction, sentence: str, at: int, dct: Interval) -> Timex:
    """``timex`` resolved anew: a parser says that its verb looks in ``direction``. Unchanged if that adds nothing.

    ``sentence`` is the text around it, in which it starts at ``at``. Words that say more than a tense does ("until
    Tuesday", "payable Dec. 7", "last May") outweigh the verb. The rule's name gets a "+tense" where the value changes.
    """
    expressions = recognise(sentence)
    e = next((e for e in expressions if e.start == at), None)
    if e is None or e.text != timex.text:
        return timex
    told = with_other_end(e, expressions, sentence)  # the "to" of a range says nothing of its own
    if not _leaves_side_open(told[0]) or (told[0].direction == direction and told[0].firm):
        return timex
    again = anchor_expressions([replace(x, direction=direction, firm=True) for x in told], dct, sentence)[told.index(e)]
    if again.value == timex.value or again.anchor != "dct":
        return timex
    return replace(timex, value=again.value, interval=again.interval, problem=again.problem, rule=timex.rule + BY_PARSE)


def _leaves_side_open(e: Expression) -> bool:
    if e.kind != "calendar" or e.year is not None or e.shift is not None or e.anchor != "either":
        return False
    named = e.weekday or e.month or e.day or e.season or e.quarter or e.holiday
    return named is not None and not speaks_for_itself(e.signal, e.cue)
