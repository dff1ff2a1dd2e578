"""Entities by a name that a person types."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kg.model import Entity

_QUOTES = dict.fromkeys(map(ord, "“”\"‘’'「」『』《》〈〉"))
_SUGGESTIONS = 8
_LEAST_LIKENESS = 40.0  # of 100: less alike than this is no suggestion


@dataclass(frozen=True, slots=True)
class Found:
    """The entities of a name, or, if there are none, names that are like it."""

    entities: tuple[Entity, ...]
    suggestions: tuple[str, ...] = ()


def find_entities(name: str, entities: Iterable[Entity]) -> Found:
    """The entities whose id, name or alias is ``name``; else those that contain it; else suggestions.

    White space, quotation marks, and full or half width play no part.
    """
    known = tuple(entities)
    wanted = _plain(name)
    exact = tuple(entity for entity in known if entity.id == name or wanted in map(_plain, _names(entity)))
    if exact:
        return Found(exact)
    containing = [entity for entity in known if wanted and any(wanted in _plain(n) for n in _names(entity))]
    if containing:
        return Found(tuple(sorted(containing, key=lambda entity: (len(entity.name), entity.name, entity.id))))
    return Found((), _suggestions(wanted, known))


def _suggestions(wanted: str, known: Sequence[Entity]) -> tuple[str, ...]:
    names = sorted({name for entity in known for name in _names(entity)})
    alike = process.extract(
        wanted, names, scorer=fuzz.WRatio, processor=_plain, limit=_SUGGESTIONS, score_cutoff=_LEAST_LIKENESS
    )
    return tuple(name for name, _, _ in alike)


def _names(entity: Entity) -> Iterator[str]:
    yield entity.name
    yield entity.label
    yield from entity.aliases


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).translate(_QUOTES).split()).casefold()
