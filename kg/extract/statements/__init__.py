"""Statements: what the sentences of an article say about the things it mentions.

The language is in ``schema/relations/*.yaml``; this package interprets it. The order of work: ``clauses``
cuts sentences and clauses, ``lists`` joins mentions into noun phrases, ``subjects`` finds who acts (also
where the subject is left out), ``triggers`` applies the patterns; ``posts``, ``structure`` and ``bylines``
read what names and their order state.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.statements.bylines import find_bylines
from kg.extract.statements.grammar import load_grammar
from kg.extract.statements.patterns import load_patterns
from kg.extract.statements.posts import find_posts
from kg.extract.statements.structure import find_structure
from kg.extract.statements.subjects import read
from kg.extract.statements.triggers import find_triggered
from kg.model import Article, Mention, Statement

if TYPE_CHECKING:
    from kg.language.lac import Word

__all__ = ["find_statements"]


def find_statements(
    article: Article, mentions: Sequence[Mention], words: Sequence[Word] = ()
) -> tuple[Statement, ...]:
    """Every relation that the article states between its mentions.

    ``mentions`` are sorted by (start, -end) and may nest; ``words`` are the tagger's over ``article.text``
    and may be empty. Each statement carries its sentence, which is ``article.text[start:end]``, or a byline
    with offsets -1. One statement per relation, pair of things, post title and sentence: the surest.
    Raises SchemaError if the pattern files are broken.
    """
    reading = read(article, mentions, words, load_grammar())
    found = [
        *find_posts(reading),
        *find_triggered(reading, load_patterns()),
        *find_structure(reading),
        *find_bylines(reading),
    ]
    return surest(found, mentions)


def surest(found: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """One statement for each (relation, things, title, sentence), in order of the text."""
    best: dict[tuple[object, ...], Statement] = {}
    for statement in found:
        tail = None if statement.tail is None else thing(mentions[statement.tail])
        ends = (thing(mentions[statement.head]), tail)
        if statement.type == "COOPERATES_WITH" and tail is not None:
            ends = (min(ends), max(ends))  # type: ignore[type-var]
        title = statement.attributes.get("title", statement.attributes.get("role", ""))
        extra = title if statement.type in ("HOLDS_POST", "REPORTED") else ""
        key = (statement.type, ends, extra, statement.start)
        if key not in best or statement.confidence > best[key].confidence:
            best[key] = statement
    return tuple(
        sorted(best.values(), key=lambda s: (s.start, s.type, s.head, -1 if s.tail is None else s.tail))
    )


def thing(mention: Mention) -> tuple[str, str]:
    """What a mention names: mentions with the same (type, name) are one thing."""
    return mention.type, mention.name
