"""An invented graph with every type, subtype and relation, and graphs made from any nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.model import Edge, Node, Value


@dataclass(frozen=True, slots=True)
class FakeGraph:
    """A graph held in memory."""

    all_nodes: tuple[Node, ...]
    all_edges: tuple[Edge, ...]

    @property
    def node_count(self) -> int:
        return len(self.all_nodes)

    @property
    def edge_count(self) -> int:
        return len(self.all_edges)

    def nodes(self) -> Iterator[Node]:
        return iter(self.all_nodes)

    def edges(self) -> Iterator[Edge]:
        return iter(self.all_edges)

    def without_node(self, id_: str) -> FakeGraph:
        """The graph after every trace of one node is gone."""
        nodes = tuple(node for node in self.all_nodes if node.id != id_)
        return FakeGraph(nodes, tuple(edge for edge in self.all_edges if id_ not in (edge.head, edge.tail)))

    def with_node(self, node: Node) -> FakeGraph:
        """The graph with a node replaced by another of the same id, or with one more."""
        others = tuple(old for old in self.all_nodes if old.id != node.id)
        return replace(self, all_nodes=(*others, node))

    def node(self, id_: str) -> Node:
        return next(node for node in self.all_nodes if node.id == id_)


def graph_of(nodes: Iterable[Node] = (), edges: Iterable[Edge] = ()) -> FakeGraph:
    return FakeGraph(tuple(nodes), tuple(edges))


def entity(id_: str, type_: str, name: str, subtype: str = "", **properties: Value) -> Node:
    labels = ("Entity", type_, subtype) if subtype else ("Entity", type_)
    common: dict[str, Value] = {
        "id": id_,
        "type": type_,
        "subtype": subtype,
        "name": name,
        "label": name[-6:],
        "aliases": (),
        "articleCount": 1,
        "mentionCount": 2,
        "firstSeen": "2021-10-09",
        "lastSeen": "2021-10-12",
    }
    return Node(id_, labels, common | properties)


def article(id_: str, title: str, date: str) -> Node:
    properties: dict[str, Value] = {
        "id": id_,
        "type": "Article",
        "label": title[:12],
        "name": title,
        "title": title,
        "source": "云川日报.txt",
        "date": date,
        "section": "要闻",
        "chars": 812,
    }
    return Node(id_, ("Article",), properties)


def edge(id_: str, type_: str, head: str, tail: str, label: str, **properties: Value) -> Edge:
    common: dict[str, Value] = {
        "id": id_,
        "type": type_,
        "label": label,
        "articles": ("a1",),
        "weight": 1,
        "confidence": 0.9,
        "evidence": (f"{label}的原句。",),
        "firstSeen": "2021-10-09",
        "lastSeen": "2021-10-09",
        "rules": ("sample",),
        "modality": "fact",
    }
    return Edge(id_, type_, head, tail, common | properties)


def sample_graph() -> FakeGraph:
    """云川市 and its 临溪区: thirteen entities of every type and subtype, two articles, every relation."""
    nodes = [
        entity("d1", "Place", "云川市", "District", divisionCode="990100"),
        entity("d2", "Place", "临溪区", "District", divisionPath=("云川市", "临溪区"), articleCount=2),
        entity("s1", "Place", "柳林湿地公园", "Site"),
        entity("o1", "Organization", "中共临溪区委", "PartyBody", aliases=("区委", "临溪区委")),
        entity("o2", "Organization", "临溪区发展和改革局", "GovernmentBody", aliases=("区发改局",)),
        entity("o3", "Organization", "柳林街道办事处", "Office"),
        entity("o4", "Organization", "柳林街道青石社区", "Community"),
        entity(
            "o5",
            "Organization",
            "云川星河智能装备有限公司",
            "Company",
            aliases=("星河智能", "A | B"),
            articleCount=2,
        ),
        entity("o6", "Organization", "云川市第三中学", "Institution"),
        entity("o7", "Organization", "云川市志愿者协会", "SocialOrganization"),
        entity("o8", "Organization", "云川日报社", "Media"),
        entity("p1", "Person", "陆青禾"),
        entity("p2", "Person", "闻小满"),
        entity("p3", "Person", "祁向东"),
        entity("j1", "Project", "星河智能装备产业园"),
        entity("i1", "Initiative", "万企兴城行动"),
        article("a1", "临溪区为企业送来“及时雨”<一>", "2021-10-09"),
        article("a2", "陆青禾调研产业园 & 社区", "2021-10-12"),
    ]
    edges = [
        edge("e1", "HOLDS_POST", "p1", "o1", "任职", title="书记"),
        edge(
            "e2",
            "HOLDS_POST",
            "p1",
            "o2",
            "任职",
            title="局长",
            firstSeen="2019-03-02",
            lastSeen="2020-01-05",
        ),
        edge("e3", "HOLDS_POST", "p3", "o5", "任职", title="董事长"),
        edge("e4", "BELONGS_TO", "p2", "o8", "所属"),
        edge("e5", "PART_OF", "o1", "d2", "隶属"),
        edge("e6", "PART_OF", "o2", "d2", "隶属"),
        edge("e7", "PART_OF", "o4", "o3", "隶属"),
        edge("e8", "LOCATED_IN", "o3", "d2", "位于"),
        edge("e9", "LOCATED_IN", "j1", "d2", "位于"),
        edge("e10", "LOCATED_IN", "d2", "d1", "位于"),
        edge("e11", "UNDERTAKES", "o5", "j1", "承担", role="建设"),
        edge("e12", "SUPPORTS", "o2", "o5", "支持", amount="300万元", amountCny=3_000_000.0),
        edge("e13", "SUPPORTS", "o3", "j1", "支持"),
        edge("e14", "COOPERATES_WITH", "o5", "o6", "合作"),
        edge("e15", "INSPECTS", "p1", "j1", "考察", articles=("a2",)),
        edge("e16", "INSPECTS", "o1", "s1", "考察", articles=("a2",)),
        edge("e17", "ORGANIZES", "o1", "i1", "组织"),
        edge("e18", "PARTICIPATES_IN", "o7", "i1", "参与"),
        edge("e19", "PARTICIPATES_IN", "p3", "i1", "参与"),
        edge("e20", "REPORTED", "p2", "a1", "报道", role="记者"),
        edge("e21", "MENTIONED_IN", "o5", "a1", "见于", forms=("星河智能", "该公司"), count=2),
        edge("e22", "MENTIONED_IN", "o5", "a2", "见于", forms=("星河智能",), count=1, articles=("a2",)),
        edge("e23", "MENTIONED_IN", "p1", "a2", "见于", forms=("陆青禾",), count=3, articles=("a2",)),
        edge("e24", "MENTIONED_IN", "d2", "a1", "见于", forms=("临溪区", "该区"), count=2),
    ]
    return graph_of(nodes, edges)


def many(nodes: int, edges_each: int = 3) -> FakeGraph:
    """A plain graph of that many people, each tied to the next few: for batches and broken connections."""
    people = [entity(f"n{i}", "Organization", f"第{i}厂", "Company") for i in range(nodes)]
    ties = [
        edge(f"t{i}-{j}", "COOPERATES_WITH", f"n{i}", f"n{(i + j) % nodes}", "合作")
        for i in range(nodes)
        for j in range(1, edges_each + 1)
    ]
    return graph_of(people, ties)
