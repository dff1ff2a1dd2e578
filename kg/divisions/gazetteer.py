"""The table of divisions, searchable by name, alias and parent."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from kg.divisions.short_names import core_name, division_words, title_alias, zone_kind
from kg.errors import SchemaError

_TABLE = "divisions.tsv"
_LEVELS = {2: 1, 4: 2, 6: 3}


@dataclass(frozen=True, slots=True)
class Division:
    """A division by its official code. Levels: 1 province, 2 prefecture, 3 county.

    ``parent`` is a code, or "" for a province.
    """

    code: str
    name: str
    level: int
    parent: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All divisions, and an index from every name they go by."""

    divisions: Mapping[str, Division]
    index: Mapping[str, tuple[Division, ...]]
    longest: int  # characters of the longest name in the index

    def by_code(self, code: str) -> Division | None:
        """The division of an official code (郑州市: 4101), or None."""
        return self.divisions.get(code)

    def find(self, name: str, within: str = "") -> tuple[Division, ...]:
        """All divisions that go by this name or alias inside the division with code ``within``, by code.

        More than one means that the name alone does not say which: 鼓楼区 is four.
        """
        found = self.index.get(name, ())
        return tuple(d for d in found if d.code.startswith(within) and d.code != within) if within else found

    def chain(self, division: Division) -> tuple[Division, ...]:
        """From the province down to the division itself."""
        up = self.divisions.get(division.parent)
        return (*self.chain(up), division) if up else (division,)


def _zone_aliases(name: str, parents: Iterable[str]) -> set[str]:
    """郑州经济技术开发区 under 郑州市 -> 郑州经开区, 郑州市经开区, 经开区, 经济技术开发区 …"""
    kind = zone_kind(name)
    if kind is None:
        return set()
    aliases = set()
    for parent in parents:
        core = core_name(parent)
        if kind[0] not in {core, parent}:
            continue
        forms = {kind[1], name[len(kind[0]) :]}
        aliases |= forms | {start + form for start in (core, parent) for form in forms}
    return aliases - {name}


def _aliases(division: Division, parents: tuple[str, ...]) -> set[str]:
    name = division.name
    words = division_words()
    aliases = {title_alias(name), *words.short_names.get(name, ())}
    if not (division.level == 3 and name.endswith("区")):
        aliases.add(core_name(name))
    return (aliases | _zone_aliases(name, parents)) - {name}


def _rows() -> Iterable[tuple[str, str]]:
    text = resources.files("kg.data").joinpath(_TABLE).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        code, tab, name = line.partition("\t")
        if not tab or len(code) not in _LEVELS or not code.isdigit() or not name:
            raise SchemaError(
                f"kg/data/{_TABLE}:{number}: expected a code of 2, 4 or 6 digits, a tab, a name"
            )
        yield code, name


@functools.cache
def gazetteer() -> Gazetteer:
    """The divisions of ``kg/data/divisions.tsv``, loaded once. Raises SchemaError on a broken line."""
    names = dict(_rows())
    divisions: dict[str, Division] = {}
    for code, name in names.items():
        # Counties directly under a province or municipality have no row for their prefecture code.
        parent = next((up for up in (code[:4], code[:2]) if up != code and up in names), "")
        divisions[code] = Division(code, name, _LEVELS[len(code)], parent)
    index: dict[str, set[str]] = defaultdict(set)
    for division in divisions.values():
        parents = tuple(names[up] for up in (division.parent,) if up)
        for form in {division.name, *_aliases(division, parents)}:
            index[form].add(division.code)
    found = {form: tuple(divisions[code] for code in sorted(codes)) for form, codes in sorted(index.items())}
    return Gazetteer(divisions, found, max(map(len, found)))
