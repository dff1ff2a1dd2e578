from __future__ import annotations

import dataclasses
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_graph import FakeGraph, article, edge, entity, graph_of, sample_graph

from kg.errors import LoadError
from kg.model import Edge, Node
from kg.ontology import ontology
from loaders import cypher, rows


def changed(node: Node, **properties: object) -> Node:
    return dataclasses.replace(node, properties={**node.properties, **properties})


PERSON = entity("p1", "Person", "陆青禾")
TIE = edge("e1", "COOPERATES_WITH", "o1", "o2", "合作")


def test_the_sample_passes_and_is_counted() -> None:
    assert rows.check(sample_graph(), ontology()) == {"Entity": 16, "Article": 2}


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (changed(PERSON, name=""), "node 'p1': name is missing"),
        (changed(PERSON, label=None), "label is missing"),
        (changed(article("a1", "标题", "2021"), source=""), "node 'a1': source is missing"),
        (changed(PERSON, id="p2"), "differs"),
        (changed(PERSON, name="长" * 2001), "2001 characters"),
        (changed(PERSON, _run="x"), "_run"),
        (changed(PERSON, big=2**63), "'big': int"),
        (changed(PERSON, mixed=("a", 1)), "'mixed': tuple"),
        (changed(PERSON, nothing=None), "'nothing': NoneType"),
        (dataclasses.replace(PERSON, labels=("Entity", "Ship")), "Entity, Ship"),
        (dataclasses.replace(PERSON, labels=("Entity", "Person", "Company")), "Entity, Person, Company"),
        (dataclasses.replace(PERSON, labels=("Person",)), "labels Person are"),
        (dataclasses.replace(PERSON, labels=()), "(none)"),
        (dataclasses.replace(TIE, type="MARRIED_TO"), "edge 'e1': its type 'MARRIED_TO'"),
        (dataclasses.replace(TIE, id=""), "edge '': its id is empty"),
        (dataclasses.replace(TIE, properties={}), "edge 'e1': label is missing"),
    ],
)
def test_each_fault_is_named(item: Node | Edge, message: str) -> None:
    graph = graph_of([item]) if isinstance(item, Node) else graph_of((), [item])
    with pytest.raises(LoadError) as caught:
        rows.check(graph, ontology())
    assert message in str(caught.value)
    assert "nothing was written" in str(caught.value)


def test_many_faults_are_cut_short() -> None:
    graph = FakeGraph(tuple(changed(PERSON, name="") for _ in range(25)), ())
    with pytest.raises(LoadError, match="15 more"):
        rows.check(graph, ontology())


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers())), st.integers(1, 5))
def test_batches_lose_nothing_and_keep_groups_apart(items: list[tuple[str, int]], size: int) -> None:
    made = list(rows.batches(items, lambda item: item[0], lambda item: {"item": item}, size))
    assert sorted(row["item"] for _, batch in made for row in batch) == sorted(items)
    assert all(0 < len(batch) <= size and {row["item"][0] for row in batch} == {key} for key, batch in made)
    full = [key for key, batch in made if len(batch) == size]
    assert all(len(list(some)) == items_of(items, key) // size for key, some in groupby(sorted(full)))


def items_of(items: list[tuple[str, int]], key: str) -> int:
    return sum(1 for item in items if item[0] == key)


def test_long_evidence_ends_a_batch_early() -> None:
    heavy = [edge(f"e{i}", "PART_OF", "a", "b", "隶属", evidence=("句" * 3_000_000,)) for i in range(4)]
    made = list(rows.batches(heavy, lambda tie: tie.type, lambda tie: rows.edge_row(tie, "g", "r"), 5_000))
    assert [len(batch) for _, batch in made] == [2, 2]


def test_rows_carry_lists_and_bookkeeping() -> None:
    row = rows.node_row(
        entity("o1", "Organization", "星河\ud800智能", "Company", aliases=("星河",)), "g", "r7"
    )
    assert (row["id"], row["_graph"], row["_run"]) == ("o1", "g", "r7")
    assert (row["name"], row["aliases"]) == ("星河智能", ["星河"])


@pytest.mark.parametrize("name", ["A`) DETACH DELETE (n", "", "任职", "A B", "1A"])
def test_only_plain_words_become_labels(name: str) -> None:
    with pytest.raises(LoadError, match="cannot be a label"):
        cypher.merge_nodes(("Entity", name), ontology())


def test_the_other_kinds_are_taken_off() -> None:
    query = cypher.merge_nodes(("Entity", "Organization", "Office"), ontology())
    assert "SET n:`Organization`:`Office`\n" in query
    removed = query.partition("REMOVE n")[2]
    assert ":`Company`" in removed and ":`Person`" in removed
    assert ":`Organization`" not in removed and ":`Office`" not in removed


def test_an_articles_relation_looks_for_an_article() -> None:
    assert "(tail:`Article`" in cypher.merge_relationships("REPORTED", ontology())
    assert "(tail:`Entity`" in cypher.merge_relationships("PART_OF", ontology())


def test_the_schema_is_read_from_its_files() -> None:
    statements = cypher.schema_statements()
    assert len(statements) == 7
    assert statements[0].startswith("CREATE CONSTRAINT")
    assert all("IF NOT EXISTS" in statement and "//" not in statement for statement in statements)
