"""A text as blocks: the paragraphs, headings and menu items that a reader sees, whatever the line breaks.

Text that was copied out of a page breaks its lines in three ways: one paragraph a line; paragraphs apart by blank
lines; or hard-wrapped at some width, with or without blank lines between paragraphs. The first two need no thought.
For the third, a line break is a wrap when the next word would not have fitted on the line, and a paragraph's end when
it would have: that is how the breaks were made.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass

#: Past this many blocks the rest of a text is taken as one: no article has so many, and cost must stay bounded.
MAX_BLOCKS = 60_000

#: Widths at which mail programs, text browsers and editors wrap.
_NARROWEST, _WIDEST = 50, 130

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[*+•·▪◦‣○●■►»#o–-]|\d{1,2}[.)])\s+(?=\S)")
_WORD = re.compile(r"\S+")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")


@dataclass(slots=True)
class Line:
    """One line without its outer blanks. ``gap``: line ends since the line before; ``width`` in columns."""

    start: int
    end: int
    indent: int
    gap: int
    width: int


@dataclass(slots=True)
class Block:
    """A paragraph, heading or item: ``[start, end)`` in the text, made of one or more wrapped lines."""

    start: int
    end: int
    gap: int
    indent: int
    bullet: bool
    wraps: tuple[int, ...] = ()  # offsets of the line ends inside that are mere wraps


def lines_of(text: str) -> list[Line]:
    """The lines that hold more than blanks, with their place in ``text``."""
    wide = _WIDE.search(text) is not None
    lines: list[Line] = []
    ends = 0
    before = 0
    for found in _LINE.finditer(text):
        start, end = found.span()
        ends += text.count("\n", before, start) or (start > before)
        before = end
        raw = found.group()
        stripped = raw.strip()
        if not stripped:
            continue
        first = start + len(raw) - len(raw.lstrip())
        width = first - start + len(stripped)
        if wide:
            width += len(_WIDE.findall(stripped, 0, 4 * _WIDEST))
        lines.append(Line(first, first + len(stripped), first - start, ends if lines else 0, width))
        ends = 0
    return lines


def wrap_widths(lines: list[Line]) -> dict[int, int]:
    """Indent → the width that lines of that indent are wrapped at; empty where the text is not hard-wrapped.

    Hard-wrapped text gives itself away: hardly a line is longer than the width, and of the longer lines that another
    line follows at once, most come close to it. Key ``-1`` holds the width of the text as a whole.
    """
    long = sum(line.end - line.start for line in lines if line.width > _WIDEST)
    if 5 * long > sum(line.end - line.start for line in lines):
        return {}
    groups: dict[int, list[int]] = defaultdict(list)
    for line, follower in itertools.pairwise(lines):
        if follower.gap == 1 and 40 <= line.width <= _WIDEST and abs(follower.indent - line.indent) <= 2:
            groups[line.indent].append(line.width)
            groups[-1].append(line.width)
    widths: dict[int, int] = {}
    for indent, seen in groups.items():
        seen.sort()
        width = seen[-1 - len(seen) // 50]
        close = sum(w > width - 13 for w in seen)
        if width >= _NARROWEST and len(seen) >= 3 and 2 * close >= len(seen):
            widths[indent] = width
    return widths if -1 in widths else {}


def blocks_of(text: str) -> list[Block]:
    """The blocks of ``text``, in order and disjoint; together they hold every character that is no blank. Linear."""
    lines = lines_of(text)
    widths = wrap_widths(lines)
    blocks: list[Block] = []
    last: Line | None = None
    wraps: list[int] = []
    for line in lines:
        bullet = _BULLET.match(text, line.start, line.end) is not None
        if last is not None and line.gap == 1 and widths and not bullet and _continues(text, last, line, widths):
            wraps.append(last.end)
            blocks[-1].end = line.end
        else:
            if wraps:
                blocks[-1].wraps = tuple(wraps)
                wraps = []
            if len(blocks) == MAX_BLOCKS:
                blocks.append(Block(line.start, lines[-1].end, line.gap, line.indent, bullet))
                return blocks
            blocks.append(Block(line.start, line.end, line.gap, line.indent, bullet))
        last = line
    if wraps:
        blocks[-1].wraps = tuple(wraps)
    return blocks


def _continues(text: str, last: Line, line: Line, widths: dict[int, int]) -> bool:
    """Whether the break between two adjoining lines is a wrap: the next word would not have fitted."""
    if abs(line.indent - last.indent) > 3:
        return False
    width = widths.get(last.indent, widths[-1])
    word = _WORD.match(text, line.start, line.end)
    if word is None:
        return False
    first = word.group()[:60]
    if _WIDE.match(first):
        return last.width + 4 > width  # text without spaces breaks between any two signs, save before punctuation
    return last.width + 1 + len(first) > width
