"""The best path is the best of all paths."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from kg.language.crf import Crf
from kg.language.lanes import blocks
from kg.language.paddle_params import Floats

TAGS = 4


@pytest.mark.parametrize("seed", range(5))
def test_no_sequence_of_tags_scores_higher(seed: int) -> None:
    random = np.random.default_rng(seed)
    weights = random.standard_normal((TAGS + 2, TAGS), dtype=np.float32) * 3
    lengths = random.integers(1, 6, size=60).tolist()
    (block,) = blocks(enumerate(lengths))
    scores = random.standard_normal((block.steps, block.width, TAGS), dtype=np.float32) * 3
    path = Crf(weights).best_path(scores, block).reshape(-1)
    for cells in block.cells:
        emissions = scores.reshape(-1, TAGS)[cells]
        best = max(product(range(TAGS), repeat=len(cells)), key=lambda tags: _score(tags, emissions, weights))
        assert tuple(path[cells].tolist()) == best


def _score(tags: tuple[int, ...], emissions: Floats, weights: Floats) -> float:
    start, end, transitions = weights[0], weights[1], weights[2:]
    moves = sum(float(transitions[pair]) for pair in pairwise(tags))
    own = sum(float(emissions[step, tag]) for step, tag in enumerate(tags))
    return float(start[tags[0]]) + own + moves + float(end[tags[-1]])
