from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolve.clustering import Clusters

SIZE = 12
EDGES = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=30)


@settings(deadline=None)
@given(EDGES)
def test_sets_are_the_connected_components(edges: list[tuple[int, int]]) -> None:
    clusters = Clusters(SIZE)
    graph = nx.Graph()
    graph.add_nodes_from(range(SIZE))
    for one, other in edges:
        assert clusters.union(one, other)
        graph.add_edge(one, other)
    assert clusters.sets() == sorted(sorted(part) for part in nx.connected_components(graph))
    for part in clusters.sets():
        assert sorted(clusters.members(part[-1])) == part


@settings(deadline=None)
@given(EDGES, EDGES)
def test_a_forbidden_pair_is_never_in_one_set(
    apart: list[tuple[int, int]], edges: list[tuple[int, int]]
) -> None:
    clusters = Clusters(SIZE)
    kept = [(one, other) for one, other in apart if clusters.forbid(one, other)]
    for one, other in edges:
        assert clusters.union(one, other) != clusters.forbidden(one, other)
        assert not any(clusters.find(a) == clusters.find(b) for a, b in kept)
        assert all(clusters.forbidden(a, b) for a, b in kept)
