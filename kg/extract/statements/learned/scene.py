"""An article laid out for the learned model: its things, spots, pairs, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.extract.statements.learned.pairs import Pairs, Told, distance_of, find_pairs, flags_of, told_words
from kg.extract.statements.learned.spots import Floats, Ints, Spots, Things, find_spots, find_things
from kg.extract.statements.learned.vocabulary import COOPERATION, RELATIONS, relation_number
from kg.extract.statements.subjects import Reading
from kg.model import Statement


@dataclass(frozen=True, slots=True)
class Scene:
    """An article with its pairs and what the rules say of them."""

    reading: Reading
    things: Things
    thing_of: Ints
    spots: Spots
    told: Told
    pairs: Pairs
    flags: Floats  # pair, FLAGS
    distance: Floats  # by pair, logarithm of the characters between
    said: Floats  # head thing, tail thing, relation: the surest rule's confidence


def scene_of(reading: Reading, statements: Sequence[Statement]) -> Scene | None:
    """The pairs of an article; None where it names fewer than two things. ``statements`` are the rules'."""
    things, thing_of = find_things(reading)
    spots = find_spots(reading, thing_of)
    if len(things.keys) < 2 or len(spots.thing) < 2:
        return None
    told = told_words(spots, reading.words, len(reading.article.text))
    said = np.zeros((len(things.keys), len(things.keys), len(RELATIONS)), np.float32)
    spot_of = {mention: spot for spot, mention in enumerate(spots.mention.tolist())}
    stated = []
    for statement in statements:
        relation = relation_number(statement)
        if relation is None or statement.tail is None or statement.modality == "negated":
            continue
        if statement.head in spot_of and statement.tail in spot_of:
            stated.append((spot_of[statement.head], spot_of[statement.tail]))
        ends = [(thing_of[statement.head], thing_of[statement.tail])]
        if relation == COOPERATION:
            ends.append((ends[0][1], ends[0][0]))
        for head, tail in ends:
            said[head, tail, relation] = max(said[head, tail, relation], statement.confidence)
    pairs = find_pairs(things, spots, told, stated)
    if not len(pairs.head):
        return None
    flags, distance = flags_of(spots, pairs), distance_of(spots, pairs)
    return Scene(reading, things, thing_of, spots, told, pairs, flags, distance, said)
