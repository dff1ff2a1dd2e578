"""Nodes and edges as the rows that a Neo4j load sends, in batches of one label set or one type.

Community Edition cannot require a property or its type, so what the graph model requires is checked here,
before anything is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from kg.errors import LoadError
from kg.model import Edge, Node, Value
from kg.ontology import Ontology
from loaders.base import GraphView
from loaders.characters import encodable
from loaders.cypher import ENTITY, GRAPH, RUN

Row = dict[str, Any]
Item = TypeVar("Item")
Group = TypeVar("Group", bound=Hashable)

_REQUIRED = {ENTITY: ("name", "label", "type"), "Article": ("type", "source")}
_REQUIRED_OF_EDGES = ("label",)
_LONGEST_NAME = 2_000  # characters; an indexed value may take 8,167 bytes, a character four of them
_SHOWN_FAULTS = 10
_BATCH_CHARACTERS = 4_000_000  # a batch also ends here, so that long evidence cannot fill the server's memory


def check(graph: GraphView, ontology: Ontology) -> Counter[str]:
    """How many nodes there are of each first label (Entity, Article), after checking all nodes and edges.

    Raises:
        LoadError: naming the first faults: a property missing or of a kind that Neo4j has not, an unknown
            label or type.

    """
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for node in graph.nodes():
        counts[node.labels[0] if node.labels else ""] += 1
        faults += (f"node {node.id!r}: {fault}" for fault in _node_faults(node, ontology))
    for edge in graph.edges():
        faults += (f"edge {edge.id!r}: {fault}" for fault in _edge_faults(edge, ontology))
    if faults:
        more = f"\n… and {len(faults) - _SHOWN_FAULTS} more" if len(faults) > _SHOWN_FAULTS else ""
        shown = "\n".join(faults[:_SHOWN_FAULTS])
        raise LoadError(f"this graph cannot be loaded, and nothing was written:\n{shown}{more}")
    return counts


def node_row(node: Node, graph_name: str, run: str) -> Row:
    """The node's properties, lists as lists, with the two that keep the books."""
    return {**_values(node.properties), "id": node.id, GRAPH: graph_name, RUN: run}


def edge_row(edge: Edge, graph_name: str, run: str) -> Row:
    """The edge's ends and properties."""
    properties = {**_values(edge.properties), "id": edge.id, GRAPH: graph_name, RUN: run}
    return {"head": edge.head, "tail": edge.tail, "properties": properties}


def batches(
    items: Iterable[Item], group: Callable[[Item], Group], row: Callable[[Item], Row], size: int
) -> Iterator[tuple[Group, list[Row]]]:
    """Rows of one group together, at most ``size`` of them, holding no more than one batch a group."""
    waiting: dict[Group, list[Row]] = {}
    characters: Counter[Group] = Counter()
    for item in items:
        key, made = group(item), row(item)
        waiting.setdefault(key, []).append(made)
        characters[key] += _characters(made)
        if len(waiting[key]) >= size or characters[key] >= _BATCH_CHARACTERS:
            yield key, waiting.pop(key)
            del characters[key]
    yield from waiting.items()


def _values(properties: Mapping[str, Value]) -> Row:
    return {name: _value(value) for name, value in properties.items()}


def _value(value: Value) -> Any:
    if isinstance(value, str):
        return encodable(value)
    return [encodable(item) for item in value] if isinstance(value, tuple) else value


def _characters(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    return sum(map(_characters, value)) if isinstance(value, list) else 8


# ------------------------------------------------------------------------------------------------ faults


def _node_faults(node: Node, ontology: Ontology) -> Iterator[str]:
    if node.labels == (ontology.article.name,):
        yield from _property_faults(node.id, node.properties, _REQUIRED[ontology.article.name])
        return
    yield from _label_faults(node, ontology)
    yield from _property_faults(node.id, node.properties, _REQUIRED[ENTITY])
    name = node.properties.get("name")
    if isinstance(name, str) and len(name) > _LONGEST_NAME:
        yield f"its name has {len(name)} characters, more than {_LONGEST_NAME}"


def _label_faults(node: Node, ontology: Ontology) -> Iterator[str]:
    first, *kinds = node.labels or ("",)
    known = bool(kinds) and kinds[0] in ontology.entities
    subtypes = ontology.entities[kinds[0]].subtypes if known else {}
    if first != ENTITY or not known or not all(kind in subtypes for kind in kinds[1:]):
        yield f"its labels {', '.join(node.labels) or '(none)'} are not those of the ontology"


def _edge_faults(edge: Edge, ontology: Ontology) -> Iterator[str]:
    if edge.type not in ontology.relations:
        yield f"its type {edge.type!r} is not in the ontology"
    yield from _property_faults(edge.id, edge.properties, _REQUIRED_OF_EDGES)


def _property_faults(id_: str, properties: Mapping[str, Value], required: Iterable[str]) -> Iterator[str]:
    if not id_ or properties.get("id", id_) != id_:
        yield "its id is empty or differs from its property id"
    for name in required:
        if properties.get(name) in (None, ""):
            yield f"{name} is missing"
    for name, value in properties.items():
        if name.startswith("_"):
            yield f"property {name!r}: names that begin with a low line are kept for the loader"
        if not _storable(value):
            yield f"property {name!r}: {type(value).__name__} {str(value)[:40]!r} cannot be stored in Neo4j"


def _storable(value: object) -> bool:
    if isinstance(value, tuple):
        return all(isinstance(item, str) for item in value)
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return isinstance(value, str | float)
