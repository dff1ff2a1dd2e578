from __future__ import annotations

import dataclasses
import traceback
from collections.abc import Mapping
from typing import Any

import pytest
from broken_connections import relay_to, web_server
from neo4j_server import Neo4jServer, OwnServer
from sample_graph import FakeGraph, edge, entity, graph_of, many, sample_graph

from kg.errors import LoadError
from kg.model import Value
from loaders import neo4j as neo4j_loader
from loaders.neo4j import LoadReport, load

pytestmark = pytest.mark.neo4j


@pytest.fixture
def database(neo4j_database: Neo4jServer) -> Neo4jServer:
    """The server without data; constraints and indexes stay from one test to the next."""
    neo4j_database.rows("MATCH (n) DETACH DELETE n")
    return neo4j_database


def put(server: Neo4jServer, graph: FakeGraph, **options: Any) -> LoadReport:
    given = {"uri": server.uri, "user": server.user, "password": server.password, "retry_seconds": 1.0}
    return load(graph, **given | options)


def contents(server: Neo4jServer, graph_name: str = "default") -> tuple[list[Any], list[Any]]:
    """All that one graph holds, but for the stamp of the run."""
    nodes: list[Any] = server.rows(
        "MATCH (n {_graph: $name}) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id",
        name=graph_name,
    )
    ties: list[Any] = server.rows(
        "MATCH (a)-[r {_graph: $name}]->(b) "
        "RETURN type(r) AS type, a.id AS head, b.id AS tail, properties(r) AS properties ORDER BY r.id",
        name=graph_name,
    )
    for row in (*nodes, *ties):
        del row["properties"]["_run"]
    for row in nodes:
        row["labels"].sort()
    return nodes, ties


def test_loaded_twice_the_second_changes_nothing(database: Neo4jServer) -> None:
    graph = sample_graph()
    first = put(database, graph)
    assert (first.nodes_created, first.relationships_created) == (graph.node_count, graph.edge_count)
    before = contents(database)
    second = put(database, graph)
    assert (second.nodes, second.relationships) == (graph.node_count, graph.edge_count)
    assert (second.nodes_created, second.relationships_created) == (0, 0)
    assert (second.nodes_deleted, second.relationships_deleted) == (0, 0)
    assert contents(database) == before


def test_what_the_database_holds_is_the_graph(database: Neo4jServer) -> None:
    graph = sample_graph()
    put(database, graph, batch_size=2)
    nodes, ties = contents(database)
    assert {row["properties"]["id"]: row for row in nodes} == {
        node.id: {"labels": sorted(node.labels), "properties": stored(node.properties)}
        for node in graph.nodes()
    }
    assert {row["properties"]["id"]: row for row in ties} == {
        tie.id: {"type": tie.type, "head": tie.head, "tail": tie.tail, "properties": stored(tie.properties)}
        for tie in graph.edges()
    }


def stored(properties: Mapping[str, Value]) -> dict[str, object]:
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}
    return {**lists, "_graph": "default"}


def test_names_are_found_by_a_part_of_them(database: Neo4jServer) -> None:
    put(database, sample_graph())
    database.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    query = "CALL db.index.fulltext.queryNodes('fangzhi_names', $text) YIELD node RETURN node.id AS id"
    assert database.rows(query, text="发改局") == [{"id": "o2"}]  # in an alias only
    assert {"id": "o5"} in database.rows(query, text="星河智能")


def test_what_the_graph_no_longer_has_goes(database: Neo4jServer) -> None:
    put(database, sample_graph())
    smaller = sample_graph().without_node("o5")
    report = put(database, smaller)
    assert (report.nodes_deleted, report.relationships_deleted) == (1, 6)
    assert (report.nodes_created, report.relationships_created) == (0, 0)
    smaller_contents = contents(database)
    database.rows("MATCH (n) DETACH DELETE n")
    put(database, smaller)
    assert contents(database) == smaller_contents


def test_changed_kinds_and_vanished_properties_are_followed(database: Neo4jServer) -> None:
    put(database, sample_graph())
    other = entity("o6", "Organization", "云川第三中学", "Company")
    bare = {k: v for k, v in other.properties.items() if k != "firstSeen"}
    database.rows("MATCH (n {id: 'o6'}) SET n:Favourite")
    put(database, sample_graph().with_node(dataclasses.replace(other, properties=bare)))
    (row,) = database.rows(
        "MATCH (n {id: 'o6'}) RETURN labels(n) AS labels, n.firstSeen AS seen, n.name AS name"
    )
    assert set(row["labels"]) == {"Entity", "Organization", "Company", "Favourite"}  # type: ignore[call-overload]
    assert (row["seen"], row["name"]) == (None, "云川第三中学")


def test_another_graph_of_the_same_ids_is_left_alone(database: Neo4jServer) -> None:
    put(database, sample_graph(), graph_name="甲")
    before = contents(database, "甲")
    put(database, sample_graph().with_node(entity("o6", "Person", "别的")), graph_name="乙")
    assert contents(database, "甲") == before
    put(database, graph_of(), graph_name="乙")
    assert contents(database, "甲") == before
    assert contents(database, "乙") == ([], [])


def test_what_users_added_is_left_alone(database: Neo4jServer) -> None:
    database.rows("CREATE (:Entity {id: 'o5', name: 'mine'})-[:NOTE]->(:Memo {text: 'x'})")
    put(database, sample_graph())
    database.rows("MATCH (a {_graph: 'default', id: 'o5'}), (m:Memo) CREATE (a)-[:NOTE {why: 'mine'}]->(m)")
    put(database, sample_graph())
    assert database.rows("MATCH (:Entity)-[r:NOTE]->(:Memo) RETURN count(r) AS n") == [{"n": 2}]
    assert database.rows("MATCH (n {name: 'mine'}) RETURN properties(n) AS p") == [
        {"p": {"id": "o5", "name": "mine"}}
    ]


def test_without_articles_they_go(database: Neo4jServer) -> None:
    put(database, sample_graph())
    report = put(database, sample_graph(), articles=False)
    assert (report.nodes_deleted, report.relationships_deleted) == (2, 5)
    assert database.rows("MATCH (a:Article) RETURN a") == []


def test_progress_ends_at_the_whole(database: Neo4jServer) -> None:
    seen: list[tuple[str, int, int]] = []
    put(database, sample_graph(), progress=lambda *step: seen.append(step))
    assert [step for step in seen if step[1] == step[2]] == [("nodes", 18, 18), ("relationships", 24, 24)]


# ------------------------------------------------------------------------------------------------ faults


def fault_of(server: Neo4jServer, graph: FakeGraph | None = None, **options: Any) -> str:
    """The message of the failed load, after looking for the password in all that could be printed."""
    with pytest.raises(LoadError) as caught:
        put(server, graph or sample_graph(), **options)
    printed = "".join(traceback.format_exception(caught.value))
    assert (options.get("password") or server.password) not in printed
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    return str(caught.value)


def test_a_wrong_password(database: Neo4jServer) -> None:
    message = fault_of(database, password="not-this-one")
    assert "user or password is wrong" in message and database.uri in message


def test_nobody_there(database: Neo4jServer) -> None:
    with web_server() as uri:
        pass  # the port is free again
    assert "no Neo4j server answers" in fault_of(database, uri=uri)


def test_something_else_there(database: Neo4jServer) -> None:
    with web_server() as uri:
        assert "is this its Bolt address" in fault_of(database, uri=uri)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_such_database(database: Neo4jServer, scheme: str) -> None:
    uri = database.uri.replace("bolt", scheme)
    message = fault_of(database, uri=uri, database="absent")
    assert "database absent: there is no such database" in message


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("http://127.0.0.1:7474", "bolt://host:7687"),
        ("localhost", "bolt://host:7687"),
        ("bolt://", "bolt://host:7687"),
        ("neo4j://neo4j:hidden-word@localhost", "must not hold"),
    ],
)
def test_no_address_of_a_server(database: Neo4jServer, uri: str, message: str) -> None:
    said = fault_of(database, uri=uri)
    assert message in said and "hidden-word" not in said


def test_a_graph_that_breaks_the_model_writes_nothing(database: Neo4jServer) -> None:
    graph = sample_graph().with_node(entity("o9", "Organization", "", "Company"))
    assert "node 'o9': name is missing" in fault_of(database, graph)
    assert database.rows("MATCH (n) RETURN n") == []


def test_an_edge_into_nothing_is_no_silent_loss(database: Neo4jServer) -> None:
    graph = sample_graph()
    graph = dataclasses.replace(
        graph, all_edges=(*graph.all_edges, edge("e99", "PART_OF", "o1", "o99", "隶属"))
    )
    assert "1 edges of type PART_OF" in fault_of(database, graph)


def test_a_change_from_outside_during_the_load_is_noticed(database: Neo4jServer) -> None:
    def meddle(what: str, done: int, total: int) -> None:
        if what == "relationships" and done == total:
            database.rows("MATCH (n {id: 'o7'}) DETACH DELETE n")

    assert "Run the command again" in fault_of(database, progress=meddle)


def test_a_connection_lost_half_way(database: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_loader, "_CONNECTION_SECONDS", 3.0)
    put(database, many(60))
    with relay_to(database.uri) as relay:
        message = fault_of(
            database,
            sample_graph(),
            uri=relay.uri,
            batch_size=5,
            progress=lambda what, done, _total: relay.cut() if what == "relationships" else None,
        )
    assert "the server was lost while writing relationships" in message
    assert "run the command again" in message
    older = database.rows("MATCH (n:Company) WHERE n.id STARTS WITH 'n' RETURN count(n) AS n")
    assert older == [{"n": 60}]  # nothing is removed before all is written
    report = put(database, sample_graph())
    assert (report.nodes, report.relationships, report.nodes_deleted) == (18, 24, 60)


def test_a_server_killed_half_way(database: Neo4jServer) -> None:
    if not isinstance(database, OwnServer):
        pytest.skip("this server is not ours to kill")
    graph = many(300)
    try:
        message = fault_of(
            database,
            graph,
            batch_size=100,
            progress=lambda _what, done, _total: done >= 200 and database.kill(),
        )
    finally:
        database.start()
    assert "the server was lost while writing nodes (200 of 300 done)" in message
    report = put(database, graph)
    assert (report.nodes, report.relationships) == (300, 900)
    assert report.nodes_created == 100
