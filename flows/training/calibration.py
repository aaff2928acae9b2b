"""How far the weights' own certainty is to be believed, and what they get right, on articles they never saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flows.events.reader.model import Floats, Model
from flows.training.corpus import Example, ReadSentence

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention of an annotated article and what a reader says: probability of no event, and of the classes."""

    example: Example
    read: ReadSentence
    none: float
    classes: Floats

    @property
    def is_right(self) -> bool:
        """Whether the likeliest class is one that the annotation allows."""
        return int(self.classes.argmax()) in self.example.classes


def judged(model: Model, reads: Iterable[ReadSentence]) -> list[Judged]:
    """Every mention that the annotation decides, optional events left out."""
    found = []
    for read in reads:
        asked = [e for e in read.examples if e.weight]
        if asked:
            answers = model.ask(read.text, [(e.start, e.end) for e in asked], [e.features for e in asked])
            told = [row for _, heads in answers for row in heads["classes"]]
            found += [Judged(e, read, float(row[0]), row[1:]) for e, row in zip(asked, told, strict=True)]
    return found


def calibrate(answers: Sequence[Judged]) -> tuple[float, float]:
    """Slope and shift of the log-odds that make them probabilities of a right record (logistic regression, Newton)."""
    none = np.clip([a.none for a in answers], 1e-6, 1 - 1e-6)
    odds = np.log((1 - none) / none)
    right = np.array([bool(a.example.classes) for a in answers], float)
    rows = np.stack([odds, np.ones_like(odds)], 1)
    weights = np.array([1.0, 0.0])

    def cost(at: Weights) -> float:
        told = rows @ at
        return float((np.logaddexp(0, told) - right * told).sum())

    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        step = np.linalg.solve((rows * (p * (1 - p))[:, None]).T @ rows + 1e-3 * np.eye(2), rows.T @ (right - p))
        while cost(weights + step) > cost(weights) and np.abs(step).max() > 1e-9:  # Newton leaps too far at times
            step = step / 2
        weights = weights + step
    return float(weights[0]), float(weights[1])


def figures(model: Model, answers: Sequence[Judged], least: float) -> dict[str, float]:
    """Mentions kept at this confidence: precision, recall of events, F1; and the share of right classes of events."""
    kept = [a for a in answers if model.calibrated(a.none) >= least]
    events = {(a.read.doc_id, a.example.event) for a in answers if a.example.classes}
    found = {(a.read.doc_id, a.example.event) for a in kept if a.is_right}
    told = [a.is_right for a in answers if a.example.classes]
    precision = sum(a.is_right for a in kept) / max(len(kept), 1)
    recall = len(found) / max(len(events), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    out = {"P": precision, "R": recall, "F1": f1, "class": sum(told) / max(len(told), 1)}
    return {name: round(value, 3) for name, value in out.items()}
