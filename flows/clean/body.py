"""Which blocks of a page are its article's body."""

from __future__ import annotations

from collections.abc import Sequence

from flows.clean.blocks import Block
from flows.clean.cues import cue_of

_SENTENCE_ENDS = '.!?…。！？।؟"”’»)'


def body_of(text: str, blocks: Sequence[Block]) -> list[bool]:
    """For every block whether it is body: the run of blocks with most prose in it, and the prose inside that run."""
    scores = [_prose(text, block) for block in blocks]
    best, best_from, best_to = 0.0, 0, 0
    run, run_from = 0.0, 0
    for i, score in enumerate(scores):
        if run <= 0:
            run, run_from = 0.0, i
        run += score
        if run > best:
            best, best_from, best_to = run, run_from, i + 1
    return [best_from <= i < best_to and (score > 0 or _heading(text, blocks[i])) for i, score in enumerate(scores)]


def _prose(text: str, block: Block) -> float:
    words = text[block.start : block.end][:600]
    if cue_of(words) is not None:
        return -0.5
    score = min(len(words), 480) / 120 - 0.7
    if words[-1] in _SENTENCE_ENDS:
        score += 0.4
    if block.bullet:
        score -= 0.6
    return max(score, -0.5)


def _heading(text: str, block: Block) -> bool:
    return not block.bullet and block.end - block.start >= 15 and cue_of(text[block.start : block.end]) is None
