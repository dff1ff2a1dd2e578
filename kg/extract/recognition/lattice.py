"""What the recogniser makes of one text: the probability of every stretch to be a name of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.extract.recognition.kinds import KINDS
from kg.language.paddle_params import Floats

LONGEST = 45  # characters; hardly a name is longer
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

    def stretches(self, least: float) -> Iterator[tuple[int, int, str, float]]:
        """All stretches (start, end, kind, probability) whose probability is at least ``least``."""
        for start, number in zip(*(axis.tolist() for axis in np.nonzero(self.single >= least)), strict=True):
            yield start, start + 1, KINDS[number], float(self.single[start, number])
        closing: dict[int, list[int]] = {}
        for last, number in zip(*(axis.tolist() for axis in np.nonzero(self.ends >= least)), strict=True):
            closing.setdefault(number, []).append(last)
        for start, number in zip(*(axis.tolist() for axis in np.nonzero(self.begins >= least)), strict=True):
            for last in closing.get(number, ()):
                if start < last < start + LONGEST:
                    probability = self.probability(start, last + 1, KINDS[number])
                    if probability >= least:
                        yield start, last + 1, KINDS[number], probability
