"""People settled, a name at a time; those that may be one person, and are not merged, are told."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from kg.decisions import Ruling
from kg.matching import Context, Verdict, compare_in
from kg.matching.scoring import Bar, Comparison
from kg.naming.regions import PREFECTURE, Region, steps_up
from kg.resolve.atoms import atom_key_from
from kg.resolve.bodies import Ties, batches
from kg.resolve.clustering import Clusters
from kg.resolve.company import sighting_from
from kg.resolve.families import Link
from kg.resolve.loading import load_faces, witness_of
from kg.resolve.outcome import Outcome
from kg.resolve.people import ANYONE, Merge, Sighting, merge_people
from kg.resolve.rulings import Obeyed, Pointed, Rulings, keep_apart, obey
from kg.resolve.settling import Settled, Unsure
from kg.resolve.state import State

_MOST = 30  # people of one name in one city: with more nobody can tell them apart by asking


def settle_people(
    state: State, families: Collection[int], rulings: Rulings, outcome: Outcome
) -> list[tuple[Ruling, Ruling]]:
    """Settle all people of the names (families) that were touched. What decisions were overruled."""
    overruled: list[tuple[Ruling, Ruling]] = []
    select = "SELECT DISTINCT family FROM atoms WHERE type = 'Person' AND family IN ({})"
    there = [row[0] for row in state.among(select, families)]
    for batch in batches(_blocks(state, there, rulings)):
        listed = [family for block in batch for family in block]
        outcome.clear(listed)
        overruled += _settle_batch(state, batch, rulings, outcome)
    return overruled


def _blocks(state: State, families: Sequence[int], rulings: Rulings) -> Iterator[frozenset[int]]:
    """Names, those together that a decision ties."""
    tied = rulings.tied()
    select = "SELECT number, family FROM atoms WHERE type = 'Person' AND number IN ({})"
    family: dict[int, int] = dict(state.among(select, tied))
    beside: dict[int, set[int]] = defaultdict(set)
    for one, others in tied.items():
        for other in others:
            if one in family and other in family:
                beside[family[one]].add(family[other])
    return Ties({one: frozenset(others) for one, others in beside.items()}).blocks(families)


def _settle_batch(
    state: State, batch: Sequence[frozenset[int]], rulings: Rulings, outcome: Outcome
) -> list[tuple[Ruling, Ruling]]:
    of_family = _named(state, [family for block in batch for family in block])
    things: list[list[int]] = []
    overruled: list[tuple[Ruling, Ruling]] = []
    for block in batch:
        rows = sorted(
            (one for family in block for one in of_family[family]), key=attrgetter("article", "place")
        )
        numbers = [one.atom for one in rows]
        if len(numbers) == 1:
            things.append(numbers)
            continue
        seen = [sighting_from(place, one.name, one.sighting) for place, one in enumerate(rows)]
        settled = _settle(numbers, seen, rulings)
        things += settled.things
        overruled += settled.overruled
        outcome.tell(min(block), settled.merges, settled.unsure)
    people = [one for rows in of_family.values() for one in rows]
    faces = load_faces(state, {one.face for one in people})
    outcome.write(
        things,
        {one.atom: ((faces[one.face], one.weight),) for one in people},
        {one.atom: witness_of(one.article, faces[one.face].name, one.first) for one in people},
    )
    return overruled


class _Named(NamedTuple):
    """A person in an article: of people an atom is what one article says, see ``kg.resolve.atoms``."""

    name: str
    article: str
    place: int
    atom: int
    face: int
    weight: int
    first: int
    sighting: str


def _named(state: State, families: Collection[int]) -> dict[int, list[_Named]]:
    """The people of some names, by family."""
    select = "SELECT family, min(key) FROM atoms WHERE family IN ({}) GROUP BY family"
    names = {family: atom_key_from(key).core for family, key in state.among(select, families)}
    select = (
        "SELECT a.family, r.article, o.place, a.number, o.face, o.weight, o.first, o.sighting FROM atoms a"
        " JOIN occurrences o ON o.atom = a.number"
        " JOIN articles_read r ON r.number = o.article WHERE a.family IN ({})"
    )
    found: dict[int, list[_Named]] = defaultdict(list)
    for family, *row in state.among(select, families):
        found[family].append(_Named(names[family], *row))
    return found


def _settle(numbers: Sequence[int], seen: Sequence[Sighting], rulings: Rulings) -> Settled:
    index = {number: place for place, number in enumerate(numbers)}
    clusters, merged, decided = _people(seen, rulings.on(numbers), index)
    things = [[numbers[place] for place in members] for members in clusters.sets()]
    merges = [Link(a, b, 1.0, (Bar("decided", ruling.reason, 1.0, 9.0),)) for a, b, ruling in decided.merges]
    merges += [_link(numbers, merge) for merge in merged]
    unsure = [
        Unsure(numbers[one.number], numbers[other.number], score, bars)
        for one, other, score, bars in _unsure(seen, clusters)
    ]
    return Settled(things, merges, unsure, list(decided.overruled))


def _people(
    seen: Sequence[Sighting], pointed: Sequence[Pointed], index: Mapping[int, int]
) -> tuple[Clusters, list[Merge], Obeyed]:
    """Who is one person. Who is decided to be one joins with all that each was found to be.

    Joined before, the posts of either would keep from them what is the other's: two nodes of which somebody
    says that they are one would fall to pieces.
    """
    held, clusters = Clusters(len(seen)), Clusters(len(seen))
    decided = obey(pointed, held, index)
    keep_apart(pointed, held, clusters, index)
    merged = merge_people(seen, clusters)
    if all(clusters.union(index[a], index[b]) for a, b, _ in decided.merges):
        return clusters, merged, decided
    # Each had been joined by somebody from whom the other is decided to be apart: what is decided goes first.
    return held, merge_people(seen, held), decided


def _link(numbers: Sequence[int], merge: Merge) -> Link:
    return Link(numbers[merge.one], numbers[merge.other], merge.score, _bars(merge.why))


@functools.cache
def _bars(why: str) -> tuple[Bar, ...]:
    return (
        Bar("before_any_feature", "", 1.0, -3.0),
        Bar("same_name", "", 1.0, 3.0),
        Bar(why.replace(" ", "_"), why, 1.0, 3.0),
    )


def _unsure(
    seen: Sequence[Sighting], clusters: Clusters
) -> Iterator[tuple[Sighting, Sighting, float, tuple[Bar, ...]]]:
    """People of one name and city that are kept apart, and could be one by name, place and posts."""
    by_city: dict[tuple[str, Region, bool], dict[int, list[Sighting]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in seen:
        city = steps_up(one.home, PREFECTURE)
        if city and not one.name.endswith(ANYONE):
            by_city[one.name, city, one.credited][clusters.find(one.number)].append(one)
    for _, people in sorted(by_city.items()):
        if not 1 < len(people) <= _MOST:
            continue
        best = [
            min(group, key=lambda one: (-len(one.posts), one.number)) for _, group in sorted(people.items())
        ]
        for one, other in combinations(best, 2):
            if clusters.forbidden(one.number, other.number):
                continue
            found = _compared(one.name, _context(one), _context(other))
            if found.verdict is not Verdict.DIFFERENT:
                yield one, other, found.score, found.bars


@functools.lru_cache(maxsize=8192)
def _compared(name: str, near: Context, other: Context) -> Comparison:
    """Two people of one name in their places and posts, of which a city's many people have few."""
    return compare_in(name, name, "Person", near, other)


def _context(one: Sighting) -> Context:
    post = one.posts[0].name if one.posts else ""
    return Context(one.home, post)
