"""The counts kept by article are those of the graph, whatever came and went."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from kg.counting import graph_counts
from kg.graph import Graph
from kg.model import Article, Extraction, Mention, Statement
from kg.store import FileState, Store

NAMES = ["临溪区水务局", "云川市水务局", "清河行动", "柳林街道", "瑞禾食品有限公司", "瑞禾食品"]
KINDS = [("Organization", "GovernmentBody")] * 2 + [("Initiative", ""), ("Organization", "Office")]
KINDS += [("Organization", "Company")] * 2


def _claim(number: int, seed: int) -> Extraction:
    rng = random.Random(seed)
    chosen = rng.sample(range(len(NAMES)), 4)
    text = "，".join(NAMES[n] for n in chosen) + "。"
    mentions = tuple(Mention(text.index(NAMES[n]), 0, NAMES[n], *KINDS[n], NAMES[n]) for n in chosen)
    statements = tuple(
        Statement(type_, head, tail, 0, len(text), text, "test", modality=rng.choice(["fact", "negated"]))
        for type_, head, tail in (("ORGANIZES", 0, 1), ("COOPERATES_WITH", 1, 2), ("PART_OF", 2, 3))
    )
    return Extraction(Article(f"a{number}", f"{number}.txt", 1, "题", text), mentions, statements)


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_those_of_the_graph(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    with Store.open_to_build(tmp_path / "graph.kg") as store:
        for step in range(6):
            for _ in range(3):
                path = f"/p/{rng.randrange(8)}.txt"
                if rng.random() < 0.3:
                    store.remove_file(path)
                    continue
                file = store.begin_file(path, path, FileState(f"{step}", "", ""))
                claim = _claim(int(path[3]), rng.randrange(100))
                page = store.add_page(file, f"{step}{claim.article.text}", [claim])
                store.finish_file(file, [page], [])
            store.commit()
            counts, graph = graph_counts(store), Graph.of(store)
            nodes = Counter(str(node.properties["type"]) for node in graph.nodes())
            assert counts.entities == nodes
            assert counts.relations == Counter(edge.type for edge in graph.edges())
            assert counts.dropped == graph.dropped
