"""A calibrated certainty is a share: of a hundred mentions given .8, eighty belong on record."""

import numpy as np
import pytest

from flows.training.calibration import Judged, calibrate
from flows.training.corpus import Example, ReadSentence


def judged(none: float, *, is_event: bool) -> Judged:
    example = Example(0, 1, [], classes=(0,) if is_event else ())
    return Judged(example, ReadSentence("d", "x", 0), none, np.zeros(15, np.float32))


def certainty(none: float, slope: float, shift: float) -> float:
    return float(1 / (1 + np.exp(-(slope * np.log((1 - none) / none) + shift))))


def test_overconfidence_is_taken_back() -> None:
    said_sure = [judged(0.02, is_event=n % 10 < 7) for n in range(400)]
    said_no = [judged(0.98, is_event=n % 10 < 1) for n in range(400)]
    slope, shift = calibrate([*said_sure, *said_no])
    assert certainty(0.02, slope, shift) == pytest.approx(0.7, abs=0.03)
    assert certainty(0.98, slope, shift) == pytest.approx(0.1, abs=0.03)


def test_what_is_calibrated_already_stays() -> None:
    dice = np.random.default_rng(7)
    answers = [judged(float(p), is_event=bool(dice.random() > p)) for p in dice.uniform(0.02, 0.98, 4000)]
    slope, shift = calibrate(answers)
    assert slope == pytest.approx(1, abs=0.1)
    assert shift == pytest.approx(0, abs=0.1)
