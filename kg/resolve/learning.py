"""Which pages have to be read anew, and with what surroundings: the atlas, learned in rounds.

Each round puts together what all pages told, and asks again only the pages that changed and those that print
a name on which the answer changed. Four rounds: unlisted cities; districts printed with them; districts of
pages whose city is known; subdistricts and towns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.naming.regions import Region, Surroundings
from kg.resolve.atlas import (
    Atlas,
    PageAtlas,
    Told,
    cities_told,
    known_cities,
    known_offices,
    offices_told,
    paths_told,
    printed_districts,
    with_pages,
)
from kg.resolve.atoms import dumps, region_from
from kg.resolve.facts import PageFacts
from kg.resolve.homes import PageRead, page_surroundings, read_page, unlisted_districts
from kg.resolve.state import State

FactsOf = Callable[[str], PageFacts]
_KEPT = 500  # pages: of more, what their articles lean on takes more room than time


@dataclass(slots=True)
class Learned:
    """What came of it. ``pages`` are those to be read; ``around`` gives the surroundings of one of them."""

    pages: set[str]
    around: Callable[[str], Mapping[str, Surroundings]]


class _Records:
    """What each page told: of pages at hand in memory, of the others in the tables."""

    def __init__(self, state: State, facts: FactsOf, changed: Iterable[str]) -> None:
        self._state = state
        self._words = {page: facts(page).words() for page in changed}
        self._all_words = False
        self.told: dict[str, Told] = {}
        known: dict[str, Told] = {}  # pages of one city, which tell no more, are many
        for page, told in state.database.all("SELECT page, told FROM pages_read"):
            if told not in known:
                known[told] = _told_from(told)
            self.told[page] = known[told]
        self.new = set(changed)
        for page in changed:
            self.told.setdefault(page, Told())

    def printing(self, names: Iterable[str]) -> set[str]:
        """The pages on which one of some names can be read."""
        listed = sorted(set(names))
        if not listed:
            return set()
        if not self._all_words:
            before = dict(self._state.database.all("SELECT page, words FROM pages_read"))
            self._words = {**before, **self._words}
            self._all_words = True
        return {page for page, words in self._words.items() if any(name in words for name in listed)}

    def tell(self, page: str, **what: object) -> None:
        """Note what a page tells in one round."""
        told = replace(self.told[page], **what)  # type: ignore[arg-type]
        if told != self.told[page]:
            self.told[page] = told
            self.new.add(page)

    def keep(self) -> None:
        """Write what changed."""
        rows = [(self._words[page], dumps(_told_json(self.told[page])), page) for page in sorted(self.new)]
        self._state.database.run_many("UPDATE pages_read SET words = ?, told = ? WHERE page = ?", rows)


def learn(state: State, facts: FactsOf, changed: set[str]) -> Learned:
    """Bring the atlas up to date after pages have changed. Pages that are gone are gone from the tables."""
    records = _Records(state, facts, sorted(changed))
    old = _atlases_from(state.get("atlas"))
    for page in sorted(changed):
        records.tell(page, cities=cities_told(facts(page)))
    cities = known_cities(told.cities for told in records.told.values() if told.cities)

    asked = changed | records.printing(_changed(old.cities, cities))
    for page in sorted(asked):
        records.tell(page, paths=paths_told(facts(page), cities))
    printed = printed_districts(cities, (told.paths for told in records.told.values() if told.paths))

    known = printed.settled()
    asked |= records.printing(_changed(old.printed, known))
    for page in sorted(asked):
        first = read_page(facts(page), known)
        records.tell(page, city=first.city, unlisted=unlisted_districts(facts(page)))
    named = ((told.city, told.unlisted) for told in records.told.values() if told.unlisted)
    atlas = with_pages(printed, named)

    asked |= records.printing(_changed(old.districts, atlas.districts))
    around = _Around(facts, atlas, keep=len(asked) <= _KEPT)
    for page in sorted(asked):
        records.tell(page, offices=offices_told(facts(page), around.without_offices(page)))
    around.offices = known_offices(told.offices for told in records.told.values() if told.offices)
    asked |= records.printing(_own(key) for key in _changed(old.offices, around.offices))
    records.keep()
    state.put("atlas", _atlases_json(_Atlases(cities, known, atlas.districts, around.offices)))
    return Learned(asked, around)


def _own(office: str) -> str:
    """柳林街道 is also printed 柳林办事处."""
    return office.removesuffix("街道") if office.endswith("街道") else office[:-1]


class _Around:
    """The surroundings of a page's articles, as the atlas has it."""

    def __init__(self, facts: FactsOf, atlas: Atlas, *, keep: bool) -> None:
        """``keep``: what is found of a page is kept for when it is asked again."""
        self._facts = facts
        self._known = atlas.settled()
        self._index = PageAtlas.of(atlas)
        self._kept: dict[str, Mapping[str, Surroundings]] | None = {} if keep else None
        self.offices: Mapping[str, frozenset[Region]] = {}

    def without_offices(self, page: str) -> Mapping[str, Surroundings]:
        """By article, before the offices are known."""
        if self._kept is not None and page in self._kept:
            return self._kept[page]
        facts = self._facts(page)
        read: PageRead = read_page(facts, self._known)
        found = page_surroundings(facts, read, self._index)
        if self._kept is not None:
            self._kept[page] = found
        return found

    def __call__(self, page: str) -> Mapping[str, Surroundings]:
        return {
            article: replace(around, offices=self.offices)
            for article, around in self.without_offices(page).items()
        }


# ----------------------------------------------------------------------------------------------- as JSON


@dataclass(frozen=True, slots=True)
class _Atlases:
    """What each round came to last time."""

    cities: Mapping[str, Region]
    printed: Mapping[str, Region]
    districts: Mapping[str, frozenset[Region]]
    offices: Mapping[str, frozenset[Region]]


def _changed(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    return (name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _atlases_json(atlases: _Atlases) -> str:
    several = [
        {name: sorted(paths) for name, paths in sorted(table.items())}
        for table in (atlases.districts, atlases.offices)
    ]
    return dumps([dict(sorted(atlases.cities.items())), dict(sorted(atlases.printed.items())), *several])


def _atlases_from(text: str) -> _Atlases:
    cities, printed, districts, offices = json.loads(text) if text else ({}, {}, {}, {})
    return _Atlases(
        {name: region_from(path) for name, path in cities.items()},
        {name: region_from(path) for name, path in printed.items()},
        {name: frozenset(map(region_from, paths)) for name, paths in districts.items()},
        {name: frozenset(map(region_from, paths)) for name, paths in offices.items()},
    )


def _told_json(told: Told) -> list[object]:
    return [told.cities, sorted(told.paths), told.city, sorted(told.unlisted), sorted(told.offices)]


def _told_from(text: str) -> Told:
    if not text:
        return Told()
    cities, paths, city, unlisted, offices = json.loads(text)
    return Told(
        cities,
        frozenset(map(region_from, paths)),
        region_from(city),
        frozenset(unlisted),
        frozenset((key, region_from(county)) for key, county in offices),
    )
