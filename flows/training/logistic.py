"""Logistic regression by Newton's method: a dozen weights need no library, and come out the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_STEPS = 60
_CLOSE = 1e-9
RIDGE = 2.0  # holds weights near 0
ALWAYS = "always"  # what the weight is called that every row has


def fit_weights(
    rows: Sequence[Mapping[str, float]], right: Sequence[bool], *, ridge: float = RIDGE
) -> dict[str, float]:
    """The weight of each feature, and of `ALWAYS`: log-odds, added up. ``ridge`` holds all but the last near 0.

    Raises ``ValueError`` where there are no rows.
    """
    if not rows:
        raise ValueError("nothing to fit weights to")
    names = list(rows[0])
    table = np.array([[1.0, *(row[name] for name in names)] for row in rows])
    held: Floats = np.full(len(names) + 1, ridge)
    held[0] = 1e-6
    weights: Floats = np.zeros(len(names) + 1)
    wanted = np.array(right, float)
    for _ in range(_STEPS):
        step: Floats = _step(table, wanted, weights, held)
        while _cost(table, wanted, weights + step, held) > _cost(table, wanted, weights, held) + _CLOSE:
            step *= 0.5  # Newton leaps too far at times
        weights += step
        if np.abs(step).max() < _CLOSE:
            break
    return dict(zip([ALWAYS, *names], map(float, weights), strict=True))


def probability(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """What the weights give a row, 0 to 1."""
    total = weights[ALWAYS] + sum(weights[name] * value for name, value in row.items())
    return float(1 / (1 + np.exp(-np.clip(total, -500, 500))))


def _step(table: Floats, wanted: Floats, weights: Floats, held: Floats) -> Floats:
    p = 1 / (1 + np.exp(-np.clip(table @ weights, -500, 500)))
    curve = (table * (p * (1 - p))[:, None]).T @ table + np.diag(held)
    found: Floats = np.asarray(np.linalg.solve(curve, table.T @ (wanted - p) - held * weights), np.float64)
    return found


def _cost(table: Floats, wanted: Floats, weights: Floats, held: Floats) -> float:
    told = table @ weights
    return float((np.logaddexp(0, told) - wanted * told).sum() + (held * weights * weights).sum() / 2)
