"""What one article says of one thing: its mentions of the same type and name, taken together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Article, Extraction, Mention, MentionRef

_QUOTES = re.compile(r"[\s“”\"'‘’《》「」『』〈〉]+")


def plain(text: str) -> str:
    """Without white space and quotation marks, full and half width alike."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing in one article. ``bodies`` are indexes (in the same article) of what its posts are at."""

    article: str
    source: str
    publisher: str
    type: str
    subtype: str
    name: str
    region: str  # as printed, or ""
    forms: tuple[str, ...]  # sorted, without anaphors
    refs: tuple[MentionRef, ...]
    credited: bool  # a name in the byline
    bodies: tuple[tuple[str, str], ...]  # (type, name) of the bodies where a person holds posts or belongs

    @property
    def key(self) -> tuple[str, str, str]:
        return self.article, self.type, self.name


def _majority(values: Iterable[str]) -> str:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def _bodies(claim: Extraction) -> dict[tuple[str, str], set[tuple[str, str]]]:
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for statement in claim.statements:
        if statement.type in {"HOLDS_POST", "BELONGS_TO"} and statement.tail is not None:
            head, tail = claim.mentions[statement.head], claim.mentions[statement.tail]
            found[head.type, head.name].add((tail.type, tail.name))
    return found


def _credited(claim: Extraction) -> set[str]:
    names = {credit.name for credit in claim.article.credits}
    return names | {claim.mentions[s.head].name for s in claim.statements if s.type == "REPORTED"}


def occurrences(claim: Extraction) -> tuple[Occurrence, ...]:
    """The things of one article, by type and name."""
    article: Article = claim.article
    groups: dict[tuple[str, str], list[tuple[int, Mention]]] = defaultdict(list)
    for index, mention in enumerate(claim.mentions):
        groups[mention.type, mention.name].append((index, mention))
    bodies, credited = _bodies(claim), _credited(claim)
    return tuple(
        Occurrence(
            article=article.id,
            source=article.source,
            publisher=article.publisher or "",
            type=type_,
            subtype=_majority(mention.subtype for _, mention in group),
            name=name,
            region=_majority(mention.region for _, mention in group),
            forms=tuple(sorted({mention.text for _, mention in group if not mention.anaphor} | {name})),
            refs=tuple(MentionRef(article.id, index) for index, _ in group),
            credited=type_ == "Person" and name in credited,
            bodies=tuple(sorted(bodies.get((type_, name), ()))),
        )
        for (type_, name), group in sorted(groups.items())
    )
