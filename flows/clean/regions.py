"""From blocks to regions: a kind for every stretch of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.clean.blocks import Block
from flows.clean.cues import cue_of, letters
from flows.clean.header import byline_in, date_in, dateline_in, is_names, is_stamp
from flows.records import Region, RegionKind

#: How many blocks above the body may speak for it, and how many below.
_ABOVE, _BELOW = 30, 6

#: Kinds that open a section when a line of their own names them.
_SECTIONS: frozenset[RegionKind] = frozenset(("teaser", "comment"))

#: How much of a block is looked at: enough for any line that is not story, and bounded.
_LOOK = 2_000

_QUOTE_WORDS = (5, 60)


class Header(NamedTuple):
    """What stands above a body; indices into the blocks."""

    title: int | None
    byline: int | None
    kinds: dict[int, RegionKind]


def kinds_of(
    text: str, blocks: Sequence[Block], body: Sequence[bool], given_title: str | None
) -> tuple[list[RegionKind], int | None]:
    """A kind for each block, and which block is the title."""
    kinds: list[RegionKind] = ["body" if b else "chrome" for b in body]
    inside = [i for i, b in enumerate(body) if b]
    if not inside:
        inside = [0]
    first, last = inside[0], inside[-1]
    words = [text[b.start : min(b.end, b.start + _LOOK)] for b in blocks]
    _judge_body(words, kinds, first, last)
    title = _title(words, kinds, first, given_title)
    for i in range(max(0, first - _ABOVE), first):
        kinds[i] = _above(words[i], i == title, title is not None and i > title)
    section: RegionKind | None = None
    for i, _ in enumerate(blocks):
        if first <= i <= last and kinds[i] == "body":
            section = None
            continue
        if i < first and i >= first - _ABOVE:
            continue
        cue = cue_of(words[i])
        if cue is not None and cue.match == "line" and cue.kind in _SECTIONS:
            section = cue.kind
            kinds[i] = cue.kind
        elif first <= i <= last and kinds[i] != "chrome":
            pass
        elif cue is not None and cue.kind != "teaser":
            kinds[i] = cue.kind
            if cue.kind not in ("ad", "caption", "chrome") and i > last:
                section = None if section == "teaser" and cue.match != "anywhere" else section
        elif section is not None:
            kinds[i] = section
        elif i > last and i <= last + _BELOW and is_stamp(words[i]):
            kinds[i] = "date_line"
        elif len(words[i].split(None, 6)) > 5:
            kinds[i] = "teaser"
    return kinds, title


def _judge_body(words: Sequence[str], kinds: list[RegionKind], first: int, last: int) -> None:
    """Take out of the body what its wording shows to be something else, and quotes pulled out of it."""
    spoken = ""
    if last > first:
        spoken = " | ".join(letters(words[i]) for i in range(first, last + 1) if kinds[i] == "body")[:200_000]
    for i in range(first, last + 1):
        if kinds[i] != "body":
            continue
        cue = cue_of(words[i])
        if cue is not None and (cue.match == "line" or len(words[i]) < 300):
            kinds[i] = "teaser" if cue.kind == "chrome" and len(words[i]) > 80 else cue.kind
            continue
        if first < i and _QUOTE_WORDS[0] <= words[i].count(" ") < _QUOTE_WORDS[1]:
            said = letters(words[i])
            if len(said) >= 30 and spoken.count(said) > 1:
                kinds[i] = "pull_quote"


def _title(words: Sequence[str], kinds: Sequence[RegionKind], first: int, given: str | None) -> int | None:
    """The block above the body that says what the body is about: its words recur below, and it often stands twice."""
    wanted = letters(given) if given else None
    story = set(letters(" ".join(words[first : first + 6])[:1500]).split())
    best, best_score = None, 0.0
    for i in range(max(0, first - _ABOVE), first):
        line = words[i]
        if not 12 <= len(line) <= 250 or is_stamp(line) or byline_in(line) or cue_of(line):
            continue
        said = letters(line)
        if wanted and said == wanted:
            return i
        named = said.split()
        if len(named) < 2:
            continue
        score = (
            2 * sum(len(w) > 3 and w in story for w in named) / len(named) + min(len(named), 8) / 16 - (first - i) / 40
        )
        if line[-1] in ".:,;":
            score -= 0.4
        if score > best_score:
            best, best_score = i, score
    return best


def _above(line: str, is_title: bool, after_title: bool) -> RegionKind:
    if is_title:
        return "title"
    if after_title or len(line) < 60:
        if is_stamp(line):
            return "date_line"
        if byline_in(line) and len(line) < 120:
            return "byline"
    cue = cue_of(line)
    if cue is not None:
        return cue.kind
    if after_title and is_names(line):
        return "byline"
    return "teaser" if len(line.split(None, 6)) > 5 else "chrome"


def regions_of(text: str, blocks: Sequence[Block], kinds: Sequence[RegionKind]) -> list[Region]:
    """The regions: neighbouring blocks of one kind joined, a dateline split off the head of the body."""
    regions: list[Region] = []
    headed = False
    for block, kind in zip(blocks, kinds, strict=True):
        start = block.start
        if kind == "body" and not headed:
            headed = True
            found = dateline_in(text[start : min(block.end, start + 130)])
            if found is not None:
                regions.append(Region("dateline", start, start + len(found.group().rstrip())))
                start += found.end()
        if kind in ("byline", "date_line"):
            regions += _stamp(text, block, kind)
        elif regions and regions[-1].kind == kind and kind not in ("title", "caption", "pull_quote", "credit"):
            regions[-1] = Region(kind, regions[-1].start, block.end)
        else:
            regions.append(Region(kind, start, block.end))
    return regions


def _stamp(text: str, block: Block, kind: RegionKind) -> Iterable[Region]:
    """A line that holds both an author and a date, as two regions."""
    line = text[block.start : block.end]
    date = date_in(line)
    if date is not None:
        head = re.sub(r"[\W_]+$", "", line[: date.start()])
        if byline_in(head) or is_names(head):
            return (
                Region("byline", block.start, block.start + date.start()),
                Region("date_line", block.start + date.start(), block.end),
            )
    return (Region(kind, block.start, block.end),)
