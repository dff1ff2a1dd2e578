"""Of which district a township or subdistrict is: by what is printed, by the home, by the official table."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from kg.divisions import gazetteer, zone_kind
from kg.divisions.local_names import counties_with_town
from kg.divisions.settlements import township_label
from kg.naming.regions import COUNTY, PREFECTURE, Region, Step, Surroundings, covers, region_of, steps_up


def district_of(office: Step, around: Surroundings, region: Region = ()) -> Region:
    """The district that a subdistrict or town lies in, below ``region`` where a name prints one.

    What its article says, else the home, unless all texts print the office with one other district of the
    city, and the page names that one (or is on no district); and no county that has no such town
    (:func:`where_listed`).
    """
    if region and region[-1].level >= COUNTY:
        return region
    stated = around.stated.get(office.key)
    if stated is not None and covers(region, stated):
        return stated
    near = region or around.upto(COUNTY)
    city = steps_up(near, PREFECTURE)
    if not city:
        return near
    printed = [path for path in sorted(around.offices.get(office.key, ())) if path[: len(city)] == city]
    if len(printed) == 1 and (near in (city, printed[0]) or printed[0] in around.named):
        return printed[0]
    return where_listed(office, near, around.named)


@functools.lru_cache(maxsize=8192)
def code_of(region: Region) -> str:
    """The official code of a path, "" where it has none."""
    if not region:
        return ""
    codes = (division.code for division in gazetteer().find(region[-1].key))
    return next((code for code in codes if region_of(code) == region), "")


def listed_under(office: Step, code: str) -> tuple[str, ...]:
    """The codes of the counties under the code (the county itself, if it is one) that have such a town.

    A town that has become a subdistrict keeps its name: the kind of town does not count.
    """
    label = township_label(office.key)
    return counties_with_town(label.stem or label.text, code)


def where_listed(office: Step, near: Region, named: Iterable[Region]) -> Region:
    """The district of a town that no text prints with one, where it would be taken for ``near``'s.

    ``near`` if the table has the town there, or does not know ``near``; else the one county of those
    ``named`` that has it, or the one of the same city. Of several, or of none, the city alone: 流水镇 in an
    article on a county without a town of that name is some other county's. A zone's towns are listed under
    counties of its city: where the city has the town, the table says nothing against the zone.
    """
    county = near and near[-1].level == COUNTY
    city = steps_up(near, PREFECTURE)
    is_zone = county and zone_kind(near[-1].key) is not None
    area = code_of(city if is_zone else near)
    if not area:
        return near
    there = listed_under(office, area)
    if county and there:
        return near
    if not county:
        return region_of(there[0]) if len(there) == 1 else near
    counties = [(region, code_of(region)) for region in named if region[-1].level == COUNTY]
    others = {region for region, code in counties if code and listed_under(office, code)}
    if len(others) == 1:
        return others.pop()
    in_city = listed_under(office, code_of(city)) if city and code_of(city) else ()
    return region_of(in_city[0]) if len(in_city) == 1 and not others else city
