"""Pairs of the queue, made by hand."""

from __future__ import annotations

from kg.decisions import Designation
from kg.matching import Bar
from kg.resolved import UncertainPair

REGION = "云川市"
BARS = (Bar("before any feature", "", 1.0, -3.0), Bar("short_name", "宏远建设→宏远", 1.0, 3.2))


def named(name: str, article: str = "") -> Designation:
    return Designation("Organization", name, REGION, article)


def pair(a: str, b: str, value: float = 1.0) -> UncertainPair:
    """A pair of the entities with these names for ids."""
    return UncertainPair(a, b, 0.55, BARS, value, (named(a), named(b)))
