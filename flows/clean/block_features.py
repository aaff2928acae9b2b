"""What can be measured of a block without knowing its language: the input of the line classifier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from flows.clean.block_cues import Cue
from flows.clean.layout import Doubles, Floats, Ints, Layout, PageText, sums
from flows.clean.wording import LOOK, WORDING, Wording, wording

_CUES = ("ad", "teaser", "comment", "login", "copyright", "credit", "caption", "bio", "chrome")
#: A block longer than this is prose, or looks like it.
_PROSE = 100

_PLACE = ("bullet", "indent", "gap", "gap_after", "wrapped", "copies", "known", "samegap")
OWN = (*WORDING, *(f"cue_{kind}" for kind in _CUES), *_PLACE)
_COLUMN = {name: i for i, name in enumerate(OWN)}
_CUE_COLUMNS = slice(len(WORDING), len(WORDING) + len(_CUES))

#: A row for each cue, the first for none; and which row is whose.
_CUE_TABLE = np.zeros((1 + 3 * len(_CUES), len(_CUES)), np.float32)
_CUE_ROW: dict[Cue | None, int] = {}
for _i, _kind in enumerate(_CUES):
    for _j, (_match, _strength) in enumerate((("line", 1.0), ("start", 0.7), ("anywhere", 0.4))):
        _CUE_ROW[Cue(_kind, _match)] = 1 + 3 * _i + _j  # type: ignore[arg-type]  # both are of their literal types
        _CUE_TABLE[1 + 3 * _i + _j, _i] = _strength


def measure(pages: Sequence[PageText], layout: Layout) -> Floats:
    """One row a block, one column a feature of ``OWN``; all of them small numbers."""
    shown = [words[:LOOK] for page in pages for words in page.words]
    written = wording(shown, layout.size)
    said = _CUE_TABLE[[_CUE_ROW.get(cue, 0) for page in pages for cue in page.cues]]
    return np.concatenate([written.rows, said, _place(layout, shown, written)], 1)


def _place(layout: Layout, shown: Sequence[str], written: Wording) -> Floats:
    """The features of ``_PLACE``: how a block stands on the page, and how many of its longer words stand elsewhere."""
    is_prose = layout.size > _PROSE
    prose = np.where(is_prose, np.minimum(layout.size, LOOK), 0)
    indent, gap = layout.indent, layout.gap
    after = np.append(gap[1:], 0)
    after[layout.at == layout.past - 1] = 4
    columns = (
        layout.bullet,
        np.clip(indent - layout.usual(indent, prose), -8, 8) / 8,
        np.minimum(gap, 4) / 2,
        np.minimum(after, 4) / 2,
        np.minimum(layout.wraps, 5) / 3,
        np.minimum(_copies(layout, shown) - 1, 3) / 2,
        _known(layout, written, is_prose),
        gap == layout.usual(gap, prose),
    )
    return np.array(columns, np.float32).T


def _copies(layout: Layout, shown: Sequence[str]) -> Ints:
    """How often each block stands on its page."""
    copies: list[int] = []
    for head, count in zip(layout.heads.tolist(), layout.counts.tolist(), strict=True):
        of_page = shown[head : head + count]
        times = Counter(of_page)
        copies += [times[look] for look in of_page]
    return np.array(copies)


def _known(layout: Layout, written: Wording, is_prose: NDArray[np.bool_]) -> Doubles:
    """The share of each block's distinct longer words that stand in other prose of its page too."""
    n = len(layout.at)
    names = written.words * np.uint64(1_000_003) + layout.page[written.homes].astype(np.uint64)
    _, word = np.unique(names, return_inverse=True)
    pairs = np.unique(written.homes * (len(word) + 1) + word)
    home, word = np.divmod(pairs, len(word) + 1)
    spread = np.bincount(word[is_prose[home]], minlength=len(pairs) + 1)
    elsewhere = spread[word] > is_prose[home]
    count = np.bincount(home, minlength=n)
    return np.where(count > 0, np.bincount(home, elsewhere, minlength=n) / np.maximum(1, count), 0.3)


_NEAR = [_COLUMN[name] for name in ("length", "ends", "titled", "bullet", "copies", "indent", "known")]


def context(own: Floats, layout: Layout) -> Floats:
    """Columns for where a block stands: its neighbours, and how much prose lies before, after and around it."""
    local = layout.at - layout.head
    count = layout.past - layout.head
    length = layout.size.astype(np.float64)
    prose = np.where((own[:, 2] > 0) & (own[:, 0] > 1.2) & (own[:, _COLUMN["bullet"]] == 0), length, 0)
    total = layout.total(prose)
    cues = own[:, _CUE_COLUMNS]
    near = np.concatenate([own[:, _NEAR], cues.max(1, keepdims=True)], 1)
    columns = [layout.shifted(near, by) for by in (1, 2, 3, -1, -2, -3)]
    columns += [layout.shifted(cues, by) for by in (1, -1)]
    lengths, proses = sums(length), sums(prose)
    before = proses[layout.at] - proses[layout.head]
    windows = []
    for k in (4, 12):
        lo, hi = layout.window(k)
        windows += [(proses[hi] - proses[lo]) / total, np.log1p((lengths[hi] - lengths[lo]) / (hi - lo)) / 3]
    sections = []
    for kind in ("teaser", "comment", "login", "copyright"):
        marked = cues[:, _CUES.index(kind)] > 0.6
        seen, has_seen = layout.since(marked)
        sections.append(np.where(has_seen, np.minimum(layout.at - seen, 60), 60) / 30)
        ahead, has_ahead = layout.until(marked)
        sections.append(np.where(has_ahead, np.minimum(ahead - layout.at, 60), 60) / 30)
    titled = title_likeness(own, layout)
    best, _ = layout.until(titled == layout.most(titled))
    from_best = layout.at - best[layout.head]
    starts = layout.start.astype(np.float64)
    where = [
        before / total, (total - before - prose) / total, local / np.maximum(1, count - 1),
        starts / np.maximum(1.0, layout.most(starts)), *windows, *sections,
        np.log1p(count) / 4, np.log1p(total) / 5, layout.most(prose) / total,
        length / np.maximum(1.0, layout.most(length)),
        total / layout.total(length), titled, np.clip(from_best / 15, -1, 3), from_best > 0,
    ]  # fmt: skip
    columns.append(np.array(where, np.float32).T)
    return np.concatenate(columns, 1)


def title_likeness(own: Floats, layout: Layout) -> Doubles:
    """How like a title each block is: of a title's length, its words recurring in the text, often standing twice."""
    size = layout.size
    fits = (size >= 20) & (size <= 180) & (own[:, _COLUMN["bullet"]] == 0) & (own[:, _CUE_COLUMNS].max(1) == 0)
    score = (
        own[:, _COLUMN["known"]]
        + 0.3 * (own[:, _COLUMN["copies"]] > 0)
        - 0.4 * (own[:, _COLUMN["ends"]] > 0)
        - 0.6 * (layout.at - layout.head) / (layout.past - layout.head)
    )
    score += 0.1 * np.minimum(own[:, _COLUMN["words"]], 1.2)
    return np.where(fits, np.clip(score, 0, 2), 0)


#: Guesses are counted in so many parts, so that their sums are exact: a page's do not depend on the pages before it.
_PARTS = 1 << 20


def surroundings(first: Floats, own: Floats, layout: Layout) -> Floats:
    """Columns for a second look, once every block has a ``first`` guess (log-odds): is body near, before, after?"""
    at, head, past = layout.at, layout.head, layout.past
    guess = np.round(_PARTS / (1 + np.exp(-first.astype(np.float64)))) / _PARTS
    odds = np.clip(first, -6, 6) / np.float32(3)
    length = layout.size.astype(np.float64)
    mass = guess * length
    guesses, masses, lengths = sums(guess), sums(mass), sums(length)
    total = layout.total(mass)
    columns: list[Floats | Doubles] = [odds]
    for k in range(1, 6):
        columns += [layout.shifted(odds, by, -2.0) for by in (k, -k)]
    for k in (2, 5, 10, 20):
        lo, hi = layout.window(k)
        columns += [
            (guesses[hi] - guesses[lo]) / (hi - lo),
            (masses[hi] - masses[lo]) / (lengths[hi] - lengths[lo]),
            (masses[hi] - masses[lo]) / total,
            (guesses[at] - guesses[lo]) / np.maximum(1, at - lo),
            (guesses[hi] - guesses[at + 1]) / np.maximum(1, hi - at - 1),
        ]
    columns += [(masses[at] - masses[head]) / total, 1 - (masses[at + 1] - masses[head]) / total]
    columns.append(np.minimum(total, 8000) / 4000)
    columns.append(guess * np.minimum(length, 500) / 250)
    hot = guess > 0.5
    before, after = np.roll(layout.since(hot)[0], 1), np.roll(layout.until(hot)[0], -1)
    before[0], after[-1] = -1, len(at)
    led, followed = before >= head, after < past
    near = np.where(led, np.minimum(at - before, 40), 40) / 20, np.where(followed, np.minimum(after - at, 40), 40) / 20
    far = 4000.0
    chars_before = np.where(led, lengths[at] - lengths[before + 1], far)
    chars_after = np.where(followed, lengths[after] - lengths[at + 1], far)
    columns += [*near, np.minimum(*near), np.minimum(chars_before, far) / 2000, np.minimum(chars_after, far) / 2000]
    return np.concatenate([np.array(columns, np.float32).T, own], 1)
