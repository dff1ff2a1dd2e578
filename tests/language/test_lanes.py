"""Packing: every text lies in one place, in order, and little of a block is empty."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.language.lanes import WIDTHS, Block, blocks


@given(st.lists(st.integers(0, 256), max_size=300))
def test_every_text_is_packed_once_down_one_lane(lengths: list[int]) -> None:
    packed = list(blocks(enumerate(lengths)))
    assert sorted(number for block in packed for number in block.texts) == [
        number for number, length in enumerate(lengths) if length
    ]
    for block in packed:
        assert block.width in WIDTHS
        taken = np.concatenate(block.cells)
        assert len(set(taken.tolist())) == len(taken)
        assert taken.max() < block.width * block.steps
        for number, cells in zip(block.texts, block.cells, strict=True):
            step, lane = divmod(int(cells[0]), block.width)
            assert cells.tolist() == [(step + i) * block.width + lane for i in range(lengths[number])]
            assert lane in block.firsts[step]
            assert lane in block.lasts[step + lengths[number] - 1]


def filled(packed: list[Block]) -> float:
    cells = sum(block.width * block.steps for block in packed)
    return sum(len(taken) for block in packed for taken in block.cells) / cells


def test_blocks_are_nearly_full() -> None:
    chance = random.Random(3)
    for total, least in ((3_000, 0.7), (16_000, 0.9), (70_000, 0.9)):
        lengths = [chance.randrange(5, 100) for _ in range(total // 50)] + [180]
        assert filled(list(blocks(enumerate(lengths)))) > least
