"""Resolution in one call, of claims in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from kg.database import Database
from kg.decisions import Decisions
from kg.model import Entity, Extraction, MentionRef
from kg.resolve.state import State
from kg.resolve.tables import entities_of, mentions_of
from kg.resolve.update import Listed, update


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities, sorted by id. Each mention of the claims is in one of them."""

    entities: tuple[Entity, ...]


class ClaimsInMemory:
    """Claims that are at hand, as a source of claims."""

    def __init__(self, claims: Iterable[Extraction]) -> None:
        self._claims = {claim.article.id: claim for claim in claims}

    def listed(self) -> Iterator[Listed]:
        """All articles."""
        for id_, claim in self._claims.items():
            digest = blake2b(repr(claim).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
            yield Listed(claim.article.source, claim.article.number, id_, digest)

    def extractions(self, articles: Sequence[str]) -> Iterator[Extraction]:
        """The claims of some articles."""
        return (self._claims[id_] for id_ in articles)


def resolve(claims: Iterable[Extraction], decisions: Decisions | None = None) -> Resolution:
    """The entities behind the mentions of some articles, whatever order these come in."""
    with Database.in_memory() as database:
        state = State(database)
        state.begin_anew()
        update(state, ClaimsInMemory(claims), decisions or Decisions())
        return resolution_of(state)


def resolution_of(state: State) -> Resolution:
    """All entities of the tables, with their mentions."""
    mentions: dict[str, list[MentionRef]] = {}
    for article, entity, positions in mentions_of(state.database):
        mentions.setdefault(entity, []).extend(MentionRef(article, n) for n in positions)
    found = (
        replace(entity, mentions=tuple(sorted(mentions[entity.id], key=lambda r: (r.article, r.index))))
        for entity in entities_of(state.database)
    )
    return Resolution(tuple(found))
