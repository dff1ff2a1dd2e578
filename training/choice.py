"""Training of the log-linear choice among stretches: which features say that a stretch is a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate stretch: its features, whether gold has it, its document's fold, and what it counts."""

    features: tuple[str, ...]
    right: bool
    fold: int
    weight: float = 1.0


def fit(
    examples: Sequence[Example], *, penalty: float = 1.0, least: int = 8, rounds: int = 300
) -> dict[str, float]:
    """Weights by feature ("" is the constant): logistic regression, ridge penalty, full-batch Adam.

    Features with fewer than ``least`` examples are left out.
    """
    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= least)
    numbers = {name: number for number, name in enumerate(names)}
    known = [[numbers[name] for name in example.features if name in numbers] for example in examples]
    rows = np.repeat(np.arange(len(known)), [len(row) for row in known])
    columns = np.array([number for row in known for number in row], dtype=np.intp)
    right = np.array([example.right for example in examples], dtype=np.float64)
    counted = np.array([example.weight for example in examples])
    weights = _descend(_Table(rows, columns, right, counted, len(names)), penalty, rounds)
    return {"": float(weights[-1])} | {name: float(weights[number]) for name, number in numbers.items()}


@dataclass(frozen=True, slots=True)
class _Table:
    """Examples as a sparse matrix of ones at (rows, columns)."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    right: NDArray[np.float64]
    counted: NDArray[np.float64]
    size: int


def _descend(table: _Table, penalty: float, rounds: int) -> NDArray[np.float64]:
    rows, columns, right, size = table.rows, table.columns, table.right, table.size
    weights = np.zeros(size + 1)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        totals = np.bincount(rows, weights[columns], len(right)) + weights[-1]
        errors = (1 / (1 + np.exp(-totals)) - right) * table.counted
        gradient = np.append(np.bincount(columns, errors[rows], size) + penalty * weights[:-1], errors.sum())
        first += 0.1 * (gradient - first)
        second += 0.001 * (gradient * gradient - second)
        rate = 0.05 * (1 - 0.9 * step / rounds)
        weights -= rate * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights
