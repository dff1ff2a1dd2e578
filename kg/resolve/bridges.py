"""Weak bridges: one link, not quite sure, that alone holds two dense parts of a cluster together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

_DENSE = 2  # atoms, and
_SEEN = 3  # articles, that each part must have: a lone name is no part


def weak_bridges(
    links: Sequence[tuple[int, int, float]], articles: Mapping[int, int], sure: float
) -> set[tuple[int, int]]:
    """The links below ``sure`` whose removal leaves two parts, each of some atoms in some articles.

    ``links``: two atoms and a score; ``articles``: how many each atom is in. Bridges are found by one search
    in depth (Tarjan 1974, A note on finding the bridges of a graph).
    """
    weak = {(one, other) for one, other, score in links if score < sure}
    if not weak:
        return set()
    beside: dict[int, list[int]] = defaultdict(list)
    for one, other, _ in links:
        beside[one].append(other)
        beside[other].append(one)
    found: set[tuple[int, int]] = set()
    for (one, other), (size, seen, all_size, all_seen) in _bridges(beside, articles).items():
        pair = (min(one, other), max(one, other))
        dense = min(size, all_size - size) >= _DENSE and min(seen, all_seen - seen) >= _SEEN
        if pair in weak and dense:
            found.add(pair)
    return found


_Weights = tuple[int, int, int, int]


def _bridges(
    beside: Mapping[int, Sequence[int]], articles: Mapping[int, int]
) -> dict[tuple[int, int], _Weights]:
    """Each bridge as (upper, lower end), with atoms and articles below it, and in its whole component."""
    found: dict[tuple[int, int], _Weights] = {}
    entered: dict[int, int] = {}
    for root in sorted(beside):
        if root not in entered:
            found.update(_from_root(root, beside, articles, entered))
    return found


def _from_root(
    root: int, beside: Mapping[int, Sequence[int]], articles: Mapping[int, int], entered: dict[int, int]
) -> dict[tuple[int, int], _Weights]:
    low: dict[int, int] = {}
    size: dict[int, int] = {}
    seen: dict[int, int] = {}
    above: dict[int, int] = {}
    order: list[int] = []
    stack = [root]
    above[root] = root
    while stack:  # visit
        node = stack.pop()
        if node in entered:
            continue
        entered[node] = low[node] = len(entered)
        order.append(node)
        for other in sorted(set(beside[node]), reverse=True):
            if other not in entered:
                above[other] = node
                stack.append(other)
    cut: list[tuple[int, int]] = []
    for node in reversed(order):
        size[node] = size.get(node, 0) + 1
        seen[node] = seen.get(node, 0) + articles.get(node, 0)
        for other in beside[node]:
            if above.get(other) == node and other != root:
                low[node] = min(low[node], low[other])
            elif other != above[node] or beside[node].count(other) > 1:
                low[node] = min(low[node], entered[other])
        if node != root:
            parent = above[node]
            size[parent] = size.get(parent, 0) + size[node]
            seen[parent] = seen.get(parent, 0) + seen[node]
            if low[node] > entered[parent]:
                cut.append((parent, node))
    whole = size[root], seen[root]
    return {(up, down): (size[down], seen[down], *whole) for up, down in cut}
