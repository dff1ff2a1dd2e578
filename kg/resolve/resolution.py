"""The order of the steps of resolution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, Extraction
from kg.naming.names import has_legal_form
from kg.naming.plain_text import plain
from kg.naming.regions import CHINA, NOWHERE, PREFECTURE, Region, Surroundings, steps_up
from kg.resolve.agreement import agreeing, leaning, same_name_groups
from kg.resolve.clustering import Clusters
from kg.resolve.entities import entities
from kg.resolve.homes import surroundings
from kg.resolve.identity import Identity, identities
from kg.resolve.occurrences import Occurrence, occurrences, pages
from kg.resolve.people import Post, Sighting, merge_people
from kg.resolve.variants import merge_variants


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities, sorted by id. Each mention of the claims is in one of them."""

    entities: tuple[Entity, ...]


def resolve_all(claims: Sequence[Extraction]) -> Resolution:
    """Entities of claims that come in their sorted order."""
    page_of = pages(claims)
    homes = surroundings(claims, page_of)
    items: list[Occurrence] = []
    names: list[Identity] = []
    for claim in claims:
        own = occurrences(claim, page_of[claim.article.id])
        items.extend(own)
        names.extend(identities(own, homes.get(claim.article.id, NOWHERE)))
    clusters = Clusters(len(items))
    _keep_apart(items, names, clusters)
    _merge_same_names(items, names, clusters)
    _merge_far_companies(items, names, clusters, homes)
    merge_variants(items, names, clusters)
    merge_people(_sightings(items, names, clusters, homes), clusters)
    return Resolution(entities(items, names, clusters.sets(), homes))


def _keep_apart(items: Sequence[Occurrence], names: Sequence[Identity], clusters: Clusters) -> None:
    """Full legal names side by side in one article, with a place and without: a company and its local one."""
    full: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        if item.subtype == "Company" and has_legal_form(item.name):
            full[item.article, names[number].core].append(number)
    for group in full.values():
        for one in group:
            for other in group:
                if names[one].parsed.explicit and not names[other].parsed.explicit:
                    clusters.forbid(one, other)


def _merge_same_names(items: Sequence[Occurrence], names: Sequence[Identity], clusters: Clusters) -> None:
    kinds = [item.type if item.type != "Person" else f"Person {number}" for number, item in enumerate(items)]
    for (_, _, exact, _), group in sorted(same_name_groups(kinds, names).items()):
        first: dict[Region, int] = {}
        for number in group:
            region = names[number].region
            clusters.union(first.setdefault(region, number), number)
        stated = {names[n].region for n in group if names[n].strict and names[n].parsed.explicit}
        pairs = agreeing(first, exact) if exact or not stated else leaning(stated, set(first) - stated)
        for one, other in pairs:
            clusters.union(first[one], first[other])


def _merge_far_companies(
    items: Sequence[Occurrence],
    names: Sequence[Identity],
    clusters: Clusters,
    homes: Mapping[str, Surroundings],
) -> None:
    """A full legal name in two cities is one company where a page of one names the other city."""
    legal: dict[str, dict[Region, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (item, name) in enumerate(zip(items, names, strict=True)):
        own = name.parsed.own and not name.parsed.explicit and len(name.core) >= _OWN_NAME
        if own and item.subtype == "Company" and has_legal_form(item.name):
            legal[plain(item.name)][steps_up(name.region, PREFECTURE)].append(number)
    for _, cities in sorted(legal.items()):
        if len(cities) != 2:
            continue
        (one, ours), (other, theirs) = sorted(cities.items())
        if any(other in homes[items[n].article].named for n in ours) or any(
            one in homes[items[n].article].named for n in theirs
        ):
            clusters.union(ours[0], theirs[0])


_OWN_NAME = 4  # characters of a company's name without its legal form, so that it is hardly another's


# The bodies at the head of a place, whose leaders sit in several of them.
_SEATS = frozenset(
    {"", "委", "党工委", "党委", "政府", "管委会", "人大常委会", "人大", "政协", "纪委监委", "纪委", "监委"}
)


def _named(name: Identity) -> bool:
    """Whether a body is known enough by its name to vouch for a person beside it."""
    return bool(name.core) and name.parsed.own and not name.parsed.national


def _post(number: int, item: Occurrence, name: Identity, clusters: Clusters) -> Post:
    seat = name.core in _SEATS and name.region[:1] != CHINA
    public = item.subtype in {"PartyBody", "GovernmentBody", "Office", "District"}
    return Post(str(clusters.find(number)), item.name, name.region, seat, public)


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
        orgs = [
            n for n in numbers if items[n].type == "Organization" and names[n].parsed.own and names[n].core
        ]
        media = tuple(str(clusters.find(n)) for n in numbers if items[n].subtype == "Media")
        company = [str(clusters.find(n)) for n in orgs if items[n].subtype != "Media"]
        for number in numbers:
            item = items[number]
            if item.type != "Person":
                continue
            bodies = [by_name[body] for body in item.bodies if body in by_name]
            found.append(
                Sighting(
                    number=number,
                    name=item.name,
                    roles=item.roles,
                    source=item.source,
                    publisher=item.publisher,
                    home=homes.get(article, NOWHERE).home,
                    media=media,
                    posts=tuple(_post(n, items[n], names[n], clusters) for n in bodies),
                    company=tuple(sorted({*company, *(p for p in people if p != item.name)})),
                )
            )
    return found
