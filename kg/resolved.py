"""Who is who: the entities of a store, resolved once for every change of its claims and kept beside them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from kg.database import RESOLVED_TABLES
from kg.errors import StoreError
from kg.model import Entity, MentionRef
from kg.provenance import resolver_version
from kg.relations import Owners
from kg.resolve import resolve
from kg.store import Store

_MARK = "resolved"  # the meta key that says which claims and which resolver the kept entities are of


class Resolved:
    """The entities of a store and which mentions are theirs."""

    def __init__(self, store: Store) -> None:
        """Take what is kept if it is of these claims, else resolve, and keep that where the store allows."""
        self._store = store
        store.database.begin()  # one state of the store from here on
        mark = f"{store.revision} {resolver_version()}"
        if store.get(_MARK) == mark:
            return
        entities = resolve(store.claims()).entities
        try:
            self._keep(entities, "main")
            store.put(_MARK, mark)
            store.commit()
        except StoreError:
            # A store that another command is reading, or that cannot be written: for this command only.
            store.database.rollback()
            store.database.begin()
            self._keep(entities, "temp")

    def _keep(self, entities: Iterable[Entity], schema: str) -> None:
        database = self._store.database
        database.begin()
        if schema == "temp":
            for statement in RESOLVED_TABLES.format(schema=schema).split(";"):
                database.run(statement)
        else:
            database.run("DELETE FROM entities")
            database.run("DELETE FROM entity_mentions")
        for number, entity in enumerate(entities):
            row = (number, entity.id, entity.type, entity.subtype, entity.name, entity.label, entity.region)
            aliases = json.dumps(entity.aliases, ensure_ascii=False)
            database.run(
                f"INSERT INTO {schema}.entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, aliases, entity.division_code, entity.division_path),
            )
            rows = [(mention.article, mention.index, number) for mention in entity.mentions]
            database.run_many(f"INSERT INTO {schema}.entity_mentions VALUES (?, ?, ?)", rows)

    def entities(self, ids: Iterable[str] | None = None) -> Iterator[Entity]:
        """All entities by id, or those of the ids; without their mentions."""
        select = (
            "SELECT id, type, subtype, name, label, region, aliases, division_code, division_path"
            " FROM entities"
        )
        if ids is None:
            yield from map(_entity, self._store.database.rows(f"{select} ORDER BY id"))
            return
        for id_ in sorted(set(ids)):
            yield from map(_entity, self._store.database.rows(f"{select} WHERE id = ?", (id_,)))

    def mentions(self, entity: str) -> tuple[MentionRef, ...]:
        """The mentions of an entity, by article and place."""
        query = (
            "SELECT m.article, m.position FROM entity_mentions m JOIN entities e ON e.number = m.entity"
            " WHERE e.id = ? ORDER BY m.article, m.position"
        )
        return tuple(MentionRef(*row) for row in self._store.database.rows(query, (entity,)))

    def owners(self, articles: Iterable[str] | None = None) -> Owners:
        """Which entity each mention names, in all articles or in those of the ids."""
        ids: list[str] = [
            row[0] for row in self._store.database.rows("SELECT id FROM entities ORDER BY number")
        ]
        found: dict[str, dict[int, str]] = defaultdict(dict)
        select = "SELECT article, position, entity FROM entity_mentions"
        if articles is None:
            for article, position, number in self._store.database.rows(select):
                found[article][position] = ids[number]
        else:
            for id_ in articles:
                for article, position, number in self._store.database.rows(
                    f"{select} WHERE article = ?", (id_,)
                ):
                    found[article][position] = ids[number]
        return found


def _entity(row: tuple[Any, ...]) -> Entity:
    id_, type_, subtype, name, label, region, aliases, code, path = row
    return Entity(id_, type_, subtype, name, label, region, tuple(json.loads(aliases)), (), code, path)
