from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.forest import Forest, probability

VALUES = st.floats(-4, 4, allow_nan=False, width=32)


def by_hand(forest: Forest, row: list[float]) -> float:
    """The sum of the leaves, one question after the other."""
    total = forest.bias
    for columns, cuts, values in zip(forest.column, forest.threshold, forest.value, strict=True):
        leaf = 0
        for level, (column, cut) in enumerate(zip(columns, cuts, strict=True)):
            leaf += (np.float32(row[column]) > cut) << level
        total += values[leaf]
    return float(total)


@given(
    st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=5),
    st.integers(0, 4),
    st.integers(1, 3),
    st.integers(0, 2**16),
)
def test_all_trees_at_once_say_what_each_says(
    rows: list[list[float]], trees: int, depth: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    forest = Forest(
        chance.integers(0, 3, (trees, depth)).astype(np.int32),
        chance.normal(size=(trees, depth)).astype(np.float32),
        chance.normal(size=(trees, 1 << depth)).astype(np.float32),
        0.25,
    )
    logits = forest.logits(np.array(rows, np.float32).reshape(len(rows), 3))
    np.testing.assert_allclose(logits, [by_hand(forest, row) for row in rows], rtol=1e-4, atol=1e-4)


def test_probability_of_a_logit() -> None:
    np.testing.assert_allclose(probability(np.array([0, 100, -100], np.float32)), [0.5, 1, 0], atol=1e-6)
