"""Fitting a reader to annotated sentences, and to what a larger reader makes of more of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from flows.events.reader.pieces import Pieces
from flows.training import teaching
from flows.training.batches import Batch, batch_of, run_together
from flows.training.corpus import ReadSentence, Span
from flows.training.network import SIDES, ReaderNetwork

_BLIND = 0.15  # of the mentions are read without the rules' numbers: the encoder must do without, too
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. Beside the words' vectors, ``frozen`` lower layers stay as they are. Rates are AdamW's."""

    epochs: int
    rate: float
    head_rate: float = 1e-3
    frozen: int = 0
    sentences: int = 24
    joined: float = 0.3  # of short sentences are read together with the next: real ones are longer than most of ours
    seed: int = 7


def fit(
    reader: ReaderNetwork, reads: Sequence[ReadSentence], pieces: Pieces, plan: Plan, *, pad: int, say: Say = print
) -> None:
    """Train ``reader`` in place; of sentences that have a lesson half of the loss is to agree with it."""
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)
    _freeze(reader, plan.frozen)
    state_map = teaching.StateMap(
        reader.encoder.shape.width, [read.lesson for read in reads if read.lesson is not None]
    )
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    learned = [*encoder, *heads, *state_map.parameters()]
    groups = [
        {"params": encoder, "lr": plan.rate},
        {"params": [*heads, *state_map.parameters()], "lr": plan.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = plan.epochs * (len(reads) // plan.sentences + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.06 * steps + 1), max(0.02, 1 - n / steps))
    )
    for epoch in range(plan.epochs):
        reader.train()
        began, total, count = time.perf_counter(), 0.0, 0
        for batch_reads in _shuffled(reads, plan, dice):
            batch = batch_of(batch_reads, pieces, pad=pad)
            if not batch.examples:
                continue
            blind = torch.rand(len(batch.examples), 1) < _BLIND
            batch.rules = batch.rules.masked_fill(blind, 0.0)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = reader.encoder(batch.ids, batch.mask)
                out = reader.answer(states, batch.mask, batch.trigger, batch.of, batch.rules)
                lessons = [read.lesson for read in batch_reads if read.lesson is not None]
                echo = state_map(states, batch, lessons) if lessons else None
            out = {head: scores.float() for head, scores in out.items()}
            loss = loss_of(out, batch)
            if echo is not None:
                loss = (loss + teaching.disagreement(out, lessons) + echo) / 2
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
            if count % 50 == 0:
                say(f"    step {count}: loss {total / count:.3f}, {time.perf_counter() - began:.0f} s")
        say(f"  epoch {epoch + 1}: loss {total / count:.3f}, {time.perf_counter() - began:.0f} s")
    reader.eval()


def _freeze(reader: ReaderNetwork, layers: int) -> None:
    """A word that our articles lack goes on lying beside the others as the base has it, because none is moved."""
    encoder = reader.encoder
    for module in (encoder.word, encoder.place, encoder.norm, *list(encoder.layers)[:layers]):
        module.requires_grad_(False)


def _shuffled(reads: Sequence[ReadSentence], plan: Plan, dice: random.Random) -> Iterator[list[ReadSentence]]:
    """Batches of sentences of about one length, in random order."""
    size = plan.sentences
    order = list(run_together(reads, plan.joined, dice))
    dice.shuffle(order)
    pools = [sorted(order[at : at + 20 * size], key=lambda r: len(r.text)) for at in range(0, len(order), 20 * size)]
    batches = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    dice.shuffle(batches)
    yield from batches


# ---------------------------------------------------------------- what is asked of it
def loss_of(out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Right class or none, status, relation to publication, sides; any of several right answers will do."""
    examples = batch.examples
    classes = out["classes"].log_softmax(-1)
    right = torch.zeros_like(classes, dtype=torch.bool)
    for m, e in enumerate(examples):
        right[m, [c + 1 for c in e.classes] or [0]] = True
    weight = torch.tensor([e.weight for e in examples])
    told = torch.tensor([bool(e.classes) for e in examples])
    any_of = classes.masked_fill(~right, -1e4).logsumexp(-1)
    among = out["classes"][:, 1:].log_softmax(-1).masked_fill(~right[:, 1:], -1e4).logsumexp(-1)
    loss = -(any_of * weight).sum() / weight.sum().clamp(min=1)
    if told.any():  # of an optional event the class can be learned, though not whether it belongs on record
        loss = loss - 0.3 * among[told].mean()
        loss = loss + 0.2 * _any_of(out["status"], [e.statuses for e in examples])
        loss = loss + 0.1 * _any_of(out["relation"], [() if e.relation is None else (e.relation,) for e in examples])
        for side in SIDES:
            loss = loss + 0.15 * _any_of(out[side], _pointed(batch, side))
    return loss


def _any_of(scores: Tensor, right: Sequence[Sequence[int]]) -> Tensor:
    """Mean of −log P(any right column) over the rows that have one."""
    rows = [m for m, columns in enumerate(right) if columns]
    if not rows:
        return scores.sum() * 0.0
    allowed = torch.zeros(len(rows), scores.shape[1], dtype=torch.bool)
    for n, m in enumerate(rows):
        allowed[n, list(right[m])] = True
    return -scores[rows].log_softmax(-1).masked_fill(~allowed, -1e4).logsumexp(-1).mean()


def _pointed(batch: Batch, side: str) -> list[list[int]]:
    """The right columns of a pointer for each mention: 0 for none, i + 2 for piece i; empty where it is open."""
    found: list[list[int]] = []
    for m, e in enumerate(batch.examples):
        spans: list[Span] | None = getattr(e, side)
        if spans is None or not e.classes:
            found.append([])
            continue
        row = batch.pieces[int(batch.of[m])]
        found.append([i + 2 for i, (s, t) in enumerate(row) if any(s < b and a < t for a, b in spans)] or [0])
    return found
