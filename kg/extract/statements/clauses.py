"""Sentences and clauses of an article, as spans of its text; no boundary ever falls inside a mention.

A sentence is the evidence of a statement. A clause is the stretch between two commas, semicolons or
colons, in which a trigger word looks for its subject and object.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Mention

SENTENCE_END = re.compile(r"[。！？!?]+[”’』」）)]*|\n+")
CLAUSE_END = re.compile(r"[，,；;：:]")
OPENING = {"（": "）", "(": ")", "《": "》"}  # commas inside these do not end a clause
OPENS = re.compile(f"[{''.join(OPENING)}]")
MAX_ASIDE = 120  # characters; a bracket left open longer than this is a slip of print


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]`` between two commas, without the closing one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, trimmed of white space; ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]


def find_sentences(
    text: str, mentions: Sequence[Mention] = (), unbroken: Iterable[tuple[int, int]] = ()
) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in order, each with its clauses. Blank ones are left out.

    No clause ends inside a mention or inside one of the ``unbroken`` spans (a name with its posts).
    """
    inside = covered_gaps(mentions)
    together = inside | {i for start, end in unbroken for i in range(start, end)}
    sentences: list[Sentence] = []
    start = paragraph = 0
    ends = [m for m in SENTENCE_END.finditer(text) if m.group()[0] == "\n" or m.start() not in inside]
    for stop, mark in [(m.end(), m.group()) for m in ends] + [(len(text), "")]:
        left, right = trim(text, start, stop)
        if left < right:
            clauses = tuple(find_clauses(text, left, right, together))
            sentences.append(Sentence(left, right, paragraph, clauses))
        paragraph += mark.startswith("\n")
        start = stop
    return tuple(sentences)


def find_clauses(text: str, start: int, end: int, inside: frozenset[int]) -> Iterable[Clause]:
    """Cut ``text[start:end]`` at commas that stand outside mentions and brackets."""
    asides = bracketed(text, start, end)
    left = start
    for mark in CLAUSE_END.finditer(text, start, end):
        if mark.start() in inside or mark.start() in asides:
            continue
        if mark.start() > left:
            yield Clause(left, mark.start())
        left = mark.end()
    if left < end:
        yield Clause(left, end)


def covered_gaps(mentions: Iterable[Mention]) -> frozenset[int]:
    """Every offset inside a mention of the body."""
    return frozenset(i for m in mentions if not m.in_title and m.start >= 0 for i in range(m.start, m.end))


def bracketed(text: str, start: int, end: int) -> frozenset[int]:
    """Offsets that stand inside brackets or a 《name》."""
    found: set[int] = set()
    for opening in OPENS.finditer(text, start, end):
        i = opening.start()
        if i not in found:
            close = text.find(OPENING[opening.group()], i, min(end, i + MAX_ASIDE))
            if close > 0:
                found.update(range(i, close))
    return frozenset(found)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
