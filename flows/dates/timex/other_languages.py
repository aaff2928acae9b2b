"""Full dates in other languages inside a text: "le 14 juillet 1989", "3. Oktober 1990", "2017年11月17日".

The names of the months are dateparser's (`flows.calendar.written`). They are looked up only where digits of a day and
a year stand that the English grammar has left over, so that an English text pays for one quick search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.calendar.digits import plain_digits
from flows.dates.timex.expression import Expression

# A day, one word or two, and a year, or the other way round; a preposition of English between them makes it none.
_WORDS_BETWEEN = r"[^\w\n]{0,3}(?:[^\W\d_]{1,4}[^\w\n]{1,2})?[^\W\d_]{1,14}[^\w\n]{0,3}(?:[^\W\d_]{1,4}[^\w\n]{1,2})?"
_CANDIDATE = re.compile(rf"(?<!\d)(?:\d{{1,2}}{_WORDS_BETWEEN}\d{{4}}|\d{{4}}{_WORDS_BETWEEN}\d{{1,2}})(?!\d)")
_ENGLISH = re.compile(r"\b(?:in|by|to|from|since|and|for|of|at|on|or|the|after|before|until)\b", re.I)
_WORDS = frozenset({"dmy words", "mdy words", "ymd words", "cjk"})


def other_languages(text: str, found: Sequence[Expression]) -> list[Expression]:
    """``found`` with the dates of other languages put in their places; rule ``date-other-language``."""
    left_over = _left_over(text, found)
    if not left_over:
        return list(found)
    from flows.calendar.written import find_written  # loads dateparser's tables

    plain = plain_digits(text)
    added = []
    for start, end in left_over:
        for w in find_written(plain, None, max(0, start - 30), min(len(text), end + 30)):
            if w.granularity == "day" and w.form in _WORDS and len(w.days) == 1 and start < w.end and w.start < end:
                d = w.days[0]
                added.append(
                    Expression(
                        w.start, w.end, text[w.start : w.end], "DATE", "date-other-language", "calendar", "self",
                        year=d.year, month=d.month, day=d.day,
                    )
                )  # fmt: skip
    return _merged(found, added)


def _left_over(text: str, found: Sequence[Expression]) -> list[tuple[int, int]]:
    """Where a day and a year stand near each other, and no expression that names a day covers them."""
    taken = iter([*found, None])
    next_one = next(taken)
    out = []
    for m in _CANDIDATE.finditer(text):
        while next_one is not None and next_one.end <= m.start():
            next_one = next(taken)
        met = next_one is not None and next_one.start < m.end()
        covered = met and next_one is not None and (next_one.day is not None or next_one.hour is not None)
        if not covered and not _ENGLISH.search(m.group()):
            out.append(m.span())
    return out


def _merged(found: Sequence[Expression], added: Sequence[Expression]) -> list[Expression]:
    """Both in order; where they overlap, a full date stands before what is less."""
    everything = sorted([*found, *added], key=lambda e: (e.start, e.rule != "date-other-language"))
    out: list[Expression] = []
    for e in everything:
        while out and e.rule == "date-other-language" and out[-1].end > e.start and out[-1].rule != e.rule:
            out.pop()
        if not out or out[-1].end <= e.start:
            out.append(e)
    return out
