"""Which blocks of a page are its article's body."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from flows.clean.block_cues import Cue, Match
from flows.clean.blocks import Block
from flows.clean.classifier import odds_of
from flows.clean.layout import Floats, PageText

#: Log-odds above which a block is body: a little under even, for a lost paragraph costs more than a caption too many.
BAR = -0.2

#: What ends a story once so much of what reads like body stands above it. Some sites put their forms amid the story.
_ENDS: dict[tuple[str, Match], float] = {
    ("comment", "line"): 0.5,
    **{("copyright", match): 0.7 for match in ("line", "start", "anywhere")},
    **{("login", match): 0.8 for match in ("line", "start")},
}

#: How many blocks without any body part a story, most of which was told, from what is another one.
_FAR_BELOW, _MOST = 50, 0.75

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
    end = _end_of_story(marked, blocks, cues)
    return [here and i < end for i, here in enumerate(marked)]


def _end_of_story(marked: Sequence[bool], blocks: Sequence[Block], cues: Sequence[Cue | None]) -> int:
    """The block from which on nothing is body, whatever it reads like: those past the last where the story has no end.

    A page is told from top to bottom. Below the heading of its comments stand its readers' words, below its copyright
    line and its log-in form what every page of the site says, and far below a story that is told no more of it comes.
    """
    told = list(itertools.accumulate((b.end - b.start) * here for b, here in zip(blocks, marked, strict=True)))
    last = len(blocks)
    for i, (cue, here) in enumerate(zip(cues, marked, strict=True)):
        if here and i - last > _FAR_BELOW and told[last] >= _MOST * told[-1]:
            return last + 1
        if here:
            last = i
        elif cue and (share := _ENDS.get((cue.kind, cue.match))) and told[i] >= share * told[-1]:
            return i
    return len(blocks)
