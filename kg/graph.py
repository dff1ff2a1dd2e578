"""The graph: a projection of a store that can be thrown away and made again, as nodes and edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Self

from kg.decisions import Decisions
from kg.model import Edge, Entity, Extraction, Node
from kg.ontology import Ontology, ontology
from kg.projection import (
    Sightings,
    article_node,
    dated,
    entity_node,
    mention_edges,
    relation_edge,
    sight,
)
from kg.relations import Owners, Relations, gather_article
from kg.resolved import Resolved
from kg.store import Store

if TYPE_CHECKING:
    import networkx


class Graph:
    """Nodes and edges in one order (nodes: entities, then articles, by id; edges by type and ends).

    ``dropped`` counts the statements that made no edge: (relation type, reason) -> how many.
    """

    def __init__(
        self, nodes: Iterable[Node], edges: Iterable[Edge], dropped: Counter[tuple[str, str]]
    ) -> None:
        self._nodes = tuple(nodes)
        self._edges = tuple(edges)
        self.dropped = dropped

    @classmethod
    def of(cls, store: Store, decisions: Decisions | None = None) -> Self:
        """The graph of a store. ``decisions``: None for those in the file beside it."""
        resolved = Resolved(store, decisions)
        return cls.project(store.claims(), resolved.entities(), resolved.owners(), ontology())

    @classmethod
    def project(
        cls,
        claims: Iterable[Extraction],
        entities: Iterable[Entity],
        owners: Owners,
        ontology: Ontology,
    ) -> Self:
        """The graph of claims whose mentions belong (``owners``) to entities."""
        known = {entity.id: entity for entity in entities}
        types = {entity.id: entity.type for entity in known.values()}
        relations, seen = Relations(), dict[str, Sightings]()
        article_nodes: list[Node] = []
        dates: dict[str, str] = {}
        for extraction in claims:
            article, owner = extraction.article, owners.get(extraction.article.id, {})
            gather_article(relations, extraction, owner, types, ontology)
            sight(seen, extraction, owner)
            article_nodes.append(article_node(article))
            if date := dated(article):
                dates[article.id] = date
        nodes = [entity_node(known[id_], seen.get(id_, Sightings()), dates) for id_ in sorted(known)]
        edges = [
            relation_edge(key, sentences, dates, ontology) for key, sentences in relations.sentences.items()
        ]
        for id_ in sorted(seen):
            edges += mention_edges(id_, seen[id_], ontology)
        nodes += sorted(article_nodes, key=lambda node: node.id)
        edges.sort(key=lambda edge: (edge.type, edge.head, edge.tail, edge.id))
        return cls(nodes, edges, relations.dropped)

    def nodes(self) -> Iterator[Node]:
        """The nodes, as often as wanted."""
        return iter(self._nodes)

    def edges(self) -> Iterator[Edge]:
        """The edges, as often as wanted."""
        return iter(self._edges)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The same as a networkx graph: properties as attributes, each edge's id as its key."""
        import networkx  # noqa: PLC0415  # slow to load, and no command needs it

        copy: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        copy.add_nodes_from((node.id, dict(node.properties)) for node in self._nodes)
        for edge in self._edges:
            copy.add_edge(edge.head, edge.tail, key=edge.id, **edge.properties)
        return copy

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return len(self._nodes)

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return len(self._edges)
