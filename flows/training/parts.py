"""What the rules know alone, what the encoder reads alone, and what both do together, on articles that nothing learned
from.

    python -m flows.training parts

Of each mention the rules' word is their frame; the encoder alone is the reader with every number of the rules at zero,
which it has learned to do without in part of its training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from flows.events.reader.model import Model
from flows.events.reader.readings import CLASSES
from flows.training.calibration import Judged, figures, judged
from flows.training.corpus import ReadSentence


def parts(model: Model, reads: Sequence[ReadSentence], least: float) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and right classes of the mentions kept at ``least``, by who judges."""
    both = judged(model, reads)
    return {
        "rules alone": figures(model, [by_frame(answer) for answer in both], least),
        "encoder alone": figures(model, judged(model, map(without_rules, reads)), least),
        "both": figures(model, both, least),
    }


def by_frame(answer: Judged) -> Judged:
    """What the rules' frame of a mention says: surely its class, or surely no event."""
    framed = np.array(answer.example.features[: len(CLASSES)], np.float32)
    return replace(answer, none=1.0 - float(framed.max()), classes=framed)


def without_rules(read: ReadSentence) -> ReadSentence:
    """The sentence, its mentions without the rules' numbers."""
    blind = [replace(e, features=[0.0] * len(e.features)) for e in read.examples]
    return replace(read, examples=blind)
