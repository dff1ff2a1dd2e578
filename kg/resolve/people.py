"""Which people of one name are one person: by paper, post, page and company kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.resolve.clustering import Clusters
from kg.resolve.regions import COUNTY, PREFECTURE, Region, compatible, steps_up

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person in one article. ``bodies``: clusters of the bodies where posts are held; ``body_regions``: where
    these are; ``company``: other people and named bodies of the article, by stable keys.
    """

    number: int  # of the occurrence
    name: str
    credited: bool
    source: str
    publisher: str
    home: Region
    media: tuple[str, ...]
    bodies: tuple[str, ...]
    body_regions: tuple[Region, ...]
    company: tuple[str, ...]


def _flat(region: Region) -> str:
    return "/".join(step.key for step in region)


def _strong(one: Sighting) -> list[Key]:
    """Keys of which one shared settles it, within one name."""
    if one.credited:
        keys: list[Key] = [("page", one.source)]
        keys += [("paper", one.publisher)] if one.publisher else []
        keys += [("media", medium) for medium in one.media]
        city = steps_up(one.home, PREFECTURE)
        return keys + ([("city", _flat(city))] if city else [])
    return [("body", body) for body in one.bodies] + [
        ("seat", _flat(region)) for region in one.body_regions if region and region[-1].level <= COUNTY
    ]


def _weak(one: Sighting) -> list[Key]:
    """Keys of which one shared settles it only if everyone who has it can be one person."""
    keys: list[Key] = [("page", one.source)]
    city = steps_up(one.home, PREFECTURE)
    return keys + ([("with", _flat(city), friend) for friend in one.company] if city else [])


def _at_odds(one: Sighting, other: Sighting) -> bool:
    """Posts in two places neither of which contains the other."""
    return bool(one.body_regions and other.body_regions) and not any(
        compatible(a, b) for a in one.body_regions for b in other.body_regions
    )


def _strangers(one: Sighting, other: Sighting) -> bool:
    """Without a post, on one page, in articles on two districts."""
    if one.body_regions and other.body_regions:
        return _at_odds(one, other)
    return not compatible(one.home, other.home)


def _by_key(sightings: Sequence[Sighting], strong: bool) -> Mapping[Key, list[Sighting]]:
    groups: dict[Key, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        for key in _strong(sighting) if strong else _weak(sighting):
            groups[key].append(sighting)
    return dict(sorted(groups.items()))


_MANY = 200  # a key shared by more sightings of one name than this says nothing


def _merge_weak(group: Sequence[Sighting], clusters: Clusters, of: Mapping[int, Sighting]) -> None:
    roots = sorted({clusters.find(sighting.number) for sighting in group})
    if len(roots) == 1 or len(roots) > _MANY:
        return
    members = [[of[number] for number in clusters.members(root)] for root in roots]
    for i, mine in enumerate(members):
        for theirs in members[i + 1 :]:
            if any(_strangers(a, b) for a in mine for b in theirs):
                return
    for root in roots[1:]:
        clusters.union(roots[0], root)


def merge_people(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Unite in ``clusters`` the sightings that are one person. Names are compared as printed: 李伟 is not 李伟民."""
    of = {sighting.number: sighting for sighting in sightings}
    names: dict[tuple[str, bool], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        names[sighting.name, sighting.credited].append(sighting)
    for (_, credited), same in sorted(names.items()):
        if len(same) == 1:
            continue
        for group in _by_key(same, strong=True).values():
            for sighting in group[1:]:
                clusters.union(group[0].number, sighting.number)
        if not credited:
            for group in _by_key(same, strong=False).values():
                _merge_weak(group, clusters, of)
