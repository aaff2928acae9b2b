"""What can be measured of a block without knowing its language: the input of the line classifier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from flows.clean.blocks import Block
from flows.clean.cues import Cue
from flows.clean.wording import LOOK, WORDING, Floats, Ints, Wording, wording

_CUES = ("ad", "teaser", "comment", "login", "copyright", "credit", "caption", "bio", "chrome")
#: A block longer than this is prose, or looks like it.
_PROSE = 100

_PLACE = ("bullet", "indent", "gap", "gap_after", "wrapped", "copies", "known", "samegap")
OWN = (*WORDING, *(f"cue_{kind}" for kind in _CUES), *_PLACE)
_COLUMN = {name: i for i, name in enumerate(OWN)}
_CUE_COLUMNS = slice(len(WORDING), len(WORDING) + len(_CUES))

_CUE_ROWS: dict[Cue | None, list[float]] = {None: [0.0] * len(_CUES)}
for _kind in _CUES:
    for _match, _strength in (("line", 1.0), ("start", 0.7), ("anywhere", 0.4)):
        _CUE_ROWS[Cue(_kind, _match)] = [_strength if k == _kind else 0.0 for k in _CUES]  # type: ignore[arg-type]


def measure(text: str, blocks: Sequence[Block], cues: Sequence[Cue | None]) -> Floats:
    """One row a block, one column a feature of ``OWN``; all of them small numbers."""
    shown = [text[b.start : min(b.end, b.start + LOOK)] for b in blocks]
    sizes = np.array([b.end - b.start for b in blocks])
    written = wording(shown, sizes)
    said = np.array([_CUE_ROWS.get(cue, _CUE_ROWS[None]) for cue in cues], np.float32)
    return np.concatenate([written.rows, said, _place(blocks, shown, sizes, written)], 1)


def _place(blocks: Sequence[Block], shown: Sequence[str], sizes: Ints, written: Wording) -> Floats:
    """The features of ``_PLACE``: how a block stands on the page, and how many of its longer words stand elsewhere."""
    copies = Counter(shown)
    n = len(blocks)
    is_prose = sizes > _PROSE
    prose = np.where(is_prose, np.minimum(sizes, LOOK), 0)
    # Each block's distinct longer words, and in how many blocks of prose each stands.
    _, word = np.unique(written.words, return_inverse=True)
    pairs = np.unique(written.homes * (len(word) + 1) + word)
    home, word = np.divmod(pairs, len(word) + 1)
    spread = np.bincount(word[is_prose[home]], minlength=len(pairs) + 1)
    elsewhere = spread[word] > is_prose[home]
    count = np.bincount(home, minlength=n)
    known = np.where(count > 0, np.bincount(home, elsewhere, minlength=n) / np.maximum(1, count), 0.3)
    indent = np.array([b.indent for b in blocks])
    gap = np.array([b.gap for b in blocks])
    columns = (
        [b.bullet for b in blocks],
        np.clip(indent - _usual(indent, prose), -8, 8) / 8,
        np.minimum(gap, 4) / 2,
        np.minimum(np.append(gap[1:], 4), 4) / 2,
        [min(len(b.wraps), 5) / 3 for b in blocks],
        [min(copies[look] - 1, 3) / 2 for look in shown],
        known,
        gap == _usual(gap, prose),
    )
    return np.array(columns, np.float32).T


def _usual(values: Ints, weights: Ints) -> int:
    """The value that has most weight: the indent or the spacing of the page's prose."""
    distinct, which = np.unique(values, return_inverse=True)
    return int(distinct[np.bincount(which, weights).argmax()])


def _shifted(columns: Floats, by: int) -> Floats:
    """The rows ``by`` blocks before (or after, where negative); zero where there is none."""
    moved = np.zeros_like(columns)
    if by > 0:
        moved[by:] = columns[:-by]
    else:
        moved[:by] = columns[-by:]
    return moved


_NEAR = [_COLUMN[name] for name in ("length", "ends", "titled", "bullet", "copies", "indent", "known")]


def context(own: Floats, blocks: Sequence[Block]) -> Floats:
    """Columns for where a block stands: its neighbours, and how much prose lies before, after and around it."""
    n = len(own)
    at = np.arange(n)
    length = np.array([b.end - b.start for b in blocks], np.float64)
    prose = np.where((own[:, 2] > 0) & (own[:, 0] > 1.2) & (own[:, _COLUMN["bullet"]] == 0), length, 0)
    total = prose.sum() or 1.0
    cues = own[:, _CUE_COLUMNS]
    near = np.concatenate([own[:, _NEAR], cues.max(1, keepdims=True)], 1)
    columns = [_shifted(near, by) for by in (1, 2, 3, -1, -2, -3)]
    columns += [_shifted(cues, by) for by in (1, -1)]
    before = np.cumsum(prose) - prose
    after = total - before - prose
    starts = np.array([b.start for b in blocks], np.float64)
    windows = []
    lengths, proses = np.concatenate([[0], np.cumsum(length)]), np.concatenate([[0], np.cumsum(prose)])
    for k in (4, 12):
        lo, hi = np.clip(at - k, 0, n), np.clip(at + k + 1, 0, n)
        windows += [(proses[hi] - proses[lo]) / total, np.log1p((lengths[hi] - lengths[lo]) / (hi - lo)) / 3]
    sections = []
    for kind in ("teaser", "comment", "login", "copyright"):
        seen = np.where(cues[:, _CUES.index(kind)] > 0.6, at, -60)
        sections.append(np.minimum(at - np.maximum.accumulate(seen), 60) / 30)
        late = np.where(cues[:, _CUES.index(kind)] > 0.6, at, n + 60)
        sections.append(np.minimum(np.minimum.accumulate(late[::-1])[::-1] - at, 60) / 30)
    titled = title_likeness(own, length)
    best = int(titled.argmax()) if n else 0
    whole = np.ones(n)
    where = [
        before / total, after / total, at / max(1, n - 1), starts / starts.max(initial=1), *windows, *sections,
        np.log1p(n) / 4 * whole, np.log1p(total) / 5 * whole, prose.max(initial=0) / total * whole,
        length / max(1.0, length.max(initial=1)),
        total / max(1.0, length.sum()) * whole, titled, np.clip((at - best) / 15, -1, 3), (at > best).astype(float),
    ]  # fmt: skip
    columns.append(np.stack(where, 1))
    return np.concatenate(columns, 1).astype(np.float32)


def title_likeness(own: Floats, length: NDArray[np.float64]) -> NDArray[np.float64]:
    """How like a title each block is: of a title's length, its words recurring in the text, often standing twice."""
    n = len(own)
    if not n:
        return np.zeros(0)
    fits = (length >= 20) & (length <= 180) & (own[:, _COLUMN["bullet"]] == 0) & (own[:, _CUE_COLUMNS].max(1) == 0)
    place = np.arange(n) / n
    score = (
        own[:, _COLUMN["known"]]
        + 0.3 * (own[:, _COLUMN["copies"]] > 0)
        - 0.4 * (own[:, _COLUMN["ends"]] > 0)
        - 0.6 * place
    )
    score += 0.1 * np.minimum(own[:, _COLUMN["words"]], 1.2)
    return np.where(fits, np.clip(score, 0, 2), 0)


def surroundings(first: Floats, own: Floats, blocks: Sequence[Block]) -> Floats:
    """Columns for a second look, once every block has a ``first`` guess (log-odds): is body near, before, after?"""
    n = len(own)
    at = np.arange(n)
    guess = 1 / (1 + np.exp(-first.astype(np.float64)))
    odds = np.clip(first, -6, 6) / 3
    length = np.array([b.end - b.start for b in blocks], np.float64)
    mass = guess * length
    total = mass.sum() or 1.0
    sums, masses, lengths = (np.concatenate([[0], np.cumsum(x)]) for x in (guess, mass, length))
    columns = [odds]
    for k in range(1, 6):
        for by in (k, -k):
            moved = np.full(n, -2.0)
            if k < n and by > 0:
                moved[k:] = odds[:-k]
            elif k < n:
                moved[:-k] = odds[k:]
            columns.append(moved)
    for k in (2, 5, 10, 20):
        lo, hi = np.clip(at - k, 0, n), np.clip(at + k + 1, 0, n)
        columns += [
            (sums[hi] - sums[lo]) / (hi - lo),
            (masses[hi] - masses[lo]) / (lengths[hi] - lengths[lo]),
            (masses[hi] - masses[lo]) / total,
            (sums[at] - sums[lo]) / np.maximum(1, at - lo),
            (sums[hi] - sums[at + 1]) / np.maximum(1, hi - at - 1),
        ]
    columns += [masses[:-1] / total, 1 - masses[1:] / total, np.full(n, min(total, 8000) / 4000)]
    columns.append(guess * np.minimum(length, 500) / 250)
    hot = guess > 0.5
    before = np.concatenate([[-40], np.maximum.accumulate(np.where(hot, at, -40))[:-1]])
    after = np.concatenate([np.minimum.accumulate(np.where(hot, at, n + 40)[::-1])[::-1][1:], [n + 40]])
    near = np.minimum(at - before, 40) / 20, np.minimum(after - at, 40) / 20
    far = 4000.0
    chars_before = np.where(before >= 0, lengths[at] - lengths[np.clip(before + 1, 0, n)], far)
    chars_after = np.where(after < n, lengths[np.clip(after, 0, n)] - lengths[at + 1], far)
    columns += [*near, np.minimum(*near), np.minimum(chars_before, far) / 2000, np.minimum(chars_after, far) / 2000]
    return np.concatenate([np.stack(columns, 1), own], 1).astype(np.float32)
