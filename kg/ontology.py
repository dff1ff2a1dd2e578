"""The ontology: which entities and relations the graph may hold, read from ``schema/ontology.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from kg.errors import SchemaError
from kg.tables import parsed

ARTICLE = "Article"
PROPERTY_KINDS = ("string", "number", "list")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_TYPE_NAME = re.compile(r"[A-Z][A-Za-z]*")
_RELATION_NAME = re.compile(r"[A-Z]+(_[A-Z]+)*")


@dataclass(frozen=True, slots=True)
class Kind:
    """An entity type, a subtype, or Article: its names for readers and its colour (``RRGGBB``)."""

    name: str
    zh: str
    en: str
    colour: str


@dataclass(frozen=True, slots=True)
class EntityType:
    """An entity type with its subtypes by name (empty where it has none)."""

    kind: Kind
    subtypes: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation type: names, the types its ends may have, and its own properties (name -> kind)."""

    name: str
    zh: str
    en: str
    head: tuple[str, ...]
    tail: tuple[str, ...]
    properties: Mapping[str, str]
    undirected: bool = False

    def allows(self, head: str, tail: str) -> bool:
        """Whether entities of these types may stand at its ends, in this order."""
        return head in self.head and tail in self.tail


@dataclass(frozen=True, slots=True)
class Ontology:
    """Entity and relation types by name, in the file's order."""

    entities: Mapping[str, EntityType]
    article: Kind
    relations: Mapping[str, RelationType]

    def colour(self, type_: str, subtype: str = "") -> str:
        """``RRGGBB`` of a subtype, else of its type; ``Article`` has one too."""
        if type_ == ARTICLE:
            return self.article.colour
        entity = self.entities[type_]
        return entity.subtypes[subtype].colour if subtype in entity.subtypes else entity.kind.colour


def schema_files() -> Traversable:
    """The folder ``schema``: inside the installed package, else beside ``kg/`` in the source tree.

    Raises:
        SchemaError: it is in neither place.

    """
    installed = resources.files("kg") / "schema"
    if installed.is_dir():
        return installed
    beside = Path(__file__).resolve().parent.parent / "schema"
    if beside.is_dir():
        return beside
    raise SchemaError("the folder schema/ is missing from this installation: install fangzhi again")


@functools.cache
def ontology() -> Ontology:
    """The ontology this installation carries, read once.

    Raises:
        SchemaError: naming every fault of the file.

    """
    return parse((schema_files() / "ontology.yaml").read_text("utf-8"), "schema/ontology.yaml")


def parse(text: str, source: str) -> Ontology:
    """The ontology written in YAML.

    Raises:
        SchemaError: naming every fault, one a line, each with the file's name.

    """
    try:
        data = parsed(text)
    except yaml.YAMLError as fault:
        raise SchemaError(f"{source}: not YAML: {fault}") from fault
    faults = list(_faults(data))
    if faults:
        raise SchemaError("\n".join(f"{source}: {fault}" for fault in faults))
    return _build(data)


def _build(data: Mapping[str, Any]) -> Ontology:
    entities = {}
    for name, row in data["entities"].items():
        kind = _kind(name, row, "")
        subtypes = {sub: _kind(sub, its, kind.colour) for sub, its in row.get("subtypes", {}).items()}
        entities[name] = EntityType(kind, subtypes)
    relations = {
        name: RelationType(
            name,
            row["zh"],
            row["en"],
            tuple(row["head"]),
            tuple(row["tail"]),
            dict(row.get("properties", {})),
            row.get("undirected", False),
        )
        for name, row in data["relations"].items()
    }
    return Ontology(entities, _kind(ARTICLE, data["article"], ""), relations)


def _kind(name: str, row: Mapping[str, Any], inherited: str) -> Kind:
    return Kind(name, row["zh"], row["en"], row.get("colour", inherited).upper())


# ------------------------------------------------------------------------------------------------ faults


def _faults(data: object) -> Iterator[str]:
    if not isinstance(data, dict):
        yield "expected a mapping with entities, article and relations"
        return
    for key in data.keys() - {"entities", "article", "relations"}:
        yield f"unknown key {key!r}; known: entities, article, relations"
    entities, relations = data.get("entities"), data.get("relations")
    if not isinstance(entities, dict) or not entities:
        yield "entities: expected a mapping of entity types"
        entities = {}
    if not isinstance(relations, dict) or not relations:
        yield "relations: expected a mapping of relation types"
        relations = {}
    yield from _kind_faults("article", data.get("article"), {"zh", "en", "colour"}, coloured=True)
    for name, row in entities.items():
        yield from _entity_faults(str(name), row)
    known = {*map(str, entities), ARTICLE}
    for name, row in relations.items():
        yield from _relation_faults(str(name), row, known)


def _kind_faults(place: str, row: object, keys: set[str], *, coloured: bool) -> Iterator[str]:
    if not isinstance(row, dict):
        yield f"{place}: expected a mapping with zh and en"
        return
    for key in sorted(map(str, row.keys() - keys)):
        yield f"{place}: unknown key {key!r}; known: {', '.join(sorted(keys))}"
    for key in ("zh", "en"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield f"{place}: {key} is missing: give its name as text"
    colour = row.get("colour")
    if (coloured or colour is not None) and not (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
        yield f"{place}: colour must be six hexadecimal digits in quotes, not {colour!r}"


def _entity_faults(name: str, row: object) -> Iterator[str]:
    place = f"entities.{name}"
    if not _TYPE_NAME.fullmatch(name) or name == ARTICLE:
        yield f"{place}: a type's name is a capitalised word of letters, and not {ARTICLE}"
    yield from _kind_faults(place, row, {"zh", "en", "colour", "subtypes"}, coloured=True)
    subtypes = row.get("subtypes", {}) if isinstance(row, dict) else {}
    if not isinstance(subtypes, dict):
        yield f"{place}.subtypes: expected a mapping"
        return
    for sub, its in subtypes.items():
        if not _TYPE_NAME.fullmatch(str(sub)):
            yield f"{place}.subtypes.{sub}: a subtype's name is a capitalised word of letters"
        yield from _kind_faults(f"{place}.subtypes.{sub}", its, {"zh", "en", "colour"}, coloured=False)


def _relation_faults(name: str, row: object, known: set[str]) -> Iterator[str]:
    place = f"relations.{name}"
    if not _RELATION_NAME.fullmatch(name):
        yield f"{place}: a relation's name is in capitals joined by underscores"
    keys = {"zh", "en", "head", "tail", "properties", "undirected"}
    yield from _kind_faults(place, row, keys, coloured=False)
    if not isinstance(row, dict):
        return
    for end in ("head", "tail"):
        yield from _end_faults(f"{place}.{end}", row.get(end), known)
    if not isinstance(row.get("undirected", False), bool):
        yield f"{place}.undirected: expected true or false"
    elif row.get("undirected") and row.get("head") != row.get("tail"):
        yield f"{place}: an undirected relation needs the same types at both ends"
    properties = row.get("properties", {})
    if not isinstance(properties, dict):
        yield f"{place}.properties: expected a mapping of names to kinds"
        return
    for key, kind in properties.items():
        if kind not in PROPERTY_KINDS:
            yield f"{place}.properties.{key}: unknown kind {kind!r}; known: {', '.join(PROPERTY_KINDS)}"


def _end_faults(place: str, types: object, known: set[str]) -> Iterator[str]:
    if not isinstance(types, list) or not types:
        yield f"{place}: expected a list of entity types"
        return
    for type_ in types:
        if type_ not in known:
            yield f"{place}: unknown type {type_!r}; known: {', '.join(sorted(known))}"
