"""Pages to articles: rejoin wrapped lines, find headlines, bylines, datelines, captions."""

from __future__ import annotations

from kg.layout.furniture import is_furniture
from kg.layout.identity import article_id
from kg.layout.traced import join, runs_of
from kg.layout.wrapping import paragraphs_of
from kg.model import Article, Page

__all__ = ["articles_of"]


def articles_of(page: Page) -> list[Article]:
    """The articles of the page in reading order; at least one for a page with any text."""
    paragraphs = [p for p in paragraphs_of(page.text) if not is_furniture(p.text)]
    if not paragraphs:
        return []
    body = join((p.traced for p in paragraphs), "\n")
    title = page.title or ""
    return [
        Article(
            id=article_id(page, title, body.text, 1),
            source=page.source,
            number=1,
            title=title,
            text=body.text,
            runs=runs_of(body, page.runs),
            date=page.date,
            publisher=page.publisher,
            section=page.section,
        )
    ]
