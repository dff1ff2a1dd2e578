"""Divisions that the gazetteer lacks, learned from the texts: where the corpus says that they lie.

Invented, renamed, merged and young divisions are identified by their printed name and by what the texts say
of their parents: 云川市临溪区 printed anywhere settles 临溪区 for the pages that lean on it. A name with two
parents stays a matter of each page's own city.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.divisions import core_name, gazetteer, zone_kind
from kg.divisions.short_names import division_words
from kg.model import Extraction, Mention
from kg.naming.names import township
from kg.naming.plain_text import plain
from kg.naming.regions import (
    COUNTY,
    PREFECTURE,
    Region,
    Step,
    Surroundings,
    countries,
    read_region,
    steps_up,
)

_TITLES = ("区", "县", "市", "旗")
_LONGEST_UNLISTED = 8  # characters: what is longer is mostly a phrase misread
_SHORT = 4  # characters of an ordinary county's name with its title
_INSIDE = frozenset({"PART_OF", "LOCATED_IN"})


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
            for path in paths:
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


def unlisted(name: str) -> bool:
    """Whether a name has the form of a district that the gazetteer doesn't have."""
    return (
        2 < len(name) <= _LONGEST_UNLISTED
        and name.endswith(_TITLES)
        and not name.endswith(division_words().not_divisions)
        and name not in countries()
        and zone_kind(name) is None
        and not gazetteer().find(name)
    )


def _is_district(mention: Mention) -> bool:
    return mention.type == "Place" and mention.subtype == "District"


def _texts(claim: Extraction) -> Iterator[str]:
    """Names that may start with a district, each once."""
    found = {claim.article.dateline or "", claim.article.publisher or ""}
    for mention in claim.mentions:
        if mention.type != "Person":
            found |= {mention.name, mention.text, mention.region}
    return (plain(text) for text in sorted(found) if text)


def _cities(claims: Sequence[Extraction]) -> dict[str, Region]:
    """Cities that the gazetteer lacks: named as districts, or in front of other names, in two articles."""
    seen: Counter[str] = Counter()
    for claim in claims:
        names = {plain(mention.name) for mention in claim.mentions if _is_district(mention)}
        fronts = {_front(text) for text in _texts(claim)}
        seen.update({name for name in names | fronts if name.endswith("市") and unlisted(name)})
    found: dict[str, Region] = {}
    for name, articles in sorted(seen.items()):
        if articles < 2:
            continue
        found[name] = (Step(PREFECTURE, name[:-1]),)
        core = core_name(name)
        if core != name and not gazetteer().find(core):
            found[core] = found[name]
    return found


def _front(text: str) -> str:
    """The unlisted city at the front of a name: 云川市经开区 -> 云川市."""
    region, _ = read_region(text) if "市" in text[2:4] else ((), "")
    if region and region[0].level == PREFECTURE and text.startswith(region[0].key + "市"):
        return region[0].key + "市"
    return ""


_DISTRICT = re.compile(r"..[区县旗]")
_OFFICE = re.compile(r"..(?:街|办|镇|乡)")


def _stated(claim: Extraction, known: Mapping[str, Region]) -> Iterator[Region]:
    """Paths that one article prints: in one name, in names side by side, or as a statement."""
    blank = Surroundings((), known)
    for text in _texts(claim):
        if _DISTRICT.search(text):
            yield _with_office(*read_region(text, blank))
    for whole, part in _side_by_side(claim):
        yield _with_office(*read_region(plain(whole.name) + plain(part.name), blank))


def _side_by_side(claim: Extraction) -> Iterator[tuple[Mention, Mention]]:
    """A district and what is printed right behind it, or said to be in it."""
    places = sorted(
        (mention for mention in claim.mentions if mention.start >= 0 and mention.type != "Person"),
        key=lambda mention: (mention.in_title, mention.start, mention.end),
    )
    for one, other in pairwise(places):
        if one.in_title == other.in_title and one.end == other.start and _is_district(one):
            yield one, other
    for statement in claim.statements:
        if statement.type in _INSIDE and statement.tail is not None and statement.modality != "negated":
            part, whole = claim.mentions[statement.head], claim.mentions[statement.tail]
            if _is_district(whole) and _is_district(part):
                yield whole, part


def _with_office(region: Region, rest: str) -> Region:
    step, _ = township(rest)
    return (*region, step) if step is not None else region


def _county_of(path: Region) -> Region:
    """The path down to its county where a city stands above it, else ()."""
    county = steps_up(path, COUNTY)
    whole = len(county) > 1 and county[-1].level == COUNTY and county[0].level < COUNTY
    return county if whole else ()


def learn_districts(claims: Sequence[Extraction]) -> Atlas:
    """Unlisted cities, and the parents printed with unlisted districts."""
    cities = _cities(claims)
    found: dict[str, set[Region]] = defaultdict(set)
    for claim in claims:
        for path in _stated(claim, cities):
            county = _county_of(path)
            if county and unlisted(county[-1].key) and not county[-1].key.endswith("市"):
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
    for city, names in listed:
        for name in names:
            if _within(name, frequency):
                continue
            if city and name not in atlas.districts and name not in atlas.cities and not _front(name):
                votes[name][*city, Step(COUNTY, name)] += 1
    found = dict(atlas.districts)
    for name, paths in sorted(votes.items()):
        path, most = min(paths.items(), key=lambda row: (-row[1], row[0]))
        if most >= (1 if len(name) <= _SHORT else 2) and 4 * most >= 3 * sum(paths.values()):
            found[name] = frozenset({path})
    for name in sorted(frequency):
        inner = _within(name, frequency)
        if inner in found and not _front(name):
            found[name] = found[inner]
    return Atlas(atlas.cities, found, atlas.offices)


_TIMES = 3  # how much more often the inner name must occur


def _within(name: str, frequency: Mapping[str, int]) -> str:
    """The district that a name ends with, where that is named far more often: 同清禾县 is 清禾县."""
    for start in range(1, len(name) - 2):
        if frequency.get(name[start:], 0) >= _TIMES * frequency.get(name, 1):
            return name[start:]
    return ""


def with_offices(atlas: Atlas, claims: Sequence[Extraction], around: Mapping[str, Surroundings]) -> Atlas:
    """The atlas with the districts that subdistricts and towns are printed with: 临溪区柳林街道."""
    found: dict[str, set[Region]] = defaultdict(set)
    for claim in claims:
        near = around[claim.article.id]
        for text in filter(_OFFICE.search, _texts(claim)):
            _add_office(found, *read_region(text, near))
        for mention in claim.mentions:
            step = township(plain(mention.text))[0] if mention.subtype == "Office" else None
            if step is not None and mention.start > 0:
                text = claim.article.title if mention.in_title else claim.article.text
                _add_office(found, district_before(text, mention.start, near), plain(mention.text))
    return Atlas(atlas.cities, atlas.districts, {key: frozenset(v) for key, v in sorted(found.items())})


_LONGEST = 12  # characters of a district's name right before another name


def district_before(text: str, end: int, around: Surroundings) -> Region:
    """The district printed right before ``end``, where its name is a known one, else ()."""
    for start in range(max(0, end - _LONGEST), end - 1):
        name = plain(text[start:end])
        zone = zone_kind(name)
        if name in around.known or (zone is not None and not zone[0]) or gazetteer().find(name):
            region, rest = read_region(name, around, district=True)
            return () if rest else region
    return ()


def _add_office(found: dict[str, set[Region]], region: Region, rest: str) -> None:
    county = _county_of(region)
    if county and county == region:
        step, _ = township(rest)
        if step is not None:
            found[step.key].add(county)
