from __future__ import annotations

from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j_server import Neo4jServer
from sample_graph import sample_graph

from kg.ontology import schema_files
from loaders.neo4j import load

pytestmark = [
    pytest.mark.neo4j,
    # The newer name for them came with driver 5.22, and says it is a preview there.
    pytest.mark.filterwarnings("ignore:.*summary_notifications is deprecated:DeprecationWarning"),
]

QUERIES = sorted(path for path in Path(str(schema_files() / "queries")).glob("*.cypher"))


@pytest.fixture(scope="module")
def loaded(neo4j_database: Neo4jServer) -> Neo4jServer:
    server = neo4j_database
    load(sample_graph(), uri=server.uri, user=server.user, password=server.password)
    return server


def answer(server: Neo4jServer, path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of a query as its file has it, and the server's warnings (an unknown name, a slow plan)."""
    with server.driver() as driver:
        result = driver.execute_query(path.read_text("utf-8"))  # type: ignore[arg-type]
        assert isinstance(result, neo4j.EagerResult)
        notices = result.summary.summary_notifications
        warnings = [n.description for n in notices if n.severity_level is neo4j.NotificationSeverity.WARNING]
        return [record.data() for record in result.records], warnings


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_each_has_a_title_and_gives_rows_as_it_stands(loaded: Neo4jServer, path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("// ") and " · " in text.partition("\n")[0]
    assert "$" not in text  # Browser would ask for parameters
    rows, warnings = answer(loaded, path)
    assert rows
    assert warnings == []


COMPANY, PARTY, BUREAU, PARK = (
    "云川星河智能装备有限公司",
    "中共临溪区委",
    "临溪区发展和改革局",
    "星河智能装备产业园",
)
# Query number -> some of its rows, by some of their columns.
EXPECTED: list[tuple[int, dict[str, Any]]] = [
    (1, {"district": "临溪区", "body": PARTY, "title": "书记", "person": "陆青禾"}),
    (1, {"district": "云川市", "body": BUREAU, "title": "局长", "person": "陆青禾"}),
    (2, {"company": COMPANY, "supporter": BUREAU, "amount": "300万元", "amountCny": 3_000_000.0}),
    (3, {"project": PARK, "places": ["临溪区"], "undertakenBy": [f"{COMPANY}（建设）"]}),
    (3, {"project": PARK, "supportedBy": ["柳林街道办事处"]}),
    (
        4,
        {
            "person": "陆青禾",
            "posts": [f"2019-03-02–2020-01-05 {BUREAU}局长", f"2021-10-09–2021-10-09 {PARTY}书记"],
        },
    ),
    (5, {"one": COMPANY, "other": "云川市第三中学"}),
    (
        6,
        {
            "company": COMPANY,
            "companyTie": "支持",
            "between": BUREAU,
            "officialTie": "任职",
            "official": "陆青禾",
        },
    ),
    (
        6,
        {
            "company": COMPANY,
            "companyTie": "承担",
            "between": PARK,
            "officialTie": "考察",
            "official": "陆青禾",
        },
    ),
    (7, {"name": COMPANY, "articles": 2, "mentions": 3, "earliest": "2021-10-09", "latest": "2021-10-12"}),
    (8, {"district": "临溪区", "level": 2, "upwards": ["柳林街道青石社区", "柳林街道办事处"]}),
    (9, {"initiative": "万企兴城行动", "organisers": [PARTY], "articles": 1}),
    (10, {"date": "2021-10-12", "visitor": "陆青禾", "visited": PARK, "article": "陆青禾调研产业园 & 社区"}),
    (10, {"visitor": PARTY, "visited": "柳林湿地公园", "posts": []}),
]


@pytest.mark.parametrize(("number", "expected"), EXPECTED)
def test_each_answers_its_question(loaded: Neo4jServer, number: int, expected: dict[str, Any]) -> None:
    rows, _ = answer(loaded, QUERIES[number - 1])
    assert any(all(row[name] == value for name, value in expected.items()) for row in rows), rows


def test_the_largest_amount_comes_first_and_a_missing_one_last(loaded: Neo4jServer) -> None:
    loaded.rows("MATCH (a {id: 'o3'}), (b {id: 'o5'}) CREATE (a)-[:SUPPORTS {weight: 9}]->(b)")
    loaded.rows(
        "MATCH (a {id: 'o1'}), (b {id: 'o5'}) CREATE (a)-[:SUPPORTS {weight: 1, amountCny: 5e6}]->(b)"
    )
    rows, _ = answer(loaded, QUERIES[1])
    assert [row["amountCny"] for row in rows] == [5_000_000.0, 3_000_000.0, None]
