"""What an occurrence must share with another to be the same thing by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.divisions.short_names import division_words
from kg.naming.anywhere import WORLD, of_one_paper
from kg.naming.names import (
    ParsedName,
    parse_initiative,
    parse_organisation,
    parse_place,
    parse_project,
    township,
)
from kg.naming.plain_text import plain
from kg.naming.regions import (
    COUNTY,
    NATION,
    NOWHERE,
    PREFECTURE,
    TOWNSHIP,
    Region,
    Step,
    Surroundings,
    read_region,
    steps_up,
)
from kg.naming.towns import district_of, has
from kg.resolve.occurrences import Occurrence


@dataclass(frozen=True, slots=True)
class Identity:
    """``core`` and ``region`` of a name.

    ``exact``: the last step of the region must be the same, since the name says nothing without it.
    ``strict``: two names that both print a region must print the same one. Otherwise one region may
    contain the other.
    """

    parsed: ParsedName
    region: Region
    exact: bool
    strict: bool = False

    @property
    def core(self) -> str:
        return self.parsed.core


def _alone(scope: str, region: Region = ()) -> Region:
    """A region of its own: nothing outside ``scope`` is compared with what hangs there."""
    return (Step(NATION, "@" + scope), *region)


def parse(item: Occurrence, around: Surroundings) -> ParsedName:
    """The name of an occurrence by its parts; a person's is left whole."""
    if item.type == "Organization":
        return parse_organisation(
            _office_inside(item, around) or item.name, item.region, item.subtype, around
        )
    if item.type == "Place":
        return parse_place(item.name, item.region, item.subtype, around)
    if item.type == "Project":
        return parse_project(item.name, item.region, around)
    if item.type == "Initiative":
        marked = (form for form in item.forms if form.startswith("《") and plain(form) == plain(item.name))
        return parse_initiative(next(marked, item.name), item.region, around)
    return ParsedName(around.home, item.name, item.name, own=True, explicit=False)


def _office_inside(item: Occurrence, around: Surroundings) -> str:
    """石鼓镇, where 会同石鼓镇 is also printed so and other texts print 石鼓镇 with its district."""
    if item.subtype != "Office":
        return ""
    whole, _ = township(plain(item.name))
    if whole is None or whole.key in around.offices:
        return ""
    for form in sorted(item.forms, key=lambda form: (len(form), form)):
        step, rest = township(plain(form))
        inside = step is not None and not rest and step != whole and whole.key.endswith(step.key)
        if step is not None and inside and district_of(step, around) in around.offices.get(step.key, ()):
            return form
    return ""


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


_OF_ZONES = frozenset({"管委会", "党工委"})


def _zone_at_hand(parsed: Sequence[ParsedName]) -> Region:
    """The one development zone that an article names, or (): whose 管委会 is meant."""
    kinds = set(division_words().zones.values())
    zones = {steps_up(name.region, COUNTY) for name in parsed if name.explicit}
    zones = {zone for zone in zones if zone and (zone[-1].key in kinds or zone[-1].key.endswith("新区"))}
    return zones.pop() if len(zones) == 1 else ()


@dataclass(frozen=True, slots=True)
class _Lenders:
    """The full names of one article, from which its bare ones (管委会, 街道党工委) may take their region."""

    owners: Mapping[tuple[str, str], frozenset[Region]]  # by type and core
    regions: Mapping[tuple[str, str], Region]  # by type and name
    counties: int  # how many counties the article names: with two, a bare 统战部 may be either's
    office: Region
    zone: Region


def _lenders(items: Sequence[Occurrence], parsed: Sequence[ParsedName]) -> _Lenders:
    owners: dict[tuple[str, str], set[Region]] = defaultdict(set)
    regions: dict[tuple[str, str], Region] = {}
    counties: set[Region] = set()
    for item, name in zip(items, parsed, strict=True):
        if not name.explicit:
            continue
        owners[item.type, name.core].add(name.region)
        regions[item.type, item.name] = name.region
        county = steps_up(name.region, COUNTY)
        if county and county[-1].level == COUNTY:
            counties.add(county)
    return _Lenders(
        {key: frozenset(found) for key, found in owners.items()},
        regions,
        len(counties),
        _office_at_hand(items, parsed),
        _zone_at_hand(parsed),
    )


def _borrow(item: Occurrence, name: ParsedName, lenders: _Lenders) -> Region | None:
    """The region of a body that has no name of its own, from the article's other names, or None."""
    if item.type != "Organization" or name.explicit or name.own:
        return None
    wholes = {lenders.regions[whole] for whole in item.wholes if whole in lenders.regions}
    if len(wholes) == 1:
        return wholes.pop()
    if name.unsettled == TOWNSHIP and lenders.office:
        return lenders.office
    if lenders.counties > 1:
        return None
    owned = {
        region
        for region in lenders.owners.get((item.type, name.core), ())
        if name.unsettled is None or (region and region[-1].level == name.unsettled)
    }
    if len(owned) == 1:
        return owned.pop()
    return lenders.zone or None if name.core in _OF_ZONES and name.unsettled is None else None


def _county(whole: tuple[str, str], around: Surroundings) -> Iterator[Region]:
    """The county that a (type, name) is, if it is one."""
    type_, name = whole
    if type_ == "Place":
        region, rest = read_region(plain(name), around, district=True)
        if region and not rest and region[-1].level == COUNTY:
            yield region


def stated_offices(items: Sequence[Occurrence], around: Surroundings) -> dict[str, Region]:
    """The subdistricts and towns of an article -> the one district that it says they are part of.

    What a rule only takes for the article's home counts where the official table agrees.
    """
    found: dict[str, set[Region]] = defaultdict(set)
    for item in items:
        step, rest = township(plain(item.name)) if item.subtype == "Office" else (None, "")
        if step is None or rest:
            continue
        said = {region for whole in item.wholes for region in _county(whole, around)}
        guessed = {region for whole in item.guessed for region in _county(whole, around) if has(region, step)}
        found[step.key] |= said or guessed
    return {key: regions.pop() for key, regions in found.items() if len(regions) == 1}


def identities(items: Sequence[Occurrence], around: Surroundings = NOWHERE) -> list[Identity]:
    """One identity for each occurrence of one article."""
    stated = stated_offices(items, around)
    around = replace(around, stated=stated) if stated else around
    parsed = [parse(item, around) for item in items]
    lenders = _lenders(items, parsed)
    return [
        _identity(item, name, _borrow(item, name, lenders)) for item, name in zip(items, parsed, strict=True)
    ]


def _identity(item: Occurrence, name: ParsedName, borrowed: Region | None) -> Identity:
    if borrowed is not None:
        return Identity(name, borrowed, exact=True)
    if name.national:
        return Identity(name, name.region, exact=True)
    if item.subtype == "Media" and not name.explicit and of_one_paper(name.core, name.own):
        return Identity(name, WORLD, exact=True)
    if name.unsettled is not None:
        return Identity(name, _alone(f"{item.article}/{item.name}"), exact=True)
    if not name.region:
        return Identity(name, _alone(item.source), exact=not name.own)
    if name.region[0].level >= COUNTY:  # 鼓楼区, and nothing says which: this page's
        return Identity(name, _alone(item.source, name.region), exact=not name.own)
    region, exact = _scope(item, name)
    strict = item.type in {"Organization", "Project", "Initiative"} and item.subtype != "Community"
    return Identity(name, region, exact, strict)


def _scope(item: Occurrence, name: ParsedName) -> tuple[Region, bool]:
    region = name.region
    if not name.core:  # a district or an office: the path is the name
        return region, True
    if item.type == "Organization" and item.subtype == "Community":
        return region, False
    if item.type == "Initiative" and name.own:
        return steps_up(region, PREFECTURE), False
    if name.own and item.subtype not in {"PartyBody", "GovernmentBody"}:
        return (region if name.explicit else steps_up(region, PREFECTURE)), False
    if item.type == "Organization" and not name.own and not name.explicit and region[-1].level < COUNTY:
        # 宣传部, 图书馆 on a page on a whole city: whose, the name doesn't say.
        return _alone(f"{item.article}/{item.name}"), True
    if item.type in {"Project", "Initiative"} and not name.explicit and region[-1].level < COUNTY:
        return _alone(item.article, region), True
    return region, True
