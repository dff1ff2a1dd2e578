"""One entity to read: what it is, how it is related, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click

from kg.decisions import Decisions
from kg.lookup import find_entities
from kg.model import Article, Entity
from kg.ontology import Ontology, ontology
from kg.projection import Sightings, sight
from kg.relations import RelationKey, Relations, Sentence, confidence_of, gather_article, stated_as
from kg.resolved import Resolved
from kg.store import Store

_SENTENCES = 3  # under each relation; the store has them all
_MODALITIES = {"plan": "planned"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found of a name, in lines: the entities, or (not ``found``) what is called like it."""

    found: bool
    lines: tuple[str, ...]


def show(store: Store, name: str, limit: int, decisions: Decisions | None = None) -> Shown:
    """Every entity of a name; at most ``limit`` of them, and ``limit`` relations of each type.

    ``decisions``: None for those in the file beside the store.
    """
    resolved = Resolved(store, decisions)
    known = {entity.id: entity for entity in resolved.entities()}
    found = find_entities(name, known.values())
    if not found.entities:
        told = [f"{store.path}: nothing is called {name}"]
        if found.suggestions:
            told.append("like it: " + "、".join(found.suggestions))
        return Shown(False, tuple(told))
    told = []
    for entity in found.entities[:limit]:
        told += [*lines(portrait(entity, known, resolved, store), limit), ""]
    if len(found.entities) > limit:
        told.append(f"… and {len(found.entities) - limit} more entities (--limit {len(found.entities)})")
    return Shown(True, tuple(told))


@dataclass(frozen=True, slots=True)
class Portrait:
    """An entity with all that is said of it."""

    entity: Entity
    relations: Mapping[RelationKey, Sequence[Sentence]]
    sightings: Sightings
    articles: Mapping[str, Article]
    others: Mapping[str, Entity]  # the entities at the other ends


def portrait(entity: Entity, known: Mapping[str, Entity], resolved: Resolved, store: Store) -> Portrait:
    """Gather what the store says of an entity. ``known`` are all entities by id."""
    ids = {mention.article for mention in resolved.mentions(entity.id)}
    owners = resolved.owners(ids)
    types = {id_: other.type for id_, other in known.items()}
    relations, seen, articles = Relations(), dict[str, Sightings](), dict[str, Article]()
    for extraction in store.claims(ids):
        owner = owners.get(extraction.article.id, {})
        articles[extraction.article.id] = extraction.article
        gather_article(relations, extraction, owner, types, ontology())
        sight(seen, extraction, owner)
    own = {key: rows for key, rows in relations.sentences.items() if entity.id in (key.head, key.tail)}
    others = {id_: known[id_] for key in own for id_ in (key.head, key.tail) if id_ in known}
    return Portrait(entity, own, seen.get(entity.id, Sightings()), articles, others)


def lines(shown: Portrait, limit: int) -> Iterator[str]:
    """The portrait in lines; at most ``limit`` relations of each type, the most reported first."""
    known = ontology()
    yield from _head(shown, known)
    for type_, relation in known.relations.items():
        for outgoing in (True, False):
            rows = _of_type(shown, type_, outgoing=outgoing)
            if relation.undirected and not outgoing:
                continue
            if rows:
                arrow = "↔" if relation.undirected else "→" if outgoing else "←"
                yield ""
                yield click.style(f"  {relation.zh} {type_} {arrow} ({len(rows)})", bold=True)
                for key, sentences in rows[:limit]:
                    yield from _relation(shown, key, sentences)
                yield from _more(len(rows) - limit, "    ")
    yield from _mentions(shown, known, limit)


def _head(shown: Portrait, known: Ontology) -> Iterator[str]:
    entity = shown.entity
    type_ = known.entities[entity.type]
    kinds = [f"{entity.type} {type_.kind.zh}"]
    if entity.subtype in type_.subtypes:
        kinds.append(f"{entity.subtype} {type_.subtypes[entity.subtype].zh}")
    yield click.style(entity.name, bold=True) + "  " + " · ".join([*kinds, entity.id])
    if entity.aliases:
        yield "  also: " + "、".join(entity.aliases)
    if entity.region:
        yield f"  region: {entity.region}"
    if entity.division_code:
        yield f"  division: {entity.division_code} {entity.division_path}"
    counts = shown.sightings.counts
    yield f"  {_count(counts.total(), 'mention')} in {_count(len(counts), 'article')}"


def _of_type(shown: Portrait, type_: str, *, outgoing: bool) -> list[tuple[RelationKey, Sequence[Sentence]]]:
    own = shown.entity.id
    undirected = ontology().relations[type_].undirected
    rows = [
        (key, sorted(sentences))
        for key, sentences in shown.relations.items()
        if key.type == type_ and (undirected or (key.head if outgoing else key.tail) == own)
    ]
    return sorted(rows, key=lambda row: (-len({s.article for s in row[1]}), row[0]))


def _relation(shown: Portrait, key: RelationKey, sentences: Sequence[Sentence]) -> Iterator[str]:
    other_id = key.tail if key.head == shown.entity.id else key.head
    if other_id in shown.others:
        other = shown.others[other_id].name
    else:
        other = cited(shown.articles[other_id])
    articles = len({sentence.article for sentence in sentences})
    facts = [_count(articles, "article"), f"{confidence_of(sentences):.2f}"]
    if (modality := stated_as(sentences)) in _MODALITIES:
        facts.insert(0, _MODALITIES[modality])
    title = f"{key.title} · " if key.title else ""
    yield f"    {title}{other}{_details(sentences, key.title)}  [{', '.join(facts)}]"
    told = list(dict.fromkeys((sentence.article, sentence.text) for sentence in sentences))
    for article, text in told[:_SENTENCES]:
        yield f"      「{text.strip()}」"
        yield click.style(f"        {cited(shown.articles[article])}", dim=True)
    yield from _more(len(told) - _SENTENCES, "      ")


def _details(sentences: Sequence[Sentence], title: str) -> str:
    """Amounts and roles: (补贴, 500万元), (共500万元) of what several share."""
    details = {
        f"共{value}" if name == "sharedAmount" else value
        for sentence in sentences
        for name, value in sentence.attributes
        if name in ("amount", "sharedAmount", "role") and value != title
    }
    return f" ({', '.join(sorted(details))})" if details else ""


def _mentions(shown: Portrait, known: Ontology, limit: int) -> Iterator[str]:
    counts = shown.sightings.counts
    yield ""
    yield click.style(f"  {known.relations['MENTIONED_IN'].zh} MENTIONED_IN → ({len(counts)})", bold=True)
    for article in sorted(counts, key=lambda id_: (-counts[id_], id_))[:limit]:
        forms = "、".join(shown.sightings.forms_in(article))
        yield f"    {cited(shown.articles[article])}  [{forms}; {counts[article]}×]"
    yield from _more(len(counts) - limit, "    ")


def cited(article: Article) -> str:
    """The headline, the file and the date: 柳林街道办起夜校 · 05_linxi.txt · 2021-06-08."""
    date = (article.date or "").lstrip("-")  # --06-08: the page does not say the year
    return " · ".join(part for part in (article.title, article.source, date) if part)


def _more(count: int, indent: str) -> Iterator[str]:
    if count > 0:
        yield f"{indent}… and {count} more"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
