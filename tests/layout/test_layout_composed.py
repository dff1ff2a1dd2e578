"""Pages composed at random from the examples: stories and writers found, as a rate that must not fall."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from composed_pages import Story, composed, example_pages, stories

from kg.layout import articles_of
from kg.model import Article, Page

PAGES = 12
# Least F1 of articles and of bylines: what was measured, less 0.05.
LEAST = {False: (0.92, 0.95), True: (0.84, 0.81)}


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted)


def matching(title: str, articles: list[Article]) -> Article | None:
    """The article with the most of the title's characters, if that is seven tenths."""

    def like(article: Article) -> float:
        one, two = Counter(title.replace(" ", "")), Counter(article.title.replace(" ", ""))
        return 2 * (one & two).total() / (one.total() + two.total())

    best = max(articles, key=like, default=None)
    return best if best and like(best) >= 0.7 else None


def measured(*, interleaved: bool) -> tuple[float, float]:
    choice, pool = random.Random(7), stories()
    right, names, articles, found_names, wanted_names = 0, 0, 0, 0, 0
    chosen: list[Story] = []
    for _ in range(PAGES):
        text, printed = composed(choice, pool, interleaved=interleaved)
        found = articles_of(Page("页.txt", "/页.txt", text))
        articles += len(found)
        chosen += printed
        for story in printed:
            article = matching(story.title, found)
            wanted_names += len(story.credits)
            if article:
                found.remove(article)
                credits = {(credit.name, credit.role) for credit in article.credits}
                right, names = right + 1, names + len(credits & story.credits)
                found_names += len(credits)
    return f1(right, articles, len(chosen)), f1(names, found_names, wanted_names)


@pytest.mark.parametrize("interleaved", [False, True])
def test_composed_pages(interleaved: bool) -> None:
    articles, bylines = measured(interleaved=interleaved)
    assert articles >= LEAST[interleaved][0]
    assert bylines >= LEAST[interleaved][1]


def test_there_are_stories_to_compose_pages_of() -> None:
    pool = stories()
    assert len(pool) >= 8
    assert all(story.credits and len(story.paragraphs) > 2 for story in pool)


def test_web_pages_and_records_are_one_article_each_with_the_title_given() -> None:
    singles = [page for page in example_pages() if page.single_article]
    assert len({page.source for page in singles}) >= 4
    for page in singles:
        (article,) = articles_of(page)
        assert article.title == page.title
        assert article.date == page.date
