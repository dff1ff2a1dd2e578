"""Articles to claims: who and what is named, and what the text says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.mentions import Draft, Reading, named, propose, read, texts_of
from kg.extract.naming import home_of
from kg.extract.recognition import Choice, Lattice, Recogniser
from kg.extract.recognition.network import Weights
from kg.extract.statements import find_all_statements
from kg.extract.statements.learned.model import RelationModel, load_relation_model, read_relation_model
from kg.language.lac import Tagger
from kg.model import Article, Extraction, Mention


@dataclass(frozen=True, slots=True)
class Reader:
    """The models that reading takes, loaded."""

    tagger: Tagger
    recogniser: Recogniser
    choice: Choice
    relations: RelationModel

    @classmethod
    def load(cls, folder: Path | None = None) -> Reader:
        """The models of this package and of the installed jieba; from ``folder`` those whose files it has.

        Raises KgError if one is missing or unsound.
        """
        own_names = folder if folder and (folder / "recogniser.npz").is_file() else None
        own_relations = folder if folder and (folder / "relation_trees.json").is_file() else None
        return cls(
            Tagger.load(),
            Recogniser(Weights.read(own_names / "recogniser.npz")) if own_names else Recogniser.load(),
            Choice.read(own_names) if own_names else Choice.load(),
            read_relation_model(own_relations) if own_relations else load_relation_model(),
        )


def extract(articles: Sequence[Article], reader: Reader) -> list[Extraction]:
    """Read the articles of one page.

    They are read together, since a page leans on its district: 区党工委 in an article that names no
    district is the committee of the one the page's other articles are about.
    """
    return extract_pages([articles], reader)[0]


def extract_pages(pages: Sequence[Sequence[Article]], reader: Reader) -> list[list[Extraction]]:
    """Read several pages, each as :func:`extract` does.

    The networks are much faster on many sentences at once, and what they say of one does not depend on the
    rest.
    """
    articles = [article for page in pages for article in page]
    drafts, lattices = draft(articles, reader.tagger, reader.recogniser)
    readings = (read(one, rows, reader.choice) for one, rows in zip(drafts, lattices, strict=True))
    by_page = [_named_on_page([next(readings) for _ in page]) for page in pages]
    texts = [(one.article, row, one.words) for page in by_page for one, row in page]
    stated = iter(find_all_statements(texts, reader.relations))
    return [[Extraction(one.article, row, next(stated)) for one, row in page] for page in by_page]


def draft(
    articles: Sequence[Article], tagger: Tagger, recogniser: Recogniser
) -> tuple[list[Draft], list[list[Lattice | None]]]:
    """What may be named in each article, and what the recogniser thinks of its title and sentences."""
    texts = [texts_of(article) for article in articles]
    tagged = iter(tagger.tag_and_view([text for row in texts for text in row], recogniser.view))
    seen = [[next(tagged) for _ in row] for row in texts]
    drafts = [
        propose(article, [words for words, _ in row]) for article, row in zip(articles, seen, strict=True)
    ]
    signs = [signs for one in drafts for signs in one.signs()]
    lattices = iter(recogniser.read([view for row in seen for _, view in row], signs))
    return drafts, [[next(lattices) for _ in row] for row in texts]


def _named_on_page(readings: Sequence[Reading]) -> list[tuple[Reading, tuple[Mention, ...]]]:
    """The mentions of every article of a page, each with its full name."""
    mentions = [named(reading, {}) for reading in readings]
    if len(readings) > 1:
        home = home_of([mention for row in mentions for mention in row]).by_level
        mentions = [named(reading, home) for reading in readings]
    return list(zip(readings, mentions, strict=True))
