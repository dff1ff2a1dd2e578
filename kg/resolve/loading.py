"""Atoms read back from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.naming.regions import Region
from kg.resolve.atoms import Atom, AtomKey, Face, atom_key_from, face_from, face_rank, region_from
from kg.resolve.reading import also_of
from kg.resolve.state import Row, State


@dataclass(frozen=True, slots=True)
class Loaded:
    """Atoms by number, and of each the least article that names it, which may have to tell it apart."""

    atoms: Mapping[int, Atom]
    witness: Mapping[int, str]


def load_atoms(state: State, numbers: Collection[int]) -> Loaded:
    """Atoms with their faces, articles and pages."""
    rows: dict[int, list[Row]] = defaultdict(list)
    # All of it stands in an index: the rows themselves, each in another place of the file, are not read.
    select = "SELECT atom, article, face, weight, first FROM occurrences WHERE atom IN ({})"
    for row in state.among(select, numbers):
        rows[row[0]].append(row)
    listed = {row[1] for own in rows.values() for row in own}
    about: dict[int, tuple[str, str]] = {
        number: (id_, page)
        for number, id_, page in state.among(
            "SELECT number, article, page FROM articles_read WHERE number IN ({})", listed
        )
    }
    faces = load_faces(state, {row[2] for own in rows.values() for row in own})
    select = "SELECT number, key FROM atoms WHERE number IN ({})"
    keys = {number: atom_key_from(key) for number, key in state.among(select, rows)}
    named = _cities_named(state, [number for number, key in keys.items() if key.local.startswith("bare")])
    atoms: dict[int, Atom] = {}
    witness: dict[int, str] = {}
    for number, key in keys.items():
        articles = frozenset(row[1] for row in rows[number])
        pages = frozenset(about[article][1] for article in articles)
        own = tuple(sorted(_weights(rows[number], faces).items(), key=lambda row: row[0].text))
        atoms[number] = Atom(number, key, own, articles, pages, frozenset(named.get(number, ())))
        least = min(about[article][0] for article in articles)
        witness[number] = min(
            witness_of(least, faces[face].name, first)
            for _, article, face, _, first in rows[number]
            if about[article][0] == least
        )
    return Loaded(atoms, witness)


def witness_of(article: str, name: str, first: int) -> str:
    """What an article is told apart by from others that name a thing."""
    return f"{article}\x1e{name}\x1e{first:06}"


def load_faces(state: State, numbers: Collection[int]) -> dict[int, Face]:
    """Faces by number."""
    select = "SELECT number, face FROM faces WHERE number IN ({})"
    return {number: face_from(text) for number, text in state.among(select, numbers)}


def _weights(rows: Iterable[Row], faces: Mapping[int, Face]) -> dict[Face, int]:
    """How many mentions each face of an atom has."""
    found: dict[int, int] = {}
    for _, _, face, weight, _ in rows:
        found[face] = found.get(face, 0) + weight
    return {faces[face]: weight for face, weight in found.items()}


def _cities_named(state: State, numbers: Collection[int]) -> dict[int, set[Region]]:
    """The cities that the pages of companies name: see ``Atom.named``."""
    found: dict[int, set[Region]] = defaultdict(set)
    for atom, also in state.among("SELECT atom, also FROM occurrences WHERE atom IN ({})", numbers):
        found[atom].update(region_from(city) for city in also_of(also))  # type: ignore[arg-type]
    return found


def load_best(state: State, numbers: Iterable[int]) -> dict[int, tuple[int, AtomKey, Face]]:
    """Each atom with its key and the fullest of its faces."""
    best: dict[int, tuple[AtomKey, Face]] = {}
    select = (
        "SELECT DISTINCT a.number, a.key, f.face FROM atoms a JOIN occurrences o ON o.atom = a.number"
        " JOIN faces f ON f.number = o.face WHERE a.number IN ({})"
    )
    for number, key, text in state.among(select, numbers):
        face = face_from(text)
        if number not in best or face_rank(face) < face_rank(best[number][1]):
            best[number] = (atom_key_from(key), face)
    return {number: (number, key, face) for number, (key, face) in best.items()}


def neighbours_of(state: State, atoms: Iterable[Atom], most: int) -> dict[int, frozenset[int]]:
    """What is named in the articles of each atom, people aside; nothing of those in more than ``most``."""
    found: dict[int, frozenset[int]] = {}
    for atom in atoms:
        if len(atom.articles) > most:
            continue
        select = (
            "SELECT DISTINCT o.atom FROM occurrences o JOIN atoms a ON a.number = o.atom"
            " WHERE a.type != 'Person' AND o.article IN ({})"
        )
        found[atom.number] = frozenset(row[0] for row in state.among(select, atom.articles)) - {atom.number}
    return found
