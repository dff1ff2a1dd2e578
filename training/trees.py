"""Gradient boosting of symmetric trees (every level of a tree asks one question of all rows).

Newton boosting of the log loss as in Chen & Guestrin, XGBoost (2016), with the symmetric trees of
Prokhorenkova et al., CatBoost (2018). Seeded; a few thousand rows and a few hundred columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.forest import Forest

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Growth:
    """How a forest is grown."""

    trees: int = 100
    depth: int = 4
    rate: float = 0.1
    penalty: float = 5.0  # of squared leaf values
    rows: float = 0.7  # share of the rows that a tree sees
    columns: float = 0.4  # share of the questions that a tree may ask
    cuts: int = 12  # thresholds of a column
    least: float = 3.0  # second derivatives that a side of a question must hold
    seed: int = 7


def grow(rows: Floats, right: NDArray[np.bool_], importance: Floats, growth: Growth) -> Forest:
    """A forest for the rows; ``importance`` weighs them. It has no trees where nothing tells rows apart."""
    chance = np.random.default_rng(growth.seed)
    column, threshold = _questions(rows, growth.cuts)
    answers = np.empty((len(rows), len(column)), np.float32)
    for at in range(len(column)):
        answers[:, at] = rows[:, column[at]] > threshold[at]
    target = right.astype(np.float32)
    share = float(np.clip((importance * target).sum() / max(importance.sum(), 1e-9), 1e-4, 1 - 1e-4))
    bias = float(np.log(share / (1 - share)))
    if not len(column):
        none = np.zeros((0, 1), np.float32)
        return Forest(none.astype(np.int32), none, none, bias)
    logits = np.full(len(rows), bias, np.float32)
    asked = np.zeros((growth.trees, growth.depth), np.int32)
    value = np.zeros((growth.trees, 1 << growth.depth), np.float32)
    for tree in range(growth.trees):
        guess = 1 / (1 + np.exp(-logits))
        first = np.asarray(importance * (guess - target), np.float32)
        second = np.asarray(importance * guess * (1 - guess), np.float32)
        seen = np.nonzero(chance.random(len(rows)) < growth.rows)[0]
        open_ = np.sort(chance.permutation(len(column))[: max(1, int(growth.columns * len(column)))])
        asked[tree] = _plant(answers[np.ix_(seen, open_)], first[seen], second[seen], growth, open_)
        leaf = answers[:, asked[tree]].astype(np.int32) @ (1 << np.arange(growth.depth))
        one = np.bincount(leaf[seen], first[seen], 1 << growth.depth)
        two = np.bincount(leaf[seen], second[seen], 1 << growth.depth)
        value[tree] = -growth.rate * one / (two + growth.penalty)
        logits += value[tree][leaf]
    return Forest(column[asked].astype(np.int32), threshold[asked].astype(np.float32), value, bias)


def _questions(rows: Floats, cuts: int) -> tuple[NDArray[np.int32], Floats]:
    """The columns and thresholds that can be asked for: between the quantiles of each column."""
    columns, thresholds = [], []
    for column in range(rows.shape[1]):
        values = np.unique(rows[:, column])
        if len(values) < 2:
            continue
        if len(values) > cuts:
            values = np.unique(np.quantile(rows[:, column], np.linspace(0, 1, cuts + 1)))
        middles = (values[1:] + values[:-1]) / 2
        columns += [column] * len(middles)
        thresholds += middles.tolist()
    return np.array(columns, np.int32), np.array(thresholds, np.float32)


def _plant(
    answers: Floats, first: Floats, second: Floats, growth: Growth, numbers: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The questions of one tree, greedily: each the one that gains most over all leaves so far."""
    leaf = np.zeros(len(answers), np.int32)
    chosen = []
    for level in range(growth.depth):
        leaves = 1 << level
        spread = np.zeros((2 * leaves, len(answers)), np.float32)
        spread[leaf, np.arange(len(leaf))] = first
        spread[leaves + leaf, np.arange(len(leaf))] = second
        yes = spread @ answers
        total = spread.sum(axis=1)
        one_yes, two_yes = yes[:leaves], yes[leaves:]
        one_no, two_no = total[:leaves, None] - one_yes, total[leaves:, None] - two_yes
        gain = one_yes**2 / (two_yes + growth.penalty) + one_no**2 / (two_no + growth.penalty)
        fair = (two_yes >= growth.least) & (two_no >= growth.least)
        whole = (total[:leaves] ** 2 / (total[leaves:] + growth.penalty))[:, None]
        best = int(np.where(fair, gain - whole, 0).sum(axis=0).argmax())
        chosen.append(best)
        leaf = leaf * 1 + (answers[:, best].astype(np.int32) << level)
    return np.asarray(numbers[np.array(chosen)])
