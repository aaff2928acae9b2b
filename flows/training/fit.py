"""Fitting a reader to annotated sentences, with or without a larger reader to learn from."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  its usual name

from flows.events.reader.pieces import Pieces
from flows.events.reader.readings import CLASSES
from flows.training.corpus import Example, ReadSentence, Span
from flows.training.network import SIDES, ReaderNetwork

LONGEST = 256  # pieces of a sentence that are read in training
_JOINED = 0.3  # of the short sentences are read together with the next: real ones are longer than most of ours
_LONG = 240  # characters of two that are read together, at most
_BLIND = 0.15  # of the mentions are read without the rules' numbers: the encoder must do without, too
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. ``frozen``: lower layers (and embeddings) that stay as they are. Rates are AdamW's."""

    epochs: int
    rate: float
    head_rate: float = 1e-3
    frozen: int = 0
    sentences: int = 24
    seed: int = 7
    teaching: float = 0.5  # of the loss is to agree with the teacher, where there is one


@dataclass(slots=True)
class Batch:
    """Tensors of some sentences: S sentences of N pieces, M mentions with F numbers."""

    ids: Tensor
    mask: Tensor
    trigger: Tensor
    of: Tensor
    rules: Tensor
    examples: list[Example]
    pieces: list[list[tuple[int, int]]]

    @property
    def inputs(self) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        return self.ids, self.mask, self.trigger, self.of, self.rules


def batch_of(reads: Sequence[ReadSentence], pieces: Pieces, *, pad: int) -> Batch:
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
    return Batch(ids, mask, trigger, of, rules, [e for _, e, _ in rows], [[(p.start, p.end) for p in r] for r in cut])


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
            taught_sides={side: [(start + by, p) for start, p in at] for side, at in e.taught_sides.items()},
        )
        for e in other.examples
    ]  # fmt: skip
    return ReadSentence(one.doc_id, f"{one.text} {other.text}", one.start, [*one.examples, *moved])


def _moved(spans: list[Span] | None, by: int) -> list[Span] | None:
    return None if spans is None else [(start + by, end + by) for start, end in spans]


def fit(
    reader: ReaderNetwork, reads: Sequence[ReadSentence], pieces: Pieces, plan: Plan, *, pad: int, say: Say = print
) -> None:
    """Train ``reader`` in place; examples that another reader has ``taught`` are learned from it, too."""
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)
    _freeze(reader, plan.frozen)
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = plan.epochs * (len(reads) // plan.sentences + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.06 * steps + 1), max(0.02, 1 - n / steps))
    )
    for epoch in range(plan.epochs):
        reader.train()
        began, total, count = time.perf_counter(), 0.0, 0
        for batch_reads in _shuffled(reads, plan.sentences, dice):
            batch = batch_of(batch_reads, pieces, pad=pad)
            if not batch.examples:
                continue
            blind = torch.rand(len(batch.examples), 1) < _BLIND
            batch.rules = batch.rules.masked_fill(blind, 0.0)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = reader(*batch.inputs)
            loss = loss_of({k: v.float() for k, v in out.items()}, batch, plan.teaching)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
            if count % 50 == 0:
                say(f"    step {count}: loss {total / count:.3f}, {time.perf_counter() - began:.0f} s")
        say(f"  epoch {epoch + 1}: loss {total / count:.3f}, {time.perf_counter() - began:.0f} s")
    reader.eval()


def _freeze(reader: ReaderNetwork, layers: int) -> None:
    encoder = reader.encoder
    fixed = [encoder.word, encoder.place, encoder.norm, *list(encoder.layers)[:layers]] if layers else []
    for module in fixed:
        module.requires_grad_(False)


def _shuffled(reads: Sequence[ReadSentence], size: int, dice: random.Random) -> Iterator[list[ReadSentence]]:
    """Batches of sentences of about one length, in random order."""
    order = list(run_together(reads, _JOINED, dice))
    dice.shuffle(order)
    pools = [sorted(order[at : at + 20 * size], key=lambda r: len(r.text)) for at in range(0, len(order), 20 * size)]
    batches = [pool[at : at + size] for pool in pools for at in range(0, len(pool), size)]
    dice.shuffle(batches)
    yield from batches


# ---------------------------------------------------------------- what is asked of it
def loss_of(out: dict[str, Tensor], batch: Batch, teaching: float) -> Tensor:
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
    if examples[0].taught is not None:
        taught = _disagreement(out, examples, told)
        for side in SIDES:
            taught = taught + _TAUGHT_SIDE * _pointing_apart(out[side], batch, side, told)
        loss = (1 - teaching) * loss + teaching * taught
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


_TAUGHT = {"classes": 1.0, "status": 0.3, "relation": 0.2}
_TAUGHT_SIDE = 0.15
_SEEN = 0.01  # a word to which the teacher points more faintly is not noted


def teach(teacher: ReaderNetwork, reads: Sequence[ReadSentence], pieces: Pieces, *, pad: int) -> None:
    """Note beside every example what ``teacher`` makes of it."""
    for batch, out in _answered(teacher, reads, pieces, pad=pad):
        told = {head: out[head].log_softmax(-1).tolist() for head in _TAUGHT}
        sides = {side: out[side].softmax(-1)[:, 2:].tolist() for side in SIDES}
        for m, example in enumerate(batch.examples):
            example.taught = {head: rows[m] for head, rows in told.items()}
            row = batch.pieces[int(batch.of[m])]
            example.taught_sides = {
                side: [(start, p) for (start, _), p in zip(row, rows[m], strict=False) if p > _SEEN]
                for side, rows in sides.items()
            }


def _disagreement(out: dict[str, Tensor], examples: Sequence[Example], told: Tensor) -> Tensor:
    loss = out["classes"].sum() * 0.0
    for head, weight in _TAUGHT.items():
        rows = torch.ones_like(told) if head == "classes" else told
        if rows.any():
            theirs = torch.tensor([e.taught[head] for e in examples if e.taught is not None])[rows]
            ours = out[head][rows].log_softmax(-1)
            loss = loss + weight * F.kl_div(ours, theirs, log_target=True, reduction="batchmean")
    return loss


def _pointing_apart(scores: Tensor, batch: Batch, side: str, told: Tensor) -> Tensor:
    """Mean cross-entropy of where the teacher points; what it gives to no noted word stands for nowhere."""
    rows = told.nonzero().flatten().tolist()
    if not rows:
        return scores.sum() * 0.0
    theirs = torch.zeros(len(rows), scores.shape[1])
    for n, m in enumerate(rows):
        at = {start: i + 2 for i, (start, _) in enumerate(batch.pieces[int(batch.of[m])])}
        for start, p in batch.examples[m].taught_sides[side]:
            if start in at:
                theirs[n, at[start]] = p
        theirs[n, 0] = (1 - theirs[n].sum()).clamp(min=0)
    return -(theirs * scores[rows].log_softmax(-1)).sum(-1).mean()


def _answered(
    reader: ReaderNetwork, reads: Sequence[ReadSentence], pieces: Pieces, *, pad: int
) -> Iterator[tuple[Batch, dict[str, Tensor]]]:
    order = sorted(reads, key=lambda r: len(r.text))
    for at in range(0, len(order), 32):
        batch = batch_of(order[at : at + 32], pieces, pad=pad)
        if batch.examples:
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                out = reader(*batch.inputs)
            yield batch, {head: scores.float() for head, scores in out.items()}


def class_probabilities(
    reader: ReaderNetwork, reads: Sequence[ReadSentence], pieces: Pieces, *, pad: int
) -> list[tuple[Example, Tensor]]:
    """Each mention with its class probabilities ([16], none first)."""
    return [
        (example, row)
        for batch, out in _answered(reader, reads, pieces, pad=pad)
        for example, row in zip(batch.examples, out["classes"].softmax(-1), strict=True)
    ]


assert len(CLASSES) == 15
