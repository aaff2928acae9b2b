"""A reader's weights, asked one sentence at a time.

One sentence a call, not a batch: int8 activations are scaled by the largest value of a call, so that a sentence read
beside another would read differently; alone it reads the same in every batch, on any number of processes.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from flows.events.reader.pieces import Piece, Pieces
from flows.events.reader.questions import Sentence
from flows.events.reader.readings import Judgement, Pointer
from flows.events.reader.weights import Size, folder_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]
Span = tuple[int, int]
Answers = dict[str, Floats]
_POINTERS = ("source", "target", "when")
_HEADS = ["classes", "status", *_POINTERS, "relation"]
_LONGEST = 256  # pieces of a call: of a longer stretch without a full stop, those around the mention are read
_WORTH = 0.02  # probability below which a word that a mention might point to is not told


@dataclass(slots=True)
class Model:
    """``slope`` and ``shift`` calibrate log-odds of being on record."""

    name: str
    session: InferenceSession
    pieces: Pieces
    slope: float = 1.0
    shift: float = 0.0

    def read(self, sentence: Sentence) -> list[Judgement]:
        """A reading for each mention of the sentence."""
        asked = sentence.questions
        spans = [(q.start, q.end) for q in asked]
        words = _Words(sentence)
        found = []
        for cut, answers in self.ask(sentence.text, spans, [q.features for q in asked]):
            told = words.of(cut)
            classes = answers["classes"][:, 1:] / np.maximum(1 - answers["classes"][:, :1], 1e-9)
            rows = (answers["classes"][:, 0], classes, answers["status"], answers["relation"])
            sides = (_pointers(answers[side], told) for side in _POINTERS)
            for none, shares, statuses, relations, source, target, when in zip(
                *(of_all.tolist() for of_all in rows), *sides, strict=True
            ):
                on_record = self.calibrated(none)
                found.append(
                    Judgement(on_record, tuple(shares), tuple(statuses), source, target, when, tuple(relations))
                )
        return found

    def ask(self, text: str, spans: list[Span], rules: list[list[float]]) -> list[tuple[list[Piece], Answers]]:
        """The pieces read and each head's probabilities, a row a span of ``text``; one call a span where it is long."""
        cut = self.pieces.cut(text)
        if len(cut) + 2 <= _LONGEST:
            return [(cut, self._run(cut, spans, rules))]
        parts = [(_around(cut, span), span, numbers) for span, numbers in zip(spans, rules, strict=True)]
        return [(part, self._run(part, [span], [numbers])) for part, span, numbers in parts]

    def _run(self, cut: list[Piece], spans: list[Span], rules: list[list[float]]) -> Answers:
        ids = np.array([[self.pieces.first, *(p.id for p in cut), self.pieces.last]], np.int64)
        trigger = np.zeros((len(spans), ids.shape[1]), np.float32)
        for row, (start, end) in zip(trigger, spans, strict=True):
            at = [i for i, p in enumerate(cut, 1) if p.start < end and start < p.end]
            row[at or [0]] = 1 / max(len(at), 1)
        asked = {"ids": ids, "trigger": trigger, "rules": np.array(rules, np.float32)}
        return dict(zip(_HEADS, self.session.run(_HEADS, asked), strict=True))

    def calibrated(self, none: float) -> float:
        """The probability that an event belongs on record, where the weights give ``none`` to that it does not."""
        none = min(max(none, 1e-6), 1 - 1e-6)
        return 1 / (1 + exp(-(self.slope * log((1 - none) / none) + self.shift)))


def _around(cut: list[Piece], span: Span) -> list[Piece]:
    at = next((i for i, p in enumerate(cut) if p.end > span[0]), len(cut) - 1)
    begin = max(0, min(at - _LONGEST // 2, len(cut) - (_LONGEST - 2)))
    return cut[begin : begin + _LONGEST - 2]


class _Words:
    """The token of the passage that each piece of a sentence belongs to."""

    def __init__(self, sentence: Sentence) -> None:
        doc, end = sentence.passage.doc, sentence.start + len(sentence.text)
        tokens = doc.char_span(sentence.start, end)
        assert tokens is not None  # a sentence ends where tokens do
        self._ends = [t.idx + len(t) - sentence.start for t in tokens]
        self._first = tokens.start

    def of(self, cut: list[Piece]) -> list[int]:
        return [self._first + bisect_right(self._ends, p.start) for p in cut]


def _pointers(rows: Floats, words: list[int]) -> list[Pointer]:
    """Each of ``rows`` as a pointer: none, the piece before the text, the text's pieces, the one after."""
    inside = rows[:, 2:-1]
    likely = (inside >= _WORTH / 4).nonzero()  # a word is few pieces, and most of them are out of the question
    sums: list[dict[int, float]] = [{} for _ in rows]
    found = zip(likely[0].tolist(), likely[1].tolist(), inside[likely].tolist(), strict=True)
    for row, at, probability in found:
        word = words[at]
        sums[row][word] = sums[row].get(word, 0.0) + probability
    return [
        Pointer(nowhere, tuple(sorted(((w, p) for w, p in told.items() if p >= _WORTH), key=lambda wp: -wp[1])))
        for nowhere, told in zip(rows[:, 0].tolist(), sums, strict=True)
    ]


@lru_cache(maxsize=2)
def load_model(size: Size) -> Model:
    """The weights of this size, alone. Raises `NoReaderError` where they have not been made."""
    told: dict[str, Any] = json.loads((folder_of(size) / "reader.json").read_text(encoding="utf-8"))
    return Model(size, *open_weights(folder_of(size)), told["slope"], told["shift"])


def open_weights(folder: Path) -> tuple[InferenceSession, Pieces]:
    """The weights in a folder, ready to run, and their pieces."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a run has a process for each core already
    options.log_severity_level = 3
    weights = str(folder / "model.onnx")
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    return session, Pieces.of(folder / "pieces.txt")
