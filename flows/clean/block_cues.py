"""What the wording of a block alone says it is: an advertisement mark, a log-in form, a caption, a source line …

The words stand in ``seeds/reference/clutter_cues.toml``. A cue is only a cue: a sentence of the story may hold the same
words, so who calls decides by where the block stands and how long it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, cast

from flows.records import RegionKind

Match = Literal["line", "start", "anywhere"]

#: Longest block, in characters, that a cue may speak for, by where in the block it stands.
_REACH: dict[Match, int] = {"line": 80, "start": 600, "anywhere": 450}
#: Wording so plain that it speaks for a long paragraph too.
_FAR: dict[RegionKind, int] = {"copyright": 1500}
_MARKS = re.compile(r"[\W\d_]+")
_LEADS = " *•-–—|>»[#"


class Cue(NamedTuple):
    """What a block's wording says it is, and where in the block it says so."""

    kind: RegionKind
    match: Match


_Entries = dict[RegionKind, dict[Match, list[str]]]


@lru_cache(maxsize=1 << 14)  # the lines of menus come back on every page of a site
def letters_only(text: str) -> str:
    """``text`` in lower case with every run of marks, digits and blanks as one blank: what is read out loud."""
    return _MARKS.sub(" ", text.lower().replace("'", "").replace("’", "")).strip()


@cache
def _lines() -> dict[str, RegionKind]:
    return {letters_only(words): kind for kind, ways in reversed(_entries().items()) for words in ways.get("line", ())}


@cache
def _phrases() -> Any:
    """All phrases in one automaton, so that a block is read once however many there are."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for kind, ways in reversed(_entries().items()):
        for match in ("anywhere", "start"):
            for words in ways.get(match, ()):
                phrase = words.lower()
                automaton.add_word(phrase, (Cue(kind, match), len(phrase), phrase[-1].isalnum() and phrase.isascii()))
    automaton.make_automaton()
    return automaton


@cache
def _entries() -> _Entries:
    return cast("_Entries", tomllib.loads(files("seeds").joinpath("reference/clutter_cues.toml").read_text("utf-8")))


def cue_of(block: str) -> Cue | None:
    """What the words of ``block`` say it is: the whole line counts first, then how it starts, then what is inside."""
    size = len(block)
    if size > max(_FAR.values()):
        return None
    if size <= _REACH["line"] and (kind := _lines().get(letters_only(block))) is not None:
        return Cue(kind, "line")
    read = block.lower().replace("’", "'").lstrip(_LEADS)
    inside: Cue | None = None
    cue: Cue
    for last, (cue, length, bound) in _phrases().iter(read):
        first, after = last + 1 - length, last + 1
        if bound and after < len(read) and read[after].isalnum():
            continue
        if size > _FAR.get(cue.kind, _REACH[cue.match]):
            continue
        if first == 0:
            return cue
        if inside is None and cue.match == "anywhere" and not read[first - 1].isalnum():
            inside = cue
    return inside


_cue_again = lru_cache(maxsize=1 << 16)(cue_of)


def cues_of(words: Iterable[str]) -> list[Cue | None]:
    """``cue_of`` each block; ``words`` may be cut where they are longer than any cue reaches."""
    short = _REACH["line"]
    return [_cue_again(block) if len(block) <= short else cue_of(block) for block in words]
