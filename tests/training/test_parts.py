"""What the rules' frame says of a mention, and a mention without the rules."""

import numpy as np

from flows.events.reader.readings import CLASSES
from flows.training.calibration import Judged
from flows.training.corpus import Example, ReadSentence
from flows.training.parts import by_frame, without_rules

AID = CLASSES.index("AID")


def example(*framed: int) -> Example:
    return Example(0, 4, [float(n in framed) for n in range(20)], classes=(AID,))


def test_the_rules_word_is_their_frame() -> None:
    unsure = np.full(len(CLASSES), 1 / len(CLASSES), np.float32)
    read = ReadSentence("d", "Gave", 0)
    assert by_frame(Judged(example(AID), read, 0.5, unsure)).is_right
    assert by_frame(Judged(example(AID), read, 0.5, unsure)).none == 0
    assert by_frame(Judged(example(18), read, 0.5, unsure)).none == 1


def test_without_the_rules_every_number_is_nought_and_the_answers_stay() -> None:
    [blind] = without_rules(ReadSentence("d", "Gave", 0, [example(AID)])).examples
    assert set(blind.features) == {0.0}
    assert blind.classes == (AID,)
