"""Small graphs and their gold, made for one question each: who is who is given, not resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.evaluation import Scores, score
from kg.evaluation.found import gather
from kg.evaluation.gold import read_gold
from kg.evaluation.matching import Matched, match
from kg.graph import Graph
from kg.model import Article, Entity, Extraction, Mention, Statement
from kg.ontology import ontology
from loaders.graphml import GraphmlLoader

Row = Sequence[Any]


@dataclass(frozen=True)
class MadeArticle:
    """``mentions``: (entity id, form, …forms); ``statements``: (type, head id, tail id, title);
    ``reported``: (person's id, role). The text is one sentence of all forms.
    """

    title: str
    mentions: Sequence[Row]
    statements: Sequence[Row] = ()
    reported: Sequence[Row] = ()
    source: str = "page.txt"


@dataclass
class MadeGraph:
    """``known``: entity id -> (type, subtype)."""

    known: Mapping[str, tuple[str, str]]
    articles: Sequence[MadeArticle]
    gold: Sequence[Mapping[str, Any]]
    claims: list[Extraction] = field(default_factory=list)
    owners: dict[str, dict[int, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, made in enumerate(self.articles, 1):
            self._add(f"a{number}", number, made)

    def _add(self, id_: str, number: int, made: MadeArticle) -> None:
        text, mentions, owner, first = "", list[Mention](), dict[int, str](), dict[str, int]()
        for entity, *forms in made.mentions:
            self.names.setdefault(entity, forms[0])
            first.setdefault(entity, len(mentions))
            for form in forms:
                owner[len(mentions)] = entity
                type_, subtype = self.known[entity]
                mentions.append(
                    Mention(len(text), len(text) + len(form), form, type_, subtype, forms[0], rule="made")
                )
                text += form + "，"
        text += "完。"
        rows = [(t, h, first[tail], {"title": title}) for t, h, tail, title in made.statements]
        rows += [("REPORTED", person, None, {"role": role}) for person, role in made.reported]
        statements = [
            Statement(t, first[h], tail, 0, len(text), text, f"made.{t}", 0.8, attributes=attributes)
            for t, h, tail, attributes in rows
        ]
        self.owners[id_] = owner
        article = Article(id_, made.source, number, made.title, text)
        self.claims.append(Extraction(article, tuple(mentions), tuple(statements)))

    @property
    def entities(self) -> dict[str, Entity]:
        return {
            id_: Entity(id_, *self.known[id_], name, name[:4]) for id_, name in sorted(self.names.items())
        }

    def write_gold(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.gold):
            (folder / f"{number:03}.yaml").write_text(yaml.safe_dump(page, allow_unicode=True), "utf-8")
        return folder

    def matched(self, folder: Path) -> list[Matched]:
        gold = read_gold(self.write_gold(folder))
        assert gold.faults == ()
        sources = {document.source for document in gold.documents}
        found = gather(self.claims, self.entities, self.owners, sources)
        return [match(document, found[document.source]) for document in gold.documents]

    def scores(self, folder: Path) -> Scores:
        return score(self.matched(folder))

    def write_graphml(self, path: Path) -> Path:
        graph = Graph.project(self.claims, self.entities.values(), self.owners, ontology())
        GraphmlLoader().write(graph, path)
        return path


def page(
    *entities: Row,
    relations: Sequence[Row] = (),
    title: str | None = "临溪区消息",
    source: str = "page.txt",
    reporters: Sequence[str] = (),
    correspondents: Sequence[str] = (),
) -> dict[str, Any]:
    """Gold of a file with one article."""
    article = {
        "id": "001-1",
        "title": title,
        "reporters": list(reporters),
        "correspondents": list(correspondents),
        "entities": [list(row) for row in entities],
        "relations": [list(row) for row in relations],
    }
    return {"source": source, "articles": [article]}
