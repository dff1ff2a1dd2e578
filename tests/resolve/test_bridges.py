"""Weak bridges are found as networkx finds bridges, and only those that hold two parts together are cut."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolve.bridges import weak_bridges

PAIRS = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1])
LINKS = st.lists(st.tuples(PAIRS, st.sampled_from([0.7, 0.95])), max_size=20, unique_by=lambda row: row[0])


@settings(deadline=None)
@given(LINKS)
def test_each_is_a_bridge_between_two_parts(rows: list[tuple[tuple[int, int], float]]) -> None:
    links = [(one, other, score) for (one, other), score in rows]
    graph = nx.Graph([pair for pair, _ in rows])
    articles = dict.fromkeys(range(10), 2)
    expected = set()
    for one, other in nx.bridges(graph):
        cut = nx.Graph(graph)
        cut.remove_edge(one, other)
        sizes = [len(nx.node_connected_component(cut, end)) for end in (one, other)]
        weak = dict(rows)[min(one, other), max(one, other)] < 0.9
        if weak and min(sizes) >= 2:
            expected.add((min(one, other), max(one, other)))
    assert weak_bridges(links, articles, 0.9) == expected


def test_a_lone_name_is_no_part() -> None:
    links = [(1, 2, 0.95), (2, 3, 0.75)]
    assert weak_bridges(links, {1: 5, 2: 5, 3: 9}, 0.9) == set()


def test_two_dense_parts_on_one_unsure_link_are_cut() -> None:
    links = [(1, 2, 0.99), (2, 3, 0.75), (3, 4, 0.99)]
    assert weak_bridges(links, {1: 2, 2: 2, 3: 2, 4: 2}, 0.9) == {(2, 3)}
    assert weak_bridges([(1, 2, 0.99), (2, 3, 0.95), (3, 4, 0.99)], dict.fromkeys(range(5), 2), 0.9) == set()
    assert weak_bridges([*links, (1, 4, 0.99)], dict.fromkeys(range(5), 2), 0.9) == set()
