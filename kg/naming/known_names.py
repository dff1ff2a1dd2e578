"""Names that any educated reader knows: what kind of thing each names, and which are one body's."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.naming.standing_forms import forms_of
from kg.tables import data_table

_TABLE, _PLACES = "known_names.yaml", "known_anywhere.yaml"
_ALSO_WORDS, _NOT_LOOKED_FOR, _MANY_BODIES = "also_words", "not_looked_for", "many_bodies"
TYPES = "Initiative", "Project", "Place", "Organization"


@dataclass(frozen=True, slots=True)
class Known:
    """What a name is known to name. ``standing`` is the name that stands for all of its body's;
    ``also_word`` says that the same characters are as well a word, a person or a part of other names.
    """

    type: str
    subtype: str
    standing: str
    also_word: bool = False


def known_rows(type_: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Each known body of a type: its subtype, and its names, the standing one first."""
    for subtype, rows in data_table(_TABLE)[type_].items():
        for row in rows:
            yield subtype, row


def region_rows() -> Sequence[Sequence[str]]:
    """The regions of the country that have several names: 长三角, 长江三角洲."""
    rows: Sequence[Sequence[str]] = data_table(_PLACES)["regions"]
    return rows


@functools.cache
def known_names() -> Mapping[str, Known]:
    """Every known name that a text is searched for: of a body, place, work or initiative.

    With those that many bodies bear (万达广场), each for itself; without the kindless places (华东, 中东) and
    the slogans (乡村振兴).
    """
    table, places = data_table(_TABLE), data_table(_PLACES)
    words, slogans = frozenset(table[_ALSO_WORDS]), frozenset(table[_NOT_LOOKED_FOR])
    found = {}
    for name in places["cities_abroad"]:
        found[name] = Known("Place", "District", name, name in places["cities_also_words"])
    found |= {name: Known("Place", "Site", name) for name in places["landscapes"]}
    rows = [("Place", "District", row) for row in region_rows()]
    for type_, kinds in table[_MANY_BODIES].items():
        rows += [(type_, subtype, [name]) for subtype, names in kinds.items() for name in names]
    rows += [(type_, subtype, row) for type_ in TYPES for subtype, row in known_rows(type_)]
    for type_, subtype, row in rows:
        found |= {name: Known(type_, subtype, row[0], name in words) for name in row if name not in slogans}
    return found


@functools.cache
def standing_names(type_: str) -> Mapping[str, str]:
    """Every known name of a type -> the one that stands for its body: 工业和信息化部 -> 工信部.

    Only names of one body: who prints 万达广场 does not say which.
    """
    return forms_of(row for _, row in known_rows(type_))
