"""From a name, and the region it is used in, to one official code; or to the divisions that it may be.

A name is read in every way that the tables allow, whole or as a path (临沂市|兰山区|柳青街道), and settled
where the best readings lead to one division. Nothing is matched by likeness of characters.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.divisions.blocks import settlements
from kg.divisions.fits import (
    Match,
    is_common,
    township_fits,
    townships_named,
    under,
    upper_fits,
    village_fits,
)
from kg.divisions.gazetteer import gazetteer
from kg.divisions.other_names import Zone, zones
from kg.divisions.settlements import Fit, Title, plain_name, township_label, village_label
from kg.divisions.short_names import core_name, division_words, zone_kind

_MOST_CANDIDATES = 20
_LONGEST = 60  # characters of a name: longer ones are sentences
_SEPARATORS = re.compile(r"[/>·,、,\-]")


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


@dataclass(frozen=True, slots=True)
class Region:
    """Where to look: codes, of which the place is one or lies in one.

    ``loose``: a zone, whose boundary the codes do not tell: a subdistrict may also lie elsewhere in its city.
    """

    codes: tuple[str, ...] = ()
    loose: bool = False

    def narrow(self, digits: int) -> bool:
        """Whether the region is known down to a code of so many digits. 北京 is as narrow as a prefecture."""
        return bool(self.codes) and all(
            len(code) >= digits or (digits <= _PREFECTURE and code in _MUNICIPALITIES) for code in self.codes
        )


_CHINA = Region()
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_PREFECTURE, _COUNTY, _TOWNSHIP = 4, 6, 9  # digits


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a name. ``steps``: how well the worst of the fronts fits."""

    code: str
    fit: Fit
    steps: Fit = Fit.EXACT
    zone: Zone | None = None
    apart: bool = False  # outside the region

    @property
    def rank(self) -> tuple[Fit, Fit]:
        """The best reading has the least."""
        return self.fit, self.steps


def locate(name: str, within: str | None = None) -> Located | Unsettled:
    """The division called ``name`` in the region ``within`` (a code, a name, or a path 山东省青岛市).

    The region tells which of several is meant. A province, prefecture or county that is named in full and is
    the only one may also lie outside; a township or village may not, unless its name says where
    (临沂市兰山区柳青街道).
    """
    text = plain_name(name)
    if not text or len(text) > _LONGEST:
        return Unsettled(f"{name!r} is no name of a division")
    region = _CHINA
    if within is not None and within.strip():
        found = region_of(within)
        if isinstance(found, Unsettled):
            return found
        region = found
    return _settle(text, region, tuple(_read(text, region, outside=True)))


@functools.lru_cache(maxsize=1024)
def region_of(within: str) -> Region | Unsettled:
    """The region of a code, name or path; of several, all. A zone without a code: where it lies."""
    text = _SEPARATORS.sub("", plain_name(within))
    if text.isdigit():
        return Region((text,)) if path_of(text) else Unsettled(f"there is no division {text}")
    readings = _best(_read(text, _CHINA, outside=True))
    if readings:
        return _joined(_region(reading) for reading in readings)
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


# Reading ------------------------------------------------------------------------------------------


def _read(text: str, region: Region, outside: bool) -> Iterator[_Reading]:
    """All readings of a name in a region. ``outside``: it may also be around the region, or apart from it."""
    yield from _whole(text, region, outside)
    for cut in range(2, len(text) - 1):
        head, rest = text[:cut], text[cut:]
        for front in _fronts(head, region, outside):
            for reading in _read(rest, _region(front), outside=False):
                if front.code == reading.code or not _may_follow(front, reading, rest):
                    continue
                yield replace(reading, steps=max(front.fit, front.steps, reading.steps))


def _fronts(head: str, region: Region, outside: bool) -> Iterator[_Reading]:
    """What a path may begin with."""
    yield from _upper(head, region, outside)
    if region.codes and min(map(len, region.codes)) >= _TOWNSHIP:
        return
    for match in township_fits(head, region.codes):
        if match.fit in (Fit.EXACT, Fit.RETITLED) or region.narrow(_COUNTY):
            yield _Reading(match.code, match.fit)


def _may_follow(front: _Reading, reading: _Reading, rest: str) -> bool:
    """Whether a bare name may stand before the rest: 青岛|沙子口街道, but 新华中村 is no 中村 in 新华区."""
    if front.fit is not Fit.SHORT or front.zone is not None:
        return True
    if reading.fit is not Fit.EXACT:
        return _LEVEL[len(reading.code)] <= 3
    if _LEVEL[len(reading.code)] < 5:
        return True
    label = village_label(rest)
    whole = label is not None and len(label.stem) >= 3
    return reading.steps is Fit.EXACT and (whole or _goes_on(rest, front.code))


def _goes_on(rest: str, code: str) -> bool:
    """Whether the rest names a county or township of its own before the village: 青岛|崂山区|…"""
    return any(
        match.fit is Fit.EXACT and match.code.startswith(code)
        for cut in range(3, len(rest) - 1)
        for match in (*upper_fits(rest[:cut]), *township_fits(rest[:cut], (code,)))
    )


_LEVEL = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5, 0: 3}


def _region(reading: _Reading) -> Region:
    if reading.zone is not None and len(reading.code) not in (2, 4, _COUNTY):
        return Region(reading.zone.areas, loose=True)
    return Region((reading.code,), loose=_is_statistical(reading.code))


def _is_statistical(code: str) -> bool:
    """Zones that the statistics count as counties have 71 to 79 as their third pair."""
    return len(code) == _COUNTY and code[4] == "7"


def _joined(regions: Iterable[Region]) -> Region:
    parts = list(regions)
    codes = sorted({code for part in parts for code in part.codes})
    return Region(tuple(codes), all(part.loose for part in parts))


def _whole(text: str, region: Region, outside: bool) -> Iterator[_Reading]:
    """Readings of a name as that of one division."""
    upper = tuple(_upper(text, region, outside))
    yield from upper
    lower = [*_townships(text, region), *_villages(text, region)]
    if any(match.fit is Fit.SHORT for match in lower):
        # 李村 is a village, or 李村街道 for short
        lower = [replace(match, fit=max(match.fit, Fit.SHORT)) for match in lower]
    yield from (_Reading(match.code, match.fit) for match in lower)
    if not upper and not lower and region.loose:
        yield from _beside(text, region)


def _upper(text: str, region: Region, outside: bool) -> Iterator[_Reading]:
    matches = upper_fits(text)
    found = [match for match in matches if under(match.code, region.codes)]
    if outside and not found:
        found = [match for match in matches if _holds(match.code, region)]
    apart = outside and not found
    if apart:
        found = _elsewhere(text, matches, region)
    yield from (
        _Reading(match.code, match.fit, apart=apart) for match in found if _plain_enough(match, region)
    )
    for zone in (*zones().get(text, ()), *_zones_of_city(text, region)):
        if zone.code[_COUNTY:] == "" and zone.code:
            continue  # among the matches
        if any(
            under(area, region.codes) or (outside and _holds(area[:_PREFECTURE], region))
            for area in zone.areas
        ):
            yield _Reading(zone.code, Fit.EXACT if text == zone.name else Fit.SHORT, zone=zone)


def _zones_of_city(text: str, region: Region) -> tuple[Zone, ...]:
    """高新区 in 青岛市 is 青岛高新区."""
    kind = zone_kind(text)
    cities = {code[:_PREFECTURE] for code in region.codes}
    if kind is None or kind[0] or len(cities) != 1 or not region.narrow(_PREFECTURE):
        return ()
    city = gazetteer().by_code(cities.pop())
    return zones().get(core_name(city.name) + kind[1], ()) if city else ()


def _holds(code: str, region: Region) -> bool:
    """Whether the region lies in the division: a page of 市南区 speaks of 青岛市."""
    return bool(region.codes) and all(own.startswith(code) for own in region.codes)


def _plain_enough(match: Match, region: Region) -> bool:
    """A county by an old title needs a region of some kind narrower than the country, or none at all."""
    return match.fit is not Fit.RETITLED or match.level == 2 or not region.codes or region.narrow(2)


def _elsewhere(text: str, matches: tuple[Match, ...], region: Region) -> list[Match]:
    """Divisions apart from the region: of the same city first; then where the name can be no other's."""
    full = [match for match in matches if match.fit is not Fit.SHORT]
    if region.narrow(_COUNTY):
        city = tuple({code[:_PREFECTURE] for code in region.codes})
        near = [match for match in full if under(match.code, city)]
        if near:
            return near
    wide = [match for match in matches if match.level <= 2 and _may_stand_alone(text, match)]
    return wide or ([match for match in full if _distinctive(text, match)] if len(full) == 1 else [])


def _may_stand_alone(text: str, match: Match) -> bool:
    return match.fit is not Fit.SHORT or text not in division_words().not_alone


def _distinctive(text: str, match: Match) -> bool:
    """Whether no other place in the country has the bare name: two districts may share one, as 新市区 was.

    Counties and county-level cities have names of their own by rule (国务院关于行政区划管理的规定, 1985).
    """
    if not text.endswith("区"):
        return True
    stem = text.removesuffix("区").removesuffix("新")
    return all(code.startswith(match.code) for code in townships_named(stem)) and len(stem) >= 2


def _townships(text: str, region: Region) -> Iterator[Match]:
    if region.codes and min(map(len, region.codes)) > _TOWNSHIP:
        return
    for match in township_fits(text, region.codes):
        if match.fit is Fit.EXACT or region.narrow(_PREFECTURE):
            yield match


def _villages(text: str, region: Region) -> Iterator[Match]:
    label = village_label(text)
    if label is None or (label.title is Title.NONE and not region.narrow(_PREFECTURE)):
        return
    for match in village_fits(text, region.codes):
        if match.fit is Fit.SHORT and not region.narrow(_PREFECTURE):
            continue
        if match.fit is Fit.RETITLED and not (
            region.narrow(_TOWNSHIP) or (region.narrow(_COUNTY) and not is_common(text))
        ):
            continue
        yield match


def _beside(text: str, region: Region) -> Iterator[_Reading]:
    """Subdistricts of a zone that the table has under the city's other counties."""
    if not township_label(text).stem:
        return
    city = tuple({code[:_PREFECTURE] for code in region.codes})
    yield from (
        _Reading(match.code, match.fit) for match in township_fits(text, city) if match.fit is Fit.EXACT
    )


# Settling -----------------------------------------------------------------------------------------


def _best(readings: Iterable[_Reading]) -> list[_Reading]:
    """The best readings, one a division; a division stands for all that it holds and that share its name."""
    ordered = sorted(set(readings), key=lambda reading: (reading.rank, reading.code, reading.zone is None))
    best = [reading for reading in ordered if reading.rank == ordered[0].rank]
    near = [reading for reading in best if not reading.apart]
    upper = [reading for reading in near or best if reading.zone or _LEVEL[len(reading.code)] <= 3]
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


def _settle(text: str, region: Region, readings: tuple[_Reading, ...]) -> Located | Unsettled:
    best = _best(readings)
    codes = [reading.code for reading in best if reading.code]
    if len(codes) == 1 and not _doubtful(text, region, best[0], readings):
        return Located(codes[0], path_of(codes[0]))
    if not codes and best and best[0].zone is not None:
        areas = best[0].zone.areas
        return Unsettled(f"{best[0].zone.name} is a zone without a code of its own", _listed(areas))
    if codes:
        several = {reading.code for reading in readings if reading.code}
        return Unsettled(f"{text} may be any of {len(several)}", _listed(several))
    return _not_there(text, region)


def _doubtful(text: str, region: Region, best: _Reading, readings: tuple[_Reading, ...]) -> bool:
    """Whether a name without a region may well be another: 东山, 朝阳; 新市区, which 保定 had too."""
    if _holds_or_lies(best.code, region):
        return False
    if best.fit is Fit.EXACT and not region.codes:
        return any(r.fit is Fit.FORMER and not r.code.startswith(best.code) for r in readings)
    if best.fit is not Fit.SHORT:
        return False
    if best.apart and any(under(code, region.codes) for code in townships_named(text)):
        return True  # 九江 in 佛山市, which has a 九江镇
    others = {reading.code for reading in readings if reading.code and not reading.code.startswith(best.code)}
    if _LEVEL[len(best.code)] <= 2:
        return bool(others) and text in division_words().not_alone
    return bool(others) or any(not code.startswith(best.code) for code in townships_named(text))


def _holds_or_lies(code: str, region: Region) -> bool:
    return bool(region.codes) and (under(code, region.codes) or _holds(code, region))


def _not_there(text: str, region: Region) -> Unsettled:
    """None in the region: say what there is around it, or in the country."""
    for wide in (tuple({code[:_PREFECTURE] for code in region.codes}), ()):
        found = {r.code for r in _read(text, Region(wide), outside=False) if r.code and r.fit < Fit.RETITLED}
        if found:
            where = "in the region" if region.codes else "alone"
            why = f"{text} is not settled {where}; of that name there are {len(found)}"
            return Unsettled(why, _listed(found))
    return Unsettled(f"{text} is not known")


def _listed(codes: Iterable[str]) -> tuple[Located, ...]:
    ordered = sorted(codes, key=lambda code: (len(code), code))
    return tuple(Located(code, path_of(code)) for code in ordered[:_MOST_CANDIDATES])


__all__ = ["Located", "Region", "Title", "Unsettled", "locate", "path_of", "region_of"]
