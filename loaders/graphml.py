"""GraphML that Gephi, networkx and igraph all open, written as a stream.

The choices follow what the readers were found to do, not only the standard (graphml.graphdrawing.org):
list types make networkx and igraph refuse the file, so lists are joined; Gephi drops edges of one id, and
igraph reads a wrong ``id`` attribute, so ids are unique and stand in a data key as well; key ids differ
between nodes and edges; Gephi merges parallel edges of one kind, and tells kinds by the attribute ``label``.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from kg.model import Edge, Node, Value
from kg.ontology import Ontology, ontology
from loaders import drawing
from loaders.base import GraphView, atomic_write, selected
from loaders.characters import joined, printable

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_FIRST = ("id", "label", "type", "subtype", "name")  # the columns a reader looks for, in this order
# Most text by far: nothing to remove, nothing to escape. Tried first, since the general way is slow.
_PLAIN = re.compile("[ !#-%'-;=?-~\u00a0-\ud7ff\ue000-\ufffd]*")
_WIDENING = ("boolean", "int", "long", "double", "string")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The declared keys of nodes or of edges: property name -> (key id, GraphML type)."""

    target: str  # node or edge
    keys: Mapping[str, tuple[str, str]]


class GraphmlLoader:
    """Reads the graph twice: once for the keys, which the format wants first, once for the elements."""

    def write(self, graph: GraphView, path: Path, *, articles: bool = True) -> None:
        """See :class:`loaders.base.Loader`."""
        graph, known = selected(graph, articles=articles), ontology()
        types = Counter(_type(node) for node in graph.nodes())
        places = drawing.Places(types)
        of_nodes = _columns("node", (_node_values(node, known, (0.0, 0.0)) for node in graph.nodes()))
        of_edges = _columns("edge", (_edge_values(edge, known) for edge in graph.edges()))
        with atomic_write(path) as file:
            file.write(_HEAD)
            for columns in (of_nodes, of_edges):
                _write_keys(file, columns)
            file.write('<graph id="G" edgedefault="directed">\n')
            for node in graph.nodes():
                values = _node_values(node, known, places.place(_type(node)))
                file.write(f"<node id={_quoted(node.id)}>{_data(values, of_nodes)}</node>\n")
            for edge in graph.edges():
                values = _edge_values(edge, known)
                file.write(f"<edge {_edge_attributes(edge, values)}>{_data(values, of_edges)}</edge>\n")
            file.write("</graph>\n</graphml>\n")


# ------------------------------------------------------------------------------------------------ values


def _type(node: Node) -> str:
    return str(node.properties.get("type", ""))


def _node_values(node: Node, known: Ontology, place: tuple[float, float]) -> dict[str, Value]:
    """Everything written for a node. Its id is the element's own: a second one confuses igraph."""
    red, green, blue = drawing.colour(node, known)
    look: dict[str, Value] = {"size": drawing.size(node), "r": red, "g": green, "b": blue}
    look |= {"x": place[0], "y": place[1]}
    values = look | {name: value for name, value in node.properties.items() if name != "id"}
    if "label" not in values:  # articles have a title instead
        values["label"] = values.get("title", node.id)
    if "name" not in values:
        values["name"] = values["label"]
    return values


def _edge_values(edge: Edge, known: Ontology) -> dict[str, Value]:
    """Everything written for an edge; its kind in words and a weight stand on every one."""
    label = known.relations[edge.type].zh if edge.type in known.relations else edge.type
    return {"label": label, "weight": 1, **edge.properties, "id": edge.id, "type": edge.type}


def _edge_attributes(edge: Edge, values: Mapping[str, Value]) -> str:
    ends = f"source={_quoted(edge.head)} target={_quoted(edge.tail)}"
    return f"id={_quoted(edge.id)} {ends} label={_quoted(str(values['label']))}"


# ------------------------------------------------------------------------------------------------- keys


def _columns(target: str, rows: Iterable[Mapping[str, Value]]) -> _Columns:
    """One key a property name, of the narrowest type that takes all its values."""
    widest: dict[str, int] = {}
    settled: set[tuple[str, type]] = set()  # names with a type that says all; an int's size matters too
    for values in rows:
        for name, value in values.items():
            pair = (name, type(value))
            if pair in settled:
                continue
            widest[name] = max(widest.get(name, 0), _WIDENING.index(_graphml_type(value)))
            if type(value) is not int:
                settled.add(pair)
    order = sorted(widest, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    # The prefix keeps the ids of nodes' and edges' keys apart, and away from d3 and d7, yEd's labels.
    return _Columns(target, {name: (_key_id(target, name), _WIDENING[widest[name]]) for name in order})


def _key_id(target: str, name: str) -> str:
    """An XML name token: property names are words already, whatever else is in them becomes a low line."""
    return re.sub(r"\W", "_", f"{target}_{name}")


def _graphml_type(value: Value) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        if -(2**31) <= value < 2**31:
            return "int"
        return "long" if -(2**63) <= value < 2**63 else "string"
    return "double" if isinstance(value, float) else "string"


def _write_keys(file: TextIO, columns: _Columns) -> None:
    for name, (key, type_) in columns.keys.items():
        attributes = f"id={_quoted(key)} for={_quoted(columns.target)} attr.name={_quoted(name)}"
        file.write(f'<key {attributes} attr.type="{type_}"/>\n')


# ------------------------------------------------------------------------------------------------- text


def _data(values: Mapping[str, Value], columns: _Columns) -> str:
    """The data elements, in the order of the keys. Empty text is left out: readers disagree on it."""
    written = []
    for name, (key, type_) in columns.keys.items():
        text = _cell(values[name], type_) if name in values else ""
        if text:
            written.append(f'<data key="{key}">{text}</data>')
    return "".join(written)


def _cell(value: Value, type_: str) -> str:
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, tuple):
        return _escaped(joined(value))
    if isinstance(value, bool):
        return str(value).lower() if type_ in ("boolean", "string") else str(int(value))
    return _number(value)


def _number(value: float) -> str:
    """A number as Java, Python and C all read it. igraph refuses a whole file for one subnormal number."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return "0.0" if abs(value) < sys.float_info.min else repr(value)


def _escaped(text: str) -> str:
    """Element text; a carriage return would be read as a line feed if it stood there as itself."""
    if _PLAIN.fullmatch(text):
        return text
    return escape(printable(text), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return f'"{text}"' if _PLAIN.fullmatch(text) else quoteattr(printable(text))
