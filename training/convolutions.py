"""Windows over the characters of texts that stand one after the other, forward and backward.

What ``kg.extract.recognition.network`` computes over windows, with its gradient by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.language.paddle_params import Floats


class Window:
    """Each character sees itself and those ``reach`` to its left and right, in its own text."""

    def __init__(self, lengths: NDArray[np.intp], reach: int) -> None:
        """``lengths`` are those of the texts, in characters."""
        place = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        self._right = np.flatnonzero(place >= reach)
        self._left = self._right - reach

    def sum(self, parts: Floats) -> Floats:
        """(characters, 3 × width): what each adds to its right neighbour, itself, its left; their sums."""
        width = parts.shape[1] // 3
        total = parts[:, width : 2 * width].copy()
        total[self._right] += parts[self._left, :width]
        total[self._left] += parts[self._right, 2 * width :]
        return total

    def spread(self, by_total: Floats) -> Floats:
        """The gradient by the parts from that by their sums."""
        width = by_total.shape[1]
        by_parts = np.zeros((len(by_total), 3 * width), dtype=np.float32)
        by_parts[:, width : 2 * width] = by_total
        by_parts[self._left, :width] = by_total[self._right]
        by_parts[self._right, 2 * width :] = by_total[self._left]
        return by_parts


class Convolution:
    """A layer whose rectified result is added to its input, for one batch of texts."""

    def __init__(self, weights: Floats, bias: Floats, window: Window) -> None:
        self._weights, self._bias, self._window = weights, bias, window

    def forward(self, below: Floats, kept: Floats) -> Floats:
        """The layer above; ``kept`` are factors by which units of ``below`` go in (0: left out)."""
        self._kept = kept
        self._rows: Floats = below * kept
        parts: Floats = self._rows @ self._weights
        self._added: Floats = np.maximum(self._window.sum(parts) + self._bias, 0)
        above: Floats = below + self._added
        return above

    def backward(self, by_above: Floats) -> tuple[Floats, Floats, Floats]:
        """The gradient by the layer below, the weights and the bias, after :meth:`forward`."""
        by_total: Floats = by_above * (self._added > 0)
        by_parts = self._window.spread(by_total)
        by_below: Floats = by_above + by_parts @ self._weights.T * self._kept
        by_weights: Floats = self._rows.T @ by_parts
        return by_below, by_weights, by_total.sum(axis=0)


def backward(stack: Sequence[Convolution], by_above: Floats) -> tuple[Floats, Floats, Floats]:
    """The gradient by what went into the lowest of the stack, by its weights and by its biases, stacked."""
    weights: list[Floats] = []
    biases: list[Floats] = []
    for convolution in reversed(stack):
        by_above, by_weights, by_bias = convolution.backward(by_above)
        weights.insert(0, by_weights)
        biases.insert(0, by_bias)
    return by_above, np.stack(weights), np.stack(biases)
