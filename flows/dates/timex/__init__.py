"""Date expressions: ``recognise`` finds and reads them, ``anchor_expressions`` anchors them to the calendar.

recognise(text, language) -> list[Expression]          needs no DCT
anchor_expressions(expressions, dct, text) -> list[Timex]  the DCT may be a day, an interval, or open
tag(text, dct, language) -> list[Timex]                both
retold(timex, direction, sentence, at, dct) -> Timex   once more, with the tense that a parser found
"""

from __future__ import annotations

from flows.clean.language import language_of
from flows.dates.timex.anchor import anchor_expressions
from flows.dates.timex.expression import Expression
from flows.dates.timex.parsed import is_open, retold
from flows.dates.timex.recognise import recognise
from flows.records import Interval, Timex

__all__ = ["Expression", "anchor_expressions", "is_open", "recognise", "retold", "tag"]


def tag(text: str, dct: Interval, language: str | None = None) -> list[Timex]:
    """The date expressions of ``text``, resolved against ``dct``: what ``dateline dates`` prints.

    ``language`` (ISO 639-1) is the text's. Where it is not given, it is told from the letters of a text in which
    English says nothing in words.
    """
    found = recognise(text, language)
    if language is None and not any(c.isalpha() for e in found for c in e.text):
        found = recognise(text, language_of(text))
    return anchor_expressions(found, dct, text)
