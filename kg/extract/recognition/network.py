"""The recogniser's network: tagger states and signs in, a lattice of name probabilities out.

A hidden layer over a window of three characters, dilated convolutions that look further and further around
(Strubell, Verga, Belanger, McCallum, arXiv:1702.02098; here each adds to the layer below), then a
linear-chain CRF over the tags O and begin/inside/end/single of each kind (Lafferty, McCallum, Pereira 2001).
Texts are packed into lanes as the tagger's are, so that what is said of one does not depend on the texts
beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from kg.errors import KgError
from kg.extract.recognition.convolution import Convolution
from kg.extract.recognition.kinds import KINDS
from kg.extract.recognition.lattice import Lattice
from kg.extract.recognition.sign_sums import PlaceSums, WordSums
from kg.extract.recognition.signs import Signs
from kg.language.lac_network import Product, WideProduct, one_thread
from kg.language.lanes import Block, Indices, blocks
from kg.language.paddle_params import Floats
from kg.language.word_vectors import word_vectors

TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIES"))
# The tags of a place, of every kind.
_BEGIN, _INSIDE, _END, _SINGLE = (slice(TAGS.index(f"{place}-{KINDS[0]}"), None, 4) for place in "BIES")
#: How many characters to either side each convolution looks: together 16 either way.
REACHES = (1, 2, 4, 8)
_FORBIDDEN = -1e4
_TINY = np.float32(1e-30)
_STORED = (
    "states", "words", "signs", "bias", "around", "around_bias", "output", "output_bias", "transitions",
)  # fmt: skip
_STRIP = 128  # characters: 200 kB of sums for each of the processor's caches


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
    names. ``around`` (reaches, hidden, 3 × hidden) does the same from layer to layer, with the characters
    that are as far away as REACHES says.
    """

    states: Floats
    words: Floats
    signs: Floats
    names: tuple[str, ...]
    bias: Floats
    around: Floats
    around_bias: Floats
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
            **{key: getattr(self, key).astype(np.float16) for key in _STORED},
        )


class Recogniser:
    """The network, loaded. ``view`` is what it wants of the tagger's states."""

    def __init__(self, weights: Weights) -> None:
        size = len(TAGS)
        self.view = WideProduct(weights.states)
        vectors = word_vectors()
        known = len(weights.names)
        numbers = {name: number for number, name in enumerate(weights.names)}
        numbers |= {f"={word}": known + row for word, row in vectors.rows.items()}
        signs = np.zeros((known + len(vectors.matrix) + 1, weights.signs.shape[1]), dtype=np.float32)
        signs[:known] = weights.signs
        np.matmul(vectors.matrix, weights.words, out=signs[known:-1])
        self._words, self._places = WordSums(numbers, signs), PlaceSums(numbers, signs)
        self._bias = weights.bias
        self._around = [
            Convolution(of_layer, bias, reach)
            for of_layer, bias, reach in zip(weights.around, weights.around_bias, REACHES, strict=True)
        ]
        self._output = Product(weights.output)
        self._output_bias = weights.output_bias
        scores = np.where(allowed(), weights.transitions, np.float32(_FORBIDDEN))
        moves = scores[:size, :size]
        self._start, self._end = np.exp(scores[size, :size]), np.exp(scores[:size, size + 1])
        self._onward, self._back = Product(np.exp(moves)), Product(np.ascontiguousarray(np.exp(moves).T))
        self._within = moves[_INSIDE, _INSIDE].diagonal()
        self._steps = np.stack(
            [
                np.exp(moves[_BEGIN, _END].diagonal()),
                moves[_BEGIN, _INSIDE].diagonal(),
                moves[_INSIDE, _END].diagonal(),
            ]
        )
        parts: list[Product | Convolution] = [self._output, self._onward, self._back, *self._around]
        self._mixes = all(part.place_free for part in parts)

    @classmethod
    def load(cls) -> Recogniser:
        """The recogniser of this package. Raises KgError if its weights cannot be read."""
        with resources.as_file(resources.files("kg.data").joinpath("recogniser.npz")) as path:
            return cls(Weights.read(path))

    def read(self, views: Sequence[Floats], signs: Sequence[Signs]) -> list[Lattice | None]:
        """A lattice for each text (None for an empty one) from its view (characters × 3 hidden) and signs."""
        lengths = [len(view) for view in views]
        companies = [range(len(views))] if self._mixes else [range(i, i + 1) for i in range(len(views))]
        lattices: list[Lattice | None] = [None] * len(views)
        with one_thread():
            for company in companies:
                for block in blocks([(number, lengths[number]) for number in company]):
                    hidden = self._hidden(
                        [views[number] for number in block.texts], [signs[number] for number in block.texts]
                    )
                    for number, lattice in zip(block.texts, self._lattices(hidden, block), strict=True):
                        lattices[number] = lattice
        return lattices

    def _hidden(self, views: Sequence[Floats], signs: Sequence[Signs]) -> Floats:
        """The first layer (characters × hidden) of some texts, one after the other; none is empty."""
        ends = np.cumsum([len(view) for view in views]).tolist()
        firsts = [0, *ends[:-1]]
        of_words = self._words.of([word for found in signs for word in found.words])
        of_places = self._places.of(firsts, [found.here for found in signs])
        width = len(self._bias)
        layer = np.empty((ends[-1], width), dtype=np.float32)
        for texts in _strips(firsts, ends):
            start, end = firsts[texts.start], ends[texts.stop - 1]
            total = np.concatenate(views[texts])
            of_words(total, start)
            of_places(total, start)
            total[[last - start - 1 for last in ends[texts]], :width] = 0  # no text has a part in the next
            total[[first - start for first in firsts[texts]], 2 * width :] = 0
            strip = np.add(total[:, width : 2 * width], self._bias, out=layer[start:end])
            strip[1:] += total[:-1, :width]
            strip[:-1] += total[1:, 2 * width :]
            np.maximum(strip, 0, out=strip)
        return layer

    def _lattices(self, hidden: Floats, block: Block) -> Iterator[Lattice]:
        cells = np.concatenate(block.cells)
        grid: Floats = np.zeros((block.steps, block.width, len(self._bias)), dtype=np.float32)
        grid.reshape(-1, len(self._bias))[cells] = hidden
        text_of: Indices = np.full((block.steps, block.width), -1)
        text_of.ravel()[cells] = np.repeat(np.arange(len(block.cells)), [len(text) for text in block.cells])
        for convolution in self._around:
            grid = convolution.above(grid, text_of)
        scores = self._output(grid) + self._output_bias
        scores -= scores.max(axis=2, keepdims=True)
        emissions = np.exp(scores)
        forward, scales = self._forward(emissions, block)
        backward = self._backward(emissions, forward, scales, block)
        scores -= np.log(scales)[..., None]
        scores, forward, backward = (
            array.reshape(-1, array.shape[-1])[cells] for array in (scores, forward, backward)
        )
        sure = forward * backward
        whole = Lattice(
            single=sure[:, _SINGLE],
            begins=sure[:, _BEGIN],
            ends=sure[:, _END],
            enter=forward[:, _BEGIN],
            leave=np.exp(scores[:, _END]) * backward[:, _END],
            pass_=scores[:, _INSIDE],
            passed=scores[:, _INSIDE] + self._within,
            steps=self._steps,
        )
        start = 0
        for text in block.cells:
            yield _part(whole, slice(start, start + len(text)))
            start += len(text)

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


def _strips(firsts: Sequence[int], ends: Sequence[int]) -> Iterator[slice]:
    """Texts that follow each other, together about as many characters as the processor's cache holds."""
    begin = 0
    for number, end in enumerate(ends, 1):
        if end - firsts[begin] >= _STRIP or number == len(ends):
            yield slice(begin, number)
            begin = number


def _part(whole: Lattice, text: slice) -> Lattice:
    """The lattice of one text among others; ``whole.passed`` is not summed up yet."""
    return Lattice(
        single=whole.single[text],
        begins=whole.begins[text],
        ends=whole.ends[text],
        enter=whole.enter[text],
        leave=whole.leave[text],
        pass_=whole.pass_[text],
        passed=np.cumsum(whole.passed[text], axis=0),
        steps=whole.steps,
    )
