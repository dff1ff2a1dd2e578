"""From a cluster of occurrences to an entity: id, names, label."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.divisions.homing import division_of
from kg.divisions.locating import Located
from kg.divisions.short_names import division_words
from kg.model import Entity
from kg.naming.names import strip_legal_form
from kg.naming.plain_text import plain
from kg.naming.regions import (
    COUNTY,
    NOWHERE,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    Region,
    Surroundings,
    bare_zone,
    display,
    listed,
    steps_up,
)
from kg.naming.vocabulary import is_kind_word
from kg.resolve.identity import Identity
from kg.resolve.occurrences import Occurrence


@dataclass(frozen=True, slots=True)
class _Cluster:
    """The occurrences of one thing; ``best`` is the number of the one with the fullest proper name."""

    items: tuple[Occurrence, ...]
    names: tuple[Identity, ...]
    best: int


def _rank(item: Occurrence, name: Identity) -> tuple[bool, bool, int, int, str]:
    own = (not name.parsed.explicit, bool(name.parsed.word))
    return (*own, -len(name.core), -len(plain(item.name)), item.name)


def _cluster(items: tuple[Occurrence, ...], names: tuple[Identity, ...]) -> _Cluster:
    best = min(range(len(items)), key=lambda n: _rank(items[n], names[n])) if len(items) > 1 else 0
    return _Cluster(items, names, best)


def _region(cluster: _Cluster) -> Region:
    """The most exact region of the cluster, without pages and articles standing in for one."""
    regions = [tuple(step for step in name.region if not step.key.startswith("@")) for name in cluster.names]
    return max(regions, key=lambda region: (len(region), region))


def _full_name(cluster: _Cluster, region: Region) -> str:
    """The fullest form printed; region in front where a name leans on it: 区党工委 -> 郑州经开区党工委."""
    item, name = cluster.items[cluster.best], cluster.names[cluster.best]
    if item.subtype == "District" and not name.core and region and region[0].level in {PROVINCE, PREFECTURE}:
        return display(region)
    if item.type in {"Initiative", "Project"}:
        return _as_printed(cluster, item)
    if item.type != "Organization" or name.parsed.national or not region:
        return item.name
    if not name.core and region[-1].level == TOWNSHIP:
        return _office_name(plain(item.name), region)
    if name.parsed.word:
        return display(region, prefix=True) + name.parsed.rest if name.parsed.explicit else item.name
    if name.parsed.explicit and plain(item.name) != name.parsed.rest:
        zone = bare_zone(plain(item.name))  # 高新区招商局: of which city
        return display(region, prefix=True) + name.parsed.rest if zone else item.name
    if name.parsed.own or not name.core:
        return item.name
    return display(region, prefix=True) + name.parsed.rest


def _as_printed(cluster: _Cluster, item: Occurrence) -> str:
    """The name with the quotation marks that the papers print in it: “清河行动”专项行动."""
    same = {form for i in cluster.items for form in i.forms if plain(form) == plain(item.name)}
    return max(same, key=lambda form: (len(form), form), default=item.name)


def _office_name(printed: str, region: Region) -> str:
    """柳林街道办事处 -> 临溪区柳林街道办事处, where the district is known.

    A city in front would hide that it is not.
    """
    if len(region) < 2 or region[-2].level != COUNTY:
        return printed
    start = printed.rfind(region[-1].key.removesuffix("街道"))
    return display(region[:-1], prefix=True) + printed[max(start, 0) :]


def _label(cluster: _Cluster, full: str) -> str:
    """A short form to display: without legal form and quotes, never a bare level word's."""
    item = cluster.items[cluster.best]
    if item.type == "Organization" and item.subtype == "Company":
        return strip_legal_form(plain(full)) or full
    if item.type in {"Initiative", "Project"}:
        return plain(min((i.name for i in cluster.items), key=lambda name: (len(plain(name)), name)))
    if item.type == "Place" and item.subtype == "District" and not cluster.names[cluster.best].core:
        return display(_region(cluster)) or full
    return full


def _majority(values: Sequence[str]) -> str:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _path(region: Region) -> str:
    return "/".join(f"{step.level}{step.key}" for step in region)


def _anchor(region: Region) -> Region:
    """The part of a path that later articles don't change: an unlisted division without what is above it.

    The texts may settle the city of 临溪区 at any time. A zone is nothing without its city.
    """
    for end in range(len(region), 0, -1):
        step = region[end - 1]
        if step.level <= COUNTY and step.key not in division_words().zones and not listed(region[:end]):
            return region[end - 1 :]
    return region


def _base(cluster: _Cluster, region: Region) -> tuple[str, str, str]:
    """Type, place and normal name: what the id is made of.

    A name that says something by itself is anchored in its city, whatever districts it turns up in.
    """
    name = min(((n.core for n in cluster.names)), key=lambda core: (-len(core), core))
    own = not any(n.exact for n in cluster.names)
    place = _anchor(steps_up(region, PREFECTURE) or region if own else region)
    return cluster.items[0].type, _path(place), name


def _subtype(cluster: _Cluster) -> str:
    weights: list[str] = []
    for item in cluster.items:
        weights += [item.subtype] * len(item.refs)
    return _majority(weights)


def _bare(item: Occurrence, form: str) -> bool:
    """Whether a form is the word for its kind (街道, 管委会, 教育局): a name in its article only."""
    return item.type == "Organization" and is_kind_word(plain(form))


_QUOTES = '“”‘’《》「」"'


def printed_path(region: Region) -> str:
    """A path as it is printed, from the province down: 河南省郑州市郑州经开区."""
    return "".join(display(region[:end]) for end in range(1, len(region) + 1))


_COUNTY_TITLES = ("市", "区", "县", "旗")


def _home(cluster: _Cluster, region: Region, homes: Mapping[str, Surroundings]) -> Region:
    """Where the official division is looked for: what lies above the cluster, else its region.

    A county that is only ever printed without its title (亚东物流: a county of 西藏, or no place at all) has
    to be one in the city that its articles are about; its own path was read off the bare name.
    """
    if cluster.names[cluster.best].core:
        return region
    bare = not any(plain(form).endswith(_COUNTY_TITLES) for item in cluster.items for form in item.forms)
    if bare and region and region[-1].level == COUNTY:
        near = {steps_up(homes.get(item.article, NOWHERE).home, PREFECTURE) for item in cluster.items}
        return near.pop() if len(near) == 1 else ()
    return region[:-1]


def _division(
    cluster: _Cluster, subtype: str, region: Region, homes: Mapping[str, Surroundings]
) -> Located | None:
    """The official division that the cluster is, by its printed names."""
    names = {form for item in cluster.items for form in item.forms if not _bare(item, form)}
    home = region if subtype == "Community" else _home(cluster, region, homes)
    return division_of(subtype, names, printed_path(home))


def _entity(cluster: _Cluster, id_: str, region: Region, homes: Mapping[str, Surroundings]) -> Entity:
    full = _full_name(cluster, region)
    forms = {form for item in cluster.items for form in item.forms if not _bare(item, form)} - {full}
    # “投发公司” beside 投发公司 says nothing new.
    forms = {
        form for form in forms if form.strip(_QUOTES) == form or form.strip(_QUOTES) not in forms | {full}
    }
    subtype = _subtype(cluster)
    division = _division(cluster, subtype, region, homes)
    return Entity(
        id=id_,
        type=cluster.items[0].type,
        subtype=subtype,
        name=full,
        label=_label(cluster, full),
        region=display(tuple(s for s in region if s.level <= COUNTY)),
        aliases=tuple(sorted(forms)),
        mentions=tuple(
            sorted((r for i in cluster.items for r in i.refs), key=lambda r: (r.article, r.index))
        ),
        division_code=division.code if division else "",
        division_path=division.path if division else "",
    )


def entities(
    items: Sequence[Occurrence],
    names: Sequence[Identity],
    sets: Sequence[Sequence[int]],
    homes: Mapping[str, Surroundings],
) -> tuple[Entity, ...]:
    """One entity a set, sorted by id. Where two would share an id, their full paths tell them apart, or else
    their articles. ``homes``: where each article (by id) is at home.
    """
    by_base: dict[tuple[str, str, str], list[tuple[_Cluster, Region]]] = defaultdict(list)
    for members in sets:
        cluster = _cluster(tuple(items[n] for n in members), tuple(names[n] for n in members))
        region = _region(cluster)
        by_base[_base(cluster, region)].append((cluster, region))
    found: list[Entity] = []
    for base, same in by_base.items():
        paths = Counter(region for _, region in same)
        for cluster, region in same:
            extra = [] if len(same) == 1 else [_path(region)]
            if paths[region] > 1:
                extra.append(min(f"{i.article}\x1e{i.name}\x1e{i.refs[0].index}" for i in cluster.items))
            found.append(_entity(cluster, "e" + _digest(*base, *extra), region, homes))
    return tuple(sorted(found, key=lambda entity: entity.id))
