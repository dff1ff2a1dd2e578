"""What was settled, written to the tables: entities and their ids, merges, the queue of unsure pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.decisions import Verdict
from kg.matching.scoring import Bar
from kg.resolve.atoms import Face, dumps
from kg.resolve.entities import Cluster, base_of, entity_of, id_of, path_of
from kg.resolve.families import Link
from kg.resolve.rulings import Rulings
from kg.resolve.settling import Unsure
from kg.resolve.state import Row, State


@dataclass(slots=True)
class Moved:
    """What changed for the articles: atoms that belong to another entity now, entities with another id."""

    atoms: set[int] = field(default_factory=set)
    entities: set[int] = field(default_factory=set)


class Outcome:
    """Writes what blocks were settled to, a batch at a time."""

    def __init__(self, state: State, rulings: Rulings) -> None:
        self._state = state
        self._rulings = rulings
        self._bases: set[str] = set()
        self._ids: dict[int, str] = {}  # of entities that were taken out, by number
        self._told: dict[str, list[Row]] = {"merges": [], "queue": []}
        self._told_anew: set[int] = set()  # families
        self.moved = Moved()

    def clear(self, families: Collection[int]) -> None:
        """Forget what was settled before with some families, all of whose atoms are settled anew."""
        state = self._state
        gone = {row[0] for row in state.among("SELECT entity FROM atoms WHERE family IN ({})", families)}
        self.forget(gone - {None})
        self._told_anew |= set(families)

    def forget(self, entities: Collection[int]) -> None:
        """Take out entities that are settled anew, or of which nothing is left."""
        state = self._state
        self._bases |= {
            row[0] for row in state.among("SELECT base FROM entities WHERE number IN ({})", entities)
        }
        self._ids.update(state.among("SELECT number, id FROM entities WHERE number IN ({})", entities))
        state.delete("entities", "number", sorted(entities))

    def write(
        self,
        things: Iterable[Sequence[int]],
        faces: Mapping[int, Sequence[tuple[Face, int]]],
        witness: Mapping[int, str],
    ) -> None:
        """The entities of some sets of atoms: ``faces`` of each, and how many mentions each face has.

        With this all is written that was told since what was there before was cleared.
        """
        state = self._state
        self._write_told()
        old: dict[int, int | None] = dict(
            state.among("SELECT number, entity FROM atoms WHERE number IN ({})", faces)
        )
        rows: list[tuple[object, ...]] = []
        owners: list[tuple[int, int]] = []
        for members in things:
            number = min(members)  # so that what joins a thing seldom makes it another
            cluster = Cluster.of(face for atom in members for face in faces[atom])
            base = base_of(cluster)
            self._bases.add(base)
            entity = entity_of(cluster, "", self._name(members))
            shown = (entity.type, entity.subtype, entity.name, entity.label, entity.region)
            rows.append(
                (number, "", base, path_of(cluster), min(witness[atom] for atom in members), *shown,
                 dumps(entity.aliases), entity.division_code, entity.division_path)
            )  # fmt: skip
            for atom in members:
                if old.get(atom) != number:
                    owners.append((number, atom))
        self.moved.atoms |= {atom for _, atom in owners}
        state.insert("entities", rows)
        state.database.run_many("UPDATE atoms SET entity = ? WHERE number = ?", owners)

    def _name(self, members: Sequence[int]) -> str:
        """What people decided to call it, or ""."""
        if not self._rulings.by_atom:
            return ""
        renamed = [p.ruling.name for p in self._rulings.on(members) if p.ruling.verdict is Verdict.RENAME]
        return renamed[-1] if renamed else ""

    def tell(self, family: int, merges: Sequence[Link], unsure: Iterable[Unsure]) -> None:
        """Keep what merged atoms, and what is unsure, under a family of the block."""
        # Hundreds of sightings of an editor are merged by the same few bars: one object, written out once.
        same = {id(link.bars): link.bars for link in merges}
        texts = {number: dumps(bars_json(bars)) for number, bars in same.items()}
        self._told["merges"] += [
            (family, link.one, f"[{link.other},{link.score!r},{texts[id(link.bars)]}]") for link in merges
        ]
        self._told["queue"] += [
            (family, row.one, row.other, dumps([row.score, bars_json(row.bars)])) for row in unsure
        ]

    def _write_told(self) -> None:
        """Put what was told in the place of what was there: of a name seen a thousand times most is both."""
        for table, told in self._told.items():
            new = Counter(told)
            gone = []
            select = f"SELECT rowid, * FROM {table} WHERE family IN ({{}})"
            for number, *row in self._state.among(select, self._told_anew):
                if new[tuple(row)] > 0:
                    new[tuple(row)] -= 1
                else:
                    gone.append(number)
            self._state.delete(table, "rowid", gone)
            self._state.insert(table, list((+new).elements()))
            told.clear()
        self._told_anew.clear()

    def name_all(self) -> None:
        """Give ids to the entities of all touched bases: told apart by place, or else by article."""
        state = self._state
        select = "SELECT base, number, path, witness, id FROM entities WHERE base IN ({})"
        by_base: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
        for base, number, path, witness, id_ in state.among(select, self._bases):
            by_base[base].append((number, path, witness, id_))
        rows = []
        for base, same in by_base.items():
            paths = Counter(path for _, path, _, _ in same)
            for number, path, witness, id_ in same:
                more = [] if len(same) == 1 else [path]
                if paths[path] > 1:
                    more.append(witness)
                new = id_of(base, *more)
                if new != id_:
                    rows.append((new, number))
        self.moved.entities |= {number for id_, number in rows if self._ids.pop(number, "") != id_}
        state.database.run_many("UPDATE entities SET id = ? WHERE number = ?", rows)
        self._bases.clear()


def bars_json(bars: Iterable[Bar]) -> list[list[object]]:
    """Bars as JSON."""
    return [[bar.feature, bar.note, bar.value, bar.weight] for bar in bars]
