"""The main job on real input, scored: `kg build`, `kg export`, and the graph against gold."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import graph_scoring
import networkx as nx
import pytest
from graph_scoring import Figures, Scores

from kg.graph import Graph
from kg.pipeline import build
from kg.store import Store
from loaders import loader_for

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
INPUTS = {
    "examples": (ROOT / "examples" / "pages", ROOT / "examples" / "gold"),
    "seeds": (SHARED / "corpus" / "seeds", SHARED / "gold" / "seeds"),
    "dev": (SHARED / "corpus" / "dev", SHARED / "gold" / "dev"),
}

# The least F1 of each; to be raised with every improvement, and never lowered.
FLOORS: dict[str, dict[str, float]] = {
    "examples": {"entities": 0.88, "relations": 0.62, "articles": 0.85, "bylines": 0.86},
    "seeds": {"entities": 0.78, "relations": 0.50, "articles": 0.92, "bylines": 0.96},
    "dev": {"entities": 0.78, "relations": 0.45},
}
CORPUS = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not (SHARED / "corpus").is_dir(), reason="reference corpus is not beside the checkout"
    ),
]
EVERY_INPUT = [pytest.param(name, marks=[] if name == "examples" else CORPUS, id=name) for name in INPUTS]
SCORER = SHARED / "evaluation" / "score_graph.py"


@cache
def built(name: str, folder: Path) -> Path:
    """The store of an input; the graph lies beside it. Made once, whatever test asks first."""
    store = folder / f"{name}.kg"
    with Store.open_to_build(store) as opened:
        report = build([str(INPUTS[name][0])], opened)
        assert report.failures == []
        loader_for(graph_of(store)).write(Graph.of(opened), graph_of(store))
    return store


def graph_of(store: Path) -> Path:
    return store.with_suffix(".graphml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scored")


@cache
def scores(name: str, folder: Path) -> Scores:
    return graph_scoring.score(graph_of(built(name, folder)), INPUTS[name][1])


@pytest.mark.parametrize("name", EVERY_INPUT)
def test_the_graph_is_as_good_as_it_was(name: str, folder: Path) -> None:
    found = scores(name, folder)
    below = {
        what: round(getattr(found, what).f1, 3)
        for what, floor in FLOORS[name].items()
        if getattr(found, what).f1 < floor
    }
    assert below == {}


@pytest.mark.parametrize("name", EVERY_INPUT)
def test_every_relation_has_evidence_that_stands_in_its_articles(name: str, folder: Path) -> None:
    assert scores(name, folder).evidence == 1.0
    store = built(name, folder)
    printed = _printed(store)
    graph = nx.read_graphml(graph_of(store), force_multigraph=True)
    checked, unfounded = 0, []
    for head, tail, data in graph.edges(data=True):
        if data["type"] != "MENTIONED_IN":
            texts = [printed[article] for article in graph_scoring.parts(data["articles"])]
            sentences = graph_scoring.parts(data["evidence"])
            checked += 1
            if not sentences or not all(any(_bare(s) in text for text in texts) for s in sentences):
                unfounded.append((data["type"], head, tail, data["evidence"]))
    assert unfounded == []
    assert checked > 0


def _printed(store: Path) -> dict[str, str]:
    """All that stands in each article: title, text, bylines outside the text."""
    with Store.open(store) as opened:
        found: Iterator[tuple[str, str]] = (
            (
                article.id,
                "\n".join([article.title, article.text, *(credit.line for credit in article.credits)]),
            )
            for article in (extraction.article for extraction in opened.claims())
        )
        return {id_: _bare(text) for id_, text in found}


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", EVERY_INPUT)
@pytest.mark.skipif(not SCORER.is_file(), reason="the reference scorer is not beside the checkout")
def test_the_figures_are_those_of_the_reference_scorer(name: str, folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("score_graph", SCORER)
    assert spec is not None
    assert spec.loader is not None
    reference: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    wanted = reference.score(graph_of(built(name, folder)), INPUTS[name][1])
    found = scores(name, folder)
    for ours, theirs in (
        (found.entities, "entities"),
        (found.relations, "relations"),
        (found.articles, "articles"),
        (found.bylines, "bylines"),
        (found.across, "resolution_across_documents"),
    ):
        assert ours == Figures(*(wanted[theirs][count] for count in ("tp", "fp", "fn"))), theirs
        assert ours.f1 == pytest.approx(wanted[theirs]["f1"], abs=0.001), theirs
    assert round(found.evidence, 3) == wanted["relations_with_evidence"]


GOLD = """
source: page.txt
articles:
- title: 柳林街道慰问企业
  reporters: [柳青]
  entities:
  - [OFFICE, 柳林街道办事处, 柳林街道]
  - [DISTRICT, 临溪区]
  - [COMPANY, 云川酿酒厂]
  relations:
  - [PART_OF, 柳林街道办事处, 临溪区]
  - [INSPECTS, 柳林街道办事处, 云川酿酒厂]
- title: 石鼓镇修路
  reporters: [石云]
"""


def test_what_is_right_wrong_and_missed_is_counted(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "001.yaml").write_text(GOLD, "utf-8")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", type="Article", source="page.txt", title="柳林街道慰问 企业")
    for node, type_, forms in (
        ("o", "Organization", "柳林 街道 | 该办事处"),
        ("d", "Place", "临溪区"),
        ("c", "Place", "云川酿酒厂"),  # of another type: not the company
        ("p", "Person", "柳青"),
    ):
        graph.add_node(node, type=type_, name=forms)
        graph.add_edge(node, "a", type="MENTIONED_IN", forms=forms)
    graph.add_edge("p", "a", type="REPORTED", role="记者")
    graph.add_edge("o", "d", type="LOCATED_IN", articles="a", evidence="临溪区柳林街道")  # scores as PART_OF
    graph.add_edge("o", "d", type="SUPPORTS", articles="a", evidence="")
    nx.write_graphml(graph, tmp_path / "graph.graphml")
    found = graph_scoring.score(tmp_path / "graph.graphml", tmp_path / "gold")
    assert found.entities == Figures(right=2, wrong=2, missed=1)
    assert found.relations == Figures(right=1, wrong=1, missed=1)
    assert found.articles == Figures(right=1, wrong=0, missed=1)
    assert found.bylines == Figures(right=1, wrong=0, missed=1)
    assert found.evidence == 0.5
