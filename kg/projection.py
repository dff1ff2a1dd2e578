"""Entities, articles and relations as the nodes and edges of the graph model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from kg.model import Article, Edge, Entity, Extraction, Mention, Node, Value
from kg.ontology import ARTICLE, Ontology
from kg.relations import RelationKey, Sentence, confidence_of, distinct_texts, stated_as

MENTIONED_IN = "MENTIONED_IN"
EVIDENCE_LIMIT = 20  # sentences kept on an edge; all of them stay in the store
_LABEL_CHARACTERS = 16  # of an article's title in a drawing

Dates = Mapping[str, str]  # article id -> date, where it has one with a year


@dataclass(slots=True)
class Sightings:
    """Where an entity is mentioned: article -> how often, and in which forms."""

    counts: Counter[str] = field(default_factory=Counter)
    forms: dict[str, set[str]] = field(default_factory=dict)
    anaphors: dict[str, set[str]] = field(default_factory=dict)

    def add(self, article: str, mention: Mention) -> None:
        """Count one mention in an article."""
        self.counts[article] += 1
        kept = self.anaphors if mention.anaphor else self.forms
        kept.setdefault(article, set()).add(mention.text)

    def forms_in(self, article: str) -> tuple[str, ...]:
        """The surface forms in an article, sorted; words like 该区 only where there is nothing else."""
        return tuple(sorted(self.forms.get(article) or self.anaphors.get(article) or set()))


def sight(seen: dict[str, Sightings], extraction: Extraction, owner: Mapping[int, str]) -> None:
    """Enter the mentions of one article under their entities."""
    for number, mention in enumerate(extraction.mentions):
        entity = owner.get(number)
        if entity is not None:
            seen.setdefault(entity, Sightings()).add(extraction.article.id, mention)


def dated(article: Article) -> str | None:
    """The article's date if it can be compared with others: one without a year (--10-09) cannot."""
    return article.date if article.date and article.date[:4].isdigit() else None


def entity_node(entity: Entity, sightings: Sightings, dates: Dates) -> Node:
    """An entity as a node; what is unknown is left out."""
    labels = ("Entity", entity.type, *([entity.subtype] if entity.subtype else []))
    properties: dict[str, Value] = {
        "id": entity.id,
        "name": entity.name,
        "label": entity.label,
        "type": entity.type,
        "articleCount": len(sightings.counts),
        "mentionCount": sightings.counts.total(),
        **_period(sightings.counts, dates),
    }
    if entity.subtype:
        properties["subtype"] = entity.subtype
    if entity.aliases:
        properties["aliases"] = entity.aliases
    if entity.division_code:
        properties["divisionCode"] = entity.division_code
        properties["divisionPath"] = entity.division_path
    return Node(entity.id, labels, properties)


def article_node(article: Article) -> Node:
    """An article as a node; its name is its title, or how its text begins."""
    lead = article.text.split("\n", 1)[0]
    name = article.title or _shortened(lead)
    properties: dict[str, Value] = {
        "id": article.id,
        "name": name,
        "label": _shortened(name),
        "type": ARTICLE,
        "source": article.source,
        "chars": len(article.text),
    }
    for key, value in (("title", article.title), ("date", article.date), ("section", article.section)):
        if value:
            properties[key] = value
    return Node(article.id, (ARTICLE,), properties)


def mention_edges(entity: str, sightings: Sightings, ontology: Ontology) -> list[Edge]:
    """The edges from an entity to the articles that mention it."""
    label = ontology.relations[MENTIONED_IN].zh
    edges = []
    for article in sorted(sightings.counts):
        key = RelationKey(MENTIONED_IN, entity, article, "")
        properties: dict[str, Value] = {
            "id": edge_id(key),
            "type": MENTIONED_IN,
            "label": label,
            "forms": sightings.forms_in(article),
            "count": sightings.counts[article],
        }
        edges.append(Edge(edge_id(key), MENTIONED_IN, entity, article, properties))
    return edges


def relation_edge(key: RelationKey, sentences: Sequence[Sentence], dates: Dates, ontology: Ontology) -> Edge:
    """A relation as an edge, with the sentences that state it (by article and place, at most 20)."""
    ordered = sorted(sentences)
    articles = tuple(dict.fromkeys(sentence.article for sentence in ordered))
    properties: dict[str, Value] = {
        "id": edge_id(key),
        "type": key.type,
        "label": ontology.relations[key.type].zh,
        "articles": articles,
        "weight": len(articles),
        "confidence": confidence_of(ordered),
        "evidence": tuple(distinct_texts(ordered))[:EVIDENCE_LIMIT],
        "rules": tuple(sorted({sentence.rule for sentence in ordered})),
        "modality": stated_as(ordered),
        **_period(articles, dates),
        **_own_properties(key.type, ordered, ontology),
    }
    return Edge(edge_id(key), key.type, key.head, key.tail, properties)


def edge_id(key: RelationKey) -> str:
    """16 hex digits from what makes the edge one: type, ends, title."""
    parts = (key.type, key.head, key.tail, key.title)
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _own_properties(type_: str, sentences: Sequence[Sentence], ontology: Ontology) -> dict[str, Value]:
    """The properties that only this relation has. Of several amounts the largest is shown, since two
    reports of one grant must not add up; other texts are joined by 、.
    """
    found: dict[str, Value] = {}
    rows = [dict(sentence.attributes) for sentence in sentences]
    if "amountCny" in ontology.relations[type_].properties:
        found.update(_largest_amount(rows))
    for name, kind in ontology.relations[type_].properties.items():
        values = sorted({row[name] for row in rows if row.get(name)})
        if kind == "string" and values and name not in found and name != "amount":
            found[name] = "、".join(values)
    return found


def _largest_amount(rows: Iterable[Mapping[str, str]]) -> dict[str, Value]:
    known = [(float(row["amountCny"]), row.get("amount", "")) for row in rows if row.get("amountCny")]
    if known:
        # The least text among equals: 500万元 and 五百万元 are one amount, whichever was read first.
        cny = max(amount for amount, _ in known)
        printed = min(text for amount, text in known if amount == cny)
        found: dict[str, Value] = {"amountCny": cny}
        if printed:
            found["amount"] = printed
        return found
    printed_only = sorted({row["amount"] for row in rows if row.get("amount")})
    return {"amount": "、".join(printed_only)} if printed_only else {}


def _period(articles: Iterable[str], dates: Dates) -> dict[str, Value]:
    known = sorted(dates[article] for article in articles if article in dates)
    return {"firstSeen": known[0], "lastSeen": known[-1]} if known else {}


def _shortened(text: str) -> str:
    return text if len(text) <= _LABEL_CHARACTERS else text[: _LABEL_CHARACTERS - 1] + "…"
