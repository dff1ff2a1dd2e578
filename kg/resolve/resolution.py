"""The order of the steps of resolution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, Extraction
from kg.resolve.agreement import agreeing, same_name_groups
from kg.resolve.clustering import Clusters
from kg.resolve.entities import entities
from kg.resolve.homes import surroundings
from kg.resolve.identity import Identity, identities
from kg.resolve.occurrences import Occurrence, occurrences
from kg.resolve.people import Sighting, merge_people
from kg.resolve.regions import NOWHERE, Region, Surroundings
from kg.resolve.variants import merge_variants


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities, sorted by id. Each mention of the claims is in one of them."""

    entities: tuple[Entity, ...]


def resolve_all(claims: Sequence[Extraction]) -> Resolution:
    """Entities of claims that come in their sorted order."""
    homes = surroundings(claims)
    items: list[Occurrence] = []
    names: list[Identity] = []
    for claim in claims:
        own = occurrences(claim)
        items.extend(own)
        names.extend(identities(own, homes.get(claim.article.id, NOWHERE)))
    clusters = Clusters(len(items))
    _merge_same_names(items, names, clusters)
    merge_variants(items, names, clusters)
    merge_people(_sightings(items, names, clusters, homes), clusters)
    return Resolution(entities(items, names, clusters.sets()))


def _merge_same_names(items: Sequence[Occurrence], names: Sequence[Identity], clusters: Clusters) -> None:
    kinds = [item.type if item.type != "Person" else f"Person {number}" for number, item in enumerate(items)]
    for (_, _, exact, _), group in sorted(same_name_groups(kinds, names).items()):
        first: dict[Region, int] = {}
        for number in group:
            region = names[number].region
            clusters.union(first.setdefault(region, number), number)
        for wide, narrow in agreeing(first, exact):
            clusters.union(first[wide], first[narrow])


def _sightings(
    items: Sequence[Occurrence],
    names: Sequence[Identity],
    clusters: Clusters,
    homes: Mapping[str, Surroundings],
) -> list[Sighting]:
    articles: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        articles[item.article].append(number)
    found: list[Sighting] = []
    for article, numbers in articles.items():
        by_name = {(items[n].type, items[n].name): n for n in numbers}
        people = [items[n].name for n in numbers if items[n].type == "Person" and not items[n].credited]
        orgs = [n for n in numbers if items[n].type == "Organization" and names[n].parsed.own and names[n].core]
        media = tuple(str(clusters.find(n)) for n in orgs if items[n].subtype == "Media")
        company = [str(clusters.find(n)) for n in orgs if items[n].subtype != "Media"]
        for number in numbers:
            item = items[number]
            if item.type != "Person":
                continue
            posts = [by_name[body] for body in item.bodies if body in by_name]
            found.append(
                Sighting(
                    number=number,
                    name=item.name,
                    credited=item.credited,
                    source=item.source,
                    publisher=item.publisher,
                    home=homes.get(article, NOWHERE).home,
                    media=media,
                    bodies=tuple(str(clusters.find(n)) for n in posts),
                    body_regions=tuple(names[n].region for n in posts),
                    company=tuple(sorted({*company, *(p for p in people if p != item.name)})),
                )
            )
    return found
