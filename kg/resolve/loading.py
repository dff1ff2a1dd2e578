"""Atoms and sightings read back from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kg.naming.regions import Region
from kg.resolve.atoms import Atom, AtomKey, Face, atom_key_from, face_from, face_rank, number_of, region_from
from kg.resolve.reading import also_of
from kg.resolve.state import State


@dataclass(slots=True)
class _Rows:
    faces: dict[Face, int] = field(default_factory=dict)
    articles: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    named: set[Region] = field(default_factory=set)
    first: str = ""  # the least article
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Atoms by number, and of each the least article that names it, which may have to tell it apart."""

    atoms: Mapping[int, Atom]
    witness: Mapping[int, str]


def load_atoms(state: State, numbers: Collection[int]) -> Loaded:
    """Atoms with their faces, articles and pages."""
    rows: dict[int, _Rows] = defaultdict(_Rows)
    page_numbers: dict[str, int] = {}  # a page comes with each name on it
    select = (
        "SELECT o.atom, o.article, f.face, o.mentions, o.also, r.article, r.page"
        " FROM occurrences o JOIN faces f ON f.number = o.face JOIN articles_read r ON r.number = o.article"
        " WHERE o.atom IN ({})"
    )
    for atom, article, text, mentions, also, id_, page in state.among(select, numbers):
        row, face = rows[atom], face_from(text)
        row.faces[face] = row.faces.get(face, 0) + mentions.count(",") + 1
        row.articles.add(article)
        if page not in page_numbers:
            page_numbers[page] = number_of(page)
        row.pages.add(page_numbers[page])
        if also and face.type != "Person":
            row.named.update(region_from(city) for city in also_of(also))  # type: ignore[arg-type]
        if not row.first or id_ <= row.first:
            witness = f"{id_}\x1e{face.name}\x1e{int(mentions[1:].split(',')[0].rstrip(']')):06}"
            row.first, row.witness = id_, min(row.witness or witness, witness)
    keys = state.among("SELECT number, key FROM atoms WHERE number IN ({})", numbers)
    atoms = {
        number: _atom(number, atom_key_from(key), rows[number]) for number, key in keys if number in rows
    }
    return Loaded(atoms, {number: rows[number].witness for number in atoms})


def _atom(number: int, key: AtomKey, rows: _Rows) -> Atom:
    faces = tuple(sorted(rows.faces.items(), key=lambda row: row[0].text))
    return Atom(number, key, faces, frozenset(rows.articles), frozenset(rows.pages), frozenset(rows.named))


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
