"""Text as it was printed: columns side by side taken apart, lines joined to paragraphs, running heads left out.

A layout dump (``pdftotext -layout``, a PDF's text by place) keeps each character where it was printed. A gutter is a
strip of blanks that most lines share, with words on both sides; each side is then read to its end before the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LEAST_LINES = 8  # of a page that may have columns
_NARROWEST = 18  # characters of a column
_MOST_LINES, _MOST_WIDTH = 4000, 400
_SHARED = 0.5  # of the lines have words on both sides of a gutter that is one
_WORDS_A_LINE = 2.5  # on each side, on average: a table of figures has less
_GUTTER, _RAGGED = 2, 1  # blanks before a column at least; how far a line of it may be set off
_SHORT = 0.7  # of a column's width: a line that ends before ends its paragraph
_WORD = re.compile(r"[^\W\d_]{2,}")


APART = ("two_columns", "it was printed in columns side by side; they were taken apart and put one after the other")


def apart(text: str) -> str | None:
    """``text`` with its columns one after the other, as paragraphs; ``None`` where it has no columns. Linear."""
    pages = [[line.rstrip().expandtabs()[:_MOST_WIDTH] for line in page.split("\n")] for page in text.split("\f")]
    if sum(map(len, pages)) > _MOST_LINES:
        return None
    read = [_columns_of(page) for page in pages]
    if not any(found for found, _ in read):
        return None
    return "\n\n".join(paragraphs(lines) for lines in without_heads([lines for _, lines in read]) if any(lines))


def _columns_of(lines: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether a page has columns, and its lines in the order of reading."""
    start = _right_column(lines)
    if start is None:
        return False, list(lines)
    out: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in (*lines, None):
        if line is not None and _is_in_columns(line, start):
            left.append(line[: start - _GUTTER].rstrip())
            right.append(line[start:].rstrip())
            continue
        out += [*_columns_of(left)[1], "", *_columns_of(right)[1], ""] if left else []
        left, right = [], []
        out += [] if line is None else [line.strip(), ""]
    return True, out


def _right_column(lines: Sequence[str]) -> int | None:
    """Where the right one of two columns begins, or ``None``."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < _LEAST_LINES:
        return None
    starts = Counter(gap.end() for line in filled for gap in re.finditer(r"(?<=\S) {2,}(?=\S)", line))
    for start, _ in sorted(starts.items(), key=lambda item: (-item[1], item[0]))[:5]:
        own = [line for line in filled if _is_in_columns(line, start)]
        both = [line for line in own if line[:start].strip() and line[start:].strip()]
        wide = start >= _NARROWEST and max(map(len, own), default=0) - start >= _NARROWEST
        if wide and len(both) >= max(_LEAST_LINES / 2, _SHARED * len(filled)) and _is_prose(both, start):
            return start
    return None


def _is_in_columns(line: str, start: int) -> bool:
    """Whether a line leaves the gutter before ``start`` blank, and its right side, if it has one, begins there."""
    right = line[start:]
    return not line[start - _GUTTER : start].strip() and (not right.strip() or bool(right[: 1 + _RAGGED].strip()))


def _is_prose(lines: Sequence[str], start: int) -> bool:
    sides = ([line[:start] for line in lines], [line[start:] for line in lines])
    return all(sum(len(_WORD.findall(part)) for part in side) >= _WORDS_A_LINE * len(side) for side in sides)


def without_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without the lines that stand at the head or foot of several of them but for the page's number."""
    edges = Counter(key for page in pages for key in {_head_key(line) for line in _edges(page)})
    seen: set[str] = set()
    out = []
    for page in pages:
        kept = []
        for line in page:
            key = _head_key(line)
            if key and edges[key] > 1 and key in seen:
                continue
            seen.add(key)
            kept.append(line)
        out.append(kept)
    return out


def _edges(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line.strip()]
    return [*filled[:2], *filled[-2:]]


def _head_key(line: str) -> str:
    return "".join(c for c in line.lower() if c.isalpha())


def paragraphs(lines: Sequence[str]) -> str:
    """Printed lines as paragraphs: one ends at a blank line, and after a line that stops short of the others."""
    filled = sorted(len(line.strip()) for line in lines if line.strip())
    width = filled[len(filled) * 9 // 10] if filled else 0
    out: list[str] = []
    open_ = False
    for line in (line.strip() for line in lines):
        if line and open_:
            out[-1] = _joined(out[-1], line)
        elif line:
            out.append(line)
        open_ = bool(line) and len(line) >= _SHORT * width
    return "\n\n".join(out)


def _joined(before: str, line: str) -> str:
    """Two lines of one paragraph; a word that was parted at the end of the line is one again."""
    if re.search(r"[^\W\d_]-$", before) and re.match(r"[^\W\d_]", line) and line[0].islower():
        return before[:-1] + line
    return f"{before} {line}"
