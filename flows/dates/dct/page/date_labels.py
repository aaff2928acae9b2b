"""What the words beside a date in a page's furniture say that it is of (`seeds/reference/date_labels.csv`)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from flows.clean.block_cues import cue_of
from seeds import rows

Label = Literal["published", "dated", "updated", "event", "place", "comment", "other"]

_MARKS = re.compile(r"[\W\d_]+")
# Scripts without blanks: there a label may stand anywhere before the date, for words have no ends.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LONGEST = 4  # words of a label
_LONGEST_HEADING = 60  # characters
_ITSELF = "page"  # the role of what a page calls itself
_OTHERS = "others"  # the role of what heads a list of other pages


def letters(text: str) -> str:
    """``text`` in lower case, marks and figures as blanks."""
    return " ".join(_MARKS.sub(" ", text).lower().split())


def label_of(words: str) -> Label | None:
    """The role that the last words of ``words`` name, or none; up to two small words may follow the label.

    "updated on", "published by A. Writer on". ``words`` as `letters` gives them.
    """
    table = _labels()
    ends = words.split()[-6:]
    for skip in range(min(3, len(ends))):
        tail = ends[: len(ends) - skip]
        for size in range(min(_LONGEST, len(tail)), 0, -1):
            if role := table.get(" ".join(tail[-size:])):
                return role
    for word in (words.replace(" ", "")[-6:], words[-4:], words[-3:], words[-2:]):
        if UNSPACED.search(word) and (role := table.get(word)):
            return role
    return None


def label_after(words: str) -> Label | None:
    """The role that the first words after a date name: "reply", "says"."""
    table, starts = _labels(), words.split()[:_LONGEST]
    for size in range(len(starts), 0, -1):
        if role := table.get(" ".join(starts[:size])):
            return role
    return None


def said_of_itself(before: str, after: str) -> Label | None:
    """The role of a date in a sentence that a page says of itself: "This entry was posted on …", "Diese Seite wurde
    zuletzt am … geändert". None where the words before the date do not name the page.
    """
    if _itself().search(before) is None:
        return None
    table, found = _labels(), set()
    words = [*before.split(), *after.split()]
    for at in range(len(words)):
        for size in range(1, min(_LONGEST, len(words) - at) + 1):
            found.add(table.get(" ".join(words[at : at + size])))
    return "updated" if "updated" in found else "published" if "published" in found else None


def heads_others(line: str) -> bool:
    """Whether a line heads a list of other pages: "Related articles", "Neueste Beiträge"."""
    cue = cue_of(line) if len(line) <= _LONGEST_HEADING else None
    return (cue is not None and cue.kind == "teaser" and cue.match == "line") or letters(line) in _headings()


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    return frozenset(words for role, words in _rows() if role == _OTHERS)


@lru_cache(maxsize=1)
def _rows() -> list[tuple[str, str]]:
    return [(row["role"], letters(words)) for row in rows("date_labels.csv") for words in row["words"].split("|")]


@lru_cache(maxsize=1)
def _labels() -> dict[str, Label]:
    table: dict[str, Label] = {}
    for role, words in _rows():
        if role not in (_ITSELF, _OTHERS):
            table.setdefault(words, role)  # type: ignore[arg-type]
    return table


@lru_cache(maxsize=1)
def _itself() -> re.Pattern[str]:
    names = sorted((re.escape(words) for role, words in _rows() if role == _ITSELF), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
