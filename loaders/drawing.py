"""How a node looks when a drawing program opens the graph: colour, size, and a first place on the canvas.

The places are no layout: a program's own layout does better, but needs something to start from that is not
a square of random dots. Each type is a disc of its own, the discs stand on a circle, and within a disc nodes
lie on a sunflower spiral in the graph's order (H. Vogel, A better way to construct the sunflower head, 1979).
It takes no memory and no second thought: the same graph always opens as the same picture.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from kg.model import Node
from kg.ontology import Ontology

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_SPACING = 40.0  # canvas units between neighbours
_SMALLEST, _LARGEST = 8.0, 60.0  # diameters in canvas units
_UNKNOWN = "BAB0AC"  # grey, for a type the ontology does not name


def colour(node: Node, ontology: Ontology) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of the node's subtype or type."""
    type_, subtype = str(node.properties.get("type", "")), str(node.properties.get("subtype", ""))
    known = type_ in ontology.entities or type_ == ontology.article.name
    digits = ontology.colour(type_, subtype) if known else _UNKNOWN
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def size(node: Node) -> float:
    """Diameter: its area grows with the number of articles that name the node."""
    count = node.properties.get("articleCount", 0)
    count = count if isinstance(count, int | float) and count > 0 else 0
    return round(min(_SMALLEST * math.sqrt(max(count, 1)), _LARGEST), 2)


class Places:
    """Gives each node its place; ask in the graph's order, once a node."""

    def __init__(self, type_counts: Mapping[str, int]) -> None:
        """``type_counts``: how many nodes of each type will be asked for."""
        self._seen: Counter[str] = Counter()
        radii = {name: _SPACING * math.sqrt(count) for name, count in sorted(type_counts.items())}
        around = sum(2 * radius + _SPACING for radius in radii.values())
        ring = around / (2 * math.pi) if len(radii) > 1 else 0.0
        self._centres: dict[str, tuple[float, float]] = {}
        passed = 0.0
        for name, radius in radii.items():
            angle = 2 * math.pi * (passed + radius + _SPACING / 2) / around
            self._centres[name] = (ring * math.cos(angle), ring * math.sin(angle))
            passed += 2 * radius + _SPACING

    def place(self, type_: str) -> tuple[float, float]:
        """The x and y of the next node of this type."""
        number = self._seen[type_]
        self._seen[type_] += 1
        x, y = self._centres[type_]
        distance, angle = _SPACING * math.sqrt(number), number * _GOLDEN_ANGLE
        return round(x + distance * math.cos(angle), 2), round(y + distance * math.sin(angle), 2)
