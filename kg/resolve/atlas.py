"""Divisions that the gazetteer lacks, learned from the texts: where the corpus says that they lie.

Invented, renamed, merged and young divisions are identified by their printed name and by what the texts say
of their parents: 云川市临溪区 printed anywhere settles 临溪区 for the pages that lean on it. A name with two
parents stays a matter of each page's own city.

What one page tells is a small record (``Told``); the atlas is put together of the records of all pages, and
a page depends on it only through the names that it prints.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.divisions import core_name, gazetteer, zone_kind
from kg.naming.names import township
from kg.naming.plain_text import plain
from kg.naming.regions import (
    COUNTY,
    PREFECTURE,
    Region,
    Step,
    Surroundings,
    read_region,
    steps_up,
)
from kg.resolve.facts import LONGEST_BEFORE, ArticleFacts, PageFacts, front, unlisted

_SHORT = 4  # characters of an ordinary county's name with its title


@dataclass(frozen=True, slots=True)
class Atlas:
    """What the texts tell. ``cities``: names of unlisted cities, with and without 市. ``districts``: unlisted
    districts and their paths, more than one where the texts disagree. ``offices``: subdistricts and towns
    by their key, and the districts that they are printed with.
    """

    cities: Mapping[str, Region] = field(default_factory=dict)
    districts: Mapping[str, frozenset[Region]] = field(default_factory=dict)
    offices: Mapping[str, frozenset[Region]] = field(default_factory=dict)

    def settled(self) -> dict[str, Region]:
        """The cities, and the districts with one parent."""
        sure = {name: next(iter(paths)) for name, paths in self.districts.items() if len(paths) == 1}
        return {**sure, **self.cities}

    def by_city(self) -> dict[Region, dict[str, Region]]:
        """The districts of each city, by name."""
        found: dict[Region, dict[str, Region]] = defaultdict(dict)
        for name, paths in self.districts.items():
            for path in sorted(paths):
                found[steps_up(path, PREFECTURE)][name] = path
        return dict(found)


@dataclass(frozen=True, slots=True)
class PageAtlas:
    """The atlas made ready for reading many pages."""

    cities: Mapping[str, Region]
    settled: Mapping[str, Region]
    by_city: Mapping[Region, Mapping[str, Region]]

    @classmethod
    def of(cls, atlas: Atlas) -> PageAtlas:
        """Index an atlas."""
        return cls(atlas.cities, atlas.settled(), atlas.by_city())

    def on_page(self, city: Region, named: frozenset[Region]) -> Mapping[str, Region]:
        """What names mean on a page on ``city`` that also names the cities ``named``.

        A district of another city is that one only where the page names its city; with two parents to
        choose from it is the one in the page's own city, or not settled.
        """
        if not city:
            return self.settled
        far: dict[str, set[Region]] = defaultdict(set)
        for other in named:
            for name, path in self.by_city.get(other, {}).items():
                far[name].add(path)
        sure = {name: next(iter(paths)) for name, paths in far.items() if len(paths) == 1}
        return {**self.cities, **sure, **self.by_city.get(city, {})}


@dataclass(frozen=True, slots=True)
class Told:
    """What one page adds to the atlas.

    ``cities``: unlisted cities, and how many articles name each. ``paths``: unlisted districts with the
    city printed with them. ``city``: what the page is on. ``unlisted``: districts named without a city.
    ``offices``: subdistricts and towns with the district printed with them.
    """

    cities: Mapping[str, int] = field(default_factory=dict)
    paths: frozenset[Region] = frozenset()
    city: Region = ()
    unlisted: frozenset[str] = frozenset()
    offices: frozenset[tuple[str, Region]] = frozenset()


# ------------------------------------------------------------------------------------- what one page tells


def cities_told(facts: PageFacts) -> dict[str, int]:
    """The unlisted cities that a page names, and in how many articles."""
    return dict(sorted(Counter(name for own in facts.articles for name in own.cities).items()))


_DISTRICT = re.compile(r"..[区县旗]")
_OFFICE = re.compile(r"..(?:街|办|镇|乡)")


def paths_told(facts: PageFacts, cities: Mapping[str, Region]) -> frozenset[Region]:
    """Unlisted districts with their city, as a page prints them."""
    counties = {_county_of(path) for own in facts.articles for path in _stated(own, cities)} - {()}
    return frozenset(
        county for county in counties if unlisted(county[-1].key) and not county[-1].key.endswith("市")
    )


def _stated(facts: ArticleFacts, known: Mapping[str, Region]) -> Iterator[Region]:
    """Paths that one article prints: in one name, in names side by side, or as a statement."""
    blank = Surroundings((), known)
    for text in facts.texts:
        if _DISTRICT.search(text):
            yield _with_office(*read_region(text, blank))
    for text in facts.joined:
        yield _with_office(*read_region(text, blank))


def _with_office(region: Region, rest: str) -> Region:
    step, _ = township(rest)
    return (*region, step) if step is not None else region


def _county_of(path: Region) -> Region:
    """The path down to its county where a city stands above it, else ()."""
    county = steps_up(path, COUNTY)
    whole = len(county) > 1 and county[-1].level == COUNTY and county[0].level < COUNTY
    return county if whole else ()


def offices_told(facts: PageFacts, around: Mapping[str, Surroundings]) -> frozenset[tuple[str, Region]]:
    """The districts that subdistricts and towns are printed with: 临溪区柳林街道. ``around`` by article."""
    found: set[tuple[str, Region]] = set()
    for own in facts.articles:
        near = around[own.article]
        for text in filter(_OFFICE.search, own.texts):
            _add_office(found, *read_region(text, near))
        for before, office in own.offices:
            _add_office(found, district_before(before, near), office)
    return frozenset(found)


def district_before(text: str, around: Surroundings) -> Region:
    """The district that a text ends in, where its name is a known one, else ()."""
    end = len(text)
    for start in range(max(0, end - LONGEST_BEFORE), end - 1):
        name = plain(text[start:end])
        zone = zone_kind(name)
        if name in around.known or (zone is not None and not zone[0]) or gazetteer().find(name):
            region, rest = read_region(name, around, district=True)
            return () if rest else region
    return ()


def _add_office(found: set[tuple[str, Region]], region: Region, rest: str) -> None:
    county = _county_of(region)
    if county and county == region:
        step, _ = township(rest)
        if step is not None:
            found.add((step.key, county))


# ------------------------------------------------------------------------------------- what all pages tell


def known_cities(pages: Iterable[Mapping[str, int]]) -> dict[str, Region]:
    """Cities that the gazetteer lacks: named as districts, or in front of other names, in two articles."""
    seen: Counter[str] = Counter()
    for names in pages:
        seen.update(names)
    found: dict[str, Region] = {}
    for name, articles in sorted(seen.items()):
        if articles < 2:
            continue
        found[name] = (Step(PREFECTURE, name[:-1]),)
        core = core_name(name)
        if core != name and not gazetteer().find(core):
            found[core] = found[name]
    return found


def printed_districts(cities: Mapping[str, Region], pages: Iterable[frozenset[Region]]) -> Atlas:
    """Unlisted cities, and the parents printed with unlisted districts."""
    found: dict[str, set[Region]] = defaultdict(set)
    for paths in pages:
        for county in paths:
            found[county[-1].key].add(county)
    return Atlas(cities, {name: frozenset(paths) for name, paths in sorted(found.items())})


def with_pages(atlas: Atlas, pages: Iterable[tuple[Region, frozenset[str]]]) -> Atlas:
    """The atlas with districts that no text prints with their parent, from the cities of their pages.

    ``pages``: the city of each page, and the unlisted districts it names. Three pages in four must agree, and
    two must say so of a long name, which may be a phrase misread.
    """
    listed = [(city, names) for city, names in pages]
    frequency = Counter(name for _, names in listed for name in names)
    votes: dict[str, Counter[Region]] = defaultdict(Counter)
    free = {
        name
        for name in frequency
        if name not in atlas.districts
        and name not in atlas.cities
        and not _within(name, frequency)
        and not front(name)
    }
    for city, names in listed:
        for name in names & free if city else ():
            votes[name][*city, Step(COUNTY, name)] += 1
    found = dict(atlas.districts)
    for name, paths in sorted(votes.items()):
        path, most = min(paths.items(), key=lambda row: (-row[1], row[0]))
        if most >= (1 if len(name) <= _SHORT else 2) and 4 * most >= 3 * sum(paths.values()):
            found[name] = frozenset({path})
    for name in sorted(frequency):
        inner = _within(name, frequency)
        if inner in found and not front(name):
            found[name] = found[inner]
    return Atlas(atlas.cities, found, atlas.offices)


_TIMES = 3  # how much more often the inner name must occur


def _within(name: str, frequency: Mapping[str, int]) -> str:
    """The district that a name ends with, where that is named far more often: 同清禾县 is 清禾县."""
    for start in range(1, len(name) - 2):
        if frequency.get(name[start:], 0) >= _TIMES * frequency.get(name, 1):
            return name[start:]
    return ""


def known_offices(pages: Iterable[frozenset[tuple[str, Region]]]) -> dict[str, frozenset[Region]]:
    """The districts that each subdistrict or town is printed with anywhere."""
    found: dict[str, set[Region]] = defaultdict(set)
    for offices in pages:
        for key, county in offices:
            found[key].add(county)
    return {key: frozenset(counties) for key, counties in sorted(found.items())}
