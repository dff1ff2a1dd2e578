"""The recogniser's arithmetic, against enumeration of every tag sequence."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from kg.errors import KgError
from kg.extract import Reader
from kg.extract.recognition import KINDS, Recogniser, Signs, sign_sums
from kg.extract.recognition.convolution import Convolution
from kg.extract.recognition.network import REACHES, TAGS, Weights, allowed
from kg.language.paddle_params import Floats
from kg.language.word_vectors import word_vectors

HIDDEN = 6
SIGNS = ("one", "two", "word.n.B", "often.n.5", "count.1")


def some_weights(seed: int = 3) -> Weights:
    chance = np.random.default_rng(seed)

    def draw(*shape: int) -> Floats:
        return chance.normal(0, 0.6, shape).astype(np.float32)

    size = len(TAGS)
    return Weights(
        states=draw(256, 3 * HIDDEN) / 8,
        words=draw(word_vectors().matrix.shape[1], 3 * HIDDEN),
        signs=draw(len(SIGNS), 3 * HIDDEN),
        names=SIGNS,
        bias=draw(HIDDEN),
        around=(draw(len(REACHES), HIDDEN, 3 * HIDDEN) / 5).astype(np.float32),
        around_bias=draw(len(REACHES), HIDDEN) * np.float32(0.2),
        output=draw(HIDDEN, size),
        output_bias=draw(size),
        transitions=draw(size + 2, size + 2),
    )


WORD = ("项目", "n", 1, "high")


def of(words: int, *here: tuple[int, str]) -> Signs:
    """Signs of a text of so many words."""
    return Signs((WORD,) * words, here)


def states(length: int, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).normal(0, 1, (length, 256)).astype(np.float32)


def emissions(weights: Weights, seen: Floats, signs: Signs) -> Floats:
    """The network written the long way round."""
    total = seen @ weights.states
    vectors = word_vectors()
    for place, name in signs.all():
        if name.startswith("="):
            total[place] += vectors.matrix[vectors.rows[name[1:]]] @ weights.words
        elif name in SIGNS:
            total[place] += weights.signs[SIGNS.index(name)]
    layer = np.maximum(windows(total, weights.bias, 1), 0)
    for of_layer, bias, reach in zip(weights.around, weights.around_bias, REACHES, strict=True):
        layer = layer + np.maximum(windows(layer @ of_layer, bias, reach), 0)
    scores: Floats = layer @ weights.output + weights.output_bias
    return scores


def windows(parts: Floats, bias: Floats, reach: int) -> Floats:
    """What each character gets from the one ``reach`` to its left, itself, and the one to its right."""
    rows = []
    for place in range(len(parts)):
        row = parts[place, HIDDEN : 2 * HIDDEN] + bias
        if place >= reach:
            row = row + parts[place - reach, :HIDDEN]
        if place + reach < len(parts):
            row = row + parts[place + reach, 2 * HIDDEN :]
        rows.append(row)
    return np.array(rows)


def enumerated(scores: Floats, transitions: Floats, span: tuple[int, int], kind: str) -> float:
    """Probability of a name by summing over every allowed tag sequence."""
    size, table = len(TAGS), allowed()
    start, end = span
    wanted = {
        place: TAGS.index(f"{letter}-{kind}")
        for place, letter in zip(
            range(start, end), "S" if end - start == 1 else "B" + "I" * (end - start - 2) + "E", strict=True
        )
    }
    whole = with_name = 0.0
    for path in itertools.product(range(size), repeat=len(scores)):
        steps = [size, *path, size + 1]
        if not all(table[one, other] for one, other in itertools.pairwise(steps)):
            continue
        weight = sum(transitions[one, other] for one, other in itertools.pairwise(steps))
        weight = np.exp(weight + sum(scores[place, tag] for place, tag in enumerate(path)))
        whole += weight
        if all(path[place] == tag for place, tag in wanted.items()):
            with_name += weight
    return with_name / whole


@pytest.mark.parametrize("span", [(0, 1), (1, 3), (0, 3)])
@pytest.mark.parametrize("kind", ["Initiative"])
def test_a_stretch_has_the_probability_that_enumeration_gives(span: tuple[int, int], kind: str) -> None:
    weights, seen = some_weights(), states(3)
    here = ((0, "one"), (2, "two"), (2, "unheard of"), (2, "one"))
    signs = Signs((WORD, ("无", "v", 1, "low")), here)
    model = Recogniser(weights)
    (lattice,) = model.read([model.view(seen)], [signs])
    assert lattice is not None
    scores = emissions(weights, seen, signs)
    expected = enumerated(scores, weights.transitions, span, kind)
    assert lattice.probability(*span, kind) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("reach", REACHES)
def test_a_convolution_looks_as_far_as_its_reach_and_not_into_the_next_text(reach: int) -> None:
    weights, lengths = some_weights(), (32, 3, 5)  # in the order of the lane, which has two cells more
    steps = sum(lengths) + 2
    grid = np.random.default_rng(1).normal(0, 1, (steps, 24, HIDDEN)).astype(np.float32)
    text_of = np.full((steps, 24), -1)
    text_of[: sum(lengths), 0] = np.repeat(range(len(lengths)), lengths)
    above = Convolution(weights.around[0], weights.around_bias[0], reach).above(grid, text_of)
    for text in range(len(lengths)):
        rows = grid[:, 0][text_of[:, 0] == text]
        expected = rows + np.maximum(windows(rows @ weights.around[0], weights.around_bias[0], reach), 0)
        assert np.allclose(above[:, 0][text_of[:, 0] == text], expected, atol=1e-5)


def test_a_convolution_may_reach_beyond_the_grid() -> None:
    weights = some_weights()
    grid = np.ones((3, 24, HIDDEN), dtype=np.float32)
    above = Convolution(weights.around[0], weights.around_bias[0], 8).above(
        grid, np.zeros((3, 24), dtype=int)
    )
    alone = Convolution(weights.around[0], weights.around_bias[0], 8).above(
        grid[:1], np.zeros((1, 24), dtype=int)
    )
    assert np.allclose(above[0], alone[0])


def test_every_stretch_above_the_limit_is_given() -> None:
    model = Recogniser(some_weights())
    (lattice,) = model.read([model.view(states(8))], [of(4)])
    assert lattice is not None
    given = {(start, end, kind): chance for start, end, kind, chance in lattice.stretches(0.02)}
    for start, end in itertools.combinations(range(9), 2):
        for kind in KINDS:
            chance = lattice.probability(start, end, kind)
            assert (chance >= 0.02) == ((start, end, kind) in given)
            assert given.get((start, end, kind), chance) == chance


def test_the_company_of_a_text_changes_nothing() -> None:
    model = Recogniser(some_weights())
    views = [model.view(states(length, length)) for length in (40, 4, 0, 18, 254, 2, 60, 60, 8) * 6]
    signs = [of(len(view) // 2, *([(0, "one")] if len(view) else [])) for view in views]
    together = model.read(views, signs)
    for view, sign, lattice in zip(views, signs, together, strict=True):
        (alone,) = model.read([view], [sign])
        if lattice is None or alone is None:
            assert lattice is alone is None
            continue
        for one, other in zip(lattice_arrays(alone), lattice_arrays(lattice), strict=True):
            assert np.array_equal(one, other)


def test_what_is_kept_of_words_may_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Recogniser(some_weights())
    view = model.view(states(4))
    texts = [Signs((WORD, (f"无{letter}", "v", 1, "low")), ()) for letter in "甲乙丙丁" * 2]
    expected = model.read([view] * len(texts), texts)
    monkeypatch.setattr(sign_sums, "_KEPT", 5)
    monkeypatch.setattr(sign_sums, "_KNOWN", 1)
    monkeypatch.setattr(sign_sums, "_GATHERINGS", 1)
    cramped = Recogniser(some_weights()).read([view] * len(texts), texts)
    for one, other in zip(expected, cramped, strict=True):
        assert np.array_equal(lattice_arrays(one)[0], lattice_arrays(other)[0])


def lattice_arrays(lattice: object) -> list[Floats]:
    return [getattr(lattice, name) for name in ("single", "begins", "ends", "enter", "leave", "passed")]


def test_weights_survive_being_stored(tmp_path: Path) -> None:
    weights = some_weights()
    weights.write(tmp_path / "weights.npz")
    again = Weights.read(tmp_path / "weights.npz")
    assert again.names == weights.names
    assert np.allclose(again.states, weights.states, atol=1e-3)


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_unsound_weights_are_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(content)
    with pytest.raises(KgError, match="weights"):
        Weights.read(path)


def test_texts_are_read_together_with_the_models_of_the_package(reader: Reader) -> None:
    # Read one by one, they take five times as long.
    assert reader.recogniser.view.place_free
    assert reader.recogniser._mixes
