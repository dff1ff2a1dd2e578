"""The context of a name: a division's path, and what names may call its steps."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kg.divisions.short_names import division_words, zone_kind
from kg.matching.parsed import Context
from kg.matching.script import normal
from kg.naming.names import township
from kg.naming.regions import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    Region,
    Step,
    Surroundings,
    compatible,
    covers,
    listed,
    read_region,
)

_SEPARATORS = re.compile(r"[/>、]")
_AFTER = re.compile(r"[;；\s]+")
# A path that no table has: 河北省|云川市|临溪区|柳林街道.
_PATH = re.compile(
    r"(?P<province>[一-龥]{2,8}?(?:省|自治区|特别行政区))?"
    r"(?P<city>[一-龥]{2,8}?(?:自治州|地区|盟|市|州))?"
    r"(?P<county>[一-龥]{1,12}?(?:经济综合实验区|开发区|新区|自治县|市|县|区|旗))?"
    r"(?P<rest>.*)"
)


def read_context(text: str) -> Context:
    """山西省泽州市北岸区 区教育局局长 -> the region of the path, and the post behind it.

    The post follows a blank or a semicolon.
    """
    path, *post = _AFTER.split(text.strip(), maxsplit=1)
    region = read_path(path)
    if not region and path and not post:
        return Context((), path)  # no path at all: 某市教育局局长
    return Context(region, post[0].strip() if post else "", path)


@functools.lru_cache(maxsize=4096)
def read_path(text: str) -> Region:
    """A division's path, however invented its names are; () if it is none."""
    plain = _SEPARATORS.sub("", normal(text)).replace("市辖区", "")
    region, rest = read_region(plain, district=True)
    if not rest:
        return region
    step, after = township(rest)
    titled = rest.startswith(("市", "县", "区", "州"))  # 泽州|市 is not 泽州县
    if (
        step is not None
        and not after
        and region
        and not titled
        and all(listed(region[: n + 1]) for n in range(len(region)))
    ):
        return (*region, step)
    return _spelt(plain)


def _spelt(text: str) -> Region:
    match = _PATH.fullmatch(text)
    if match is None:
        return ()
    region: Region = ()
    if match["province"]:
        region, _ = read_region(match["province"], district=True)
        region = region or (Step(PROVINCE, match["province"][:-1]),)
    if match["city"]:
        under, rest = read_region(match["city"], Surroundings(region), district=True)
        known = under and not rest and under[-1].level == PREFECTURE and (not region or under[0] == region[0])
        region = under if known else (*region, Step(PREFECTURE, match["city"][:-1]))
    if match["county"]:
        region = (*region, _county(match["county"], region))
    if match["rest"]:
        step, after = township(match["rest"])
        if step is None or after:
            return ()
        region = (*region, step)
    return region


def _county(name: str, region: Region) -> Step:
    kind = zone_kind(name)
    if kind is not None and (not kind[0] or (region and kind[0].rstrip("市") == region[-1].key)):
        return Step(COUNTY, kind[1])
    return Step(COUNTY, name)


def _called(step: Step) -> Iterator[str]:
    """What a name may call a step of its own context: 云川市, 云川; 临溪区, 临溪; 经开区, 经开."""
    yield step.key
    if step.level == PROVINCE:
        yield step.key + "省"
    for zone in ("新区", "高新区", "经开区", "开发区"):
        if step.level >= COUNTY and step.key.endswith(zone):
            yield zone
    if step.level == PREFECTURE:
        yield step.key + "市"
    if step.level == COUNTY and len(step.key) >= 3:
        bare = step.key.removesuffix("新区")
        yield bare if len(bare) >= 2 and bare != step.key else step.key[:-1]
    for form, stands in division_words().zones.items():
        if stands == step.key:
            yield form


@functools.lru_cache(maxsize=4096)
def surroundings(region: Region) -> Surroundings:
    """What a name in this region can lean on."""
    known: dict[str, Region] = {}
    for depth, step in enumerate(region, 1):
        if step.level == TOWNSHIP:
            continue
        for form in _called(step):
            if len(form) >= 2:
                known[form] = region[:depth]
        if depth > 1 and step.key in set(division_words().zones.values()):
            city = region[depth - 2].key
            for form in _called(step):
                known[city + form] = known[city + "市" + form] = region[:depth]
    return Surroundings(tuple(step for step in region if step.level < TOWNSHIP), known)


# What no name of a division holds: 纪委市 in 江阳市纪委市监委.
_OF_BODIES = re.compile(r"[委局府院校司厅部]")


def read_front(text: str, around: Surroundings) -> tuple[Region, str]:
    """The divisions at the front of a name, and the rest of it.

    What the context's own path says goes before all tables: 松山区 in a city of its own 松山区 is that one.
    """
    path: Region = ()
    rest = text
    while rest:
        form = _own_form(rest, path, around)
        if not form:
            break
        path, rest = around.known[form], rest[len(form) :]
    if not path:
        return _checked(*read_region(text, around), text, around)
    if path[-1].level >= COUNTY or not rest:
        return path, rest
    found, left = read_region(rest, Surroundings(path, around.known))
    if not found or _OF_BODIES.search(rest[: len(rest) - len(left)]):
        return path, rest
    if covers(path, found):
        return found, left
    return (*path, Step(COUNTY, found[-1].key)), left  # 鼓楼区 of a city that the table lacks


def _own_form(text: str, path: Region, around: Surroundings) -> str:
    """The longest name of a step of the context, inside the path, that a text starts with."""
    depth = len(path)
    forms = [
        form
        for form, region in around.known.items()
        if len(form) >= 3 and text.startswith(form) and len(region) > depth and region[:depth] == path
    ]
    found = max(forms, key=len, default="")
    return "" if text[len(found) :].startswith("立") else found  # 福建|省立医院


def _checked(region: Region, rest: str, text: str, around: Surroundings) -> tuple[Region, str]:
    taken = text[: len(text) - len(rest)]
    if region and not listed(region) and _OF_BODIES.search(taken):
        return (), text
    home = tuple(step for step in around.home if step.level <= PREFECTURE)
    invented = len(home) > 1 and not listed(home)
    if invented and region and region[-1] == Step(COUNTY, taken) and not compatible(home, region):
        return (*home, region[-1]), rest  # 松山区 on a page on a city that the table lacks
    return region, rest
