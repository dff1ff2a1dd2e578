"""Features, blockers and weights into a score and one of three outcomes.

The score is the logistic of the sum of what each feature gives. A blocker beats every sum.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

P = TypeVar("P")

SAME_FROM = 0.7
DIFFERENT_TO = 0.2
_BLOCKED = 0.01


class Verdict(StrEnum):
    """The outcome for a pair of names."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Given:
    """What a feature found in a pair: a value, mostly from -1 to 1 (0: it says nothing), and why."""

    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the waterfall: a feature, its weight and value, and what it gave to the sum."""

    feature: str
    note: str
    value: float
    weight: float

    @property
    def gave(self) -> float:
        """Weight times value, in units of log odds."""
        return self.weight * self.value


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for a pair: ``score`` from 0 to 1, the bars, and the blockers that forbid a merge."""

    verdict: Verdict
    score: float
    bars: tuple[Bar, ...]
    blockers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighted(Generic[P]):
    """A feature function and its weight in log odds."""

    feature: Callable[[P], Given]
    weight: float


def score(
    pair: P,
    features: Sequence[Weighted[P]],
    blockers: Sequence[Callable[[P], str]],
    base: float,
) -> Comparison:
    """Compare one pair. ``base``: the log odds before any feature speaks."""
    bars = [Bar("before any feature", "", 1.0, base)]
    for weighted in features:
        given = weighted.feature(pair)
        if given.value:
            bars.append(Bar(weighted.feature.__name__, given.note, round(given.value, 3), weighted.weight))
    found = tuple(why for why in (blocker(pair) for blocker in blockers) if why)
    sure = 1 / (1 + math.exp(-sum(bar.gave for bar in bars)))
    if found:
        return Comparison(Verdict.DIFFERENT, min(_BLOCKED, sure), tuple(bars), found)
    return Comparison(_verdict(sure), round(sure, 4), tuple(bars))


def _verdict(sure: float) -> Verdict:
    if sure >= SAME_FROM:
        return Verdict.SAME
    return Verdict.DIFFERENT if sure < DIFFERENT_TO else Verdict.UNSURE
