"""What no rule gives: development zones, short names, divisions that had another name or lay elsewhere."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from kg.errors import SchemaError

_ZONES = "divisions_zones.tsv"
_FORMER = "divisions_former.tsv"
_SHORT = "divisions_short.tsv"


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone. ``code`` is "" for one that has none; ``areas`` are codes of where it lies.

    Codes have 6 digits (or 4), or 9 where the table of codes counts the zone as a township.
    """

    name: str
    short_names: tuple[str, ...]
    code: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """A name that a division had until ``year``, under the division ``parent``; ``codes`` are today's."""

    year: int
    name: str
    parent: str
    codes: tuple[str, ...]  # several where it was split


def _rows(file: str, fields: int) -> Iterator[tuple[str, list[str]]]:
    text = resources.files("kg.data").joinpath(file).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        row = line.split("\t")
        if len(row) != fields or not all(row):
            raise SchemaError(f"kg/data/{file}:{number}: expected {fields} fields with tabs between them")
        yield f"kg/data/{file}:{number}", row


def _codes(place: str, text: str) -> tuple[str, ...]:
    codes = tuple(text.split(","))
    if not all(code.isdigit() and len(code) in (2, 4, 6, 9) for code in codes):
        raise SchemaError(f"{place}: {text} is no code of 2, 4, 6 or 9 digits")
    return codes


@functools.cache
def zones() -> Mapping[str, tuple[Zone, ...]]:
    """The zones by each of their names, and with them divisions that were split: both have areas and may have
    no code. Raises SchemaError on a broken line.
    """
    found: dict[str, list[Zone]] = defaultdict(list)
    for place, (name, short, code, areas) in _rows(_ZONES, 4):
        short_names = () if short == "-" else tuple(short.split("、"))
        own = "" if code == "-" else _codes(place, code)[0]
        zone = Zone(name, short_names, own, _codes(place, areas))
        for form in {name, *short_names}:
            found[form].append(zone)
    for name, rows in former_names().items():
        found[name] += [Zone(name, (), "", row.codes) for row in rows if len(row.codes) > 1]
    return {form: tuple(own) for form, own in found.items() if own}


@functools.cache
def short_names() -> Mapping[str, tuple[str, ...]]:
    """Short names of prefectures and counties that no rule gives: 科尔沁左翼中旗 -> 科左中旗."""
    return {name: tuple(short.split("、")) for _, (name, short) in _rows(_SHORT, 2)}


@functools.cache
def former_names() -> Mapping[str, tuple[Former, ...]]:
    """What divisions were called. Raises SchemaError on a broken line."""
    found: dict[str, list[Former]] = defaultdict(list)
    for place, (year, name, parent, codes, _) in _rows(_FORMER, 5):
        if not year.isdigit():
            raise SchemaError(f"{place}: {year} is no year")
        found[name].append(Former(int(year), name, _codes(place, parent)[0], _codes(place, codes)))
    return {name: tuple(own) for name, own in found.items()}
