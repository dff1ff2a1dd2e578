"""An exported graph scored against gold annotation in the form of examples/gold.

Scores are per document, which is an input file. White space and quotation marks never count, full and half
width are the same. A found entity is the gold entity of its type with which it shares most surface forms; a
relation is right if its ends are, and its type.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

import networkx as nx
import yaml

ORGANIZATIONS = {"PARTY", "GOV", "OFFICE", "COMMUNITY", "COMPANY", "INSTITUTION", "SOCIAL", "MEDIA"}
TYPES = {
    **dict.fromkeys(ORGANIZATIONS, "Organization"),
    **{"PERSON": "Person", "PROJECT": "Project", "INITIATIVE": "Initiative"},
    **{"DISTRICT": "Place", "SITE": "Place"},
}
WITHIN = ("PART_OF", "LOCATED_IN")  # often a matter of taste: one scores as the other
POSTS = ("HOLDS_POST", "BELONGS_TO")  # at an office or its party committee: one scores as the other
SAME_TITLE = 0.7  # share of characters that two forms of a headline have in common
_IGNORED = re.compile(r"[\s“”\"'‘’《》「」『』]+")

Relation = tuple[str, str, str]  # type, head, tail
Byline = tuple[str, str]  # name, role


@dataclass(slots=True)
class Figures:
    """Counts of what was found and is right, was found and is wrong, and was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        found = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / found if found else 0.0


@dataclass(slots=True)
class Scores:
    """``across``: pairs of mentions of one thing in two documents, linked by the graph or not.

    ``evidence`` is the share of relations that carry a sentence.
    """

    entities: Figures = field(default_factory=Figures)
    relations: Figures = field(default_factory=Figures)
    articles: Figures = field(default_factory=Figures)
    bylines: Figures = field(default_factory=Figures)
    across: Figures = field(default_factory=Figures)
    evidence: float = 0.0


@dataclass(slots=True)
class Thing:
    """An entity in one document: a gold one, or a node of the graph."""

    type: str
    forms: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class GoldArticle:
    title: str
    bylines: set[Byline]


@dataclass(slots=True)
class Document:
    """What one input file holds, by gold (``gold_articles``) or by the graph (``titles``, ``reported``)."""

    entities: dict[str, Thing] = field(default_factory=dict)
    relations: dict[Relation, bool] = field(default_factory=dict)  # and whether it has evidence
    gold_articles: list[GoldArticle] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # article node -> title
    reported: set[tuple[str, str, str]] = field(default_factory=set)  # name, role, article node


def score(graph: Path, gold: Path) -> Scores:
    """The scores of a GraphML file against a folder of gold files."""
    found, scores, linked = found_documents(graph), Scores(), []
    evidence: list[bool] = []
    for source, wanted in gold_documents(gold).items():
        document = found.get(source, Document())
        gold_of = matched(wanted.entities, document.entities)
        linked += [(source, key, node) for node, key in gold_of.items()]
        _add(scores.entities, len(gold_of), len(document.entities), len(wanted.entities))
        _score_relations(scores.relations, wanted, document, gold_of)
        _score_articles(scores, wanted, document)
        evidence += document.relations.values()
    scores.across = _pairs_across(linked)
    scores.evidence = sum(evidence) / len(evidence) if evidence else 0.0
    return scores


def plain(text: object) -> str:
    """Text as it is compared."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", str(text or "")))


def parts(joined: object) -> list[str]:
    """The items of a list property."""
    return [part.strip() for part in str(joined or "").split(" | ") if part.strip()]


# ------------------------------------------------------------------------------------------------- reading


def gold_documents(folder: Path) -> dict[str, Document]:
    """Gold by the name of the input file."""
    pages = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return {page["source"]: _gold_document(page["articles"]) for page in pages}


def _gold_document(articles: Iterable[Mapping[str, Any]]) -> Document:
    document = Document()
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        key_of = {}
        for type_, *rest in article.get("entities") or []:
            names = [str(part) for part in rest if not isinstance(part, dict)]
            options = rest[-1] if isinstance(rest[-1], dict) else {}
            key = key_of[names[0]] = str(options.get("same", names[0]))
            types[key][type_] += 1
            document.entities.setdefault(key, Thing("")).forms.update(map(plain, [*names, key]))
        for type_, head, tail, *_ in article.get("relations") or []:
            document.relations[type_, key_of[str(head)], key_of[str(tail)]] = True
        bylines = {(plain(name), "记者") for name in article.get("reporters") or []}
        bylines |= {(plain(name), "通讯员") for name in article.get("correspondents") or []}
        document.gold_articles.append(GoldArticle(plain(article.get("title")), bylines))
    for key, counts in types.items():
        document.entities[key].type = TYPES[counts.most_common(1)[0][0]]
    return document


def found_documents(path: Path) -> dict[str, Document]:
    """A graph by the name of the input file."""
    graph = nx.read_graphml(path, force_multigraph=True)
    documents: dict[str, Document] = defaultdict(Document)
    of_article = {}
    for node, data in graph.nodes(data=True):
        if data["type"] == "Article":
            of_article[node] = documents[PurePath(data["source"]).name]
            of_article[node].titles[node] = plain(data.get("title"))
    for head, tail, data in graph.edges(data=True):
        if data["type"] == "MENTIONED_IN":
            thing = of_article[tail].entities.setdefault(head, Thing(graph.nodes[head]["type"]))
            thing.forms.update(map(plain, parts(data["forms"])))
        elif data["type"] == "REPORTED":
            name = plain(graph.nodes[head]["name"])
            of_article[tail].reported.add((name, data["role"], tail))
        else:
            for article in parts(data["articles"]):
                relation = (data["type"], head, tail)
                of_article[article].relations.setdefault(relation, bool(plain(data.get("evidence"))))
    return dict(documents)


# ------------------------------------------------------------------------------------------------- scoring


def matched(gold: Mapping[str, Thing], found: Mapping[str, Thing]) -> dict[str, str]:
    """Found node -> gold key, one to one, most shared forms first, then the longest shared form."""
    pairs = []
    for key, wanted in gold.items():
        for node, thing in found.items():
            shared = wanted.forms & thing.forms
            if shared and wanted.type == thing.type:
                pairs.append((-len(shared), -max(map(len, shared)), key, node))
    gold_of: dict[str, str] = {}
    for _, _, key, node in sorted(pairs):
        if node not in gold_of and key not in gold_of.values():
            gold_of[node] = key
    return gold_of


def _score_relations(
    figures: Figures, wanted: Document, document: Document, gold_of: Mapping[str, str]
) -> None:
    above: dict[str, set[str]] = defaultdict(set)
    for type_, head, tail in wanted.relations:
        if type_ in WITHIN:
            above[head].add(tail)
    reached: set[Relation] = set()
    for type_, head, tail in document.relations:
        ends = gold_of.get(head), gold_of.get(tail)
        right = _readings(type_, *ends, wanted.relations, above) & wanted.relations.keys()
        # A second edge that says the same is neither right nor wrong.
        figures.right += not right <= reached
        figures.wrong += not right
        reached |= right
    figures.missed += len(wanted.relations.keys() - reached)


def _readings(
    type_: str,
    head: str | None,
    tail: str | None,
    wanted: Mapping[Relation, bool],
    above: Mapping[str, set[str]],
) -> set[Relation]:
    """The gold relations that a found one may stand for."""
    if head is None or tail is None:
        return set()
    readings = {(each, head, tail) for each in (WITHIN if type_ in WITHIN else (type_,))}
    if type_ == "COOPERATES_WITH":
        readings.add((type_, tail, head))
    if type_ in POSTS and (type_, head, tail) not in wanted:
        below = {part for part, wholes in above.items() if tail in wholes}
        readings |= {(type_, head, near) for near in above.get(tail, set()) | below}
    return readings


def _score_articles(scores: Scores, wanted: Document, document: Document) -> None:
    used: set[str] = set()
    untitled_missed = 0
    for article in wanted.gold_articles:
        free = {node: title for node, title in document.titles.items() if node not in used}
        node = _by_title(article.title, free) if article.title else _by_credit(article, free, document)
        used |= {node} if node else set()
        if article.title:  # a captioned photograph without one is owed nothing
            scores.articles.right += node is not None
            scores.articles.missed += node is None
        else:
            untitled_missed += node is None
        found = {(name, role) for name, role, reported in document.reported if reported == node}
        _add(scores.bylines, len(article.bylines & found), len(found), len(article.bylines))
    scores.articles.wrong += max(0, len(document.titles) - len(used) - untitled_missed)


def _by_title(title: str, free: Mapping[str, str]) -> str | None:
    best, best_share = None, 0.0
    for node, other in free.items():
        shared = sum((Counter(title) & Counter(other)).values())
        share = 2 * shared / (len(title) + len(other))
        if other and share > best_share:
            best, best_share = node, share
    return best if best_share >= SAME_TITLE else None


def _by_credit(article: GoldArticle, free: Mapping[str, str], document: Document) -> str | None:
    reported = sorted(document.reported)
    return next(
        (node for name, role, node in reported if (name, role) in article.bylines and node in free), None
    )


def _pairs_across(linked: Sequence[tuple[str, str, str]]) -> Figures:
    """Of (document, gold key, node): the pairs in two documents that are one thing by gold, by the graph."""
    figures = Figures()
    for (source, key, node), (other_source, other_key, other_node) in itertools.combinations(linked, 2):
        if source != other_source:
            figures.right += key == other_key and node == other_node
            figures.wrong += key != other_key and node == other_node
            figures.missed += key == other_key and node != other_node
    return figures


def _add(figures: Figures, right: int, found: int, wanted: int) -> None:
    figures.right += right
    figures.wrong += found - right
    figures.missed += wanted - right
