from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_graph import article, edge, entity, graph_of, sample_graph

from kg.errors import LoadError
from kg.model import Node
from loaders.jsonl import JsonLinesLoader


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def test_every_node_then_every_edge(tmp_path: Path) -> None:
    graph, path = sample_graph(), tmp_path / "s.jsonl"
    JsonLinesLoader().write(graph, path)
    rows = lines(path)
    assert [row["kind"] for row in rows] == ["node"] * graph.node_count + ["edge"] * graph.edge_count
    company = next(row for row in rows if row["id"] == "o5")
    assert company["labels"] == ["Entity", "Organization", "Company"]
    assert (company["name"], company["aliases"]) == ("云川星河智能装备有限公司", ["星河智能", "A | B"])
    support = next(row for row in rows if row["id"] == "e12")
    assert (support["type"], support["head"], support["tail"]) == ("SUPPORTS", "o2", "o5")
    assert support["amountCny"] == 3_000_000.0


def test_without_articles(tmp_path: Path) -> None:
    JsonLinesLoader().write(sample_graph(), tmp_path / "s.jsonl", articles=False)
    rows = lines(tmp_path / "s.jsonl")
    assert not [row for row in rows if row["type"] in ("Article", "REPORTED", "MENTIONED_IN")]


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        JsonLinesLoader().write(sample_graph(), tmp_path / name)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_line_ends_and_broken_characters_stay_inside_their_line(tmp_path: Path) -> None:
    nodes = [article("a1", "一\n二\u2028三\ud800", "2021"), entity("d1", "Place", "\x00云川市", "District")]
    JsonLinesLoader().write(
        graph_of(nodes, [edge("e1", "MENTIONED_IN", "d1", "a1", "见于")]), tmp_path / "s.jsonl"
    )
    rows = lines(tmp_path / "s.jsonl")
    assert rows[0]["title"] == "一\n二\u2028三"
    assert len(rows) == 3


@pytest.mark.parametrize(("properties", "message"), [({"x": float("nan")}, "JSON"), ({"kind": "?"}, "kind")])
def test_what_json_cannot_say_is_refused_by_name(
    tmp_path: Path, properties: dict[str, float | str], message: str
) -> None:
    with pytest.raises(LoadError, match=message) as caught:
        JsonLinesLoader().write(graph_of([Node("n7", ("Entity",), properties)]), tmp_path / "s.jsonl")
    assert "n7" in str(caught.value)
    assert not (tmp_path / "s.jsonl").exists()
