"""Statements: what the sentences of an article say about the things it mentions.

The language is in ``schema/relations/*.yaml``; this package interprets it. The order of work: ``clauses``
cuts sentences and clauses, ``standins`` finds the common nouns that stand for a thing, ``lists`` joins
mentions into noun phrases, ``subjects`` finds who acts (also where the subject is left out), ``triggers``
applies the patterns, ``companions`` adds those who go along; ``posts``, ``structure`` and ``bylines`` read
what names and their order state. ``learned`` then judges all of it, and the pairs that no pattern caught.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.statements.bylines import find_bylines
from kg.extract.statements.companions import find_companions
from kg.extract.statements.grammar import load_grammar
from kg.extract.statements.learned import judged_together
from kg.extract.statements.learned.model import RelationModel, load_relation_model
from kg.extract.statements.patterns import Pattern, load_triggers
from kg.extract.statements.posts import find_posts
from kg.extract.statements.structure import find_structure
from kg.extract.statements.subjects import Reading, read
from kg.extract.statements.triggers import find_triggered
from kg.extract.statements.unclaimed import find_unclaimed
from kg.language.lac import Word
from kg.model import Article, Mention, Statement

__all__ = ["find_all_statements", "find_declared", "find_statements", "read_rules"]

Thing = tuple[str, str]  # (type, name)
STAND_IN = 0.85  # how far a common noun is trusted to stand for the thing named before


def find_statements(
    article: Article,
    mentions: Sequence[Mention],
    words: Sequence[Word] = (),
    model: RelationModel | None = None,
) -> tuple[Statement, ...]:
    """Every relation that the article states between its mentions.

    ``mentions`` are sorted by (start, -end) and may nest; ``words`` are the tagger's over ``article.text``
    and may be empty. Each statement carries its sentence, which is ``article.text[start:end]``, or a byline
    with offsets -1. One statement per relation, pair of things, post title and sentence: the surest.
    Confidence is how likely the relation is right, wrong names included. ``model`` is the package's own if
    not given. Raises SchemaError if the pattern files or the model's are broken.
    """
    return find_all_statements([(article, mentions, words)], model)[0]


def find_all_statements(
    texts: Sequence[tuple[Article, Sequence[Mention], Sequence[Word]]], model: RelationModel | None = None
) -> list[tuple[Statement, ...]]:
    """The statements of several articles, each as :func:`find_statements` finds them; faster together."""
    read = [read_rules(*text) for text in texts]
    found = judged_together(read, model or load_relation_model())
    return [surest(row, mentions) for row, (_, mentions, _) in zip(found, texts, strict=True)]


def find_declared(
    article: Article, mentions: Sequence[Mention], words: Sequence[Word] = ()
) -> tuple[Statement, ...]:
    """What the declared patterns alone state, each with the confidence of its pattern."""
    _, found = read_rules(article, mentions, words)
    return surest(found, mentions)


def read_rules(
    article: Article, mentions: Sequence[Mention], words: Sequence[Word] = ()
) -> tuple[Reading, list[Statement]]:
    """The article read into phrases, and what the declared patterns state of it."""
    reading = read(article, mentions, words, load_grammar())
    triggers = load_triggers()
    triggered = tuple(find_triggered(reading, triggers))
    found = [
        *find_posts(reading),
        *triggered,
        *find_companions(reading, triggered),
        *find_structure(reading),
        *find_bylines(reading),
    ]
    found = [said_of_named(s, reading.stands_for) for s in found]
    found = needed(found, triggers.patterns, mentions)
    unclaimed = [said_of_named(s, reading.stands_for) for s in find_unclaimed(reading, found)]
    return reading, [s for s in [*found, *unclaimed] if not of_itself(s, mentions)]


def said_of_named(statement: Statement, stands_for: Mapping[int, int]) -> Statement:
    """The statement about what its stand-ins (街道, 公司) stand for."""
    head = stands_for.get(statement.head)
    tail = None if statement.tail is None else stands_for.get(statement.tail)
    if head is None and tail is None:
        return statement
    trust = STAND_IN if head is None or tail is None else STAND_IN**2
    return replace(
        statement,
        head=statement.head if head is None else head,
        tail=statement.tail if tail is None else tail,
        confidence=round(statement.confidence * trust, 3),
    )


def of_itself(statement: Statement, mentions: Sequence[Mention]) -> bool:
    """Does it say something of a thing and the same thing?"""
    head, tail = ends_of(statement, mentions)
    return head == tail


def needed(
    found: Sequence[Statement], patterns: Sequence[Pattern], mentions: Sequence[Mention]
) -> list[Statement]:
    """Without the statements of patterns that yield to another relation of the same two (``unless``)."""
    yields = {pattern.name: pattern.unless for pattern in patterns if pattern.unless}
    stated = {(s.type, *ends_of(s, mentions)) for s in found}
    return [s for s in found if (yields.get(s.rule), *ends_of(s, mentions)) not in stated]


def ends_of(statement: Statement, mentions: Sequence[Mention]) -> tuple[Thing, Thing | None]:
    """The two things of a statement, in one order where the relation has no direction."""
    head = thing(mentions[statement.head])
    if statement.tail is None:
        return head, None
    tail = thing(mentions[statement.tail])
    if statement.type == "COOPERATES_WITH":
        return min(head, tail), max(head, tail)
    return head, tail


def surest(found: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """One statement for each (relation, things, title, sentence), in order of the text."""
    best: dict[tuple[object, ...], Statement] = {}
    for statement in found:
        title = statement.attributes.get("title", statement.attributes.get("role", ""))
        extra = title if statement.type in ("HOLDS_POST", "REPORTED") else ""
        key = (statement.type, *ends_of(statement, mentions), extra, statement.start)
        if key not in best or statement.confidence > best[key].confidence:
            best[key] = statement
    return tuple(sorted(best.values(), key=in_order))


def in_order(statement: Statement) -> tuple[int, str, int, int]:
    """Sort key: where it stands, its type, its ends."""
    tail = -1 if statement.tail is None else statement.tail
    return statement.start, statement.type, statement.head, tail


def thing(mention: Mention) -> Thing:
    """What a mention names: mentions with the same (type, name) are one thing."""
    return mention.type, mention.name
