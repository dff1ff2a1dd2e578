"""One module a target, behind one small protocol: GraphML, JSON lines, Neo4j."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import LoadError
from loaders.base import GraphView, Loader
from loaders.graphml import GraphmlLoader
from loaders.jsonl import JsonLinesLoader

__all__ = ["GraphView", "Loader", "loader_for"]

_LOADERS: dict[str, Callable[[], Loader]] = {".graphml": GraphmlLoader, ".jsonl": JsonLinesLoader}


def loader_for(path: Path | str) -> Loader:
    """The loader that writes files of this name.

    Raises:
        LoadError: no loader writes this extension; the message lists those that are known.

    """
    extension = Path(path).suffix.lower()
    if extension not in _LOADERS:
        shown = extension or "no extension"
        raise LoadError(f"{path}: cannot tell the format from {shown}; known: {', '.join(sorted(_LOADERS))}")
    return _LOADERS[extension]()
