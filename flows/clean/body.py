"""Which blocks of a page are its article's body."""

from __future__ import annotations

from collections.abc import Sequence

from flows.clean.block_cues import Cue
from flows.clean.blocks import Block
from flows.clean.classifier import odds_of
from flows.clean.layout import Floats, PageText

#: Log-odds above which a block is body: a little under even, for a lost paragraph costs more than a caption too many.
BAR = -0.2

#: The bar for a short block right between two of body: a subheading, or a very short paragraph.
_BETWEEN_BAR, _BETWEEN_LENGTH = -3.0, 100


def body_of(pages: Sequence[PageText]) -> list[list[bool]]:
    """For each page, for every block, whether it is body; where none would be, the likeliest is."""
    return [chosen(odds, page.blocks, page.cues) for odds, page in zip(odds_of(pages), pages, strict=True)]


def chosen(odds: Floats, blocks: Sequence[Block], cues: Sequence[Cue | None]) -> list[bool]:
    """The body that ``odds`` select."""
    if not len(odds):
        return []
    marked: list[bool] = (odds >= min(BAR, float(odds.max()))).tolist()
    for i in range(1, len(marked) - 1):
        if marked[i - 1] and marked[i + 1] and not marked[i] and cues[i] is None and odds[i] > _BETWEEN_BAR:
            marked[i] = blocks[i].end - blocks[i].start <= _BETWEEN_LENGTH
    return marked
