"""What entities are made of, in the words of decisions: names, home regions, articles where needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.decisions import Designation
from kg.resolve.atoms import atom_key_from, face_from, real
from kg.resolve.entities import printed_path
from kg.resolve.rulings import pointed_at, set_aside
from kg.resolve.state import State


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an entity: what decisions call it, how often it is mentioned, in which articles."""

    designation: Designation
    mentions: int
    articles: tuple[str, ...]


def parts_of(state: State, entity: str) -> tuple[Part, ...]:
    """The parts of an entity, the heaviest first."""
    select = (
        "SELECT a.number, a.key, f.face, r.article, o.mentions FROM entities e"
        " JOIN atoms a ON a.entity = e.number"
        " JOIN occurrences o ON o.atom = a.number JOIN faces f ON f.number = o.face"
        " JOIN articles_read r ON r.number = o.article WHERE e.id = ?"
    )
    rows = state.database.all(select, (entity,))
    named = _designations(state, [(row[0], row[1], row[2], row[3]) for row in rows])
    weights: dict[Designation, int] = defaultdict(int)
    articles: dict[Designation, set[str]] = defaultdict(set)
    for (_, _, _, article, mentions), designation in zip(rows, named, strict=True):
        weights[designation] += mentions.count(",") + 1
        articles[designation].add(article)
    order = sorted(weights, key=lambda one: (-weights[one], one.key))
    return tuple(Part(one, weights[one], tuple(sorted(articles[one]))) for one in order)


def designations(state: State, atoms: Iterable[int]) -> dict[int, Designation]:
    """What to call each of some atoms."""
    select = (
        "SELECT a.number, a.key, f.face, r.article FROM atoms a JOIN occurrences o ON o.atom = a.number"
        " JOIN faces f ON f.number = o.face JOIN articles_read r ON r.number = o.article"
        " WHERE a.number IN ({})"
    )
    rows = sorted(state.among(select, atoms), reverse=True)
    return dict(zip((row[0] for row in rows), _designations(state, rows), strict=True))


def _designations(state: State, rows: list[tuple[int, str, str, str]]) -> list[Designation]:
    plain = [_designation(key, face) for _, key, face, _ in rows]
    several = _told_by_article(state, set(plain))
    return [
        Designation(one.type, one.name, one.region, row[3]) if one in several or set_aside(row[1]) else one
        for one, row in zip(plain, rows, strict=True)
    ]


def _designation(key: str, face: str) -> Designation:
    """Name and home region of an occurrence; that of a thing without a home is its article's alone."""
    region = atom_key_from(key).region
    printed = face_from(face)
    return Designation(printed.type, printed.name, printed_path(real(region)))


def _told_by_article(state: State, named: Iterable[Designation]) -> set[Designation]:
    """Those of some designations that mean more than one atom: people, and names without a home."""
    found: set[Designation] = set()
    for one in named:
        if (one.type == "Person" or not one.region) and len(pointed_at(state, one)) > 1:
            found.add(one)
    return found
