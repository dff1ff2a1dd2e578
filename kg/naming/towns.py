"""Of which district a township or subdistrict is: by what is printed, by the home, by the official table."""

from __future__ import annotations

from collections.abc import Iterable

from kg.divisions import zone_kind
from kg.divisions.local_names import counties_with_town
from kg.divisions.settlements import township_label
from kg.naming.regions import (
    COUNTY,
    PREFECTURE,
    TOWNSHIP,
    Region,
    Step,
    Surroundings,
    code_of,
    covers,
    read_region,
    region_of,
    steps_up,
)
from kg.naming.vocabulary import is_kind_word


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
        return (lacks(stated, office) and _the_one(office, around.named)) or stated
    near = region or around.upto(COUNTY)
    city = steps_up(near, PREFECTURE)
    if not city:
        return near
    printed = [path for path in sorted(around.offices.get(office.key, ())) if path[: len(city)] == city]
    if len(printed) == 1 and (near in (city, printed[0]) or printed[0] in around.named):
        return printed[0]
    return where_listed(office, near, around.named)


def listed_under(office: Step, code: str) -> tuple[str, ...]:
    """The codes of the counties under the code (the county itself, if it is one) that have such a town.

    A town that has become a subdistrict keeps its name: the kind of town does not count.
    """
    label = township_label(office.key)
    return counties_with_town(label.stem or label.text, code)


def may_have(district: str, office: str) -> bool:
    """Whether a town or subdistrict may be the district's: not where the official table denies it."""
    if is_kind_word(office):
        return True  # whose 办事处, the table cannot say
    region, rest = read_region(district, district=True)
    return bool(rest) or not lacks(region, Step(TOWNSHIP, office))


def has(region: Region, office: Step) -> bool:
    """Whether the official table has such a town there."""
    code = code_of(region)
    return bool(code) and bool(listed_under(office, code))


def lacks(region: Region, office: Step) -> bool:
    """Whether the official table knows the division, and has no such town there.

    A zone's towns are listed under counties of its city: the table says nothing against a zone whose city
    has the town.
    """
    if region and zone_kind(region[-1].key) is not None:
        region = steps_up(region, PREFECTURE)
    code = code_of(region)
    return bool(code) and not listed_under(office, code)


def where_listed(office: Step, near: Region, named: Iterable[Region]) -> Region:
    """The district of a town that no text prints with one, where it would be taken for ``near``'s.

    ``near`` if that is a county, unless the official table says that it has no such town; then the one
    county of those ``named`` that has it, or the one of the same city. Of several, or of none, the city
    alone: 流水镇 in an article on a county without a town of that name is some other county's.
    """
    city = steps_up(near, PREFECTURE)
    if near and near[-1].level == COUNTY:
        if not lacks(near, office):
            return near
        other = _the_one(office, named)
        if other:
            return other
    code = code_of(city)
    there = listed_under(office, code) if code else ()
    county = region_of(there[0]) if len(there) == 1 else ()
    # A city without counties (东莞) is its own county in the table.
    return county if county and county[-1].key.removesuffix("市") != city[-1].key else city or near


def _the_one(office: Step, named: Iterable[Region]) -> Region:
    """The one county of those named that has such a town by the official table, else ()."""
    found = {region for region in named if region[-1].level == COUNTY and has(region, office)}
    return found.pop() if len(found) == 1 else ()
