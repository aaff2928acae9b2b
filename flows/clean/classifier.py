"""How likely each block is to be body: two small nets, one after the other, with weights from a file.

The first judges a block by its own features and its near neighbours'; the second judges it again knowing what the
first made of everything around it. ``python -m tests.benchmarks.train_body_classifier`` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from flows.clean.block_features import context, measure, surroundings
from flows.clean.layout import Floats, Layout, PageText

WEIGHTS = "reference/body_classifier.json"


#: Rows multiplied at a time. Larger products wake a thread a core, which spin for longer than the work takes.
_AT_ONCE = 32

#: Blocks measured at a time.
_BLOCKS = 2048


@dataclass(frozen=True)
class Net:
    """One hidden layer of rectified units over standardised features; gives log-odds."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: float

    def __call__(self, rows: Floats) -> Floats:
        n, width = rows.shape
        given = np.zeros((-(-n // _AT_ONCE), _AT_ONCE, width), np.float32)
        given.reshape(-1, width)[:n] = np.clip((rows - self.mean) / self.scale, -5, 5)
        seen: Floats = np.maximum(given @ self.hidden + self.hidden_bias, 0) @ self.out + self.out_bias
        return seen.reshape(-1)[:n]


def net_from(entry: dict[str, list[float] | list[list[float]] | float]) -> Net:
    """A net as the weights file states it."""
    arrays = {k: np.array(v, np.float32) for k, v in entry.items() if k != "out_bias"}
    return Net(**arrays, out_bias=float(entry["out_bias"]))  # type: ignore[arg-type]


@cache
def _nets() -> tuple[Net, Net]:
    stored = json.loads(files("seeds").joinpath(WEIGHTS).read_text("utf-8"))
    return net_from(stored["first"]), net_from(stored["second"])


def first_rows(pages: Sequence[PageText], layout: Layout) -> Floats:
    """What the first net looks at: a row a block."""
    own = measure(pages, layout)
    return np.concatenate([own, context(own, layout)], 1)


def odds_of(pages: Sequence[PageText]) -> list[Floats]:
    """For each page the log-odds of each of its blocks being body; the same whatever pages come with it."""
    odds: list[Floats] = []
    for some in _batches(pages):
        first, second = _nets()
        layout = Layout.of(some)
        rows = first_rows(some, layout)
        found = second(surroundings(first(rows), rows, layout))
        odds += np.split(found, layout.heads[1:])
    return odds


def _batches(pages: Sequence[PageText]) -> Iterator[Sequence[PageText]]:
    """``pages`` in runs of about ``_BLOCKS`` blocks: enough to count at once, few enough to stay in a small cache."""
    first = held = 0
    for i, page in enumerate(pages):
        if held and held + len(page.blocks) > _BLOCKS:
            yield pages[first:i]
            first, held = i, 0
        held += len(page.blocks)
    if held:
        yield pages[first:]
