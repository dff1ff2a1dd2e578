"""Pairs of spots that could be the two ends of a relation, as columns, and what stands around them.

An end may stand in the same sentence as the other or in the next; what an article is about (named in the
title or most often, events also in the opening) is paired with everything, since sentences leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.statements.learned.spots import NONE, Floats, Ints, Spots, Things
from kg.extract.statements.learned.vocabulary import (
    ENDS,
    GOVERNOR_CLASSES,
    KINDS,
    RELATIONS,
    TYPE_NUMBER,
    TYPES,
)
from kg.language.lac import Word

Bools = NDArray[np.bool_]
SENTENCES_APART = 1
OPENING = 3  # sentences
ZONE_WORDS = 25  # words of a zone that count, those nearest to the ends
FAR = 10**9
ZONES = ("before", "after_first", "middle", "before_second", "after", "rest")
ORDERS = 4  # head first, tail first; the same across sentences
PAUSE = re.compile("[，；：,]")
# Tags of words that tell no relation: marks, numbers, times, pronouns, particles, names.
UNTOLD_TAGS = frozenset(["w", "m", "TIME", "q", "u", "r", "PER", "LOC", "ORG", "nr", "ns", "nt", "nz", "nw"])
VERB_TAGS = frozenset({"v", "vn", "vd"})

# Types of head (row) and tail (column) that any relation, and each relation, allows.
ALLOWED = np.zeros((len(RELATIONS), len(TYPES), len(TYPES)), np.bool_)
for _number, _relation in enumerate(RELATIONS):
    for _head in ENDS[_relation][0]:
        for _tail in ENDS[_relation][1]:
            ALLOWED[_number, TYPE_NUMBER[_head], TYPE_NUMBER[_tail]] = True
ALLOWED_ANY: Bools = np.asarray(ALLOWED.any(axis=0))


@dataclass(frozen=True, slots=True)
class Told:
    """The words of an article that may tell a relation: outside mentions, no numbers, pronouns, particles."""

    words: tuple[str, ...]
    start: Ints
    verbs: Ints  # how many of the first n are verbs


@dataclass(frozen=True, slots=True)
class Pairs:
    """Columns by number of pair: spots of head and tail, of the first and second in print."""

    head: Ints
    tail: Ints
    first: Ints
    second: Ints
    order: Ints
    zone_start: tuple[Ints, ...]  # numbers of told words
    zone_end: tuple[Ints, ...]
    of: Ints  # the pair of things it is one naming of
    head_thing: Ints  # by pair of things
    tail_thing: Ints


def told_words(spots: Spots, words: Sequence[Word], length: int) -> Told:
    """The words of the body that may tell a relation."""
    covered = np.zeros(length + 1, np.bool_)
    for start, end in zip(spots.start.tolist(), spots.end.tolist(), strict=True):
        covered[start:end] = True
    kept = [w for w in words if w.tag not in UNTOLD_TAGS and not covered[w.start]]
    verbs = np.cumsum([0, *(w.tag in VERB_TAGS for w in kept)])
    starts = np.array([w.start for w in kept], np.int32)
    return Told(tuple(w.text for w in kept), starts, verbs.astype(np.int32))


def anchors(things: Things, spots: Spots) -> Bools:
    """The first spots of what the article is about: of each type the thing named most, title thrice; and of
    the events and campaigns of its title and opening, of whose speakers it tells far below.
    """
    found = np.zeros(len(spots.thing), np.bool_)
    weight = things.count + 3 * things.titled
    for type_ in range(len(TYPES)):
        of_type = np.nonzero(things.type == type_)[0]
        if not len(of_type):
            continue
        best = min(of_type.tolist(), key=lambda t: (-weight[t], things.first[t]))
        at = np.nonzero(spots.thing == best)[0]
        if weight[best] > 1 and len(at):
            found[at[0]] = True
    held = things.type == TYPE_NUMBER["Initiative"]
    first = np.unique(spots.thing, return_index=True)[1]
    first = first[held[spots.thing[first]]]
    found[first] |= (spots.sentence[first] < OPENING) | (things.titled[spots.thing[first]] > 0)
    return found


def find_pairs(things: Things, spots: Spots, told: Told, stated: Sequence[tuple[int, int]] = ()) -> Pairs:
    """Every pair of spots that a relation could join, and those that rules have joined (``stated``)."""
    thing, type_ = spots.thing, things.type[spots.thing]
    anchor = anchors(things, spots)
    apart: Ints = np.abs(spots.sentence[:, None] - spots.sentence[None, :])
    near = (apart <= SENTENCES_APART) | anchor[:, None] | anchor[None, :]
    for one, other in stated:
        near[one, other] = near[other, one] = True
    fit = near & ALLOWED_ANY[type_[:, None], type_[None, :]]
    fit &= np.asarray(thing[:, None] != thing[None, :])
    head, tail = (side.astype(np.int32) for side in np.nonzero(fit))
    head_first = (spots.start[head] < spots.start[tail]) | (
        (spots.start[head] == spots.start[tail]) & (spots.end[head] > spots.end[tail])
    )
    first, second = np.where(head_first, head, tail), np.where(head_first, tail, head)
    same_sentence = spots.sentence[head] == spots.sentence[tail]
    order = np.where(same_sentence, 0, 2) + np.where(head_first, 0, 1)
    zone_start, zone_end = _zones(spots, told, first, second, same_sentence)
    size = len(things.type)
    codes, of = np.unique(thing[head].astype(np.int64) * size + thing[tail], return_inverse=True)
    return Pairs(
        head,
        tail,
        first,
        second,
        order.astype(np.int32),
        zone_start,
        zone_end,
        of.astype(np.int32),
        (codes // size).astype(np.int32),
        (codes % size).astype(np.int32),
    )


def _zones(
    spots: Spots, told: Told, first: Ints, second: Ints, same_sentence: Bools
) -> tuple[tuple[Ints, ...], tuple[Ints, ...]]:
    """Where the words stand: before the first end, after it, in between, before the second, after it, rest.

    ``before``, ``after_first``, ``before_second`` and ``after`` lie in the ends' own clauses.
    """
    clause_one, clause_two = spots.clause[first], spots.clause[second]
    together = clause_one == clause_two

    def number(offsets: Ints) -> Ints:
        return np.searchsorted(told.start, offsets).astype(np.int32)

    leave = number(
        np.where(together, spots.start[second], np.minimum(spots.clause_end[clause_one], spots.start[second]))
    )
    enter = number(np.where(together, spots.start[second], spots.clause_start[clause_two]))
    closing = number(spots.clause_end[clause_two])
    opened, one, past = (
        number(spots.clause_start[clause_one]),
        number(spots.start[first]),
        number(spots.end[first]),
    )
    two, beyond = number(spots.start[second]), number(spots.end[second])
    stop = number(spots.sentence_end[spots.sentence[second]])
    start = (opened, past, leave, enter, beyond, closing)
    end = (one, leave, np.where(same_sentence, enter, leave), two, closing, stop)
    narrowed_start, narrowed_end = [], []
    for name, begin, finish in zip(ZONES, start, end, strict=True):
        finish = np.maximum(begin, finish)
        if name in ("after_first", "after", "rest"):
            finish = np.minimum(finish, begin + ZONE_WORDS)
        else:
            begin = np.maximum(begin, finish - ZONE_WORDS)
        narrowed_start.append(begin)
        narrowed_end.append(finish)
    return tuple(narrowed_start), tuple(narrowed_end)


FLAGS = (
    "same_list", "same_element", "head_nested", "tail_nested", "adjacent", "head_attributive",
    "tail_attributive", "same_clause", "head_carried", "head_carried_before", "tail_carried_before",
    "own_chain", "head_in_chain", "tail_in_chain", "head_subject", "tail_subject",
)  # fmt: skip
SPOT_TRAITS = ("standin", "listed", "place_in_list", "quoted", "aside", "modifier", "chained")
MEASURES = (
    "head_first", "sentences_apart", "same_sentence", "clauses_apart", "distance", "between",
    "de_after_first", "head_sentence", "tail_sentence", "same_paragraph", "verbs_between", "pauses_between",
    "rivals_between", "head_dateline",
)  # fmt: skip
COLUMNS = (
    *FLAGS,
    *MEASURES,
    *(f"{side}_{trait}" for trait in SPOT_TRAITS for side in ("head", "tail")),
    *(f"head_governor_{n}" for n in range(GOVERNOR_CLASSES)),
    *(f"tail_governor_{n}" for n in range(GOVERNOR_CLASSES)),
)


def flags_of(spots: Spots, pairs: Pairs) -> Floats:
    """What holds of each pair, yes or no: one column for each of :data:`FLAGS`."""
    head, tail, traits = pairs.head, pairs.tail, spots.traits
    phrase, element = spots.phrase, spots.element
    in_phrase = phrase[head] != NONE
    chain_of = spots.chain_of
    columns = (
        in_phrase & (phrase[head] == phrase[tail]) & (element[head] != element[tail]),
        in_phrase & (element[head] == element[tail]),
        traits["nested"][head],
        traits["nested"][tail],
        spots.start[pairs.second] == spots.end[pairs.first],
        traits["attributive"][head],
        traits["attributive"][tail],
        spots.clause[head] == spots.clause[tail],
        in_phrase & (spots.carried[spots.clause[tail]] == phrase[head]),
        in_phrase & (spots.carried_before[spots.clause[tail]] == phrase[head]),
        (phrase[tail] != NONE) & (spots.carried_before[spots.clause[head]] == phrase[tail]),
        (chain_of[tail] == head) | (chain_of[head] == tail),
        chain_of[head] != NONE,
        chain_of[tail] != NONE,
        traits["subject"][head],
        traits["subject"][tail],
    )
    return np.stack([np.asarray(c, np.float32) for c in columns], axis=1)


def distance_of(spots: Spots, pairs: Pairs) -> Floats:
    """Logarithm of the characters between the two ends."""
    gap = np.maximum(spots.start[pairs.second] - spots.end[pairs.first], 0)
    return np.asarray(np.log1p(gap), np.float32)


def measures_of(
    text: str,
    things: Things,
    spots: Spots,
    pairs: Pairs,
    *,
    told: Told,
    rows: Ints,
    flags: Floats,
) -> Floats:
    """Every column of :data:`COLUMNS` for some rows of the pairs; ``flags`` are those of all pairs."""
    head, tail, first, second = (side[rows] for side in (pairs.head, pairs.tail, pairs.first, pairs.second))
    pauses = np.zeros(len(text) + 1, np.int32)
    pauses[[match.end() for match in PAUSE.finditer(text)]] = 1
    pauses = np.cumsum(pauses)
    outer = np.cumsum(1 - spots.traits["nested"])
    left, right = spots.end[first], np.maximum(spots.start[second], spots.end[first])
    kind = things.kind[spots.thing]
    seen = np.zeros((len(KINDS), len(kind) + 1), np.int32)
    seen[kind, np.arange(1, len(kind) + 1)] = 1
    seen = np.cumsum(seen, axis=1)
    word_left, word_right = np.searchsorted(told.start, left), np.searchsorted(told.start, right)
    columns = [
        pairs.order[rows] % 2 == 0,
        np.clip(spots.sentence[tail] - spots.sentence[head], -9, 9),
        pairs.order[rows] < 2,
        np.minimum(np.abs(spots.clause[tail] - spots.clause[head]), 9),
        np.log1p(np.maximum(spots.start[second] - left, 0)),
        np.minimum(np.abs(outer[tail] - outer[head]), 10),
        spots.traits["followed_by_de"][first],
        np.minimum(spots.sentence[head], 10),
        np.minimum(spots.sentence[tail], 10),
        spots.paragraph[head] == spots.paragraph[tail],
        np.clip(told.verbs[word_right] - told.verbs[word_left], 0, 6),
        np.minimum(pauses[right] - pauses[left], 6),
        np.clip(seen[kind[tail], second] - seen[kind[tail], np.minimum(first + 1, second)], 0, 5),
        spots.traits["dateline"][head],
    ]
    for trait in SPOT_TRAITS:
        columns += [spots.traits[trait][head], spots.traits[trait][tail]]
    classes = np.arange(GOVERNOR_CLASSES)
    governors = [spots.governor[side][:, None] == classes for side in (head, tail)]
    narrow = np.stack([np.asarray(c, np.float32) for c in columns], axis=1)
    return np.concatenate([flags[rows], narrow, *(g.astype(np.float32) for g in governors)], axis=1)
