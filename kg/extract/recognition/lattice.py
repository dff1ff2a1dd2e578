"""What the recogniser makes of one text: the probability of every stretch to be a name of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.recognition.kinds import KINDS
from kg.language.lanes import Indices
from kg.language.paddle_params import Floats

LONGEST = 45  # characters; hardly a name is longer
Likely = tuple[int, int, str, float]  # start, end, kind, probability
_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Lattice:
    """Forward–backward quantities by character and kind, from which a stretch's probability follows exactly.

    ``single``: the character is a name by itself. ``begins`` and ``ends``: a name begins, ends here.
    ``enter``: forward mass on a name's first character; ``leave``: what a last character and all that
    follows contribute; ``pass_``: logarithm of what an inner character contributes, and ``passed`` its sum
    from the text's start. ``steps``: transitions begin-end, begin-inside, inside-end (3 × kinds, plain, log,
    log).
    """

    single: Floats
    begins: Floats
    ends: Floats
    enter: Floats
    leave: Floats
    pass_: Floats
    passed: Floats
    steps: Floats

    def probability(self, start: int, end: int, kind: str) -> float:
        """That exactly ``[start, end)`` is a name of this kind, and none longer around it."""
        number = _NUMBER[kind]
        last = end - 1
        if last == start:
            return float(self.single[start, number])
        enter, leave = float(self.enter[start, number]), float(self.leave[last, number])
        if last == start + 1:
            return min(1.0, enter * float(self.steps[0, number]) * leave)
        inner = float(
            self.pass_[start + 1, number]
            + self.passed[last - 1, number]
            - self.passed[start + 1, number]
            + self.steps[1, number]
            + self.steps[2, number]
        )
        return min(1.0, float(enter * np.exp(inner) * leave))

    def stretches(self, least: float) -> list[Likely]:
        """All stretches (start, end, kind, probability) whose probability is at least ``least``."""
        return all_stretches([self], least)[0]


def all_stretches(lattices: Sequence[Lattice | None], least: float) -> list[list[Likely]]:
    """For each text all stretches whose probability is at least ``least``: single characters, then by where
    they begin, by kind, and by where they end.
    """
    present = [lattice for lattice in lattices if lattice is not None]
    found: list[list[Likely]] = [[] for _ in lattices]
    if not present:
        return found
    whole = _joined(present)
    ends = np.cumsum([len(lattice.single) for lattice in present])
    row, number = np.nonzero(whole.single >= least)
    chance = whole.single[row, number].astype(np.float64)
    first, last, kind = _closed(whole, ends, least)
    several = _chances(whole, first, last, kind)
    likely = several >= least
    columns = [
        np.concatenate(pair)
        for pair in (
            (row, first[likely]),
            (row, last[likely]),
            (number, kind[likely]),
            (chance, several[likely]),
        )
    ]
    text = np.searchsorted(ends, columns[0], side="right")
    begins = np.concatenate([[0], ends])[text]
    numbers = np.array([number for number, lattice in enumerate(lattices) if lattice is not None])
    rows = (numbers[text], columns[0] - begins, columns[1] + 1 - begins, columns[2], columns[3])
    for at, start, end, of_kind, sure in zip(*(column.tolist() for column in rows), strict=True):
        found[at].append((start, end, KINDS[of_kind], sure))
    return found


def _joined(lattices: Sequence[Lattice]) -> Lattice:
    """The texts' lattices, one after the other."""
    if len(lattices) == 1:
        return lattices[0]
    columns = ("single", "begins", "ends", "enter", "leave", "pass_", "passed")
    joined = {name: np.concatenate([getattr(lattice, name) for lattice in lattices]) for name in columns}
    return Lattice(**joined, steps=lattices[0].steps)


def _closed(whole: Lattice, ends: Indices, least: float) -> tuple[Indices, Indices, Indices]:
    """Where a name may begin and where one of its kind may end after it, in the same text: first character,
    last, kind. ``ends`` are those of the texts.
    """
    size = len(whole.single)
    last, kind = np.nonzero(whole.ends >= least)
    closing = np.sort(kind * size + last)
    first, kind = np.nonzero(whole.begins >= least)
    limit = np.minimum(first + LONGEST, ends[np.searchsorted(ends, first, side="right")])
    low = np.searchsorted(closing, kind * size + first + 1)
    counts = np.searchsorted(closing, kind * size + limit) - low
    opened = np.repeat(np.arange(len(first)), counts)
    place = np.arange(len(opened)) - (np.cumsum(counts) - counts - low)[opened]
    return first[opened], closing[place] - kind[opened] * size, kind[opened]


def _chances(whole: Lattice, first: Indices, last: Indices, kind: Indices) -> NDArray[np.float64]:
    """As :meth:`Lattice.probability`, to the last digit, for stretches of two characters and more."""
    enter, leave = (side.astype(np.float64) for side in (whole.enter[first, kind], whole.leave[last, kind]))
    passed = whole.passed
    inner = whole.pass_[first + 1, kind] + passed[last - 1, kind] - passed[first + 1, kind]
    inner = inner + whole.steps[1, kind] + whole.steps[2, kind]
    between = np.exp(np.where(last > first + 1, inner, 0).astype(np.float64))
    of_two = whole.steps[0, kind].astype(np.float64)
    return np.minimum(1.0, enter * np.where(last > first + 1, between, of_two) * leave)
