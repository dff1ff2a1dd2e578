"""What one article says of one thing: its mentions of the same type and name, taken together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import Article, Extraction, Mention, MentionRef


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing in one article. ``bodies`` are indexes (in the same article) of what its posts are at."""

    article: str
    source: str  # the page, see ``pages``
    publisher: str
    type: str
    subtype: str
    name: str
    region: str  # as printed, or ""
    forms: tuple[str, ...]  # sorted, without anaphors
    refs: tuple[MentionRef, ...]
    roles: tuple[str, ...]  # of a name in the byline: 记者, 编辑 …
    bodies: tuple[tuple[str, str], ...]  # (type, name) of the bodies where a person holds posts or belongs
    wholes: tuple[tuple[str, str], ...]  # (type, name) of what the article says this is part of
    guessed: tuple[tuple[str, str], ...] = ()  # the same where a rule only takes it for the article's home's

    @property
    def credited(self) -> bool:
        """Whether this is a person named in the byline."""
        return bool(self.roles)


def _majority(values: Iterable[str]) -> str:
    values = list(values)
    if len(values) == 1:
        return values[0]
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


_GUESSES = frozenset({"structure.office_of_home"})


def _tails(
    claim: Extraction, types: frozenset[str], *, guesses: bool = False
) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """What each thing is tied to by statements of some types: those that guess, or all others."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for statement in claim.statements:
        if statement.type in types and statement.tail is not None and guesses == (statement.rule in _GUESSES):
            head, tail = claim.mentions[statement.head], claim.mentions[statement.tail]
            found[head.type, head.name].add((tail.type, tail.name))
    return found


def _roles(claim: Extraction) -> dict[str, set[str]]:
    """Roles in the byline by name."""
    found: dict[str, set[str]] = defaultdict(set)
    for credit in claim.article.credits:
        found[credit.name].add(credit.role)
    for statement in claim.statements:
        if statement.type == "REPORTED":
            found[claim.mentions[statement.head].name].add(statement.attributes.get("role", "记者"))
    return found


_POSTS = frozenset({"HOLDS_POST", "BELONGS_TO"})
_PARTS = frozenset({"PART_OF"})


def pages(claims: Iterable[Extraction]) -> dict[str, str]:
    """The page of each article (by id): its source file; a record of a JSON-lines or CSV file is its own.

    Records are told by their number: each is the first article of its own page.
    """
    listed = list(claims)
    first = Counter(claim.article.source for claim in listed if claim.article.number == 1)
    return {
        claim.article.id: claim.article.source
        if first[claim.article.source] < 2
        else f"{claim.article.source}\x1f{claim.article.id}"
        for claim in listed
    }


_WRITERS = frozenset({"记者", "摄", "实习生", "编辑", "责编"})


def _officials(claim: Extraction, roles: Mapping[str, set[str]]) -> frozenset[int]:
    """Mentions of an official who has a reporter's name: he holds a post in the text, at no paper.

    A correspondent (通讯员) may well hold one.
    """
    bylines = {statement.head for statement in claim.statements if statement.type == "REPORTED"}
    posted = {
        claim.mentions[statement.head].name
        for statement in claim.statements
        if statement.type == "HOLDS_POST" and statement.tail is not None and statement.head not in bylines
        if claim.mentions[statement.tail].subtype not in {"", "Media", "Site"}
    }
    names = {name for name in posted if name in roles and roles[name] <= _WRITERS}
    return frozenset(
        index
        for index, mention in enumerate(claim.mentions)
        if mention.type == "Person" and mention.name in names and index not in bylines
        if not any(credit.start <= mention.start < credit.end for credit in claim.article.credits)
        if mention.start >= 0
    )


def occurrences(claim: Extraction, page: str) -> tuple[Occurrence, ...]:
    """The things of one article, by type and name. ``page`` stands for the page that it is on."""
    article: Article = claim.article
    groups: dict[tuple[str, str], list[tuple[int, Mention]]] = defaultdict(list)
    for index, mention in enumerate(claim.mentions):
        groups[mention.type, mention.name].append((index, mention))
    bodies, wholes, roles = _tails(claim, _POSTS), _tails(claim, _PARTS), _roles(claim)
    guessed = _tails(claim, _PARTS, guesses=True)
    officials = _officials(claim, roles)
    found: list[Occurrence] = []
    for (type_, name), group in sorted(groups.items()):
        official = [row for row in group if row[0] in officials]
        for part in ([row for row in group if row[0] not in officials], official):
            if not part:
                continue
            credited = type_ == "Person" and part is not official
            found.append(
                Occurrence(
                    article=article.id,
                    source=page,
                    publisher=article.publisher or "",
                    type=type_,
                    subtype=_majority(mention.subtype for _, mention in part),
                    name=name,
                    region=_majority(mention.region for _, mention in part),
                    forms=tuple(
                        sorted({mention.text for _, mention in part if not mention.anaphor} | {name})
                    ),
                    refs=tuple(MentionRef(article.id, index) for index, _ in part),
                    roles=tuple(sorted(roles.get(name, ()))) if credited else (),
                    bodies=() if official and credited else tuple(sorted(bodies.get((type_, name), ()))),
                    wholes=tuple(sorted(wholes.get((type_, name), ()))),
                    guessed=tuple(sorted(guessed.get((type_, name), ()))),
                )
            )
    return tuple(found)
