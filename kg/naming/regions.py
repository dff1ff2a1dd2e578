"""Where a name hangs: the path of divisions from the province down, read off the front of a name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import NamedTuple

from kg.divisions import Division, core_name, gazetteer, title_alias, zone_kind
from kg.divisions.short_names import division_words

NATION, PROVINCE, PREFECTURE, COUNTY, TOWNSHIP = range(5)


class Step(NamedTuple):
    """One division on a path; ``key`` is its normal form (郑州, 管城区, 经开区, 九龙街道)."""

    level: int
    key: str


Region = tuple[Step, ...]
CHINA: Region = (Step(NATION, "中国"),)


def covers(wide: Region, narrow: Region) -> bool:
    """Whether ``narrow`` may lie inside ``wide``: its steps occur in ``narrow``, in order."""
    steps = iter(narrow)
    return all(step in steps for step in wide)


def compatible(one: Region, other: Region) -> bool:
    """Whether the two may be one place, or one inside the other. The empty region is compatible with all."""
    return covers(one, other) or covers(other, one)


def step_of(division: Division) -> Step:
    """郑州市 -> 郑州, 管城回族区 -> 管城区, 郑州经济技术开发区 -> 经开区."""
    if division.level < COUNTY:
        return Step(division.level, core_name(division.name))
    kind = zone_kind(division.name)
    parent = gazetteer().by_code(division.parent)
    if kind and parent and kind[0] in {"", parent.name, core_name(parent.name)}:
        return Step(COUNTY, kind[1])
    return Step(COUNTY, title_alias(division.name))


@functools.lru_cache(maxsize=8192)
def region_of(code: str) -> Region:
    """The path of an official code, () where it is unknown."""
    division = gazetteer().by_code(code)
    return tuple(step_of(d) for d in gazetteer().chain(division)) if division else ()


@functools.cache
def countries() -> frozenset[str]:
    """Countries and world regions: places of their own, known by name alone."""
    text = resources.files("kg.data").joinpath("countries.txt").read_text("utf-8")
    rows = (line.split("#", 1)[0] for line in text.splitlines())
    return frozenset(word for row in rows for word in row.split())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a name can lean on: the home of its article, and the districts named around it.

    ``home`` is the path from the province down, as far as it is settled. ``known`` maps the names of
    districts that the gazetteer does not have to their paths. ``offices`` maps subdistricts and towns to the
    districts that any text prints them with, ``stated`` to the one that the article itself says they are of;
    ``named`` holds the cities and districts that the page names.
    """

    home: Region = ()
    known: Mapping[str, Region] = field(default_factory=dict)
    offices: Mapping[str, frozenset[Region]] = field(default_factory=dict)
    named: frozenset[Region] = frozenset()
    stated: Mapping[str, Region] = field(default_factory=dict)

    def upto(self, level: int) -> Region:
        """The home down to ``level``."""
        return tuple(step for step in self.home if step.level <= level)


NOWHERE = Surroundings()

# 云川市, 临溪区: a district that the gazetteer lacks, as far as its form tells.
_UNKNOWN = re.compile(r"[一-龥]{2,3}?(?:新区|市|县|区|旗)")
_UNKNOWN_PROVINCE = re.compile(
    r"(?!(?:外|全|我|该|本|各|兄弟|周边|邻近)省)[一-龥]{2}省(?!份|级|直|属|道|市|去|下|略)"
)
_ROAD = re.compile(r"(?:[东南西北中]?[一二三四五六七八九十]?(?:路|街|道|巷|大道|大街))")
_TOWN = re.compile(r"(?:[一-龥]{1,4}族)?(?:镇|乡(?![村镇贤土])|街道|办事处)")
_COUNTY_TITLES = ("区", "县", "旗")


def _choose(found: tuple[Division, ...], path: Region, around: Surroundings) -> Region | None:
    """The one division meant: inside the path read so far, else alone, else inside the home."""
    regions = [region_of(division.code) for division in found]
    if path:
        inside = [r for r in regions if covers(path, r) and r != path]
        return min(inside, key=len) if inside else None
    if len(regions) == 1:
        return regions[0]
    # Only under the home city: the one 鼓楼区 of its province need not be the one meant.
    for near in (around.home, around.upto(PREFECTURE)):
        inside = [r for r in regions if near and (covers(near, r) or covers(r, near))]
        if inside:
            best = min(inside, key=len)
            return best if all(compatible(best, r) for r in inside) else None
    tops = sorted(regions, key=len)
    # 吉林, 海南: the province, unless the surroundings said otherwise.
    if tops[0][-1].level == PROVINCE or all(covers(tops[0], r) for r in tops):
        return tops[0]
    return None


def _trusted(name: str, division: Region, rest: str, near: bool, district: bool) -> bool:
    """Whether a bare name (中山, 和平) stands for the division here, or is just part of a name.

    ``near``: what stands before it, or the home, makes the division likely.
    """
    if any(d.name == name or title_alias(d.name) == name for d in gazetteer().find(name)):
        return not (rest.startswith("立") and name.endswith(("省", "市", "县")))  # 河南|省立医院
    if not rest and district:
        return near or name not in division_words().not_alone
    if _ROAD.match(rest) or (division[-1].level == COUNTY and is_rest_of_town(rest)):
        return False
    if name in division_words().not_alone or division[-1].level == COUNTY:
        return near
    return True


def is_rest_of_town(rest: str) -> bool:
    """Whether what stands behind the name of a county makes it a town's: 阳朔|镇; not 乐清|镇海区."""
    if _TOWN.match(rest) is None:
        return False
    table = gazetteer()
    return not any(table.find(rest[:length]) for length in range(2, min(table.longest, len(rest)) + 1))


def compatible_inside(division: Region, home: Region) -> bool:
    """Whether ``division`` lies on or under the home path down to its prefecture."""
    near = tuple(step for step in home if step.level <= PREFECTURE)
    return bool(near) and compatible(near, division)


def _looks_unknown(text: str, pos: int) -> str:
    """A district name by its form alone at ``pos``, or ""."""
    words = division_words()
    match = _UNKNOWN_PROVINCE.match(text) if pos == 0 else None
    if match:
        return match.group()
    match = _UNKNOWN.match(text, pos)
    if not match or match.group().endswith(words.not_divisions):
        return ""
    title = match.end() - 1
    if text.startswith(words.not_level, title) and not text.startswith(words.level_after_all, title):
        return ""
    return match.group()


def _unknown_region(name: str, path: Region, around: Surroundings) -> Region:
    """临溪区 on a page on 云川市 -> (云川, 临溪区). Hangs under the home city, or floats."""
    if name.endswith("省"):
        return (Step(PROVINCE, name[:-1]),)
    if name.endswith("市") and not any(step.level == PREFECTURE for step in path):
        return (*path, Step(PREFECTURE, name[:-1]))
    if path:
        return (*path, Step(min(path[-1].level + 1, TOWNSHIP), name))
    return (*around.upto(PREFECTURE), Step(COUNTY, name))


def _zone_at(text: str, pos: int, path: Region, around: Surroundings) -> tuple[Region, int] | None:
    """经济技术开发区管委会 after 郑州, or bare where the home city is known."""
    match = _zone_pattern().match(text, pos)
    if match is None:
        return None
    under = path or around.upto(PREFECTURE)
    level = COUNTY if not under or under[-1].level < COUNTY else TOWNSHIP
    return (*under, Step(level, division_words().zones[match.group()])), match.end()


@functools.cache
def _zone_pattern() -> re.Pattern[str]:
    forms = sorted(division_words().zones, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, forms)))


@functools.cache
def _starts() -> frozenset[str]:
    """The first two characters of every name in the gazetteer: most texts start with none of them."""
    return frozenset(name[:2] for name in gazetteer().index)


def _known_at(text: str, pos: int, path: Region, around: Surroundings) -> tuple[Region, int] | None:
    if not around.known:
        return None
    for length in range(min(12, len(text) - pos), 1, -1):
        name = text[pos : pos + length]
        if name in around.known:
            region = around.known[name]
            if not path or covers(path, region):
                return region, pos + length
            if len(region) == 1 or not compatible(path, region):
                return (*path, Step(min(path[-1].level + 1, TOWNSHIP), region[-1].key)), pos + length
    return None


def _listed_at(
    text: str, pos: int, path: Region, around: Surroundings, district: bool
) -> tuple[Region, int] | None:
    if text[pos : pos + 2] not in _starts():
        return None
    table = gazetteer()
    for length in range(min(table.longest, len(text) - pos), 1, -1):
        name = text[pos : pos + length]
        found = table.find(name)
        if not found:
            continue
        region = _choose(found, path, around)
        rest = text[pos + length :]
        near = region is not None and (bool(path) or compatible_inside(region, around.home))
        if region is not None and _trusted(name, region, rest, near, district):
            return region, pos + length
        full = any(d.name == name for d in found)
        if region is None and not path and full and name.endswith(_COUNTY_TITLES) and zone_kind(name) is None:
            return (Step(COUNTY, name),), pos + length  # 鼓楼区, and nothing tells which
    return None


def read_region(text: str, around: Surroundings = NOWHERE, district: bool = False) -> tuple[Region, str]:
    """The divisions at the front of a name, and the rest of it.

    郑州市金水区科技局 -> ((河南, 郑州, 金水区), 科技局). An ambiguous name is settled by ``around`` or stays
    a path of its own, without parents; it is never guessed. ``district``: the text is known to name a
    district (新化), not a body with a district in front (新化中学).
    """
    path: Region = ()
    pos = 0
    if text in countries():
        return (Step(NATION, text),), ""
    while pos < len(text) and len(path) < 5:
        found = _listed_at(text, pos, path, around, district) or _known_at(text, pos, path, around)
        found = found or _zone_at(text, pos, path, around)
        if found is None:
            name = _looks_unknown(text, pos)
            if not name or (path and path[-1].level >= COUNTY):
                break
            found = _unknown_region(name, path, around), pos + len(name)
        path, pos = found
    return path, text[pos:]


def bare_zone(text: str) -> bool:
    """Whether a name starts with a kind of zone, without its city: 高新区招商局."""
    return _zone_pattern().match(text) is not None


@functools.lru_cache(maxsize=65536)
def code_of(region: Region) -> str:
    """The official code of a path, "" where it has none."""
    codes = (division.code for division in gazetteer().find(region[-1].key)) if region else ()
    return next((code for code in codes if region_of(code) == region), "")


def listed(region: Region) -> bool:
    """Whether a path is a division of the gazetteer."""
    return bool(code_of(region))


@functools.lru_cache(maxsize=65536)
def display(region: Region, prefix: bool = False) -> str:
    """The name of the last step as printed: 郑州市, 郑州经开区. ``prefix``: as it stands before a name."""
    if not region:
        return ""
    last = region[-1]
    if last.level == TOWNSHIP:
        return display(region[:-1], prefix) + last.key if prefix else last.key
    if last.key in set(division_words().zones.values()) and len(region) > 1:
        return core_name(region[-2].key) + last.key
    for division in gazetteer().find(last.key):
        if region_of(division.code) == region:
            return title_alias(division.name) if division.level == COUNTY else division.name
    return last.key + {PREFECTURE: "市", PROVINCE: "省"}.get(last.level, "")


def steps_up(region: Region, level: int) -> Region:
    """The path down to ``level``."""
    return tuple(step for step in region if step.level <= level)


def widest(regions: Iterable[Region]) -> Region:
    """The shortest of some regions, first in order among equals."""
    return min(regions, key=lambda region: (len(region), region), default=())
