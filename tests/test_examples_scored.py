"""The main job on real input, scored: `kg build`, and what is in the store against gold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from reference_scorer import needs_reference, reference_figures

from kg.evaluation import Scores, evaluate
from kg.evaluation.report import figures_of
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
    "examples": {"entities": 0.95, "relations": 0.76, "articles": 0.85, "bylines": 0.86},
    "seeds": {"entities": 0.90, "relations": 0.70, "articles": 0.92, "bylines": 0.96},
    "dev": {"entities": 0.93, "relations": 0.72},
}
CORPUS = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not (SHARED / "corpus").is_dir(), reason="reference corpus is not beside the checkout"
    ),
]
EVERY_INPUT = [pytest.param(name, marks=[] if name == "examples" else CORPUS, id=name) for name in INPUTS]


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
    with Store.open(built(name, folder)) as opened:
        measured = evaluate(opened, INPUTS[name][1])
    assert measured.faults == ()
    return measured.scores()


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
    assert scores(name, folder).evidence.value == 1.0
    store = built(name, folder)
    printed = _printed(store)
    graph = nx.read_graphml(graph_of(store), force_multigraph=True)
    checked, unfounded = 0, []
    for head, tail, data in graph.edges(data=True):
        if data["type"] != "MENTIONED_IN":
            texts = [printed[article] for article in _parts(data["articles"])]
            sentences = _parts(data["evidence"])
            checked += 1
            if not sentences or not all(any(_bare(s) in text for text in texts) for s in sentences):
                unfounded.append((data["type"], head, tail, data["evidence"]))
    assert unfounded == []
    assert checked > 0


def _parts(joined: str) -> list[str]:
    return [part for part in joined.split(" | ") if part.strip()]


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
@needs_reference
def test_the_figures_are_those_of_the_reference_scorer(name: str, folder: Path) -> None:
    wanted = reference_figures(graph_of(built(name, folder)), INPUTS[name][1])
    found = figures_of(scores(name, folder))
    for figure in sorted(wanted.keys() | found.keys()):
        assert found.get(figure) == wanted.get(figure), figure
