"""The official code of a node of the graph: its names, read in its home region.

Stricter than ``locate``: the node's own level is known, and all of its names have to lead to one division. A
node without a code is better than one with a wrong code.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from kg.divisions.fits import is_common, under
from kg.divisions.locating import Located, Unsettled, locate, region_of, settled
from kg.divisions.other_names import zones
from kg.divisions.reading import Region

_PREFECTURE, _COUNTY, _OFFICE = 4, 6, 9
# Digits of the codes that a node of each subtype may have.
_DIGITS = {"District": frozenset({2, 4, 6}), "Office": frozenset({_OFFICE}), "Community": frozenset({12})}
_TITLES = ("省", "市", "区", "县", "旗", "州", "盟")


def division_of(subtype: str, names: Iterable[str], home: str) -> Located | None:
    """The division that a node is, or None where that is not settled.

    ``names``: what it is called, with the region in front or without. ``home``: the path of the region that
    it lies in (河南省郑州市郑州航空港区), "" where nothing lies above it. Names that lead nowhere play no
    part, unless the only ones that lead somewhere are bare (天津 beside 天津港); names that lead to two
    divisions settle nothing.
    """
    if subtype not in _DIGITS:
        return None
    divisions = {name: _settled(subtype, name, home) for name in names}
    found = {division for division in divisions.values() if division is not None}
    if len(found) != 1:
        return None
    titled = any(division and name.endswith(_TITLES) for name, division in divisions.items())
    return found.pop() if subtype != "District" or titled or all(divisions.values()) else None


@functools.lru_cache(maxsize=65536)
def _settled(subtype: str, name: str, home: str) -> Located | None:
    region = region_of(home) if home else None
    if isinstance(region, Unsettled) or (region is None and subtype != "District"):
        return None
    found = settled(name, home or None)
    if region is None or subtype == "District":
        return _district(name, region, found)
    if found is None:
        return _only_office(name, home, region) if subtype == "Office" else None
    if len(found.code) not in _DIGITS[subtype]:
        return None
    return found if _near_enough(subtype, name, region, found) else None


def _district(name: str, region: Region | None, found: Located | None) -> Located | None:
    """A district lies in its home, and 郑州地区 is the country around 郑州, not the prefecture of old."""
    if found is None or (region is not None and not under(found.code, region.codes)):
        return None
    if name.endswith("地区") and not found.path.endswith("地区"):
        return None
    return found if len(found.code) in _DIGITS["District"] or found.code in _zone_codes() else None


def _near_enough(subtype: str, name: str, region: Region, found: Located) -> bool:
    """Whether the home is narrow enough for the name to be no other's.

    乌镇 without a home is not the one in 陕西 that alone has the bare name, and 罗坑村, of which there are
    many, not the one in the city that an article begins in.
    """
    if region.narrow(_COUNTY):
        return True
    if subtype == "Community" and is_common(name):
        return False
    return region.narrow(_PREFECTURE) or settled(name) == found


def _only_office(name: str, home: str, region: Region) -> Located | None:
    """朗霞 may be 朗霞街道 or 朗霞村: of an office, where the county has one of the name."""
    if not region.narrow(_COUNTY):
        return None
    several = locate(name, home)
    if isinstance(several, Located):
        return None
    found = [one for one in several.candidates if len(one.code) == _OFFICE and under(one.code, region.codes)]
    return found[0] if len(found) == 1 else None


@functools.cache
def _zone_codes() -> frozenset[str]:
    """The codes that development zones have of their own, some of them counted as townships.

    A part of a zone that is a township by the same short name (兰州's 高新区 in 城关区) is not the zone.
    """
    return frozenset(zone.code for rows in zones().values() for zone in rows if zone.code)
