"""Which people of one name are one person: by paper, post, page and company kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.naming.regions import COUNTY, PREFECTURE, PROVINCE, Region, compatible, steps_up
from kg.naming.surnames import distinctive, rare
from kg.resolve.clustering import Clusters

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """Where a person holds a post. ``body`` stands for the body's cluster.

    ``seat``: it is the district itself, its committee, government, congress … whose leaders hold several
    of these posts at once. ``public``: it is a party or government body, a subdistrict or a district.
    """

    body: str
    name: str
    region: Region
    seat: bool
    public: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person in one article. ``company``: other people and named bodies of the article, by stable keys."""

    number: int  # of the occurrence
    name: str
    roles: tuple[str, ...]
    source: str
    publisher: str
    home: Region
    media: tuple[str, ...]
    posts: tuple[Post, ...]
    company: tuple[str, ...]

    @property
    def credited(self) -> bool:
        """Whether the name stands in the byline."""
        return bool(self.roles)


def _flat(region: Region) -> str:
    return "/".join(step.key for step in region)


def _strong(one: Sighting) -> list[Key]:
    """Keys of which one shared settles it, within one name."""
    keys: list[Key]
    if one.credited:
        keys = [("page", one.source)]
        keys += [("paper", one.publisher)] if one.publisher else []
        keys += [("media", medium) for medium in one.media]
        city = steps_up(one.home, PREFECTURE)
        keys += [("city", _flat(city))] if city else []
        # An editor works for a site of the whole country: the article's place says nothing about him.
        keys += [("desk",)] if distinctive(one.name) and any("编" in role for role in one.roles) else []
        return keys
    keys = [("body", post.body) for post in one.posts]
    return keys + [("seat", _flat(post.region)) for post in one.posts if post.seat and post.region]


def _is_district(place: Region) -> bool:
    return len(place) > 1 and place[-1].level == COUNTY and place[0].level in {PROVINCE, PREFECTURE}


def _weak(one: Sighting) -> list[Key]:
    """Keys of which one shared settles it only if everyone who has it can be one person."""
    keys: list[Key] = [("page", one.source)]
    city = steps_up(one.home, PREFECTURE)
    if rare(one.name):
        places = {steps_up(region, COUNTY) for region in (one.home, *(post.region for post in one.posts))}
        keys += sorted(("district", _flat(place)) for place in places if _is_district(place))
    # 沈嘉禾, 街道党工委书记 and later 副区长 above it: an official of one district, were his surname common.
    if len(one.name) >= 3:
        seats = {steps_up(post.region, COUNTY) for post in one.posts if post.public}
        keys += sorted(("official", _flat(place)) for place in seats if _is_district(place))
    return keys + ([("with", _flat(city), friend) for friend in one.company] if city else [])


def _reconcilable(one: Post, other: Post) -> bool:
    """Whether one person may hold both posts: at one body or its part, or one of them heads the place."""
    if one.body == other.body or one.name.startswith(other.name) or other.name.startswith(one.name):
        return True
    return (one.seat or other.seat) and compatible(one.region, other.region)


_Standing = tuple[tuple[Post, ...], Region]  # posts, and where the article is at home
Standings = dict[_Standing, set[str]]  # with the pages that say so


def _standings(people: Iterable[Sighting]) -> Standings:
    """What is said of where some sightings stand: much less than there are sightings."""
    found: Standings = defaultdict(set)
    for one in people:
        found[one.posts, one.home].add(one.source)
    return found


def _strangers(name: str, some: Standings, others: Standings) -> bool:
    """Posts that no one holds together; or, with no post to tell, articles on two districts.

    A rare name in one district or company is one person, who may have changed posts between two pages.
    """
    for one, pages in some.items():
        for other, more in others.items():
            apart = len(pages | more) > 1 and rare(name)  # on two pages
            together = not rare(name) or bool(pages & more)
            if (apart and _two_people(one, other, True)) or (together and _two_people(one, other, False)):
                return True
    return False


def _two_people(one: _Standing, other: _Standing, moved: bool) -> bool:
    (posts, home), (more, there) = one, other
    if posts and more:
        return not moved and not any(_reconcilable(a, b) for a in posts for b in more)
    near = steps_up(home, PREFECTURE), steps_up(there, PREFECTURE)
    return not compatible(*near) if moved else not compatible(home, there)


def _by_key(sightings: Sequence[Sighting], strong: bool) -> Mapping[Key, list[Sighting]]:
    """The sightings that share a key, by the keys that several have."""
    groups: dict[Key, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        for key in _strong(sighting) if strong else _weak(sighting):
            groups[key].append(sighting)
    return dict(sorted(row for row in groups.items() if len(row[1]) > 1))


# 张女士 is somebody else in every article.
ANYONE = (
    "先生",
    "女士",
    "小姐",
    "大爷",
    "大妈",
    "大姐",
    "大叔",
    "阿姨",
    "师傅",
    "老师",
    "同学",
    "老人",
    "某",
    "某某",
)
_MANY = 200  # a key shared by more sightings of one name than this says nothing


@dataclass(slots=True)
class Merging:
    """People being united: the clusters, and what each merge rested on."""

    clusters: Clusters
    merges: list[Merge] = field(default_factory=list)
    _standings: dict[int, tuple[int, Standings]] = field(default_factory=dict)

    def standings_of(self, root: int, of: Mapping[int, Sighting]) -> Standings:
        """Where the sightings of a cluster stand: worked out again when it has grown."""
        members = self.clusters.members(root)
        size, found = self._standings.get(root, (0, {}))
        if size != len(members):
            found = _standings(of[number] for number in members)
            self._standings[root] = len(members), found
        return found

    def unite(self, one: Sighting, other: Sighting, why: str, score: float) -> None:
        """Unite two sightings, unless that is forbidden."""
        if self.clusters.find(one.number) == self.clusters.find(other.number):
            return
        if self.clusters.union(one.number, other.number):
            self.merges.append(Merge(one.number, other.number, why, score))


@dataclass(frozen=True, slots=True)
class Merge:
    """Two sightings that were united, why, and how sure that is (0 to 1)."""

    one: int
    other: int
    why: str
    score: float


# How sure a shared key is, and what it says.
_KEYS = {
    "page": (0.9, "on one page"),
    "paper": (0.95, "write for one paper"),
    "media": (0.95, "write for one medium"),
    "city": (0.9, "write in one city"),
    "desk": (0.9, "a rare name at a desk"),
    "body": (0.98, "posts at one body"),
    "seat": (0.95, "leading posts of one place"),
    "district": (0.85, "a rare name in one district"),
    "official": (0.85, "officials of one district"),
    "with": (0.85, "named beside the same"),
    "byline": (0.8, "the city's one reporter of a rare name"),
}


def _merge_weak(key: Key, group: Sequence[Sighting], merging: Merging, of: Mapping[int, Sighting]) -> None:
    clusters = merging.clusters
    roots = sorted({clusters.find(sighting.number) for sighting in group})
    if len(roots) == 1 or len(roots) > _MANY:
        return
    standings = [merging.standings_of(root, of) for root in roots]
    for place, mine in enumerate(standings):
        if any(_strangers(group[0].name, mine, theirs) for theirs in standings[place + 1 :]):
            return
    score, why = _KEYS[key[0]]
    for root in roots[1:]:
        merging.unite(of[roots[0]], of[root], why, score)


def _join_bylines(same: Sequence[Sighting], merging: Merging, of: Mapping[int, Sighting]) -> None:
    """A rare name without a post is the city's one reporter of that name: bylines are not always read."""
    clusters = merging.clusters
    reporters: dict[Region, set[int]] = defaultdict(set)
    others: dict[Region, set[int]] = defaultdict(set)
    posted: set[int] = set()
    for one in same:
        city = steps_up(one.home, PREFECTURE)
        if one.posts and not one.credited:
            posted.add(clusters.find(one.number))
        elif city:
            (reporters if one.credited else others)[city].add(one.number)
    score, why = _KEYS["byline"]
    for city, numbers in sorted(others.items()):
        known = {clusters.find(number) for number in reporters.get(city, ())}
        free = sorted({clusters.find(number) for number in numbers} - posted)
        if len(known) == 1 and not posted:
            for root in free:
                merging.unite(of[min(known)], of[root], why, score)


def merge_people(sightings: Sequence[Sighting], clusters: Clusters) -> list[Merge]:
    """Unite in ``clusters`` the sightings that are one person; what was united. 李伟 is never 李伟民."""
    of = {sighting.number: sighting for sighting in sightings}
    merging = Merging(clusters)
    names: dict[tuple[str, bool], list[Sighting]] = defaultdict(list)
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        names[sighting.name, sighting.credited].append(sighting)
        by_name[sighting.name].append(sighting)
    for (name, credited), same in sorted(names.items()):
        if len(same) == 1 or name.endswith(ANYONE):
            continue
        for key, group in _by_key(same, strong=True).items():
            score, why = _KEYS[key[0]]
            for sighting in group[1:]:
                merging.unite(group[0], sighting, why, score)
        if not credited:
            for key, group in _by_key(same, strong=False).items():
                _merge_weak(key, group, merging, of)
    for name, same in sorted(by_name.items()):
        if rare(name) and len(same) > 1 and not name.endswith(ANYONE):
            _join_bylines(same, merging, of)
    return merging.merges
