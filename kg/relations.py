"""Statements -> relations: all that says the same of the same two ends, in one place, with the sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import Article, Extraction, Statement
from kg.ontology import ARTICLE, Ontology

# article id -> (number of the mention -> entity id)
Owners = Mapping[str, Mapping[int, str]]

NEGATED = "negated"  # the text says that it is not so
UNRESOLVED = "an end belongs to no entity"
SELF_LOOP = "both ends are one entity"
FORBIDDEN = "the ontology has no {} from {} to {}"
UNKNOWN = "the ontology has no relation {}"
UNSUPPORTED = "its sentence does not stand in the article"


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence that states a relation: where it stands, and as what."""

    article: str
    start: int
    text: str
    modality: str
    confidence: float
    rule: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, order=True)
class RelationKey:
    """What makes two statements one relation. ``title`` is the post, or the role of who reported."""

    type: str
    head: str
    tail: str
    title: str


@dataclass(slots=True)
class Relations:
    """The relations found so far, and what was left out, and why: (relation type, reason) -> count."""

    sentences: dict[RelationKey, list[Sentence]] = field(default_factory=dict)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)


def gather_article(
    relations: Relations,
    extraction: Extraction,
    owner: Mapping[int, str],
    types: Mapping[str, str],
    ontology: Ontology,
) -> None:
    """Add the relations that one article states."""
    for statement in extraction.statements:
        key = _key(statement, extraction.article, owner, types, ontology)
        if isinstance(key, str):
            relations.dropped[statement.type, key] += 1
            continue
        attributes = tuple(sorted((k, v) for k, v in statement.attributes.items() if v))
        sentence = Sentence(
            extraction.article.id,
            statement.start,
            statement.evidence,
            statement.modality,
            statement.confidence,
            statement.rule,
            attributes,
        )
        relations.sentences.setdefault(key, []).append(sentence)


def _key(
    statement: Statement,
    article: Article,
    owner: Mapping[int, str],
    types: Mapping[str, str],
    ontology: Ontology,
) -> RelationKey | str:
    """The relation that a statement makes, or why it makes none."""
    relation = ontology.relations.get(statement.type)
    if relation is None:
        return UNKNOWN.format(statement.type)
    if statement.modality == "negated":
        return NEGATED
    head = owner.get(statement.head)
    tail = article.id if statement.tail is None else owner.get(statement.tail)
    if head is None or tail is None:
        return UNRESOLVED
    if head == tail:
        return SELF_LOOP
    head_type, tail_type = types[head], ARTICLE if statement.tail is None else types[tail]
    if not relation.allows(head_type, tail_type):
        return FORBIDDEN.format(statement.type, head_type, tail_type)
    if not _stands_in(statement, article):
        return UNSUPPORTED
    if relation.undirected and tail < head:
        head, tail = tail, head
    told_apart_by = "role" if statement.tail is None else "title"
    return RelationKey(statement.type, head, tail, statement.attributes.get(told_apart_by, ""))


def _stands_in(statement: Statement, article: Article) -> bool:
    """Whether the evidence stands at its place in the article, or is its title or a line of its bylines."""
    if not statement.evidence:
        return False
    if statement.start >= 0:
        return article.text[statement.start : statement.end] == statement.evidence
    if statement.evidence == article.title:
        return True
    return any(statement.evidence == credit.line for credit in article.credits)


def stated_as(sentences: Iterable[Sentence]) -> str:
    """``fact`` if any sentence says it as a fact, else ``plan``."""
    return "fact" if any(sentence.modality == "fact" for sentence in sentences) else "plan"


def confidence_of(sentences: Iterable[Sentence]) -> float:
    """How sure the relation is: 1 - product over articles of (1 - the article's surest statement).

    Articles count as independent witnesses, sentences of one article do not (they repeat each other).
    Four decimals.
    """
    surest: dict[str, float] = {}
    for sentence in sentences:
        surest[sentence.article] = max(sentence.confidence, surest.get(sentence.article, 0.0))
    doubt = 1.0
    for article in sorted(surest):
        doubt *= 1.0 - surest[article]
    return round(1.0 - doubt, 4)


def distinct_texts(sentences: Iterable[Sentence]) -> Iterator[str]:
    """The sentences' texts, each once, in the order given."""
    yield from dict.fromkeys(sentence.text for sentence in sentences)
