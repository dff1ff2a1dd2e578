"""Who is who: the entities of a store, kept beside its claims and brought up to date as these change."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.collector import no_collector
from kg.database import Database
from kg.decisions import Decisions, Designation, Ruling, load
from kg.errors import StoreError
from kg.matching.scoring import Bar
from kg.model import Entity, Extraction, MentionRef
from kg.progress import Progress
from kg.provenance import resolver_version
from kg.relations import Owners
from kg.resolve.designating import Part, designations, parts_of
from kg.resolve.rulings import Rulings
from kg.resolve.state import State
from kg.resolve.tables import entities_of, mentions_of
from kg.resolve.update import Listed, update
from kg.store import Store

_RESOLVED = "resolved"  # the note that says of which claims, decisions and program the tables are
_VERSION = "resolver"
_MOST_CITED = 50  # articles of a neighbour that count


@dataclass(frozen=True, slots=True)
class UncertainPair:
    """Two entities (by id) that may be one. ``score``: how likely that is (0 to 1); ``bars``: why; ``value``:
    how many mentions deciding it moves; ``designations``: what a ruling on the pair points at.
    """

    a: str
    b: str
    score: float
    bars: tuple[Bar, ...]
    value: float
    designations: tuple[Designation, Designation]


@dataclass(frozen=True, slots=True)
class MergeReason:
    """Two parts of an entity that were found to be one, how sure that is, and why."""

    a: Designation
    b: Designation
    score: float
    bars: tuple[Bar, ...]


class _StoredClaims:
    """A store as a source of claims."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.rows: dict[str, int] = {}

    def listed(self) -> Iterator[Listed]:
        """All articles; a page's key and the place in it stand for the claims."""
        for row, id_, key, source, number in self._store.listed():
            self.rows[id_] = row
            yield Listed(source, number, id_, key)

    def extractions(self, articles: Sequence[str]) -> Iterator[Extraction]:
        """The claims of some articles."""
        return (self._store.extraction(self.rows[id_]) for id_ in articles)


class Resolved:
    """The entities of a store and which mentions are theirs."""

    def __init__(
        self, store: Store, decisions: Decisions | None = None, progress: Progress | None = None
    ) -> None:
        """Bring what is kept up to date with the claims and decisions, and keep it where the store allows.

        ``decisions``: None for those in the file beside the store.
        """
        self._store = store
        self.decisions = load(store.path).decisions if decisions is None else decisions
        store.database.begin()  # one state of the store from here on
        self.state = State(store.database)
        self._rows: dict[str, int] = {}
        if self._is_current():
            return
        if progress is not None:
            progress.tell("resolving who is who …")
        try:
            self._update()
            store.commit()
        except StoreError:
            # A store that another command is reading, or that cannot be written: for this command only.
            store.database.rollback()
            store.database.begin()
            self.state = State(Database.in_memory())
            self._update()

    @property
    def database(self) -> Database:
        """Where the tables of resolution are: in the store, or in memory beside it."""
        return self.state.database

    def _mark(self) -> str:
        return f"{self._store.revision} {self.decisions.fingerprint}"

    def _is_current(self) -> bool:
        if not self.state.ready or self.state.get(_VERSION) != resolver_version():
            return False
        return self.state.get(_RESOLVED) == self._mark()

    def _update(self) -> None:
        state = self.state
        state.database.begin()
        if not state.ready or state.get(_VERSION) != resolver_version():
            state.begin_anew()
        with no_collector():
            claims = _StoredClaims(self._store)
            report = update(state, claims, self.decisions)
        self._rows = claims.rows
        stale = set(json.loads(state.get("stale") or "[]")) | report.articles
        state.put("stale", json.dumps(sorted(stale)))
        state.put(
            "overruled", json.dumps([[_order(self.decisions, r) for r in two] for two in report.overruled])
        )
        state.put(_RESOLVED, self._mark())
        state.put(_VERSION, resolver_version())

    def row(self, article: str) -> int:
        """The row of an article of the store, by its id."""
        if not self._rows:
            self._rows = {id_: row for row, id_, *_ in self._store.listed()}
        return self._rows[article]

    # ------------------------------------------------------------------------------------------- entities

    def entities(self, ids: Iterable[str] | None = None) -> Iterator[Entity]:
        """All entities by id, or those of the ids; without their mentions."""
        return entities_of(self.database, ids)

    def mentions(self, entity: str) -> tuple[MentionRef, ...]:
        """The mentions of an entity, by article and place."""
        query = (
            "SELECT r.article, o.mentions FROM entities e JOIN atoms a ON a.entity = e.number"
            " JOIN occurrences o ON o.atom = a.number JOIN articles_read r ON r.number = o.article"
            " WHERE e.id = ?"
        )
        found = [
            MentionRef(row[0], n) for row in self.database.rows(query, (entity,)) for n in json.loads(row[1])
        ]
        return tuple(sorted(found, key=lambda ref: (ref.article, ref.index)))

    def owners(self, articles: Iterable[str] | None = None) -> Owners:
        """Which entity each mention names, in all articles or in those of the ids."""
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for article, entity, positions in mentions_of(self.database, articles):
            for position in positions:
                found[article][position] = entity
        return found

    # ----------------------------------------------------------------------------------- why, and what else

    def parts(self, entity: str) -> tuple[Part, ...]:
        """What an entity is made of, the part with most mentions first."""
        return parts_of(self.state, entity)

    def bars(self, entity: str) -> tuple[MergeReason, ...]:
        """The merges that made an entity, the surest first, each with what it rests on."""
        rows = self.database.all(
            "SELECT m.one, m.merge FROM entities e JOIN atoms a ON a.entity = e.number"
            " JOIN merges m ON m.one = a.number WHERE e.id = ?",
            (entity,),
        )
        merges = [(one, *json.loads(text)) for one, text in rows]
        named = designations(self.state, {end for one, other, _, _ in merges for end in (one, other)})
        found = [
            MergeReason(named[one], named[other], score, tuple(Bar(*bar) for bar in bars))
            for one, other, score, bars in merges
            if one in named and other in named
        ]
        return tuple(sorted(found, key=lambda reason: (-reason.score, reason.a.key, reason.b.key)))

    def uncertain(self) -> Iterator[UncertainPair]:
        """Pairs that may be one and are not merged, those first whose deciding moves most; a pair once."""
        rows = self.database.all(
            "SELECT q.one, q.other, q.pair, e.id, f.id FROM queue q JOIN atoms a ON a.number = q.one"
            " JOIN atoms b ON b.number = q.other JOIN entities e ON e.number = a.entity"
            " JOIN entities f ON f.number = b.entity WHERE e.id != f.id"
        )
        weights = self._weights({row[n] for row in rows for n in (3, 4)})
        named = designations(self.state, {row[n] for row in rows for n in (0, 1)})
        best: dict[tuple[str, str], UncertainPair] = {}
        for one, other, text, a, b in sorted(rows):
            score, bars = json.loads(text)
            if b < a:
                one, other, a, b = other, one, b, a
            value = round(min(weights[a], weights[b]) * (1 - abs(2 * score - 1) / 2), 3)
            bars = tuple(Bar(*bar) for bar in bars)
            pair = UncertainPair(a, b, score, bars, value, (named[one], named[other]))
            if (a, b) not in best or best[a, b].score < score:
                best[a, b] = pair
        yield from sorted(best.values(), key=lambda pair: (-pair.value, -pair.score, pair.a, pair.b))

    def _weights(self, ids: Iterable[str]) -> dict[str, int]:
        """How many articles each entity is in."""
        select = (
            "SELECT e.id, count(DISTINCT o.article) FROM entities e JOIN atoms a ON a.entity = e.number"
            " JOIN occurrences o ON o.atom = a.number WHERE e.id IN ({}) GROUP BY e.id"
        )
        return dict(self.state.among(select, ids))

    def neighbours(self, a: str, b: str) -> tuple[str, ...]:
        """Ids of what is named beside both, those in most articles of both first."""
        counts: list[Counter[str]] = []
        for entity in (a, b):
            rows = self.database.all(
                "SELECT f.id, count(DISTINCT p.article) FROM entities e JOIN atoms a ON a.entity = e.number"
                " JOIN occurrences o ON o.atom = a.number JOIN occurrences p ON p.article = o.article"
                " JOIN atoms b ON b.number = p.atom JOIN entities f ON f.number = b.entity"
                " WHERE e.id = ? GROUP BY f.id",
                (entity,),
            )
            counts.append(Counter(dict(rows)))
        one, other = counts
        shared = (one.keys() & other.keys()) - {a, b}
        return tuple(sorted(shared, key=lambda id_: (-min(one[id_], other[id_]), id_)))

    # ------------------------------------------------------------------------------------------ decisions

    def idle(self) -> tuple[Ruling, ...]:
        """The decisions that point at nothing in this store."""
        return tuple(Rulings(self.state, self.decisions).idle)

    def overruled(self) -> tuple[tuple[Ruling, Ruling], ...]:
        """Decisions that contradict one another: the one passed over, and a later one against it."""
        known = self.decisions.in_force()
        rows = json.loads(self.state.get("overruled") or "[]")
        return tuple((known[earlier], known[later]) for earlier, later in rows)


def _order(decisions: Decisions, ruling: Ruling) -> int:
    return decisions.in_force().index(ruling)


__all__: list[Any] = ["MergeReason", "Part", "Resolved", "UncertainPair"]
