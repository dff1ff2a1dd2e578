"""All that speaks for a relation of two things: a row of numbers for each pair, for the trees to judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.extract.statements.learned.nesting import NESTING, nesting_of
from kg.extract.statements.learned.pairs import ALLOWED, COLUMNS, measures_of
from kg.extract.statements.learned.rivals import RIVALS, rivals_of
from kg.extract.statements.learned.scene import Scene
from kg.extract.statements.learned.spots import LATE, Floats, Ints
from kg.extract.statements.learned.vocabulary import KINDS, RELATIONS
from kg.extract.statements.learned.wording import PARTS, Worded, Wording

NOWHERE = 99.0
UNSEEN = -20.0  # the score of a second naming where there is none
MOST_TOLD = 7.0  # scores above this count as this
MOST = 12  # counts above this count as this
THING_COLUMNS = ("mentions", "titled", "order", "same_type", "length", "sureness")
OF_THINGS = (
    *(f"{side}_{name}" for name in THING_COLUMNS for side in ("head", "tail")),
    "things",
    *(f"head_{kind}" for kind in KINDS),
    *(f"tail_{kind}" for kind in KINDS),
)
OF_RULES = (
    *(f"rule_{name}" for name in RELATIONS),
    "rule_reversed", "rules_of_head", "rules_of_tail", "rule_to_other_tail",
)  # fmt: skip
OF_NAMINGS = (
    "namings", "nearest_naming", "namings_in_clause", "namings_in_sentence", "wording", "second_wording",
    "ahead_of_tails", "ahead_of_heads", "tails", "heads", "any_naming",
)  # fmt: skip
OF_WORDING = (*(f"wording_of_{part}" for part in PARTS), *(f"wording_for_{name}" for name in RELATIONS))


def column_names(relation: int) -> tuple[str, ...]:
    """The names of the columns of a relation's rows."""
    shared = (*COLUMNS, *OF_THINGS, *OF_RULES, *OF_NAMINGS, *OF_WORDING, *RIVALS)
    return (*shared, *(NESTING if relation == 0 else ()))


@dataclass(frozen=True, slots=True)
class Rows:
    """The candidates of one relation: numbers of the thing pairs, their best naming, and the columns."""

    pair: Ints
    naming: Ints
    columns: Floats


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidates of all relations, one relation after the other."""

    relation: Ints
    naming: Ints
    pair: Ints
    heads: Ints
    tails: Ints
    counts: Floats


def rows_of(scene: Scene, wording: Wording, least: Sequence[float]) -> list[Rows]:
    """The candidates of every relation.

    ``least`` is, by relation, the wording score below which a pair that no rule names is left out.
    """
    worded = Worded(wording, scene)
    chosen = _chosen(scene, worded.scores, np.array(least, np.float32))
    namings, place = np.unique(chosen.naming, return_inverse=True)
    measures = measures_of(
        scene.reading.article.text,
        scene.things,
        scene.spots,
        scene.pairs,
        told=scene.told,
        rows=namings,
        flags=scene.flags,
    )
    shared = np.concatenate(
        [
            measures[place],
            _of_things(scene, chosen),
            _of_rules(scene, chosen),
            chosen.counts,
            worded.parts(chosen.naming, chosen.relation),
            worded.scores[chosen.naming],
            rivals_of(scene, chosen.relation, chosen.naming),
        ],
        axis=1,
    )
    bounds = np.searchsorted(chosen.relation, np.arange(len(RELATIONS) + 1))
    found = []
    for relation in range(len(RELATIONS)):
        part = slice(bounds[relation], bounds[relation + 1])
        columns = shared[part]
        if relation == 0:
            nesting = nesting_of(scene.things, chosen.heads[part], chosen.tails[part])
            columns = np.concatenate([columns, nesting], axis=1)
        found.append(Rows(chosen.pair[part], chosen.naming[part], columns))
    return found


def _chosen(scene: Scene, scores: Floats, least: Floats) -> Chosen:
    """Of each pair and relation that allows it the best naming, and :data:`OF_NAMINGS`."""
    pairs, spots, things = scene.pairs, scene.spots, scene.things
    types = things.type[spots.thing]
    allowed = ALLOWED[:, types[pairs.head], types[pairs.tail]]
    relation, naming = np.nonzero(allowed)
    all_pairs, size = len(pairs.head_thing), len(things.keys)
    score = scores[naming, relation]
    of = relation * all_pairs + pairs.of[naming]
    order = np.lexsort((-score, of))
    opens = np.ones(len(order), np.bool_)
    opens[1:] = of[order][1:] != of[order][:-1]
    best = order[opens]
    key, top = of[best], score[best]
    relation_of, pair = key // all_pairs, key % all_pairs
    second = np.full(len(RELATIONS) * all_pairs, UNSEEN, np.float32)
    after_first = np.nonzero(opens[:-1] & ~opens[1:])[0] + 1  # in order: the second best of its pair
    second[of[order[after_first]]] = score[order[after_first]]
    same_sentence = pairs.order < 2
    same_clause = spots.clause[pairs.head] == spots.clause[pairs.tail]
    nearest = np.full(all_pairs, NOWHERE, np.float32)
    np.minimum.at(nearest, pairs.of, scene.distance + 3 * (1 - same_sentence.astype(np.float32)))
    heads, tails = pairs.head_thing[pair], pairs.tail_thing[pair]
    groups = len(RELATIONS) * size
    by_head, by_tail = relation_of * size + heads, relation_of * size + tails
    counts = np.stack(
        [
            np.minimum(np.bincount(pairs.of, minlength=all_pairs), MOST)[pair],
            nearest[pair],
            np.minimum(np.bincount(pairs.of, same_clause, all_pairs), MOST)[pair],
            np.minimum(np.bincount(pairs.of, same_sentence, all_pairs), MOST)[pair],
            top,
            second[key],
            _ahead(top, by_head, groups),
            _ahead(top, by_tail, groups),
            np.bincount(by_head, minlength=groups)[by_head],
            np.bincount(by_tail, minlength=groups)[by_tail],
            _any_naming(score, of, len(RELATIONS) * all_pairs)[key],
        ],
        axis=1,
    ).astype(np.float32)
    kept = np.nonzero((top > least[relation_of]) | (scene.said[heads, tails, relation_of] > 0))[0]
    return Chosen(relation_of[kept], naming[best][kept], pair[kept], heads[kept], tails[kept], counts[kept])


def _any_naming(score: Floats, of: Ints, size: int) -> Floats:
    """By pair and relation, how likely at least one naming tells it, were they independent: a logarithm."""
    untold = np.log1p(np.exp(np.clip(score, UNSEEN, MOST_TOLD)))
    return np.bincount(of, untold, size).astype(np.float32)


def _ahead(score: Floats, group: Ints, size: int) -> Floats:
    """By how much a score is ahead of the best other of its group (behind: negative)."""
    first = np.full(size, 2 * UNSEEN, np.float32)
    np.maximum.at(first, group, score)
    second = np.full(size, 2 * UNSEEN, np.float32)
    np.maximum.at(second, group, np.where(score < first[group], score, 2 * UNSEEN))
    other = np.where(score >= first[group], second[group], first[group])
    return np.clip(score - other, -9, 9).astype(np.float32)


def _of_things(scene: Scene, chosen: Chosen) -> Floats:
    things, heads, tails = scene.things, chosen.heads, chosen.tails
    first = np.minimum(things.first, LATE)
    rank = np.argsort(np.argsort(first, kind="stable"), kind="stable")
    same = np.bincount(things.type, minlength=8)[things.type]
    sure = np.zeros(len(things.keys), np.float32)
    np.maximum.at(sure, scene.thing_of, np.array([m.confidence for m in scene.reading.mentions], np.float32))
    columns = []
    for column in (
        np.minimum(things.count, MOST),
        things.titled,
        np.minimum(rank, 30),
        np.minimum(same, 30),
        things.length,
        sure,
    ):
        columns += [column[heads], column[tails]]
    columns.append(np.full(len(heads), min(len(things.keys), 60)))
    kinds = np.arange(len(KINDS))
    one_hot = [(things.kind[side][:, None] == kinds).astype(np.float32) for side in (heads, tails)]
    return np.concatenate([np.stack([np.asarray(c, np.float32) for c in columns], axis=1), *one_hot], axis=1)


def _of_rules(scene: Scene, chosen: Chosen) -> Floats:
    """What the rules say of the pair, and of its ends with others."""
    said, heads, tails, relation = scene.said, chosen.heads, chosen.tails, chosen.relation
    mine = said[heads, tails]
    others = said[heads, :, relation]
    others[np.arange(len(heads)), tails] = 0
    own = said[heads, tails, relation] > 0
    stated = said > 0
    columns = (
        said[tails, heads].max(axis=1),
        np.minimum(stated.sum(axis=1)[heads, relation] - own, 6),
        np.minimum(stated.sum(axis=0)[tails, relation] - own, 6),
        others.max(axis=1),
    )
    return np.concatenate([mine, np.stack([np.asarray(c, np.float32) for c in columns], axis=1)], axis=1)
