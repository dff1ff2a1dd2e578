"""Training of the recogniser's network: gradients by hand, Adam, in numpy, the same result for the same seed.

The network is that of ``kg.extract.recognition.network``; the loss is the CRF's negative log-likelihood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from kg.extract.recognition.network import REACHES, TAGS, Weights, allowed
from kg.language.paddle_params import Floats
from kg.language.word_vectors import word_vectors
from training.convolutions import Convolution, Window, backward
from training.stretches import Stretch

SIZE = len(TAGS)
_FORBIDDEN = -1e4
_WARMING = 50  # steps in which the rate rises to its full height
_LAST_RATE = 0.03  # share of the rate that is left at the end
_FIRST_AROUND = 0.7  # of the usual deviation: the convolutions begin as small additions
_ALLOWED = allowed()
_NUMBER = {tag: number for number, tag in enumerate(TAGS)}
Tags = NDArray[np.intp]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to learn from: tagger states; words and signs as (character, number) rows; its tags."""

    states: NDArray[np.float16]
    words: NDArray[np.int32]
    signs: NDArray[np.int32]
    tags: Tags


@dataclass(frozen=True, slots=True)
class Settings:
    """How training goes.

    ``dropped_inputs``, ``dropped_between`` and ``dropped`` are the shares of inputs, of units that go into a
    convolution and of units that go into the scores that are left out at random; ``steepest`` is the norm
    above which a gradient is scaled down; ``decay`` is decoupled weight decay; ``averaging`` is how much of
    the running mean of the weights stays at each step.
    """

    hidden: int = 128
    epochs: int = 5
    rate: float = 2e-3
    steepest: float = 5.0
    decay: float = 1e-4
    dropped_inputs: float = 0.15
    dropped_between: float = 0.2
    dropped: float = 0.3
    characters: int = 2000  # in a step
    averaging: float = 0.998
    seed: int = 1


def tags_of(length: int, names: Sequence[Stretch]) -> Tags:
    """BIES tags of a text's outermost names."""
    tags = np.zeros(length, dtype=np.intp)
    for name in names:
        if name.end - name.start == 1:
            tags[name.start] = _NUMBER[f"S-{name.kind}"]
            continue
        tags[name.start] = _NUMBER[f"B-{name.kind}"]
        tags[name.start + 1 : name.end - 1] = _NUMBER[f"I-{name.kind}"]
        tags[name.end - 1] = _NUMBER[f"E-{name.kind}"]
    return tags


def train(texts: Sequence[Text], names: tuple[str, ...], settings: Settings) -> Weights:
    """Weights for the texts; ``names`` are the signs' names by number."""
    chance = np.random.default_rng(settings.seed)
    parameters = _Parameters(len(names), word_vectors().matrix, settings, chance)
    steps = settings.epochs * sum(len(text.tags) for text in texts) / settings.characters
    for _ in range(settings.epochs):
        for batch in _batches(texts, settings.characters, chance):
            parameters.learn(batch, _rate(parameters.steps, steps, settings), chance)
    return parameters.weights(names)


def _rate(step: int, steps: float, settings: Settings) -> float:
    """The learning rate of a step: up in the first steps, then down along a cosine (arXiv:1608.03983)."""
    wave = (1 + cos(pi * min(1.0, step / steps))) / 2
    return settings.rate * min(1.0, (step + 1) / _WARMING) * (_LAST_RATE + (1 - _LAST_RATE) * wave)


def _batches(texts: Sequence[Text], most: int, chance: np.random.Generator) -> Iterator[list[Text]]:
    """All texts once, in random order: texts of like length together would be of a like sort, too."""
    group: list[Text] = []
    size = 0
    for number in chance.permutation(len(texts)).tolist():
        group.append(texts[number])
        size += len(texts[number].tags)
        if size >= most:
            yield group
            group, size = [], 0
    if group:
        yield group


@dataclass(slots=True)
class _Parameters:
    signs: int
    vectors: Floats
    settings: Settings
    chance: np.random.Generator
    values: dict[str, Floats] = field(init=False)
    average: dict[str, Floats] = field(init=False)
    first: dict[str, Floats] = field(init=False)
    second: dict[str, Floats] = field(init=False)
    steps: int = 0

    def __post_init__(self) -> None:
        hidden = self.settings.hidden
        draw = self.chance.normal
        self.values = {
            "inputs": draw(0, 0.03, (256 + self.vectors.shape[1] + self.signs, 3 * hidden)).astype(
                np.float32
            ),
            "bias": np.zeros(hidden, dtype=np.float32),
            "around": draw(
                0, _FIRST_AROUND * (3 * hidden) ** -0.5, (len(REACHES), hidden, 3 * hidden)
            ).astype(np.float32),
            "around_bias": np.zeros((len(REACHES), hidden), dtype=np.float32),
            "output": draw(0, hidden**-0.5, (hidden, SIZE)).astype(np.float32),
            "output_bias": np.zeros(SIZE, dtype=np.float32),
            "transitions": np.zeros((SIZE + 2, SIZE + 2), dtype=np.float32),
        }
        self.average = {key: value.copy() for key, value in self.values.items()}
        self.first = {key: np.zeros_like(value) for key, value in self.values.items()}
        self.second = {key: np.zeros_like(value) for key, value in self.values.items()}

    def learn(self, batch: Sequence[Text], rate: float, chance: np.random.Generator) -> None:
        lengths = np.array([len(text.tags) for text in batch])
        inputs = self._inputs(batch, chance)
        values, settings = self.values, self.settings
        near = Window(lengths, 1)
        layer = near.sum(inputs @ values["inputs"]) + values["bias"]
        stack = [
            Convolution(weights, bias, Window(lengths, reach))
            for weights, bias, reach in zip(values["around"], values["around_bias"], REACHES, strict=True)
        ]
        hidden = np.maximum(layer, 0)
        for convolution in stack:
            hidden = convolution.forward(hidden, _kept(hidden.shape, settings.dropped_between, chance))
        kept = _kept(hidden.shape, settings.dropped, chance)
        gradients, by_active = self._of_scores(hidden * kept, batch, lengths)
        by_hidden, around, around_bias = backward(stack, by_active * kept)
        by_layer = by_hidden * (layer > 0)
        gradients |= {
            "inputs": inputs.T @ near.spread(by_layer),
            "bias": by_layer.sum(axis=0),
            "around": around,
            "around_bias": around_bias,
        }
        self._step(_scaled_down(gradients, settings.steepest), rate)

    def _of_scores(
        self, active: Floats, batch: Sequence[Text], lengths: NDArray[np.intp]
    ) -> tuple[dict[str, Floats], Floats]:
        """Gradients by what scores and joins the tags, and by the units that go into the scores."""
        values, scale = self.values, len(active) / 10
        scores = active @ values["output"] + values["output_bias"]
        by_score, by_transition = loss_gradient(scores, values["transitions"], batch, lengths)
        by_score /= scale
        gradients = {
            "output": active.T @ by_score,
            "output_bias": by_score.sum(axis=0),
            "transitions": (by_transition / scale).astype(np.float32),
        }
        return gradients, by_score @ values["output"].T

    def _inputs(self, batch: Sequence[Text], chance: np.random.Generator) -> Floats:
        size = sum(len(text.tags) for text in batch)
        behind = 256 + self.vectors.shape[1]
        inputs = np.zeros((size, behind + self.signs), dtype=np.float32)
        start = 0
        for text in batch:
            inputs[start : start + len(text.tags), :256] = text.states
            inputs[start + text.words[:, 0], 256:behind] = self.vectors[text.words[:, 1]]
            inputs[start + text.signs[:, 0], behind + text.signs[:, 1]] = 1
            start += len(text.tags)
        share = self.settings.dropped_inputs
        inputs *= chance.random(inputs.shape, dtype=np.float32) > share
        inputs /= np.float32(1 - share)
        return inputs

    def _step(self, gradients: dict[str, Floats], rate: float) -> None:
        self.steps += 1
        averaging = min(self.settings.averaging, self.steps / (self.steps + 10))
        for key, value in self.values.items():
            first, second, gradient = self.first[key], self.second[key], gradients[key]
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            change = first / (1 - 0.9**self.steps) / (np.sqrt(second / (1 - 0.999**self.steps)) + 1e-8)
            if key in ("inputs", "around", "output"):
                change += self.settings.decay * value
            value -= np.float32(rate) * change.astype(np.float32)
            self.average[key] += np.float32(1 - averaging) * (value - self.average[key])

    def weights(self, names: tuple[str, ...]) -> Weights:
        found = self.average
        behind = 256 + self.vectors.shape[1]
        return Weights(
            states=found["inputs"][:256],
            words=found["inputs"][256:behind],
            signs=found["inputs"][behind:],
            names=names,
            bias=found["bias"],
            around=found["around"],
            around_bias=found["around_bias"],
            output=found["output"],
            output_bias=found["output_bias"],
            transitions=found["transitions"],
        )


def _scaled_down(gradients: dict[str, Floats], most: float) -> dict[str, Floats]:
    """Gradients whose joint norm is at most ``most`` (arXiv:1211.5063)."""
    norm = sqrt(sum(float(np.square(gradient, dtype=np.float64).sum()) for gradient in gradients.values()))
    factor = np.float32(min(1.0, most / max(norm, 1e-12)))
    return {key: gradient * factor for key, gradient in gradients.items()}


def _kept(shape: tuple[int, ...], share: float, chance: np.random.Generator) -> Floats:
    """Factors that leave a share of units out at random, and make the others so much heavier."""
    kept: Floats = (chance.random(shape, dtype=np.float32) >= share).astype(np.float32)
    kept /= np.float32(1 - share)
    return kept


def loss_gradient(
    scores: Floats, transitions: Floats, batch: Sequence[Text], lengths: NDArray[np.intp]
) -> tuple[Floats, Doubles]:
    """Gradient of the negative log-likelihood by scores (characters, tags) and by transitions."""
    count, longest = len(batch), int(lengths.max())
    here = np.arange(longest)[None] < lengths[:, None]
    emissions = np.zeros((count, longest, SIZE))
    emissions[here] = np.exp(scores - scores.max(axis=1, keepdims=True))
    moves = np.exp(np.where(_ALLOWED, transitions.astype(np.float64), _FORBIDDEN))
    onward, start, end = moves[:SIZE, :SIZE], moves[SIZE, :SIZE], moves[:SIZE, SIZE + 1]
    forward, scales = _forward(emissions, onward, start, here)
    by_transition = np.zeros_like(moves)
    sure = np.zeros_like(emissions)
    following = np.zeros((count, SIZE))
    rows = np.arange(count)
    whole = forward[rows, lengths - 1] @ end
    for step in range(longest - 1, -1, -1):
        inside = step + 1 < lengths
        if step + 1 < longest:
            onwards = emissions[:, step + 1] * following / scales[:, step + 1, None]
            onwards[~inside] = 0
            by_transition[:SIZE, :SIZE] += (forward[:, step].T @ onwards) * onward
            following = onwards @ onward.T
        ends = lengths - 1 == step
        following[ends] = end / whole[ends, None]
        sure[:, step] = forward[:, step] * following
    sure[~here] = 0
    by_transition[SIZE, :SIZE] += sure[:, 0].sum(axis=0)
    by_transition[:SIZE, SIZE + 1] += sure[rows, lengths - 1].sum(axis=0)
    by_score = sure[here]
    tags = np.concatenate([text.tags for text in batch])
    by_score[np.arange(len(tags)), tags] -= 1
    for text in batch:
        np.add.at(by_transition, (text.tags[:-1], text.tags[1:]), -1)
        by_transition[SIZE, text.tags[0]] -= 1
        by_transition[text.tags[-1], SIZE + 1] -= 1
    by_transition[~_ALLOWED] = 0
    return by_score.astype(np.float32), by_transition


def _forward(
    emissions: Doubles, onward: Doubles, start: Doubles, here: NDArray[np.bool_]
) -> tuple[Doubles, Doubles]:
    forward = np.zeros_like(emissions)
    scales = np.ones(emissions.shape[:2])
    for step in range(emissions.shape[1]):
        reached = forward[:, step - 1] @ onward if step else start
        forward[:, step] = reached * emissions[:, step]
        total = forward[:, step].sum(axis=1)
        scales[:, step] = np.where(here[:, step], total, 1)
        forward[:, step] /= scales[:, step, None]
    return forward, scales
