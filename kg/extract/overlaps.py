"""Which of the overlapping candidates stand: the sure and the long, and what may nest in them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.candidates import Candidate

_PUBLIC = frozenset({"PartyBody", "GovernmentBody", "Office", "Community", "SocialOrganization"})
#: Between candidates of the same stretch of text: which reading wins.
_PRECEDENCE = {"Organization": 0, "Project": 1, "Initiative": 2, "Person": 3, "Place": 4}


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand together, in reading order, outer before inner."""
    ranked = sorted(candidates, key=_rank)
    kept: list[Candidate] = []
    for candidate in ranked:
        if all(_compatible(other, candidate) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: (c.start, -c.end))


def _rank(candidate: Candidate) -> tuple[float, int, int, int, str]:
    length = candidate.end - candidate.start
    strength = min(candidate.confidence, 0.9) * (length if candidate.type != "Person" else length + 3)
    return (-strength, _PRECEDENCE[candidate.type], candidate.start, candidate.end, candidate.rule)


def _compatible(one: Candidate, other: Candidate) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return True
    if one.start <= other.start and other.end <= one.end:
        outer, inner = one, other
    elif other.start <= one.start and one.end <= other.end:
        outer, inner = other, one
    else:
        return False
    if (outer.start, outer.end) == (inner.start, inner.end):
        return False
    return _may_nest(outer, inner)


def _may_nest(outer: Candidate, inner: Candidate) -> bool:
    if inner.type == "Person" or inner.bare:
        return False
    at_region = inner.end <= outer.core
    at_start = inner.start == outer.start or inner.start in outer.variants
    if outer.type == "Organization":
        if outer.subtype in _PUBLIC:
            return (
                inner.type in ("Place", "Organization")
                and inner.subtype != "Site"
                and (at_start or at_region)
            )
        if outer.subtype == "Media":
            return False
        return inner.type == "Organization" and at_start and inner.confidence >= 0.8
    if outer.type == "Place":
        return (at_region or at_start) and inner.subtype not in ("Site", "")
    if outer.type == "Project":
        return at_start and (inner.subtype == "District" or inner.type == "Organization")
    if outer.rule == "titled-document":
        return False
    return inner.type in ("Organization", "Place", "Project") and (at_start or inner.confidence >= 0.9)
