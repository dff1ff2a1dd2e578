"""Boosted symmetric trees: each tree asks the same few questions of every row, all trees at once.

A tree of depth d is d questions (is a column above a threshold?) and 2**d values; the sum of the values of
all trees is a logit. Trained by ``training/trees.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.extract.statements.learned.spots import Floats, Ints


@dataclass(frozen=True, slots=True)
class Forest:
    """``column`` and ``threshold`` by tree and question, ``value`` by tree and leaf; ``bias`` is a logit."""

    column: Ints
    threshold: Floats
    value: Floats
    bias: float

    def logits(self, rows: Floats) -> Floats:
        """One logit for each row."""
        if not self.column.size or not len(rows):
            return np.full(len(rows), self.bias, np.float32)
        trees, depth = self.column.shape
        answers = np.ascontiguousarray(rows.T)
        leaf = np.zeros((trees, len(rows)), np.int32)
        for level in range(depth):
            above = answers[self.column[:, level]] > self.threshold[:, level, None]
            leaf |= above.astype(np.int32) << level
        leaf += (np.arange(trees, dtype=np.int32) << depth)[:, None]
        return np.asarray(self.value.ravel()[leaf].sum(axis=0) + self.bias, np.float32)


def probability(logits: Floats) -> Floats:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
