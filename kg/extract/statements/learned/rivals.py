"""What else stands around a naming that could be an end of the relation, and where its ends stand among it.

The head is often the first thing in its sentence that could be one, the tail the last; a thing that another
candidate parts from the other end seldom is meant.
"""

from __future__ import annotations

import numpy as np

from kg.extract.statements.learned.pairs import ALLOWED, Bools
from kg.extract.statements.learned.scene import Scene
from kg.extract.statements.learned.spots import Floats, Ints, Spots
from kg.extract.statements.learned.vocabulary import RELATIONS

#: ``heads`` and ``tails`` are spots in no longer name that the relation allows as such: between the ends and,
#: in the sentence of the end that is named, before and after it (the other end too, where its type fits);
#: those ``in_sentence`` count the end itself. ``head_from_clause`` is the logarithm of the characters from
#: where its clause begins, ``to`` of those to where it ends. ``share`` is its part in the mentions of all
#: possible heads (tails), ``rank`` how many of them are named more often. ``first_apart`` is how far the tail
#: is first named before the head (negative: after), as a logarithm.
RIVALS = (
    "heads_between", "tails_between", "heads_before_head", "heads_after_head", "heads_in_sentence",
    "tails_before_tail", "tails_after_tail", "tails_in_sentence",
    "head_from_clause", "head_to_clause", "tail_from_clause", "tail_to_clause",
    "head_share", "tail_share", "head_rank", "tail_rank", "first_apart",
)  # fmt: skip
MOST = 9  # counts above this count as this

_AS_HEAD: Bools = np.asarray(ALLOWED.any(axis=2))  # relation, type
_AS_TAIL: Bools = np.asarray(ALLOWED.any(axis=1))


def rivals_of(scene: Scene, relation: Ints, naming: Ints) -> Floats:
    """For namings, each as one of a relation, a column for each of :data:`RIVALS`."""
    things, spots, pairs = scene.things, scene.spots, scene.pairs
    head, tail, first, second = (side[naming] for side in (pairs.head, pairs.tail, pairs.first, pairs.second))
    types = things.type[spots.thing]
    outer = spots.traits["nested"] == 0
    heads, tails = (_running(allowed[:, types] & outer) for allowed in (_AS_HEAD, _AS_TAIL))
    opens = np.searchsorted(spots.sentence, spots.sentence, side="left")
    closes = np.searchsorted(spots.sentence, spots.sentence, side="right")
    past, last = first + 1, np.maximum(second, first + 1)
    counts = (
        heads[relation, last] - heads[relation, past],
        tails[relation, last] - tails[relation, past],
        *_around(heads, relation, head, opens, closes),
        *_around(tails, relation, tail, opens, closes),
    )
    by_head, by_tail = spots.thing[head], spots.thing[tail]
    columns = [
        *(np.minimum(count, MOST) for count in counts),
        *_edges(spots, head),
        *_edges(spots, tail),
    ]
    for share_and_rank in zip(
        _fame(things.count, _AS_HEAD[:, things.type], relation, by_head),
        _fame(things.count, _AS_TAIL[:, things.type], relation, by_tail),
        strict=True,
    ):
        columns += share_and_rank
    apart = things.first[by_head].astype(np.float64) - things.first[by_tail]
    columns.append(np.sign(apart) * np.log1p(np.abs(apart)))
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _running(fit: Bools) -> Ints:
    """By relation, how many of the first n spots fit."""
    table = np.zeros((len(RELATIONS), fit.shape[1] + 1), np.int32)
    np.cumsum(fit, axis=1, out=table[:, 1:])
    return table


def _around(running: Ints, relation: Ints, spot: Ints, opens: Ints, closes: Ints) -> tuple[Ints, Ints, Ints]:
    """Before the spot in its sentence, after it, and in the whole of it."""
    begin, end = running[relation, opens[spot]], running[relation, closes[spot]]
    return running[relation, spot] - begin, end - running[relation, spot + 1], end - begin


def _edges(spots: Spots, spot: Ints) -> tuple[Floats, Floats]:
    """Logarithms of the characters from where its clause begins, and to where it ends."""
    clause = spots.clause[spot]
    before = np.maximum(spots.start[spot] - spots.clause_start[clause], 0)
    after = np.maximum(spots.clause_end[clause] - spots.end[spot], 0)
    return np.log1p(before).astype(np.float32), np.log1p(after).astype(np.float32)


def _fame(count: Ints, fit: Bools, relation: Ints, thing: Ints) -> tuple[Floats, Floats]:
    """Share in the mentions of all that fit the relation, and how many of these are named more often."""
    total = np.maximum((fit * count).sum(axis=1), 1)[relation]
    above = ((count[None, :] > count[:, None])[None] & fit[:, None, :]).sum(axis=2)
    return (count[thing] / total).astype(np.float32), above[relation, thing].astype(np.float32)
