"""The decisions of another store: which of them to add to one's own."""

from __future__ import annotations

from dataclasses import dataclass

from kg.decisions.rulings import Decisions, Ruling
from kg.decisions.signing import time_of


@dataclass(frozen=True, slots=True)
class Joined:
    """What is to be added, what is there already, and pairs of (theirs, ours) where ours is kept."""

    added: tuple[Ruling, ...]
    known: int
    kept: tuple[tuple[Ruling, Ruling], ...]


def join(ours: Decisions, theirs: Decisions) -> Joined:
    """Their rulings in force that are new to us.

    On one subject the later decision holds; ours, where the lines do not say which is later.
    """
    own = {ruling.subject: ruling for ruling in ours.in_force()}
    added: list[Ruling] = []
    kept: list[tuple[Ruling, Ruling]] = []
    known = 0
    for ruling in theirs.in_force():
        mine = own.get(ruling.subject)
        if mine is None:
            added.append(ruling)
        elif (mine.verdict, mine.name) == (ruling.verdict, ruling.name):
            known += 1
        elif _later(ruling, mine):
            added.append(ruling)
        else:
            kept.append((ruling, mine))
    return Joined(tuple(added), known, tuple(kept))


def _later(one: Ruling, other: Ruling) -> bool:
    time, before = time_of(one), time_of(other)
    return time is not None and before is not None and time > before
