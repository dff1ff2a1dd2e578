"""The LAC-small network in numpy: two bidirectional GRU layers, then one score per tag.

The plan is ``jieba/lac_small/nets.py`` (Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF
Network, arXiv:1807.01882). Per layer and direction: z = fc(x) + bias; u, r = σ(z_u + h U_u), σ(z_r + h U_r);
c = tanh(z_c + (r∘h) U_c); h' = (1−u)∘h + u∘c.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
from threadpoolctl import ThreadpoolController

from kg.language.lanes import WIDTHS, Block, Indices
from kg.language.paddle_params import Floats, read_parameter

HIDDEN = 128
_GATES = 2 * HIDDEN  # update | reset
_EDGE = 8  # columns that OpenBLAS computes apart at either side (seen with its Haswell and Zen kernels)
_STRIP = 192  # columns of a strip of a WideProduct
_ID_BLOCK = 128  # ids whose first-layer projection is computed together
# σ(z) = 1 / (1 + exp(−z)) and tanh(z) = 2 / (1 + exp(−2z)) − 1: numpy's exp is twice as fast as its tanh.
# The signs and factors are powers of two, so that folding them into the weights changes no digit.
_FOLD = np.repeat(np.array([-1, -2], dtype=np.float32), [_GATES, HIDDEN])
# As arrays of one type with the rest: numpy takes a microsecond to see what a Python number is.
_ONE, _TWO = np.float32(1), np.float32(2)
_FORWARD = 0


_libraries = ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Products on one thread: so small they are slower on two, processes divide the cores between them, and
    threads would divide the rows anew for every width, which is no way to be place-free.
    """
    limit: AbstractContextManager[object] = _libraries.limit(limits=1, user_api="blas")
    return limit


class Product:
    """``rows @ weights``, giving a row the same digits in whatever row of whatever block width it stands.

    BLAS computes the edges of a matrix with other kernels than its middle, so that a row's last digits can
    depend on its place. Columns of zeros at both sides move the edges out of the weights; whether that is
    enough is tried, not believed (``place_free``), and holds for products within :func:`one_thread`.
    """

    def __init__(self, weights: Floats) -> None:
        """``weights`` (inner, outer)."""
        self.outer = weights.shape[1]
        self.core = slice(_EDGE, _EDGE + self.outer)  # the columns of the padded result that say something
        self._padded: Floats = np.pad(weights, ((0, 0), (_EDGE, _EDGE + -self.outer % (2 * _EDGE))))
        self.width = self._padded.shape[1]
        self.place_free = _is_place_free(self._padded, self.core)

    def __call__(self, rows: Floats) -> Floats:
        """(…, width, inner) to (…, width, outer)."""
        return self.padded(rows)[..., self.core]

    def padded(self, rows: Floats, out: Floats | None = None) -> Floats:
        """The same with the columns of zeros, (…, width, ``self.width``), into ``out`` if it is given."""
        return np.matmul(rows, self._padded, out=out)


class WideProduct:
    """``rows @ weights`` in strips: a product of 384 columns depends on the place of a row (OpenBLAS)."""

    def __init__(self, weights: Floats) -> None:
        """``weights`` (inner, outer)."""
        self.outer = weights.shape[1]
        count = -(-self.outer // _STRIP)
        self._strips = [Product(part) for part in np.array_split(weights, count, axis=1)]
        self.place_free = all(strip.place_free for strip in self._strips)

    def __call__(self, rows: Floats) -> Floats:
        """(…, width, inner) to (…, width, outer)."""
        return np.concatenate([strip(rows) for strip in self._strips], axis=-1)

    def put(self, rows: Floats, chosen: Indices, out: Floats) -> None:
        """The products of the chosen ones of all rows (…, inner) into ``out`` (chosen, outer)."""
        every = rows.reshape(-1, rows.shape[-1])
        width = WIDTHS[0]
        mine: Floats = np.zeros((width, every.shape[1]), dtype=np.float32)
        products: list[Floats] = [np.empty((width, strip.width), dtype=np.float32) for strip in self._strips]
        for first in range(0, len(chosen), width):  # little enough for the processor's cache
            here = chosen[first : first + width]
            every.take(here, axis=0, out=mine[: len(here)], mode="clip")
            start = 0
            for strip, product in zip(self._strips, products, strict=True):
                strip.padded(mine, out=product)
                out[first : first + width, start : start + strip.outer] = product[: len(here), strip.core]
                start += strip.outer


def _is_place_free(padded: Floats, core: slice) -> bool:
    """Try copies of random rows in every place of every width in use: all must come out bit for bit alike."""
    random = np.random.default_rng(0)
    with one_thread():
        for row in random.standard_normal((4, 1, len(padded)), dtype=np.float32):
            results = np.concatenate([np.repeat(row, width, axis=0) @ padded for width in WIDTHS])
            if (results != results[0])[:, core].any():
                return False
    return True


class _Weights:
    """One direction of one layer as it is stored, with the factors of ``_FOLD`` in it."""

    def __init__(self, folder: Path, number: int) -> None:
        """Read ``fc_number`` and ``gru_number`` from ``folder``."""
        self.inputs: Floats = read_parameter(folder / f"fc_{number}.w_0") * _FOLD
        bias = (
            read_parameter(folder / f"fc_{number}.b_0") + read_parameter(folder / f"gru_{number}.b_0").ravel()
        )
        self.bias: Floats = bias.reshape(1, -1) * _FOLD
        # Declared (128, 384), stored as two contiguous matrices: 128×256 and 128×128.
        flat = read_parameter(folder / f"gru_{number}.w_0").ravel()
        self.recurrent: Floats = _FOLD * np.hstack(
            [flat[: HIDDEN * _GATES].reshape(HIDDEN, _GATES), flat[HIDDEN * _GATES :].reshape(HIDDEN, HIDDEN)]
        )


class _Lanes:
    """What one direction of a layer remembers of each lane, and what it works in.

    All arrays keep the columns of zeros that ``Product`` adds: numpy runs through a whole array three times
    as fast as through a slice of each row.
    """

    def __init__(self, width: int, gates: Product, candidate: Product) -> None:
        self.gates: Floats = np.empty((width, gates.width), dtype=np.float32)
        self.candidate: Floats = np.empty((width, candidate.width), dtype=np.float32)
        self._hidden: Floats = np.zeros((width, candidate.width), dtype=np.float32)
        self.hidden = self._hidden[:, candidate.core]
        self._fresh = self.candidate[:, candidate.core]
        self._update, self._reset = np.split(self.gates[:, gates.core], 2, axis=1)

    def begin(self, starts: Indices) -> None:
        """Empty the lanes in which a text begins."""
        if starts.size:
            self._hidden[starts] = 0

    def open(self, out: Floats) -> None:
        """From the sums in ``gates`` to the gates but for the reciprocal; r∘h into ``out``."""
        np.exp(self.gates, out=self.gates)
        np.add(self.gates, _ONE, out=self.gates)
        np.divide(self.hidden, self._reset, out=out)

    def advance(self) -> None:
        """From the sums in ``candidate`` to the new state."""
        fresh = self.candidate
        np.exp(fresh, out=fresh)
        np.add(fresh, _ONE, out=fresh)
        np.divide(_TWO, fresh, out=fresh)
        np.subtract(fresh, _ONE, out=fresh)
        np.subtract(fresh, self._hidden, out=fresh)
        np.divide(self._fresh, self._update, out=self._fresh)
        np.add(self._hidden, fresh, out=self._hidden)


class Gru:
    """One direction of one layer: the products of its steps."""

    def __init__(self, weights: Floats) -> None:
        """``weights`` (inner, 384) of what a step's row holds: the state, and maybe more."""
        self.gates = Product(weights[:, :_GATES])
        self.candidate = Product(weights[:, _GATES:])
        self.place_free = self.gates.place_free and self.candidate.place_free

    def lanes(self, block: Block) -> _Lanes:
        """Lanes with an empty state."""
        return _Lanes(block.width, self.gates, self.candidate)

    def step(
        self, lanes: _Lanes, rows: Floats, state: Floats, inputs: tuple[Floats, Floats] | None = None
    ) -> None:
        """One character further. ``state`` is the part of ``rows`` that takes the state (and is overwritten);
        ``inputs`` are to be added to the sums of gates and candidate.
        """
        state[...] = lanes.hidden
        self.gates.padded(rows, out=lanes.gates)
        if inputs:
            np.add(lanes.gates, inputs[0], out=lanes.gates)
        lanes.open(state)
        self.candidate.padded(rows, out=lanes.candidate)
        if inputs:
            np.add(lanes.candidate, inputs[1], out=lanes.candidate)
        lanes.advance()


class _IdLayer:
    """The first layer. What an id adds to the sums is computed once, when it is first met."""

    def __init__(self, folder: Path, embeddings: Floats) -> None:
        self._embeddings = embeddings
        self._weights = [_Weights(folder, number) for number in (0, 1)]
        self._grus = [Gru(weights.recurrent) for weights in self._weights]
        self.place_free = all(gru.place_free for gru in self._grus)
        # np.zeros takes address space, not memory, for the rows never touched.
        rows = -(-len(embeddings) // _ID_BLOCK) * _ID_BLOCK
        self._inputs = [
            tuple(np.zeros((rows, part.width), dtype=np.float32) for part in (gru.gates, gru.candidate))
            for gru in self._grus
        ]
        self._filled = np.zeros(rows // _ID_BLOCK, dtype=np.bool_)

    def __call__(self, ids: Indices, block: Block, outs: tuple[Floats, Floats]) -> None:
        """States of the characters (steps, width, 128), forward and in reverse, into ``outs``."""
        self._project(ids)
        for direction, gru in enumerate(self._grus):
            lanes, tables = gru.lanes(block), self._inputs[direction]
            state = np.empty((block.width, HIDDEN), dtype=np.float32)
            inputs = (np.empty_like(lanes.gates), np.empty_like(lanes.candidate))
            for step, starts in _walk(block, direction):
                for table, rows in zip(tables, inputs, strict=True):
                    table.take(ids[step], axis=0, out=rows, mode="clip")
                lanes.begin(starts)
                gru.step(lanes, state, state, inputs)
                outs[direction][step] = lanes.hidden

    def _project(self, ids: Indices) -> None:
        wanted = np.unique(ids // _ID_BLOCK)
        for number in wanted[~self._filled[wanted]]:
            rows = slice(number * _ID_BLOCK, (number + 1) * _ID_BLOCK)
            block = self._embeddings[rows]
            for weights, gru, (gates, candidate) in zip(self._weights, self._grus, self._inputs, strict=True):
                sums = block @ weights.inputs + weights.bias
                gates[rows][: len(block), gru.gates.core] = sums[:, :_GATES]
                candidate[rows][: len(block), gru.candidate.core] = sums[:, _GATES:]
            self._filled[number] = True


class _UpperLayer:
    """The second layer. Its rows hold state, features and a 1 for the bias, so that one product sums them."""

    # state forward | the first layer's states, forward and in reverse | 1 | state in reverse
    _bias = 3 * HIDDEN
    width = 4 * HIDDEN + 1
    features = (slice(HIDDEN, 2 * HIDDEN), slice(2 * HIDDEN, 3 * HIDDEN))
    _states = (slice(0, HIDDEN), slice(_bias + 1, width))
    _rows = (slice(0, _bias + 1), slice(HIDDEN, width))

    def __init__(self, folder: Path) -> None:
        forward, reverse = _Weights(folder, 2), _Weights(folder, 3)
        self._grus = (
            Gru(np.vstack([forward.recurrent, forward.inputs, forward.bias])),
            Gru(np.vstack([reverse.inputs, reverse.bias, reverse.recurrent])),
        )
        self.place_free = all(gru.place_free for gru in self._grus)

    def rows(self, block: Block) -> Floats:
        """(steps, width, 513), for the first layer's states to be put into its ``features``."""
        rows = np.empty((block.steps, block.width, self.width), dtype=np.float32)
        rows[:, :, self._bias] = 1
        return rows

    def __call__(self, rows: Floats, block: Block) -> Floats:
        """States (steps, width, 256), forward beside reverse."""
        output = np.empty((block.steps, block.width, 2 * HIDDEN), dtype=np.float32)
        for direction, gru in enumerate(self._grus):
            lanes = gru.lanes(block)
            mine = rows[:, :, self._rows[direction]]
            state = rows[:, :, self._states[direction]]
            out = output[:, :, direction * HIDDEN : (direction + 1) * HIDDEN]
            for step, starts in _walk(block, direction):
                lanes.begin(starts)
                gru.step(lanes, mine[step], state[step])
                out[step] = lanes.hidden
        return output


def _walk(block: Block, direction: int) -> list[tuple[int, Indices]]:
    """The steps in a direction's order, each with the lanes where a text begins: there the state is empty."""
    if direction == _FORWARD:
        return list(enumerate(block.firsts))
    return list(enumerate(block.lasts))[::-1]


class Network:
    """Input ids to states, and states to tag scores."""

    def __init__(self, folder: Path) -> None:
        """Read the parameters in ``folder``. Raises KgError if one is missing or unsound."""
        self.embeddings = read_parameter(folder / "word_emb")
        self._first = _IdLayer(folder, self.embeddings)
        self._second = _UpperLayer(folder)
        self._scores = Product(read_parameter(folder / "fc_4.w_0"))
        self._score_bias = read_parameter(folder / "fc_4.b_0")
        parts = (self._first, self._second, self._scores)
        self.place_free = all(part.place_free for part in parts)

    def states(self, ids: Indices, block: Block) -> Floats:
        """What the network knows of each character: (steps, width, 256) for the ids (steps, width)."""
        rows = self._second.rows(block)
        forward, reverse = self._second.features
        with np.errstate(over="ignore"):  # exp may reach infinity, whose reciprocal is the right 0
            self._first(ids, block, (rows[:, :, forward], rows[:, :, reverse]))
            return self._second(rows, block)

    def scores(self, states: Floats) -> Floats:
        """Tag scores (steps, width, tags) for the states of a block."""
        return self._scores(states) + self._score_bias
