"""JSON lines: one object a line, nodes first, then edges, each with its ``kind``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from kg.errors import LoadError
from kg.model import Edge, Node, Value
from loaders.base import GraphView, atomic_write, selected
from loaders.characters import encodable


class JsonLinesLoader:
    """Writes ``{"kind": "node", "id": …, "labels": […], …}`` and ``{"kind": "edge", …, "head": …}``.

    Properties stand beside these fields by their own names; lists stay lists.
    """

    def write(self, graph: GraphView, path: Path, *, articles: bool = True) -> None:
        """See :class:`loaders.base.Loader`."""
        graph = selected(graph, articles=articles)
        with atomic_write(path) as file:
            for node in graph.nodes():
                file.write(_line(_node_fields(node), node.properties))
            for edge in graph.edges():
                file.write(_line(_edge_fields(edge), edge.properties))


def _node_fields(node: Node) -> dict[str, Value]:
    return {"kind": "node", "id": node.id, "labels": node.labels}


def _edge_fields(edge: Edge) -> dict[str, Value]:
    return {"kind": "edge", "id": edge.id, "type": edge.type, "head": edge.head, "tail": edge.tail}


def _line(fields: Mapping[str, Value], properties: Mapping[str, Value]) -> str:
    """One object as a line.

    Raises:
        LoadError: a property would hide a field, or a number is not finite, which JSON cannot say.

    """
    for name in fields.keys() & properties.keys():
        if properties[name] != fields[name]:
            raise LoadError(f"{fields['id']}: its property {name!r} differs from the field of that name")
    try:
        line = json.dumps({**fields, **properties}, ensure_ascii=False, allow_nan=False)
    except ValueError as fault:
        raise LoadError(f"{fields['id']}: cannot be written as JSON: {fault}") from fault
    return encodable(line) + "\n"
