"""The home region of a page and of an article, voted from the districts that they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.divisions import core_name, gazetteer, zone_kind
from kg.divisions.short_names import division_words
from kg.naming.regions import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    Region,
    Step,
    Surroundings,
    countries,
    read_region,
    steps_up,
)
from kg.resolve.atlas import PageAtlas
from kg.resolve.facts import Evidence, PageFacts, unlisted


def _publisher(text: str, known: Mapping[str, Region]) -> Region:
    region, rest = read_region(text, Surroundings((), known))
    return region if rest else ()


def _count(rows: Iterable[Evidence], around: Surroundings) -> Counter[Region]:
    votes: Counter[Region] = Counter()
    for row in rows:
        region, rest = read_region(row.text, around, row.whole)
        if region and not (row.whole and rest):
            votes[region] += row.weight
    return votes


def _top(votes: Mapping[Region, int]) -> Region:
    """The region with most votes, () on a tie."""
    order = sorted(votes, key=lambda region: (-votes[region], region))
    if not order or (len(order) > 1 and votes[order[0]] == votes[order[1]]):
        return ()
    return order[0]


def _at(votes: Mapping[Region, int], level: int) -> Counter[Region]:
    """Votes for the paths down to ``level``; a municipality (北京) counts as its own prefecture."""
    found: Counter[Region] = Counter()
    for region, weight in votes.items():
        path = steps_up(region, level)
        if path and (path[-1].level == level or (level == PREFECTURE and _municipal(path))):
            found[path] += weight
    return found


def _municipal(path: Region) -> bool:
    return len(path) == 1 and path[0].key in {"北京", "天津", "上海", "重庆", "香港", "澳门"}


def _city(votes: Mapping[Region, int], page: Region) -> Region:
    cities = _at(votes, PREFECTURE)
    if page in cities:
        cities[page] = cities[page] * 2 + 1
    return _top(cities) or (page if page in cities or not cities else ())


def _county(votes: Mapping[Region, int], city: Region) -> Region:
    counties = Counter({r: w for r, w in _at(votes, COUNTY).items() if steps_up(r, PREFECTURE) == city})
    top = _top(counties)
    return top if top and 2 * counties[top] >= sum(counties.values()) else ()


def _page_city(articles: Sequence[Counter[Region]], publishers: Sequence[Region]) -> Region:
    """The city that most articles of a page name."""
    votes: Counter[Region] = Counter()
    for own in articles:
        cities = _at(own, PREFECTURE)
        for city in cities:
            votes[city] += 1
        top = _top(cities)
        if top:
            votes[top] += 1
    for region in publishers:
        city = steps_up(region, PREFECTURE)
        if city:
            votes[city] += 1
    return _top(votes)


def _known(rows: Iterable[Evidence], around: Surroundings) -> dict[str, Region]:
    """Names of districts that the gazetteer lacks, with and without their title."""
    given, found = around.known, dict[str, Region]()
    names = [
        row for row in rows if row.whole and row.text not in countries() and not gazetteer().find(row.text)
    ]
    # The short first: 云川市 tells how to read 云川经开区.
    for row in sorted(names, key=lambda row: (len(row.text), row.text)):
        around = Surroundings(around.home, {**given, **found} if found else given)
        region, rest = read_region(row.text, around, row.whole)
        if region and not rest:
            found.setdefault(row.text, region)
        elif row.text[-1:] in "区县市旗州" and len(row.text) > 2 and not _common_word(row.text):
            under = region or around.upto(PREFECTURE)
            found.setdefault(row.text, (*under, Step(COUNTY, rest)) if rest else under)
        if row.text.endswith(("市", "县")) and len(core_name(row.text)) >= 2 and row.text in found:
            found.setdefault(core_name(row.text), found[row.text])
    return {**found, **_bare_zones(rows, {**given, **found}, around)}


def _common_word(text: str) -> bool:
    """Whether a name ends like a division and is none: 亚太区."""
    return zone_kind(text) is None and text.endswith(division_words().not_divisions)


def _bare_zones(
    rows: Iterable[Evidence], known: Mapping[str, Region], around: Surroundings
) -> dict[str, Region]:
    """高新技术产业开发区 beside 临溪高新区 is that zone, where the article names only one of its kind."""
    zones = {row.text: zone_kind(row.text) for row in rows if row.whole}
    kinds = {text: zone for text, zone in zones.items() if zone is not None}
    found: dict[str, Region] = {}
    for text, (before, kind) in sorted(kinds.items()):
        full = [name for name, (front, other) in kinds.items() if front and other == kind]
        if before or not full:
            continue
        regions = {read_region(name, Surroundings(around.home, known), district=True) for name in full}
        paths = {region for region, rest in regions if region and not rest}
        if len(paths) == 1:
            found[text] = paths.pop()
    return found


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page before its names are settled: its city, and all cities that it names."""

    city: Region
    cities: frozenset[Region]


def read_page(facts: PageFacts, known: Mapping[str, Region]) -> PageRead:
    """The city of a page, where the names in ``known`` are divisions that the gazetteer lacks."""
    votes = [_count(own.rows, Surroundings((), known)) for own in facts.articles]
    publishers = [_publisher(own.publisher, known) for own in facts.articles]
    cities = frozenset(city for own in votes for city in _at(own, PREFECTURE))
    return PageRead(_page_city(votes, publishers), cities)


def unlisted_districts(facts: PageFacts) -> frozenset[str]:
    """The districts named on a page that the gazetteer lacks."""
    return frozenset(
        row.text for own in facts.articles for row in own.rows if row.whole and unlisted(row.text)
    )


def page_surroundings(facts: PageFacts, page: PageRead, atlas: PageAtlas) -> dict[str, Surroundings]:
    """What names in each article (by id) of a page can lean on; of offices nothing is known yet."""
    city = page.city
    base = atlas.on_page(city, page.cities)
    homes: dict[str, Region] = {}
    known: dict[str, Mapping[str, Region]] = {}
    named: set[Region] = set()
    for own in facts.articles:
        votes = _count(own.rows, Surroundings(city, base))
        home = _city(votes, city) or city
        found = _known(own.rows, Surroundings(home, base))
        if found or home != city:
            votes = _count(own.rows, Surroundings(home, {**base, **found} if found else base))
        known[own.article] = found
        homes[own.article] = _county(votes, home) or home or _floating(votes)
        named.update(_at(votes, COUNTY))
        named.update(_at(votes, PREFECTURE))
    county = _page_county(homes, city)
    shared: dict[str, Region] = {}
    for names in known.values():
        for name, region in names.items():
            shared[name] = min(shared.get(name, region), region)
    return {
        article: Surroundings(
            county if home == city and county else home,
            {**base, **shared, **known[article]} if shared else base,
            named=frozenset(named),
        )
        for article, home in homes.items()
    }


def _floating(votes: Mapping[Region, int]) -> Region:
    """A county with no city above it, or a bare province, where nothing else is named."""
    return _top(Counter({r: w for r, w in votes.items() if r[0].level == COUNTY})) or _top(
        _at(votes, PROVINCE)
    )


def _page_county(homes: Mapping[str, Region], city: Region) -> Region:
    """The county that three articles in five are about: the page is that county's.

    A development zone that is the only one named needs one article in three: its own paper calls it 经开区
    once and takes it for granted in the rest.
    """
    counties = Counter(home for home in homes.values() if home and home[-1].level == COUNTY)
    top = _top(counties)
    if not top or not covers_city(city, top):
        return ()
    zone = len(counties) == 1 and top[-1].key in set(division_words().zones.values())
    return top if counties[top] * 5 >= 3 * len(homes) or (zone and counties[top] * 3 >= len(homes)) else ()


def covers_city(city: Region, county: Region) -> bool:
    """Whether the county lies in the city of the page (or the page has none)."""
    return not city or county[: len(city)] == city
