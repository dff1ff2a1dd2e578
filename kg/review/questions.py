"""The queue: pairs that resolution left open, the most valuable first, less what is decided already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.decisions import Decisions, Verdict
from kg.resolved import UncertainPair


def open_pairs(
    pairs: Iterable[UncertainPair], decisions: Decisions, *, again: bool = False
) -> list[UncertainPair]:
    """The pairs to ask about, in their order. ``again``: also those that somebody was unsure about."""
    found = []
    for pair in pairs:
        ruling = decisions.on(*pair.designations)
        if ruling is None or (again and ruling.verdict is Verdict.UNSURE):
            found.append(pair)
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """A pair and what was decided on it; None if it was skipped."""

    pair: UncertainPair
    verdict: Verdict | None


def settled(pair: UncertainPair, answers: Sequence[Answered]) -> bool:
    """Whether answers given since the queue was made settle the pair: A = B and B = C, or B ≠ C."""
    a, b = _group(pair.a, answers), _group(pair.b, answers)
    if a == b:
        return True
    return any(
        answer.verdict is Verdict.DIFFERENT
        and (({answer.pair.a} & a and {answer.pair.b} & b) or ({answer.pair.a} & b and {answer.pair.b} & a))
        for answer in answers
    )


def _group(entity: str, answers: Sequence[Answered]) -> frozenset[str]:
    """The entities that answers made one with this one."""
    group = {entity}
    same = [{answer.pair.a, answer.pair.b} for answer in answers if answer.verdict is Verdict.SAME]
    grown = True
    while grown:
        near = {one for ends in same if ends & group for one in ends}
        grown = not near <= group
        group |= near
    return frozenset(group)
