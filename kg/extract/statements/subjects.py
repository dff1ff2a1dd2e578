"""Who acts: the subject of a clause, written out or carried over from before.

Leaving out the subject is the normal case in this genre: the first clause names the office, the next ten
go on without it. A missing subject is taken from the earlier clauses of the sentence, then from the
sentences before in the paragraph, then it is the body that the article is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.statements.clauses import Clause, Sentence, find_sentences
from kg.extract.statements.grammar import Grammar
from kg.extract.statements.lists import Phrase, find_phrases, outermost
from kg.extract.statements.patterns import Role
from kg.model import Article, Mention

# How much a carried subject is trusted, by how far it was carried.
TRUST = {"clause": 1.0, "sentence": 0.9, "paragraph": 0.75, "article": 0.6}
SENTENCES_BACK = 2


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause with its noun phrases."""

    span: Clause
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its clauses read."""

    span: Sentence
    clauses: tuple[ReadClause, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read into phrases: what the patterns are matched against."""

    article: Article
    mentions: Sequence[Mention]
    grammar: Grammar
    units: tuple[int, ...]
    sentences: tuple[ReadSentence, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The mentions that fill a role, and how far that is to be trusted (a factor)."""

    heads: tuple[int, ...]
    trust: float = 1.0


NOTHING = Found(())


def read(article: Article, mentions: Sequence[Mention], grammar: Grammar) -> Reading:
    """Cut the article into sentences, clauses and phrases."""
    units = outermost(mentions)
    sentences = []
    for sentence in find_sentences(article.text, [mentions[u] for u in units]):
        clauses = tuple(
            ReadClause(clause, find_phrases(article.text, mentions, units, clause, grammar))
            for clause in sentence.clauses
        )
        sentences.append(ReadSentence(sentence, clauses))
    return Reading(article, mentions, grammar, units, tuple(sentences))


def fits(mention: Mention, types: frozenset[str]) -> bool:
    """Is the mention of one of the types (or subtypes)?"""
    return mention.type in types or mention.subtype in types


def fitting(reading: Reading, phrase: Phrase, role: Role) -> tuple[int, ...]:
    """The listed heads of the phrase that fit the role."""
    return tuple(h for h in phrase.heads if fits(reading.mentions[h], role.types))


def free(phrase: Phrase) -> bool:
    """Can the phrase be a subject: nothing governs it, and it is no attribute?"""
    return not phrase.governor and not phrase.attributive


def first_subject(reading: Reading, clause: ReadClause, role: Role, before: int) -> tuple[int, ...]:
    """The first free fitting phrase of the clause that ends before the offset ``before``."""
    for phrase in clause.phrases:
        if phrase.end <= before and free(phrase):
            if heads := fitting(reading, phrase, role):
                return heads
    return ()


def find_subject(reading: Reading, at: int, clause_at: int, trigger: int, role: Role) -> Found:
    """The subject for a trigger at offset ``trigger`` of clause ``clause_at`` of sentence ``at``."""
    sentence = reading.sentences[at]
    if heads := first_subject(reading, sentence.clauses[clause_at], role, trigger):
        return Found(heads, TRUST["clause"])
    if role.carry == "none":
        return NOTHING
    for clause in reversed(sentence.clauses[:clause_at]):
        if heads := first_subject(reading, clause, role, clause.span.end):
            return Found(heads, TRUST["sentence"])
    if role.carry == "sentence":
        return NOTHING
    for earlier in earlier_sentences(reading, at):
        for clause in earlier.clauses:
            if heads := first_subject(reading, clause, role, clause.span.end):
                return Found(heads, TRUST["paragraph"])
    if role.carry == "paragraph":
        return NOTHING
    return find_topic(reading, role)


def earlier_sentences(reading: Reading, at: int) -> Iterable[ReadSentence]:
    """The sentences just before, of the same paragraph, nearest first."""
    paragraph = reading.sentences[at].span.paragraph
    for sentence in reversed(reading.sentences[max(0, at - SENTENCES_BACK) : at]):
        if sentence.span.paragraph == paragraph:
            yield sentence


def find_topic(reading: Reading, role: Role) -> Found:
    """What the article is about, of the role's types: named in the title, else most often a free subject."""
    counts: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], int] = {}
    for index, mention in enumerate(reading.mentions):
        if mention.in_title and fits(mention, role.types):
            counts[mention.type, mention.name] += 3
    for sentence in reading.sentences:
        for clause in sentence.clauses:
            for phrase in clause.phrases:
                for head in fitting(reading, phrase, role):
                    key = (reading.mentions[head].type, reading.mentions[head].name)
                    counts[key] += 2 if free(phrase) else 0
                    where.setdefault(key, head)
    ranked = sorted((-counts[key], index) for key, index in where.items() if counts[key] >= 4)
    return Found((ranked[0][1],), TRUST["article"]) if ranked else NOTHING
