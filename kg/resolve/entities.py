"""From a cluster of occurrences to an entity: id, names, label."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from kg.divisions.homing import division_of
from kg.divisions.locating import Located
from kg.divisions.short_names import division_words
from kg.model import Entity
from kg.naming.names import strip_legal_form
from kg.naming.plain_text import plain
from kg.naming.regions import (
    COUNTY,
    NATION,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    Region,
    bare_zone,
    compatible,
    display,
    listed,
    steps_up,
)
from kg.naming.regions import (
    region_of as region_of_code,
)
from kg.naming.vocabulary import is_kind_word
from kg.resolve.atoms import Face, face_rank, real
from kg.resolve.identity import Identity


@dataclass(frozen=True, slots=True)
class Cluster:
    """The faces of one thing, and how many mentions each has; ``best`` has the fullest proper name.

    ``homes``: the regions of the faces, without pages and articles standing in for one; ``region``: the most
    exact of them.
    """

    faces: tuple[Face, ...]
    weights: tuple[int, ...]
    best: Face
    homes: tuple[Region, ...]
    region: Region

    @classmethod
    def of(cls, faces: Iterable[tuple[Face, int]]) -> Self:
        """A cluster of faces, of which some may come more than once."""
        weights: Counter[Face] = Counter()
        for face, weight in faces:
            weights[face] += weight
        ordered = sorted(weights, key=lambda face: face.text)
        homes = tuple(real(face.identity.region) for face in ordered)
        most_exact = max(homes, key=lambda region: (len(region), region))
        counts = tuple(weights[face] for face in ordered)
        return cls(tuple(ordered), counts, min(ordered, key=face_rank), homes, most_exact)

    @property
    def names(self) -> tuple[Identity, ...]:
        """How each face was read."""
        return tuple(face.identity for face in self.faces)


def _full_name(cluster: Cluster, region: Region) -> str:
    """The fullest form printed; region in front where a name leans on it: 区党工委 -> 郑州经开区党工委."""
    item, name = cluster.best, cluster.best.identity
    if item.subtype == "District" and not name.core and region and region[0].level in {PROVINCE, PREFECTURE}:
        return display(region)
    if item.type in {"Initiative", "Project"}:
        return _as_printed(cluster, item)
    if item.type != "Organization" or name.parsed.national or not region or region[0].level == NATION:
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


def _as_printed(cluster: Cluster, item: Face) -> str:
    """The name with the quotation marks that the papers print in it: “清河行动”专项行动."""
    same = {form for i in cluster.faces for form in i.forms if plain(form) == plain(item.name)}
    return max(same, key=lambda form: (len(form), form), default=item.name)


def _office_name(printed: str, region: Region) -> str:
    """柳林街道办事处 -> 临溪区柳林街道办事处, where the district is known.

    A city in front would hide that it is not.
    """
    if len(region) < 2 or region[-2].level != COUNTY:
        return printed
    start = printed.rfind(region[-1].key.removesuffix("街道"))
    return display(region[:-1], prefix=True) + printed[max(start, 0) :]


def _label(cluster: Cluster, full: str) -> str:
    """A short form to display: without legal form and quotes, never a bare level word's."""
    item = cluster.best
    if item.type == "Organization" and item.subtype == "Company":
        return strip_legal_form(plain(full)) or full
    if item.type in {"Initiative", "Project"}:
        return plain(min((i.name for i in cluster.faces), key=lambda name: (len(plain(name)), name)))
    if item.type == "Place" and item.subtype == "District" and not cluster.best.identity.core:
        return display(cluster.region) or full
    return full


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


def _base(cluster: Cluster, region: Region) -> tuple[str, str, str]:
    """Type, place and normal name: what the id is made of.

    A name that says something by itself is anchored in its city, whatever districts it turns up in.
    """
    names = cluster.names
    name = min((n.core for n in names), key=lambda core: (-len(core), core))
    own = not any(n.exact for n in names)
    place = _anchor(steps_up(region, PREFECTURE) or region if own else region)
    return cluster.faces[0].type, _path(place), name


def _subtype(cluster: Cluster) -> str:
    counts: Counter[str] = Counter()
    for face, weight in zip(cluster.faces, cluster.weights, strict=True):
        counts[face.subtype] += weight if face.subtype else 0
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _bare(item: Face, form: str) -> bool:
    """Whether a form is the word for its kind (街道, 管委会, 教育局): a name in its article only."""
    return item.type == "Organization" and is_kind_word(plain(form))


_QUOTES = '“”‘’《》「」"'


def printed_path(region: Region) -> str:
    """A path as it is printed, from the province down: 河南省郑州市郑州经开区."""
    return "".join(display(region[:end]) for end in range(1, len(region) + 1))


_COUNTY_TITLES = ("市", "区", "县", "旗")


def _home(cluster: Cluster, region: Region) -> Region:
    """Where the official division is looked for: what lies above the cluster, else its region.

    A county that is only ever printed without its title (亚东物流: a county of 西藏, or no place at all) has
    to be one in the city that its articles are about; its own path was read off the bare name.
    """
    if cluster.best.identity.core:
        return region
    bare = not any(plain(form).endswith(_COUNTY_TITLES) for item in cluster.faces for form in item.forms)
    if bare and region and region[-1].level == COUNTY:
        near = {item.near for item in cluster.faces}
        return near.pop() if len(near) == 1 else ()
    return region[:-1]


def _division(cluster: Cluster, subtype: str, region: Region) -> Located | None:
    """The official division that the cluster is, by its printed names.

    None where its own region is another division: 长宁 in a page of 上海, read as 长宁县 of 四川.
    """
    names = {form for item in cluster.faces for form in item.forms if not _bare(item, form)}
    home = region if subtype == "Community" else _home(cluster, region)
    found = division_of(subtype, names, printed_path(home))
    if found is None or subtype != "District" or not listed(region):
        return found
    return found if region_of_code(found.code) in {(), region} else None


def base_of(cluster: Cluster) -> str:
    """What the id is made of, as far as no other thing has the same."""
    return "\x1f".join(_base(cluster, cluster.region))


def path_of(cluster: Cluster) -> str:
    """What tells it from another of its base, as long as that lies elsewhere."""
    return _path(cluster.region)


def id_of(base: str, *more: str) -> str:
    """The id: 17 characters. ``more``: what tells it from others of its base."""
    return "e" + _digest(base, *more)


def _shown_region(cluster: Cluster, region: Region) -> str:
    """The county or city to show; of a person who turns up in several cities, none."""
    if cluster.best.type == "Person" and not all(compatible(region, home) for home in cluster.homes):
        return ""
    return display(tuple(step for step in region if step.level <= COUNTY))


def entity_of(cluster: Cluster, id_: str, name: str = "") -> Entity:
    """The entity of a cluster, without its mentions. ``name``: what people decided to call it, or ""."""
    region = cluster.region
    printed = _full_name(cluster, region)
    full = name or printed
    forms = {form for item in cluster.faces for form in item.forms if not _bare(item, form)} | {printed}
    forms -= {full}
    # “投发公司” beside 投发公司 says nothing new.
    forms = {
        form for form in forms if form.strip(_QUOTES) == form or form.strip(_QUOTES) not in forms | {full}
    }
    subtype = _subtype(cluster)
    division = _division(cluster, subtype, region)
    return Entity(
        id=id_,
        type=cluster.faces[0].type,
        subtype=subtype,
        name=full,
        label=_label(cluster, full),
        region=_shown_region(cluster, region),
        aliases=tuple(sorted(forms)),
        division_code=division.code if division else "",
        division_path=division.path if division else "",
    )
