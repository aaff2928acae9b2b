"""Date expressions: ``recognise`` finds and reads them, ``resolve`` anchors them to the calendar.

recognise(text) -> list[Expression]                    needs no DCT
resolve(expressions, dct, text) -> list[Timex]         the DCT may be a day, an interval, or open
tag(text, dct) -> list[Timex]                          both
"""

from __future__ import annotations

from flows.dates.timex.anchor import resolve
from flows.dates.timex.expression import Expression
from flows.dates.timex.recognise import recognise
from flows.records import Interval, Timex

__all__ = ["Expression", "recognise", "resolve", "tag"]


def tag(text: str, dct: Interval) -> list[Timex]:
    """The date expressions of ``text``, resolved against ``dct``: what ``dateline dates`` prints."""
    return resolve(recognise(text), dct, text)
