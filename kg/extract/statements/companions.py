"""INSPECTS of those who go along: X到Z调研，Y一同前往; X带着Y到Z察看; X、Y参加调研.

The patterns find who leads a visit; whoever the sentence names as going along visits the same things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.statements.lists import Phrase
from kg.extract.statements.subjects import ReadClause, Reading, fits, free
from kg.model import Statement

VISIT = "INSPECTS"
GOERS = frozenset({"Person", "GovernmentBody", "PartyBody"})
RULE = "inspects.companions"
TRUST = 0.85  # of the leader's own visit


def find_companions(reading: Reading, stated: Sequence[Statement]) -> Iterator[Statement]:
    """INSPECTS of the companions, from the visits among ``stated``."""
    visits = [s for s in stated if s.type == VISIT]
    for sentence in reading.sentences if visits else ():
        here = [s for s in visits if s.start == sentence.span.start]
        if not reading.grammar.inspecting.search(
            reading.article.text[sentence.span.start : sentence.span.end]
        ):
            continue
        for clause in sentence.clauses:
            for head in taken_along(reading, clause) if here else ():
                yield from (joined(s, head) for s in last_visit(here))
            for head in going_along(reading, clause):
                shared = last_visit(here) or last_visit([s for s in visits if s.start < sentence.span.start])
                span = sentence.span
                for visit in shared:
                    evidence = reading.article.text[span.start : span.end]
                    yield replace(joined(visit, head), start=span.start, end=span.end, evidence=evidence)


def last_visit(visits: Sequence[Statement]) -> list[Statement]:
    """The visits of the pattern and sentence that come last: those that companions are said to share."""
    if not visits:
        return []
    last = max(visits, key=lambda s: (s.start, s.tail or 0))
    return [s for s in visits if (s.start, s.rule, s.head) == (last.start, last.rule, last.head)]


def joined(visit: Statement, head: int) -> Statement:
    """The same visit by another."""
    return replace(visit, head=head, rule=RULE, confidence=round(visit.confidence * TRUST, 3))


def taken_along(reading: Reading, clause: ReadClause) -> Iterator[int]:
    """Those whom the subject takes along (带着|Y的负责人)."""
    for phrase in clause.phrases:
        if phrase.governor in reading.grammar.taking_along and not phrase.attributive:
            yield from goers_of(reading, phrase)


def going_along(reading: Reading, clause: ReadClause) -> Iterator[int]:
    """Those who are said to go along: the free people before 一同, 陪同, 参加调研."""
    text = reading.article.text
    match = reading.grammar.companions.search(text, clause.span.start, clause.span.end)
    if match is None:
        return
    for phrase in clause.phrases:
        if phrase.end <= match.start() and free(phrase):
            yield from goers_of(reading, phrase)


def goers_of(reading: Reading, phrase: Phrase) -> Iterator[int]:
    """The heads of a phrase that can go anywhere."""
    for head in phrase.heads:
        if fits(reading.mentions[head], GOERS):
            yield head
