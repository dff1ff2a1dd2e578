"""Whether the places of two names may be one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kg.naming.regions import COUNTY, NATION, Region, compatible


class Agreement(Enum):
    """How the places of two names go together."""

    SAME = "one place"
    INSIDE = "one inside the other"
    UNKNOWN = "no place known"
    DOUBTFUL = "which of two levels, or of two places, is open"
    APART = "two places"


@dataclass(frozen=True, slots=True)
class Placed:
    """A name's place. ``explicit``: the name itself gives it; else it is where the name is used."""

    region: Region
    explicit: bool
    unsettled: int | None = None


def agreement(one: Placed, other: Placed, own: bool) -> Agreement:
    """How two places go together. ``own``: the names have a word of their own (启光), and say something
    elsewhere; 人民医院 and 教育局 are known by their place alone.
    """
    if one.unsettled is not None or other.unsettled is not None:
        return _of_levels(one, other)
    if one.explicit and other.explicit:
        return _printed(one.region, other.region, own)
    if not one.region or not other.region or _floats(one.region, other.region):
        return Agreement.UNKNOWN
    if not compatible(one.region, other.region):
        return Agreement.DOUBTFUL if own else Agreement.APART
    if one.region[-1] == other.region[-1]:
        return Agreement.SAME
    if own:
        return Agreement.INSIDE
    return Agreement.DOUBTFUL


def _floats(one: Region, other: Region) -> bool:
    """Whether one is a county without its province (云川's 临溪区, as far as known), the other a city."""
    upper, lower = sorted((one, other), key=lambda region: region[-1].level)
    return lower[0].level >= COUNTY > upper[-1].level > NATION


def _printed(one: Region, other: Region, own: bool) -> Agreement:
    if one[-1].key == other[-1].key and compatible(one[:-1], other[:-1]):
        return Agreement.SAME  # 经开区 of a city or of its county
    if _floats(one, other):
        return Agreement.DOUBTFUL
    if not compatible(one, other) or not own:
        return Agreement.APART
    lower = min(one[-1].level, other[-1].level)
    return Agreement.INSIDE if lower >= COUNTY else Agreement.APART


def _of_levels(one: Placed, other: Placed) -> Agreement:
    """A level word that the context does not settle: 区科技局 on a page on a whole city."""
    if one.unsettled is not None and other.unsettled is not None:
        if one.unsettled != other.unsettled:
            return Agreement.APART
        near = not one.region or not other.region or compatible(one.region, other.region)
        return Agreement.DOUBTFUL if near else Agreement.APART
    asked = one.unsettled if one.unsettled is not None else other.unsettled
    settled = other if one.unsettled is not None else one
    if not settled.explicit or not settled.region:
        return Agreement.DOUBTFUL
    last = settled.region[-1]
    city = last.key.endswith("市") and last.level == COUNTY
    return Agreement.DOUBTFUL if last.level == asked or city else Agreement.APART
