"""What the words around a pair say: a weight for each word in each zone, each relation; summed.

A logistic model over words and a few facts of grammar, trained by ``training/train_relations.py``. Its sums
over the zones of all pairs are differences of running sums over the article, so the cost hardly depends on
how many pairs there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kg.extract.statements.learned.pairs import FLAGS, ORDERS, ZONES, Pairs
from kg.extract.statements.learned.scene import Scene
from kg.extract.statements.learned.spots import MARKS, Floats, Ints, Spots, Things
from kg.extract.statements.learned.vocabulary import GOVERNOR_CLASSES, KINDS, RELATIONS

NEAREST = ("right_before_first", "right_after_first", "right_before_second", "right_after_second")
NAMES = ("head_front", "head_last", "head_last_two", "tail_front", "tail_last", "tail_last_two")
#: What a score is the sum of.
PARTS = (*ZONES, "nearest", "names", "facts")
SHORT_NAME = 3  # characters
STEPS = 1.5  # steps of distance for one unit of its logarithm
MOST_STEPS = 12


FACT_BLOCKS = {
    "order": ORDERS,
    "kinds": len(KINDS) * len(KINDS),
    "governors": ORDERS * GOVERNOR_CLASSES * GOVERNOR_CLASSES,
    "distance": ORDERS * MOST_STEPS,
    "flags": (ORDERS + 1) * len(FLAGS),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The weights. The last axis of each array is the relation."""

    vocabulary: Mapping[str, int]  # 0 is every other word
    zones: Floats  # word, order and zone, relation
    nearest: Floats  # word, order and place of NEAREST, relation
    names: Floats  # word, place of NAMES, relation
    facts: Mapping[str, Floats]  # by block of FACT_BLOCKS: number, relation
    bias: Floats


def name_parts(things: Things) -> tuple[tuple[str, ...], ...]:
    """First character, last, and last two of each thing's name: what sort of name it is.

    "" for people, and for the last two of a name so short that they would be the name itself.
    """
    names = ["" if type_ == "Person" else name.strip(MARKS) for type_, name in things.keys]
    last_two = tuple(n[-2:] if len(n) > SHORT_NAME else "" for n in names)
    return tuple(n[:1] for n in names), tuple(n[-1:] for n in names), last_two


def fact_numbers(things: Things, spots: Spots, pairs: Pairs, distance: Floats) -> dict[str, Ints]:
    """Of the blocks with one fact a pair: its number."""
    head, tail, order = pairs.head, pairs.tail, pairs.order
    kind = things.kind[spots.thing]
    governors = (order * GOVERNOR_CLASSES + spots.governor[head]) * GOVERNOR_CLASSES + spots.governor[tail]
    steps = np.minimum((distance * STEPS).astype(np.int32), MOST_STEPS - 1)
    return {
        "order": order,
        "kinds": kind[head] * len(KINDS) + kind[tail],
        "governors": governors,
        "distance": order * MOST_STEPS + steps,
    }


def nearest_words(pairs: Pairs, words: Ints) -> tuple[Ints, ...]:
    """For each of :data:`NEAREST` the number of the word there, 0 for none within the clause."""
    padded = np.append(words, 0).astype(np.int32)
    found = []
    for zone, last in ((0, True), (1, False), (3, True), (4, False)):
        start, end = pairs.zone_start[zone], pairs.zone_end[zone]
        at = end - 1 if last else start
        found.append(np.where(end > start, padded[at], 0).astype(np.int32))
    return tuple(found)


class Worded:
    """What a wording says of the namings of one article.

    ``scores`` are logits by naming and relation; :meth:`parts` tells what they are sums of.
    """

    def __init__(self, wording: Wording, scene: Scene) -> None:
        pairs, order = scene.pairs, scene.pairs.order
        words = np.array([wording.vocabulary.get(word, 0) for word in scene.told.words], np.int32)
        places = ORDERS * len(ZONES)
        known = words[words > 0]
        before = np.concatenate([[0], np.cumsum(words > 0)])  # how many of the first n words are known
        running = np.zeros((len(known) + 1, places * len(RELATIONS)), np.float32)
        np.cumsum(wording.zones[known].reshape(running[1:].shape), axis=0, out=running[1:])
        self._running = running.reshape((len(known) + 1) * places, len(RELATIONS))
        place = order * len(ZONES) + np.arange(len(ZONES))[:, None]
        start, end = before[np.stack(pairs.zone_start)], before[np.stack(pairs.zone_end)]
        self._bounds = start * places + place, end * places + place
        word = np.stack(nearest_words(pairs, words))
        beside = word * wording.nearest.shape[1] + order * len(NEAREST) + np.arange(len(NEAREST))[:, None]
        nearest = wording.nearest.reshape(-1, len(RELATIONS)).take(beside, axis=0)
        nearest[word == 0] = 0
        self._nearest = nearest.sum(axis=0)
        self._names = _name_scores(wording, scene)
        self._of = pairs.of
        self._facts = _fact_scores(wording, scene)
        self.scores = self._facts + self._nearest + self._names.take(pairs.of, axis=0)
        for begins, ends in zip(*self._bounds, strict=True):
            self.scores += self._running.take(ends, axis=0)
            self.scores -= self._running.take(begins, axis=0)

    def parts(self, naming: Ints, relation: Ints) -> Floats:
        """What makes up the scores of some namings, each for one relation: a column for each of PARTS."""
        running = self._running.ravel()
        begins, ends = (bound[:, naming] * len(RELATIONS) + relation for bound in self._bounds)
        columns = [
            *(running.take(ends) - running.take(begins)),
            self._nearest[naming, relation],
            self._names[self._of[naming], relation],
            self._facts[naming, relation],
        ]
        return np.stack(columns, axis=1)


def _fact_scores(wording: Wording, scene: Scene) -> Floats:
    """By naming and relation, the constant among them."""
    order = scene.pairs.order
    scores = np.tile(wording.bias, (len(order), 1))
    for block, fact in fact_numbers(scene.things, scene.spots, scene.pairs, scene.distance).items():
        scores += wording.facts[block].take(fact, axis=0)
    weights = wording.facts["flags"].reshape(ORDERS + 1, len(FLAGS), len(RELATIONS))
    for number in range(ORDERS):
        rows = np.nonzero(order == number)[0]
        if len(rows):
            scores[rows] += scene.flags[rows] @ (weights[ORDERS] + weights[number])
    return scores


def _name_scores(wording: Wording, scene: Scene) -> Floats:
    """By pair of things and relation."""
    scores = np.zeros((len(scene.pairs.head_thing), len(RELATIONS)), np.float32)
    parts = name_parts(scene.things)
    for side, things in enumerate((scene.pairs.head_thing, scene.pairs.tail_thing)):
        for number, part in enumerate(parts):
            words = np.array([wording.vocabulary.get(word, 0) for word in part], np.int32)
            scores += wording.names[words, side * len(parts) + number].take(things, axis=0)
    return scores
