"""What a large reader makes of sentences, for a small one to learn: its answers, and its state of every piece.

Both have the same word pieces, so a sentence's states lie beside each other, piece by piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  its usual name

from flows.events.reader.pieces import Pieces
from flows.training.batches import Batch, batch_of
from flows.training.corpus import ReadSentence
from flows.training.network import SIDES, ReaderNetwork

_HEADS = {"classes": 1.0, "status": 0.3, "relation": 0.2, **dict.fromkeys(SIDES, 0.15)}
_STATES = 0.5
_MEASURED = 2000  # lessons by which the spread of states is measured


@dataclass(slots=True)
class Lesson:
    """What a reader makes of one sentence: log-probabilities by head, a row a mention, and a state a piece."""

    heads: dict[str, Tensor]
    states: Tensor


def teach(teacher: ReaderNetwork, reads: Sequence[ReadSentence], pieces: Pieces, *, pad: int) -> None:
    """Note beside each sentence what ``teacher`` makes of it."""
    teacher.eval()
    order = sorted(reads, key=lambda r: len(r.text))
    for at in range(0, len(order), 32):
        batch = batch_of([read for read in order[at : at + 32] if read.examples], pieces, pad=pad)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = teacher.encoder(batch.ids, batch.mask)
            out = teacher.answer(states, batch.mask, batch.trigger, batch.of, batch.rules)
        told = {head: out[head].float().log_softmax(-1) for head in _HEADS}
        for n, read in enumerate(batch.reads):
            length, own = len(batch.pieces[n]) + 2, batch.of == n
            heads = {
                head: rows[own, : length + 1 if head in SIDES else None].to(torch.bfloat16)
                for head, rows in told.items()
            }
            read.lesson = Lesson(heads, states[n, :length].to(torch.bfloat16))


def disagreement(out: dict[str, Tensor], lessons: Sequence[Lesson]) -> Tensor:
    """How far the answers are from the teacher's; all but the class count as far as it sees an event in the mention."""
    theirs = {head: _below(lessons, head, out[head].shape[1]) for head in _HEADS}
    likely = 1 - theirs["classes"][:, 0].exp()
    loss = out["classes"].sum() * 0.0
    for head, weight in _HEADS.items():
        far = F.kl_div(out[head].log_softmax(-1), theirs[head], log_target=True, reduction="none").sum(-1)
        counts = torch.ones_like(likely) if head == "classes" else likely
        loss = loss + weight * (far * counts).sum() / counts.sum().clamp(min=1)
    return loss


def _below(lessons: Sequence[Lesson], head: str, columns: int) -> Tensor:
    """The lessons' rows of a head one below the other; what a shorter sentence lacks is as good as impossible."""
    rows = [F.pad(one.heads[head].float(), (0, columns - one.heads[head].shape[1]), value=-1e4) for one in lessons]
    return torch.cat(rows)


class StateMap(nn.Module):
    """A linear map from a small reader's states to a large one's, each number in its spread; training alone has it."""

    def __init__(self, ours: int, lessons: Sequence[Lesson]) -> None:
        super().__init__()
        seen = torch.cat([one.states for one in lessons[:_MEASURED]] or [torch.zeros(2, 1)]).float()
        self.centre, self.spread = seen.mean(0), seen.std(0)
        self.map = nn.Linear(ours, seen.shape[1])

    def forward(self, states: Tensor, batch: Batch, lessons: Sequence[Lesson]) -> Tensor:
        """Mean square of what is left between them, over all pieces."""
        mapped = self.map(states)
        theirs = (torch.cat([one.states for one in lessons]).float() - self.centre) / self.spread
        return _STATES * F.mse_loss(mapped[batch.mask.bool()].float(), theirs)
