"""Dilated convolutions over the characters of texts that are packed into lanes."""

from __future__ import annotations

import numpy as np

from kg.language.lac_network import Product
from kg.language.lanes import Indices
from kg.language.paddle_params import Floats

_STRIP = 16  # steps: 0.8 MB of sums at the most, for the processor's cache


class Convolution:
    """A layer in which each character sees itself and those ``reach`` to its left and right, in its own text.

    The rectified sums are added to the layer below.
    """

    def __init__(self, weights: Floats, bias: Floats, reach: int) -> None:
        """``weights`` (hidden, 3 × hidden): what a character adds to the one ``reach`` to its right, to
        itself, and to the one ``reach`` to its left.
        """
        self._left, self._here, self._right = (Product(part) for part in np.split(weights, 3, axis=1))
        self._bias: Floats = np.zeros(self._here.width, dtype=np.float32)
        self._bias[self._here.core] = bias
        self._reach = reach
        self.place_free = all(part.place_free for part in (self._left, self._here, self._right))

    def above(self, grid: Floats, text_of: Indices) -> Floats:
        """The layer above ``grid`` (steps, width, hidden). ``text_of`` (steps, width): whose is a cell?"""
        steps, width, _ = grid.shape
        reach = min(self._reach, steps)
        step, lane = np.nonzero(text_of[reach:] != text_of[: steps - reach])  # pairs that are not of one text
        above = np.empty_like(grid)
        sums: Floats = np.empty((_STRIP, width, self._here.width), dtype=np.float32)
        beside = np.empty_like(sums)
        for start in range(0, steps, _STRIP):
            end = min(start + _STRIP, steps)
            total = self._here.padded(grid[start:end], out=sums[: end - start])
            total += self._bias
            for product, first, last, shift in (
                (self._left, max(start, reach), end, -reach),
                (self._right, start, min(end, steps - reach), reach),
            ):
                if first >= last:
                    continue
                added = product.padded(grid[first + shift : last + shift], out=beside[: last - first])
                at = slice(*np.searchsorted(step, [min(first, first + shift), min(last, last + shift)]))
                added[step[at] - min(first, first + shift), lane[at]] = 0
                total[first - start : last - start] += added
            np.maximum(total, 0, out=total)
            np.add(grid[start:end], total[..., self._here.core], out=above[start:end])
        return above
