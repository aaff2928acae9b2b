"""Which sentences the reader is spared: those that hold no event on record by the look of their words alone.

The reader's encoder is half of what reading costs. A sum of weights over the rules' numbers of a mention and the words
about it foresees what the reader will say; where no mention of a sentence reaches the least chance, the reader is not
asked, and that chance is the mentions' confidence. The weights stand beside the reader's own (`gate.csv`), fitted by
``python -m flows.training gate`` to its answers on our own articles. A reader without them is asked of every sentence.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from flows.events.reader.features import FEATURES
from flows.events.reader.questions import Question, Sentence
from flows.events.reader.readings import CLASSES, STATUSES, Judgement, Pointer

if TYPE_CHECKING:
    from spacy.tokens import Token

ALWAYS, LEAST = "always", "least"  # the weight of every mention; the chance below which a sentence is left out
_ROLES = {"nsubj": "subject", "nsubjpass": "subject", "dobj": "object"}
_UNTOLD = Pointer(0.0, ())  # the reader did not point: who takes part is left to the rules


@dataclass(frozen=True, slots=True)
class Gate:
    """``numbers`` are the weights of the rules' numbers, as `FEATURES` has them; ``words`` those of `words_about`."""

    always: float
    least: float
    numbers: tuple[float, ...]
    words: Mapping[str, float]

    @classmethod
    def of(cls, path: Path) -> Gate:
        """The gate in a file."""
        lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        weights = {row["what"]: float(row["weight"]) for row in csv.DictReader(lines)}
        numbers = tuple(weights.pop(name, 0.0) for name in FEATURES)
        return cls(weights.pop(ALWAYS), weights.pop(LEAST), numbers, weights)

    def chance(self, question: Question) -> float:
        """The probability that a mention tells of an event on record, as far as the gate can tell."""
        odds = self.always + sum(w * x for w, x in zip(self.numbers, question.features, strict=True) if x)
        odds += sum(self.words.get(word, 0.0) for word in words_about(question.mention.token))
        return 1 / (1 + exp(-odds))

    def left_out(self, sentence: Sentence) -> list[Judgement] | None:
        """What is said of the mentions of a sentence that the reader is spared; ``None`` where it is to be asked."""
        chances = []
        for question in sentence.questions:
            chance = self.chance(question)
            if chance >= self.least:
                return None
            chances.append(chance)
        return [unread(chance) for chance in chances]


def words_about(token: Token) -> Iterator[str]:
    """The words by which a mention is weighed, each with what it is to it: ``mention visit``, ``subject minister``."""
    yield f"mention {token.lemma_.lower()}"
    yield f"under {token.head.lemma_.lower()}"
    for child in token.children:
        role = _ROLES.get(child.dep_)
        if role is not None:
            yield f"{role} {child.lemma_.lower()}"


def unread(chance: float) -> Judgement:
    """A judgement that leaves class, status and sides to the rules."""
    classes, statuses = (1 / len(CLASSES),) * len(CLASSES), (1 / len(STATUSES),) * len(STATUSES)
    return Judgement(chance, classes, statuses, _UNTOLD, _UNTOLD, _UNTOLD)
