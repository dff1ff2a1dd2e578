"""What each article says around a person: posts, media, the company kept, by the bodies settled before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.naming.regions import CHINA, Region
from kg.resolve.atoms import Face, dumps, face_from, region_from
from kg.resolve.people import Post, Sighting
from kg.resolve.reading import also_of
from kg.resolve.state import State

_BATCH = 300  # articles at a time

# The bodies at the head of a place, whose leaders sit in several of them.
_SEATS = frozenset(
    {"", "委", "党工委", "党委", "政府", "管委会", "人大常委会", "人大", "政协", "纪委监委", "纪委", "监委"}
)
_PUBLIC = frozenset({"PartyBody", "GovernmentBody", "Office", "District"})


@dataclass(frozen=True, slots=True)
class _Named:
    """One thing in an article: its face, the id of its entity, and of a person roles and bodies."""

    place: int
    face: Face
    entity: str
    also: str


def update_sightings(state: State, articles: Iterable[int]) -> set[int]:
    """Write the sightings of some articles anew; the atoms of people whose sighting changed."""
    changed: set[int] = set()
    listed = sorted(set(articles))
    for start in range(0, len(listed), _BATCH):
        changed |= _update(state, listed[start : start + _BATCH])
    return changed


def _update(state: State, articles: Sequence[int]) -> set[int]:
    about = {
        number: (page, publisher, region_from(json.loads(home)))
        for number, page, publisher, home in state.among(
            "SELECT number, page, publisher, home FROM articles_read WHERE number IN ({})", articles
        )
    }
    named: dict[int, list[_Named]] = defaultdict(list)
    there: dict[tuple[int, int], tuple[int, str]] = {}
    select = (
        "SELECT o.article, o.place, o.atom, o.sighting, o.also, f.face, e.id FROM occurrences o"
        " JOIN faces f ON f.number = o.face JOIN atoms a ON a.number = o.atom"
        " LEFT JOIN entities e ON e.number = a.entity WHERE o.article IN ({})"
    )
    for article, place, atom, sighting, also, text, entity in state.among(select, articles):
        face = face_from(text)
        named[article].append(_Named(place, face, entity or "", also))
        if face.type == "Person":
            there[article, place] = (atom, sighting)
    rows, changed = [], set()
    for article, things in named.items():
        for place, text in _sightings(sorted(things, key=lambda one: one.place), *about[article]):
            atom, old = there[article, place]
            if old != text:
                rows.append((text, article, place))
                changed.add(atom)
    state.database.run_many("UPDATE occurrences SET sighting = ? WHERE article = ? AND place = ?", rows)
    return changed


def _sightings(
    things: Sequence[_Named], page: str, publisher: str, home: Region
) -> Iterable[tuple[int, str]]:
    """The sighting of each person of one article as JSON, by its place."""
    by_name = {(one.face.type, one.face.name): one for one in things}
    roles = {one.place: also_of(one.also) for one in things if one.face.type == "Person"}
    people = [one.face.name for one in things if one.place in roles and not roles[one.place][0]]
    bodies = [one for one in things if one.face.type == "Organization" and _says_something(one.face)]
    media = sorted({one.entity for one in things if one.face.subtype == "Media"})
    company = {one.entity for one in bodies if one.face.subtype != "Media"}
    for one in things:
        if one.place not in roles:
            continue
        own_roles, held = roles[one.place]
        posts = [_post(by_name[type_, name]) for type_, name in held if (type_, name) in by_name]  # type: ignore[attr-defined]
        kept = sorted({*company, *(name for name in people if name != one.face.name)})
        yield one.place, dumps([own_roles, page, publisher, home, media, posts, kept])


def _says_something(face: Face) -> bool:
    return bool(face.identity.parsed.own and face.identity.core)


def _post(body: _Named) -> list[object]:
    name = body.face.identity
    seat = name.core in _SEATS and name.region[:1] != CHINA
    return [body.entity, body.face.name, name.region, seat, body.face.subtype in _PUBLIC]


def sighting_from(number: int, name: str, text: str) -> Sighting:
    """A sighting read back, numbered for clustering."""
    roles, page, publisher, home, media, posts, company = json.loads(text)
    return Sighting(
        number=number,
        name=name,
        roles=tuple(roles),
        source=page,
        publisher=publisher,
        home=region_from(home),
        media=tuple(media),
        posts=tuple(
            Post(body, title, region_from(region), seat, public)
            for body, title, region, seat, public in posts
        ),
        company=tuple(company),
    )
