"""Days that are counted from a beginning: "the third day of the siege", "marched for a fourth day".

The day that has the number is one that stands beside it, else that of writing; the first was so many days before. Of
the siege itself it is only known that it went on until then; what was done "for a fourth day" filled those four.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.dates.timex.numerals import ordinal_number
from flows.events.mentions import Mention
from flows.events.when.bounds import Anchor
from flows.records import EventDate, Interval

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_UNITS = {"day": 1, "week": 7}
_ENTERED = frozenset({"enter", "begin", "start", "mark", "reach", "see"})
_RUNNING = frozenset({"straight", "consecutive", "successive", "running"})
_NEAR = 4  # words between the day and its number
_MOST = 400  # no siege is counted in days any longer
_Dated = tuple["Span", Anchor]


def numbered(
    doc: Doc, at: Mapping[int, Mention], dated: Sequence[_Dated], dct: Interval
) -> Iterator[tuple[int, EventDate]]:
    """The events that such a number dates, by their word, each with its date; ``dated`` are single days of the text."""
    for token in doc:
        number = _number(token)
        if number is None or not 1 < number <= _MOST:
            continue
        event, is_filled = _event(token, at)
        day = _beside(token, dated)
        anchor = Anchor(None, dct, "day", "", "dct") if day is None else day
        if event is not None and anchor.interval.is_day and anchor.interval.lo is not None:
            yield event, _counted(anchor, anchor.interval.lo, number, _UNITS[token.lemma_], is_filled)


def _number(token: Token) -> int | None:
    """The number before a word for a day or a week."""
    if token.lemma_ not in _UNITS or token.tag_ != "NN":
        return None
    before = next((c for c in token.children if c.dep_ in ("amod", "compound") and c.lower_ not in _RUNNING), None)
    return (
        ordinal_number(before.lower_.split("-"))
        if before is not None and before.pos_ in ("ADJ", "NOUN", "NUM")
        else None
    )


def _event(day: Token, at: Mapping[int, Mention]) -> tuple[int | None, bool]:
    """The event whose day it is, and whether it is told to have filled the days up to that one."""
    of = next((p for c in day.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"), None)
    if of is not None:
        return (of.i if of.i in at and at[of.i].kind == "noun" else None), False
    above = day.head
    owned = any(c.dep_ == "poss" for c in day.children)
    if day.dep_ == "dobj" and above.lemma_ in _ENTERED and owned:
        return _subject(above, at), False
    if day.dep_ != "pobj" or above.lower_ not in ("for", "in", "into", "on"):
        return None, False
    verb = above.head
    if above.lower_ != "for":
        return ((verb.i if verb.i in at and verb.tag_[:2] == "NN" else _subject(verb, at)) if owned else None), False
    if verb.tag_[:2] == "NN":
        return (verb.i if verb.i in at else None), True
    subject = _subject(verb, at)
    return (subject if subject is not None else verb.i if verb.i in at else None), True


def _subject(verb: Token, at: Mapping[int, Mention]) -> int | None:
    return next((c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i in at), None)


def _beside(day: Token, dated: Sequence[_Dated]) -> Anchor | None:
    """The day that is said to have the number: "On Tuesday, the second day of …", "Monday was the fifth day"."""
    left, right = day.left_edge.i, day.i
    for span, anchor in dated:
        before = left - span.end
        after = span.start - right
        if 0 <= before <= _NEAR and not any(t.text in ".;" for t in day.doc[span.end : left]):
            return anchor
        if 0 < after <= _NEAR and all(t.pos_ in ("ADP", "DET", "PRON", "ADV") for t in day.doc[right + 1 : span.start]):
            return anchor
    return None


def _counted(anchor: Anchor, day: date, number: int, unit: int, is_filled: bool) -> EventDate:
    last = day - timedelta((number - 1) * unit)
    first = Interval(last - timedelta(unit - 1), last)
    end = Interval(day, day if is_filled else None)
    made = EventDate(Interval(first.lo, end.hi), "throughout", "day", anchor.basis, anchor.timex)
    return replace(made, begin=first, end=end)
