"""Packing texts of uneven length into a block of fixed width.

A block is ``width`` lanes of ``steps`` cells. Each lane holds several texts end to end, so nearly every cell
does work, and every matrix product has one of a few numbers of rows whatever the texts are. The second point
is half of what makes a text's results independent of its company: BLAS picks its kernels, and with them the
order of additions, by the shape of the product. (The other half is ``lac_network.Product``.)
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]

WIDTHS = (96, 72, 48, 24)  # multiples of every row tile in common BLAS kernels (4, 6, 8, 12, 24)
_CELLS = 20_000  # a block has about so many at most: memory grows with them, and little is gained by more
_STEP_COST = 8  # what a step costs whatever its width, in lanes


@dataclass(frozen=True, slots=True)
class Block:
    """Where the characters of some texts lie. ``texts`` are the numbers of the texts; ``cells[i]`` are the
    flat cells (step * width + lane) of text ``texts[i]``, first character to last; ``firsts[step]`` and
    ``lasts[step]`` are the lanes in which a text begins or ends at that step.
    """

    width: int
    steps: int
    texts: tuple[int, ...]
    cells: tuple[Indices, ...]
    firsts: tuple[Indices, ...]
    lasts: tuple[Indices, ...]


def blocks(texts: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """Blocks that hold every text of non-zero length once, in order and of about the same size.

    ``texts`` are (number, length in characters).
    """
    waiting = [text for text in texts if text[1]]
    total = sum(length for _, length in waiting)
    share = total / max(1, round(total / _CELLS))
    group: list[tuple[int, int]] = []
    filled = 0
    for text in waiting:
        group.append(text)
        filled += text[1]
        if filled >= share:
            yield _pack(group)
            group, filled = [], 0
    if group:
        yield _pack(group)


def _width(total: int, longest: int) -> int:
    """The width that costs least: a wide block is wasted on a few texts, whose longest sets its steps."""
    return min(WIDTHS, key=lambda width: max(longest, total / width) * (width + _STEP_COST))


def _pack(group: Sequence[tuple[int, int]]) -> Block:
    """Longest first, each text into the lane that is shortest so far."""
    width = _width(sum(length for _, length in group), max(length for _, length in group))
    lanes = [(0, lane) for lane in range(width)]
    firsts: dict[int, list[int]] = {}
    lasts: dict[int, list[int]] = {}
    cells: list[Indices] = []
    order = sorted(group, key=lambda text: (-text[1], text[0]))
    for _, length in order:
        start, lane = lanes[0]
        end = start + length
        heapq.heapreplace(lanes, (end, lane))
        cells.append(np.arange(start, end) * width + lane)
        firsts.setdefault(start, []).append(lane)
        lasts.setdefault(end - 1, []).append(lane)
    steps = max(end for end, _ in lanes)
    numbers = tuple(number for number, _ in order)
    return Block(width, steps, numbers, tuple(cells), _by_step(firsts, steps), _by_step(lasts, steps))


def _by_step(lanes: dict[int, list[int]], steps: int) -> tuple[Indices, ...]:
    return tuple(np.array(lanes.get(step, ()), dtype=np.intp) for step in range(steps))
