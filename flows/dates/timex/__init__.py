"""Date expressions: ``recognise`` finds and reads them, ``resolve`` anchors them to the calendar.

recognise(text) -> list[Expression]                    needs no DCT
resolve(expressions, dct, text) -> list[Timex]         the DCT may be a day, an interval, or open
tag(text, dct) -> list[Timex]                          both
retold(timex, direction, sentence, at, dct) -> Timex   once more, with the tense that a parser found
"""

from __future__ import annotations

from flows.dates.timex.anchor import resolve
from flows.dates.timex.expression import Expression
from flows.dates.timex.parsed import is_open, retold
from flows.dates.timex.recognise import recognise
from flows.records import Interval, Timex

__all__ = ["Expression", "is_open", "recognise", "resolve", "retold", "tag"]


def tag(text: str, dct: Interval) -> list[Timex]:
    """The date expressions of ``text``, resolved against ``dct``: what ``dateline dates`` prints."""
    return resolve(recognise(text), dct, text)
