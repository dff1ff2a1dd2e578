"""Articles to claims: who and what is named, and what the text says of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.mentions import Reading, read
from kg.extract.naming import home_of
from kg.extract.statements import find_statements
from kg.language.lac import Tagger
from kg.model import Article, Extraction, Mention


def extract(articles: Sequence[Article], tagger: Tagger) -> list[Extraction]:
    """Read the articles of one page.

    They are read together, since a page leans on its district: 区党工委 in an article that names no
    district is the committee of the one the page's other articles are about.
    """
    readings = [read(article, tagger) for article in articles]
    pooled: list[Mention] = [mention for reading in readings for mention in reading.mentions]
    home = home_of(pooled, "").by_level
    return [
        _extraction(article, reading, home, tagger)
        for article, reading in zip(articles, readings, strict=True)
    ]


def _extraction(article: Article, reading: Reading, home: dict[str, str], tagger: Tagger) -> Extraction:
    statements = find_statements(article, reading.mentions, reading.words)
    return Extraction(article, reading.mentions, tuple(statements))
