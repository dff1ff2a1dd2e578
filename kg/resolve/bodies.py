"""All that is no person: candidate pairs brought up to date, blocks found and settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.decisions import Ruling
from kg.resolve.atoms import atom_key_from
from kg.resolve.blocking import candidates, compared, file_atoms
from kg.resolve.loading import Loaded, load_atoms, load_best, neighbours_of
from kg.resolve.outcome import Outcome
from kg.resolve.pairs import Named, Pair, compare_atoms, named, pair_from, worth_comparing
from kg.resolve.reading import Touched
from kg.resolve.rulings import Rulings
from kg.resolve.settling import Block, settle
from kg.resolve.state import State

_BATCH = 500  # atoms at a time
_WELL_KNOWN = 50  # articles: what is named in more keeps too much company for it to tell


def update_pairs(state: State, touched: Touched, there: Collection[int]) -> None:
    """Compare the names of new and changed atoms with those that they meet; families of both are touched.

    ``there``: the touched atoms that are left.
    """
    _forget_pairs(state, touched)
    state.delete("keys", "atom", sorted(touched.atoms))
    listed = sorted(there)
    for start in range(0, len(listed), _BATCH):
        batch = listed[start : start + _BATCH]
        rows = state.among("SELECT number, key FROM atoms WHERE type != 'Person' AND number IN ({})", batch)
        file_atoms(state, [(number, atom_key_from(key)) for number, key in rows])
    names = _Names(state)
    new = frozenset(there)
    for start in range(0, len(listed), _BATCH):
        _compare(state, listed[start : start + _BATCH], new, names, touched)


def _forget_pairs(state: State, touched: Touched) -> None:
    others: set[int] = set()
    for column, other in (("one", "other"), ("other", "one")):
        select = f"SELECT {other} FROM pairs WHERE {column} IN ({{}})"
        others.update(row[0] for row in state.among(select, touched.atoms))
        state.delete("pairs", column, sorted(touched.atoms))
    touched.families.update(
        row[0] for row in state.among("SELECT family FROM atoms WHERE number IN ({})", others)
    )


class _Names:
    """The names of atoms, each loaded once for all comparisons of a run."""

    _MOST = 200_000  # atoms kept at hand

    def __init__(self, state: State) -> None:
        self._state = state
        self._named: dict[int, Named] = {}

    def load(self, numbers: set[int]) -> dict[int, Named]:
        """At least the atoms asked for; those that are gone are missing."""
        if len(self._named) > self._MOST:
            self._named.clear()
        missing = numbers - self._named.keys()
        for number, (_, key, face) in load_best(self._state, missing).items():
            self._named[number] = named(number, key, face)
        return self._named


def _compare(
    state: State, batch: Collection[int], new: frozenset[int], names: _Names, touched: Touched
) -> None:
    rows = state.among("SELECT number, key FROM atoms WHERE type != 'Person' AND number IN ({})", batch)
    keys = [(number, atom_key_from(key)) for number, key in rows]
    met = candidates(state, [(number, key) for number, key in keys if compared(key)])
    known = names.load({*met, *(other for others in met.values() for other in others)})
    found: dict[tuple[int, int], Pair] = {}
    for number, others in met.items():
        for other in others:
            if other in new and other < number:
                continue  # the other meets this one too
            one, two = known.get(number), known.get(other)
            if one is None or two is None or not worth_comparing(one, two):
                continue
            pair = compare_atoms(one, two)
            if pair is not None:
                found[pair.one, pair.other] = pair
    state.insert("pairs", [(one, other, pair.to_json()) for (one, other), pair in sorted(found.items())])
    ends = {end for pair in found for end in pair}
    select = "SELECT family FROM atoms WHERE number IN ({})"
    touched.families.update(row[0] for row in state.among(select, ends))


@dataclass(frozen=True, slots=True)
class Ties:
    """Which families go together: pairs by family, and families that a pair or a decision ties."""

    beside: Mapping[int, frozenset[int]]

    def blocks(self, families: Iterable[int]) -> Iterator[frozenset[int]]:
        """The connected sets of families that hold any of these."""
        seen: set[int] = set()
        for start in sorted(families):
            if start in seen:
                continue
            block, stack = {start}, [start]
            while stack:
                for other in self.beside.get(stack.pop(), ()):
                    if other not in block:
                        block.add(other)
                        stack.append(other)
            seen |= block
            yield frozenset(block)


def _ties(state: State, rulings: Rulings) -> Ties:
    beside: dict[int, set[int]] = defaultdict(set)
    select = (
        "SELECT DISTINCT a.family, b.family FROM pairs p JOIN atoms a ON a.number = p.one"
        " JOIN atoms b ON b.number = p.other"
    )
    rows = state.database.all(select)
    tied = rulings.tied()
    family: dict[int, int] = dict(state.among("SELECT number, family FROM atoms WHERE number IN ({})", tied))
    rows += [(family[one], family[other]) for one, others in tied.items() for other in others]
    for one, other in rows:
        beside[one].add(other)
        beside[other].add(one)
    return Ties({one: frozenset(others) for one, others in beside.items()})


def batches(blocks: Iterable[frozenset[int]], size: int = _BATCH) -> Iterator[list[frozenset[int]]]:
    """Blocks, some hundred families at a time."""
    batch: list[frozenset[int]] = []
    count = 0
    for block in blocks:
        batch.append(block)
        count += len(block)
        if count >= size:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def settle_bodies(
    state: State, touched: Touched, rulings: Rulings, outcome: Outcome
) -> list[tuple[Ruling, Ruling]]:
    """Settle the blocks of all touched families that are not people's. What decisions were overruled."""
    select = "SELECT DISTINCT family FROM atoms WHERE type != 'Person' AND family IN ({})"
    families = [row[0] for row in state.among(select, touched.families)]
    overruled: list[tuple[Ruling, Ruling]] = []
    for batch in batches(_ties(state, rulings).blocks(families)):
        outcome.clear([family for block in batch for family in block])
        overruled += _settle_batch(state, batch, rulings, outcome)
    return overruled


def _settle_batch(
    state: State, batch: list[frozenset[int]], rulings: Rulings, outcome: Outcome
) -> list[tuple[Ruling, Ruling]]:
    families: dict[int, list[int]] = defaultdict(list)
    select = "SELECT family, number FROM atoms WHERE family IN ({})"
    for family, number in state.among(select, [family for block in batch for family in block]):
        families[family].append(number)
    loaded = load_atoms(state, [number for numbers in families.values() for number in numbers])
    things: list[list[int]] = []
    overruled: list[tuple[Ruling, Ruling]] = []
    for block in batch:
        made = _block(state, block, families, loaded, rulings)
        if not made.pairs and not made.rulings and len(made.atoms) == 1:
            things.append(list(made.atoms))
            continue
        settled = settle(made)
        things += settled.things
        overruled += settled.overruled
        outcome.tell(min(block), settled.merges, settled.unsure)
    faces = {number: atom.faces for number, atom in loaded.atoms.items()}
    outcome.write(things, faces, loaded.witness)
    return overruled


def _block(
    state: State, block: frozenset[int], families: Mapping[int, list[int]], loaded: Loaded, rulings: Rulings
) -> Block:
    sorted_families = tuple(tuple(sorted(families[family])) for family in sorted(block))
    atoms = {number: loaded.atoms[number] for numbers in sorted_families for number in numbers}
    pairs: tuple[Pair, ...] = ()
    if len(block) > 1:
        select = "SELECT one, other, outcome FROM pairs WHERE one IN ({})"
        pairs = tuple(pair_from(*row) for row in sorted(state.among(select, atoms)))
    paired = sorted({end for pair in pairs for end in (pair.one, pair.other)})
    neighbours = neighbours_of(state, [atoms[number] for number in paired], _WELL_KNOWN)
    return Block(atoms, sorted_families, pairs, tuple(rulings.on(atoms)), neighbours)
