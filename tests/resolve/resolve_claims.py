"""Claims written short: one article a call, invented towns."""

from __future__ import annotations

import re
from itertools import count

from kg.model import Article, Credit, Entity, Extraction, Mention, Statement
from kg.resolve import Resolution

_TYPES = {
    "党": ("Organization", "PartyBody"),
    "政": ("Organization", "GovernmentBody"),
    "街": ("Organization", "Office"),
    "村": ("Organization", "Community"),
    "企": ("Organization", "Company"),
    "校": ("Organization", "Institution"),
    "会": ("Organization", "SocialOrganization"),
    "媒": ("Organization", "Media"),
    "人": ("Person", ""),
    "项": ("Project", ""),
    "区": ("Place", "District"),
    "址": ("Place", "Site"),
    "活": ("Initiative", ""),
}
_numbers = count(1)


def article(  # noqa: PLR0917
    source: str,
    names: str,
    posts: str = "",
    credits: str = "",
    number: int | None = None,
    publisher: str | None = None,
    parts: str = "",
) -> Extraction:
    """``names``: 政:临溪区政府 …; ``posts``, ``parts``: 王伟>临溪区政府; ``credits``: 陈小禾/记者."""
    number = number if number is not None else next(_numbers)
    mentions: list[Mention] = []
    index: dict[str, int] = {}
    for row in names.split():
        kind, name = row.split(":")
        type_, subtype = _TYPES[kind]
        index[name] = len(mentions)
        mentions.append(Mention(0, len(name), name, type_, subtype, name))
    made = tuple(Credit(name, role) for name, role in (row.split("/") for row in credits.split()))
    statements = [_statement("HOLDS_POST", row, index) for row in posts.split()]
    statements += [_statement("PART_OF", row, index) for row in parts.split()]
    about = Article(f"{source}-{number}", source, number, "", "", credits=made, publisher=publisher)
    return Extraction(about, tuple(mentions), tuple(statements))


def _statement(type_: str, row: str, index: dict[str, int]) -> Statement:
    head, tail = re.split(">", row)
    return Statement(type_, index[head], index[tail], 0, 0, "", "test")


def entity_of(resolution: Resolution, claim: Extraction, name: str) -> Entity:
    """The entity that a name of an article went to."""
    numbers = {n for n, mention in enumerate(claim.mentions) if mention.name == name}
    (found,) = {
        entity.id: entity
        for entity in resolution.entities
        for ref in entity.mentions
        if ref.article == claim.article.id and ref.index in numbers
    }.values()
    return found
