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
from typing import NamedTuple

#: Past so many lines or blocks the rest of a text is taken as one: no article has them, and cost must stay bounded.
MAX_LINES, MAX_BLOCKS = 200_000, 20_000

#: Widths at which mail programs, text browsers and editors wrap.
_NARROWEST, _WIDEST = 45, 130

_BULLET = re.compile(r"(?:[*+•·▪◦‣○●■►»#o–-]|[0-9]{1,2}[.)])\s+(?=\S)")
_BULLET_HEADS = frozenset("*+•·▪◦‣○●■►»#o–-0123456789")
_WORD = re.compile(r"\S{1,60}")
_SPACELESS = re.compile("[\u0e00-\u0eff\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]")
_SENTENCE_ENDS = frozenset('.!?:;…。！？：；।؟」』）)"”»')


class Lines(NamedTuple):
    """The lines of a text that hold more than blanks, without their outer blanks, as columns: a value a line."""

    start: list[int]
    end: list[int]
    indent: list[int]
    gap: list[int]  # line ends since the line before
    words: list[str]  # the line without its outer blanks


@dataclass(slots=True)
class Block:
    """A paragraph, heading or item: ``[start, end)`` in the text, made of one or more wrapped lines."""

    start: int
    end: int
    gap: int
    indent: int
    bullet: bool
    wraps: tuple[int, ...] = ()  # offsets of the line ends inside that are mere wraps


def lines_of(text: str) -> Lines:
    """The lines that hold more than blanks, with their place in ``text``."""
    raw = text.splitlines(keepends=True)
    bare = [line.strip() for line in raw]
    kept = [i for i, line in enumerate(bare) if line]
    offsets = list(itertools.accumulate(map(len, raw), initial=0))
    rest = kept[MAX_LINES] if len(kept) > MAX_LINES else None
    del kept[MAX_LINES:]
    words = [bare[i] for i in kept]
    indent = [raw[i].index(line) for i, line in zip(kept, words, strict=True)]
    start = [offsets[i] + shift for i, shift in zip(kept, indent, strict=True)]
    end = [at + len(line) for at, line in zip(start, words, strict=True)]
    gap = [0, *(after - i for i, after in itertools.pairwise(kept))][: len(kept)]
    if rest is not None:
        start.append(offsets[rest] + raw[rest].index(bare[rest]))
        end.append(len(text.rstrip()))
        words.append(bare[rest])
        indent.append(0)
        gap.append(1)
    return Lines(start, end, indent, gap, words)


def wrap_widths(lines: Lines) -> dict[int, int]:
    """Indent → the width that lines of that indent are wrapped at; empty where the text is not hard-wrapped.

    Hard-wrapped text gives itself away: hardly a line is longer than the width, and where a sentence runs over a line
    break, the next word would hardly ever have fitted. Key ``-1`` holds the width of the most lines. Every sign counts
    one column, as it does for the programs that wrap.
    """
    sizes = list(map(len, lines.words))
    long = sum(size for size, indent in zip(sizes, lines.indent, strict=True) if size + indent > _WIDEST)
    if 4 * long > sum(sizes):
        return {}
    running: dict[int, list[tuple[int, int]]] = defaultdict(list)
    each = zip(lines.words, lines.indent, lines.words[1:], lines.indent[1:], lines.gap[1:], strict=False)
    for line, indent, after, indent_after, gap in each:
        width = indent + len(line)
        if gap == 1 and 30 <= width <= _WIDEST and -2 <= indent_after - indent <= 2:
            head = after[0]
            if head.isalpha() and not head.isupper() and line[-1] not in _SENTENCE_ENDS and not _has_bullet(after):
                running[indent].append((width, _first_word(after)))
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
    widths = wrap_widths(lines)
    blocks: list[Block] = []
    wraps: list[int] = []
    last_end = last_indent = last_size = 0
    bullets = [line[0] in _BULLET_HEADS and _has_bullet(line) for line in lines.words]
    for start, end, indent, gap, words, bullet in zip(*lines, bullets, strict=True):
        if (
            widths
            and gap == 1
            and not bullet
            and -3 <= indent - last_indent <= 3
            # The break is a wrap when the next word would not have fitted.
            and last_indent + last_size + 1 + _first_word(words) > widths.get(last_indent, widths[-1])
        ):
            wraps.append(last_end)
            blocks[-1].end = end
        else:
            if wraps:
                blocks[-1].wraps = tuple(wraps)
                wraps = []
            if len(blocks) == MAX_BLOCKS:
                blocks.append(Block(start, lines.end[-1], gap, indent, bullet))
                return blocks
            blocks.append(Block(start, end, gap, indent, bullet))
        last_end, last_indent, last_size = end, indent, end - start
    if wraps:
        blocks[-1].wraps = tuple(wraps)
    return blocks


def _has_bullet(line: str) -> bool:
    return line[0] in _BULLET_HEADS and _BULLET.match(line) is not None


def _first_word(line: str) -> int:
    """How many columns the first word of ``line`` would have needed on the line before."""
    if _SPACELESS.match(line):
        return 3  # breaks between any two signs, save before closing punctuation
    word = _WORD.match(line)
    return word.end() if word else 0
