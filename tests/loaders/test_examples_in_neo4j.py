"""The main job from end to end: the example pages, built, loaded, and asked the ten questions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from neo4j_server import Neo4jServer

from kg.ontology import schema_files

pytestmark = pytest.mark.neo4j

PAGES = Path(__file__).resolve().parents[2] / "examples" / "pages"
QUERIES = sorted(path for path in Path(str(schema_files() / "queries")).glob("*.cypher"))


def kg(server: Neo4jServer, *words: str | Path) -> str:
    """Run the command; its output, in which the password must not stand."""
    environment = os.environ | {
        "NEO4J_URI": server.uri,
        "NEO4J_USER": server.user,
        "NEO4J_PASSWORD": server.password,
    }
    command = [sys.executable, "-m", "kg", *map(str, words)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert server.password not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def store(neo4j_database: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the example pages, loaded once."""
    store = tmp_path_factory.mktemp("examples") / "examples.kg"
    kg(neo4j_database, "build", PAGES, "-o", store, "--quiet")
    kg(neo4j_database, "load", store)
    return store


def test_the_second_load_creates_nothing_and_the_counts_are_the_stores(
    neo4j_database: Neo4jServer, store: Path
) -> None:
    export = store.with_suffix(".jsonl")
    kg(neo4j_database, "export", store, export)
    types = Counter(json.loads(line)["type"] for line in export.read_text("utf-8").splitlines())
    said = kg(neo4j_database, "load", store)
    assert said.count("(0 new, 0 removed)") == 2
    found = {
        row["type"]: row["count"]
        for query in (
            "MATCH (n) RETURN n.type AS type, count(n) AS count",
            "MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS count",
        )
        for row in neo4j_database.rows(query)
    }
    assert found == types


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_question_has_an_answer(neo4j_database: Neo4jServer, store: Path, path: Path) -> None:
    assert store.exists()
    assert neo4j_database.rows(path.read_text("utf-8"))
