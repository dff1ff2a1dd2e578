"""Claims as rows of the store, and back."""

from __future__ import annotations

import json
from typing import Any

from kg.model import Article, Credit, Mention, Run, Statement

ARTICLE_COLUMNS = (
    "id, source, number, title, date, dateline, publisher, section, text, runs, credits, captions"
)
MENTION_COLUMNS = 'start, "end", text, type, subtype, name, region, confidence, rule, in_title, anaphor'
STATEMENT_COLUMNS = 'type, head, tail, start, "end", evidence, rule, confidence, modality, attributes'

Row = tuple[Any, ...]


def article_row(article: Article) -> Row:
    """Values of ``ARTICLE_COLUMNS``."""
    return (
        article.id,
        article.source,
        article.number,
        article.title,
        article.date,
        article.dateline,
        article.publisher,
        article.section,
        article.text,
        _json([[run.start, run.origin, run.length] for run in article.runs]),
        _json([[c.name, c.role, c.start, c.end, c.line] for c in article.credits]),
        _json(article.captions),
    )


def article_of(row: Row) -> Article:
    """The article of a row of ``ARTICLE_COLUMNS``."""
    id_, source, number, title, date, dateline, publisher, section, text, runs, credits, captions = row
    return Article(
        id=id_,
        source=source,
        number=number,
        title=title,
        text=text,
        runs=tuple(Run(*run) for run in json.loads(runs)),
        credits=tuple(Credit(*credit) for credit in json.loads(credits)),
        date=date,
        dateline=dateline,
        publisher=publisher,
        section=section,
        captions=tuple(json.loads(captions)),
    )


def mention_row(mention: Mention) -> Row:
    """Values of ``MENTION_COLUMNS``."""
    return (
        mention.start,
        mention.end,
        mention.text,
        mention.type,
        mention.subtype,
        mention.name,
        mention.region,
        float(mention.confidence),
        mention.rule,
        mention.in_title,
        mention.anaphor,
    )


def mention_of(row: Row) -> Mention:
    """The mention of a row of ``MENTION_COLUMNS``."""
    start, end, text, type_, subtype, name, region, confidence, rule, in_title, anaphor = row
    return Mention(
        start, end, text, type_, subtype, name, region, confidence, rule, in_title == 1, anaphor == 1
    )


def statement_row(statement: Statement) -> Row:
    """Values of ``STATEMENT_COLUMNS``."""
    return (
        statement.type,
        statement.head,
        statement.tail,
        statement.start,
        statement.end,
        statement.evidence,
        statement.rule,
        float(statement.confidence),
        statement.modality,
        json.dumps(dict(statement.attributes), ensure_ascii=False, sort_keys=True),
    )


def statement_of(row: Row) -> Statement:
    """The statement of a row of ``STATEMENT_COLUMNS``."""
    type_, head, tail, start, end, evidence, rule, confidence, modality, attributes = row
    return Statement(
        type_, head, tail, start, end, evidence, rule, confidence, modality, _attributes(attributes)
    )


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {} if text == "{}" else json.loads(text)
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
