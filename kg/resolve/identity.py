"""What an occurrence must share with another to be the same thing by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.resolve.names import ParsedName, parse_initiative, parse_organisation, parse_place, parse_project
from kg.resolve.occurrences import Occurrence
from kg.resolve.regions import (
    COUNTY,
    NATION,
    NOWHERE,
    PREFECTURE,
    TOWNSHIP,
    Region,
    Step,
    Surroundings,
    steps_up,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """``core`` and ``region`` of a name. ``exact``: the last step of the region must be the same, since the name
    says nothing without it; otherwise one region may contain the other (河南惠众 in 郑州).
    """

    parsed: ParsedName
    region: Region
    exact: bool

    @property
    def core(self) -> str:
        return self.parsed.core


def _alone(scope: str, region: Region = ()) -> Region:
    """A region of its own: nothing outside ``scope`` is compared with what hangs there."""
    return (Step(NATION, "@" + scope), *region)


def parse(item: Occurrence, around: Surroundings) -> ParsedName:
    """The name of an occurrence by its parts; a person's is left whole."""
    if item.type == "Organization":
        return parse_organisation(item.name, item.region, item.subtype, around)
    if item.type == "Place":
        return parse_place(item.name, item.region, item.subtype, around)
    if item.type == "Project":
        return parse_project(item.name, item.region, around)
    if item.type == "Initiative":
        return parse_initiative(item.name, item.region, around)
    return ParsedName(around.home, item.name, item.name, own=True, explicit=False)


def _office_at_hand(items: Sequence[Occurrence], parsed: Sequence[ParsedName]) -> Region:
    """The one office that an article is about, or ()."""
    offices = {
        name.region
        for item, name in zip(items, parsed, strict=True)
        if item.type == "Organization" and name.region and name.region[-1].level == TOWNSHIP
    }
    longest = sorted(offices, key=lambda region: (-len(region), region))
    if longest and all(region[-1] == longest[0][-1] for region in longest):
        return longest[0]
    return ()


def _borrowed(
    items: Sequence[Occurrence], parsed: Sequence[ParsedName], office: Region
) -> dict[int, Region]:
    """Regions for names that ask for one (管委会, 街道党工委), from the same article's full names."""
    owners: dict[tuple[str, str], set[Region]] = defaultdict(set)
    for item, name in zip(items, parsed, strict=True):
        if name.explicit:
            owners[item.type, name.core].add(name.region)
    found: dict[int, Region] = {}
    for index, (item, name) in enumerate(zip(items, parsed, strict=True)):
        if item.type != "Organization" or name.explicit or name.own:
            continue
        owned = {
            region
            for region in owners.get((item.type, name.core), ())
            if name.unsettled is None or (region and region[-1].level == name.unsettled)
        }
        if len(owned) == 1:
            found[index] = next(iter(owned))
        elif name.unsettled == TOWNSHIP and office:
            found[index] = office
    return found


def identities(items: Sequence[Occurrence], around: Surroundings = NOWHERE) -> list[Identity]:
    """One identity for each occurrence of one article."""
    parsed = [parse(item, around) for item in items]
    borrowed = _borrowed(items, parsed, _office_at_hand(items, parsed))
    return [
        _identity(item, name, borrowed.get(index), around)
        for index, (item, name) in enumerate(zip(items, parsed, strict=True))
    ]


def _identity(item: Occurrence, name: ParsedName, borrowed: Region | None, around: Surroundings) -> Identity:
    if borrowed is not None:
        return Identity(name, borrowed, exact=True)
    if name.national:
        return Identity(name, name.region, exact=True)
    if name.unsettled is not None:
        return Identity(name, _alone(item.article), exact=True)
    if not name.region:
        return Identity(name, _alone(item.source), exact=not name.own)
    if name.region[0].level >= COUNTY:  # 鼓楼区, and nothing says which: this page's
        return Identity(name, _alone(item.source, name.region), exact=not name.own)
    return Identity(name, *_scope(item, name))


def _scope(item: Occurrence, name: ParsedName) -> tuple[Region, bool]:
    region = name.region
    if not name.core:  # a district or an office: the path is the name
        return region, True
    if item.type == "Organization" and item.subtype == "Community":
        return region, False
    if item.type == "Initiative" and name.own:
        return steps_up(region, PREFECTURE), False
    if name.own:
        return (region if name.explicit else steps_up(region, PREFECTURE)), False
    if item.type == "Organization" and not name.explicit and region[-1].level < COUNTY:
        # 宣传部, 图书馆 on a page on a whole city: whose, the name doesn't say.
        return _alone(item.article), True
    if item.type in {"Project", "Initiative"} and not name.explicit and region[-1].level < COUNTY:
        return _alone(item.article, region), True
    return region, True


def dominant(values: Sequence[str]) -> str:
    """The most frequent of some values, first in order among equals; "" of none."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""
