"""Date expressions: ``recognise`` finds and reads them, ``anchor_expressions`` anchors them to the calendar.

recognise(text) -> list[Expression]                    needs no DCT
anchor_expressions(expressions, dct, text) -> list[Timex]  the DCT may be a day, an interval, or open
tag(text, dct) -> list[Timex]                          both
retold(timex, direction, sentence, at, dct) -> Timex   once more, with the tense that a parser found
"""

from __future__ import annotations

from flows.dates.timex.anchor import anchor_expressions
from flows.dates.timex.expression import Expression
from flows.dates.timex.parsed import is_open, retold
from flows.dates.timex.recognise import recognise
from flows.records import Interval, Timex

__all__ = ["Expression", "anchor_expressions", "is_open", "recognise", "retold", "tag"]


def tag(text: str, dct: Interval) -> list[Timex]:
    """The date expressions of ``text``, resolved against ``dct``: what ``dateline dates`` prints."""
    return anchor_expressions(recognise(text), dct, text)
