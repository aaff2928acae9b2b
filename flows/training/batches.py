"""Sentences as tensors, several at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from flows.events.reader.pieces import Pieces
from flows.training.corpus import Example, ReadSentence, Span

LONGEST = 256  # pieces of a sentence that are read in training
_LONG = 240  # characters of two that are read together, at most


@dataclass(slots=True)
class Batch:
    """Tensors of some sentences: S sentences of N pieces, M mentions with F numbers."""

    ids: Tensor
    mask: Tensor
    trigger: Tensor
    of: Tensor
    rules: Tensor
    reads: Sequence[ReadSentence]
    examples: list[Example]
    pieces: list[list[Span]]

    @property
    def inputs(self) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        return self.ids, self.mask, self.trigger, self.of, self.rules


def batch_of(reads: Sequence[ReadSentence], pieces: Pieces, *, pad: int) -> Batch:
    """These sentences, the shorter ones filled with ``pad``."""
    cut = [pieces.cut(r.text)[: LONGEST - 2] for r in reads]
    longest = max(map(len, cut)) + 2
    ids = torch.full((len(reads), longest), pad)
    mask = torch.zeros(len(reads), longest)
    rows: list[tuple[int, Example, list[int]]] = []
    for n, (read, row) in enumerate(zip(reads, cut, strict=True)):
        ids[n, : len(row) + 2] = torch.tensor([pieces.first, *(p.id for p in row), pieces.last])
        mask[n, : len(row) + 2] = 1
        for e in read.examples:
            at = [i + 1 for i, p in enumerate(row) if p.start < e.end and e.start < p.end]
            if at:
                rows.append((n, e, at))
    trigger = torch.zeros(len(rows), longest)
    for m, (_, _, at) in enumerate(rows):
        trigger[m, at] = 1 / len(at)
    of = torch.tensor([n for n, _, _ in rows], dtype=torch.long)
    rules = torch.tensor([e.features for _, e, _ in rows], dtype=torch.float32)
    spans = [[(p.start, p.end) for p in row] for row in cut]
    return Batch(ids, mask, trigger, of, rules, reads, [e for _, e, _ in rows], spans)


def run_together(reads: Sequence[ReadSentence], chance: float, dice: random.Random) -> Iterator[ReadSentence]:
    """The sentences, some of them run together with the next of their article."""
    at = 0
    while at < len(reads):
        one, other = reads[at], reads[at + 1] if at + 1 < len(reads) else None
        short = other is not None and len(one.text) + len(other.text) < _LONG
        if other is not None and short and other.doc_id == one.doc_id and dice.random() < chance:
            yield _run_together(one, other)
            at += 2
        else:
            yield one
            at += 1


def _run_together(one: ReadSentence, other: ReadSentence) -> ReadSentence:
    by = len(one.text) + 1
    moved = [
        replace(
            e, start=e.start + by, end=e.end + by,
            source=_moved(e.source, by), target=_moved(e.target, by), when=_moved(e.when, by),
        )
        for e in other.examples
    ]  # fmt: skip
    return ReadSentence(one.doc_id, f"{one.text} {other.text}", one.start, [*one.examples, *moved])


def _moved(spans: list[Span] | None, by: int) -> list[Span] | None:
    return None if spans is None else [(start + by, end + by) for start, end in spans]
