"""Pages read into occurrences, and what that touches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.decisions import Decisions, Designation, Verdict, normal_form
from kg.model import Extraction
from kg.naming.regions import NOWHERE, PREFECTURE, Region, Surroundings, steps_up
from kg.resolve.atoms import AtomKey, Face, atom_of, dumps, face_of, number_of, real
from kg.resolve.entities import printed_path
from kg.resolve.identity import identities
from kg.resolve.occurrences import Occurrence, occurrences
from kg.resolve.state import Row, State


@dataclass(slots=True)
class Touched:
    """What has to be worked on again: atoms and their families, and articles, by number."""

    atoms: set[int] = field(default_factory=set)
    families: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)


class Asides:
    """The decisions that keep a name apart from what it would be one with by name alone."""

    def __init__(self, decisions: Decisions) -> None:
        self._by_name: dict[tuple[str, str], list[Designation]] = defaultdict(list)
        for ruling in decisions.in_force():
            if ruling.b is not None and (
                ruling.verdict is Verdict.DIFFERENT or ruling.a.article or ruling.b.article
            ):
                for one in (ruling.a, ruling.b):
                    self._by_name[one.type, normal_form(one.name)].append(one)

    def of(self, item: Occurrence, home: Region) -> str:
        """What sets an occurrence aside, or ""."""
        named = self._by_name.get((item.type, normal_form(item.name)))
        if not named:
            return ""
        path = normal_form(printed_path(home))
        keys = [
            one.key
            for one in named
            if (one.article == item.article if one.article else True)
            and (one.article or _near(normal_form(one.region), path))
        ]
        return dumps(sorted(set(keys))) if keys else ""


def _near(one: str, other: str) -> bool:
    """Whether two printed paths may be one home: what is set apart in vain is one by name again."""
    return one == other or (bool(one) and bool(other) and (one in other or other in one))


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article as rows: itself, its faces, its atoms, its occurrences."""

    number: int
    article: Row
    faces: tuple[Row, ...]
    atoms: tuple[Row, ...]
    occurrences: tuple[Row, ...]


def read_article(claim: Extraction, page: str, around: Surroundings, asides: Asides) -> ReadArticle:
    """The rows of one article in the surroundings that it has."""
    number = number_of(claim.article.id)
    items = occurrences(claim, page)
    names = identities(items, around)
    faces: list[Row] = []
    atoms: list[Row] = []
    rows: list[Row] = []
    for place, (item, name) in enumerate(zip(items, names, strict=True)):
        face = face_of(item, name, around.home)
        key = atom_of(item, name, asides.of(item, real(name.region)))
        text, atom = face.text, key.to_json()
        faces.append((number_of(text), item.type, normal_form(item.name), text))
        atoms.append((number_of(atom), number_of(key.family), item.type, atom, None))
        mentions = [ref.index for ref in item.refs]
        rows.append(
            (number, place, number_of(atom), number_of(text), len(mentions), mentions[0], dumps(mentions),
             _also(item, key, face, around), "")
        )  # fmt: skip
    article = (number, claim.article.id, page, claim.article.publisher or "", dumps(around.home))
    return ReadArticle(number, article, tuple(faces), tuple(atoms), tuple(rows))


def _also(item: Occurrence, key: AtomKey, face: Face, around: Surroundings) -> str:
    """What else is needed of an occurrence: of a person roles and bodies, of a company the cities named."""
    if item.type == "Person":
        return dumps([item.roles, item.bodies])
    if key.local.startswith("bare") and face.identity.parsed.own:
        return dumps(sorted({city for city in around.named if city == steps_up(city, PREFECTURE)}))
    return ""


def read_pages(
    state: State,
    pages: Iterable[str],
    claims_of: Callable[[str], Sequence[Extraction]],
    around_of: Callable[[str], Mapping[str, Surroundings]],
    asides: Asides,
) -> Touched:
    """Read pages into the tables; what they touch. Only articles whose rows changed touch anything."""
    touched = Touched()
    new: list[ReadArticle] = []
    for page in sorted(pages):
        claims = claims_of(page)
        around = around_of(page)
        read = [read_article(claim, page, around.get(claim.article.id, NOWHERE), asides) for claim in claims]
        new += _changed(state, page, read, touched)
        if len(new) >= _BATCH:
            _write(state, new)
            new.clear()
    _write(state, new)
    return touched


_BATCH = 200  # articles that are written at a time


def _changed(state: State, page: str, read: Sequence[ReadArticle], touched: Touched) -> list[ReadArticle]:
    """The articles of a page that are not in the tables as they were read; older ones are taken out."""
    there = {row[0]: row for row in state.database.all("SELECT * FROM articles_read WHERE page = ?", (page,))}
    new: list[ReadArticle] = []
    for article in read:
        old = there.pop(article.number, None)
        if old is not None:
            if old == article.article and _rows_of(state, article.number) == article.occurrences:
                continue
        elif not state.database.value("SELECT 1 FROM articles_read WHERE number = ?", (article.number,)):
            new.append(article)
            _touch(touched, article.number, article.occurrences, article.atoms)
            continue
        forget_articles(state, [article.number], touched)  # changed, or on another page before
        new.append(article)
        _touch(touched, article.number, article.occurrences, article.atoms)
    forget_articles(state, there, touched)
    return new


def _write(state: State, new: Sequence[ReadArticle]) -> None:
    state.insert("articles_read", [read.article for read in new])
    state.insert("faces", [row for read in new for row in read.faces])
    state.insert("atoms", [row for read in new for row in read.atoms])
    state.insert("occurrences", [row for read in new for row in read.occurrences])


def _rows_of(state: State, article: int) -> tuple[Row, ...]:
    select = (
        "SELECT article, place, atom, face, weight, first, mentions, also, '' FROM occurrences"
        " WHERE article = ? ORDER BY place"
    )
    return tuple(state.database.all(select, (article,)))


def _touch(touched: Touched, article: int, rows: Iterable[Row], atoms: Iterable[Row]) -> None:
    touched.articles.add(article)
    touched.atoms.update(row[2] for row in rows)
    touched.families.update(row[1] for row in atoms)


def forget_articles(state: State, articles: Iterable[int], touched: Touched) -> None:
    """Take articles out of the tables; their atoms and families are touched."""
    for article in articles:
        select = (
            "SELECT a.number, a.family FROM occurrences o JOIN atoms a ON a.number = o.atom"
            " WHERE o.article = ?"
        )
        for atom, family in state.database.all(select, (article,)):
            touched.atoms.add(atom)
            touched.families.add(family)
        touched.articles.add(article)
        state.delete("occurrences", "article", [article])
        state.delete("articles_read", "number", [article])


def sweep(state: State, touched: Touched) -> tuple[set[int], set[int]]:
    """Take out atoms that no article has any more. The touched ones left, the entities of the others."""
    select = "SELECT DISTINCT atom FROM occurrences WHERE atom IN ({})"
    there = {row[0] for row in state.among(select, touched.atoms)}
    gone = touched.atoms - there
    entities = {row[0] for row in state.among("SELECT entity FROM atoms WHERE number IN ({})", gone)} - {None}
    state.delete("atoms", "number", sorted(gone))
    return there, entities


def also_of(text: str) -> list[object]:
    """What ``also`` holds."""
    found: list[object] = json.loads(text) if text else []
    return found
