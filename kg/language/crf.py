"""The tag sequence of a linear-chain CRF: best path, and how sure the model is of each character's tag.

Parameters as PaddlePaddle stores them (``crfw``): row 0 scores of starting with a tag, row 1 of ending with
it, rows 2… transitions [from, to].
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from kg.language.lac_network import Product
from kg.language.lanes import Block, Indices
from kg.language.paddle_params import Floats


class Crf:
    """Decoding over blocks of lanes (see ``lanes``)."""

    def __init__(self, weights: Floats) -> None:
        self._start, self._end, self._transitions = weights[0], weights[1], np.ascontiguousarray(weights[2:])
        self._exp_start: Floats = np.exp(self._start)
        self._exp_end: Floats = np.exp(self._end)
        self._turned: dict[int, Floats] = {}  # by width of a block
        self._onward = Product(np.exp(self._transitions))
        self._back = Product(np.exp(self._transitions.T))
        self.place_free = self._onward.place_free and self._back.place_free

    def best_path(self, scores: Floats, block: Block) -> Indices:
        """Viterbi: tags (steps, width) of each text's best sequence, for scores (steps, width, tags)."""
        # Lanes innermost, so that the maximum over tags runs along whole rows of memory.
        totals = np.ascontiguousarray(scores.transpose(0, 2, 1))
        steps, tags, width = totals.shape
        moves = self._moves(width)
        # A row for each turn: with the totals twice one after the other it is a window of them, and sums run
        # through windows as they stand, three times as fast as through each tag's few lanes.
        twice = np.empty((2, tags, width), dtype=np.float32)
        windows = sliding_window_view(twice.reshape(-1), tags * width)[: tags * width : width]
        sums = np.empty_like(moves)
        best = np.empty((tags, width), dtype=np.float32)
        start = self._start[:, None]
        for step in range(steps):
            if step:
                twice[:] = totals[step - 1]
                np.add(windows, moves, out=sums)
                np.maximum.reduce(sums, axis=0, out=best.reshape(-1))
                best[:, block.firsts[step]] = start
            else:
                best[:] = start
            totals[step] += best
        return self._trace(totals, block)

    def _moves(self, width: int) -> Floats:
        """In row t, for each tag and lane, the score of coming to it from the tag t places further round."""
        if width not in self._turned:
            tags = len(self._transitions)
            to = np.arange(tags)
            came_from = (to + to[:, None]) % tags
            self._turned[width] = np.repeat(self._transitions[came_from, to], width, axis=1)
        return self._turned[width]

    def _trace(self, totals: Floats, block: Block) -> Indices:
        """Back from each text's end: the tag from which the next one was reached, without stored pointers."""
        steps, _, width = totals.shape
        path = np.zeros((steps, width), dtype=np.intp)
        following = path[-1]
        for step in range(steps - 1, -1, -1):
            leaving = self._transitions[:, following]
            leaving[:, block.lasts[step]] = self._end[:, None]
            leaving += totals[step]
            following = np.argmax(leaving, axis=0, out=path[step])
        return path

    def marginals(self, scores: Floats, path: Indices, block: Block) -> Floats:
        """Probability (steps, width), by forward–backward, of the tag that ``path`` gives each character."""
        emissions = np.exp(scores - scores.max(axis=2, keepdims=True))
        forward = self._forward(emissions, block)
        sure = np.empty(path.shape, dtype=np.float32)
        lanes = np.arange(block.width)
        backward = np.ones_like(emissions[0])
        for step in range(block.steps - 1, -1, -1):
            backward[block.lasts[step]] = self._exp_end
            both = forward[step] * backward
            sure[step] = both[lanes, path[step]] / both.sum(axis=1)
            backward *= emissions[step]
            backward = self._back(backward)
            backward /= backward.sum(axis=1, keepdims=True)
        return sure

    def _forward(self, emissions: Floats, block: Block) -> Floats:
        forward = np.empty_like(emissions)
        reached = np.ones_like(emissions[0])
        for step in range(block.steps):
            reached[block.firsts[step]] = self._exp_start
            np.multiply(reached, emissions[step], out=forward[step])
            forward[step] /= forward[step].sum(axis=1, keepdims=True)
            reached = self._onward(forward[step])
        return forward
