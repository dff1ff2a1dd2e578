"""Into a Neo4j server (5 or later): the same graph however often it is run, and nothing but this graph.

Order: constraints and indexes, nodes, relationships, and only when all are written the removal of what the
graph no longer has. Interrupted anywhere, the database holds a mixture of the older and newer state, never
less than both have in common, and the next run completes it.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, fields

import neo4j

from kg.errors import LoadError
from kg.model import Edge, Node
from kg.ontology import Ontology, ontology
from loaders import cypher, rows
from loaders.base import GraphView, selected
from loaders.neo4j_faults import DRIVER_FAULTS, Doing, check_uri, explanation

# The driver warns of each retry; what fails for good is a LoadError. A program that logs still gets it all.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

# What is being written ("nodes", "relationships"), how many are, and how many there are in all.
Progress = Callable[[str, int, int], None]

_DELETE_RELATIONSHIPS, _DELETE_NODES = 10_000, 1_000  # a transaction, so that the server's memory suffices
_CONNECTION_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, by the server's own count, and what the graph in the database has now."""

    nodes: int = 0
    relationships: int = 0
    nodes_created: int = 0
    relationships_created: int = 0
    properties_set: int = 0
    nodes_deleted: int = 0
    relationships_deleted: int = 0


def load(
    graph: GraphView,
    *,
    uri: str,
    user: str,
    password: str,
    database: str | None = None,
    graph_name: str = "default",
    articles: bool = True,
    batch_size: int = 5_000,
    retry_seconds: float = 30.0,
    progress: Progress | None = None,
) -> LoadReport:
    """Make the graph called ``graph_name`` in the database equal to ``graph``.

    ``database`` None is the user's home database. ``articles`` False leaves Article nodes and the edges to
    them out. ``retry_seconds``: how long a batch is tried again while the server does not take it.

    Raises:
        LoadError: the graph breaks the model (nothing is written), the server cannot be reached, is no
            Neo4j, refuses user, password or database, or is lost on the way (run again to complete).
            The password is in no message.

    """
    if not graph_name:
        raise LoadError("the name of the graph is empty")
    check_uri(uri)
    graph, known = selected(graph, articles=articles), ontology()
    counts = rows.check(graph, known)
    doing = Doing(uri, database)
    try:
        with (
            neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password),
                connection_timeout=_CONNECTION_SECONDS,
                connection_acquisition_timeout=_CONNECTION_SECONDS,
                max_transaction_retry_time=retry_seconds,
            ) as driver,
            driver.session(database=database) as session,
        ):
            doing.check_server(session)
            work = _Load(session, known, doing, graph_name, batch_size=batch_size, progress=progress)
            return work.run(graph, counts)
    except DRIVER_FAULTS as fault:
        message = explanation(fault, doing)
    # Outside the handler, and so without a context: the driver's own frames hold the password.
    raise LoadError(message)


class _Load:
    """One load: its session, its stamp, and its sums."""

    def __init__(
        self,
        session: neo4j.Session,
        known: Ontology,
        doing: Doing,
        graph_name: str,
        *,
        batch_size: int,
        progress: Progress | None,
    ) -> None:
        self._session, self._ontology, self._batch_size, self._doing = session, known, batch_size, doing
        self._graph, self._run = graph_name, uuid.uuid4().hex
        self._progress = progress or (lambda _what, _done, _total: None)
        self._sums = dict.fromkeys((field.name for field in fields(LoadReport)), 0)

    def run(self, graph: GraphView, counts: dict[str, int]) -> LoadReport:
        self._prepare()
        nodes = self._write_nodes(graph, sum(counts.values()))
        relationships = self._write_relationships(graph)
        self._remove_stale()
        self._verify(nodes, relationships)
        return LoadReport(**self._sums | {"nodes": nodes, "relationships": relationships})

    def _prepare(self) -> None:
        self._doing.step = "creating constraints and indexes"
        for statement in cypher.schema_statements():
            self._session.run(statement).consume()  # one at a time: schema and data do not mix
        self._session.run(cypher.AWAIT_INDEXES).consume()

    def _write_nodes(self, graph: GraphView, total: int) -> int:
        def row(node: Node) -> rows.Row:
            return rows.node_row(node, self._graph, self._run)

        done = 0
        for labels, batch in rows.batches(graph.nodes(), lambda node: node.labels, row, self._batch_size):
            self._doing.step = f"writing nodes ({done:,} of {total:,} done)"
            self._send(cypher.merge_nodes(labels, self._ontology), rows=batch)
            done += len(batch)
            self._progress("nodes", done, total)
        return done

    def _write_relationships(self, graph: GraphView) -> int:
        def row(edge: Edge) -> rows.Row:
            return rows.edge_row(edge, self._graph, self._run)

        done, total = 0, graph.edge_count
        for type_, batch in rows.batches(graph.edges(), lambda edge: edge.type, row, self._batch_size):
            self._doing.step = f"writing relationships ({done:,} of {total:,} done)"
            query = cypher.merge_relationships(type_, self._ontology)
            written = self._send(query, rows=batch, graph=self._graph)
            if written != len(batch):
                lost = len(batch) - (written or 0)
                raise LoadError(f"{lost} edges of type {type_} have an end that is no node of the graph")
            done += len(batch)
            self._progress("relationships", done, total)
        return done

    def _remove_stale(self) -> None:
        self._doing.step = "removing what the graph no longer has"
        self._repeat(cypher.delete_stale_relationships(), _DELETE_RELATIONSHIPS)
        for label in (cypher.ENTITY, self._ontology.article.name):
            self._repeat(cypher.delete_stale_nodes(label), _DELETE_NODES)

    def _repeat(self, query: str, limit: int) -> None:
        while self._send(query, graph=self._graph, run=self._run, limit=limit):
            pass

    def _verify(self, nodes: int, relationships: int) -> None:
        """The database's own counts must be the graph's: a silent difference would be the worst outcome."""
        self._doing.step = "counting what was written"
        labels = (cypher.ENTITY, self._ontology.article.name)
        found = sum(self._send(cypher.count_nodes(label), graph=self._graph) or 0 for label in labels)
        ties = self._send(cypher.count_relationships(), graph=self._graph) or 0
        if (found, ties) != (nodes, relationships):
            raise LoadError(
                f"the graph has {nodes} nodes and {relationships} edges, the database now holds {found} and "
                f"{ties}: was it being loaded by someone else at the same time? Run the command again"
            )

    def _send(self, query: str, **parameters: object) -> int | None:
        """Run one query in a transaction that is retried; the number it returns, if it returns one."""

        def work(transaction: neo4j.ManagedTransaction) -> tuple[int | None, neo4j.SummaryCounters]:
            result = transaction.run(query, parameters)
            record = result.single(strict=False) if result.keys() else None
            return (None if record is None else int(record[0])), result.consume().counters

        value, counters = self._session.execute_write(work)
        for name in ("nodes_created", "relationships_created", "properties_set"):
            self._sums[name] += getattr(counters, name)
        for name in ("nodes_deleted", "relationships_deleted"):
            self._sums[name] += getattr(counters, name)
        return value
