"""Gradients by hand, against differences; and that the network looks as far as it should."""

from __future__ import annotations

import numpy as np
import pytest

from kg.language.paddle_params import Floats
from training.convolutions import Convolution, Window, backward

LENGTHS = np.array([5, 1, 3])
WIDTH = 4


def draw(*shape: int, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).normal(0, 1, shape).astype(np.float32)


def test_a_window_ends_with_its_text() -> None:
    parts = np.ones((9, 3), dtype=np.float32)
    assert Window(LENGTHS, 2).sum(parts)[:, 0].tolist() == [2, 2, 3, 2, 2, 1, 2, 1, 2]


def test_left_and_right_are_told_apart() -> None:
    parts = np.zeros((4, 3), dtype=np.float32)
    parts[1] = (10, 0, 20)
    assert Window(np.array([4]), 1).sum(parts)[:, 0].tolist() == [20, 0, 10, 0]


@pytest.mark.parametrize("reach", [1, 2, 4])
def test_spreading_is_the_adjoint_of_summing(reach: int) -> None:
    window, parts, by_total = Window(LENGTHS, reach), draw(9, 3 * WIDTH), draw(9, WIDTH, seed=1)
    assert np.sum(window.sum(parts) * by_total) == pytest.approx(
        np.sum(parts * window.spread(by_total)), rel=1e-5
    )


def test_the_gradient_is_what_small_changes_say() -> None:
    weights, biases = draw(2, WIDTH, 3 * WIDTH, seed=2) / 3, draw(2, WIDTH, seed=3)
    below, kept = draw(9, WIDTH, seed=34), (draw(9, WIDTH, seed=5) > -0.5) * np.float32(1.5)
    wanted = draw(9, WIDTH, seed=6)

    def stack() -> list[Convolution]:
        return [
            Convolution(of_layer, bias, Window(LENGTHS, reach))
            for of_layer, bias, reach in zip(weights, biases, (1, 2), strict=True)
        ]

    def loss() -> float:
        above = below
        for layer in stack():
            above = layer.forward(above, kept)
        return float(np.sum(above.astype(np.float64) * wanted))

    layers, above = stack(), below
    for layer in layers:
        above = layer.forward(above, kept)
    found = backward(layers, wanted)
    for array, gradient in zip((below, weights, biases), found, strict=True):
        for place in (0, array.size // 2, array.size - 1):
            flat, step = array.reshape(-1), np.float32(1e-3)
            was = flat[place]
            flat[place] = was + step
            up = loss()
            flat[place] = was - step
            down = loss()
            flat[place] = was
            assert gradient.reshape(-1)[place] == pytest.approx((up - down) / (2 * step), abs=2e-2)
