"""Boosted symmetric trees: each tree asks the same few questions of every row, all trees at once.

A tree of depth d is d questions (is a column above a threshold?) and 2**d values; the sum of the values of
all trees is a logit. Trained by ``training/trees.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float32]


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

    @classmethod
    def of(cls, table: Mapping[str, Any], columns: Sequence[str]) -> Forest:
        """The forest of a JSON object as :meth:`told` writes it.

        Raises KeyError or ValueError if it is none.
        """
        number = {name: at for at, name in enumerate(columns)}
        trees = table["trees"]
        return cls(
            np.array([[number[name] for name, _ in tree["ask"]] for tree in trees], np.int32),
            np.array([[cut for _, cut in tree["ask"]] for tree in trees], np.float32),
            np.array([tree["value"] for tree in trees], np.float32),
            float(table["bias"]),
        )

    def told(self, columns: Sequence[str]) -> str:
        """The inside of a JSON object, a line a tree, its questions by the columns' names."""
        trees = [
            json.dumps(
                {
                    "ask": [[columns[c], round(float(t), 4)] for c, t in zip(asked, cuts, strict=True)],
                    "value": [round(float(v), 4) for v in values],
                },
                ensure_ascii=False,
            )
            for asked, cuts, values in zip(self.column, self.threshold, self.value, strict=True)
        ]
        return f'"bias": {self.bias:.4f}, "trees": [\n  ' + ",\n  ".join(trees) + "\n]"


def probability(logits: Floats) -> Floats:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
