"""What can be measured of a block without knowing its language: the input of the line classifier."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from flows.clean.blocks import Block
from flows.clean.cues import Cue

#: How much of a block is looked at.
_LOOK = 500
_WORDS = 50
_CUES = ("ad", "teaser", "comment", "login", "copyright", "credit", "caption", "bio", "chrome")
_ENDS = frozenset(".!?。！？।؟۔")
_QUOTES = frozenset("\"'“”„«»‘’「『")
_DENSE = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff]")
_DIGITS = "0123456789"
_FORM = ("___", "[", "(BUTTON)", "://", "www.", "|", "»", "›", "→", "@", "{", "#", ".jpg", ".png")

OWN = (
    "length", "words", "ends", "trails", "upper", "lower", "digit", "quote", "sentences", "commas", "digits",
    "titled", "short", "form", "bullet", "indent", "gap", "gap_after", "wrapped", "copies", "colon", "known",
    "wordlen", "samegap", "dash", "marks", *(f"cue_{kind}" for kind in _CUES),
)  # fmt: skip
_FIRST_CUE = len(OWN) - len(_CUES)
_COLUMN = {name: i for i, name in enumerate(OWN)}


def measure(text: str, blocks: Sequence[Block], cues: Sequence[Cue | None]) -> NDArray[np.float32]:
    """One row a block, one column a feature of ``OWN``; all of them small numbers."""
    shown = [text[b.start : min(b.end, b.start + _LOOK)] for b in blocks]
    words_of = [look.split(None, _WORDS) for look in shown]
    copies = Counter(shown)
    indents: Counter[int] = Counter()
    gaps: Counter[int] = Counter()
    homes: Counter[str] = Counter()
    longs: list[set[str]] = []
    for block, words, look in zip(blocks, words_of, shown, strict=True):
        if len(words) > _WORDS:
            words.pop()
        long = {w for w in words if len(w) > 5}
        longs.append(long)
        if len(look) > 100:
            homes.update(long)
            indents[block.indent] += len(look)
            gaps[block.gap] += len(look)
    usual = indents.most_common(1)[0][0] if indents else 0
    usual_gap = gaps.most_common(1)[0][0] if gaps else 0
    rows: list[list[float]] = []
    no_cues = [0.0] * len(_CUES)
    last_block = len(blocks) - 1
    for i, block in enumerate(blocks):
        look, words, long = shown[i], words_of[i], longs[i]
        n = block.end - block.start
        size = len(look)
        if not look.isascii():
            n += int(1.5 * len(_DENSE.findall(look)) * (n / size))
        count = len(words)
        own = size > 100
        last, head = text[block.end - 1], look[0]
        capital = sum(map(str.isupper, [w[0] for w in words]))
        short = sum(map(str.islower, [w for w in words if len(w) < 4]))
        row = [
            math.log1p(n) / 2 - 1,
            math.log1p(n / 6 if count < n / 20 else count * (block.end - block.start) / size) / 2,
            last in _ENDS or (last in _QUOTES and size > 1 and look[-2] in ".!?,…"),
            look.endswith(("...", "…")),
            head.isupper(),
            head.islower(),
            head.isdigit(),
            head in _QUOTES,
            min(look.count(". ") + look.count("? ") + look.count(".\n") + look.count("。"), 6) / 3,
            min(look.count(",") + look.count("、") + look.count("，") + look.count("،"), 8) / 4,
            2 * sum(map(look.count, _DIGITS)) / size,
            capital / count,
            short / count,
            min(sum(map(look.count, _FORM)), 4) / 2 if n < 300 else 0,
            block.bullet,
            min(max(block.indent - usual, -8), 8) / 8,
            min(block.gap, 4) / 2,
            min(blocks[i + 1].gap, 4) / 2 if i < last_block else 2,
            min(len(block.wraps), 5) / 3,
            min(copies[look] - 1, 3) / 2,
            last == ":",
            sum([homes[w] > own for w in long]) / len(long) if long else 0.3,
            min(size / count, 20) / 10,
            block.gap == usual_gap,
            look.count(" – ") + look.count(" - ") + look.count(" | ") > 0,
            last == ")" or last.isdigit(),
        ]
        cue = cues[i]
        if cue is None:
            row += no_cues
        else:
            strength = 1 if cue.match == "line" else 0.7 if cue.match == "start" else 0.4
            row += [strength if cue.kind == kind else 0.0 for kind in _CUES]
        rows.append(row)
    return np.array(rows, np.float32).reshape(len(rows), len(OWN))


def _shifted(columns: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    """The rows ``by`` blocks before (or after, where negative); zero where there is none."""
    moved = np.zeros_like(columns)
    if by > 0:
        moved[by:] = columns[:-by]
    else:
        moved[:by] = columns[-by:]
    return moved


_NEAR = [_COLUMN[name] for name in ("length", "ends", "titled", "bullet", "copies", "indent", "known")]


def context(own: NDArray[np.float32], blocks: Sequence[Block]) -> NDArray[np.float32]:
    """Columns for where a block stands: its neighbours, and how much prose lies before, after and around it."""
    n = len(own)
    at = np.arange(n)
    length = np.array([b.end - b.start for b in blocks], np.float64)
    prose = np.where((own[:, 2] > 0) & (own[:, 0] > 1.2) & (own[:, _COLUMN["bullet"]] == 0), length, 0)
    total = prose.sum() or 1.0
    cues = own[:, _FIRST_CUE:]
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


def title_likeness(own: NDArray[np.float32], length: NDArray[np.float64]) -> NDArray[np.float64]:
    """How like a title each block is: of a title's length, its words recurring in the text, often standing twice."""
    n = len(own)
    if not n:
        return np.zeros(0)
    fits = (length >= 20) & (length <= 180) & (own[:, _COLUMN["bullet"]] == 0) & (own[:, _FIRST_CUE:].max(1) == 0)
    place = np.arange(n) / n
    score = (
        own[:, _COLUMN["known"]]
        + 0.3 * (own[:, _COLUMN["copies"]] > 0)
        - 0.4 * (own[:, _COLUMN["ends"]] > 0)
        - 0.6 * place
    )
    score += 0.1 * np.minimum(own[:, _COLUMN["words"]], 1.2)
    return np.where(fits, np.clip(score, 0, 2), 0)


def surroundings(first: NDArray[np.float32], own: NDArray[np.float32], blocks: Sequence[Block]) -> NDArray[np.float32]:
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
