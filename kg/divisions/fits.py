"""Which divisions a single name fits, at each level, and how well."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.divisions.blocks import TOWNSHIP, settlements, village_forms
from kg.divisions.gazetteer import Division, gazetteer
from kg.divisions.other_names import former_names, short_names, zones
from kg.divisions.settlements import (
    Fit,
    Label,
    Title,
    key,
    plain_name,
    township_fit,
    township_forms,
    township_label,
    village_fit,
    village_label,
)
from kg.divisions.short_names import core_name, division_words, title_alias, zone_kind

_LEVELS = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}
_OFFICES = 9  # digits of the code of a township or subdistrict


@dataclass(frozen=True, slots=True)
class Match:
    """A division that a name fits."""

    code: str
    fit: Fit

    @property
    def level(self) -> int:
        """1 province, 2 prefecture, 3 county, 4 township, 5 village."""
        return _LEVELS[len(self.code)]


def under(code: str, areas: tuple[str, ...]) -> bool:
    """Whether a division is one of ``areas`` or lies in one; all lie in ()."""
    return not areas or code.startswith(areas)


# Provinces, prefectures, counties -----------------------------------------------------------------


def _district_core(name: str) -> str:
    """江宁区 -> 江宁, 浦东新区 -> 浦东, 东区 -> "": the bare name of a district."""
    alias = title_alias(name)
    stem = alias.removesuffix("新区") if alias.endswith("新区") else alias[:-1]
    return stem if len(stem) >= 2 else ""


def _names_of(division: Division) -> Iterator[tuple[str, Fit]]:
    name = division.name
    yield name, Fit.EXACT
    yield title_alias(name), Fit.EXACT
    for short in short_names().get(name, ()):
        yield short, Fit.SHORT
    zone = zone_kind(name) if division.code[4:5] == "7" else None
    if zone is not None:
        yield from _names_of_zone(division, *zone)
    elif division.level == 3 and name.endswith("区"):
        yield _district_core(name), Fit.SHORT


def _names_of_zone(division: Division, front: str, kind: str) -> Iterator[tuple[str, Fit]]:
    """河北沧州经济开发区 -> 沧州经开区, 沧州市经济开发区 …, and 经开区 for short."""
    up = gazetteer().chain(division)
    province, parent = up[0].name, up[-2].name
    own = front.removeprefix(core_name(province)) or front
    if own in {core_name(parent), parent}:
        rest = division.name[len(front) :]
        for form in {kind, rest}:
            yield core_name(parent) + form, Fit.EXACT
            yield parent + form, Fit.EXACT
            yield form, Fit.SHORT
    elif own != front:
        yield own + kind, Fit.EXACT


@functools.cache
def _upper_index() -> Mapping[str, Mapping[str, Fit]]:
    """Every name of a province, prefecture, county or zone -> codes and how well it fits each."""
    index: dict[str, dict[str, Fit]] = defaultdict(dict)

    def add(form: str, code: str, fit: Fit) -> None:
        if form:
            index[form][code] = min(fit, index[form].get(code, fit))

    table = gazetteer()
    for division in table.divisions.values():
        for form, fit in _names_of(division):
            add(form, division.code, fit)
    for form, found in table.index.items():
        for division in found:
            add(form, division.code, Fit.SHORT)
    for form, own in zones().items():
        for zone in own:
            if zone.code:
                add(form, zone.code, Fit.EXACT if form == zone.name else Fit.SHORT)
    for form, before in former_names().items():
        for row in before:
            if len(row.codes) == 1:
                add(form, row.codes[0], Fit.FORMER)
    return index


# 即墨市 is 即墨区 by now, 哈密地区 is 哈密市: former titles by level.
_FORMER_TITLES = (("地区", 2), ("盟", 2), ("自治县", 3), ("市", 3), ("县", 3))


@functools.cache
def _cores() -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for division in gazetteer().divisions.values():
        district = division.level == 3 and division.name.endswith("区")
        found[_district_core(division.name) if district else core_name(division.name)].append(division)
    return {core: tuple(own) for core, own in found.items()}


def upper_fits(text: str) -> tuple[Match, ...]:
    """All provinces, prefectures and counties that go, or went, by this name."""
    found = {code: Match(code, fit) for code, fit in _upper_index().get(text, {}).items()}
    other = text in division_words().not_former or any(not zone.code for zone in zones().get(text, ()))
    for title, level in () if other else _FORMER_TITLES:
        stem = text.removesuffix(title)
        if stem == text or len(stem) < 2:
            continue
        for division in _cores().get(stem, ()):
            ends = "区" if title == "市" else ("区", "市")
            if division.level == level and division.name.endswith(ends) and division.code[4:5] != "7":
                found.setdefault(division.code, Match(division.code, Fit.RETITLED))
    return tuple(found[code] for code in sorted(found))


# Townships and subdistricts -----------------------------------------------------------------------


def _labels(county: str, forms: Iterable[str] = ("",)) -> Iterator[tuple[str, tuple[Label, ...]]]:
    """The townships of a county with one of ``forms`` in their names: code, and the name in all its forms."""
    division = gazetteer().by_code(county)
    name = division.name if division else ""
    for code, township in settlements().townships(county):
        if any(form in township for form in forms):
            yield code, _labels_of(township, name)


@functools.lru_cache(maxsize=8192)
def _labels_of(township: str, county: str) -> tuple[Label, ...]:
    return tuple(township_label(form) for form in township_forms(township, county))


def _counties(form: str, areas: tuple[str, ...]) -> Iterator[str]:
    for area in areas or ("",):
        yield from settlements().counties_naming(TOWNSHIP + form, area)


def _without_regions(front: str, code: str) -> str:
    """河北满城 in 满城区 -> "": what is left without the names of the divisions it lies in."""
    division = gazetteer().by_code(code[:6])
    for up in gazetteer().chain(division) if division else ():
        district = _district_core(up.name) if up.name.endswith("区") else core_name(up.name)
        for form in (up.name, title_alias(up.name), district):
            front = front.removeprefix(form) if form else front
    return front


def township_fits(text: str, areas: tuple[str, ...]) -> tuple[Match, ...]:
    """All townships and subdistricts under ``areas`` that a name fits."""
    mention = township_label(text)
    found: dict[str, Fit] = {}
    forms = {text, mention.stem, mention.text} - {""}
    for county in sorted({county for form in forms for county in _counties(form, areas)}):
        for code, labels in _labels(county, forms):
            for label in labels if under(code, areas) else ():
                fit = township_fit(mention, label, text)
                if fit is not None:
                    found[code] = min(fit, found.get(code, fit))
    zone = zone_kind(text)
    if zone is not None and areas and all(len(code) >= 6 for code in areas):
        for code in _zones_in(zone, areas):
            found.setdefault(code, Fit.SHORT)
    return tuple(Match(code, found[code]) for code in sorted(found))


def _zones_in(zone: tuple[str, str], areas: tuple[str, ...]) -> Iterator[str]:
    """Zones that the table has as townships of the county: 长清经济开发区 is the 经开区 of 长清区."""
    for area in areas:
        for code, labels in _labels(area[:6]):
            own = zone_kind(labels[0].text) if labels[0].title is Title.NONE else None
            if own is None or own[1] != zone[1] or not under(code, areas):
                continue
            if _without_regions(own[0], code) == _without_regions(zone[0], code):
                yield code


def townships_named(stem: str) -> frozenset[str]:
    """The codes of all townships and subdistricts with this name or bare name."""
    return frozenset(
        code
        for county in set(_counties(stem, ()))
        for code, labels in _labels(county)
        if any(stem in (label.text, label.stem) for label in labels)
    )


# Villages and communities -------------------------------------------------------------------------


def village_fits(text: str, areas: tuple[str, ...]) -> tuple[Match, ...]:
    """All villages and communities under ``areas`` that a name fits."""
    mention = village_label(text)
    if mention is None or len(mention.text) < 2:
        return ()
    table, wanted = settlements(), key(mention)
    found: dict[str, Fit] = {}
    for county in sorted({code for area in areas or ("",) for code in table.counties_naming(wanted, area)}):
        townships = dict(table.townships(county))
        for code, name in table.villages(county, holding=wanted):
            if not under(code, areas):
                continue
            for form in village_forms(name, townships[code[:_OFFICES]]):
                label = village_label(form)
                fit = village_fit(mention, label) if label else None
                if fit is not None:
                    found[code] = min(fit, found.get(code, fit))
    return tuple(Match(code, found[code]) for code in sorted(found))


def is_common(text: str) -> bool:
    """Whether villages in many counties have this name (新华, 幸福): then it tells little.

    The bar is ten counties: above it lie 2 % of the names, which 37 % of the villages have.
    """
    label = village_label(text)
    return label is None or len(settlements().counties_naming(key(label))) > 10


# The graph asks for these -------------------------------------------------------------------------


def townships_called(name: str, within: str = "") -> tuple[str, ...]:
    """The codes of the townships and subdistricts called so (柳林街道办事处 = 柳林街道) under ``within``."""
    areas = (within,) if within else ()
    return tuple(match.code for match in township_fits(plain_name(name), areas) if match.fit is Fit.EXACT)


def is_known_settlement(name: str, within: str = "") -> bool:
    """Whether a township, subdistrict, village or community under the code ``within`` is called so."""
    areas = (within,) if within else ()
    plain = plain_name(name)
    return bool(townships_called(plain, within)) or any(
        match.fit is Fit.EXACT for match in village_fits(plain, areas)
    )
