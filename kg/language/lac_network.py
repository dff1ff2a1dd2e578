"""The LAC-small network in numpy: two bidirectional GRU layers, then one score per tag.

The plan is ``jieba/lac_small/nets.py`` (Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF
Network, arXiv:1807.01882). Per layer and direction: z = fc(x) + bias; u, r = σ(z_u + h U_u), σ(z_r + h U_r);
c = tanh(z_c + (r∘h) U_c); h' = (1−u)∘h + u∘c.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kg.language.lanes import WIDTHS, Block, Indices
from kg.language.paddle_params import Floats, read_parameter

HIDDEN = 128
_GATES = 2 * HIDDEN  # update | reset
_EDGE = 8  # columns that OpenBLAS computes apart at either side (seen with its Haswell and Zen kernels)
_ID_BLOCK = 128  # ids whose first-layer projection is computed together
# σ(z) = 1 / (1 + exp(−z)) and tanh(z) = 2 / (1 + exp(−2z)) − 1: numpy's exp is twice as fast as its tanh.
# The signs and factors are powers of two, so that folding them into the weights changes no digit.
_FOLD = np.repeat(np.array([-1, -2], dtype=np.float32), [_GATES, HIDDEN])


class Product:
    """``rows @ weights``, giving a row the same digits in whatever row of whatever block width it stands.

    BLAS computes the edges of a matrix with other kernels than its middle, so that a row's last digits can
    depend on its place. Columns of zeros at both sides move the edges out of the weights; whether that is
    enough is tried, not believed (``place_free``).
    """

    def __init__(self, weights: Floats) -> None:
        """``weights`` (…, inner, outer); leading dimensions stack independent products."""
        *stack, inner, self.outer = weights.shape
        edges = [(0, 0)] * (len(stack) + 1) + [(_EDGE, _EDGE + -self.outer % (2 * _EDGE))]
        self._padded: Floats = np.pad(weights, edges)
        self.place_free = _is_place_free(
            self._padded.reshape(-1, inner, self._padded.shape[-1])[0], self.outer
        )

    def __call__(self, rows: Floats) -> Floats:
        """(…, width, inner) to (…, width, outer)."""
        return (rows @ self._padded)[..., _EDGE : _EDGE + self.outer]


def _is_place_free(padded: Floats, outer: int) -> bool:
    """Try copies of random rows in every place of every width in use: all must come out bit for bit alike."""
    random = np.random.default_rng(0)
    for row in random.standard_normal((4, 1, len(padded)), dtype=np.float32):
        results = np.concatenate([np.repeat(row, width, axis=0) @ padded for width in WIDTHS])
        if (results != results[0])[:, _EDGE : _EDGE + outer].any():
            return False
    return True


class GruPair:
    """A layer's two directions, computed side by side. Weights carry the factors of ``_FOLD``."""

    def __init__(self, folder: Path, numbers: tuple[int, int]) -> None:
        """Read ``fc_k`` and ``gru_k`` for k in ``numbers`` (forward, reverse) from ``folder``."""
        inputs, biases, gates, candidates = [], [], [], []
        for k in numbers:
            inputs.append(read_parameter(folder / f"fc_{k}.w_0") * _FOLD)
            bias = read_parameter(folder / f"fc_{k}.b_0") + read_parameter(folder / f"gru_{k}.b_0").ravel()
            biases.append(bias * _FOLD)
            # Declared (128, 384), stored as two contiguous matrices: 128×256 and 128×128.
            flat = read_parameter(folder / f"gru_{k}.w_0").ravel()
            gates.append(flat[: HIDDEN * _GATES].reshape(HIDDEN, _GATES) * _FOLD[:_GATES])
            candidates.append(flat[HIDDEN * _GATES :].reshape(HIDDEN, HIDDEN) * _FOLD[_GATES:])
        self.inputs: Floats = np.stack(inputs)
        self.bias: Floats = np.stack(biases)[:, None, :]
        self._gates = Product(np.stack(gates))
        self._candidates = Product(np.stack(candidates))
        self._gate_inputs = Product(self.inputs[..., :_GATES])
        self._candidate_inputs = Product(self.inputs[..., _GATES:])
        products = (self._gates, self._candidates, self._gate_inputs, self._candidate_inputs)
        self.place_free = all(product.place_free for product in products)

    def project(self, features: Floats, out: Floats) -> None:
        """The layer's inputs (2, width, 384) from the features (2, width, 256) of the layer below."""
        np.add(self._gate_inputs(features), self.bias[..., :_GATES], out=out[..., :_GATES])
        np.add(self._candidate_inputs(features), self.bias[..., _GATES:], out=out[..., _GATES:])

    def step(self, hidden: Floats, inputs: Floats) -> None:
        """Advance ``hidden`` (2, width, 128) in place by one character; ``inputs`` is (2, width, 384)."""
        gates = self._gates(hidden)
        gates += inputs[..., :_GATES]
        np.exp(gates, out=gates)
        gates += 1
        np.reciprocal(gates, out=gates)
        candidate = self._candidates(gates[..., HIDDEN:] * hidden)
        candidate += inputs[..., _GATES:]
        np.exp(candidate, out=candidate)
        candidate += 1
        np.divide(2, candidate, out=candidate)
        candidate -= 1
        candidate -= hidden
        candidate *= gates[..., :HIDDEN]
        hidden += candidate


class Network:
    """Input ids to states, and states to tag scores."""

    def __init__(self, folder: Path) -> None:
        """Read the parameters in ``folder``. Raises KgError if one is missing or unsound."""
        self.embeddings = read_parameter(folder / "word_emb")
        self._first = GruPair(folder, (0, 1))
        self._second = GruPair(folder, (2, 3))
        self._scores = Product(read_parameter(folder / "fc_4.w_0"))
        self._score_bias = read_parameter(folder / "fc_4.b_0")
        parts = (self._first, self._second, self._scores)
        self.place_free = all(part.place_free for part in parts)
        # The first layer's input projection of each id, filled in when a block of ids is first met.
        # np.empty takes address space, not memory, for the rows never touched.
        rows = -(-len(self.embeddings) // _ID_BLOCK) * _ID_BLOCK
        self._projected: Floats = np.empty((2, rows, _GATES + HIDDEN), dtype=np.float32)
        self._filled = np.zeros(rows // _ID_BLOCK, dtype=np.bool_)

    def states(self, ids: Indices, block: Block) -> Floats:
        """What the network knows of each character: (steps, width, 256) for the ids (steps, width)."""
        self._project(ids)
        with np.errstate(over="ignore"):  # exp may reach infinity, whose reciprocal is the right 0
            return self._second_layer(self._first_layer(ids, block), block)

    def scores(self, states: Floats) -> Floats:
        """Tag scores (steps, width, tags) for the states of a block."""
        return self._scores(states) + self._score_bias

    def _project(self, ids: Indices) -> None:
        wanted = np.unique(ids // _ID_BLOCK)
        for number in wanted[~self._filled[wanted]]:
            rows = slice(number * _ID_BLOCK, (number + 1) * _ID_BLOCK)
            block = self.embeddings[rows]
            self._projected[:, rows.start : rows.start + len(block)] = (
                block @ self._first.inputs + self._first.bias
            )
            self._filled[number] = True

    def _first_layer(self, ids: Indices, block: Block) -> Floats:
        output, hidden, inputs = _buffers(block)
        forward, reverse = self._projected
        for step in range(block.steps):
            back = block.steps - 1 - step
            forward.take(ids[step], axis=0, out=inputs[0], mode="clip")
            reverse.take(ids[back], axis=0, out=inputs[1], mode="clip")
            _advance(self._first, hidden, inputs, block, step, output)
        return output

    def _second_layer(self, features: Floats, block: Block) -> Floats:
        output, hidden, inputs = _buffers(block)
        layer = self._second
        both = np.empty((2, *features.shape[1:]), dtype=np.float32)
        for step in range(block.steps):
            back = block.steps - 1 - step
            both[0], both[1] = features[step], features[back]
            layer.project(both, inputs)
            _advance(layer, hidden, inputs, block, step, output)
        return output


def _buffers(block: Block) -> tuple[Floats, Floats, Floats]:
    output = np.empty((block.steps, block.width, 2 * HIDDEN), dtype=np.float32)
    hidden = np.zeros((2, block.width, HIDDEN), dtype=np.float32)
    inputs = np.empty((2, block.width, _GATES + HIDDEN), dtype=np.float32)
    return output, hidden, inputs


def _advance(  # noqa: PLR0917
    layer: GruPair, hidden: Floats, inputs: Floats, block: Block, step: int, output: Floats
) -> None:
    """One character further in both directions; a text begins with an empty state."""
    back = block.steps - 1 - step
    hidden[0, block.firsts[step]] = 0
    hidden[1, block.lasts[back]] = 0
    layer.step(hidden, inputs)
    output[step, :, :HIDDEN] = hidden[0]
    output[back, :, HIDDEN:] = hidden[1]
