"""What each rule made, right and wrong, and whether claimed confidence keeps its word."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.evaluation.gold import plain
from kg.evaluation.matching import Matched
from kg.evaluation.scores import Share
from kg.relations import Sentence

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(slots=True)
class MentionRule:
    """The mentions that one rule made. ``other_form``: of a right entity, under a form that gold lacks."""

    right: int = 0
    other_form: int = 0
    wrong: int = 0


@dataclass(slots=True)
class StatementRule:
    """The statements that one rule made. ``wrong_ends``: wrong, since gold lacks an end of it."""

    right: int = 0
    wrong: int = 0
    wrong_ends: int = 0


@dataclass(slots=True)
class Bin:
    """Statements with a confidence from ``low`` up to ``high``: all, and those with both ends in gold."""

    low: float
    high: float
    matched: Share = field(default_factory=Share)
    all: Share = field(default_factory=Share)


def mention_rules(documents: Sequence[Matched]) -> dict[str, MentionRule]:
    """By rule, the most mentions first."""
    rules: dict[str, MentionRule] = {}
    for document in documents:
        for id_, found in document.found.entities.items():
            key = document.key_of.get(id_)
            forms = document.gold.entities[key].forms if key is not None else frozenset()
            for naming in found.namings:
                counted = rules.setdefault(naming.mention.rule, MentionRule())
                known = plain(naming.mention.text) in forms
                counted.right += known
                counted.other_form += key is not None and not known
                counted.wrong += key is None
    return dict(sorted(rules.items(), key=lambda r: (-r[1].right - r[1].other_form - r[1].wrong, r[0])))


def statement_rules(documents: Sequence[Matched]) -> dict[str, StatementRule]:
    """By rule, the most statements first."""
    rules: dict[str, StatementRule] = {}
    for sentence, right, both in _judged(documents):
        counted = rules.setdefault(sentence.rule, StatementRule())
        counted.right += right
        counted.wrong += both and not right
        counted.wrong_ends += not both
    return dict(sorted(rules.items(), key=lambda r: (-r[1].right - r[1].wrong - r[1].wrong_ends, r[0])))


def calibration(documents: Sequence[Matched]) -> list[Bin]:
    """Claimed confidence against the share that is right, in bins of ``BINS``; 1.0 is in the last."""
    bins = [Bin(low, high) for low, high in itertools.pairwise(BINS)]
    for sentence, right, both in _judged(documents):
        chosen = next(b for b in reversed(bins) if sentence.confidence >= b.low)
        chosen.all.of += 1
        chosen.all.right += right
        chosen.matched.of += both
        chosen.matched.right += right
    return bins


def _judged(documents: Sequence[Matched]) -> Iterator[tuple[Sentence, bool, bool]]:
    """Every statement that makes an edge between entities: whether it is right, and both its ends are.

    Bylines (REPORTED) have figures of their own and would flatter these.
    """
    for document in documents:
        for judged in document.relations:
            both = judged.head is not None and judged.tail is not None
            for sentence in judged.found.sentences:
                yield sentence, judged.is_right, both
