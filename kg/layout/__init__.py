"""Pages to articles: rejoin wrapped lines, find headlines, bylines, datelines, captions.

``wrapping`` makes paragraphs of lines, ``blocks`` tells headlines, text and bylines apart and joins what a
column break cut, ``stories`` groups them, ``headlines`` gives each story its title, ``assembly`` writes the
articles.
"""

from __future__ import annotations

from kg.layout.assembly import articles_from
from kg.layout.blocks import blocks_of
from kg.layout.wrapping import paragraphs_of
from kg.model import Article, Page

__all__ = ["articles_of"]


def articles_of(page: Page) -> list[Article]:
    """The articles of the page in reading order; at least one for a page with any text.

    Pure and deterministic; raises on no text. Offsets in ``Article.runs`` are in characters of the decoded
    source (``Page.runs`` composed).
    """
    if not page.text.strip():
        return []
    return articles_from(page, blocks_of(paragraphs_of(page.text)))
