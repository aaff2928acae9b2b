"""What the wording of a block alone says it is: an advertisement mark, a log-in form, a caption, a source line …

The words stand in ``seeds/reference/clutter_cues.toml``. A cue is only a cue: a sentence of the story may hold the same
words, so who calls decides by where the block stands and how long it is.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from flows.records import RegionKind

Match = Literal["line", "start", "anywhere"]

#: Longest block, in characters, that a cue in its beginning or middle may speak for.
_REACH = {"start": 600, "anywhere": 450}
_MARKS = re.compile(r"[\W\d_]+")


class Cue(NamedTuple):
    """What a block's wording says it is, and which way of matching found it."""

    kind: RegionKind
    match: Match


_Entries = dict[RegionKind, dict[str, list[str]]]


class _Table(NamedTuple):
    lines: dict[str, RegionKind]
    starts: re.Pattern[str]
    anywhere: re.Pattern[str]
    kinds: dict[str, RegionKind]


def letters(text: str) -> str:
    """``text`` in lower case with every run of marks, digits and blanks as one blank: what is read out loud."""
    return _MARKS.sub(" ", text.casefold().replace("'", "").replace("’", "")).strip()


@cache
def _table() -> _Table:
    entries = cast(
        "_Entries", tomllib.loads(files("seeds").joinpath("reference/clutter_cues.toml").read_text(encoding="utf-8"))
    )
    lines: dict[str, RegionKind] = {}
    kinds: dict[str, RegionKind] = {}
    patterns: dict[str, list[str]] = {"start": [], "anywhere": []}
    for kind, ways in entries.items():
        for words in ways.get("line", ()):
            lines.setdefault(letters(words), kind)
        for way in ("start", "anywhere"):
            for words in ways.get(way, ()):
                folded = words.casefold()
                kinds.setdefault(f"{way} {folded}", kind)
                bound = r"(?!\w)" if folded[-1].isalnum() and folded.isascii() else ""
                patterns[way].append(re.escape(folded) + bound)
    for alternatives in patterns.values():
        alternatives.sort(key=len, reverse=True)
    return _Table(
        lines,
        re.compile("|".join(patterns["start"])),
        re.compile(r"(?<!\w)(?:" + "|".join(patterns["anywhere"]) + ")"),
        kinds,
    )


def cue_of(block: str) -> Cue | None:
    """What the words of ``block`` say it is: the whole line counts first, then how it starts, then what is inside."""
    table = _table()
    if len(block) <= 80:
        kind = table.lines.get(letters(block))
        if kind is not None:
            return Cue(kind, "line")
    if len(block) <= _REACH["start"]:
        folded = block.casefold().replace("’", "'").lstrip(" *•-–—|>»[#")
        if found := table.starts.match(folded):
            return Cue(table.kinds[f"start {found.group()}"], "start")
        if len(block) <= _REACH["anywhere"] and (found := table.anywhere.search(folded)):
            return Cue(table.kinds[f"anywhere {found.group()}"], "anywhere")
    return None
