"""Every way to read the name of a division, whole or as a path, with what the tables know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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
from kg.divisions.settlements import Fit, Title, township_label, village_label
from kg.divisions.short_names import core_name, division_words, zone_kind


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
            len(code) >= digits or (digits <= PREFECTURE and code in MUNICIPALITIES) for code in self.codes
        )


CHINA = Region()
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
PREFECTURE, _COUNTY, _TOWNSHIP = 4, 6, 9  # digits
_LEVEL = {0: 3, 2: 1, 4: 2, 6: 3, 9: 4, 12: 5}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name. ``steps``: how well the worst of the fronts fits."""

    code: str
    fit: Fit
    steps: Fit = Fit.EXACT
    zone: Zone | None = None
    apart: bool = False  # outside the region

    @property
    def level(self) -> int:
        """1 province to 5 village; 3 for a zone or a split county without a code."""
        return _LEVEL[len(self.code)]

    @property
    def rank(self) -> tuple[Fit, Fit]:
        """The best reading has the least."""
        return self.fit, self.steps


def read(text: str, region: Region, outside: bool) -> Iterator[Reading]:
    """All readings of a name in a region. ``outside``: it may also be around the region, or apart from it."""
    yield from _whole(text, region, outside)
    for cut in range(2, len(text) - 1):
        head, rest = text[:cut], text[cut:]
        for front in _fronts(head, region, outside):
            for reading in read(rest, region_at(front), outside=False):
                if front.code == reading.code or not _may_follow(front, reading, rest):
                    continue
                steps = max(front.fit, front.steps, reading.steps)
                yield replace(reading, steps=steps, apart=front.apart)


def _fronts(head: str, region: Region, outside: bool) -> Iterator[Reading]:
    """What a path may begin with. A county apart from the region may, where the rest settles which it is."""
    upper = tuple(_upper(head, region, outside))
    if outside and not upper:
        full = (match for match in upper_fits(head) if match.fit in (Fit.EXACT, Fit.FORMER))
        upper = tuple(Reading(match.code, match.fit, apart=True) for match in full)
    yield from upper
    if region.codes and min(map(len, region.codes)) >= _TOWNSHIP:
        return
    for match in township_fits(head, region.codes):
        if match.fit in (Fit.EXACT, Fit.RETITLED) or region.narrow(_COUNTY):
            yield Reading(match.code, match.fit)


def _may_follow(front: Reading, reading: Reading, rest: str) -> bool:
    """Whether a bare name may stand before the rest: 青岛|沙子口街道, but 新华中村 is no 中村 in 新华区."""
    if front.apart and front.level == 3 and reading.fit is not Fit.EXACT:
        return False
    if front.fit is not Fit.SHORT or front.zone is not None:
        return True
    if reading.fit is not Fit.EXACT:
        return reading.level <= 3
    if reading.level < 5:
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


def region_at(reading: Reading) -> Region:
    """Where to look for what lies in a division: in a zone without a county code, in all that it touches."""
    if reading.zone is not None and len(reading.code) not in (2, 4, _COUNTY):
        return Region(reading.zone.areas, loose=True)
    return Region((reading.code,), loose=_is_statistical(reading.code))


def _is_statistical(code: str) -> bool:
    """Zones that the statistics count as counties have 71 to 79 as their third pair."""
    return len(code) == _COUNTY and code[4] == "7"


def joined(regions: Iterable[Region]) -> Region:
    """The places of several regions, of which one is meant."""
    parts = list(regions)
    codes = sorted({code for part in parts for code in part.codes})
    return Region(tuple(codes), all(part.loose for part in parts))


def _whole(text: str, region: Region, outside: bool) -> Iterator[Reading]:
    """Readings of a name as that of one division."""
    upper = tuple(_upper(text, region, outside))
    yield from upper
    lower = [*_townships(text, region), *_villages(text, region)]
    if any(match.fit is Fit.SHORT for match in lower):
        # 李村 is a village, or 李村街道 for short
        lower = [replace(match, fit=max(match.fit, Fit.SHORT)) for match in lower]
    yield from (Reading(match.code, match.fit) for match in lower)
    if not upper and not lower and region.loose:
        yield from _beside(text, region)


def _upper(text: str, region: Region, outside: bool) -> Iterator[Reading]:
    matches = upper_fits(text)
    found = [match for match in matches if under(match.code, region.codes)]
    if outside and not found:
        found = [match for match in matches if holds(match.code, region)]
    apart = outside and not found
    if apart:
        found = _elsewhere(text, matches, region)
    yield from (Reading(match.code, match.fit, apart=apart) for match in found)
    for zone in (*zones().get(text, ()), *_zones_of_city(text, region)):
        if zone.code[_COUNTY:] == "" and zone.code:
            continue  # among the matches
        if any(
            under(area, region.codes) or (outside and holds(area[:PREFECTURE], region)) for area in zone.areas
        ):
            yield Reading(zone.code, Fit.EXACT if text == zone.name else Fit.SHORT, zone=zone)


def _zones_of_city(text: str, region: Region) -> tuple[Zone, ...]:
    """高新区 in 青岛市 is 青岛高新区."""
    kind = zone_kind(text)
    cities = {code[:PREFECTURE] for code in region.codes}
    if kind is None or kind[0] or len(cities) != 1 or not region.narrow(PREFECTURE):
        return ()
    city = gazetteer().by_code(cities.pop())
    return zones().get(core_name(city.name) + kind[1], ()) if city else ()


def holds(code: str, region: Region) -> bool:
    """Whether the region lies in the division: a page of 市南区 speaks of 青岛市."""
    return bool(region.codes) and all(own.startswith(code) for own in region.codes)


def _elsewhere(text: str, matches: tuple[Match, ...], region: Region) -> list[Match]:
    """Divisions apart from the region: of the same city or province, or where the name can be no other's."""
    full = [match for match in matches if match.fit is not Fit.SHORT]
    if region.narrow(_COUNTY):
        city = tuple({code[:PREFECTURE] for code in region.codes})
        near = [match for match in full if under(match.code, city)]
        if near:
            return near
    province = tuple({code[:2] for code in region.codes})
    if province and len(full) == 1 and under(full[0].code, province):
        return full
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
        if match.fit is Fit.EXACT or region.narrow(PREFECTURE):
            yield match


def _villages(text: str, region: Region) -> Iterator[Match]:
    label = village_label(text)
    if label is None or (label.title is Title.NONE and not region.narrow(PREFECTURE)):
        return
    for match in village_fits(text, region.codes):
        if match.fit is Fit.SHORT and not region.narrow(PREFECTURE):
            continue
        if match.fit is Fit.RETITLED and not (
            region.narrow(_TOWNSHIP) or (region.narrow(_COUNTY) and not is_common(text))
        ):
            continue
        yield match


def _beside(text: str, region: Region) -> Iterator[Reading]:
    """Subdistricts of a zone that the table has under the city's other counties."""
    if not township_label(text).stem:
        return
    city = tuple({code[:PREFECTURE] for code in region.codes})
    yield from (
        Reading(match.code, match.fit) for match in township_fits(text, city) if match.fit is Fit.EXACT
    )
