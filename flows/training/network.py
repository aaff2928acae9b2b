"""The reader as a torch module: a BERT or MPNet encoder cut after some layers, and heads on the trigger's states.

Written out here, because the library that holds these encoders is made to load from a model hub. Parameter names are
those of the official weights, so that `load` is a look-up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  its usual name

from flows.events.reader.readings import CLASSES, RELATIONS, STATUSES

HIDDEN = 256  # of the heads
POINTER = 96
SIDES = ("source", "target", "when")


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's measures. ``relative``: MPNet's shared bias by distance, in so many buckets; 0 for BERT."""

    width: int
    layers: int
    pieces: int
    places: int
    first_place: int
    epsilon: float
    relative: int = 0
    heads: int = 12


MINILM = Shape(384, 6, 30522, 512, 0, 1e-12)
MPNET = Shape(768, 9, 30527, 514, 2, 1e-5, relative=32)
MINILM_PAD, MPNET_PAD = 0, 1


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its sum normed after (post-norm, as BERT has it)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        d = shape.width
        self.heads = shape.heads
        self.q, self.k, self.v, self.o = (nn.Linear(d, d) for _ in range(4))
        self.up, self.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
        self.norm1, self.norm2 = (nn.LayerNorm(d, eps=shape.epsilon) for _ in range(2))
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, d = x.shape
        q, k, v = (f(x).view(b, n, self.heads, d // self.heads).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = (q @ k.transpose(-1, -2) / math.sqrt(d // self.heads) + bias).softmax(-1)
        mixed = (self.drop(weights) @ v).transpose(1, 2).reshape(b, n, d)
        x = self.norm1(x + self.drop(self.o(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces in, a state for each out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.pieces, shape.width)
        self.place = nn.Embedding(shape.places, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.distance = nn.Embedding(shape.relative, shape.heads) if shape.relative else None

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.word(ids) + self.place(places + self.shape.first_place)))
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        if self.distance is not None:
            gap = places[None, :] - places[:, None]
            bias = bias + self.distance(bucket(gap, self.shape.relative)).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias)
        return x


def bucket(gap: Tensor, buckets: int) -> Tensor:
    """MPNet's bucket of a distance: near ones each their own, far ones by their logarithm up to 128."""
    half = buckets // 2
    side = (gap > 0).long() * half
    n = gap.abs()
    exact = half // 2
    far = exact + (torch.log(n.clamp(min=1).float() / exact) / math.log(128 / exact) * (half - exact)).long()
    return side + torch.where(n < exact, n, far.clamp(max=half - 1))


class PointerHead(nn.Module):
    """Which piece of the sentence a mention points to; column 0 stands for none."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.ask, self.key, self.none = nn.Linear(2 * width, POINTER), nn.Linear(width, POINTER), nn.Linear(HIDDEN, 1)

    def forward(self, asks: Tensor, states: Tensor, hidden: Tensor, mask: Tensor) -> Tensor:
        scores = torch.einsum("mp,mnp->mn", self.ask(asks), self.key(states)) / math.sqrt(POINTER)
        scores = scores + (1.0 - mask.float()) * -1e4
        return torch.cat([self.none(hidden), scores], 1)


class ReaderNetwork(nn.Module):
    """``trigger`` [M, N] weighs the pieces of each mention's word, ``of`` [M] is its sentence's row."""

    def __init__(self, shape: Shape, features: int) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.rules = nn.Linear(features, 64)
        self.hidden = nn.Linear(2 * shape.width + 64, HIDDEN)
        self.drop = nn.Dropout(0.2)
        self.classes = nn.Linear(HIDDEN, 1 + len(CLASSES))
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.relation = nn.Linear(HIDDEN, len(RELATIONS))
        self.pointers = nn.ModuleDict({side: PointerHead(shape.width) for side in SIDES})

    def forward(self, ids: Tensor, mask: Tensor, trigger: Tensor, of: Tensor, rules: Tensor) -> dict[str, Tensor]:
        return self.answer(self.encoder(ids, mask), mask, trigger, of, rules)

    def answer(self, states: Tensor, mask: Tensor, trigger: Tensor, of: Tensor, rules: Tensor) -> dict[str, Tensor]:
        inside = mask.float()
        whole = (states * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        own = states[of]
        word = torch.einsum("mn,mnd->md", trigger, own)
        around = whole[of]
        known = F.gelu(self.rules(rules))
        hidden = self.drop(F.gelu(self.hidden(self.drop(torch.cat([word, around, known], 1)))))
        asks = torch.cat([word, around], 1)
        out = {"classes": self.classes(hidden), "status": self.status(hidden), "relation": self.relation(hidden)}
        for side, pointer in self.pointers.items():
            out[side] = pointer(asks, own, hidden, mask[of])
        return out


def load_network(shape: Shape, features: int, folder: Path) -> ReaderNetwork:
    """A reader whose encoder has the official weights of ``folder``, and whose heads are new."""
    reader = ReaderNetwork(shape, features)
    reader.encoder.load_state_dict(_official(load_file(folder / "model.safetensors"), shape))
    return reader


def _official(saved: Mapping[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    names = {"word": "embeddings.word_embeddings", "place": "embeddings.position_embeddings"}
    found: dict[str, Any] = {f"{ours}.weight": saved[f"{theirs}.weight"] for ours, theirs in names.items()}
    if shape.relative:
        found["distance.weight"] = saved["encoder.relative_attention_bias.weight"]
        inner = {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o"}
        inner["norm1"] = "attention.LayerNorm"
    else:  # one sentence at a time: BERT's embedding of the first segment is a constant
        found["word.weight"] = found["word.weight"] + saved["embeddings.token_type_embeddings.weight"][0]
        inner = {f"{k[0]}": f"attention.self.{k}" for k in ("query", "key", "value")}
        inner |= {"o": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
    inner |= {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    for end in ("weight", "bias"):
        found[f"norm.{end}"] = saved[f"embeddings.LayerNorm.{end}"]
        for n in range(shape.layers):
            for ours, theirs in inner.items():
                found[f"layers.{n}.{ours}.{end}"] = saved[f"encoder.layer.{n}.{theirs}.{end}"]
    return found
