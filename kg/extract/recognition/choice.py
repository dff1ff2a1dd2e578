"""Which stretches of an article are names: a log-linear model over each candidate, and trees on top of it.

The weights lie in ``kg/data/name_choice.tsv``, one feature a line, the trees in ``kg/data/name_trees.json``;
both come out of ``training/``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import chain, islice
from pathlib import Path

import numpy as np

from kg.errors import KgError
from kg.extract.forest import Forest
from kg.extract.recognition.features import MEASURES, Features
from kg.extract.recognition.kinds import Stretch
from kg.extract.recognition.weighing import Weighed

WEIGHTS_FILE, TREES_FILE = "name_choice.tsv", "name_trees.json"
_OWNER = "rule=District,owner-in-name,settled"  # 临溪区|委组织部: of such, 24 in 25 are in gold
_LEAST_OWNER = 0.25
_REMEMBERED = 1 << 13  # sets of features


@dataclass(frozen=True, slots=True)
class Choice:
    """What each feature is worth, the trees, and how sure a stretch of a kind must be to be taken."""

    weights: Mapping[str, float]
    thresholds: Mapping[str, float] = field(default_factory=dict)
    forest: Forest | None = None
    _worth: dict[Features, float] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def load(cls) -> Choice:
        """The model of this package. Raises KgError if its files are unsound."""
        with resources.as_file(resources.files("kg.data")) as folder:
            return cls.read(folder)

    @classmethod
    def read(cls, folder: Path) -> Choice:
        """Raises KgError if a file is missing or unsound."""
        weights, thresholds = _read_weights(folder / WEIGHTS_FILE)
        path = folder / TREES_FILE
        try:
            forest = Forest.of(json.loads(path.read_text("utf-8")), MEASURES)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KgError(f"{path}: the trees cannot be read: {error!r}") from error
        return cls(weights, thresholds, forest)

    def write(self, folder: Path) -> None:
        """Both files."""
        lines = [
            "# Weights of the choice among stretches (kg.extract.recognition): feature, weight. Trained by",
            "# training/train_recogniser.py. Positive: speaks for a name. threshold=KIND: least probability.",
            *(f"threshold={kind}\t{value:.2f}" for kind, value in self.thresholds.items()),
            *(f"{name}\t{value:.3f}" for name, value in sorted(self.weights.items())),
        ]
        (folder / WEIGHTS_FILE).write_text("\n".join(lines) + "\n", "utf-8")
        if self.forest is not None:
            (folder / TREES_FILE).write_text(f"{{{self.forest.told(MEASURES)}}}\n", "utf-8")

    def logit(self, features: Iterable[str]) -> float:
        """What the log-linear model alone makes of a stretch."""
        return self.weights.get("", 0.0) + sum(self.weights.get(name, 0.0) for name in features)

    def probabilities(self, weighed: Sequence[Weighed]) -> list[float]:
        """How likely is each stretch a name?"""
        logits = [self._logit_of(one.sets) for one in weighed]
        if self.forest is not None and weighed:
            told = chain.from_iterable(
                (*one.measures, logit) for one, logit in zip(weighed, logits, strict=True)
            )
            rows = np.fromiter(told, dtype=np.float32, count=len(weighed) * len(MEASURES))
            logits = self.forest.logits(rows.reshape(len(weighed), -1)).tolist()
        return [1 / (1 + math.exp(-min(max(logit, -30.0), 30.0))) for logit in logits]

    def _logit_of(self, sets: Iterable[Features]) -> float:
        """As :meth:`logit`; what a set of features is worth is remembered, since most sets come again."""
        worth = self._worth
        total = self.weights.get("", 0.0)
        for features in sets:
            value = worth.get(features)
            if value is None:
                if len(worth) >= _REMEMBERED:
                    worth.clear()
                value = worth[features] = sum(self.weights.get(name, 0.0) for name in features)
            total += value
        return total

    def take(self, segments: Sequence[Sequence[Weighed]]) -> list[list[tuple[Stretch, float]]]:
        """The stretches of each segment that stand together as names, with their probabilities, surest first.

        Names nest (a district in its office's name) but do not cross; of several that end together and are
        of one kind, one is taken.
        """
        chances = iter(self.probabilities([one for weighed in segments for one in weighed]))
        return [self._together(weighed, list(islice(chances, len(weighed)))) for weighed in segments]

    def _together(
        self, weighed: Sequence[Weighed], probabilities: Sequence[float]
    ) -> list[tuple[Stretch, float]]:
        ranked = sorted(
            zip(probabilities, (one.stretch for one in weighed), strict=True),
            key=lambda row: (-round(row[0], 6), row[1][0] - row[1][1], row[1]),
        )
        taken: list[tuple[Stretch, float]] = []
        owners = {
            one.stretch
            for one in weighed
            if one.stretch[2] == "District" and any(_OWNER in names for names in one.sets)
        }
        for probability, stretch in ranked:
            threshold = self.thresholds.get(stretch[2], 0.5)
            if stretch in owners and any(
                stretch[0] == other[0] < stretch[1] < other[1] for other, _ in taken
            ):
                threshold = min(threshold, _LEAST_OWNER)
            if probability >= threshold and all(_stand_together(stretch, other) for other, _ in taken):
                taken.append((stretch, probability))
        return taken


def _stand_together(one: Stretch, other: Stretch) -> bool:
    (start, end, kind), (left, right, other_kind) = one, other
    if end <= left or right <= start:
        return True
    if (start, end) == (left, right):
        return False
    nested = (left <= start and end <= right) or (start <= left and right <= end)
    return nested and not (end == right and kind == other_kind)


def _read_weights(path: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Weights by feature, and thresholds by kind."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise KgError(f"{path}: the weights cannot be read: {error}") from error
    weights: dict[str, float] = {}
    thresholds: dict[str, float] = {}
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        name, _, value = line.rpartition("\t")
        try:
            table = thresholds if name.startswith("threshold=") else weights
            table[name.removeprefix("threshold=")] = float(value)
        except ValueError as error:
            raise KgError(f"{path}:{number}: expected a feature, a tab and a number") from error
    return weights, thresholds
