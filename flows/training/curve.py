"""How much more articles would help: heads on the untrained encoder, fitted to more and more of our articles.

The encoder stays as its makers left it, so that a point costs seconds; a fine-tuned reader stands above this curve, and
gains at least as much from more articles. Scored on articles of ours that no point has seen.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from flows.events.reader.pieces import Pieces
from flows.events.reader.readings import CLASSES
from flows.training import base, corpus, network
from flows.training.batches import batch_of
from flows.training.calibration import Judged

_DRAWS = 3
_LEAST = 0.35


def curve(reads: Sequence[corpus.ReadSentence], build: Path, sizes: Sequence[int]) -> None:
    """Print precision, recall, F1 and right classes for each number of articles, the mean of some draws."""
    known = {r.doc_id for r in reads if corpus.part(r.doc_id) == "fit"}
    tested = [r for r in reads if corpus.part(r.doc_id) == "calibrate"]
    states = _states([r for r in reads if r.doc_id in known or corpus.part(r.doc_id) == "calibrate"], build)
    dice = random.Random(7)
    print("articles      P      R     F1  class")
    for size in sizes:
        told = [_fitted(reads, set(dice.sample(sorted(known), size)), tested, states) for _ in range(_DRAWS)]
        print(f"{size:8}  " + "  ".join(f"{value:.3f}" for value in np.mean(told, 0)), flush=True)


States = dict[int, npt.NDArray[np.float32]]  # by the identity of the example


def _states(reads: Sequence[corpus.ReadSentence], build: Path) -> States:
    """For each mention: its word's state, its sentence's, and the rules' numbers."""
    folder = base.fetch_base("minilm", build)
    pieces = Pieces.of(folder / "vocab.txt")
    encoder = network.load_network(network.MINILM, len(reads[0].examples[0].features), folder).encoder.eval()
    found: States = {}
    order = sorted(reads, key=lambda r: len(r.text))
    for at in range(0, len(order), 32):
        batch = batch_of(order[at : at + 32], pieces, pad=network.MINILM_PAD)
        if not batch.examples:
            continue
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = encoder(batch.ids, batch.mask).float()
        whole = (states * batch.mask[..., None]).sum(1) / batch.mask.sum(1, keepdim=True)
        word = torch.einsum("mn,mnd->md", batch.trigger, states[batch.of])
        rows = torch.cat([word, whole[batch.of], 3 * batch.rules], 1).numpy()
        found |= {id(example): row for example, row in zip(batch.examples, rows, strict=True)}
    return found


def _fitted(
    reads: Sequence[corpus.ReadSentence], names: set[str], tested: Sequence[corpus.ReadSentence], states: States
) -> tuple[float, float, float, float]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    learned = [e for r in reads if r.doc_id in names for e in r.examples if e.weight and id(e) in states]
    asked = [(r, e) for r in tested for e in r.examples if e.weight and id(e) in states]
    scale = StandardScaler().fit(np.stack([states[id(e)] for e in learned]))
    heads = LogisticRegression(C=0.003, max_iter=60)
    heads.fit(
        scale.transform(np.stack([states[id(e)] for e in learned])),
        [e.classes[0] + 1 if e.classes else 0 for e in learned],
    )
    told = np.zeros((len(asked), 1 + len(CLASSES)), np.float32)
    told[:, heads.classes_] = heads.predict_proba(scale.transform(np.stack([states[id(e)] for _, e in asked])))
    answers = [Judged(e, r, float(row[0]), row[1:]) for (r, e), row in zip(asked, told, strict=True)]
    kept = [a for a in answers if 1 - a.none >= _LEAST]
    events = {(a.read.doc_id, a.example.event) for a in answers if a.example.classes}
    found = {(a.read.doc_id, a.example.event) for a in kept if a.is_right}
    precision, recall = sum(a.is_right for a in kept) / max(len(kept), 1), len(found) / len(events)
    right = [a.is_right for a in answers if a.example.classes]
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), sum(right) / len(right)
