"""Logistic regression with an L2 penalty over sparse rows of ones, by L-BFGS.

Source of the method: Nocedal & Wright, Numerical Optimization, algorithm 7.4 (two-loop recursion).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ones:
    """Sparse rows: row ``i`` has ones (or counts) at ``columns[start[i]:start[i + 1]]``."""

    columns: NDArray[np.int32]
    start: NDArray[np.int64]
    width: int

    @property
    def height(self) -> int:
        return len(self.start) - 1

    def times(self, weights: Array) -> Array:
        running = np.concatenate([[0.0], np.cumsum(weights[self.columns])])
        return np.asarray(running[self.start[1:]] - running[self.start[:-1]])

    def transposed_times(self, values: Array) -> Array:
        spread = np.repeat(values, np.diff(self.start))
        return np.asarray(np.bincount(self.columns, spread, self.width))


def fit_logistic(
    rows: Ones, right: NDArray[np.bool_], importance: Array, penalty: float, steps: int = 40
) -> tuple[Array, float]:
    """Weights and bias that minimise the weighted log loss plus ``penalty / 2`` times the squared weights."""
    target = right.astype(float)
    history: list[tuple[Array, Array]] = []
    share = float(np.clip((importance * target).sum() / importance.sum(), 1e-4, 1 - 1e-4))
    point = np.append(np.zeros(rows.width), np.log(share / (1 - share)))
    value, slope = _loss(rows, target, importance, penalty, point)
    for _ in range(steps):
        direction = _direction(slope, history)
        step, along = 1.0, float(slope @ direction)
        while True:
            new = point + step * direction
            new_value, new_slope = _loss(rows, target, importance, penalty, new)
            if new_value <= value + 1e-4 * step * along or step < 1e-6:
                break
            step /= 2
        history = [*history[-9:], (new - point, new_slope - slope)]
        done = value - new_value < 1e-5 * max(1.0, abs(value))
        point, value, slope = new, new_value, new_slope
        if done:
            break
    return point[:-1], float(point[-1])


def _direction(slope: Array, history: list[tuple[Array, Array]]) -> Array:
    result = -slope
    kept = []
    for moved, bent in reversed(history):
        curvature = float(moved @ bent)
        if curvature <= 1e-12:
            continue
        share = float(moved @ result) / curvature
        result = result - share * bent
        kept.append((moved, bent, curvature, share))
    if kept:
        moved, bent, curvature, _ = kept[0]
        result = result * (curvature / float(bent @ bent))
    else:
        result = result / max(1.0, float(np.linalg.norm(slope)))
    for moved, bent, curvature, share in reversed(kept):
        result = result + (share - float(bent @ result) / curvature) * moved
    return result


def _loss(rows: Ones, target: Array, importance: Array, penalty: float, point: Array) -> tuple[float, Array]:
    weights, bias = point[:-1], point[-1]
    logits = rows.times(weights) + bias
    loss = np.logaddexp(0.0, logits) - target * logits
    error = importance * (1 / (1 + np.exp(-np.clip(logits, -40, 40))) - target)
    slope = np.append(rows.transposed_times(error) + penalty * weights, error.sum())
    return float((importance * loss).sum() + penalty / 2 * float(weights @ weights)), slope
