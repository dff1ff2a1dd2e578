"""Decisions on the atoms at hand: what must be one, what must stay apart, what is called otherwise."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kg.decisions import Decisions, Designation, Ruling, Verdict, normal_form
from kg.resolve.atoms import atom_key_from, real
from kg.resolve.clustering import Clusters
from kg.resolve.entities import printed_path
from kg.resolve.state import State


@dataclass(frozen=True, slots=True)
class Pointed:
    """A ruling and the atoms that its two designations point at, by number."""

    order: int
    ruling: Ruling
    a: tuple[int, ...]
    b: tuple[int, ...]


class Rulings:
    """The decisions in force with what they point at in these tables. ``idle`` point at nothing."""

    def __init__(self, state: State, decisions: Decisions) -> None:
        self._found: dict[tuple[str, ...], tuple[int, ...]] = {}
        self.idle: list[Ruling] = []
        self.by_atom: dict[int, list[Pointed]] = defaultdict(list)
        for order, ruling in enumerate(decisions.in_force()):
            a = self._atoms(state, ruling.a)
            b = self._atoms(state, ruling.b) if ruling.b is not None else ()
            alike = ruling.b is None or ruling.a.type == ruling.b.type
            if not a or (ruling.b is not None and not b) or not alike:
                self.idle.append(ruling)
                continue
            pointed = Pointed(order, ruling, a, b)
            for atom in {*a, *b}:
                self.by_atom[atom].append(pointed)

    def _atoms(self, state: State, one: Designation) -> tuple[int, ...]:
        if one.key not in self._found:
            self._found[one.key] = tuple(pointed_at(state, one))
        return self._found[one.key]

    def on(self, atoms: Iterable[int]) -> list[Pointed]:
        """The rulings that point at any of some atoms, in order."""
        found = {pointed.order: pointed for atom in atoms for pointed in self.by_atom.get(atom, ())}
        return [found[order] for order in sorted(found)]

    def tied(self) -> Mapping[int, set[int]]:
        """Atoms that a decision ties together, whichever way it goes."""
        found: dict[int, set[int]] = defaultdict(set)
        for rows in self.by_atom.values():
            for pointed in rows:
                for one in pointed.a:
                    for other in pointed.b:
                        found[one].add(other)
                        found[other].add(one)
        return found


def pointed_at(state: State, one: Designation) -> list[int]:
    """The atoms that a designation points at, by number.

    Its home region is the atom's, or, since later pages may settle more or less of a path, the one home that
    holds it or lies in it.
    """
    rows = state.database.all(
        "SELECT DISTINCT o.atom, a.key, r.article FROM faces f JOIN occurrences o ON o.face = f.number"
        " JOIN atoms a ON a.number = o.atom JOIN articles_read r ON r.number = o.article"
        " WHERE f.name = ? AND f.type = ?",
        (normal_form(one.name), one.type),
    )
    if one.article:
        return sorted({atom for atom, _, article in rows if article == one.article})
    homes: dict[str, set[int]] = defaultdict(set)
    for atom, key, _ in rows:
        homes[normal_form(printed_path(real(atom_key_from(key).region)))].add(atom)
    asked = normal_form(one.region)
    near = [asked] if asked in homes else [home for home in homes if may_be_home(asked, home)]
    if len(near) != 1:
        return []
    aside = {atom for atom, key, _ in rows if set_aside(key)}
    return sorted(homes[near[0]], key=lambda atom: (atom in aside, atom))  # what no article sets apart first


def set_aside(key: str) -> bool:
    """Whether a decision on one article set the atom of a key apart."""
    read = atom_key_from(key)
    return read.type != "Person" and bool(read.aside) and any(named[3] for named in json.loads(read.aside))


def may_be_home(one: str, other: str) -> bool:
    """Whether one printed path may be a part of the other: 临溪区, 云川市临溪区, 河北省云川市临溪区."""
    return bool(one) and bool(other) and (one in other or other in one)


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What came of the rulings on some atoms: the merges made, and which lines were overruled by which."""

    merges: tuple[tuple[int, int, Ruling], ...]
    overruled: tuple[tuple[Ruling, Ruling], ...]


def obey(pointed: Sequence[Pointed], clusters: Clusters, index: Mapping[int, int]) -> Obeyed:
    """Tie together and keep apart as decided, the later line before the earlier. ``index``: atom -> place."""
    merges: list[tuple[int, int, Ruling]] = []
    overruled: list[tuple[Ruling, Ruling]] = []
    applied: list[Pointed] = []
    for one in sorted(pointed, key=lambda row: -row.order):
        a, b = [n for n in one.a if n in index], [n for n in one.b if n in index]
        if not a or not b or one.ruling.verdict not in {Verdict.SAME, Verdict.DIFFERENT}:
            continue
        if one.ruling.verdict is Verdict.SAME:
            done = clusters.union(index[a[0]], index[b[0]])
            if done and a[0] != b[0]:
                merges.append((min(a[0], b[0]), max(a[0], b[0]), one.ruling))
        else:
            # A name may mean several atoms, some of which a later line joined: what holds of it holds.
            held = [clusters.forbid(index[x], index[y]) for x in a for y in b if x != y]
            done = any(held) or not held
        if not done:
            later = next(
                (row for row in reversed(applied) if {*row.a, *row.b} & {*one.a, *one.b}), applied[-1]
            )
            overruled.append((one.ruling, later.ruling))
        applied.append(one)
    return Obeyed(tuple(merges), tuple(overruled))


def keep_apart(
    pointed: Sequence[Pointed], held: Clusters, clusters: Clusters, index: Mapping[int, int]
) -> None:
    """Forbid what decisions keep apart, and nothing else. ``held``: the same decisions obeyed in full.

    Where A is decided to be B, and B not to be C, A is kept from C too.
    """
    for one in pointed:
        if one.ruling.verdict is not Verdict.DIFFERENT:
            continue
        for a in (index[n] for n in one.a if n in index):
            for b in (index[n] for n in one.b if n in index):
                if held.forbidden(a, b):
                    for x, y in product(held.members(a), held.members(b)):
                        clusters.forbid(x, y)
