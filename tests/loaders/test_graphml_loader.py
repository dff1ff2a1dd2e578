from __future__ import annotations

import re
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_graph import article, edge, entity, graph_of, many, sample_graph

from kg.model import Edge, Node, Value
from loaders.base import GraphView
from loaders.characters import joined, printable
from loaders.graphml import GraphmlLoader

# Both an edge id and a data key of that name are wanted (Gephi takes one, igraph the other); igraph says so.
pytestmark = pytest.mark.filterwarnings("ignore:Could not add edge ids:RuntimeWarning")

NASTY = st.text(
    st.one_of(
        st.characters(exclude_categories=()),  # lone surrogates too
        st.sampled_from("<>&\"'|\r\n\t \x00\x0b\x1f\x85\ufffe\u2028]]>方志"),
    ),
    max_size=12,
)


def written(graph: GraphView, folder: Path, *, articles: bool = True) -> Path:
    path = folder / "g.graphml"
    GraphmlLoader().write(graph, path, articles=articles)
    return path


def read_networkx(path: Path) -> nx.MultiDiGraph:
    return nx.read_graphml(path, force_multigraph=True)


def expected(value: Value) -> Value:
    if isinstance(value, tuple):
        return joined(value)
    return printable(value) if isinstance(value, str) else value


def test_networkx_reads_back_the_same_graph(tmp_path: Path) -> None:
    graph = sample_graph()
    read = read_networkx(written(graph, tmp_path))
    assert (read.number_of_nodes(), read.number_of_edges()) == (graph.node_count, graph.edge_count)
    for node in graph.nodes():
        for name, value in node.properties.items():
            if name != "id" and value not in ("", ()):
                assert read.nodes[node.id][name] == expected(value), (node.id, name)
    found = {data["id"]: (head, tail, data) for head, tail, data in read.edges(data=True)}
    for wanted in graph.edges():
        head, tail, data = found[wanted.id]
        assert (head, tail) == (wanted.head, wanted.tail)
        for name, value in wanted.properties.items():
            assert data[name] == expected(value), (wanted.id, name)


def test_igraph_reads_back_the_same_graph(tmp_path: Path) -> None:
    graph = sample_graph()
    read = igraph.Graph.Read_GraphML(str(written(graph, tmp_path)))
    assert (read.vcount(), read.ecount()) == (graph.node_count, graph.edge_count)
    for vertex, node in zip(read.vs, graph.nodes(), strict=True):
        assert vertex["id"] == node.id
        for name in ("label", "type", "name"):
            assert vertex[name] == node.properties[name]
    for tie, wanted in zip(read.es, graph.edges(), strict=True):
        assert (tie["id"], tie["type"], tie["label"]) == (wanted.id, wanted.type, wanted.properties["label"])
        assert (read.vs[tie.source]["id"], read.vs[tie.target]["id"]) == (wanted.head, wanted.tail)


def test_igraph_and_networkx_count_a_larger_graph_alike(tmp_path: Path) -> None:
    path = written(many(500), tmp_path)
    small, large = read_networkx(path), igraph.Graph.Read_GraphML(str(path))
    assert (
        (small.number_of_nodes(), small.number_of_edges()) == (large.vcount(), large.ecount()) == (500, 1500)
    )
    assert len({data["id"] for *_, data in small.edges(data=True)}) == len(set(large.es["id"])) == 1500


def test_what_gephi_needs(tmp_path: Path) -> None:
    text = written(sample_graph(), tmp_path).read_text("utf-8")
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    keys = re.findall(r'<key id="([^"]+)" for="(\w+)" attr.name="([^"]+)" attr.type="(\w+)"/>', text)
    assert len({key for key, *_ in keys}) == len(keys)
    assert not {"d3", "d7"} & {key for key, *_ in keys}
    assert {kind for *_, kind in keys} <= {"boolean", "int", "long", "double", "string"}
    of_nodes = {name: kind for _, target, name, kind in keys if target == "node"}
    assert {"label": "string", "size": "double", "x": "double", "y": "double"}.items() <= of_nodes.items()
    assert {"r": "int", "g": "int", "b": "int"}.items() <= of_nodes.items()
    assert "id" not in of_nodes
    of_edges = {name: kind for _, target, name, kind in keys if target == "edge"}
    assert {
        "id": "string",
        "label": "string",
        "weight": "int",
        "amountCny": "double",
    }.items() <= of_edges.items()
    assert '<edge id="e1" source="p1" target="o1" label="任职">' in text
    assert "None" not in text


def test_colours_are_the_ontologys_and_places_differ(tmp_path: Path) -> None:
    read = read_networkx(written(sample_graph(), tmp_path))
    office, person = read.nodes["o3"], read.nodes["p1"]
    assert (office["r"], office["g"], office["b"]) == (0x5B, 0x8D, 0xD6)
    assert (person["r"], person["g"], person["b"]) == (0xE1, 0x57, 0x59)
    assert len({(data["x"], data["y"]) for _, data in read.nodes(data=True)}) == read.number_of_nodes()
    assert read.nodes["o5"]["size"] > read.nodes["o6"]["size"]


def test_a_type_without_colour_is_grey(tmp_path: Path) -> None:
    read = read_networkx(written(graph_of([Node("n1", ("Entity", "Ship"), {"type": "Ship"})]), tmp_path))
    assert read.nodes["n1"]["r"] == 0xBA


def test_without_articles(tmp_path: Path) -> None:
    read = read_networkx(written(sample_graph(), tmp_path, articles=False))
    assert read.number_of_nodes() == sample_graph().node_count - 2
    assert not {"MENTIONED_IN", "REPORTED"} & {data["type"] for *_, data in read.edges(data=True)}


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(sample_graph(), tmp_path).read_bytes()
    assert written(sample_graph(), tmp_path).read_bytes() == first


def test_a_title_stands_in_for_a_missing_label_and_name(tmp_path: Path) -> None:
    node = Node("a1", ("Article",), {"type": "Article", "title": "柳林街道办实事"})
    read = read_networkx(written(graph_of([node]), tmp_path))
    assert (read.nodes["a1"]["label"], read.nodes["a1"]["name"]) == ("柳林街道办实事", "柳林街道办实事")


def test_an_empty_graph_is_a_file_that_opens(tmp_path: Path) -> None:
    path = written(graph_of(), tmp_path)
    assert read_networkx(path).number_of_nodes() == igraph.Graph.Read_GraphML(str(path)).vcount() == 0


@pytest.mark.parametrize(
    ("values", "type_", "read"),
    [
        ((1, 2**31), "long", [1, 2**31]),
        ((1, 2.5), "double", [1.0, 2.5]),
        ((True, False), "boolean", [True, False]),
        ((1, "二"), "string", ["1", "二"]),
        ((2**63, 1), "string", [str(2**63), "1"]),
        ((float("inf"), float("-inf")), "double", [float("inf"), float("-inf")]),
        ((True, 3), "int", [1, 3]),
    ],
)
def test_a_key_has_the_narrowest_type_that_holds_its_values(
    tmp_path: Path, values: tuple[Value, ...], type_: str, read: list[Value]
) -> None:
    nodes = [Node(f"n{i}", ("Entity",), {"v": value}) for i, value in enumerate(values)]
    path = written(graph_of(nodes), tmp_path)
    assert f'attr.name="v" attr.type="{type_}"' in path.read_text("utf-8")
    assert [data["v"] for _, data in read_networkx(path).nodes(data=True)] == read


@given(st.lists(NASTY))
def test_a_joined_list_splits_into_as_many_items(items: list[str]) -> None:
    cleaned = [printable(item) for item in items if printable(item)]
    parts = joined(items).split(" | ") if cleaned else []
    assert [part.replace("｜", "|") for part in parts] == [item.replace("｜", "|") for item in cleaned]


def test_a_plain_bar_in_an_item_is_kept() -> None:
    assert joined(["A|B", "C | D", "| E", "F |"]) == "A|B | C ｜ D | ｜ E | F ｜"


def test_igraph_takes_the_smallest_numbers(tmp_path: Path) -> None:
    values = (5e-324, -5e-324, sys.float_info.min)
    nodes = [Node(f"n{i}", ("Entity",), {"v": value}) for i, value in enumerate(values)]
    assert igraph.Graph.Read_GraphML(str(written(graph_of(nodes), tmp_path))).vs["v"] == [0, 0, values[2]]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NASTY, evidence=st.lists(NASTY, max_size=3), number=st.floats() | st.integers(), ident=NASTY)
def test_any_text_comes_back(
    tmp_path: Path, name: str, evidence: list[str], number: float, ident: str
) -> None:
    id_ = "n" + printable(ident)
    properties: dict[str, Value] = {"type": "Person", "name": name, "label": name, "number": number}
    nodes = [Node(id_, ("Entity", "Person"), properties), article("a", name, "2021")]
    ties = [Edge("e" + id_, "REPORTED", id_, "a", {"evidence": tuple(evidence), "label": name})]
    path = written(graph_of(nodes, ties), tmp_path)
    ElementTree.parse(path)
    read = read_networkx(path)
    assert read.nodes[id_].get("name", "") == printable(name)
    ((head, tail, data),) = read.edges(data=True)
    assert (head, tail, data["id"]) == (id_, "a", "e" + id_)
    assert data.get("evidence", "") == joined(evidence)
    assert igraph.Graph.Read_GraphML(str(path)).vs[0]["name"] == printable(name)


def test_parallel_edges_stay_apart(tmp_path: Path) -> None:
    nodes = [entity("p1", "Person", "陆青禾"), entity("o1", "Organization", "临溪区委", "PartyBody")]
    ties = [edge(f"e{i}", "HOLDS_POST", "p1", "o1", "任职", title=str(i)) for i in range(3)]
    path = written(graph_of(nodes, ties), tmp_path)
    assert read_networkx(path).number_of_edges() == igraph.Graph.Read_GraphML(str(path)).ecount() == 3


class EndlessLooking:
    """A graph that is made as it is read, and never held."""

    node_count = edge_count = 3_000

    def nodes(self) -> Iterator[Node]:
        return (entity(f"n{i}", "Person", "陆青禾" * 100) for i in range(self.node_count))

    def edges(self) -> Iterator[Edge]:
        return (edge(f"e{i}", "PART_OF", "n0", f"n{i}", "隶属") for i in range(self.edge_count))


def test_the_graph_is_never_held_in_memory(tmp_path: Path) -> None:
    written(EndlessLooking(), tmp_path)  # what is loaded once, the ontology, is loaded now
    tracemalloc.start()
    path = written(EndlessLooking(), tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 3_000_000
    assert peak < 500_000
