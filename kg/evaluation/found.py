"""What a store says, by input file: its entities, relations and bylines as they are compared with gold.

They are those of the graph, so the figures are those of its export; but each is kept with the mentions and
sentences behind it, so that a wrong one can be traced to the rule that made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from kg.decisions import Decisions
from kg.evaluation.gold import plain
from kg.model import Article, Entity, Extraction, Mention
from kg.ontology import ontology
from kg.projection import Sightings, sight
from kg.relations import Owners, RelationKey, Relations, Sentence, gather_article
from kg.resolved import Resolved
from kg.store import Store

Ends = tuple[str, str, str]  # relation type, id of the head, id of the tail


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of an entity, and the article it is in."""

    article: str
    mention: Mention


@dataclass(slots=True)
class FoundEntity:
    """An entity in one document: ``forms`` as they are compared, and every mention."""

    entity: Entity
    forms: set[str] = field(default_factory=set)
    namings: list[Naming] = field(default_factory=list)


@dataclass(slots=True)
class FoundRelation:
    """A relation in one document, with the titles given for it and the sentences that state it."""

    type: str
    head: str
    tail: str
    titles: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


@dataclass(slots=True)
class FoundDocument:
    """All that was found in one input file. ``reported`` holds (name, role, article)."""

    articles: dict[str, Article] = field(default_factory=dict)
    entities: dict[str, FoundEntity] = field(default_factory=dict)
    relations: dict[Ends, FoundRelation] = field(default_factory=dict)
    reported: set[tuple[str, str, str]] = field(default_factory=set)


def found_documents(
    store: Store, sources: Iterable[str], decisions: Decisions | None = None
) -> dict[str, FoundDocument]:
    """What was found in the input files of these names; a file that is not in the store has no entry."""
    resolved = Resolved(store, decisions)
    known = {entity.id: entity for entity in resolved.entities()}
    return gather(store.claims(), known, resolved.owners(), set(sources))


def gather(
    claims: Iterable[Extraction], known: Mapping[str, Entity], owners: Owners, sources: set[str]
) -> dict[str, FoundDocument]:
    """The documents named ``sources`` of claims whose mentions belong (``owners``) to ``known`` entities."""
    types = {id_: entity.type for id_, entity in known.items()}
    documents: dict[str, FoundDocument] = {}
    of_article: dict[str, FoundDocument] = {}
    relations = Relations()
    for extraction in claims:
        article, owner = extraction.article, owners.get(extraction.article.id, {})
        gather_article(relations, extraction, owner, types, ontology())
        name = PurePath(article.source).name
        if name in sources:
            document = of_article[article.id] = documents.setdefault(name, FoundDocument())
            _add_article(document, extraction, owner, known)
    for key in in_reading_order(relations.sentences):
        for sentence in relations.sentences[key]:
            if sentence.article in of_article:
                _add_relation(of_article[sentence.article], key, sentence, known)
    return documents


def in_reading_order(keys: Iterable[RelationKey]) -> list[RelationKey]:
    """Relations as networkx gives back the edges of an export: by head, then by tail in the order of their
    first edges. Which of two relations that say the same is counted depends on their order.
    """
    kept = list(keys)
    first: dict[tuple[str, str], str] = {}
    for key in kept:
        ends = (key.head, key.tail)
        first[ends] = min(key.type, first.get(ends, key.type))
    return sorted(kept, key=lambda key: (key.head, first[key.head, key.tail], key.tail, key.type, key.title))


def _add_article(
    document: FoundDocument, extraction: Extraction, owner: Mapping[int, str], known: Mapping[str, Entity]
) -> None:
    article = extraction.article
    document.articles[article.id] = article
    seen: dict[str, Sightings] = {}
    sight(seen, extraction, owner)
    for id_, sightings in seen.items():
        found = document.entities.setdefault(id_, FoundEntity(known[id_]))
        found.forms.update(filter(None, map(plain, sightings.forms_in(article.id))))
    for number, mention in enumerate(extraction.mentions):
        if number in owner:
            document.entities[owner[number]].namings.append(Naming(article.id, mention))


def _add_relation(
    document: FoundDocument, key: RelationKey, sentence: Sentence, known: Mapping[str, Entity]
) -> None:
    if key.type == "REPORTED":
        document.reported.add((plain(known[key.head].name), key.title, key.tail))
        return
    ends = (key.type, key.head, key.tail)
    relation = document.relations.setdefault(ends, FoundRelation(*ends))
    relation.titles.append(plain(key.title))
    relation.sentences.append(sentence)


def surest(sentences: Sequence[Sentence]) -> float:
    """The confidence of the surest statement."""
    return max(sentence.confidence for sentence in sentences)


def rules_of(items: Iterable[Naming | Sentence]) -> Iterator[str]:
    """The rules that made mentions or statements, each once, by name."""
    yield from sorted({i.mention.rule if isinstance(i, Naming) else i.rule for i in items})
