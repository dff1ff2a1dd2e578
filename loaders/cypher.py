"""All Cypher that the Neo4j loader sends.

Labels and relationship types cannot be parameters, and a query that computes them scans every node, so they
stand in the text, checked against the ontology and back-ticked. Everything else is a parameter.
Bookkeeping stands in two properties: ``_graph``, whose node or relationship it is, and ``_run``, the load
that wrote it last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.errors import LoadError
from kg.ontology import Ontology, schema_files

GRAPH, RUN = "_graph", "_run"
ENTITY = "Entity"
_NAME = re.compile(r"[A-Za-z][A-Za-z_]*")
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)

AWAIT_INDEXES = "CALL db.awaitIndexes(600)"
SERVER = "CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0] AS version, edition"


def schema_statements() -> tuple[str, ...]:
    """The statements of schema/neo4j/: constraints, then indexes, each free to run again."""
    folder = schema_files() / "neo4j"
    texts = ((folder / name).read_text("utf-8") for name in ("constraints.cypher", "indexes.cypher"))
    parts = (part.strip() for text in texts for part in _COMMENT.sub("", text).split(";"))
    return tuple(part for part in parts if part)


def merge_nodes(labels: Sequence[str], ontology: Ontology) -> str:
    """Write ``$rows`` (property maps, each with ``_graph`` and ``id``) as nodes with exactly these labels.

    ``SET n = row`` also drops the properties that the row no longer has. The ontology's other labels are
    taken off, for a node whose type or subtype has changed; labels that a user has put on stay.
    """
    key, *others = labels
    kinds = {*ontology.entities, *(name for kind in ontology.entities.values() for name in kind.subtypes)}
    put_on = f"SET n{_labels(others)}\n" if others else ""
    return (
        f"UNWIND $rows AS row\n"
        f"MERGE (n:{_quoted(key)} {{{GRAPH}: row.{GRAPH}, id: row.id}})\n"
        f"SET n = row\n{put_on}"
        f"REMOVE n{_labels(sorted(kinds - set(others)))}"
    )


def merge_relationships(type_: str, ontology: Ontology) -> str:
    """Write ``$rows`` (``head``, ``tail``, ``properties`` with ``id``) and say how many found both ends."""
    tail = ontology.article.name if ontology.relations[type_].tail == (ontology.article.name,) else ENTITY
    return (
        f"UNWIND $rows AS row\n"
        f"MATCH (head:{ENTITY} {{{GRAPH}: $graph, id: row.head}})\n"
        f"MATCH (tail:{_quoted(tail)} {{{GRAPH}: $graph, id: row.tail}})\n"
        f"MERGE (head)-[r:{_quoted(type_)} {{id: row.properties.id}}]->(tail)\n"
        f"SET r = row.properties\n"
        f"RETURN count(r) AS written"
    )


def delete_stale_relationships() -> str:
    """Delete up to ``$limit`` relationships of this graph that this load did not write."""
    return (
        f"MATCH (:{ENTITY} {{{GRAPH}: $graph}})-[r {{{GRAPH}: $graph}}]->() WHERE r.{RUN} <> $run\n"
        f"WITH r LIMIT $limit DELETE r RETURN count(*) AS deleted"
    )


def delete_stale_nodes(label: str) -> str:
    """Delete up to ``$limit`` nodes of this graph that this load did not write, with what hangs on them."""
    return (
        f"MATCH (n:{_quoted(label)} {{{GRAPH}: $graph}}) WHERE n.{RUN} <> $run\n"
        f"WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS deleted"
    )


def count_nodes(label: str) -> str:
    """How many nodes of this label the graph has."""
    return f"MATCH (n:{_quoted(label)} {{{GRAPH}: $graph}}) RETURN count(n) AS count"


def count_relationships() -> str:
    """How many relationships the graph has."""
    return f"MATCH (:{ENTITY} {{{GRAPH}: $graph}})-[r {{{GRAPH}: $graph}}]->() RETURN count(r) AS count"


def _labels(names: Iterable[str]) -> str:
    return "".join(f":{_quoted(name)}" for name in names)


def _quoted(name: str) -> str:
    """A label or type in back-ticks.

    Raises:
        LoadError: it is not a plain word, so it cannot have come from the ontology.

    """
    if not _NAME.fullmatch(name):
        raise LoadError(f"{name!r} cannot be a label or a relationship type")
    return f"`{name}`"
