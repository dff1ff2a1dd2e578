"""The trained relation model, and its two files: weights of words (TSV) and trees (JSON), both readable.

``relation_words.tsv``: a line for each word or fact of grammar and place, with a weight for each relation.
``relation_trees.json``: for each relation the threshold and its trees: questions (column, threshold), values;
and under ``again`` the trees of the second round.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import SchemaError
from kg.extract.forest import Forest
from kg.extract.statements.learned.evidence import column_names
from kg.extract.statements.learned.neighbours import NEIGHBOURS
from kg.extract.statements.learned.pairs import ORDERS, ZONES
from kg.extract.statements.learned.spots import Floats
from kg.extract.statements.learned.vocabulary import RELATIONS
from kg.extract.statements.learned.wording import FACT_BLOCKS, NAMES, NEAREST, Wording

WORDS_FILE, TREES_FILE = "relation_words.tsv", "relation_trees.json"
BIAS = "bias"


@dataclass(frozen=True, slots=True)
class RelationModel:
    """By relation of ``vocabulary.RELATIONS``: trees, the probability from which a pair is stated, and the
    wording score below which a pair is not judged; the trees of the second round (none: there is one round).
    """

    wording: Wording
    forests: tuple[Forest, ...]
    thresholds: tuple[float, ...]
    least: tuple[float, ...]
    claim: tuple[float, float] = (1.0, 0.0)  # slope and bias from a logit of the trees to the confidence
    again: tuple[Forest, ...] = ()

    def confidence(self, chance: float) -> float:
        """What is claimed of a pair to which the trees give a probability: names may be wrong, too."""
        slope, bias = self.claim
        logit = math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))
        return 1 / (1 + math.exp(-(slope * logit + bias)))


@cache
def load_relation_model() -> RelationModel:
    """The model in ``kg/data``. Raises SchemaError if its files are broken."""
    return read_relation_model(resources.files("kg") / "data")


def read_relation_model(folder: Traversable) -> RelationModel:
    """The model in a folder. Raises SchemaError if its files are missing or broken."""
    try:
        wording = _read_words((folder / WORDS_FILE).read_text("utf-8"))
        table: dict[str, Any] = json.loads((folder / TREES_FILE).read_text("utf-8"))
        forests = tuple(Forest.of(table[name], column_names(number)) for number, name in enumerate(RELATIONS))
        again = tuple(_read_again(table))
        thresholds = tuple(float(table[name]["threshold"]) for name in RELATIONS)
        least = tuple(float(table[name]["least"]) for name in RELATIONS)
        slope, bias = table["claim"]
    except (OSError, ValueError, KeyError, IndexError) as cause:
        raise SchemaError(f"the relation model of kg/data cannot be read: {cause!r}") from cause
    return RelationModel(wording, forests, thresholds, least, (float(slope), float(bias)), again)


def _read_again(table: Mapping[str, Any]) -> Iterator[Forest]:
    """The forests of the second round, of all relations or of none."""
    if any("again" in table[name] for name in RELATIONS):
        for name in RELATIONS:
            yield Forest.of(table[name]["again"], NEIGHBOURS)


def write_relation_model(model: RelationModel, folder: Path) -> None:
    """Write both files."""
    lines = "\n".join(_word_lines(model.wording))
    (folder / WORDS_FILE).write_text(lines + "\n", "utf-8")
    parts = [f'"claim": [{model.claim[0]:.4f}, {model.claim[1]:.4f}]']
    for number, name in enumerate(RELATIONS):
        head = f'{{"threshold": {model.thresholds[number]:.3f}, "least": {model.least[number]:.3f}, '
        told = model.forests[number].told(column_names(number))
        again = f', "again": {{{model.again[number].told(NEIGHBOURS)}}}' if model.again else ""
        parts.append(f'"{name}": {head}{told}{again}}}')
    (folder / TREES_FILE).write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def _tables(wording: Wording) -> Iterator[tuple[str, Floats]]:
    """The weights that go with words, by place: (word, relation) of each."""
    for order in range(ORDERS):
        for at, zone in enumerate(ZONES):
            yield f"{zone}.{order}", wording.zones[:, order * len(ZONES) + at]
        for at, place in enumerate(NEAREST):
            yield f"{place}.{order}", wording.nearest[:, order * len(NEAREST) + at]
    for at, place in enumerate(NAMES):
        yield place, wording.names[:, at]


def _word_lines(wording: Wording) -> Iterator[str]:
    yield "\t".join(("place", "word", *RELATIONS))
    yield _line(BIAS, "", wording.bias)
    for block, weights in wording.facts.items():
        for number in np.nonzero(weights.any(axis=1))[0].tolist():
            yield _line(f"#{block}", str(number), weights[number])
    words = {number: word for word, number in wording.vocabulary.items()}
    for place, weights in _tables(wording):
        for number in np.nonzero(weights.any(axis=1))[0].tolist():
            yield _line(place, words[number], weights[number])


def _line(place: str, word: str, weights: Floats) -> str:
    return "\t".join((place, word, *(f"{w:.2f}" if w else "0" for w in weights.tolist())))


def _read_words(text: str) -> Wording:
    """The weights; ValueError where a row has not a weight for each relation."""
    rows = [line.split("\t", 2) for line in text.splitlines()[1:]]
    relations = len(RELATIONS)
    # A third of a million numbers of which most are alike: each is read once.
    told = "\t".join([row[2] for row in rows]).split("\t")
    weight = {number: float(number) for number in set(told)}
    if any(row[2].count("\t") != relations - 1 for row in rows):
        raise ValueError(f"{WORDS_FILE}: a row has not {relations} weights")
    values = np.fromiter(map(weight.__getitem__, told), np.float32, len(told)).reshape(len(rows), relations)
    words = sorted({word for place, word, _ in rows if not place.startswith("#") and place != BIAS})
    vocabulary = {word: number for number, word in enumerate(words, 1)}
    wording = _empty(vocabulary)
    tables = dict(_tables(wording)) | {f"#{block}": facts for block, facts in wording.facts.items()}
    tables[BIAS] = wording.bias.reshape(1, relations)
    lines: dict[str, list[int]] = {}
    for line, row in enumerate(rows):
        lines.setdefault(row[0], []).append(line)
    for place, found in lines.items():
        names = [rows[line][1] for line in found]
        if place.startswith("#"):
            numbers = list(map(int, names))
        else:
            numbers = [0] if place == BIAS else [vocabulary[name] for name in names]
        tables[place][numbers] = values[found]
    return wording


def _empty(vocabulary: Mapping[str, int]) -> Wording:
    """Weights of a vocabulary, all zero."""
    size, relations = len(vocabulary) + 1, len(RELATIONS)
    return Wording(
        vocabulary,
        np.zeros((size, ORDERS * len(ZONES), relations), np.float32),
        np.zeros((size, ORDERS * len(NEAREST), relations), np.float32),
        np.zeros((size, len(NAMES), relations), np.float32),
        {name: np.zeros((length, relations), np.float32) for name, length in FACT_BLOCKS.items()},
        np.zeros(relations, np.float32),
    )
