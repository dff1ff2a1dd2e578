"""Atoms: what is one thing by its name alone, and the faces (names, forms) that it has in the texts.

Occurrences of the same type, normal name and home region are one atom. A person's atom is one occurrence:
of people a name says too little. Atoms and faces are numbered by what they are made of, so that the same
claims give the same numbers in whatever order they came.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from kg.naming.names import ParsedName, has_legal_form, strip_legal_form
from kg.naming.plain_text import plain
from kg.naming.regions import PREFECTURE, Region, Step, steps_up
from kg.resolve.identity import Identity
from kg.resolve.occurrences import Occurrence


def number_of(text: str) -> int:
    """63 bits that stand for a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dumps(value: object) -> str:
    """JSON in one spelling."""
    return _ENCODER.encode(value)


def region_from(steps: Sequence[Sequence[int | str]]) -> Region:
    """A region read from JSON."""
    return tuple(Step(int(level), str(key)) for level, key in steps)


def real(region: Region) -> Region:
    """A region without the pages and articles that stand in for one."""
    return tuple(step for step in region if not step.key.startswith("@"))


@dataclass(frozen=True, slots=True)
class Face:
    """All that an occurrence says by itself, whatever article it is in.

    ``near``: of a district, the city that the article is about; else (). ``text`` is all of it as JSON.
    """

    type: str
    subtype: str
    name: str
    forms: tuple[str, ...]
    identity: Identity
    near: Region
    text: str

    def __hash__(self) -> int:
        return hash(self.text)


def _face_text(item: Occurrence, own: Identity, near: Region) -> str:
    """One text for each face."""
    parsed = own.parsed
    return dumps(
        [
            item.type,
            item.subtype,
            item.name,
            item.forms,
            [parsed.region, parsed.core, parsed.rest, parsed.own, parsed.explicit],
            [parsed.unsettled, parsed.word, own.region, own.exact, own.strict],
            near,
        ]
    )


@functools.lru_cache(maxsize=65536)
def face_from(text: str) -> Face:
    """The face of a text."""
    type_, subtype, name, forms, parsed, own, near = json.loads(text)
    region, core, rest, says, explicit = parsed
    unsettled, word, home, exact, strict = own
    return Face(
        type_,
        subtype,
        name,
        tuple(forms),
        Identity(
            ParsedName(region_from(region), core, rest, says, explicit, unsettled, word),
            region_from(home),
            exact,
            strict,
        ),
        region_from(near),
        text,
    )


GROUP = "集团"


@dataclass(frozen=True, slots=True)
class AtomKey:
    """What makes occurrences one atom.

    ``local``: of a company's full legal name whether it prints a place (placed, bare), since one article may
    print both, and whether it is a group's (集团); else "". ``aside``: what sets it apart from others of its
    name and region: of a person the place in the article, else the decision that points at it, or "".
    """

    type: str
    core: str
    region: Region
    exact: bool
    local: str = ""
    aside: str = ""

    def to_json(self) -> str:
        """One text for each key."""
        return dumps([self.type, self.core, self.region, self.exact, self.local, self.aside])

    @property
    def family(self) -> str:
        """What atoms must share to be one thing by name: where the name says nothing, also the last step."""
        if self.type == "Person":
            return dumps([self.type, self.core])
        tail = self.region[-1] if self.exact and self.region else ""
        return dumps([self.type, self.core, self.exact, tail])


@functools.lru_cache(maxsize=65536)
def atom_key_from(text: str) -> AtomKey:
    """The key of a text that ``AtomKey.to_json`` gave."""
    type_, core, region, exact, local, aside = json.loads(text)
    return AtomKey(type_, core, region_from(region), exact, local, aside)


def face_of(item: Occurrence, identity: Identity, home: Region) -> Face:
    """The face of an occurrence in an article that is at ``home``."""
    near = steps_up(home, PREFECTURE) if item.subtype == "District" else ()
    text = _face_text(item, identity, near)
    return Face(item.type, item.subtype, item.name, item.forms, identity, near, text)


def atom_of(item: Occurrence, identity: Identity, aside: str = "") -> AtomKey:
    """The atom of an occurrence. ``aside``: the decision that keeps it apart, or ""."""
    if item.type == "Person":
        return AtomKey(
            "Person", item.name, identity.region, False, "", f"{item.article}\x1e{item.refs[0].index}"
        )
    local = ""
    if item.subtype == "Company":
        legal = has_legal_form(item.name)
        local = ("placed" if identity.parsed.explicit else "bare") if legal else ""
        local += GROUP if GROUP in item.name[len(strip_legal_form(plain(item.name))) :] else ""
    return AtomKey(item.type, identity.core, identity.region, identity.exact, local, aside)


@dataclass(frozen=True, slots=True)
class Atom:
    """An atom with its faces (and how many mentions each has), the articles (by number) and pages it is in.

    ``named``: cities that its pages name, of a company with its full legal name.
    """

    number: int
    key: AtomKey
    faces: tuple[tuple[Face, int], ...]
    articles: frozenset[int]
    pages: frozenset[str] = frozenset()
    named: frozenset[Region] = frozenset()

    @property
    def strict(self) -> bool:
        """Whether a name with a place in front is among its names."""
        return any(face.identity.strict and face.identity.parsed.explicit for face, _ in self.faces)

    @property
    def mentions(self) -> int:
        """How many mentions it has."""
        return sum(weight for _, weight in self.faces)

    @property
    def best(self) -> Face:
        """The face with the fullest proper name."""
        return min((face for face, _ in self.faces), key=face_rank)


def face_rank(face: Face) -> tuple[bool, bool, int, int, str, str]:
    """The fullest proper name first: with a region of its own, no level word, the longest."""
    parsed = face.identity.parsed
    own = (not parsed.explicit, bool(parsed.word))
    return (*own, -len(parsed.core), -len(plain(face.name)), face.name, face.subtype)
