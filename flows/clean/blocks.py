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

#: Past so many lines or blocks the rest of a text is taken as one: no article has them, and cost must stay bounded.
MAX_LINES, MAX_BLOCKS = 200_000, 20_000

#: Widths at which mail programs, text browsers and editors wrap.
_NARROWEST, _WIDEST = 45, 130

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[*+•·▪◦‣○●■►»#o–-]|\d{1,2}[.)])\s+(?=\S)")
_WORD = re.compile(r"\S{1,60}")
_SPACELESS = re.compile("[\u0e00-\u0eff\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]")
_SENTENCE_ENDS = frozenset('.!?:;…。！？：；।؟」』）)"”»')


@dataclass(slots=True)
class Line:
    """One line without its outer blanks. ``gap``: line ends since the line before.

    ``width``: columns up to the last sign; every sign counts one, as it does for the programs that wrap.
    """

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
    lines: list[Line] = []
    before = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        bare = raw.lstrip()
        if not bare:
            continue
        end = found.end()
        start = end - len(bare)
        gap = (text.count("\n", before, start) or 1) if lines else 0
        if len(lines) == MAX_LINES:
            lines.append(Line(start, len(text.rstrip()), 0, gap, 0))
            break
        size = len(bare.rstrip())
        indent = len(raw) - len(bare)
        lines.append(Line(start, start + size, indent, gap, indent + size))
        before = end
    return lines


def wrap_widths(text: str, lines: list[Line]) -> dict[int, int]:
    """Indent → the width that lines of that indent are wrapped at; empty where the text is not hard-wrapped.

    Hard-wrapped text gives itself away: hardly a line is longer than the width, and where a sentence runs over a line
    break, the next word would hardly ever have fitted. Key ``-1`` holds the width of the most lines.
    """
    long = sum(line.end - line.start for line in lines if line.width > _WIDEST)
    if 4 * long > sum(line.end - line.start for line in lines):
        return {}
    running: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line, after in itertools.pairwise(lines):
        if after.gap == 1 and 30 <= line.width <= _WIDEST and abs(after.indent - line.indent) <= 2:
            head = text[after.start]
            runs_on = head.isalpha() and not head.isupper() and text[line.end - 1] not in _SENTENCE_ENDS
            if runs_on and not _BULLET.match(text, after.start, after.end):
                running[line.indent].append((line.width, _first_word(text, after)))
    widths: dict[int, int] = {}
    told = 0
    for indent, pairs in sorted(running.items(), key=lambda group: len(group[1])):
        pairs.sort()
        width = pairs[-1 - len(pairs) // 50][0]
        full = sum(there + 1 + word > width for there, word in pairs)
        if width >= _NARROWEST and len(pairs) >= 3 and 2 * full >= len(pairs):
            widths[indent] = widths[-1] = width
            told += len(pairs)
    return widths if 2 * told >= sum(map(len, running.values())) else {}


def blocks_of(text: str) -> list[Block]:
    """The blocks of ``text``, in order and disjoint; together they hold every character that is no blank. Linear."""
    lines = lines_of(text)
    widths = wrap_widths(text, lines)
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
    return last.width + 1 + _first_word(text, line) > widths.get(last.indent, widths[-1])


def _first_word(text: str, line: Line) -> int:
    """How many columns the first word of ``line`` would have needed on the line before."""
    if _SPACELESS.match(text, line.start):
        return 3  # breaks between any two signs, save before closing punctuation
    word = _WORD.match(text, line.start, line.end)
    return word.end() - line.start if word else 0
