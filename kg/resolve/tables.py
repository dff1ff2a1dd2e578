"""What the tables of resolution hold, for those who read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.database import Database
from kg.model import Entity
from kg.resolve.atoms import number_of

_COLUMNS = "id, type, subtype, name, label, region, aliases, division_code, division_path"


def entities_of(database: Database, ids: Iterable[str] | None = None) -> Iterator[Entity]:
    """All entities by id, or those of the ids; without their mentions."""
    select = f"SELECT {_COLUMNS} FROM entities"
    if ids is None:
        yield from map(_entity, database.rows(f"{select} ORDER BY id"))
        return
    for id_ in sorted(set(ids)):
        yield from map(_entity, database.rows(f"{select} WHERE id = ?", (id_,)))


def _entity(row: tuple[Any, ...]) -> Entity:
    id_, type_, subtype, name, label, region, aliases, code, path = row
    return Entity(
        id_,
        type_,
        subtype,
        name,
        label,
        region,
        tuple(json.loads(aliases)),
        division_code=code,
        division_path=path,
    )


def mentions_of(
    database: Database, articles: Iterable[str] | None = None
) -> Iterator[tuple[str, str, list[int]]]:
    """Article, entity, and numbers of the mentions there: in all articles, or in those of the ids."""
    select = (
        "SELECT r.article, e.id, o.mentions FROM articles_read r JOIN occurrences o ON o.article = r.number"
        " JOIN atoms a ON a.number = o.atom JOIN entities e ON e.number = a.entity"
    )
    if articles is None:
        for article, entity, mentions in database.rows(select):
            yield article, entity, json.loads(mentions)
        return
    for id_ in sorted(set(articles)):
        for article, entity, mentions in database.all(f"{select} WHERE r.number = ?", (number_of(id_),)):
            yield article, entity, json.loads(mentions)
