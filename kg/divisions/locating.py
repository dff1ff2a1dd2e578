"""From a name, and the region it is used in, to one official code; or to the divisions that it may be.

A name is read in every way that the tables allow, whole or as a path (临沂市|兰山区|柳青街道), and settled
where the best readings lead to one division. Nothing is matched by likeness of characters.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.divisions.blocks import settlements
from kg.divisions.fits import townships_named, under
from kg.divisions.gazetteer import gazetteer
from kg.divisions.reading import CHINA, PREFECTURE, Reading, Region, holds, joined, read, region_at
from kg.divisions.settlements import Fit, plain_name
from kg.divisions.short_names import division_words, zone_kind

_MOST_CANDIDATES = 20
_LONGEST = 60  # characters of a name: longer ones are sentences
# Between the steps of a path, and the steps of the table of codes that are no division.
_SEPARATORS = re.compile(r"[/>·,、\-]|市辖区|(?:省|自治区)直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Located:
    """A division: its code of 2 to 12 digits, and its path 山东省/青岛市/市南区/…"""

    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why a name was not settled, and what it may be (at most 20; none where it is unknown)."""

    why: str
    candidates: tuple[Located, ...] = ()


def locate(name: str, within: str | None = None) -> Located | Unsettled:
    """The division called ``name`` in the region ``within`` (a code, a name, or a path 山东省青岛市).

    The region tells which of several is meant. A province, prefecture or county that is named in full and is
    the only one may also lie outside; a township or village may not, unless its name says where
    (临沂市兰山区柳青街道).
    """
    asked = _asked(name, within)
    if isinstance(asked, Unsettled):
        return asked
    readings = tuple(read(*asked, outside=True))
    return _sure(*asked, readings) or _unsettled(*asked, readings)


def settled(name: str, within: str | None = None) -> Located | None:
    """The division of ``locate``, None where that is not settled: what else it may be is not looked up."""
    asked = _asked(name, within)
    return None if isinstance(asked, Unsettled) else _sure(*asked, tuple(read(*asked, outside=True)))


def _asked(name: str, within: str | None) -> tuple[str, Region] | Unsettled:
    """The name and the region to look in, as they are looked up."""
    text = plain_name(name)
    if not text or len(text) > _LONGEST:
        return Unsettled(f"{name!r} is no name of a division")
    if within is None or not within.strip():
        return text, CHINA
    region = region_of(within)
    return region if isinstance(region, Unsettled) else (text, region)


@functools.lru_cache(maxsize=1024)
def region_of(within: str) -> Region | Unsettled:
    """The region of a code, name or path; of several, all. A zone without a code: where it lies."""
    text = _SEPARATORS.sub("", plain_name(within))
    if text.isdigit():
        return Region((text,)) if path_of(text) else Unsettled(f"there is no division {text}")
    readings = _best(read(text, CHINA, outside=True))
    if readings:
        return joined(region_at(reading) for reading in readings)
    zone = zone_kind(text)
    if zone is not None and zone[0]:
        city = region_of(zone[0])  # 甲市经开区, of which the tables know only the city
        if isinstance(city, Region):
            return replace(city, loose=True)
    return Unsettled(f"the region {within} is not known")


def path_of(code: str) -> str:
    """山东省/青岛市/市南区/… for a code, "" if it is unknown."""
    names: list[str] = []
    for digits in (2, 4, 6):
        division = gazetteer().by_code(code[:digits]) if len(code) >= digits else None
        if division is None and len(code) == digits:
            return ""
        if division is not None and division.name not in names:  # 东莞市 is its own county in the table
            names.append(division.name)
    if len(code) > 6:
        township = dict(settlements().townships(code[:6])).get(code[:9])
        if township is None:
            return ""
        names.append(township)
    if len(code) > 9:
        village = dict(settlements().villages(code[:6])).get(code)
        if village is None:
            return ""
        names.append(village)
    return "/".join(names)


# Settling -----------------------------------------------------------------------------------------


def _best(readings: Iterable[Reading]) -> list[Reading]:
    """The best readings, one a division; a division stands for all that it holds and that share its name."""
    ordered = sorted(set(readings), key=lambda reading: (reading.rank, reading.code, reading.zone is None))
    best = [reading for reading in ordered if reading.rank == ordered[0].rank]
    near = [reading for reading in best if not reading.apart]
    upper = [reading for reading in near or best if reading.zone or reading.level <= 3]
    best = upper or best
    coded = {reading.code: reading for reading in best if reading.code}
    tops = sorted(coded)
    if upper:
        # 东莞市 is its own county in the table; 承德: the city rather than the county in it
        tops = [code for code in coded if not any(code != up and code.startswith(up) for up in coded)]
    if coded and upper and best[0].fit is Fit.SHORT:
        least = min(map(len, tops))
        tops = [code for code in tops if len(code) == least]
    return [coded[code] for code in tops] or best[:1]


def _sure(text: str, region: Region, readings: tuple[Reading, ...]) -> Located | None:
    best = _best(readings)
    codes = [reading.code for reading in best if reading.code]
    if len(codes) != 1 or _doubtful(text, region, best[0], readings):
        return None
    return Located(codes[0], path_of(codes[0]))


def _unsettled(text: str, region: Region, readings: tuple[Reading, ...]) -> Unsettled:
    best = _best(readings)
    codes = [reading.code for reading in best if reading.code]
    if not codes and best and best[0].zone is not None:
        areas = best[0].zone.areas
        return Unsettled(f"{best[0].zone.name} has no code of its own", _listed(areas))
    if codes:
        several = {reading.code for reading in readings if reading.code}
        return Unsettled(f"{text} may be any of {len(several)}", _listed(several))
    return _not_there(text, region)


def _doubtful(text: str, region: Region, best: Reading, readings: tuple[Reading, ...]) -> bool:
    """Whether a name without a region may well be another: 东山, 朝阳; 新市区, which 保定 had too."""
    if _holds_or_lies(best.code, region):
        return False
    if best.fit is Fit.EXACT and not region.codes:
        before = (r for r in readings if r.fit is Fit.FORMER or not r.code)
        return any(not r.code.startswith(best.code) for r in before)
    if best.fit is not Fit.SHORT:
        return False
    if best.apart and _is_named_in(text, region):
        return True  # 九江 in 佛山市, which has a 九江镇
    others = {reading.code for reading in readings if reading.code and not reading.code.startswith(best.code)}
    if best.level <= 2:
        return bool(others) and text in division_words().not_alone
    return bool(others) or any(not code.startswith(best.code) for code in townships_named(text))


def _is_named_in(text: str, region: Region) -> bool:
    """Whether a township of the region, or a village of the county, has this bare name."""
    if any(under(code, region.codes) for code in townships_named(text)):
        return True
    return region.narrow(6) and any(settlements().counties_naming(text, code) for code in region.codes)


def _holds_or_lies(code: str, region: Region) -> bool:
    return bool(region.codes) and (under(code, region.codes) or holds(code, region))


def _not_there(text: str, region: Region) -> Unsettled:
    """None in the region: say what there is around it, or in the country."""
    for wide in (tuple({code[:PREFECTURE] for code in region.codes}), ()):
        found = {r.code for r in read(text, Region(wide), outside=False) if r.code and r.fit < Fit.RETITLED}
        if found:
            where = "in the region" if region.codes else "alone"
            why = f"{text} is not settled {where}; of that name there are {len(found)}"
            return Unsettled(why, _listed(found))
    return Unsettled(f"{text} is not known")


def _listed(codes: Iterable[str]) -> tuple[Located, ...]:
    ordered = sorted(codes, key=lambda code: (len(code), code))
    return tuple(Located(code, path_of(code)) for code in ordered[:_MOST_CANDIDATES])
