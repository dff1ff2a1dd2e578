"""The order of the steps of resolution: what changed is read, bodies are settled, then people beside them.

The tables come out the same whichever steps led to them: each step depends on the claims through what the
step before has written, and works again on all that depends on something that changed.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from kg.decisions import Decisions, Ruling, normal_form
from kg.model import Extraction
from kg.resolve.atoms import dumps
from kg.resolve.bodies import settle_bodies, update_pairs
from kg.resolve.company import update_sightings
from kg.resolve.facts import PageFacts, page_facts
from kg.resolve.learning import learn
from kg.resolve.outcome import Outcome
from kg.resolve.persons import settle_people
from kg.resolve.reading import Asides, Touched, forget_articles, read_pages, sweep
from kg.resolve.rulings import Rulings
from kg.resolve.state import State


class Listed(NamedTuple):
    """An article of the store: its id, its place in its source, and a text that changes with its claims.

    A tuple, because all articles of a store are listed and sorted to find the few that changed.
    """

    source: str
    number: int
    article: str
    claims: str


class Claims(Protocol):
    """Where claims come from."""

    def listed(self) -> Iterable[Listed]:
        """All articles, each once."""

    def extractions(self, articles: Sequence[str]) -> Iterable[Extraction]:
        """The claims of some articles, by id."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an update came to. ``articles``: those (by number) whose relations may have changed."""

    articles: frozenset[int]
    idle: tuple[Ruling, ...] = ()
    overruled: tuple[tuple[Ruling, Ruling], ...] = ()


def update(state: State, claims: Claims, decisions: Decisions) -> Report:
    """Bring the tables up to date with the claims and decisions."""
    touched = Touched()
    pages = _Pages(state, claims)
    changed = pages.changed(touched)
    learned = learn(state, pages.facts, changed)
    decided = _changed_names(state, decisions)
    again = _named(state, _PAGES_NAMING, decided) & pages.there
    read = read_pages(state, sorted(learned.pages | again), pages.claims, learned.around, Asides(decisions))
    touched.atoms |= read.atoms
    touched.families |= read.families
    touched.articles |= read.articles
    there, gone = sweep(state, touched)
    rulings = Rulings(state, decisions)
    touched.families |= _named(state, _FAMILIES_NAMED, decided) | _families_pointed_at(state, rulings)
    outcome = Outcome(state, rulings)
    outcome.forget(gone)
    _forget_families(state, touched.families)
    update_pairs(state, touched, there)
    overruled = settle_bodies(state, touched, rulings, outcome)
    outcome.name_all()
    articles = touched.articles | _articles_of(state, outcome)
    seen = update_sightings(state, articles)
    names = {row[0] for row in state.among("SELECT family FROM atoms WHERE number IN ({})", seen)}
    overruled += settle_people(state, touched.families | names, rulings, outcome)
    outcome.name_all()
    articles |= _articles_of(state, outcome)
    state.put("decisions", _decisions_json(decisions))
    return Report(frozenset(articles), tuple(rulings.idle), tuple(overruled))


def _forget_families(state: State, touched: Set[int]) -> None:
    """Take out what was told of names that are gone. Of the others it is told anew: see ``Outcome.tell``."""
    there = {row[0] for row in state.among("SELECT DISTINCT family FROM atoms WHERE family IN ({})", touched)}
    for table in ("merges", "queue"):
        state.delete(table, "family", sorted(touched - there))


def _articles_of(state: State, outcome: Outcome) -> set[int]:
    """Articles in which something belongs to another entity than before, or to one with another id."""
    moved = outcome.moved
    found = {row[0] for row in state.among("SELECT article FROM occurrences WHERE atom IN ({})", moved.atoms)}
    select = "SELECT o.article FROM atoms a JOIN occurrences o ON o.atom = a.number WHERE a.entity IN ({})"
    found |= {row[0] for row in state.among(select, moved.entities)}
    return found


# ------------------------------------------------------------------------------------------------- pages


class _Pages:
    """The pages of the claims: which changed, and their facts, kept at hand for a while."""

    _KEPT = 20_000  # facts of pages: one run of a large build asks for each four times

    def __init__(self, state: State, claims: Claims) -> None:
        self._state = state
        self._claims = claims
        self._facts: OrderedDict[str, PageFacts] = OrderedDict()
        self._articles: dict[str, list[Listed]] = {}
        listed = sorted(claims.listed())
        first = Counter(row.source for row in listed if row.number == 1)
        for row in listed:
            page = row.source if first[row.source] < 2 else f"{row.source}\x1f{row.article}"
            self._articles.setdefault(page, []).append(row)
        self.there = set(self._articles)

    def changed(self, touched: Touched) -> set[str]:
        """The pages that are new or changed; those that are gone are taken out."""
        state = self._state
        old = dict(state.database.all("SELECT page, claims FROM pages_read"))
        new = {page: _digest(rows) for page, rows in self._articles.items()}
        for page in sorted(old.keys() - new.keys()):
            select = "SELECT number FROM articles_read WHERE page = ?"
            forget_articles(state, [row[0] for row in state.database.all(select, (page,))], touched)
            state.delete("pages_read", "page", [page])
        changed = {page for page, digest in new.items() if old.get(page) != digest}
        rows = [(page, new[page], "", "") for page in sorted(changed)]
        state.delete("pages_read", "page", sorted(changed & old.keys()))
        state.insert("pages_read", rows)
        return changed

    def claims(self, page: str) -> list[Extraction]:
        """The claims of a page's articles, in order."""
        listed = self._articles[page]
        found = {
            claim.article.id: claim for claim in self._claims.extractions([row.article for row in listed])
        }
        return [found[row.article] for row in listed]

    def facts(self, page: str) -> PageFacts:
        """The facts of a page."""
        if page not in self._facts:
            self._facts[page] = page_facts(page, self.claims(page))
            if len(self._facts) > self._KEPT:
                self._facts.popitem(last=False)
        return self._facts[page]


def _digest(rows: Sequence[Listed]) -> str:
    return "\x1e".join([f"{row.article}\x1f{row.number}\x1f{row.claims}" for row in rows])


# --------------------------------------------------------------------------------------------- decisions


def _decisions_json(decisions: Decisions) -> str:
    return dumps(sorted(_row(ruling, order) for order, ruling in enumerate(decisions.in_force())))


def _row(ruling: Ruling, order: int) -> list[object]:
    b = ruling.b.key if ruling.b else ()
    return [order, ruling.verdict.value, ruling.a.key, b, ruling.name]


def _changed_names(state: State, decisions: Decisions) -> set[tuple[str, str]]:
    """Type and name of what is pointed at by decisions that are new, gone or in another order."""
    old = {dumps(row) for row in json.loads(state.get("decisions") or "[]")}
    new = {dumps(row) for row in json.loads(_decisions_json(decisions))}
    found: set[tuple[str, str]] = set()
    for text in old ^ new:
        _, _, a, b, _ = json.loads(text)
        found |= {(key[0], normal_form(key[1])) for key in (a, b) if key}
    return found


_PAGES_NAMING = (
    "SELECT DISTINCT r.page FROM faces f JOIN occurrences o ON o.face = f.number"
    " JOIN articles_read r ON r.number = o.article WHERE f.type = ? AND f.name = ?"
)
_FAMILIES_NAMED = (
    "SELECT DISTINCT a.family FROM faces f JOIN occurrences o ON o.face = f.number"
    " JOIN atoms a ON a.number = o.atom WHERE f.type = ? AND f.name = ?"
)


def _named(state: State, select: str, names: Iterable[tuple[str, str]]) -> set[Any]:
    """What a question finds for each of some names (by type and name)."""
    return {row[0] for name in sorted(names) for row in state.database.all(select, name)}


def _families_pointed_at(state: State, rulings: Rulings) -> set[int]:
    """Families of what decisions point at, or pointed at before, where that is not the same."""
    old: dict[str, list[list[int]]] = json.loads(state.get("pointed") or "{}")
    new = {
        dumps([pointed.order, pointed.ruling.a.key]): [list(pointed.a), list(pointed.b)]
        for rows in rulings.by_atom.values()
        for pointed in rows
    }
    state.put("pointed", dumps(dict(sorted(new.items()))))
    changed = [ends for key in old.keys() | new.keys() if old.get(key) != new.get(key) for ends in
               (old.get(key, []), new.get(key, []))]  # fmt: skip
    atoms = {atom for ends in changed for end in ends for atom in end}
    return {row[0] for row in state.among("SELECT family FROM atoms WHERE number IN ({})", atoms)}
