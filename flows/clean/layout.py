"""The blocks of several pages as columns, so that what is counted of a page's blocks is counted for all pages at once.

A page's figures never depend on what else is in the batch: neighbours end at the page, and sums are of whole numbers or
of fractions that floating point adds without rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.clean.block_cues import Cue, cues_of
from flows.clean.blocks import Block, blocks_of

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]


#: How much of a block is looked at: enough for any line that is not story, and bounded.
LOOK = 2_000


class PageText(NamedTuple):
    """A text, its blocks (one or more), the first ``LOOK`` characters of each, and what their wording says."""

    text: str
    blocks: Sequence[Block]
    words: Sequence[str]
    cues: Sequence[Cue | None]

    @classmethod
    def of(cls, text: str) -> PageText | None:
        """The page that ``text`` is; ``None`` where there is nothing but blanks."""
        blocks = blocks_of(text)
        words = [text[b.start : b.end][:LOOK] for b in blocks]
        return cls(text, blocks, words, cues_of(words)) if blocks else None


@dataclass(frozen=True)
class Layout:
    """Where blocks stand. Columns hold a value a block, in the order of the pages and of the blocks on them."""

    counts: Ints  # a value a page: how many blocks it has, one or more
    start: Ints
    size: Ints
    gap: Ints
    indent: Ints
    bullet: NDArray[np.bool_]
    wraps: Ints

    @classmethod
    def of(cls, pages: Sequence[PageText]) -> Layout:
        """The layout of ``pages``."""
        blocks = [block for page in pages for block in page.blocks]
        start = np.array([b.start for b in blocks])
        return cls(
            np.array([len(page.blocks) for page in pages]),
            start,
            np.array([b.end for b in blocks]) - start,
            np.array([b.gap for b in blocks]),
            np.array([b.indent for b in blocks]),
            np.array([b.bullet for b in blocks]),
            np.array([len(b.wraps) for b in blocks]),
        )

    @cached_property
    def at(self) -> Ints:
        """The row of each block."""
        return np.arange(len(self.start))

    @cached_property
    def heads(self) -> Ints:
        """A value a page: the row of its first block."""
        return np.cumsum(self.counts) - self.counts

    @cached_property
    def page(self) -> Ints:
        """Which page each block is on."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    @cached_property
    def head(self) -> Ints:
        """The row of the first block of each block's page."""
        return self.heads[self.page]

    @cached_property
    def past(self) -> Ints:
        """One more than the row of the last block of each block's page."""
        return self.head + self.counts[self.page]

    def window(self, k: int) -> tuple[Ints, Ints]:
        """``[lo, hi)``: the rows of the ``k`` blocks on either side and the block itself, as far as the page goes."""
        return np.maximum(self.at - k, self.head), np.minimum(self.at + k + 1, self.past)

    def shifted(self, columns: Floats, by: int, nothing: float = 0.0) -> Floats:
        """The rows ``by`` blocks before (after, where negative); ``nothing`` where the page has no such block."""
        there = self.at - by
        absent = (there < self.head) | (there >= self.past)
        moved = columns[np.where(absent, 0, there)]
        moved[absent] = nothing
        return moved

    def total(self, values: Doubles) -> Doubles:
        """A value a block: the sum over its page, or 1 where that is 0."""
        sums = np.add.reduceat(values, self.heads)
        return np.where(sums == 0, 1.0, sums)[self.page]

    def most(self, values: Doubles) -> Doubles:
        """A value a block: the most that any block of its page has."""
        return np.maximum.reduceat(values, self.heads)[self.page]

    def since(self, marked: NDArray[np.bool_]) -> tuple[Ints, NDArray[np.bool_]]:
        """The row of the last marked block up to and with each block, and whether its page has such."""
        last = np.maximum.accumulate(np.where(marked, self.at, -1))
        return last, last >= self.head

    def until(self, marked: NDArray[np.bool_]) -> tuple[Ints, NDArray[np.bool_]]:
        """The row of the first marked block from each block on, and whether its page has such."""
        first = np.minimum.accumulate(np.where(marked, self.at, len(self.at))[::-1])[::-1]
        return first, first < self.past

    def usual(self, values: Ints, weights: Ints) -> Ints:
        """A value a block: which of the ``values`` on its page has most weight; the least of equals."""
        least = int(values.min())
        span = int(values.max()) - least + 1
        keys, which = np.unique(self.page * span + (values - least), return_inverse=True)
        heavy = np.bincount(which, weights)
        pages, value = np.divmod(keys, span)
        # Sorted by page, then weight, then value downwards: the last of a page is its usual value.
        order = np.lexsort((-value, heavy, pages))
        last = np.searchsorted(pages[order], np.arange(len(self.counts)), side="right") - 1
        chosen: Ints = value[order][last] + least
        return chosen[self.page]


def sums(values: Doubles | Ints | Floats | NDArray[np.bool_]) -> Doubles:
    """Running sums with a zero before them: ``sums(x)[hi] - sums(x)[lo]`` is the sum of ``x[lo:hi]``."""
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
