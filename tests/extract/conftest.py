from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract import Reader, extract
from kg.model import Article, Extraction, Mention

Read = Callable[..., Extraction]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """One article of the given text (and title), read whole."""

    def one(text: str, title: str = "") -> Extraction:
        return extract([Article("a1", "page.txt", 1, title, text)], reader)[0]

    return one


def kinds(extraction: Extraction) -> set[tuple[str, str]]:
    """(surface form, subtype or type) of every mention."""
    return {(m.text, m.subtype or m.type) for m in extraction.mentions}


def named(extraction: Extraction, text: str) -> set[str]:
    """The names given to the mentions of one surface form."""
    return {m.name for m in extraction.mentions if m.text == text}


def of_type(extraction: Extraction, type_: str) -> list[Mention]:
    return [m for m in extraction.mentions if m.type == type_]
