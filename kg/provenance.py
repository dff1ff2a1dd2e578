"""What a result depends on besides its input: the code and data that made it, as a hash.

Claims of one version are not mixed with those of another unawares: when the extractor changes, files count
as changed and are read again; when the resolver changes, what was resolved is thrown away.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from hashlib import blake2b
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from kg.ontology import schema_files

_SHARED = ("model.py", "tables.py", "data", "divisions")
_EXTRACTOR = ("reading", "layout", "language", "extract", *_SHARED)
_RESOLVER = (
    "resolve",
    "matching",
    "naming",
    "decisions",
    "projection.py",
    "relations.py",
    "ontology.py",
    *_SHARED,
)


@functools.cache
def extractor_version() -> str:
    """16 hex digits that change with whatever claims depend on: code, tables, the tagger's model."""
    return _version(_EXTRACTOR, f"jieba {metadata.version('jieba')}")


@functools.cache
def resolver_version() -> str:
    """16 hex digits that change with whatever entities and the graph depend on besides the claims."""
    return _version(_RESOLVER, "")


def _version(parts: tuple[str, ...], also: str) -> str:
    hashed = blake2b(also.encode(), digest_size=8)
    root = resources.files("kg")
    for place, file in sorted(
        [found for part in parts for found in _under(root / part, part)]
        + list(_under(schema_files(), "schema"))
    ):
        content = file.read_bytes()
        hashed.update(f"\0{place}\0{len(content)}\0".encode())
        hashed.update(content)
    return hashed.hexdigest()


def _under(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        yield name, place
    elif place.is_dir() and place.name not in ("__pycache__", "queries"):
        for entry in place.iterdir():
            yield from _under(entry, f"{name}/{entry.name}")
