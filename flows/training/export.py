"""A trained reader as the files that `flows.events.reader.model` loads: int8 weights, pieces, calibration."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  its usual name

from flows.events.reader.readings import CLASSES, RELATIONS, STATUSES
from flows.training.network import POINTER, SIDES, Encoder, ReaderNetwork, bucket


class _OneSentence(nn.Module):
    """The reader as it runs: one sentence, no padding, probabilities out.

    It answers what `ReaderNetwork` answers, in as few steps as can be: on a sentence of thirty pieces a third of the
    time goes into steps that have nothing to do with its length. What is multiplied by the same states is one matrix,
    and no shape is worked out but the number of pieces.
    """

    def __init__(self, reader: ReaderNetwork) -> None:
        super().__init__()
        self.reader = reader
        encoder, pointers = reader.encoder, reader.pointers
        self.width, self.heads = encoder.shape.width, encoder.shape.heads
        self.attend = nn.ModuleList(_as_one([layer.q, layer.k, layer.v]) for layer in encoder.layers)
        self.asks, self.keys = (_as_one([getattr(pointers[side], part) for side in SIDES]) for part in ("ask", "key"))
        self.said = _as_one([reader.classes, reader.status, reader.relation, *(pointers[side].none for side in SIDES)])
        self.bias = nn.Parameter(_bias_by_gap(encoder)) if encoder.distance is not None else None

    def forward(self, ids: Tensor, trigger: Tensor, rules: Tensor) -> tuple[Tensor, ...]:
        states = self._states(ids[0])
        word, whole = trigger @ states, states.mean(0, keepdim=True).expand(trigger.shape[0], -1)
        asks = torch.cat([word, whole], 1)
        hidden = F.gelu(self.reader.hidden(torch.cat([asks, F.gelu(self.reader.rules(rules))], 1)))
        parts = [1 + len(CLASSES), len(STATUSES), len(RELATIONS), *(1 for _ in SIDES)]
        classes, status, relation, *none = self.said(hidden).split(parts, 1)
        keys = (self.keys(states) / math.sqrt(POINTER)).split(POINTER, 1)
        asked = zip(none, self.asks(asks).split(POINTER, 1), keys, strict=True)
        pointed = [torch.cat([nowhere, ask @ key.T], 1) for nowhere, ask, key in asked]
        return tuple(scores.softmax(-1) for scores in (classes, status, *pointed, relation))

    def _states(self, ids: Tensor) -> Tensor:
        encoder = self.reader.encoder
        places = torch.arange(ids.shape[0])
        x = encoder.norm(encoder.word(ids) + encoder.place(places + encoder.shape.first_place))
        if self.bias is not None:
            by_gap = self.bias[places[None, :] - places[:, None] + _FARTHEST].permute(2, 0, 1)
        for layer, attend in zip(encoder.layers, self.attend, strict=True):
            each = (-1, self.heads, self.width // self.heads)
            q, k, v = (part.reshape(each).transpose(0, 1) for part in attend(x).split(self.width, -1))
            scores = q @ k.transpose(1, 2) / math.sqrt(each[-1])
            weights = (scores if self.bias is None else scores + by_gap).softmax(-1)
            x = layer.norm1(x + layer.o((weights @ v).transpose(0, 1).reshape(-1, self.width)))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        return x


def _as_one(layers: Sequence[nn.Linear]) -> nn.Linear:
    """One linear layer that gives the outputs of these, one after the other."""
    one = nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    one.weight = nn.Parameter(torch.cat([layer.weight for layer in layers]))
    one.bias = nn.Parameter(torch.cat([layer.bias for layer in layers]))
    return one


def _bias_by_gap(encoder: Encoder) -> Tensor:
    """MPNet's bias of two pieces, by how far the second stands behind the first: from -`_FARTHEST` to `_FARTHEST`."""
    assert encoder.distance is not None
    return encoder.distance(bucket(torch.arange(-_FARTHEST, _FARTHEST + 1), encoder.shape.relative)).detach()


_FARTHEST = 512  # pieces
OUTPUTS = ("classes", "status", *SIDES, "relation")


def export_network(reader: ReaderNetwork, pieces: Path, folder: Path, *, features: int) -> None:
    """Write ``model.onnx`` (int8 per channel) and ``pieces.txt``, a copy of ``pieces``, into ``folder``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    n = 9
    inputs = (torch.arange(5, 5 + n)[None], torch.full((3, n), 1 / n), torch.zeros(3, features))
    free = {"ids": {1: "pieces"}, "trigger": {0: "mentions", 1: "pieces"}, "rules": {0: "mentions"}}
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        torch.onnx.export(
            _OneSentence(reader), inputs, str(exact), input_names=["ids", "trigger", "rules"],
            output_names=list(OUTPUTS), dynamic_axes=free, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(exact, folder / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)
    (folder / "pieces.txt").write_bytes(pieces.read_bytes())
