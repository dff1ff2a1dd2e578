"""Where candidates for one thing meet: keys by place and characters, fine enough that no block is large.

A short name keeps characters of the full one in order, nearly always the first. So a name is filed, as a
short one, under its first two characters, and as a full one under its first character with each later one:
投发公司 meets 投资发展 under 投发. A misprint leaves one half of a name as it was, and meets its like there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kg.naming.names import yearless
from kg.naming.regions import NATION, PREFECTURE, PROVINCE, steps_up
from kg.resolve.atoms import AtomKey, number_of
from kg.resolve.state import State

SHORT, FULL, HALF = range(3)
_FILLERS = re.compile(r"[和与及的之·、暨]")
_LONGEST = 24  # characters of a name that a short one draws on
_MISPRINTED = 6  # characters: in a shorter name one is too much of it
_TYPES = frozenset({"Organization", "Project", "Initiative"})


def without_fillers(core: str) -> str:
    """Without 和, 与, 的 and their like."""
    return _FILLERS.sub("", core)


def core_of(key: AtomKey) -> str:
    """The name that is compared: without fillers and, of an initiative, the year."""
    core = without_fillers(key.core)
    return yearless(core) if key.type == "Initiative" else core


def compared(key: AtomKey) -> bool:
    """Whether a name is compared with others: not that of a person, of the nation or of one character."""
    national = bool(key.region) and key.region[0].level == NATION and not key.region[0].key.startswith("@")
    return key.type in _TYPES and len(core_of(key)) >= 2 and not national


def _places(key: AtomKey) -> set[str]:
    """Where a name is understood: its city (else province or page), and the region that it leans on.

    A name that says nothing by itself is known in its region alone, unless it is a company's.
    """
    region = key.region
    city = region if key.exact and not key.local else steps_up(region, PREFECTURE) or region[:1]
    return {"/".join(step.key for step in place) for place in (city, region)}


def _wider(key: AtomKey) -> set[str]:
    """The province, whose bodies print no city."""
    region = key.region
    wide = not key.exact and len(region) > 1 and region[0].level == PROVINCE
    return {region[0].key} if wide else set()


def keys_of(key: AtomKey) -> set[tuple[int, int]]:
    """The keys (and in which role) that an atom is filed under."""
    if not compared(key):
        return set()
    core = core_of(key)[:_LONGEST]
    found: set[tuple[int, int]] = set()
    places = _places(key)
    for place in places | _wider(key):
        found.add((_key(key.type, place, core[:2]), SHORT))
    for place in places:
        found |= {(_key(key.type, place, core[0] + later), FULL) for later in set(core[1:])}
        if len(core) >= _MISPRINTED:
            half, length = len(core) // 2, str(len(core))
            found.add((_key(key.type, place, f"^{length}{core[:half]}"), HALF))
            found.add((_key(key.type, place, f"${length}{core[half:]}"), HALF))
    return found


def _key(*parts: str) -> int:
    return number_of("\x1f".join(parts))


def file_atoms(state: State, atoms: Iterable[tuple[int, AtomKey]]) -> None:
    """File atoms under their keys."""
    rows = [(key, role, number) for number, atom in atoms for key, role in sorted(keys_of(atom))]
    state.insert("keys", rows)


_OPPOSITE = {SHORT: FULL, FULL: SHORT, HALF: HALF}


def candidates(state: State, atoms: Iterable[tuple[int, AtomKey]]) -> dict[int, set[int]]:
    """For each of some atoms, those that it meets."""
    asked: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, atom in atoms:
        for key, role in keys_of(atom):
            asked[key, _OPPOSITE[role]].append(number)
    met: dict[int, set[int]] = defaultdict(set)
    for key, role, other in state.among(
        "SELECT key, role, atom FROM keys WHERE key IN ({})", [k for k, _ in asked]
    ):
        for number in asked.get((key, role), ()):
            if number != other:
                met[number].add(other)
    return met
