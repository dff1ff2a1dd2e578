"""What a loader takes and gives: a graph read as two streams, and files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TextIO

from kg.errors import LoadError
from kg.model import Edge, Node

ARTICLE = "Article"
ARTICLE_RELATIONS = frozenset({"MENTIONED_IN", "REPORTED"})  # the relations whose tail is an article


class GraphView(Protocol):
    """The resolved graph as loaders read it: both streams in a fixed order, readable any number of times."""

    @property
    def node_count(self) -> int:
        """How many nodes ``nodes()`` gives."""
        ...

    @property
    def edge_count(self) -> int:
        """How many edges ``edges()`` gives."""
        ...

    def nodes(self) -> Iterator[Node]:
        """Every node once, ids all different."""
        ...

    def edges(self) -> Iterator[Edge]:
        """Every edge once, ids all different, both ends among the nodes."""
        ...


class Loader(Protocol):
    """A writer for one kind of file."""

    def write(self, graph: GraphView, path: Path, *, articles: bool = True) -> None:
        """Write the graph to ``path``; without Article nodes and the edges to them if not ``articles``.

        Raises:
            LoadError: the file cannot be written; an older file of that name is then left as it was.

        """
        ...


class EntitiesOnly:
    """A graph without its Article nodes, MENTIONED_IN and REPORTED."""

    def __init__(self, graph: GraphView) -> None:
        self._graph = graph

    @property
    def node_count(self) -> int:
        """Counted by reading the stream: the graph behind it counts articles too."""
        return sum(1 for _ in self.nodes())

    @property
    def edge_count(self) -> int:
        """Counted by reading the stream, as above."""
        return sum(1 for _ in self.edges())

    def nodes(self) -> Iterator[Node]:
        """The entities."""
        return (node for node in self._graph.nodes() if ARTICLE not in node.labels)

    def edges(self) -> Iterator[Edge]:
        """The edges between entities."""
        return (edge for edge in self._graph.edges() if edge.type not in ARTICLE_RELATIONS)


def selected(graph: GraphView, *, articles: bool) -> GraphView:
    """The graph itself, or its entities only."""
    return graph if articles else EntitiesOnly(graph)


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file that takes the name ``path`` only when it is complete and on the disk.

    It is written beside ``path`` under a temporary name; when the block fails or is interrupted, that file
    is removed and whatever stood at ``path`` stays.

    Raises:
        LoadError: the folder or file cannot be written (no such folder, no permission, disk full).

    """
    target = Path(path).resolve()  # a link keeps being a link: what it points to is replaced
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        if target.is_dir():
            raise LoadError(f"{path}: cannot be written: it is a folder")
        try:
            with temporary.open("x", encoding="utf-8", newline="\n") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)  # gone already when the replacement succeeded
        _sync_folder(target.parent)
    except OSError as fault:
        raise LoadError(f"{path}: cannot be written: {fault.strerror or fault}") from fault


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; Windows cannot open folders, and needs no such step."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
