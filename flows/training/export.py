"""A trained reader as the files that `flows.events.reader.model` loads: int8 weights, pieces, calibration."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from flows.training.network import ReaderNetwork


class _OneSentence(nn.Module):
    """The reader as it runs: one sentence, no padding, probabilities out."""

    def __init__(self, reader: ReaderNetwork) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, trigger: Tensor, rules: Tensor) -> tuple[Tensor, ...]:
        mask = torch.ones_like(ids)
        of = torch.zeros(trigger.shape[0], dtype=torch.long)
        out = self.reader(ids, mask, trigger, of, rules)
        return tuple(out[name].softmax(-1) for name in OUTPUTS)


OUTPUTS = ("classes", "status", "source", "target", "when", "relation")


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
