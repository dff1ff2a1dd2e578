"""Annotated articles for training: the project's own, and those over texts that lie beside the checkout.

- ``articles/``: articles of invented towns, written and annotated for the project (text and gold)
- ``examples/``: the example pages and their gold
- the reference corpus: pages and their gold, where it lies beside the checkout
- ``news.jsonl``: annotation of news articles whose texts lie in the reference corpus: offsets only
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.evaluation.gold import plain
from kg.layout import articles_of
from kg.model import Article, Page
from kg.reading import SourceFile, find_files, read_pages

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / ".." / "shared"


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of one article: its gold type (PERSON, GOV, …) and every surface form, fullest first."""

    kind: str
    key: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A relation of one article; ``head`` and ``tail`` are numbers of its entities."""

    type: str
    head: int
    tail: int
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article as the program lays it out, and what its annotation says. ``group`` is where it comes from;
    articles of one ``source`` are never divided between training and test.
    """

    group: str
    source: str
    article: Article
    entities: tuple[Named, ...]
    relations: tuple[Related, ...]


def annotated_articles(reference: Path = REFERENCE) -> Iterator[Annotated]:
    """Every annotated article that can be read; those over absent texts are passed over."""
    yield from _pages("examples", HERE.parent / "examples" / "pages", HERE.parent / "examples" / "gold")
    yield from _pages("articles", HERE / "articles", HERE / "articles")
    for name in ("seeds", "dev"):
        if (reference / "gold" / name).is_dir():
            yield from _pages(name, reference / "corpus" / name, reference / "gold" / name)
    news = reference / "corpus" / "load" / "news.jsonl.gz"
    if news.is_file():
        yield from _news(HERE / "news.jsonl", news)


def _pages(group: str, pages: Path, gold: Path) -> Iterator[Annotated]:
    for path in sorted(gold.glob("*.yaml")):
        page = yaml.safe_load(path.read_text("utf-8"))
        found = _laid_out(pages / page["source"], single=group == "articles")
        for row in page["articles"]:
            article = found[0] if group == "articles" else _fitting(row, found)
            if article is not None:
                if group != "articles":
                    found.remove(article)
                yield annotation_of(group, page["source"], article, row)


def _laid_out(path: Path, *, single: bool) -> list[Article]:
    if single:  # title, empty line, paragraphs
        title, _, body = path.read_text("utf-8").partition("\n")
        page = Page(path.name, str(path), body.strip(), title=title.strip(), single_article=True)
        return list(articles_of(page))
    files = [file for file in find_files([str(path)]) if isinstance(file, SourceFile)]
    pages = [page for file in files for page in read_pages(file) if isinstance(page, Page)]
    return [article for page in pages for article in articles_of(page)]


def _fitting(row: Mapping[str, Any], articles: Iterable[Article]) -> Article | None:
    """The article with the annotation's first words, or else its title."""
    title, start = plain(row.get("title")), plain(row.get("starts"))[:8]
    best, most = None, 0
    for article in articles:
        place = plain(article.text).find(start) if start else -1
        fit = (2 if place >= 0 else 0) + (1 if 0 <= place < 30 else 0)
        fit += 2 if title and plain(article.title) == title else 0
        if fit > most:
            best, most = article, fit
    return best


def annotation_of(group: str, source: str, article: Article, row: Mapping[str, Any]) -> Annotated:
    """The annotation of one article from a gold row (docs/gold.md)."""
    entities: list[Named] = []
    numbers: dict[str, int] = {}
    for kind, *rest in row.get("entities") or ():
        options = rest[-1] if isinstance(rest[-1], dict) else {}
        forms = tuple(str(form) for form in rest if not isinstance(form, dict))
        numbers[forms[0]] = len(entities)
        entities.append(Named(kind, str(options.get("same", forms[0])), forms))
    relations = []
    for type_, head, tail, *rest in row.get("relations") or ():
        attributes = {key: str(value) for key, value in (rest[0] if rest else {}).items()}
        relations.append(Related(type_, numbers[str(head)], numbers[str(tail)], attributes))
    return Annotated(group, source, article, tuple(entities), tuple(relations))


def _news(annotation: Path, texts: Path) -> Iterator[Annotated]:
    rows = [json.loads(line) for line in annotation.read_text("utf-8").splitlines()]
    wanted = {row["id"]: row for row in rows}
    with gzip.open(texts, "rt", encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            row = wanted.get(record["id"])
            if row is not None:
                yield news_annotation(row, record["title"], record["body"])


def news_annotation(row: Mapping[str, Any], title: str, body: str) -> Annotated:
    """The annotation of one news article from offsets.

    ``row`` holds ``id``; ``entities``: [type, [[start, end], …]]; ``relations``: [type, head, tail, title],
    the last an offset pair or null. Offsets count in the title, a line break, and the body without white
    space at its ends.
    """
    body = body.strip()
    whole = f"{title}\n{body}"
    page = Page(row["id"], row["id"], body, title=title, single_article=True)
    (article,) = articles_of(page)
    entities = []
    for kind, places in row["entities"]:
        forms = tuple(whole[start:end] for start, end in places)
        entities.append(Named(kind, forms[0], forms))
    relations = []
    for type_, head, tail, title_place in row["relations"]:
        attributes = {"title": whole[slice(*title_place)]} if title_place else {}
        relations.append(Related(type_, head, tail, attributes))
    return Annotated("news", row["id"], article, tuple(entities), tuple(relations))


def news_row(identifier: str, title: str, body: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse: a gold row over one news article as offsets. Forms that stand nowhere are dropped."""
    whole = f"{title}\n{body.strip()}"
    squeezed, places = _squeezed(whole)
    entities: list[list[Any]] = []
    numbers: dict[str, int] = {}
    for kind, *rest in row.get("entities") or ():
        forms = [str(form) for form in rest if not isinstance(form, dict)]
        found = [place for form in forms if (place := _place(squeezed, places, form))]
        if found:
            numbers[forms[0]] = len(entities)
            entities.append([kind, found])
    relations = []
    for type_, head, tail, *rest in row.get("relations") or ():
        if str(head) in numbers and str(tail) in numbers:
            title_form = str(rest[0].get("title", "")) if rest else ""
            place = _place(squeezed, places, title_form) if title_form else None
            relations.append([type_, numbers[str(head)], numbers[str(tail)], place])
    return {"id": identifier, "entities": entities, "relations": relations}


def _squeezed(text: str) -> tuple[str, list[int]]:
    kept = [(character, place) for place, character in enumerate(text) if not character.isspace()]
    return "".join(character for character, _ in kept), [place for _, place in kept]


def _place(squeezed: str, places: Sequence[int], form: str) -> list[int] | None:
    form = "".join(form.split())
    start = squeezed.find(form)
    return None if start < 0 or not form else [places[start], places[start + len(form) - 1] + 1]
