"""From blocks to regions: a kind for every stretch of a text.

The classifier says what is body; here the rest gets its kind, and what the body should not have kept (captions, pulled
quotes, credits, the author's bio) is taken out of it. Where a block stands decides as much as its words: a date above
the body is the article's, a date in a list of other stories is theirs.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from flows.calendar.stamps import date_head_in, date_in, is_stamp
from flows.clean.block_cues import Cue, letters_only
from flows.clean.blocks import Block
from flows.clean.header import byline_in, dateline_in, is_names
from flows.clean.layout import PageText
from flows.records import Region, RegionKind

#: How many blocks above the body may speak for the article, and how many below.
_ABOVE, _BELOW = 60, 8

#: How many blocks below a title bare names are its authors': further down they are as likely a menu's.
_UNDER_TITLE = 4

#: A body block no longer than this that is hardly more than a date is none.
_BARE_STAMP = 60

#: How many of a body's last blocks may be its author's bio.
_LAST = 3

#: How much of a body is searched for a quote that was pulled out of it, so that the search stays cheap.
_SPOKEN = 50_000

#: Each block of these stands for itself: two captions are two.
_APART: frozenset[RegionKind] = frozenset(("title", "caption", "pull_quote", "credit"))

_QUOTES = " \t\"'“”„«»‘’.…"
_BIO = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]*){1,3}),? (?:is|was|writes|covers|has|works|teaches) "
)
_AUTHOR_TRADE = re.compile(r"\b(?:is|was|works as|ist|est|es|è|é) (?:an? |the |eine? |une? |una? |um |uma )")
_SIGNED = re.compile(r"[-–—]{1,2} ?[^\W\d_a-z][\w.&’'-]*(?: (?:of|the|and|de|der|[^\W\d_a-z][\w.&’'-]*)){0,5}$")
_PAST = re.compile(r"\b(?:was|were|had|said|says|did|been|will|would|has|have)\b")
_CAPTION_END = re.compile(r"[^\W\d_]{3,9}\.? \d{1,2},? (?:19|20)\d\d\)?\.?$")


def kinds_of(page: PageText, body: Sequence[bool], given_title: str | None) -> tuple[list[RegionKind], int | None]:
    """A kind for each block, and which block is the title."""
    words, cues = page.words, page.cues
    kinds: list[RegionKind] = ["body" if b else "chrome" for b in body]
    inside = [i for i, b in enumerate(body) if b]
    first, last = inside[0], inside[-1]
    title = _title(words, cues, first, given_title)
    if title is None and given_title and letters_only(words[first]) == letters_only(given_title) and first < last:
        title = first
        kinds[first] = "title"
        first = inside[1]
    _judge_body(words, kinds, cues, first, last)
    for i in range(max(0, first - _ABOVE), first):
        if kinds[i] != "body" and i != title:
            kinds[i] = _above(words[i], cues[i], None if title is None or i < title else i - title)
    if title is not None:
        kinds[title] = "title"
    _judge_rest(words, kinds, cues, range(max(0, first - _ABOVE), first), last)
    return kinds, title


def _judge_rest(
    words: Sequence[str], kinds: list[RegionKind], cues: Sequence[Cue | None], header: range, last: int
) -> None:
    """What stands around and between the body: a heading of other stories or of comments speaks for what follows it."""
    section: RegionKind | None = None
    for i, line in enumerate(words):
        cue = cues[i]
        if kinds[i] == "body":
            section = None
        elif i in header or kinds[i] != "chrome":
            continue
        elif cue is not None and cue.match == "line" and cue.kind in ("teaser", "comment"):
            section = kinds[i] = cue.kind
        elif (
            cue is not None
            and cue.kind != "date_line"
            and (cue.match != "anywhere" or section is None or cue.kind == "copyright")
        ):
            kinds[i] = cue.kind
            if section == "teaser" and cue.kind in ("login", "copyright", "bio"):
                section = None
        elif section is not None:
            kinds[i] = section
        elif (0 <= i - header.stop <= _BELOW or last < i <= last + _BELOW) and _dated(line, cue):
            kinds[i] = "date_line"
        elif i > last and _bio_of(line):
            kinds[i] = "bio"
        elif last < i <= last + 2 and len(line) <= 50 and _SIGNED.match(line):
            kinds[i] = "credit"
        elif len(line.split(None, 6)) > 5:
            kinds[i] = "teaser"


def _judge_body(
    words: Sequence[str], kinds: list[RegionKind], cues: Sequence[Cue | None], first: int, last: int
) -> None:
    """Take out of the body what its wording or its place shows to be something else."""
    inside = [i for i in range(first, last + 1) if kinds[i] == "body"]
    said = {i: words[i].lower().strip(_QUOTES) for i in inside}
    spoken = "\n".join(said.values())[:_SPOKEN]
    copies = Counter(said.values())
    tail = set(inside[1:][-_LAST:])
    heard: set[str] = set()
    for i in inside:
        line, cue = words[i], cues[i]
        if len(line) <= _BARE_STAMP and is_stamp(line):
            kinds[i] = "date_line" if i - first <= _BELOW else "chrome"
        elif not any(map(str.isalnum, line)):
            kinds[i] = "chrome"  # a row of stars or dashes between parts
        elif cue is not None and _overrules(line, cue, i in tail):
            kinds[i] = cue.kind
        elif i in tail and (name := _bio_of(line)) and _unheard(name, spoken, said[i]):
            kinds[i] = "bio"
        elif i in tail and len(line) <= 50 and _SIGNED.match(line):
            kinds[i] = "credit"
        elif i != first and _like_caption(line, words[i - 1]):
            kinds[i] = "caption"
        elif (
            i - first < 1000
            and 30 <= len(line) <= 400
            and (said[i] in heard or (i != first and _pulled(said[i], line, spoken, copies)))
        ):
            kinds[i] = "pull_quote"
        heard.add(said[i])


def _pulled(said: str, line: str, spoken: str, copies: Counter[str]) -> bool:
    """Whether a block's words stand inside a longer one as well; of a quote without its full stop, most of them."""
    if spoken.count(said) > copies[said]:
        return True
    part = said[len(said) // 3 :]
    return line[-1].isalnum() and len(part) >= 60 and spoken.count(part) > copies[said]


def _overrules(line: str, cue: Cue, in_tail: bool) -> bool:
    """Whether a cue counts against a block that reads like body: a sentence may hold the same words."""
    if cue.match == "line":
        return True
    if cue.match == "start":
        if cue.kind == "date_line":
            return date_in(line) is not None and len(line) < 120
        return len(line) < 300 or in_tail or cue.kind in ("copyright", "credit")
    if cue.kind in ("bio", "credit"):
        return in_tail and len(line) < 300
    return (
        cue.kind == "copyright"
        or (cue.kind == "caption" and len(line) < 300)
        or (cue.kind == "login" and len(line) < 150)
    )


def _dated(line: str, cue: Cue | None) -> bool:
    """Whether ``line`` says when the article was published or changed."""
    return is_stamp(line) or (cue is not None and cue.kind == "date_line" and date_in(line) is not None)


def _bio_of(line: str) -> str | None:
    """The name with which ``line`` begins, if it goes on to say who that is ("Ana Ruiz is a reporter …")."""
    found = _BIO.match(line)
    return found.group("name") if found and (_AUTHOR_TRADE.search(line[:160]) or "writes " in line[:80]) else None


def _unheard(name: str, spoken: str, here: str) -> bool:
    """Whether the story never speaks of ``name`` but here: its people are named before the last paragraphs."""
    family = name.lower().split()[-1]
    return spoken.count(family) <= here.count(family)


def _like_caption(line: str, before: str) -> bool:
    """Whether a paragraph describes a picture: no sentence, or one in the present that ends with its full date."""
    if not 60 <= len(line) <= 400 or before[-1] == ":":
        return False
    if _CAPTION_END.search(line[-24:]):
        return line.count(". ") <= 1 and _PAST.search(line) is None
    return False


def _title(words: Sequence[str], cues: Sequence[Cue | None], first: int, given: str | None) -> int | None:
    """The block above the body that says what the body is about: its words recur below, and it often stands twice."""
    wanted = letters_only(given) if given else None
    story = set(letters_only(" ".join(words[first : first + 6])[:1500]).split())
    best, best_score = None, 0.0
    for i in range(max(0, first - _ABOVE), first):
        line = words[i]
        if not 8 <= len(line) <= 250:
            continue
        if wanted and letters_only(line) == wanted:
            best, best_score = i, 9.0
            continue
        if best_score == 9.0 or cues[i] is not None or is_stamp(line) or byline_in(line):
            continue
        said = letters_only(line)
        named = said.split()
        if len(named) < 2 and len(line) < 20:
            continue
        score = 2 * sum(len(w) > 3 and w in story for w in named) / max(1, len(named))
        score += min(len(named), 8) / 16 - (first - i) / 40
        if line[-1] in ".:,;»›>" or "©" in line:
            score -= 0.4
        if score > best_score:
            best, best_score = i, score
    return best


def _above(line: str, cue: Cue | None, below_title: int | None) -> RegionKind:
    """The kind of a line in the header, so many blocks below the title, or above it (``None``)."""
    if is_stamp(line):
        return "date_line"
    if byline_in(line) and len(line) < 120 and (below_title is not None or len(line) < 60):
        return "date_line" if date_in(line) else "byline"
    if cue is not None and cue.kind == "date_line" and date_in(line):
        return "date_line"
    if cue is not None and cue.kind != "date_line":
        return cue.kind
    if below_title is not None and below_title <= _UNDER_TITLE and is_names(line):
        return "byline"
    return "teaser" if len(line.split(None, 6)) > 5 else "chrome"


def regions_of(page: PageText, kinds: Sequence[RegionKind]) -> list[Region]:
    """The regions: neighbouring blocks of one kind joined, a dateline split off the head of the body."""
    text = page.text
    regions: list[Region] = []
    headed = False
    for kind, run in itertools.groupby(zip(kinds, page.blocks, strict=True), key=operator.itemgetter(0)):
        blocks = [block for _, block in run]
        start, end = blocks[0].start, blocks[-1].end
        if kind in ("byline", "date_line"):
            for block in blocks:
                regions += _stamp(text, block, kind)
        elif kind in _APART:
            regions += [Region(kind, block.start, block.end) for block in blocks]
        elif kind == "body" and not headed:
            headed = True
            head, start = _head(text, blocks[0])
            regions += (*head, Region("body", start, end))
        else:
            regions.append(Region(kind, start, end))
    return regions


def _head(text: str, block: Block) -> tuple[list[Region], int]:
    """What stands before the first sentence of the body (a dateline, a date), and where that sentence starts."""
    start = block.start
    kind: RegionKind = "dateline"
    found = dateline_in(text[start : min(block.end, start + 130)])
    if found is None:
        found, kind = date_head_in(text[start : min(block.end, start + 60)]), "date_line"
    if found is None:
        return [], start
    after = start + found.end()
    after += len(text[after : after + 8]) - len(text[after : after + 8].lstrip())
    return [Region(kind, start, start + len(found.group().rstrip()))], after


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
