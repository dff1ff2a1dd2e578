"""What the first verdicts on other pairs say of a pair: one owner of a body, members of a list alike.

Relations of an article depend on each other. A first forest judges each pair by itself; what it gives the
other pairs (of the same head, the same tail, of those listed beside either end, of the body above, of the
person's own body) are columns for a second, smaller forest that judges again. This is stacked
generalisation (Wolpert, 1992) over the pairs of one article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.statements.learned.evidence import Rows
from kg.extract.statements.learned.scene import Scene
from kg.extract.statements.learned.spots import NONE, Floats, Ints, Spots
from kg.extract.statements.learned.vocabulary import COOPERATION, NUMBER_OF, RELATIONS

#: Pairs that the first forest gives less are not judged again, and count for nothing with their neighbours.
FAINT = 0.02
ALONE = -1.0  # the mean over neighbours where there are none
STRIP = 256  # pairs that are worked on at once: what that takes grows with the things of an article
EDGE = 1e-4  # probabilities are cut off here before their logit is taken
WITHIN, POST, MEMBER = 0, NUMBER_OF["HOLDS_POST"], NUMBER_OF["BELONGS_TO"]
PROJECT, ORGANIZER, PARTICIPANT = (NUMBER_OF[name] for name in ("UNDERTAKES", "ORGANIZES", "PARTICIPATES_IN"))
NEIGHBOURS = (
    "first", "best_other_tail", "best_other_head", "other_tails", "other_heads", "sure_tails", "sure_heads",
    "better_tails", "better_heads",
    *(f"also_{name}" for name in RELATIONS),
    *(f"reversed_{name}" for name in RELATIONS),
    "listed_with_head", "heads_listed", "listed_with_tail", "tails_listed", "like_head", "like_tail",
    "above_head", "below_head", "tail_below", "tail_above", "body_of_head", "people_of_head",
    "people_of_tail", "body_of_tail", "organize_together", "take_part_together", "undertake_together",
    "partner_of_head", "partner_of_tail", "both_within",
    *(f"head_{name}" for name in RELATIONS),
    *(f"tail_{name}" for name in RELATIONS),
    *(f"of_head_{name}" for name in RELATIONS),
    *(f"of_tail_{name}" for name in RELATIONS),
)  # fmt: skip
FIRST = NEIGHBOURS.index("first")  # the logit of the first verdict
LISTED = 0  # the place among the likes of those listed side by side


@dataclass(frozen=True, slots=True)
class Again:
    """Of one relation the rows that are judged again, by their numbers; a column for each of NEIGHBOURS."""

    row: NDArray[np.int64]
    columns: Floats


@dataclass(frozen=True, slots=True)
class _Asked:
    """Pairs that are judged again: relation, head, tail, and what the first verdict gives each."""

    relation: Ints
    heads: Ints
    tails: Ints
    likely: Floats

    def strip(self, first: int) -> _Asked:
        """The pairs from this one on that are worked on at once."""
        part = slice(first, first + STRIP)
        return _Asked(self.relation[part], self.heads[part], self.tails[part], self.likely[part])


def again_of(scene: Scene, by_relation: Sequence[Rows], chances: Sequence[Floats]) -> list[Again]:
    """By relation the rows that are likely enough to be judged again, with what their neighbours say.

    ``chances`` are the probabilities of the first forests, by relation and row.
    """
    kept = [np.nonzero(chance >= FAINT)[0] for chance in chances]
    sizes = [len(rows) for rows in kept]
    pair = np.concatenate([rows.pair[k] for rows, k in zip(by_relation, kept, strict=True)])
    relation = np.repeat(np.arange(len(RELATIONS)), sizes)
    likely = np.concatenate([chance[k] for chance, k in zip(chances, kept, strict=True)])
    heads, tails = scene.pairs.head_thing[pair], scene.pairs.tail_thing[pair]
    told = _told(scene, _Asked(relation, heads, tails, likely))
    return [Again(*one) for one in zip(kept, np.split(told, np.cumsum(sizes)[:-1]), strict=True)]


def _told(scene: Scene, asked: _Asked) -> Floats:
    """One row for each pair judged again, one column for each of :data:`NEIGHBOURS`."""
    size, number = len(scene.things.keys), len(asked.heads)
    table = np.zeros((len(RELATIONS), size, size), np.float32)  # relation, head, tail
    table[asked.relation, asked.heads, asked.tails] = asked.likely
    table[COOPERATION] = np.maximum(table[COOPERATION], table[COOPERATION].T)
    sums = table.sum(axis=2), table.sum(axis=1)
    likes = _likes(scene) if number else ()
    told = np.empty((number, len(NEIGHBOURS)), np.float32)
    for first in range(0, number, STRIP):
        told[first : first + STRIP] = np.stack(_of_strip(table, sums, likes, asked.strip(first)), axis=1)
    return told


def _of_strip(
    table: Floats, sums: tuple[Floats, Floats], likes: Sequence[Floats], asked: _Asked
) -> list[Floats]:
    """The columns of some of the pairs. ``sums``: of the table, from each thing and to each."""
    relation, heads, tails, likely = asked.relation, asked.heads, asked.tails, asked.likely
    own = table[relation, heads, tails]
    of_head, of_tail = table[relation, heads], table[relation, :, tails]
    others_of_head, others_of_tail = of_head.copy(), of_tail.copy()
    every = np.arange(len(heads))
    others_of_head[every, tails] = 0
    others_of_tail[every, heads] = 0
    from_each, to_each = sums
    return [
        np.log(np.clip(likely, EDGE, 1 - EDGE) / np.clip(1 - likely, EDGE, 1 - EDGE)),
        others_of_head.max(axis=1),
        others_of_tail.max(axis=1),
        others_of_head.sum(axis=1),
        others_of_tail.sum(axis=1),
        (others_of_head > 0.5).sum(axis=1),
        (others_of_tail > 0.5).sum(axis=1),
        (others_of_head > own[:, None]).sum(axis=1),
        (others_of_tail > own[:, None]).sum(axis=1),
        *table[:, heads, tails],
        *table[:, tails, heads],
        *_of_the_like(likes, heads, tails, of_head, of_tail),
        *_of_the_near(table, heads, tails, of_head, of_tail),
        *from_each[:, heads],
        *to_each[:, tails],
        *to_each[:, heads],
        *from_each[:, tails],
    ]


def _likes(scene: Scene) -> tuple[Floats, Floats]:
    """Which things are listed side by side, and which are of one kind: 1 or 0."""
    kind = scene.things.kind
    alike = (kind[:, None] == kind).astype(np.float32)
    np.fill_diagonal(alike, 0)
    return _listed(scene.spots, scene.things.type, len(kind)), alike


def _of_the_like(
    likes: Sequence[Floats], heads: Ints, tails: Ints, of_head: Floats, of_tail: Floats
) -> list[Floats]:
    """What is said of those listed beside an end, and of all of an end's kind: means, and how many listed."""
    columns = []
    for which, like in enumerate(likes):
        count = like.sum(axis=1)
        for end, chances in ((heads, of_tail), (tails, of_head)):
            number = count[end]
            columns.append(np.where(number > 0, _over(like[end], chances) / np.maximum(number, 1), ALONE))
            if which == LISTED:
                columns.append(number)
    return columns


def _of_the_near(table: Floats, heads: Ints, tails: Ints, of_head: Floats, of_tail: Floats) -> list[Floats]:
    """What is said by way of a third thing: the body above, the people of a body, who acts together."""
    within, partner = table[WITHIN], table[COOPERATION]
    member = table[POST] + table[MEMBER]
    organizes, takes_part, undertakes = table[ORGANIZER], table[PARTICIPANT], table[PROJECT]
    return [
        _over(within[heads], of_tail),
        _over(within[:, heads].T, of_tail),
        _over(of_head, within[:, tails].T),
        _over(of_head, within[tails]),
        _over(member[heads], of_tail),
        _over(member[:, heads].T, of_tail),
        _over(of_head, member[:, tails].T),
        _over(of_head, member[tails]),
        _over(organizes[heads], organizes[tails]),
        _over(takes_part[heads], takes_part[tails]),
        _over(undertakes[heads], undertakes[tails]),
        _over(partner[heads], of_tail),
        _over(of_head, partner[:, tails].T),
        _over(within[heads], within[tails]),
    ]


def _over(one: Floats, other: Floats) -> Floats:
    """Row by row the sum over all third things of the product of two chances."""
    return np.asarray(np.einsum("ij,ij->i", one, other), np.float32)


def _listed(spots: Spots, types: Ints, size: int) -> Floats:
    """Which things of one type stand side by side in a list: 1 or 0."""
    spot = np.nonzero((spots.phrase != NONE) & (spots.traits["modifier"] == 0))[0]
    phrase, element, thing = spots.phrase[spot], spots.element[spot], spots.thing[spot]
    beside = (phrase[:, None] == phrase) & (element[:, None] != element)
    one, other = np.nonzero(beside)
    listed = np.zeros((size, size), np.float32)
    listed[thing[one], thing[other]] = 1
    listed[types[:, None] != types] = 0
    np.fill_diagonal(listed, 0)
    return listed
