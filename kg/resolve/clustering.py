"""Union-find that remembers what must stay apart."""

from __future__ import annotations

from collections import defaultdict


class Clusters:
    """Disjoint sets of the numbers 0 … n-1. A pair that was forbidden is never in one set.

    The smallest member stands for a set, so the outcome doesn't depend on how a set was put together.
    """

    __slots__ = ("_apart", "_members", "_parent")

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)

    def find(self, item: int) -> int:
        """The smallest member of the set that ``item`` is in."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def members(self, item: int) -> list[int]:
        """All members of the set that ``item`` is in, unordered."""
        root = self.find(item)
        return self._members.get(root, [root])

    def forbid(self, one: int, other: int) -> bool:
        """Keep the two sets apart for good. False if they are one already."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return False
        self._apart[a].add(b)
        self._apart[b].add(a)
        return True

    def forbidden(self, one: int, other: int) -> bool:
        """Whether the two must stay apart."""
        return self.find(other) in self._apart.get(self.find(one), ())

    def union(self, one: int, other: int) -> bool:
        """Make the two sets one. False (and nothing changes) where that is forbidden."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        keep, gone = min(a, b), max(a, b)
        self._members[keep] = [*self.members(keep), *self.members(gone)]
        self._members.pop(gone, None)
        self._parent[gone] = keep
        for enemy in self._apart.pop(gone, set()):
            self._apart[enemy].discard(gone)
            self._apart[enemy].add(keep)
            self._apart[keep].add(enemy)
        return True

    def sets(self) -> list[list[int]]:
        """All sets, each sorted, by smallest member."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            found[self.find(item)].append(item)
        return [found[root] for root in sorted(found)]
