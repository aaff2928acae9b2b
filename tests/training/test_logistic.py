"""Weights fitted by Newton's method."""

import math

import pytest

from flows.training import logistic


def test_a_feature_that_decides_has_a_large_weight_and_one_that_does_not_has_none() -> None:
    rows = [{"decides": float(n % 2), "idle": float(n % 3 == 0)} for n in range(600)]
    right = [bool(row["decides"]) != (n % 10 == 0) for n, row in enumerate(rows)]
    weights = logistic.fit_weights(rows, right)
    assert weights["decides"] > 2
    assert abs(weights["idle"]) < 0.4


def test_without_features_that_tell_the_probability_is_the_share() -> None:
    weights = logistic.fit_weights([{"never": 0.0}] * 10, [True] * 3 + [False] * 7)
    assert logistic.probability(weights, {"never": 0.0}) == pytest.approx(0.3, abs=1e-3)
    assert weights["never"] == 0


def test_what_can_be_told_apart_entirely_still_has_finite_weights() -> None:
    weights = logistic.fit_weights([{"is": 1.0}] * 5 + [{"is": 0.0}] * 5, [True] * 5 + [False] * 5)
    assert all(math.isfinite(value) for value in weights.values())


def test_nothing_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="nothing"):
        logistic.fit_weights([], [])
