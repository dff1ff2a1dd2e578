"""Figures of matched documents: how much of gold was found, and how much of what was found is right."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.evaluation.gold import plain
from kg.evaluation.matching import WITHIN, Matched

Linked = tuple[str, str, str]  # document, gold key, id of the entity that was matched with it


@dataclass(slots=True)
class Figures:
    """Counts of what was found and is right, was found and is wrong, and was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what gold has that was found."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _harmonic(self.precision, self.recall)


@dataclass(slots=True)
class Share:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float:
        """0 to 1; 0 of nothing."""
        return _share(self.right, self.of)


@dataclass(frozen=True, slots=True)
class BCubed:
    """B³ precision and recall of the clusters of matched entities over all documents (Bagga and Baldwin,
    1998): for each item, the share of its cluster that is the same thing, and of that thing in its cluster.
    """

    precision: float = 0.0
    recall: float = 0.0
    items: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _harmonic(self.precision, self.recall)


@dataclass(slots=True)
class Scores:
    """All figures. ``across`` counts pairs of one thing in two documents, linked or not; ``post_titles`` are
    judged where the post was found; ``evidence`` counts relations that carry a sentence.
    """

    entities: Figures = field(default_factory=Figures)
    relations: Figures = field(default_factory=Figures)
    entities_by_type: dict[str, Figures] = field(default_factory=dict)
    relations_by_type: dict[str, Figures] = field(default_factory=dict)
    articles: Figures = field(default_factory=Figures)
    bylines: Figures = field(default_factory=Figures)
    clusters: BCubed = BCubed()
    across: Figures = field(default_factory=Figures)
    subtypes: Share = field(default_factory=Share)
    post_titles: Share = field(default_factory=Share)
    evidence: Share = field(default_factory=Share)
    documents: int = 0


def score(documents: Sequence[Matched]) -> Scores:
    """The figures of some documents."""
    scores = Scores(documents=len(documents))
    linked: list[Linked] = []
    for document in documents:
        _count_entities(scores, document)
        _count_relations(scores, document)
        _count_articles(scores, document)
        linked += [(document.gold.source, key, id_) for id_, key in document.key_of.items()]
    scores.entities = _total(scores.entities_by_type)
    scores.relations = _total(scores.relations_by_type)
    scores.clusters = b_cubed([(key, id_) for _, key, id_ in linked])
    scores.across = pairs_across(linked)
    return scores


def _count_entities(scores: Scores, document: Matched) -> None:
    for id_, found in document.found.entities.items():
        of_type = scores.entities_by_type.setdefault(found.entity.type, Figures())
        key = document.key_of.get(id_)
        if key is None:
            of_type.wrong += 1
            continue
        of_type.right += 1
        wanted = document.gold.entities[key].subtype
        if wanted:
            scores.subtypes.of += 1
            scores.subtypes.right += found.entity.subtype == wanted
    for entity in document.missed_entities:
        scores.entities_by_type.setdefault(entity.type, Figures()).missed += 1


def _count_relations(scores: Scores, document: Matched) -> None:
    for judged in document.relations:
        scores.evidence.of += 1
        scores.evidence.right += any(plain(sentence.text) for sentence in judged.found.sentences)
        scores.post_titles.of += len(judged.titles_right)
        scores.post_titles.right += sum(judged.titles_right)
        # A second relation that says the same is neither right nor wrong.
        if judged.is_first or not judged.is_right:
            of_type = scores.relations_by_type.setdefault(scored_as(judged.found.type), Figures())
            of_type.right += judged.is_first
            of_type.wrong += not judged.is_right
    for type_, _, _ in document.missed:
        scores.relations_by_type.setdefault(scored_as(type_), Figures()).missed += 1


def scored_as(type_: str) -> str:
    """The line under which a relation type is counted: PART_OF and LOCATED_IN are WITHIN."""
    return "WITHIN" if type_ in WITHIN else type_


def _count_articles(scores: Scores, document: Matched) -> None:
    for article in document.articles:
        if article.gold.title:
            scores.articles.right += article.found is not None
            scores.articles.missed += article.found is None
        wanted = article.gold.bylines
        scores.bylines.right += len(wanted & article.bylines)
        scores.bylines.missed += len(wanted - article.bylines)
        scores.bylines.wrong += len(article.bylines - wanted)
    scores.articles.wrong += document.unclaimed


def _total(by_type: Mapping[str, Figures]) -> Figures:
    rows = by_type.values()
    return Figures(sum(r.right for r in rows), sum(r.wrong for r in rows), sum(r.missed for r in rows))


def b_cubed(items: Sequence[tuple[str, str]]) -> BCubed:
    """Of (gold key, cluster), one for each matched entity of each document."""
    if not items:
        return BCubed()
    both, keys, clusters = Counter(items), Counter(k for k, _ in items), Counter(c for _, c in items)
    precision = sum(count * count / clusters[cluster] for (_, cluster), count in both.items())
    recall = sum(count * count / keys[key] for (key, _), count in both.items())
    return BCubed(precision / len(items), recall / len(items), len(items))


def pairs_across(linked: Iterable[Linked]) -> Figures:
    """Pairs in two documents: one thing by store and gold (right), by store alone (wrong), by gold alone."""
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)  # (key, id) -> documents
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    by_id: dict[str, Counter[str]] = defaultdict(Counter)
    for source, key, id_ in linked:
        cells[key, id_][source] += 1
        by_key[key][source] += 1
        by_id[id_][source] += 1
    right, same_key, same_id = (sum(map(_pairs, table.values())) for table in (cells, by_key, by_id))
    return Figures(right, same_id - right, same_key - right)


def _pairs(documents: Counter[str]) -> int:
    """Pairs of items that lie in two documents, of so many items in each."""
    return sum(one * other for one, other in itertools.combinations(documents.values(), 2))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _harmonic(one: float, other: float) -> float:
    return _share(2 * one * other, one + other)
