"""How much the graph of a store holds, kept by article, so that only what changed is counted again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.decisions import Decisions
from kg.model import Extraction
from kg.ontology import ARTICLE, Ontology, ontology
from kg.progress import Progress
from kg.projection import MENTIONED_IN
from kg.relations import Relations, gather_article
from kg.resolve.atoms import number_of
from kg.resolve.state import State
from kg.resolved import Resolved
from kg.store import Store

_BATCH = 300  # articles at a time


@dataclass(frozen=True, slots=True)
class GraphCounts:
    """How many entities and relations of each type a graph has, and which statements made none, and why."""

    entities: Mapping[str, int]
    relations: Mapping[str, int]
    dropped: Mapping[tuple[str, str], int]


def graph_counts(
    store: Store, progress: Progress | None = None, decisions: Decisions | None = None
) -> GraphCounts:
    """The counts of a store's graph: the same as those of ``Graph.of(store)``, which is not made for them.

    ``decisions``: None for those in the file beside the store.
    """
    resolved = Resolved(store, decisions, progress)
    _bring_up_to_date(store, resolved)
    database = resolved.database
    entities = Counter(dict(database.all("SELECT type, count(*) FROM entities GROUP BY type")))
    entities[ARTICLE] = database.value("SELECT count(*) FROM articles_read")
    # In two steps SQLite walks the index on both; count(DISTINCT …) sorts them anew.
    select = "SELECT type, count(*) FROM (SELECT DISTINCT type, relation FROM relations) GROUP BY type"
    relations = Counter(dict(database.all(select)))
    relations[MENTIONED_IN] = database.value("SELECT sum(entities) FROM named") or 0
    rows = database.all("SELECT type, reason, sum(count) FROM unmade GROUP BY type, reason")
    return GraphCounts(+entities, +relations, {(type_, reason): count for type_, reason, count in rows})


def _bring_up_to_date(store: Store, resolved: Resolved) -> None:
    stale: list[int] = json.loads(resolved.state.get("stale") or "[]")
    if not stale:
        return
    resolved.state.database.begin()
    known = ontology()
    for start in range(0, len(stale), _BATCH):
        articles = stale[start : start + _BATCH]
        select = "SELECT article FROM articles_read WHERE number IN ({})"
        ids = sorted(row[0] for row in resolved.state.among(select, articles))
        _count(resolved.state, articles, (store.extraction(resolved.row(id_)) for id_ in ids), known)
    resolved.state.put("stale", "[]")
    store.commit()


def _count(state: State, articles: Sequence[int], claims: Iterable[Extraction], known: Ontology) -> None:
    """Count some articles anew. ``claims``: of those of them that are still there."""
    for table in ("relations", "unmade", "named"):
        state.delete(table, "article", articles)
    owners: dict[int, dict[int, str]] = {}
    types: dict[str, str] = {}
    select = (
        "SELECT o.article, o.mentions, a.entity, a.type FROM occurrences o JOIN atoms a ON a.number = o.atom"
        " WHERE o.article IN ({})"
    )
    for article, mentions, entity, type_ in state.among(select, articles):
        types[str(entity)] = type_
        owners.setdefault(article, {}).update(dict.fromkeys(json.loads(mentions), str(entity)))
    for claim in claims:
        number = number_of(claim.article.id)
        owner = owners.get(number, {})
        found = Relations()
        gather_article(found, claim, owner, types, known)
        rows = [
            (number, key.type, number_of("\x1f".join((key.type, key.head, key.tail, key.title))))
            for key in found.sentences
        ]
        state.insert("relations", rows)
        state.insert("unmade", [(number, *key, count) for key, count in sorted(found.dropped.items())])
        state.insert("named", [(number, len(set(owner.values())))])
