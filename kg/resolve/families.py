"""Links inside a family: atoms of one normal name, whose regions may be one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from kg.matching.scoring import Bar
from kg.naming.names import has_legal_form
from kg.naming.plain_text import plain
from kg.naming.regions import PREFECTURE, Region, display, steps_up
from kg.resolve.agreement import agreeing, leaning
from kg.resolve.atoms import GROUP, Atom

_OWN_NAME = 4  # characters of a company's name without its legal form, so that it is hardly another's


@dataclass(frozen=True, slots=True)
class Link:
    """Two atoms that are one thing, how sure that is (0 to 1), and the bars that say so."""

    one: int
    other: int
    score: float
    bars: tuple[Bar, ...]


def family_links(atoms: Sequence[Atom]) -> Iterator[Link]:
    """Links between the atoms of one family, the surest first."""
    by_region: dict[Region, list[Atom]] = defaultdict(list)
    for atom in sorted(atoms, key=lambda atom: atom.number):
        by_region[atom.key.region].append(atom)
    for region, same in sorted(by_region.items()):
        for one, other in _of_one_form(same):
            yield _link(one, other, 0.99, "same name and place", display(region))
    exact = atoms[0].key.exact
    stated = {atom.key.region for atom in atoms if atom.strict}
    pairs = agreeing(by_region, exact) if exact or not stated else leaning(stated, set(by_region) - stated)
    both = {_form(atom) for atom in atoms} >= _TWO_PERSONS
    for wide, narrow in pairs:
        note = f"{display(wide)}, {display(narrow)}"
        for one in by_region[wide]:
            for other in by_region[narrow]:
                if {_form(one), _form(other)} == _TWO_PERSONS or ("" in {_form(one), _form(other)} and both):
                    continue
                yield _link(one, other, 0.97, "same name, one place inside the other", note)
    yield from _far_companies(atoms)


# A group and a company of its name are two legal persons.
_TWO_PERSONS = {GROUP, "company"}


def _form(atom: Atom) -> str:
    """What the legal form of a company's name says of it."""
    local = atom.key.local
    return GROUP if local.endswith(GROUP) else ("company" if local else "")


def _of_one_form(atoms: Sequence[Atom]) -> Iterator[tuple[Atom, Atom]]:
    """Pairs that tie atoms of one place together; where there is a group and a company, each for itself."""
    forms: dict[str, list[Atom]] = defaultdict(list)
    both = {_form(atom) for atom in atoms} >= _TWO_PERSONS
    for atom in atoms:
        forms[_form(atom) if both else ""].append(atom)
    for _, same in sorted(forms.items()):
        yield from pairwise(same)


def _link(one: Atom, other: Atom, score: float, feature: str, note: str) -> Link:
    a, b = sorted((one.number, other.number))
    name = Bar("same_words", one.key.core or note, 1.0, 6.0)
    return Link(
        a,
        b,
        score,
        (Bar("before_any_feature", "", 1.0, -3.0), name, Bar(feature.replace(" ", "_"), note, 1.0, 1.5)),
    )


def side_by_side(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """Full legal names in one article, with a place and without: a company and its local one; and the name of
    a group and a company's.
    """
    placed = [atom for atom in atoms if atom.key.local.startswith("placed")]
    bare = [atom for atom in atoms if atom.key.local.startswith("bare")]
    for one in placed:
        for other in bare:
            if one.articles & other.articles:
                yield one.number, other.number
    groups = [atom for atom in atoms if _form(atom) == GROUP]
    companies = [atom for atom in atoms if _form(atom) == "company"]
    yield from ((one.number, other.number) for one, other in product(groups, companies))


def _far_companies(atoms: Sequence[Atom]) -> Iterator[Link]:
    """A full legal name in two cities is one company where a page of one names the other city."""
    legal: dict[str, dict[Region, list[Atom]]] = defaultdict(lambda: defaultdict(list))
    for atom in sorted(atoms, key=lambda atom: atom.number):
        if not atom.key.local.startswith("bare") or len(atom.key.core) < _OWN_NAME or atom.key.exact:
            continue
        for name in sorted({plain(face.name) for face, _ in atom.faces if has_legal_form(face.name)}):
            legal[name][steps_up(atom.key.region, PREFECTURE)].append(atom)
    for name, cities in sorted(legal.items()):
        if len(cities) != 2:
            continue
        (one, ours), (other, theirs) = sorted(cities.items())
        if any(other in atom.named for atom in ours) or any(one in atom.named for atom in theirs):
            yield _link(ours[0], theirs[0], 0.9, "one's page names the other's city", name)
