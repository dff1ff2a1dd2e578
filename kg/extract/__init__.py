"""Articles to claims: who and what is named, and what the text says of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.mentions import named, read, texts_of
from kg.extract.naming import home_of
from kg.extract.statements import find_statements
from kg.language.lac import Tagger, Word
from kg.model import Article, Extraction

Tagged = list[tuple[Word, ...]]


def extract(articles: Sequence[Article], tagger: Tagger) -> list[Extraction]:
    """Read the articles of one page.

    They are read together, since a page leans on its district: 区党工委 in an article that names no
    district is the committee of the one the page's other articles are about.
    """
    return extract_pages([articles], tagger)[0]


def extract_pages(pages: Sequence[Sequence[Article]], tagger: Tagger) -> list[list[Extraction]]:
    """Read several pages, each as :func:`extract` does.

    The tagger is much faster on many sentences at once, and what it says of one does not depend on the rest.
    """
    texts = [[texts_of(article) for article in page] for page in pages]
    rows = iter(tagger.tag([text for page in texts for article in page for text in article]))
    tagged = [[[next(rows) for _ in article] for article in page] for page in texts]
    return [_extract_page(page, words) for page, words in zip(pages, tagged, strict=True)]


def _extract_page(articles: Sequence[Article], tagged: Sequence[Tagged]) -> list[Extraction]:
    readings = [read(article, rows) for article, rows in zip(articles, tagged, strict=True)]
    mentions = [named(reading, {}) for reading in readings]
    if len(articles) > 1:
        home = home_of([mention for row in mentions for mention in row]).by_level
        mentions = [named(reading, home) for reading in readings]
    return [
        Extraction(reading.article, row, tuple(find_statements(reading.article, row, reading.words)))
        for reading, row in zip(readings, mentions, strict=True)
    ]
