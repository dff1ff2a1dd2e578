"""What a person wants changed, as the rulings that bring it about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from kg.decisions import Decisions, Designation, Ruling, Verdict
from kg.resolved import Part


@dataclass(frozen=True, slots=True)
class Cut:
    """What is taken out of a node and what is left, as decisions point at it."""

    taken: tuple[Designation, ...]
    left: tuple[Designation, ...]


def merging(
    a: Sequence[Part], b: Sequence[Part], decisions: Decisions, reason: str = ""
) -> tuple[Ruling, ...]:
    """One node of two: their heaviest parts are the same, and so is every pair that was decided otherwise."""
    first = (a[0].designation, b[0].designation)
    pairs = [(one.designation, other.designation) for one, other in product(a, b)]
    apart = [pair for pair in pairs if pair != first and _decided(decisions, *pair) == Verdict.DIFFERENT]
    return tuple(Ruling(Verdict.SAME, *pair, reason=reason) for pair in [first, *apart])


def splitting(cut: Cut, reason: str = "") -> tuple[Ruling, ...]:
    """Two nodes of one: what is taken out stays together, and is nothing of what is left."""
    if not cut.taken:
        return ()
    first, *others = cut.taken
    together = [Ruling(Verdict.SAME, first, other, reason=reason) for other in others]
    apart = [Ruling(Verdict.DIFFERENT, *pair, reason=reason) for pair in product(cut.taken, cut.left)]
    return (*apart, *together)


def renaming(parts: Sequence[Part], name: str, reason: str = "") -> tuple[Ruling, ...]:
    """A node's name, by its heaviest part."""
    return (Ruling(Verdict.RENAME, parts[0].designation, name=name, reason=reason),)


def told(ruling: Ruling) -> str:
    """A ruling in words: same  云川市第一人民医院 (海右省云川市) = 市一院."""
    sign = {Verdict.SAME: "=", Verdict.DIFFERENT: "≠", Verdict.UNSURE: "?", Verdict.RENAME: "→"}
    other = designated(ruling.b) if ruling.b else ruling.name
    return f"{ruling.verdict.value}  {designated(ruling.a)} {sign[ruling.verdict]} {other}"


def designated(one: Designation) -> str:
    """A designation in words: 石云山 (云川市, article 3f…)."""
    where = [one.region] if one.region else []
    if one.article:
        where.append(f"article {one.article}")
    return f"{one.name} ({', '.join(where)})" if where else one.name


def _decided(decisions: Decisions, a: Designation, b: Designation) -> Verdict | None:
    ruling = decisions.on(a, b)
    return ruling.verdict if ruling else None
