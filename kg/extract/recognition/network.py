"""The recogniser's network: tagger states and signs in, a lattice of name probabilities out.

One hidden layer over a window of three characters, then a linear-chain CRF over the tags O and
begin/inside/end/single of each kind (Lafferty, McCallum, Pereira 2001; the network below it as in Collobert
et al. 2011). Texts are packed into lanes as the tagger's are, so that what is said of one does not depend on
the texts beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from kg.errors import KgError
from kg.extract.recognition.kinds import KINDS
from kg.extract.recognition.lattice import Lattice
from kg.extract.recognition.signs import GRADES, Signs, WordKey, grade_signs, word_signs
from kg.language.lac_network import Product, WideProduct, one_thread
from kg.language.lanes import Block, Indices, blocks
from kg.language.paddle_params import Floats
from kg.language.word_vectors import word_vectors

TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIES"))
_BEGIN, _INSIDE, _END, _SINGLE = (
    np.array([TAGS.index(f"{place}-{kind}") for kind in KINDS], dtype=np.intp) for place in "BIES"
)
_FORBIDDEN = -1e4
_KEPT = 30_000  # characters of words whose sums are kept: 46 MB
_TINY = np.float32(1e-30)


def allowed() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Which tag may follow which; the last but one row is the text's start, the last column its end."""
    size = len(TAGS)
    table = np.zeros((size + 2, size + 2), dtype=np.bool_)
    for number, tag in enumerate(TAGS):
        opens, closes = tag[0] in "OBS", tag[0] in "OES"
        table[size, number], table[number, size + 1] = opens, closes
        for other, after in enumerate(TAGS):
            goes_on = after[0] in "IE" and after[2:] == tag[2:]
            table[number, other] = after[0] in "OBS" if closes else goes_on
    return table


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters as they are trained and stored.

    ``states`` (256, 3 × hidden), ``words`` (vector, 3 × hidden) and ``signs`` (signs, 3 × hidden) give each
    character's contribution to its right neighbour, itself and its left neighbour; ``names`` are the signs'
    names.
    """

    states: Floats
    words: Floats
    signs: Floats
    names: tuple[str, ...]
    bias: Floats
    output: Floats
    output_bias: Floats
    transitions: Floats

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Raises KgError if the file is missing or unsound."""
        try:
            with np.load(path) as arrays:
                found = {name: arrays[name] for name in arrays.files}
            names = tuple(str(name) for name in found.pop("names"))
            return cls(names=names, **{key: value.astype(np.float32) for key, value in found.items()})
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise KgError(f"{path}: the recogniser's weights cannot be read: {error}") from error

    def write(self, path: Path) -> None:
        """Store as half-precision arrays in one compressed file."""
        np.savez_compressed(
            path,
            names=np.array(self.names),
            **{
                key: getattr(self, key).astype(np.float16)
                for key in ("states", "words", "signs", "bias", "output", "output_bias", "transitions")
            },
        )


class _WordTable:
    """What the characters of words contribute by their own signs, summed once a word."""

    def __init__(self, numbers: Mapping[str, int], signs: Floats) -> None:
        """``signs`` are the rows of ``numbers``, and one of zeros behind them."""
        self._numbers, self._signs = numbers, signs
        self._rows: dict[tuple[str, str], range] = {}
        self._sums: Floats = np.empty((_KEPT, signs.shape[1]), dtype=np.float32)
        self._used = 0
        self._grades = {grade: number for number, grade in enumerate(GRADES)}
        self._by_grade: Floats = np.stack([self._sum(grade_signs(*grade)) for grade in GRADES])

    def __call__(self, words: Sequence[WordKey]) -> Floats:
        """One row for each character of the words."""
        known = self._rows
        distinct = dict.fromkeys(word[:2] for word in words)
        new = [key for key in distinct if key not in known]
        if self._used + sum(len(text) for text, _ in new) > _KEPT:
            known.clear()  # no room: all is forgotten
            self._used = 0
            new = list(distinct)
        if new:
            self._meet(new)
        rows: list[int] = []
        grades: list[int] = []
        for text, tag, count, sure in words:
            rows += known[text, tag]
            grades += [self._grades[count, sure]] * len(text)
        return self._sums[rows] + self._by_grade[grades]

    def _sum(self, names: Iterable[str]) -> Floats:
        rows = [self._numbers[name] for name in names if name in self._numbers]
        return np.asarray(self._signs[rows].sum(axis=0), dtype=np.float32)

    def _meet(self, words: Sequence[tuple[str, str]]) -> None:
        """Sum up the signs of words not met before."""
        numbers, nothing = self._numbers, len(self._signs) - 1
        rows: list[int] = []
        firsts: list[int] = []
        for text, tag in words:
            for names in word_signs(text, tag):
                firsts.append(len(rows))
                rows.append(nothing)  # so that each character has one row at least
                rows += [numbers[name] for name in names if name in numbers]
        start = self._used
        self._used += len(firsts)
        self._sums[start : self._used] = np.add.reduceat(self._signs[rows], firsts, axis=0)
        for text, tag in words:
            self._rows[text, tag] = range(start, start + len(text))
            start += len(text)


class Recogniser:
    """The network, loaded. ``view`` is what it wants of the tagger's states."""

    def __init__(self, weights: Weights) -> None:
        size = len(TAGS)
        self.view = WideProduct(weights.states)
        vectors = word_vectors()
        self._numbers = {name: number for number, name in enumerate(weights.names)}
        self._numbers |= {f"={word}": len(weights.names) + row for word, row in vectors.rows.items()}
        nothing = np.zeros((1, weights.signs.shape[1]), dtype=np.float32)
        self._signs = np.concatenate([weights.signs, vectors.matrix @ weights.words, nothing])
        self._words = _WordTable(self._numbers, self._signs)
        self._bias = weights.bias
        self._output = Product(weights.output)
        self._output_bias = weights.output_bias
        scores = np.where(allowed(), weights.transitions, np.float32(_FORBIDDEN))
        moves = scores[:size, :size]
        self._start, self._end = np.exp(scores[size, :size]), np.exp(scores[:size, size + 1])
        self._onward, self._back = Product(np.exp(moves)), Product(np.ascontiguousarray(np.exp(moves).T))
        self._within = moves[_INSIDE, _INSIDE]
        self._steps = np.stack([np.exp(moves[_BEGIN, _END]), moves[_BEGIN, _INSIDE], moves[_INSIDE, _END]])
        products = (self._output, self._onward, self._back)
        self._mixes = all(product.place_free for product in products)

    @classmethod
    def load(cls) -> Recogniser:
        """The recogniser of this package. Raises KgError if its weights cannot be read."""
        with resources.as_file(resources.files("kg.data").joinpath("recogniser.npz")) as path:
            return cls(Weights.read(path))

    def read(self, views: Sequence[Floats], signs: Sequence[Signs]) -> list[Lattice | None]:
        """A lattice for each text (None for an empty one) from its view (characters × 3 hidden) and signs."""
        hidden = [self._hidden(view, found) for view, found in zip(views, signs, strict=True)]
        companies = [range(len(hidden))] if self._mixes else [range(i, i + 1) for i in range(len(hidden))]
        lattices: list[Lattice | None] = [None] * len(hidden)
        with one_thread():
            for company in companies:
                for block in blocks([(number, len(hidden[number])) for number in company]):
                    for number, lattice in zip(block.texts, self._lattices(hidden, block), strict=True):
                        lattices[number] = lattice
        return lattices

    def _hidden(self, view: Floats, signs: Signs) -> Floats:
        """The hidden layer (characters × hidden) of one text."""
        numbers = self._numbers
        known = [(place, numbers[name]) for place, name in signs.here if name in numbers]
        total = view + self._words(signs.words)
        if known:
            known.sort()
            places, rows = np.array(known, dtype=np.intp).T
            firsts = np.flatnonzero(np.diff(places, prepend=-1))
            total[places[firsts]] += np.add.reduceat(self._signs[rows], firsts, axis=0)
        width = len(self._bias)
        layer = total[:, width : 2 * width] + self._bias
        layer[1:] += total[:-1, :width]
        layer[:-1] += total[1:, 2 * width :]
        layer[layer < 0] = 0
        return layer

    def _lattices(self, hidden: Sequence[Floats], block: Block) -> list[Lattice]:
        grid = np.zeros((block.steps * block.width, len(self._bias)), dtype=np.float32)
        for number, cells in zip(block.texts, block.cells, strict=True):
            grid[cells] = hidden[number]
        scores = self._output(grid.reshape(block.steps, block.width, -1)) + self._output_bias
        scores -= scores.max(axis=2, keepdims=True)
        emissions = np.exp(scores)
        forward, scales = self._forward(emissions, block)
        backward = self._backward(emissions, forward, scales, block)
        scores -= np.log(scales)[..., None]
        flat = [array.reshape(-1, array.shape[-1]) for array in (scores, forward, backward)]
        return [self._lattice(cells, *flat) for cells in block.cells]

    def _lattice(self, cells: Indices, scores: Floats, forward: Floats, backward: Floats) -> Lattice:
        scores, forward, backward = scores[cells], forward[cells], backward[cells]
        sure = forward * backward
        inner = scores[:, _INSIDE]
        return Lattice(
            single=sure[:, _SINGLE],
            begins=sure[:, _BEGIN],
            ends=sure[:, _END],
            enter=forward[:, _BEGIN],
            leave=np.exp(scores[:, _END]) * backward[:, _END],
            pass_=inner,
            passed=np.cumsum(inner + self._within, axis=0),
            steps=self._steps,
        )

    def _forward(self, emissions: Floats, block: Block) -> tuple[Floats, Floats]:
        """Scaled forward masses (steps, width, tags) and their scales (steps, width)."""
        forward = np.empty_like(emissions)
        scales = np.empty(emissions.shape[:2], dtype=np.float32)
        reached = np.ones_like(emissions[0])
        for step in range(block.steps):
            reached[block.firsts[step]] = self._start
            np.multiply(reached, emissions[step], out=forward[step])
            np.maximum(forward[step].sum(axis=1), _TINY, out=scales[step])
            forward[step] /= scales[step][:, None]
            reached = self._onward(forward[step])
        return forward, scales

    def _backward(self, emissions: Floats, forward: Floats, scales: Floats, block: Block) -> Floats:
        """Backward masses, scaled so that forward × backward is each tag's probability."""
        backward = np.empty_like(emissions)
        following = np.ones_like(emissions[0])
        for step in range(block.steps - 1, -1, -1):
            lasts = block.lasts[step]
            whole = (forward[step, lasts] * self._end).sum(axis=1, keepdims=True)
            following[lasts] = self._end / np.maximum(whole, _TINY)
            backward[step] = following
            following = self._back(emissions[step] * following / scales[step][:, None])
        return backward
