"""What a block is written with, whatever its language: signs and words counted for all blocks of a page at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.clean.layout import Doubles, Floats, Ints, sums

#: How much of a block is looked at; and how many blocks at a time, so that memory stays bounded.
LOOK = 400
_AT_ONCE = 4096

WORDING = (
    "length", "words", "ends", "trails", "upper", "lower", "digit", "quote", "sentences", "commas", "digits",
    "titled", "short", "form", "colon", "wordlen", "dash", "marks",
)  # fmt: skip

_UPPER, _LOWER, _DIGIT, _SPACE, _COMMA, _END, _QUOTE, _FORM, _DENSE, _DASH = (1 << k for k in range(10))
_SETS = {
    _COMMA: ",、，،",
    _END: ".!?。！？।؟۔…",
    _QUOTE: "\"'“”„«»‘’「『」』",
    _FORM: "[|»›→@{#_/",
    _DASH: "-–—|",
}
#: Scripts in which one sign stands for a syllable or a word, and blanks are few or none.
_SYLLABIC = ((0x0E00, 0x0EFF), (0x1100, 0x11FF), (0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF))
_CASED_BELOW = 0x2000


@cache
def _classes() -> NDArray[np.uint16]:
    """What each sign of the basic plane is, as bits."""
    table = np.zeros(0x10000, np.uint16)
    for code in range(_CASED_BELOW):
        sign = chr(code)
        table[code] = (
            _UPPER * sign.isupper() | _LOWER * sign.islower() | _DIGIT * sign.isdigit() | _SPACE * sign.isspace()
        )
    for code in (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000):
        table[code] |= _SPACE
    for low, high in _SYLLABIC:
        table[low : high + 1] |= _DENSE
    for bit, signs in _SETS.items():
        for sign in signs:
            table[ord(sign)] = (int(table[ord(sign)]) & ~_DENSE) | bit
    return table


class Wording(NamedTuple):
    """A row a block, a column a feature of ``WORDING``; ``words[k]`` (a hash) is a long word of block ``homes[k]``."""

    rows: Floats
    homes: Ints
    words: NDArray[np.uint64]


def wording(shown: Sequence[str], sizes: Ints) -> Wording:
    """``shown`` holds the first ``LOOK`` signs of each block, ``sizes`` their whole lengths."""
    parts = [_some(shown[k : k + _AT_ONCE], sizes[k : k + _AT_ONCE], k) for k in range(0, len(shown), _AT_ONCE)]
    return parts[0] if len(parts) == 1 else Wording(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _some(shown: Sequence[str], sizes: Ints, offset: int) -> Wording:
    joined = "\n".join((*shown, "\n\n\n\n\n\n\n\n"))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _classes()[np.minimum(codes, 0xFFFF)]
    seen = np.fromiter(map(len, shown), np.int64, len(shown))
    start = np.concatenate([[0], np.cumsum(seen + 1)[:-1]])
    end = start + seen

    def within(marked: NDArray[np.bool_]) -> Doubles:
        so_far = sums(marked)
        counted: Doubles = so_far[end] - so_far[start]
        return counted

    space = (kinds & _SPACE) > 0
    opens = ~space
    opens[1:] &= space[:-1]
    at = np.flatnonzero(opens)
    stops = np.flatnonzero(space)
    length = stops[np.searchsorted(stops, at)] - at
    of = np.searchsorted(start, at, side="right") - 1
    n = len(shown)
    count = np.maximum(1, np.bincount(of, minlength=n)[:n])

    ends = (kinds & _END) > 0
    ends[:-1] &= space[1:]
    dash = (kinds & _DASH) > 0
    dash[1:-1] &= space[:-2] & space[2:]
    first, last, before = kinds[start], kinds[end - 1], kinds[np.maximum(start, end - 2)]
    final = codes[end - 1]
    dense = within((kinds & _DENSE) > 0)
    wide = sizes + np.where(seen > 12 * count, 1.5 * dense * sizes / seen, 0)
    started = kinds[at]
    columns = (
        np.log1p(wide) / 2 - 1,
        np.log1p(np.where(20 * count < wide, wide / 6, count * sizes / seen)) / 2,
        ((last & _END) > 0) | (((last & _QUOTE) > 0) & ((before & (_END | _COMMA)) > 0)),
        (final == 0x2026) | ((final == 0x2E) & (codes[end - 2] == 0x2E) & (seen > 2)),
        (first & _UPPER) > 0,
        (first & _LOWER) > 0,
        (first & _DIGIT) > 0,
        (first & _QUOTE) > 0,
        np.minimum(within(ends), 6) / 3,
        np.minimum(within((kinds & _COMMA) > 0), 8) / 4,
        2 * within((kinds & _DIGIT) > 0) / seen,
        np.bincount(of[(started & _UPPER) > 0], minlength=n)[:n] / count,
        np.bincount(of[((started & _LOWER) > 0) & (length < 4)], minlength=n)[:n] / count,
        np.where(sizes < 300, np.minimum(within((kinds & _FORM) > 0), 4) / 2, 0),
        final == 0x3A,
        np.minimum(seen / count, 20) / 10,
        within(dash) > 0,
        (final == 0x29) | ((last & _DIGIT) > 0),
    )
    long = at[length > 5]
    names = length[length > 5].astype(np.uint64)
    for k in range(8):
        names = names * np.uint64(1_000_003) + np.where(length[length > 5] > k, codes[long + k], 0)
    return Wording(np.array(columns, np.float32).T, of[length > 5] + offset, names)
