"""Gradient boosting of symmetric trees (every level of a tree asks one question of all rows).

Newton boosting of the log loss as in Chen & Guestrin, XGBoost (2016), with the symmetric trees of
Prokhorenkova et al., CatBoost (2018), over binned columns as in Ke et al., LightGBM (2017). Seeded.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    rows: float = 0.5  # share of the rows that a tree sees
    columns: float = 0.25  # share of the columns that a tree may ask for
    cuts: int = 24  # thresholds of a column, at most
    least: float = 3.0  # second derivatives that a side of a question must hold
    seed: int = 7


def grow(rows: Floats, right: NDArray[np.bool_], importance: Floats, growth: Growth) -> Forest:
    """A forest for the rows; ``importance`` weighs them. It has no trees where nothing tells rows apart."""
    chance = np.random.default_rng(growth.seed)
    columns = _binned(rows, growth.cuts)
    target, importance = right.astype(np.float64), importance.astype(np.float64)
    share = float(np.clip((importance * target).sum() / max(importance.sum(), 1e-9), 1e-4, 1 - 1e-4))
    bias = float(np.log(share / (1 - share)))
    if not columns:
        none = np.zeros((0, 1), np.float32)
        return Forest(none.astype(np.int32), none, none, bias)
    logits = np.full(len(rows), bias)
    asked = np.zeros((growth.trees, growth.depth), np.int32)
    threshold = np.zeros((growth.trees, growth.depth), np.float32)
    value = np.zeros((growth.trees, 1 << growth.depth), np.float32)
    for tree in range(growth.trees):
        guess = 1 / (1 + np.exp(-logits))
        seen = np.nonzero(chance.random(len(rows)) < growth.rows)[0]
        slopes = _Slopes(importance * (guess - target), importance * guess * (1 - guess)).of(seen)
        drawn = chance.permutation(len(columns))[: max(1, int(growth.columns * len(columns)))]
        questions = _plant([columns[at] for at in np.sort(drawn)], slopes, seen, growth)
        leaf = np.zeros(len(rows), np.intp)
        for level, (column, cut) in enumerate(questions):
            asked[tree, level], threshold[tree, level] = column.number, column.cuts[cut]
            leaf |= (column.bins > cut).astype(np.intp) << level
        first, second = slopes.sums(leaf[seen], 1 << growth.depth)
        value[tree] = -growth.rate * first / (second + growth.penalty)
        logits += value[tree][leaf]
    return Forest(asked, threshold, value, bias)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column in bins: a row's bin says above how many of the cuts its value lies."""

    number: int
    cuts: Floats
    bins: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Slopes:
    """First and second derivatives of the loss by the logit, by row."""

    first: NDArray[np.float64]
    second: NDArray[np.float64]

    def of(self, rows: NDArray[np.intp]) -> _Slopes:
        """Those of some rows."""
        return _Slopes(self.first[rows], self.second[rows])

    def sums(self, places: NDArray[np.intp], size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Both, added up by the place that each row belongs to."""
        first, second = (
            np.asarray(np.bincount(places, of, size), np.float64) for of in (self.first, self.second)
        )
        return first, second


def _binned(rows: Floats, cuts: int) -> list[_Column]:
    """The columns that tell rows apart, with cuts between the quantiles of each."""
    columns = []
    for number in range(rows.shape[1]):
        values = np.unique(rows[:, number])
        if len(values) < 2:
            continue
        if len(values) > cuts:
            values = np.unique(np.quantile(rows[:, number], np.linspace(0, 1, cuts + 1)))
        middles = ((values[1:] + values[:-1]) / 2).astype(np.float32)
        if len(middles):
            columns.append(_Column(number, middles, np.searchsorted(middles, rows[:, number])))
    return columns


def _plant(
    columns: Sequence[_Column], slopes: _Slopes, seen: NDArray[np.intp], growth: Growth
) -> list[tuple[_Column, int]]:
    """The questions (column, number of the cut) of one tree, greedily: each gains most over all leaves."""
    bins = [column.bins[seen] for column in columns]
    leaf = np.zeros(len(seen), np.intp)
    chosen = []
    for level in range(growth.depth):
        gains = [
            _gains(slopes, leaf * (len(column.cuts) + 1) + own, (1 << level, len(column.cuts) + 1), growth)
            for column, own in zip(columns, bins, strict=True)
        ]
        best = int(np.argmax([gain.max() for gain in gains]))
        cut = int(gains[best].argmax())
        chosen.append((columns[best], cut))
        leaf |= (bins[best] > cut).astype(np.intp) << level
    return chosen


def _gains(
    slopes: _Slopes, places: NDArray[np.intp], shape: tuple[int, int], growth: Growth
) -> NDArray[np.float64]:
    """What each cut of a column would gain; ``places`` are those of the rows in a table (leaves, bins)."""
    first, second = (
        np.cumsum(sums.reshape(shape), axis=1) for sums in slopes.sums(places, shape[0] * shape[1])
    )
    one_no, two_no = first[:, :-1], second[:, :-1]
    one_yes, two_yes = first[:, -1:] - one_no, second[:, -1:] - two_no
    gain = one_yes**2 / (two_yes + growth.penalty) + one_no**2 / (two_no + growth.penalty)
    whole = first[:, -1:] ** 2 / (second[:, -1:] + growth.penalty)
    fair = (two_yes >= growth.least) & (two_no >= growth.least)
    return np.asarray(np.where(fair, gain - whole, 0).sum(axis=0))
