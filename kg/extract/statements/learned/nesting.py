"""What the names of two things say of one being part of, or lying in, the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.divisions import gazetteer
from kg.extract.statements.learned.spots import Floats, Ints, Things
from kg.extract.statements.learned.vocabulary import KIND_NUMBER, TYPE_NUMBER
from kg.extract.statements.structure import DIVISION

DISTRICT = KIND_NUMBER["District"]
PERSON = TYPE_NUMBER["Person"]
HOMES = ("区", "县", "旗", "市", "州", "盟")
SHORT = 10  # characters: a longer name that begins with 市 or 区 begins with no level word
# The level word at the front of a name (区科技局) and the ends of names of that level.
LEVELS = {
    "省": ("省",),
    "市": ("市",),
    "州": ("州",),
    "县": ("县",),
    "旗": ("旗",),
    "区": ("区", "新城"),
    "镇": ("镇",),
    "乡": ("乡",),
    "街": ("街道", "办事处"),
    "村": ("村",),
    "社": ("社区",),
}
NESTING = (
    "front", "contained", "left_over", "nearest_above", "above", "not_above", "longest_contained",
    "of_region", "level_word", "of_level", "tail_home", "other_contained", "ends_with", "contains_head",
)  # fmt: skip


def nesting_of(things: Things, heads: Ints, tails: Ints) -> Floats:
    """One row for each (head, tail), one column for each of :data:`NESTING`.

    Rows with a person at an end are all zero.
    """
    names = [_Name(things, thing) for thing in range(len(things.keys))]
    home = _home(things)
    rows: list[tuple[float, ...]] = []
    longest, nearest = [0] * len(names), [0] * len(names)
    above_length = []
    ends = list(zip(heads.tolist(), tails.tolist(), strict=True))
    for head, tail in ends:
        one, other = names[head], names[tail]
        if one.person or other.person:
            rows.append(_NOTHING)
            above_length.append(0)
            continue
        front, contained = one.holds(other)
        above = [len(up) for code in one.codes for up in other.codes if code != up and code.startswith(up)]
        above_length.append(max(above, default=0))
        rows.append(
            (
                front,
                contained,
                one.shortest - contained if contained else 0,
                0,
                bool(above),
                bool(one.codes and other.codes and not above),
                0,
                not one.regions.isdisjoint(other.forms),
                bool(one.levels),
                bool(one.levels) and other.name.endswith(one.levels),
                tail == home,
                0,
                one.ends_with(other),
                other.holds(one)[1],
            )
        )
        longest[head] = max(longest[head], contained)
        nearest[head] = max(nearest[head], above_length[-1])
    table = np.array(rows, np.float32).reshape(len(rows), len(NESTING))
    best = np.array([longest[head] for head, _ in ends], np.float32)
    closest = np.array([nearest[head] for head, _ in ends], np.float32)
    up = np.array(above_length, np.float32)
    table[:, 3] = (up > 0) & (up >= closest)
    table[:, 6] = (table[:, 1] > 0) & (table[:, 1] >= best)
    table[:, 11] = best * (table[:, 1] < best)
    return table


_NOTHING = (0.0,) * len(NESTING)


class _Name:
    """The forms of one thing, ready to be compared with others."""

    def __init__(self, things: Things, thing: int) -> None:
        self.person = bool(things.type[thing] == PERSON)
        self.name = things.keys[thing][1]
        self.forms = things.forms[thing]
        self.parts = tuple(_forms(things, thing))
        self.joined = "\n" + "\n".join(self.forms) + "\n"
        self.shortest = min(map(len, self.forms), default=0)
        self.codes = _codes(things, thing)
        self.regions = things.regions[thing]
        short = (form for form in self.forms if len(form) <= SHORT and form[0] in LEVELS)
        self.levels = tuple(end for form in short for end in LEVELS[form[0]])

    def holds(self, other: _Name) -> tuple[int, int]:
        """The longest form of the other at the front of, and anywhere in, a longer form: characters."""
        front = contained = 0
        for part in other.parts:
            if part not in self.joined:
                continue
            for form in self.forms:
                if len(part) < len(form) and part in form:
                    contained = max(contained, len(part))
                    if form.startswith(part):
                        front = max(front, len(part))
        return front, contained

    def ends_with(self, other: _Name) -> bool:
        """Does a form end with a form of the other?"""
        return any(len(form) > 1 and form + "\n" in self.joined for form in other.forms)


def _forms(things: Things, thing: int) -> frozenset[str]:
    """The forms in which a thing may stand inside a longer name: a division also without its last word."""
    forms = things.forms[thing]
    if things.kind[thing] == DISTRICT:
        forms |= {DIVISION.sub("", form) for form in forms if len(form) > 2}
    return frozenset(form for form in forms if len(form) > 1)


def _codes(things: Things, thing: int) -> Sequence[str]:
    if things.kind[thing] != DISTRICT:
        return ()
    return [division.code for division in gazetteer().find(things.keys[thing][1])]


def _home(things: Things) -> int:
    """The district that the article is about, or -1."""
    ranked = [
        (-(int(things.count[t]) + 3 * int(things.titled[t])), t)
        for t in range(len(things.keys))
        if things.kind[t] == DISTRICT and things.keys[t][1].endswith(HOMES)
    ]
    return min(ranked)[1] if ranked else -1
