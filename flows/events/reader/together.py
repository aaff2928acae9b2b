"""Several weights' answers as one: the mean of their log-odds of being on record, and of all other probabilities.

Readers that were trained apart err apart, so that their mean is right more often than either (Hansen and Salamon,
"Neural Network Ensembles", 1990).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from flows.events.reader.gate import Gate
from flows.events.reader.model import Model, load_model
from flows.events.reader.questions import Sentence
from flows.events.reader.readings import Judgement, Pointer
from flows.events.reader.weights import GATE, Size, answering, folder_of

_SURE = 1e-6  # from none and from all: nearer, a probability counts as this far


@dataclass(frozen=True, slots=True)
class Together:
    """The weights that answer where one reader is asked, and the gate that spares them sentences."""

    models: tuple[Model, ...]
    gate: Gate | None = None

    def judge(self, sentence: Sentence) -> list[Judgement]:
        """A judgement of each mention of the sentence, which is read unless the gate leaves it out."""
        left_out = self.gate.left_out(sentence) if self.gate else None
        return self.read(sentence) if left_out is None else left_out

    def read(self, sentence: Sentence) -> list[Judgement]:
        """A reading for each mention of the sentence."""
        return [mean_of(one) for one in zip(*(model.read(sentence) for model in self.models), strict=True)]


@lru_cache(maxsize=2)
def load_reader(size: Size) -> Together:
    """The reader of this size. Raises `NoReaderError` where it has not been made."""
    gate = folder_of(size) / GATE
    return Together(tuple(load_model(one) for one in answering(size)), Gate.of(gate) if gate.is_file() else None)


def mean_of(told: Sequence[Judgement]) -> Judgement:
    """What several readings of one mention say together; one alone says what it says."""
    if len(told) == 1:
        return told[0]
    source, target, when = (_pointer([getattr(one, side) for one in told]) for side in ("source", "target", "when"))
    return Judgement(
        _mean_odds([one.on_record for one in told]),
        _means([one.classes for one in told]),
        _means([one.statuses for one in told]),
        source,
        target,
        when,
        _means([one.relations for one in told]),
    )


def _mean_odds(probabilities: Sequence[float]) -> float:
    p = np.clip(probabilities, _SURE, 1 - _SURE)
    return float(1 / (1 + np.exp(-np.log(p / (1 - p)).mean())))


def _means(rows: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(map(float, np.mean(rows, axis=0)))


def _pointer(told: Sequence[Pointer]) -> Pointer:
    shares: dict[int, float] = defaultdict(float)
    for pointer in told:
        for word, probability in pointer.words:
            shares[word] += probability / len(told)
    nowhere = sum(pointer.nowhere for pointer in told) / len(told)
    return Pointer(nowhere, tuple(sorted(shares.items(), key=lambda one: -one[1])))
