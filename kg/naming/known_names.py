"""Names that any educated reader knows: what kind of thing each names, and which are one body's."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.naming.standing_forms import forms_of
from kg.tables import data_table

_TABLE, _PLACES = "known_names.yaml", "known_anywhere.yaml"
_ALSO_WORDS = "also_words"


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


@functools.cache
def known_names() -> Mapping[str, Known]:
    """Every known name of a body, place, work or initiative, without the kindless places (华东, 中东)."""
    words = frozenset(data_table(_TABLE)[_ALSO_WORDS])
    places = data_table(_PLACES)
    found = {}
    for name in places["cities_abroad"]:
        found[name] = Known("Place", "District", name, name in places["cities_also_words"])
    found |= {name: Known("Place", "Site", name) for name in places["landscapes"]}
    for type_ in ("Initiative", "Project", "Place", "Organization"):
        for subtype, row in known_rows(type_):
            found |= {name: Known(type_, subtype, row[0], name in words) for name in row}
    return found


@functools.cache
def standing_names(type_: str) -> Mapping[str, str]:
    """Every known name of a type -> the one that stands for its body: 工业和信息化部 -> 工信部."""
    return forms_of(row for _, row in known_rows(type_))
